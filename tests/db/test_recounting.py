"""A change of holidays, limits or steps: every date of open cases before and after, then made at once, and audited."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import HolidayDraft, LimitDraft, StepDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import DatabaseUnavailable, NotAllowed, NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.procedures import Act, GrievanceKind
from ip2a_desktop.services.grievance_timeline import GrievanceTimeline
from ip2a_desktop.services.recounting import RecountService
from tests.grievance_cases import Casework


@pytest.fixture
def work(database: Database) -> Casework:
    return Casework(database)


@pytest.fixture
def recount(database: Database) -> RecountService:
    return RecountService(database)


def next_working_day(work: Casework, day: date) -> date:
    (version,) = work.agreements.load(work.agreement.id).versions
    taken = {one.day for one in version.holidays}
    day += timedelta(days=1)
    while day.weekday() > 4 or day in taken:
        day += timedelta(days=1)
    return day


def running(work: Casework, case_id) -> dict[tuple[int, Act], date]:  # type: ignore[no-untyped-def]
    return {(one.position, one.act): one.due_on for one in work.cases.load(case_id).running}


def test_a_holiday_is_shown_before_it_is_made_and_moves_the_open_cases(work: Casework, recount: RecountService) -> None:
    case, closed = work.filed(days=1), work.closed()
    day = next_working_day(work, work.ago(1))
    if day == work.today:
        day = next_working_day(work, day)
    before = running(work, case.row.id)
    holiday = check(HolidayDraft, {"agreement_version_id": work.version.id, "day": day, "name": "Hall Day"})
    changes = recount.preview_save(holiday)
    assert running(work, case.row.id) == before
    assert {(one.number, one.what) for one in changes} == {
        (case.row.number, "Answer at Step 1"), (case.row.number, "Go to Step 2"),
    }  # fmt: skip
    assert all(one.after > one.before for one in changes if one.after and one.before)
    made = recount.save(holiday)
    assert made.ids("grievance") == {case.row.id}
    after = running(work, case.row.id)
    assert set(after.values()) == {one.after for one in changes}
    assert f"Hall Day ({day:%a %b} {day.day})" in work.cases.load(case.row.id).running[0].explanation
    assert recount.preview(work.version.id) == ()
    assert work.cases.load(closed.row.id).running == ()
    with work.database.statement() as session:
        told = session.execute(
            text(
                "SELECT before ->> 'due_on', after ->> 'due_on', actor FROM audit_log "
                "WHERE table_name = 'grievance_deadline' AND action = 'update' AND subject_id = :id "
                "AND after ? 'due_on' ORDER BY 1"
            ).bindparams(id=case.row.id)
        ).all()
    old, new = before[1, Act.ANSWER], after[1, Act.ANSWER]
    assert (old.isoformat(), new.isoformat(), "ana") in [tuple(one) for one in told]


def test_a_holiday_comes_back_and_goes(work: Casework, recount: RecountService) -> None:
    case = work.filed(days=1)
    before = running(work, case.row.id)
    day = next_working_day(work, work.today)
    holiday = check(HolidayDraft, {"agreement_version_id": work.version.id, "day": day, "name": "Hall Day"})
    recount.save(holiday)
    moved = running(work, case.row.id)
    assert moved != before
    assert [one.after for one in recount.preview_bin(work.version.id, [holiday.id])] == list(before.values())
    recount.move_to_bin(work.version.id, HolidayDraft, [holiday.id])
    assert running(work, case.row.id) == before
    back = recount.preview_restore(work.version.id, HolidayDraft, [holiday.id])
    assert [one.after for one in back] == list(moved.values())
    assert recount.preview_restore(work.version.id, LimitDraft, [holiday.id]) == ()
    recount.restore(work.version.id, HolidayDraft, [holiday.id])
    assert running(work, case.row.id) == moved
    assert recount.preview(work.version.id) == ()


def test_several_holidays_are_shown_and_made_at_once_or_not_at_all(work: Casework, recount: RecountService) -> None:
    case = work.filed(days=1)
    before = running(work, case.row.id)
    first = next_working_day(work, work.today)
    days = [first, next_working_day(work, first)]
    holidays = [
        check(HolidayDraft, {"agreement_version_id": work.version.id, "day": day, "name": "Hall Day"}) for day in days
    ]
    changes, of_first = recount.preview_save(*holidays), recount.preview_save(holidays[0])
    assert {one.what for one in changes} == {one.what for one in of_first}
    assert all(both.after > one.after for both, one in zip(changes, of_first, strict=True) if both.after and one.after)
    gone = holidays[1].model_copy(update={"version": 7})
    with pytest.raises(NotFound):
        recount.save(holidays[0], gone)
    assert running(work, case.row.id) == before
    made = recount.save(*holidays)
    assert made.ids("agreement_holiday") == {one.id for one in holidays}
    assert set(running(work, case.row.id).values()) == {one.after for one in changes}


def test_a_limit_changes_the_open_cases_with_it(work: Casework, recount: RecountService) -> None:
    case = work.filed(days=1)
    (version,) = work.agreements.load(work.agreement.id).versions
    step = next(one for one in version.steps if one.position == 1)
    answer = next(one for one in version.limits if one.procedure_step_id == step.id and one.act is Act.ANSWER)
    longer = answer.model_copy(update={"number": 15})
    assert {one.what for one in recount.preview_save(longer)} == {"Answer at Step 1", "Go to Step 2"}
    recount.save(longer)
    assert running(work, case.row.id)[1, Act.ANSWER] > case.running[0].due_on
    with pytest.raises(StaleRecord):
        recount.save(longer.model_copy(update={"number": 3}))
    recount.move_to_bin(work.version.id, LimitDraft, [answer.id])
    assert running(work, case.row.id) == {}
    assert {one.state.value for one in work.cases.load(case.row.id).deadlines} == {"done", "moot"}


def test_a_step_is_shown_before_it_is_made_and_changes_the_open_cases_with_it(
    work: Casework, recount: RecountService
) -> None:
    discharge = work.prepared(kind="discipline", occurred_on=work.ago(1))
    filed = work.filed(days=1)
    kept = running(work, filed.row.id)
    (version,) = work.agreements.load(work.agreement.id).versions
    second = next(one for one in version.steps if one.position == 2)
    before = running(work, discharge.row.id)
    assert (set(before), GrievanceKind.DISCIPLINE in second.entry_for) == ({(2, Act.FILE)}, True)
    entry = second.model_copy(update={"entry_for": ()})
    changes = recount.preview_save(entry)
    assert {one.number for one in changes} == {discharge.row.number}
    assert {one.what for one in changes} == {"File at Step 1", "Go to Step 2"}
    assert running(work, discharge.row.id) == before, "nothing changes before it is made"
    recount.save(entry)
    assert set(running(work, discharge.row.id)) == {(1, Act.FILE)}
    told = [one.what for one in GrievanceTimeline(work.database).timeline("grievance", discharge.row.id)]
    assert any("Limit" in one for one in told), told
    gone = recount.preview_bin(work.version.id, [second.id])
    assert filed.row.number in {one.number for one in gone}
    recount.move_to_bin(work.version.id, StepDraft, [second.id])
    assert (2, Act.FILE) not in running(work, filed.row.id)
    back = recount.preview_restore(work.version.id, StepDraft, [second.id])
    assert filed.row.number in {one.number for one in back}
    recount.restore(work.version.id, StepDraft, [second.id])
    assert running(work, filed.row.id) == kept


def test_a_step_that_a_case_has_reached_is_refused_with_a_sentence_and_nothing_moves(
    work: Casework, recount: RecountService
) -> None:
    case = work.filed(days=1)
    (version,) = work.agreements.load(work.agreement.id).versions
    first = next(one for one in version.steps if one.position == 1)
    before = running(work, case.row.id)
    assert recount.preview_bin(work.version.id, [first.id]) == ()
    with pytest.raises(RuleViolation) as refused:
        recount.move_to_bin(work.version.id, StepDraft, [first.id])
    assert "reached this step" in refused.value.problems["position"]
    assert running(work, case.row.id) == before


def test_the_last_step_of_a_version_without_filed_cases_can_go(work: Casework, recount: RecountService) -> None:
    case = work.prepared()
    (version,) = work.agreements.load(work.agreement.id).versions
    ids = [one.id for one in version.steps]
    assert [one.after for one in recount.preview_bin(work.version.id, ids)] == [None]
    recount.move_to_bin(work.version.id, StepDraft, ids)
    assert running(work, case.row.id) == {}


def test_what_was_changed_by_hand_is_found_and_put_right(work: Casework, recount: RecountService) -> None:
    case = work.filed(days=1)
    before = running(work, case.row.id)
    with work.database.statement() as session:
        session.execute(text("UPDATE procedure_limit SET number = number + 1 WHERE act = 'answer'"))
    changes = recount.preview(work.version.id)
    assert {one.before for one in changes} == set(before.values())
    recount.recount(work.version.id)
    assert set(running(work, case.row.id).values()) == {one.after for one in changes}


def test_only_an_admin_and_all_or_nothing(
    work: Casework, recount: RecountService, person_with: Callable[..., Database]
) -> None:
    case = work.filed(days=1)
    day = next_working_day(work, work.today)
    holiday = check(HolidayDraft, {"agreement_version_id": work.version.id, "day": day, "name": "Hall Day"})
    clerk = RecountService(person_with("ip2a_staff"))
    assert clerk.preview_save(holiday)
    with pytest.raises(NotAllowed):
        clerk.save(holiday)
    recount.save(holiday)
    again = holiday.model_copy(update={"id": work.version.id})
    with pytest.raises(RuleViolation) as refused:
        recount.save(again)
    assert set(refused.value.problems) == {"day"}
    assert recount.preview(work.version.id) == ()
    assert len(work.cases.load(case.row.id).running) == 2


@pytest.mark.slow
def test_a_case_that_somebody_is_changing_is_not_counted_from_what_it_was(
    work: Casework, recount: RecountService
) -> None:
    case = work.filed(days=1)
    day = next_working_day(work, work.today)
    holiday = check(HolidayDraft, {"agreement_version_id": work.version.id, "day": day, "name": "Hall Day"})
    with work.database.transaction() as session:
        session.execute(text("SELECT 1 FROM grievance WHERE id = :id FOR UPDATE").bindparams(id=case.row.id))
        with pytest.raises(DatabaseUnavailable, match="changing the same record"):
            recount.save(holiday)
    assert recount.preview_save(holiday)
