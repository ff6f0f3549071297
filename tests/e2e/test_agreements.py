"""An agreement from a sample to its confirmed limits, and the dates of a case that move with it, on a real database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import HolidayDraft, LimitDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.procedures import SAMPLE, Act
from ip2a_desktop.services.agreement_timeline import AgreementTimeline
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.recounting import RecountService
from ip2a_desktop.ui.agreements.recount import RecountDialog
from ip2a_desktop.ui.agreements.screen import AgreementsPage
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow
from tests.factories import saved_employer
from tests.grievance_cases import Casework
from tests.ui.agreements_page import dialogs
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    """The tools of the screens, with real workers."""
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def window(qtbot: Any, kit: Kit, database: Database, employers: EmployerService) -> MainWindow:
    """The main window with the page of agreements."""

    def page() -> AgreementsPage:
        return AgreementsPage(
            kit,
            AgreementService(database),
            RecountService(database),
            employers,
            AgreementTimeline(database),
            lambda: True,
        )

    screens = [Screen("agreements", "Agreements", "article", page)]
    made = MainWindow(screens, tasks=kit.tasks, messages=kit.messages, store=kit.settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_an_agreement_from_a_sample_to_the_bin_and_back(
    window: MainWindow, kit: Kit, qtbot: Any, employers: EmployerService
) -> None:
    cascade = saved_employer(employers, name="Cascade Electric")
    window.show_page("agreements")
    page: Any = window.page("agreements")
    qtbot.waitUntil(lambda: page.list.states.state == "empty" and kit.tasks.is_idle())

    page.new_action.trigger()
    form = page.stage.form.parts[0].form
    form.field("organization_id").know(cascade.id, "Cascade Electric")
    form.put({"name": "Inside “Électrique” & Sons", "organization_id": cascade.id})
    form.field("starts_on").setText("2024-06-01")
    form.field("ends_on").setText("2027-05-31")
    form.field("sample").tiles["project"].click()
    with qtbot.waitSignal(page.stage.saved):
        page.stage.form.save_action.trigger()
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    assert (view.record.row.employer, view.chosen.version.draft.name) == ("Cascade Electric", "2024–2027")
    assert view.strip.banner.words == SAMPLE
    assert [box.draft.name for box in view.procedure.boxes] == ["Step 1", "Step 2", "Arbitration"]

    view.articles.add_wanted.emit()
    view.articles.dialog.form.put({"number": "5.2", "title": "Overtime"})
    view.articles.dialog.save_button.click()
    qtbot.waitUntil(lambda: len(view.articles.parts) == 1 and kit.tasks.is_idle())
    view.articles.add_wanted.emit()
    again = view.articles.dialog
    again.form.put({"number": "5.2"})
    again.save_button.click()
    problem = again.form.cells["number"]
    qtbot.waitUntil(lambda: problem.problem == "This version has an article of that number already.")
    again.form.load(again.form.draft)
    again.reject()

    view.procedure.edit_step(view.procedure.boxes[1].draft.id)
    view.procedure.dialog.form.put({"union_sits": "Business manager"})
    view.procedure.dialog.save_button.click()
    qtbot.waitUntil(lambda: view.procedure.boxes[1].draft.union_sits == "Business manager" and kit.tasks.is_idle())

    view.strip.confirm()
    view.strip.dialog.accept()
    qtbot.waitUntil(lambda: view.strip.banner.words == "" and kit.tasks.is_idle())
    view.show_panel(view.timeline)
    told = view.timeline.list.cards
    qtbot.waitUntil(lambda: bool(told.cards) and told.cards[0].title.endswith("confirmed against the agreement"))
    assert [card.title for card in told.cards[1:3]] == [
        "Step “Step 2” of 2024–2027 changed",
        "Article “5.2” of 2024–2027 added",
    ]

    page.table.choose(0)
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.list.states.state == "empty" and kit.tasks.is_idle())
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())


def test_a_changed_limit_shows_the_dates_of_open_cases_before_it_moves_them(
    window: MainWindow, kit: Kit, qtbot: Any, database: Database
) -> None:
    work = Casework(database)
    case = work.filed(days=1)
    before = {one.act: one.due_on for one in case.running}
    window.show_page("agreements", record=work.agreement.id, wide=True)
    page: Any = window.page("agreements")
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    (line,) = [one for one in view.procedure.boxes[0].limits if one.limit.act is Act.ANSWER]

    view.procedure.edit_limit(line.limit.id)
    view.procedure.dialog.form.put({"number": 15})
    view.procedure.dialog.save_button.click()
    qtbot.waitUntil(lambda: len(dialogs(page, RecountDialog)) == 1)
    (question,) = dialogs(page, RecountDialog)
    assert {one.what for one in question.changes} == {"Answer at Step 1", "Go to Step 2"}
    assert {one.act: one.due_on for one in work.cases.load(case.row.id).running} == before
    question.verb_button.click()
    qtbot.waitUntil(lambda: view.procedure.boxes[0].limits[1].limit.number == 15 and kit.tasks.is_idle())
    assert toast_words(kit) == "Limit saved; 1 case counted again"
    after = {one.act: one.due_on for one in work.cases.load(case.row.id).running}
    assert after == {Act.ANSWER: question.changes[0].after, Act.FILE: question.changes[1].after}
    assert after[Act.ANSWER] > before[Act.ANSWER]

    view.procedure.bin_limit(line.limit.id)
    qtbot.waitUntil(lambda: len(dialogs(page, RecountDialog)) == 1)
    dialogs(page, RecountDialog)[0].verb_button.click()
    qtbot.waitUntil(lambda: len(view.procedure.boxes[0].limits) == 1 and kit.tasks.is_idle())
    assert work.cases.load(case.row.id).running == ()
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: len(view.procedure.boxes[0].limits) == 2 and kit.tasks.is_idle())
    assert {one.act: one.due_on for one in work.cases.load(case.row.id).running} == after


def test_the_usual_holidays_of_a_year_are_added_and_refused_twice(
    window: MainWindow, kit: Kit, qtbot: Any, database: Database
) -> None:
    work = Casework(database)
    window.show_page("agreements", record=work.agreement.id, wide=True)
    page: Any = window.page("agreements")
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    kept = len(view.holidays.parts)
    view.holidays.add_usual(2031)
    view.holidays.usual_dialog.save()
    qtbot.waitUntil(lambda: len(view.holidays.parts) == kept + 8 and kit.tasks.is_idle())

    taken = check(HolidayDraft, {"agreement_version_id": work.version.id, "day": "2031-07-04", "name": "Again"})
    view.holidays._open(taken)
    dialog = view.holidays.dialog
    dialog.form.put({"name": "Again, please"})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.form.cells["day"].problem == "This day is a holiday already.")
    dialog.form.load(dialog.form.draft)
    dialog.reject()
    assert {type(one) for one in view.record.versions[0].limits} == {LimitDraft}
