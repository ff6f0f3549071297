"""Election results come in through the real Import page in four steps, stand with their employers, and go again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.imports import ImportKind, MatchPolicy
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.all_imports import AllImports
from ip2a_desktop.services.elections import ElectionService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.ui.imports.assistant import COLUMNS, FILE, PREVIEW, SUMMARY
from ip2a_desktop.ui.imports.screen import ImportsPage
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import make_kit

SAMPLE = Path(__file__).parents[1] / "data" / "elections.csv"


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


def test_from_the_file_to_the_employers_and_back(kit: Kit, qtbot: Any, database: Database) -> None:
    imports, employers = AllImports(database), EmployerService(database)
    page = ImportsPage(kit, imports)
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.resize(1280, 800)
    page.show()
    page.activate()
    assistant = page.assistant
    page.begin(path=SAMPLE)
    qtbot.waitUntil(lambda: assistant.step == FILE and assistant.next_button.isEnabled() and kit.tasks.is_idle())
    assistant.file_step.kind.buttons[ImportKind.ELECTIONS].click()
    qtbot.waitUntil(lambda: assistant.next_button.isEnabled() and kit.tasks.is_idle())
    assert assistant.file_step.policy.value is MatchPolicy.UPDATE
    assistant.next_button.click()
    qtbot.waitUntil(lambda: assistant.step == COLUMNS and assistant.next_button.isEnabled() and kit.tasks.is_idle())
    assert assistant.columns_step.mapping["case_number"] == "Case Number"
    assistant.columns_step.box_of("Case Number").setCurrentIndex(0)
    assistant.columns_step.changed.emit()
    qtbot.waitUntil(lambda: not assistant.next_button.isEnabled() and kit.tasks.is_idle())
    assert "“Case Number”" in assistant.columns_step.missing.words
    assistant.columns_step.box_of("Case Number").setCurrentIndex(1)
    assistant.columns_step.changed.emit()
    qtbot.waitUntil(lambda: assistant.next_button.isEnabled() and kit.tasks.is_idle())
    assistant.next_button.click()
    qtbot.waitUntil(lambda: assistant.step == PREVIEW and kit.tasks.is_idle())
    assistant.next_button.click()
    qtbot.waitUntil(lambda: assistant.step == SUMMARY and kit.tasks.is_idle())
    assert assistant.summary is not None
    assert assistant.summary.new_employers > 0
    wanted: list[Any] = []
    page.page_wanted.connect(lambda *words: wanted.append(words))
    assistant.summary_step.show_button.click()
    name, arguments = wanted[0]
    assert name == "employers"
    (choice,) = arguments["filters"]["import"]
    listed = employers.ids(ListQuery().with_filter("import", [choice.value]))
    assert sum(len(ElectionService(database).elections(one)) for one in listed) == assistant.summary.counts.writing

    qtbot.waitUntil(lambda: page.history.model.rowCount() == 1 and kit.tasks.is_idle())
    page.history.table.choose(0)
    page.undo_action.trigger()
    qtbot.waitUntil(lambda: bool(_verb(page, "Take back")))
    _verb(page, "Take back")[0].click()
    qtbot.waitUntil(lambda: employers.total(in_bin=False) == 0 and kit.tasks.is_idle())


def _verb(page: ImportsPage, words: str) -> list[QPushButton]:
    return [one for one in page.window().findChildren(QPushButton) if one.text() == words and one.isVisible()]
