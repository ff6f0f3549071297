"""A campaign from its first letter to its timeline, through the real page on a real database; and who sees the page."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.app.house import House
from ip2a_desktop.app.pages import screens
from ip2a_desktop.app.records import employer_tabs
from ip2a_desktop.app.services import Services
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import ActivityKind
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.ui.bin.drawer import DrawerSpec
from ip2a_desktop.ui.bin.screen import BinPage
from ip2a_desktop.ui.bin.table import CAMPAIGNS
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.record import MemberView
from ip2a_desktop.ui.organizing.record import CampaignView, campaign_kind
from ip2a_desktop.ui.organizing.screen import OrganizingPage
from tests.conftest import RoundTrips
from tests.factories import saved_employer
from tests.salting_cases import NO_PAPERS, Organizing, desk_of
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def organizing(counted: tuple[Database, RoundTrips]) -> Organizing:
    return Organizing(counted[0])


@pytest.fixture
def open_page(qtbot: Any, kit: Kit, organizing: Organizing) -> Callable[[], OrganizingPage]:
    def open_page() -> OrganizingPage:
        page = OrganizingPage(kit, desk_of(organizing), NO_PAPERS)
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1200, 800)
        page.show()
        page.activate()
        qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
        return page

    return open_page


def chips(card: Any) -> list[str]:
    return [chip.text for chip in card.chips]


def test_a_campaign_with_a_worker_a_card_and_an_activity(
    open_page: Callable[[], OrganizingPage], kit: Kit, qtbot: Any, organizing: Organizing
) -> None:
    employer = saved_employer(organizing.employers, name="Cascade Electric")
    page = open_page()
    page.new_action.trigger()
    form = page.stage.form
    form.save_action.trigger()
    fields = form.parts[0].form
    assert fields.cells["organization_id"].problem == "Choose the employer."
    fields.put({"name": "Pier crew", "organization_id": employer.id, "unit_size": 3, "lead_organizer": "Rosa"})
    with qtbot.waitSignal(page.stage.saved):
        form.save_action.trigger()
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    assert "0 cards of 3 in the unit count" in view.summary.words

    workers = view.workers
    workers.add_wanted.emit()
    workers.dialog.form.put({"first_name": "Amara", "last_name": "Okafor"})
    workers.dialog.save_button.click()
    qtbot.waitUntil(lambda: len(workers.rows) == 1 and kit.tasks.is_idle())
    assert chips(workers.list.cards.cards[0]) == ["Not assessed", "No card"]
    workers.list.choose(next(iter(workers.rows)))
    assert not workers.newest_action.isEnabled()

    workers.assess_action.trigger()
    workers.dialog.form.put({"assessment": WorkerAssessment.SUPPORT})
    workers.dialog.save_button.click()
    qtbot.waitUntil(lambda: chips(workers.list.cards.cards[0])[0] == "2 · Support" and kit.tasks.is_idle())
    workers.card_action.trigger()
    workers.dialog.save_button.click()
    qtbot.waitUntil(lambda: view.record.count.counting == 1 and kit.tasks.is_idle())
    assert chips(workers.list.cards.cards[0])[1] == "Card counts"
    assert "Showing of interest (30 %): 1 card of the unit needed, just reached." in view.summary.words
    assert "Before filing (65 %): 2 cards of the unit needed, 1 still missing." in view.summary.words

    view.show_panel(view.activities)
    view.activities.add_wanted.emit()
    view.activities.dialog.form.put({"kind": ActivityKind.SITE_VISIT, "workers_contacted": 4})
    view.activities.dialog.save_button.click()
    qtbot.waitUntil(lambda: len(view.activities.rows) == 1 and kit.tasks.is_idle())
    (card,) = view.activities.list.cards.cards
    assert (card.title, card.meta.endswith("Rosa")) == ("Site visit", True)
    assert [line.text for line in card.lines] == ["4 workers"]
    (row,) = organizing.campaigns.first_page(ListQuery(), 2)
    assert (row.cards, row.workers, row.last_activity_on) == (1, 1, organizing.today)

    view.show_panel(view.timeline)
    qtbot.waitUntil(lambda: bool(view.timeline.list.cards.cards) and kit.tasks.is_idle())
    assert [card.title for card in reversed(view.timeline.list.cards.cards)] == [
        "Campaign added",
        "Worker Amara Okafor added",
        "Assessment of Amara Okafor added",
        "Card of Amara Okafor added",
        "Activity added",
    ]
    assert ("Worker assessment", "2 · Support") in [
        (line.name, line.text) for card in view.timeline.list.cards.cards for line in card.lines
    ]


def test_a_card_is_taken_back_and_a_worker_goes_to_the_bin_and_back(
    open_page: Callable[[], OrganizingPage], kit: Kit, qtbot: Any, organizing: Organizing
) -> None:
    campaign = organizing.campaign(unit_size=2)
    worker = organizing.worker(campaign, organizing.days_ago(5), first_name="Amara", last_name="Okafor")
    organizing.worker(campaign, last_name="Berg")
    page = open_page()
    page.show_record(campaign.id)
    view = page.stage.view
    qtbot.waitUntil(lambda: len(view.workers.rows) == 2 and kit.tasks.is_idle())
    view.workers.list.choose(worker.id)
    view.workers.newest_action.trigger()
    qtbot.waitUntil(lambda: view.workers.dialog is not None)
    view.workers.dialog.form.put({"revoked_on": organizing.today})
    view.workers.dialog.save_button.click()
    qtbot.waitUntil(lambda: view.record.count.counting == 0 and kit.tasks.is_idle())
    assert "1 card taken back." in view.summary.words

    view.workers.bin_wanted.emit(worker.id)
    qtbot.waitUntil(lambda: len(view.workers.rows) == 1 and kit.tasks.is_idle())
    assert toast_words(kit) == "1 worker moved to the bin"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: len(view.workers.rows) == 2 and kit.tasks.is_idle())

    view.workers.search.setText("berg")
    qtbot.waitUntil(lambda: len(view.workers.rows) == 1 and kit.tasks.is_idle())
    assert [card.title for card in view.workers.list.cards.cards] == ["Berg"]
    view.workers.search.setText("nobody")
    qtbot.waitUntil(lambda: view.workers.states.state == "empty" and kit.tasks.is_idle())
    assert view.workers.rows == {}


def test_a_campaign_opens_in_two_round_trips(
    open_page: Callable[[], OrganizingPage],
    kit: Kit,
    qtbot: Any,
    organizing: Organizing,
    counted: tuple[Database, RoundTrips],
) -> None:
    campaign = organizing.campaign(unit_size=2)
    organizing.worker(campaign, organizing.days_ago(5))
    page = open_page()
    counted[1].reset()
    page.stage.show_record(campaign.id)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    assert counted[1].count <= 2
    assert len(page.stage.view.workers.rows) == 1


@pytest.mark.parametrize(("duty", "is_seen"), [("ip2a_organizer", True), ("ip2a_staff", False)])
def test_only_organizers_see_the_page(
    kit: Kit, tmp_path: Path, person_with: Callable[..., Database], duty: str, is_seen: bool
) -> None:
    may = HallService(person_with(duty)).may("ip2a_organizer")
    found = screens(House(kit, Any, tmp_path, "", is_organizer=may))  # type: ignore[arg-type]
    assert ("organizing" in [screen.name for screen in found]) is is_seen


@pytest.mark.parametrize("is_organizer", [True, False])
def test_only_organizers_see_how_an_employer_meets_the_union(
    kit: Kit, tmp_path: Path, database: Database, is_organizer: bool
) -> None:
    services = Services(Opened(database, "here"), KeptQuestions(tmp_path / "questions.json", ""))
    house = House(kit, services, tmp_path, "", is_organizer=is_organizer)
    assert list(employer_tabs(house)()) == (["Documents", "Receptiveness"] if is_organizer else ["Documents"])


def test_a_campaign_in_the_bin_comes_back(
    kit: Kit, qtbot: Any, organizing: Organizing, members: MemberService, employers: EmployerService, notes: NoteService
) -> None:
    campaign = organizing.campaign(name="Pier crew")
    organizing.campaigns.move_to_bin([campaign.id])
    desk = desk_of(organizing)
    page = BinPage(
        kit,
        members,
        employers,
        lambda: MemberView(kit, member_kind(members), members, employers, notes),
        lambda: EmployerView(kit, employer_kind(employers), employers, notes),
        [DrawerSpec(organizing.campaigns, CAMPAIGNS, lambda: CampaignView(kit, campaign_kind(desk), desk))],
    )
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.show()
    page.activate()
    page.open(table="organizing_campaign")
    qtbot.waitUntil(lambda: page.drawer.list.model.rowCount() == 1 and kit.tasks.is_idle())
    page.drawer.table.choose(0)
    qtbot.waitUntil(lambda: page.drawer.view.is_in_bin and kit.tasks.is_idle())
    assert not page.drawer.view.workers.add_button.isVisible()
    page.restore_action.trigger()
    qtbot.waitUntil(lambda: page.drawer.list.model.rowCount() == 0 and kit.tasks.is_idle())
    assert organizing.campaigns.load(campaign.id).row.deleted_at is None
