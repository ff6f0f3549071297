"""The tab "Elections" of an organization: there only where there were any, read only when somebody looks."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from ip2a_desktop.domain.elections import ElectionRow, TallyType
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.ui.employers.elections import card_of
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import FakeEmployers, FakeNotes, make_kit


def tally(organization: UUID, **values: Any) -> ElectionRow:
    told: dict[str, Any] = dict.fromkeys(ElectionRow.__dataclass_fields__, "")
    told |= dict.fromkeys(("filed_on", "closed_on", "ballots_counted", "void_ballots", "challenged_ballots"))
    told |= {
        "id": new_id(),
        "version": 1,
        "organization_id": organization,
        "case_number": "99-RC-000001",
        "tally_type": TallyType.INITIAL,
        "tallied_on": date(2023, 4, 4),
        "eligible_voters": 250,
        "unions": ("Local 1",),
        "votes_for": (122,),
        "votes_against": 63,
        "challenges_decide": False,
        "runoff_required": False,
    }
    return ElectionRow(**(told | values))


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def employers() -> FakeEmployers:
    return FakeEmployers()


@pytest.fixture
def opened(qtbot: Any, kit: Kit, employers: FakeEmployers) -> Callable[[UUID], EmployerView]:
    view = EmployerView(kit, employer_kind(employers), employers, FakeNotes())
    qtbot.addWidget(view)
    view.show()

    def opened(one: UUID) -> EmployerView:
        view.show_id(one)
        qtbot.waitUntil(lambda: view.record is not None and view.record.row.id == one and kit.tasks.is_idle())
        return view

    return opened


def tab_words(view: EmployerView) -> list[str]:
    return [view.tabs.tabText(place) for place in range(view.tabs.count()) if view.tabs.isTabVisible(place)]


def test_the_tab_is_there_only_where_there_were_elections(
    opened: Callable[[UUID], EmployerView], employers: FakeEmployers, qtbot: Any, kit: Kit
) -> None:
    quiet, cascade = employers.add("Berg Power"), employers.add("Cascade Electric")
    employers.kept[cascade].elections = [tally(cascade)]
    assert "Elections" not in tab_words(opened(quiet))
    view = opened(cascade)
    assert tab_words(view)[-1] == "Elections"
    assert "elections" not in employers.asked
    view.show_panel(view.elections)
    qtbot.waitUntil(lambda: len(view.elections.list.cards.cards) == 1 and kit.tasks.is_idle())
    assert employers.asked.count("elections") == 1
    assert tab_words(opened(quiet)) == ["Profile", "Members", "Contacts", "Notes", "Timeline"]
    assert view.tabs.isTabVisible(view.tabs.currentIndex())
    assert view.elections.isHidden()


def test_a_tab_that_appears_later_finds_room(
    opened: Callable[[UUID], EmployerView], employers: FakeEmployers, qtbot: Any
) -> None:
    quiet, cascade = employers.add("Berg Power"), employers.add("Cascade Electric")
    employers.kept[cascade].elections = [tally(cascade)]
    opened(quiet).resize(1000, 700)
    view = opened(cascade)
    place = view.tabs.count() - 1
    qtbot.waitUntil(lambda: 0 < view.tabs.tabRect(place).right() <= view.tabs.width())
    assert view.tabs.tabRect(place).left() > view.tabs.tabRect(place - 1).left() > 0


def test_a_card_tells_who_voted_how_in_words() -> None:
    card = card_of(tally(new_id(), closed_as="Certific. of Representative", closed_on=date(2023, 5, 1)))
    assert (card.title, card.meta, card.chips[0].text) == (day(date(2023, 4, 4)), "Case 99-RC-000001", "Union won")
    assert {line.name: line.text for line in card.lines} == {
        "Kind": "Representation",
        "Unions": "Local 1",
        "Eligible": "250 voters",
        "Votes": "122 for, 63 against (74 % voted)",
        "Case closed": f"Certific. of Representative · {day(date(2023, 5, 1))}",
    }


def test_without_a_count_no_votes_are_told() -> None:
    card = card_of(
        tally(new_id(), votes_for=(None,), votes_against=None, eligible_voters=None, tally_type=TallyType.RERUN)
    )
    words = {line.name: line.text for line in card.lines}
    assert (card.chips[0].text, words["Kind"]) == ("No count recorded", "Representation · Rerun")
    assert (words["Eligible"], "Votes" in words) == ("Not recorded", False)


def test_a_database_that_is_away_is_told_in_the_tab(
    opened: Callable[[UUID], EmployerView], employers: FakeEmployers, qtbot: Any
) -> None:
    cascade = employers.add("Cascade Electric")
    employers.kept[cascade].elections = [tally(cascade)]
    view = opened(cascade)
    employers.error = DatabaseUnavailable("No answer.", "Nothing was changed.", "Try again.")
    view.show_panel(view.elections)
    qtbot.waitUntil(lambda: view.elections.states.state == "failed")
    assert not view.elections.list.isVisible()
