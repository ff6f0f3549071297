"""The labor board's file goes in; the employer's page shows its elections, from a real database."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.election_decisions import ElectionPlan
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.election_import import ElectionImport
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.conftest import RoundTrips
from tests.db.test_salting_elections import FILE, HEADINGS
from tests.factories import saved_employer
from tests.ui.fake_employers import make_kit


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def imported(database: Database, tmp_path: Path) -> None:
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADINGS)
    writer.writeheader()
    writer.writerows(FILE)
    path = tmp_path / "elections.csv"
    path.write_text(out.getvalue(), encoding="utf-8", newline="")
    imports = ElectionImport(database)
    imports.run(ElectionPlan(imports.open(path)))


def test_an_employer_with_elections_and_one_without(
    imported: None, kit: Kit, qtbot: Any, counted: tuple[Database, RoundTrips]
) -> None:
    database, trips = counted
    employers, notes = EmployerService(database), NoteService(database)
    quiet = saved_employer(employers, name="Quiet Power").id
    (cascade,) = employers.first_page(ListQuery(search="cascade"), 2)
    view = EmployerView(kit, employer_kind(employers), employers, notes)
    qtbot.addWidget(view)
    view.show()
    view.show_id(quiet)
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    place = view.tabs.count() - 1
    assert not view.tabs.isTabVisible(place)

    view.show_id(cascade.id)
    qtbot.waitUntil(lambda: view.record is not None and view.record.row.id == cascade.id and kit.tasks.is_idle())
    assert view.tabs.isTabVisible(place)
    trips.reset()
    view.show_panel(view.elections)
    qtbot.waitUntil(lambda: bool(view.elections.list.cards.cards) and kit.tasks.is_idle())
    assert trips.count == 1
    cards = view.elections.list.cards.cards
    assert [card.chips[0].text for card in cards if card.meta == "Case 99-RC-000001"] == ["Union lost", "Union won"]
    votes = {line.name: line.text for line in cards[0].lines}
    assert votes["Votes"] == "122 for, 130 against (74 % voted)"
