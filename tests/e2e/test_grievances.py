"""A grievance from its first letter through appeal to settlement, through the real pages on a real database."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievance_form import grievance_form as form_of
from ip2a_desktop.domain.grievance_verbs import Verb
from ip2a_desktop.domain.grievances import Disposition
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.reports.grievance_forms import grievance_form
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


def test_a_day_that_cannot_be_stands_beside_its_field(window: MainWindow, kit: Kit, qtbot: Any, work: Casework) -> None:
    case = work.prepared(occurred_on=work.ago(5))
    window.show_page("grievances", record=case.row.id, wide=True)
    view = window.page("grievances").stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    assert Verb.APPEAL not in view.verbs.verbs.actions_now, "a step out of order is not there to be pressed"
    view.verbs.verbs.actions_now[Verb.FILE].trigger()
    for day, words in ((work.ago(9), "before what went before it"), (work.today + timedelta(days=3), "in the future")):
        view.dialog.form.put({"filed_on": day})
        view.dialog.save_button.click()
        qtbot.waitUntil(lambda words=words: words in view.dialog.form.cells["filed_on"].problem)  # type: ignore[misc]
    assert work.cases.load(case.row.id).row.filed_on is None
    view.dialog.form.put({"filed_on": work.ago(1)})
    view.dialog.save_button.click()
    qtbot.waitUntil(lambda: view.record.row.filed_on == work.ago(1) and kit.tasks.is_idle())


def test_a_step_that_somebody_took_meanwhile_is_not_taken_twice(
    window: MainWindow, kit: Kit, qtbot: Any, work: Casework
) -> None:
    case = work.answered()
    window.show_page("grievances", record=case.row.id, wide=True)
    view = window.page("grievances").stage.view
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    view.verbs.verbs.actions_now[Verb.APPEAL].trigger()
    work.verbs.advance_step(work.filing(case, work.today))
    view.dialog.form.put({"filed_on": work.today})
    view.dialog.save_button.click()
    qtbot.waitUntil(kit.tasks.is_idle)
    assert [one.position for one in work.cases.load(case.row.id).steps] == [1, 2]


@pytest.mark.slow
def test_ten_thousand_grievants_go_through_form_and_paper(
    window: MainWindow, kit: Kit, qtbot: Any, work: Casework
) -> None:
    with work.database.transaction() as session:
        made = session.execute(
            text(
                "INSERT INTO member (id, card_number, first_name, last_name) SELECT gen_random_uuid(), 'g' || n, 'G', "
                "'Grievant ' || n FROM generate_series(1, 10000) AS n RETURNING id"
            )
        )
        grievants = [{"member_id": one} for one in made.scalars()]
    case = work.prepared(kind="group", grievants=grievants, group_name="All of Pier 91")
    window.show_page("grievances", record=case.row.id, wide=True)
    page = window.page("grievances")
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle(), timeout=20_000)
    began = perf_counter()
    page.edit_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is not None)
    form = page.stage.form.parts[0].form
    form.put({"jobsite": "Pier 91"})
    with qtbot.waitSignal(page.stage.saved, timeout=20_000):
        page.stage.form.save_action.trigger()
    took = perf_counter() - began
    kept = work.cases.load(case.row.id)
    assert (len(kept.grievants), kept.draft.jobsite) == (10_000, "Pier 91")
    pdf = grievance_form(form_of(kept), PaperContext(PaperSize.LETTER, "The hall", "ana", datetime.now(UTC)))
    words = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages[-3:])
    assert "Grievant 9999" in words
    assert took < 8, f"opening the form and saving it took {took:.1f} s"


def test_a_long_statement_in_any_script_is_kept_to_the_letter(
    window: MainWindow, kit: Kit, qtbot: Any, work: Casework
) -> None:
    statement = ("Łódź für 名簿 العربية עברית ไทย हिन्दी Ελλάδα кириллица ☃ " * 2_500)[:100_000].strip()
    case = work.prepared()
    window.show_page("grievances", record=case.row.id, wide=True)
    page = window.page("grievances")
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    page.edit_action.trigger()
    form = page.stage.form.parts[0].form
    form.put({"statement": statement})
    with qtbot.waitSignal(page.stage.saved, timeout=20_000):
        page.stage.form.save_action.trigger()
    assert work.cases.load(case.row.id).draft.statement == statement


def test_the_docket_exports_and_a_case_goes_to_the_bin_and_comes_back(
    window: MainWindow, kit: Kit, qtbot: Any, work: Casework, tmp_path: Path
) -> None:
    case = work.filed()
    window.show_page("grievances")
    page = window.page("grievances")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    state = page.list_state()
    path = tmp_path / "docket.csv"
    page.exporter.write(path, state.query, state.columns, "csv")
    qtbot.waitUntil(lambda: path.exists() and kit.tasks.is_idle())
    written = path.read_text(encoding="utf-8-sig")
    assert case.row.number in written
    assert "Silva, Ana" in written
    page.show_record(case.row.id)
    qtbot.waitUntil(lambda: page.current_id == case.row.id and kit.tasks.is_idle())
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 0 and kit.tasks.is_idle())
    assert work.cases.load(case.row.id).row.deleted_at is not None
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1 and kit.tasks.is_idle())
    assert work.cases.load(case.row.id).row.number == case.row.number
