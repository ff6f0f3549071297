"""A morning with Maintenance on a real database: a check, its records, muting, the report, history, a channel."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.app import office
from ip2a_desktop.app.house import House
from ip2a_desktop.app.pages import screens
from ip2a_desktop.app.services import Services
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import THESE, ids_of
from ip2a_desktop.domain.notices import ChannelKind
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.ui.kit.filters import only_these
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.maintenance.channel_form import new_channel
from ip2a_desktop.ui.maintenance.health_part import HealthPart
from ip2a_desktop.ui.maintenance.screen import MaintenancePage
from tests.conftest import RoundTrips, Server
from tests.factories import saved_member
from tests.ui.fake_employers import make_kit, settle

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform
LONG = 60_000


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    """The tools of the screens, with real workers."""
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def data(open_folder: Path) -> Path:
    """A data folder that the scratch server of a backup can reach."""
    folder = open_folder / f"maintenance {new_id()}"
    folder.mkdir(mode=0o755)
    return folder


@pytest.fixture
def house(kit: Kit, database: Database, data: Path) -> House:
    """Everything that pages are joined from, for an admin."""
    services = Services(Opened(database, "here"), KeptQuestions(data / "questions.json", ""))
    return House(kit, services, data, "here", is_organizer=True, is_admin=True)


@pytest.fixture
def page(qtbot: Any, kit: Kit, house: House) -> MaintenancePage:
    """The page as the program makes it, seen by an admin."""
    made = office.maintenance(house)
    assert isinstance(made, MaintenancePage)
    qtbot.addWidget(made)
    kit.messages.attach(made)
    made.resize(1200, 800)
    made.show()
    made.activate()
    settle(qtbot, kit)
    return made


@pytest.fixture
def twins(members: MemberService) -> set[Any]:
    """Two members who are probably one."""
    made = [saved_member(members, last_name="Silva", first_name="Ana", phone="206 555 0142") for _ in range(2)]
    return {one.id for one in made}


def health_of(page: MaintenancePage) -> HealthPart:
    """Return the tab Health."""
    part = page.part("health")
    assert isinstance(part, HealthPart)
    return part


def look(page: MaintenancePage, qtbot: Any, kit: Kit) -> HealthPart:
    """Press the big button, and wait for the end."""
    part = health_of(page)
    part.verdict.go_button.click()
    qtbot.waitUntil(lambda: part.job is None, timeout=LONG)
    settle(qtbot, kit)
    return part


def card_of(part: HealthPart, rule: str) -> Any:
    """Return the card of a rule's finding."""
    return next(one for one in part.report.cards if one.finding.rule == rule)


def test_a_check_finds_twins_and_shows_them_in_the_list_of_members(
    page: MaintenancePage, qtbot: Any, kit: Kit, house: House, twins: set[Any]
) -> None:
    wanted: list[tuple[str, dict[str, Any]]] = []
    page.page_wanted.connect(lambda name, arguments: wanted.append((name, arguments)))
    part = look(page, qtbot, kit)
    assert part.run_shown is not None
    assert part.verdict.sentence.text() == part.run_shown.sentence
    card = card_of(part, "member.duplicate_by_phone")
    card.show_button.click()
    settle(qtbot, kit)
    ((name, arguments),) = wanted
    assert name == "members"
    (choice,) = arguments["filters"][THESE]
    assert set(ids_of([choice.value])) == twins
    members_page = next(one for one in screens(house) if one.name == name).make()
    qtbot.addWidget(members_page)
    members_page.open(**arguments)
    members_page.show()
    settle(qtbot, kit)
    assert set(members_page.list.model.ids) == twins  # type: ignore[attr-defined]


def test_a_muted_finding_stays_quiet_in_the_next_check(
    page: MaintenancePage, qtbot: Any, kit: Kit, twins: set[Any]
) -> None:
    part = look(page, qtbot, kit)
    card_of(part, "member.duplicate_by_phone").mute_button.click()
    assert part.dialog is not None
    part.dialog.form.put({"reason": "Father and daughter share a phone"})
    part.dialog.save_button.click()
    settle(qtbot, kit)
    assert "member.duplicate_by_phone" not in [one.finding.rule for one in part.report.cards]
    part = look(page, qtbot, kit)
    assert "member.duplicate_by_phone" not in [one.finding.rule for one in part.report.cards]
    assert part.report.muted is not None
    part.unmute(part.shown_mutes[0].id)
    settle(qtbot, kit)
    assert card_of(part, "member.duplicate_by_phone").finding.count == 2


def test_what_was_fixed_is_told_and_the_report_is_printed(
    page: MaintenancePage, qtbot: Any, kit: Kit, members: MemberService, twins: set[Any]
) -> None:
    look(page, qtbot, kit)
    members.move_to_bin(list(twins)[:1])
    part = look(page, qtbot, kit)
    assert part.comparison is not None
    assert "member.duplicate_by_phone" in [one.rule for one in part.comparison.fixed]
    part.print_action.trigger()
    dialog = part.printing.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.pdf.startswith(b"%PDF"), timeout=LONG)
    dialog.close()


def test_every_check_is_in_the_history(page: MaintenancePage, qtbot: Any, kit: Kit) -> None:
    look(page, qtbot, kit)
    page.show_part("history")
    settle(qtbot, kit)
    part: Any = page.current
    assert [one.kind for one in part.runs.rows.rows] == [RunKind.FULL]
    qtbot.waitUntil(lambda: part.chart is not None)
    assert len(part.chart.days) == 7
    part.open_button.click()
    settle(qtbot, kit)
    assert page.current is health_of(page)


def test_a_channel_is_set_up_and_tested(page: MaintenancePage, qtbot: Any, kit: Kit, data: Path) -> None:
    page.show_part("notices")
    settle(qtbot, kit)
    part: Any = page.current
    part.edit(new_channel(ChannelKind.LOG))
    part.dialog.save_button.click()
    settle(qtbot, kit)
    (card,) = part.cards
    card.test_button.click()
    settle(qtbot, kit)
    assert card.outcome.text().startswith("Test delivered")
    assert list(data.rglob("notices.jsonl"))


def test_somebody_else_s_check_is_named_and_nothing_is_lost(
    page: MaintenancePage, qtbot: Any, kit: Kit, database: Database, tmp_path: Path
) -> None:
    part = health_of(page)
    other = HealthService(database, tmp_path)
    seen: list[str] = []

    def meanwhile(*_told: Any) -> None:
        if not seen:
            seen.append("asked")
            part.verdict.go_button.click()
            qtbot.waitUntil(lambda: part.job is None, timeout=LONG)

    other.run(RunKind.CATALOG, progress=meanwhile)
    assert "is running a health check now." in part.verdict.sentence.text()
    assert part.verdict.go_button.isEnabled()


def test_a_lost_child_is_repaired_after_a_backup_and_taken_back(
    page: MaintenancePage, qtbot: Any, kit: Kit, server: Server, database: Database
) -> None:
    with server.admin(database.address.database) as connection:
        connection.execute(text("SET session_replication_role = 'replica'"))
        connection.execute(
            text(
                "INSERT INTO agreement_article (id, agreement_version_id, number, title) "
                f"VALUES ('{new_id()}', '{new_id()}', '5.2', 'Overtime')"
            )
        )
        connection.execute(text("SET session_replication_role = 'origin'"))
    rule = "agreement_article_agreement_version_id_fkey"
    card_of(look(page, qtbot, kit), rule).repair_button.click()
    settle(qtbot, kit)
    part: Any = page.current
    assert part is page.part("repairs")
    assert part.plan.plan.rule == rule
    part.plan.apply_button.click()
    qtbot.waitUntil(lambda: part.job is None, timeout=LONG)
    settle(qtbot, kit)
    assert part.outcome.words.startswith("1 row was repaired."), part.trouble.words
    assert rule not in [one.rule for one in part.plans.rows.rows]
    part.switch.choose(1)
    part.undo(part.journal.table.current)
    settle(qtbot, kit)
    assert part.journal.undone.words == "1 row is as before the repair."
    with database.statement() as session:
        assert session.execute(text("SELECT title FROM agreement_article")).scalars().all() == ["Overtime"]


def test_a_backup_is_made_and_proved_from_the_page(page: MaintenancePage, qtbot: Any, kit: Kit) -> None:
    page.show_part("backups")
    settle(qtbot, kit)
    part: Any = page.current
    assert part.card.sentence.text() == "No backup was verified yet."
    part.card.go_button.click()
    qtbot.waitUntil(lambda: part.job is None, timeout=LONG)
    settle(qtbot, kit)
    assert part.card.sentence.text() == "The last verified backup was made just now."
    assert part.proofs.rows.rows


@pytest.mark.parametrize("name", ["members", "employers", "grievances", "benevolence", "organizing", "agreements"])
def test_every_list_shows_only_the_records_that_it_is_asked_for(qtbot: Any, kit: Kit, house: House, name: str) -> None:
    made: Any = next(one for one in screens(house) if one.name == name).make()
    qtbot.addWidget(made)
    made.show()
    made.open(filters=only_these([new_id()], "1 record from the health check"))
    settle(qtbot, kit)
    assert made.list.model.rowCount() == 0
    (button,) = [one for one in made.list.filters.buttons if one.spec.name == THESE]
    assert button.button.text() == "Only: 1 record from the health check"
    button.cross.click()
    settle(qtbot, kit)
    assert not made.query.is_narrowed
    assert button.isHidden()


@pytest.mark.parametrize("tab", ["health", "history", "backups", "notices"])
def test_a_tab_opens_in_two_round_trips(
    qtbot: Any, kit: Kit, data: Path, counted: tuple[Database, RoundTrips], tab: str
) -> None:
    database, trips = counted
    services = Services(Opened(database, "here"), KeptQuestions(data / "questions.json", ""))
    made = office.maintenance(House(kit, services, data, "here", is_organizer=True, is_admin=True))
    assert isinstance(made, MaintenancePage)
    qtbot.addWidget(made)
    made.show()
    trips.reset()
    made.show_part(tab)
    settle(qtbot, kit)
    assert 1 <= trips.count <= 2


@pytest.mark.parametrize(("duty", "is_seen"), [("ip2a_admin", True), ("ip2a_manager", False)])
def test_only_admins_have_the_page(
    kit: Kit, tmp_path: Path, person_with: Callable[..., Database], duty: str, is_seen: bool
) -> None:
    may = HallService(person_with(duty)).may("ip2a_admin")
    found = screens(House(kit, Any, tmp_path, "", is_organizer=False, is_admin=may))  # type: ignore[arg-type]
    assert ("maintenance" in [screen.name for screen in found]) is is_seen
