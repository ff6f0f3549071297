"""Grievances on a real PostgreSQL: numbers, docket, record, stale saves, papers, every verb."""

import threading
from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.casework_drafts import FactSheetDraft, InformationRequestDraft, PanelistDraft
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.deadlines import Extension
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.extending import moved_by
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_steps import ExtensionDraft, MeetingDraft
from ip2a_desktop.domain.grievances import DeadlineState, Disposition, Outcome
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Side
from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.members import MemberService
from tests.conftest import RoundTrips
from tests.factories import saved_member
from tests.grievance_cases import Casework


@pytest.fixture
def work(database: Database) -> Casework:
    return Casework(database)


def holidays_of(work: Casework) -> set[date]:
    (version,) = work.agreements.load(work.agreement.id).versions
    return {one.day for one in version.holidays if one.day}


def running(case) -> dict[tuple[int, Act], date]:  # type: ignore[no-untyped-def]
    return {(one.position, one.act): one.due_on for one in case.running}


def weekdays_after(day: date, count: int, holidays: set[date]) -> date:
    """Counted independently of the engine: one day after the other."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5 and day not in holidays
    return day


# -- the case ---------------------------------------------------------------------------------------------------


def test_what_is_saved_is_read_again(work: Casework) -> None:
    draft = work.draft(
        jobsite="Pier 91", knew_on=work.ago(9), trigger_used="knowledge", supervisor="D. Baker", priority="high",
        statement="Łucja’s crew\n\nwas sent home — ☃ 名 العربية", other_provisions="Past practice",
        articles=[{"reference": "Art. 5.2"}, {"reference": "Art. 9"}],
    )  # fmt: skip
    work.cases.save(draft)
    case = work.cases.load(draft.id)
    assert case.draft == draft.model_copy(update={"version": 1})
    assert (case.row.number, case.row.status) == (f"{work.today.year}-001", GrievanceStatus.PREPARING)
    assert (case.row.lead, case.row.grievants, case.row.employer) == ("Silva, Ana", 1, work.employer.name)
    assert case.agreement == "Inside Agreement, 2024–2027"
    assert case.row.is_sample


def test_the_time_to_file_is_counted_and_follows_the_form(work: Casework) -> None:
    holidays = holidays_of(work)
    case = work.prepared()
    due = weekdays_after(work.ago(10), 10, holidays)
    assert running(case) == {(1, Act.FILE): due}
    assert case.running[0].explanation.startswith(case.running[0].explanation.split(":")[0] + ": 10 working days from")
    assert (case.row.due_on, case.row.days_left) == (due, (due - work.today).days)
    work.cases.save(case.draft.model_copy(update={"occurred_on": work.ago(3), "kind": GrievanceKind.DISCIPLINE}))
    case = work.cases.load(case.row.id)
    assert running(case) == {(2, Act.FILE): weekdays_after(work.ago(3), 10, holidays)}
    assert {one.state for one in case.deadlines} == {DeadlineState.OPEN, DeadlineState.MOOT}


def test_numbers_are_the_years_without_a_gap(work: Casework) -> None:
    first = work.draft()
    work.cases.save(first)
    work.cases.save(first)  # sent twice: its acknowledgement was lost
    with pytest.raises(RuleViolation):
        work.cases.save(work.draft(grievants=[{"member_id": new_id()}]))  # nobody of that id
    second = work.prepared()
    assert second.row.number == f"{work.today.year}-002"
    assert work.cases.total(in_bin=False) == 2


def test_numbers_have_no_gap_when_many_file_at_once(work: Casework, database_url) -> None:  # type: ignore[no-untyped-def]
    drafts = [work.draft() for _ in range(24)]
    wrong = [work.draft(organization_id=new_id()) for _ in range(6)]
    start = threading.Barrier(8)

    def save(mine: list[GrievanceDraft]) -> None:
        desk = Database(database_url)
        start.wait(timeout=30)
        for draft in mine:
            try:
                GrievanceService(desk).save(draft)
                GrievanceService(desk).save(draft)
            except RuleViolation:
                refused.append(draft)
        desk.close()

    refused: list[GrievanceDraft] = []
    lots = [(drafts + wrong)[number::8] for number in range(8)]
    desks = [threading.Thread(target=save, args=(lot,)) for lot in lots]
    for desk in desks:
        desk.start()
    for desk in desks:
        desk.join(timeout=60)
    with work.database.statement() as session:
        found = sorted(session.execute(text("SELECT number_seq FROM grievance")).scalars())
    assert found == list(range(1, len(drafts) + 1))
    assert {draft.id for draft in refused} == {draft.id for draft in wrong}


def test_nobody_gives_numbers_by_hand(work: Casework) -> None:
    case = work.prepared()
    for statement in ("UPDATE grievance_counter SET last = 98", "INSERT INTO grievance_counter VALUES (2099, 1)"):
        with pytest.raises(NotAllowed), work.database.statement() as session:
            session.execute(text(statement))
    with pytest.raises(RuleViolation), work.database.statement() as session:
        session.execute(text("UPDATE grievance SET number_seq = 99"))
    assert case.row.number.endswith("-001")


def test_two_writers_never_lose_an_edit(work: Casework) -> None:
    mine = work.prepared().draft
    work.cases.save(mine.model_copy(update={"jobsite": "Pier 91"}))
    with pytest.raises(StaleRecord) as refused:
        work.cases.save(mine.model_copy(update={"jobsite": "Pier 90"}))
    assert (refused.value.current.jobsite, refused.value.changed_by) == ("Pier 91", "ana")
    work.cases.save(mine.model_copy(update={"jobsite": "Pier 91"}))  # what is there already was sent twice
    work.cases.move_to_bin([mine.id])
    with pytest.raises(NotFound, match="moved this grievance to the bin"):
        work.cases.save(mine.model_copy(update={"jobsite": "Pier 90"}))


def test_grievants_come_and_go_with_the_form(work: Casework) -> None:
    members = MemberService(work.database)
    bo, cy = saved_member(members, last_name="Berg"), saved_member(members, last_name="Cole")
    case = work.prepared(kind="group", grievants=[{"member_id": one.id} for one in (work.member, bo, cy)])
    assert [(one.name, one.is_lead) for one in case.grievants] == [
        ("Silva, Ana", True), ("Berg, Ana", False), ("Cole, Ana", False),
    ]  # fmt: skip
    assert case.row.who == "Silva, Ana et al. (3)"
    others = [{"member_id": cy.id, "is_lead": True, "signs_for_all": True}, {"member_id": bo.id}]
    work.cases.save(check(GrievanceDraft, {**case.draft.model_dump(), "grievants": others}))
    case = work.cases.load(case.row.id)
    assert [(one.name, one.signs_for_all) for one in case.grievants] == [("Cole, Ana", True), ("Berg, Ana", False)]
    back = [{"member_id": work.member.id}]
    work.cases.save(check(GrievanceDraft, {**case.draft.model_dump(), "grievants": back, "articles": []}))
    case = work.cases.load(case.row.id)
    assert [(one.name, one.is_lead) for one in case.grievants] == [("Silva, Ana", True)]
    assert case.draft.articles == ()


@pytest.mark.slow
def test_ten_thousand_grievants(work: Casework) -> None:
    with work.database.transaction() as session:
        ids = session.execute(
            text(
                "INSERT INTO member (id, card_number, first_name, last_name) SELECT gen_random_uuid(), 'g' || n, 'G', "
                "'Grievant ' || n FROM generate_series(1, 10000) AS n RETURNING id"
            )
        ).scalars()
        grievants = [{"member_id": one} for one in ids]
    case = work.prepared(kind="group", grievants=grievants, group_name="All of Pier 91")
    assert (len(case.grievants), case.row.who) == (10_000, "All of Pier 91 et al. (10,000)")
    assert sum(one.is_lead for one in case.grievants) == 1


def test_a_union_grievance_needs_nobody(work: Casework) -> None:
    case = work.prepared(kind="policy", grievants=[])
    assert (case.row.who, case.grievants) == ("The union", ())
    with pytest.raises(RuleViolation) as refused:
        work.draft(grievants=[])
    assert set(refused.value.problems) == {"grievants"}


# -- the way of a case ------------------------------------------------------------------------------------------


def test_from_filing_to_arbitration_and_award(work: Casework) -> None:
    holidays = holidays_of(work)
    case = work.filed(days=8)
    assert (case.row.status, case.row.step, case.row.filed_on) == (GrievanceStatus.OPEN, "Step 1", work.ago(8))
    answer_due = weekdays_after(work.ago(8), 5, holidays)
    assert running(case) == {(1, Act.ANSWER): answer_due, (2, Act.FILE): weekdays_after(answer_due, 10, holidays)}
    assert (case.row.next_words, case.row.our_words) == ("Employer: answer at Step 1", "Go to Step 2")
    meeting = {"id": case.steps[0].id, "version": 1, "grievance_id": case.row.id, "met_on": work.ago(7)}
    work.verbs.record_meeting(check(MeetingDraft, {**meeting, "met_time": "14:30", "union_attended": "R. Okafor"}))
    case = work.cases.load(case.row.id)
    assert (case.steps[0].met_time, case.steps[0].union_attended) == (time(14, 30), "R. Okafor")
    work.verbs.record_answer(work.answer(case, work.ago(6), "rejected"))
    case = work.cases.load(case.row.id)
    assert running(case) == {(2, Act.FILE): weekdays_after(work.ago(6), 10, holidays)}
    work.verbs.advance_step(work.filing(case, work.ago(5)))
    case = work.cases.load(case.row.id)
    assert [one.disposition for one in case.steps] == [Disposition.APPEALED, None]
    work.verbs.record_answer(work.answer(case, work.ago(4), "rejected"))
    case = work.cases.load(case.row.id)
    assert running(case) == {(3, Act.FILE): work.ago(4) + timedelta(days=30)}
    work.verbs.advance_step(work.filing(case, work.ago(3)))
    case = work.cases.load(case.row.id)
    assert (case.row.status, case.row.step) == (GrievanceStatus.ARBITRATION, "Arbitration")
    assert case.arbitration is not None
    assert case.arbitration.demanded_on == work.ago(3)
    assert running(case) == {}
    awarded = case.arbitration.model_copy(update={"award_on": work.ago(1), "award": "Sustained.", "cost": Decimal(900)})
    work.cases.save_arbitration(awarded)
    work.verbs.close(work.close(case, "sustained"))
    case = work.cases.load(case.row.id)
    assert (case.row.status, case.row.outcome, case.row.closed_on) == (
        GrievanceStatus.CLOSED, Outcome.SUSTAINED, work.today,
    )  # fmt: skip
    assert {one.state for one in case.deadlines} == {DeadlineState.DONE}
    assert [one.is_late for one in case.deadlines] == [False] * 5


def test_a_late_employer_opens_the_way(work: Casework) -> None:
    case = work.filed(days=25, occurred_on=work.ago(30))
    due = case.running[0].due_on
    assert due < work.today
    with pytest.raises(RuleViolation, match="has not answered yet and is not late"):
        work.verbs.advance_step(work.filing(case, due))
    work.verbs.advance_step(work.filing(case, due + timedelta(days=1)))
    case = work.cases.load(case.row.id)
    assert case.row.step == "Step 2"
    assert (1, Act.ANSWER) not in running(case)


def test_the_dates_that_an_extension_moves_are_known_before_it_is_made(work: Casework) -> None:
    case = work.filed(1)
    clock = case.running[0]
    to = clock.due_on + timedelta(days=14)
    shown = moved_by(case, (clock.position, clock.act), Extension(to, work.today, "A", "B"))
    assert {one.what for one in shown} == {"Answer at Step 1", "Go to Step 2"}
    assert (shown[0].before, shown[0].after) == (clock.due_on, to)
    given = {"grievance_id": case.row.id, "position": clock.position, "act": clock.act, "due_on": clock.due_on}
    said = {"to_on": to, "agreed_on": work.today, "agreed_union": "A", "agreed_employer": "B", "document": "letter"}
    work.verbs.extend(check(ExtensionDraft, {**given, **said}))
    assert {one.due_on for one in work.cases.load(case.row.id).running} == {one.after for one in shown}


def test_an_extension_moves_the_date_and_is_kept(work: Casework) -> None:
    case = work.filed()
    clock = case.running[0]
    later = clock.due_on + timedelta(days=20)
    given = {
        "grievance_id": case.row.id, "position": clock.position, "act": clock.act, "due_on": clock.due_on,
        "to_on": later, "agreed_on": work.ago(1), "agreed_union": "Robin Okafor", "agreed_employer": "Dana Baker",
        "document": "e-mail",
    }  # fmt: skip
    draft = check(ExtensionDraft, given)
    work.verbs.extend(draft)
    work.verbs.extend(draft)
    case = work.cases.load(case.row.id)
    assert running(case)[1, Act.ANSWER] == later
    assert running(case)[2, Act.FILE] > later
    (kept,) = case.extensions
    assert (kept.from_on, kept.to_on, kept.side) == (clock.due_on, later, Side.EMPLOYER)
    assert "extended by agreement of Robin Okafor and Dana Baker" in case.running[0].explanation
    with pytest.raises(StaleRecord):
        work.verbs.extend(check(ExtensionDraft, {**given, "to_on": later + timedelta(days=9)}))


def test_a_settlement_starts_a_clock_and_the_case_closes_by_it(work: Casework) -> None:
    case = work.answered()
    written = work.settlement(case.row.id, signed_on=None)
    work.cases.save_settlement(written)
    signed = work.settlement(case.row.id, version=1)
    work.verbs.settle(case.row.version, signed)
    work.verbs.settle(case.row.version, signed)
    case = work.cases.load(case.row.id)
    assert case.row.status is GrievanceStatus.SETTLED
    assert running(case) == {(0, Act.GRIEVE_AGAIN): work.ago(3) + timedelta(days=30)}
    assert case.row.next_words == "Union: grieve again unless the settlement is kept"
    kept = case.settlement
    assert kept is not None
    assert kept.amount == Decimal("812.40")
    work.cases.save_settlement(kept.model_copy(update={"complied_on": work.today}))
    with pytest.raises(RuleViolation) as refused:
        work.cases.save_settlement(kept.model_copy(update={"version": kept.version + 1, "amount": Decimal(1)}))
    assert set(refused.value.problems) == {"terms"}
    work.verbs.close(work.close(case, "settled"))
    assert work.cases.load(case.row.id).row.outcome is Outcome.SETTLED


def test_verbs_that_are_sent_twice_count_once(work: Casework) -> None:
    case = work.prepared()
    filing = work.filing(case, work.ago(8))
    work.verbs.file_grievance(filing)
    work.verbs.file_grievance(filing)
    case = work.cases.load(case.row.id)
    answer = work.answer(case, work.ago(7), "rejected")
    work.verbs.record_answer(answer)
    work.verbs.record_answer(answer)
    case = work.cases.load(case.row.id)
    appeal = work.filing(case, work.ago(6))
    work.verbs.advance_step(appeal)
    work.verbs.advance_step(appeal)
    case = work.cases.load(case.row.id)
    assert len(case.steps) == 2
    close = work.close(case, "withdrawn")
    work.verbs.withdraw(close)
    work.verbs.withdraw(close)
    assert work.cases.load(case.row.id).row.outcome is Outcome.WITHDRAWN


def test_whoever_is_second_is_told(work: Casework) -> None:
    case = work.filed()
    theirs = work.answer(case, work.ago(7), "rejected")
    work.verbs.record_answer(work.answer(case, work.ago(6), "rejected"))
    with pytest.raises(StaleRecord):
        work.verbs.record_answer(theirs)
    appeal, close = work.filing(case, work.ago(5)), work.close(case, "withdrawn")
    work.verbs.advance_step(appeal)
    with pytest.raises(StaleRecord):
        work.verbs.close(close)
    with pytest.raises(StaleRecord):
        work.verbs.advance_step(work.filing(case, work.ago(5)))
    assert len(work.cases.load(case.row.id).steps) == 2


def test_strikes_alternate_and_leave_one_name(work: Casework) -> None:
    case = work.in_arbitration()
    for position, name in enumerate("ABC", start=1):
        draft = check(PanelistDraft, {"grievance_id": case.row.id, "position": position, "name": name})
        work.cases.save_panelist(draft)
    panel = {one.name: one for one in work.cases.load(case.row.id).panel}
    with pytest.raises(RuleViolation, match="other side strikes now"):
        work.verbs.strike(panel["A"], Side.UNION)
    work.verbs.strike(panel["A"], Side.EMPLOYER)
    with pytest.raises(StaleRecord):
        work.verbs.strike(panel["A"], Side.EMPLOYER)
    with pytest.raises(RuleViolation, match="other side strikes now"):
        work.verbs.strike(panel["B"], Side.EMPLOYER)
    work.verbs.strike(panel["B"], Side.UNION)
    with pytest.raises(RuleViolation, match="that is the arbitrator"):
        work.verbs.strike(panel["C"], Side.EMPLOYER)
    panel = {one.name: one for one in work.cases.load(case.row.id).panel}
    assert [(one.strike_order, one.struck_by) for one in panel.values()] == [
        (1, Side.EMPLOYER), (2, Side.UNION), (None, None),
    ]  # fmt: skip
    with pytest.raises(RuleViolation, match="Only the last strike"):
        work.verbs.take_back_strike(panel["A"])
    work.verbs.take_back_strike(panel["B"])
    with pytest.raises(RuleViolation, match="The names stay"):
        work.cases.bin_panelists([panel["C"].id])


# -- papers, duties, docket -------------------------------------------------------------------------------------


def test_the_fact_sheet_is_for_the_office(work: Casework, person_with: Callable[..., Database]) -> None:
    case = work.prepared()
    sheet = case.fact_sheet
    assert sheet == FactSheetDraft(id=case.row.id)
    work.cases.save_fact_sheet(sheet.model_copy(update={"witnesses": "Minh Silva saw it"}))
    with pytest.raises(StaleRecord):
        work.cases.save_fact_sheet(sheet.model_copy(update={"witnesses": "Nobody"}))
    clerk = GrievanceService(person_with("ip2a_staff"))
    seen = clerk.load(case.row.id).fact_sheet
    assert seen is not None
    assert seen.witnesses == "Minh Silva saw it"
    for duty in ("ip2a_auditor", "ip2a_organizer"):
        other = person_with(duty)
        assert GrievanceService(other).load(case.row.id).fact_sheet is None
        with other.statement() as session:
            told = session.execute(text("SELECT coalesce(string_agg(after::text, ' '), '') FROM audit_log")).scalar()
        assert "Minh" not in told
        with pytest.raises(NotAllowed):
            GrievanceService(other).save_fact_sheet(seen.model_copy(update={"witnesses": ""}))


def test_information_requests(work: Casework) -> None:
    case = work.filed()
    given = {"grievance_id": case.row.id, "requested_on": work.ago(4), "items": "Time cards", "due_on": work.today}
    draft = check(InformationRequestDraft, given)
    work.cases.save_request(draft)
    work.cases.save_request(draft.model_copy(update={"version": 1, "received_on": work.today, "is_incomplete": True}))
    (kept,) = work.cases.load(case.row.id).requests
    assert (kept.items, kept.is_incomplete) == ("Time cards", True)
    work.cases.bin_requests([draft.id])
    assert work.cases.load(case.row.id).requests == ()
    work.cases.restore_requests([draft.id])
    assert len(work.cases.load(case.row.id).requests) == 1


@pytest.mark.parametrize("words", ["silva", "ANA silv", "pier 91", "okafor", "-001", "cascade"])
def test_search_looks_at_the_case_its_grievants_and_its_employer(work: Casework, words: str) -> None:
    case = work.prepared(jobsite="Pier 91")
    other = saved_member(MemberService(work.database), first_name="Bo", last_name="Berg")
    query = ListQuery(search=words)
    if words != "cascade":
        work.prepared(jobsite="Elsewhere", steward="", grievants=[{"member_id": other.id}])
    assert [row.id for row in work.cases.first_page(query, 10)] == [case.row.id] == list(work.cases.ids(query))


def test_the_docket_is_in_the_order_of_what_is_due(work: Casework) -> None:
    closed, late, soon = work.closed(), work.filed(days=9, occurred_on=work.ago(60)), work.prepared()
    arbitration, open_one = work.in_arbitration(), work.filed(days=1)
    query = ListQuery(sort="due_on")
    rows = work.cases.first_page(query, 10)
    assert [row.id for row in rows] == list(work.cases.ids(query))
    dues = [row.due_on for row in rows if row.due_on]
    assert dues == sorted(dues)
    assert {row.id for row in rows if row.due_on is None} == {closed.row.id, arbitration.row.id}
    assert len(work.cases.first_page(query, 2)) == 2
    running_only = query.with_filter("status", ["preparing", "open", "arbitration", "settled"])
    assert {row.id for row in work.cases.first_page(running_only, 10)} == {
        late.row.id, soon.row.id, arbitration.row.id, open_one.row.id,
    }  # fmt: skip
    for sort in (
        "name", "number", "kind", "status", "priority", "step", "lead", "grievants", "employer", "jobsite", "steward",
        "representative", "occurred_on", "filed_on", "days_left", "our_due_on", "outcome", "closed_on", "updated_at",
    ):  # fmt: skip
        for descending in (False, True):
            query = ListQuery(sort=sort, descending=descending)
            assert [row.id for row in work.cases.first_page(query, 10)] == list(work.cases.ids(query))


def test_filters(work: Casework) -> None:
    case, other = work.filed(days=1), work.prepared(kind="discipline", steward="Minh", priority="urgent")
    with_filter = {
        ("status", "open"): {case.row.id},
        ("kind", "discipline"): {other.row.id},
        ("steward", "Minh"): {other.row.id},
        ("priority", "urgent"): {other.row.id},
        ("step", "Step 2"): {other.row.id},
        ("employer", str(work.employer.id)): {case.row.id, other.row.id},
        ("agreement", str(work.version.id)): {case.row.id, other.row.id},
        ("agreement", str(new_id())): set(),
        ("due", "overdue"): set(),
        ("due", "ours"): set(),
    }
    for (name, value), found in with_filter.items():
        assert set(work.cases.ids(ListQuery().with_filter(name, [value]))) == found, name
    with work.database.statement() as session:
        session.execute(text("SELECT 1"))
    assert work.cases.choices("steward") == ("Minh", "Robin Okafor")
    assert work.cases.choices("step") == ("Arbitration", "Step 1", "Step 2")


def test_the_bin_and_back(work: Casework) -> None:
    case = work.filed()
    work.cases.move_to_bin([case.row.id])
    assert work.cases.total(in_bin=False) == 0
    assert [row.deleted_by for row in work.cases.first_page(ListQuery(sort="due_on", in_bin=True), 5)] == ["ana"]
    with pytest.raises(NotFound, match="in the bin"):
        work.verbs.advance_step(work.filing(work.cases.load(case.row.id), work.today))
    work.cases.restore([case.row.id])
    assert [row.number for row in work.cases.first_page(ListQuery(sort="due_on"), 5)] == [case.row.number]


def test_a_case_that_is_not_there(work: Casework) -> None:
    with pytest.raises(NotFound):
        work.cases.load(new_id())


def test_round_trips(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    work = Casework(database)
    case, new = work.prepared(), work.draft()
    query = ListQuery(sort="due_on").with_filter("status", ["open"])
    filing = work.filing(case, work.ago(8))
    verbs = GrievanceVerbs(database, work.cases)
    steps = {
        "open the docket": (lambda: (work.cases.first_page(query, 50), work.cases.ids(query)), 2),
        "a window of rows": (lambda: work.cases.rows([case.row.id]), 1),
        "open a case": (lambda: work.cases.load(case.row.id), 2),
        "save a change": (lambda: work.cases.save(case.draft.model_copy(update={"version": 1, "jobsite": "X"})), 2),
        "save a new one": (lambda: work.cases.save(new), 2),
        "file": (lambda: verbs.file_grievance(filing.model_copy(update={"version": 2})), 2),
    }
    for name, (step, most) in steps.items():
        trips.reset()
        step()
        assert 0 < trips.count <= most, (name, trips.statements)
    case = work.cases.load(case.row.id)
    trips.reset()
    verbs.record_answer(work.answer(case, work.ago(7), "rejected"))
    assert trips.count == 2
    appeal = work.filing(case, work.ago(6))
    trips.reset()
    verbs.advance_step(appeal)
    assert trips.count == 2
    close = work.close(work.cases.load(case.row.id), "withdrawn")
    trips.reset()
    verbs.close(close)
    assert trips.count == 1
