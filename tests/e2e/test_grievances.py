"""A grievance from its first letter through appeal to settlement, through the real pages on a real database."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievance_verbs import Verb
from ip2a_desktop.domain.grievances import Disposition
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.case_rules import CaseRules
from ip2a_desktop.services.docket_days import DocketDaysService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.grievance_timeline import GrievanceTimeline
from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.screen import GrievancesPage
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.today.screen import TodayPage
from tests.grievance_cases import Casework
from tests.ui.fake_employers import make_kit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot: Any, tmp_path: Path) -> Iterator[Kit]:
    """The tools of the screens, with real workers."""
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def work(database: Database) -> Casework:
    """An employer, a grievant and an agreement."""
    return Casework(database)


@pytest.fixture
def window(qtbot: Any, kit: Kit, database: Database, work: Casework) -> MainWindow:
    """The main window with the pages of this test."""
    cases = GrievanceService(database)
    desk = Desk(
        cases,
        GrievanceVerbs(database, cases),
        MemberService(database),
        EmployerService(database),
        AgreementService(database),
        CaseRules(database),
        GrievanceTimeline(database),
        NoteService(database),
    )
    screens = [
        Screen("today", "Today", "sun-horizon", lambda: TodayPage(kit, DocketDaysService(database))),
        Screen("grievances", "Grievances", "scales", lambda: GrievancesPage(kit, desk)),
    ]
    made = MainWindow(screens, tasks=kit.tasks, messages=kit.messages, store=kit.settings)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_grievance_from_its_first_letter_to_its_settlement(
    window: MainWindow, kit: Kit, qtbot: Any, work: Casework
) -> None:
    window.show_page("today")
    today = window.page("today")
    qtbot.waitUntil(lambda: today.states.state == "empty")
    today.states._notice._clicked()

    page = window.page("grievances")
    assert window.current_page is page
    form = page.stage.form.parts[0].form
    form.field("grievants").add(work.member.id)
    form.put(
        {
            "organization_id": work.employer.id,
            "agreement_version_id": work.version.id,
            "occurred_on": work.ago(6),
            "statement": "Ten hours, paid as eight. “加班”",
        }
    )
    with qtbot.waitSignal(page.stage.saved):
        page.stage.form.save_action.trigger()
    view = page.stage.view
    qtbot.waitUntil(lambda: view.record is not None and page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    assert view.record.row.status is GrievanceStatus.PREPARING
    assert view.record.row.due_on is not None

    def do(verb: Verb, **values: Any) -> None:
        before = view.record
        view.verbs.verbs.actions_now[verb].trigger()
        view.dialog.form.put(values)
        view.dialog.save_button.click()
        qtbot.waitUntil(lambda: view.record not in (None, before) and kit.tasks.is_idle())

    do(Verb.FILE, filed_on=work.ago(4))
    do(Verb.MEET, union_attended="Robin Okafor")
    assert Verb.APPEAL not in view.verbs.verbs.actions_now  # nothing was answered yet
    do(Verb.ANSWER, answered_on=work.ago(1), answer="Denied.", disposition=Disposition.REJECTED)
    do(Verb.APPEAL)
    assert [one.name for one in view.record.steps] == ["Step 1", "Step 2"]
    do(Verb.SETTLE, terms="Two hours of pay.", union_signer="Robin Okafor", employer_signer="Dana Baker")
    assert view.record.row.status is GrievanceStatus.SETTLED
    assert view.record.row.days_left == 30
    do(Verb.CLOSE)
    assert view.record.row.status is GrievanceStatus.CLOSED
    assert list(view.verbs.verbs.actions_now) == []

    window.show_page("today")
    qtbot.waitUntil(lambda: today.states.state == "content" and kit.tasks.is_idle())
    assert (today.overdue.rows, today.week.rows) == ([], [])


def test_what_is_due_leads_from_today_to_the_case(window: MainWindow, kit: Kit, qtbot: Any, work: Casework) -> None:
    case = work.filed(7)
    window.show_page("today")
    today = window.page("today")
    qtbot.waitUntil(lambda: today.days is not None and kit.tasks.is_idle())
    (row,) = [*today.overdue.rows, *today.due_today.rows, *today.week.rows]  # holidays may lie between
    row.click()
    page = window.page("grievances")
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    assert page.is_wide
    assert page.stage.view.record.row.id == case.row.id
    page.stage.view.show_panel(page.stage.view.timeline)
    qtbot.waitUntil(lambda: len(page.stage.view.timeline.list.cards.cards) > 3)
    assert page.stage.view.timeline.list.cards.cards[0].title.startswith("Limit to")
