"""The clocks of a case: both sides' at its step, the appeal that would follow, entry by kind, the settlement's."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.domain.agreement_drafts import HolidayDraft, LimitDraft, Parts
from ip2a_desktop.domain.agreement_samples import SAMPLES, sample_parts
from ip2a_desktop.domain.clocks import (
    CaseFacts,
    GrievanceStatus,
    StepFacts,
    TriggerUsed,
    act_words,
    open_clocks,
)
from ip2a_desktop.domain.deadlines import Calendar, Extension, Limit, Unit
from ip2a_desktop.domain.holidays import usual_holidays
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import (
    SAMPLE,
    Act,
    GrievanceKind,
    Lateness,
    Rules,
    RunsFrom,
    Side,
    StepLimit,
)
from ip2a_desktop.domain.recomputing import KeptCase, KeptDeadline, recounted

CALENDAR = Calendar(usual_holidays(range(2025, 2029)))
PROCEDURES = {sample.key: Rules(sample.procedure, CALENDAR) for sample in SAMPLES}
DEFAULT = PROCEDURES["default"]


def with_holiday(rules, day, name):
    return replace(rules, calendar=Calendar({**rules.calendar.holidays, day: name}))


def without_holiday(rules, day):
    return replace(rules, calendar=Calendar({one: name for one, name in rules.calendar.holidays.items() if one != day}))


def with_limits(rules, position, act, *limits):
    """Return the rules with the limit for an act at a step put in the place of the one before, or taken away."""
    steps = [
        replace(step, limits=(*(one for one in step.limits if one.act is not act), *limits))
        if step.position == position
        else step
        for step in rules.procedure.steps
    ]
    return replace(rules, procedure=replace(rules.procedure, steps=tuple(steps)))


HAPPENED = date(2026, 2, 20)


def case(*steps, status=GrievanceStatus.OPEN, kind=GrievanceKind.INDIVIDUAL, **values):
    return CaseFacts(kind, status, HAPPENED, steps=steps, **values)


def dates(facts, rules=DEFAULT):
    return {one.key: one.deadline.due_on for one in open_clocks(facts, rules)}


def test_before_filing_only_the_time_to_file_runs():
    facts = case(status=GrievanceStatus.PREPARING)
    assert dates(facts) == {(1, Act.FILE): date(2026, 3, 6)}
    knew = replace(facts, knew_on=date(2026, 3, 2))
    assert dates(knew) == {(1, Act.FILE): date(2026, 3, 6)}
    used = replace(knew, trigger_used=TriggerUsed.KNOWLEDGE)
    assert dates(used) == {(1, Act.FILE): date(2026, 3, 16)}
    (clock,) = open_clocks(used, DEFAULT)
    assert clock.deadline.explanation == (
        "Mon Mar 16: 10 working days from Mon Mar 2, when the grievant knew; no holidays between"
    )


@pytest.mark.parametrize(
    ("kind", "key", "position"),
    [
        (GrievanceKind.INDIVIDUAL, "default", 1),
        (GrievanceKind.POLICY, "default", 2),
        (GrievanceKind.GROUP, "default", 2),
        (GrievanceKind.DISCIPLINE, "general", 3),
        (GrievanceKind.GROUP, "general", 1),
    ],
)
def test_each_kind_enters_at_its_step(kind, key, position):
    facts = case(status=GrievanceStatus.PREPARING, kind=kind)
    assert [one.key for one in open_clocks(facts, PROCEDURES[key])] == [(position, Act.FILE)]


def test_after_filing_both_sides_clocks_run():
    clocks = open_clocks(case(StepFacts(1, filed=date(2026, 3, 2))), DEFAULT)
    assert [(one.key, one.side, one.deadline.due_on) for one in clocks] == [
        ((1, Act.ANSWER), Side.EMPLOYER, date(2026, 3, 9)),
        ((2, Act.FILE), Side.UNION, date(2026, 3, 23)),
    ]
    assert clocks[1].deadline.explanation == (
        "Mon Mar 23: 10 working days from Mon Mar 9, when the answer at Step 1 is due; no holidays between"
    )


def test_the_answer_starts_the_time_to_appeal_whenever_it_comes():
    answered = case(StepFacts(1, filed=date(2026, 3, 2), answered=date(2026, 3, 4)))
    assert dates(answered) == {(2, Act.FILE): date(2026, 3, 18)}
    last = case(StepFacts(1, answered=date(2026, 3, 4)), StepFacts(2, date(2026, 3, 5), answered=date(2026, 3, 9)))
    assert dates(last) == {(3, Act.FILE): date(2026, 4, 8)}
    assert act_words(3, Act.FILE, DEFAULT) == "Go to Arbitration"


def test_hours_run_from_the_hour_where_it_was_written_down():
    at = datetime(2026, 3, 6, 15, 30, tzinfo=ZoneInfo("America/Los_Angeles"))  # the clocks go forward on the 8th
    (clock,) = open_clocks(case(StepFacts(1, filed=at)), PROCEDURES["inside"])
    assert clock.deadline.due_at - at.astimezone(UTC) == timedelta(hours=48)
    assert clock.deadline.explanation.startswith("Sun Mar 8, 4:30 PM: 48 hours from Fri Mar 6, 3:30 PM, the filing")


def test_a_meeting_has_its_own_clock_until_it_was_held():
    rules = PROCEDURES["public"]
    assert dates(case(StepFacts(1, filed=date(2026, 3, 2))), rules) == {(1, Act.MEET): date(2026, 3, 9)}
    assert dates(case(StepFacts(1, filed=date(2026, 3, 2), met=date(2026, 3, 5))), rules) == {}


def test_an_answer_can_be_counted_from_the_meeting():
    limit = StepLimit(Act.ANSWER, Side.EMPLOYER, Limit(3, Unit.WORKING_DAYS), RunsFrom.MET, Lateness.ADVANCES)
    rules = with_limits(PROCEDURES["public"], 1, Act.ANSWER, limit)
    filed = StepFacts(1, filed=date(2026, 3, 2))
    assert dates(case(filed), rules)[1, Act.ANSWER] == date(2026, 3, 12)
    assert dates(case(replace(filed, met=date(2026, 3, 3))), rules)[1, Act.ANSWER] == date(2026, 3, 6)


def test_an_extension_moves_what_follows_too():
    agreed = {(1, Act.ANSWER): (Extension(date(2026, 3, 16), date(2026, 3, 5), "Robin", "Dana"),)}
    facts = case(StepFacts(1, filed=date(2026, 3, 2)), extensions=agreed)
    assert dates(facts) == {(1, Act.ANSWER): date(2026, 3, 16), (2, Act.FILE): date(2026, 3, 30)}


def test_a_settlement_has_a_clock_and_a_closed_case_none():
    settled = case(
        StepFacts(1, date(2026, 3, 2)), status=GrievanceStatus.SETTLED, settlement_runs_from=date(2026, 3, 9)
    )
    assert dates(settled) == {(0, Act.GRIEVE_AGAIN): date(2026, 4, 8)}
    assert act_words(0, Act.GRIEVE_AGAIN, DEFAULT) == "Grieve again unless the settlement is kept"
    assert dates(replace(settled, status=GrievanceStatus.CLOSED)) == {}


def kept(facts, rules=DEFAULT):
    clocks = open_clocks(facts, rules)
    deadlines = {
        one.key: KeptDeadline(one.deadline.due_on, one.deadline.due_at, one.deadline.explanation) for one in clocks
    }
    return KeptCase(new_id(), "2026-001", facts, deadlines)


def test_a_holiday_shows_every_date_before_and_after():
    touched, untouched = case(StepFacts(1, date(2026, 3, 2))), case(StepFacts(1, date(2026, 1, 5)))
    cases = [kept(touched), kept(untouched)]
    (found,) = recounted(cases, with_holiday(DEFAULT, date(2026, 3, 4), "Cesar Day"))
    assert found.id == cases[0].id
    assert [(one.what, one.before, one.after) for one in found.changes] == [
        ("Answer at Step 1", date(2026, 3, 9), date(2026, 3, 10)),
        ("Go to Step 2", date(2026, 3, 23), date(2026, 3, 24)),
    ]
    assert found.changes[0].explanation == (
        "Tue Mar 10: 5 working days from Mon Mar 2, the filing at Step 1; Cesar Day (Wed Mar 4) not counted"
    )
    assert not list(recounted(cases, DEFAULT))


def test_a_holiday_taken_away_and_put_back_changes_nothing():
    labor_day = date(2026, 9, 7)
    facts = replace(case(StepFacts(1, date(2026, 9, 3))), occurred_on=date(2026, 9, 1))
    without = without_holiday(DEFAULT, labor_day)
    (found,) = recounted([kept(facts)], without)
    assert found.changes[0].after == found.changes[0].before - timedelta(days=1)
    assert not list(recounted([kept(facts)], with_holiday(without, labor_day, "Labor Day")))


def test_a_limit_that_comes_or_goes_is_shown_too():
    facts = case(StepFacts(1, date(2026, 3, 2)))
    (gone,) = recounted([kept(facts)], with_limits(DEFAULT, 1, Act.ANSWER))
    assert {(one.what, one.after) for one in gone.changes} == {("Answer at Step 1", None), ("Go to Step 2", None)}
    meet = StepLimit(Act.MEET, Side.EMPLOYER, Limit(3, Unit.WORKING_DAYS), RunsFrom.FILED, Lateness.NO_EFFECT)
    (more,) = recounted([kept(facts)], with_limits(DEFAULT, 1, Act.MEET, meet))
    assert [(one.what, one.before, one.after) for one in more.changes] == [("Meet at Step 1", None, date(2026, 3, 5))]


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(
    st.sampled_from(SAMPLES), st.sampled_from(GrievanceKind), st.sampled_from(GrievanceStatus), DAYS,
    st.lists(st.integers(0, 40), max_size=6), st.lists(DAYS, max_size=5),
)  # fmt: skip
def test_whatever_is_stored_gives_the_same_dates_again_and_a_holiday_none_earlier(
    sample, kind, status, happened, gaps, holidays
):
    steps, day = [], happened
    for number, step in enumerate(sample.procedure.steps[: (len(gaps) + 1) // 2]):
        pair = gaps[2 * number : 2 * number + 2]
        day = day + timedelta(days=pair[0])
        answered = day + timedelta(days=pair[1]) if len(pair) > 1 else None
        steps.append(StepFacts(step.position, filed=day, answered=answered))
        day = answered or day
    facts = CaseFacts(kind, status, happened, steps=tuple(steps), settlement_runs_from=day)
    rules = Rules(sample.procedure, CALENDAR)
    first = open_clocks(facts, rules)
    assert open_clocks(replace(facts), Rules(sample.procedure, Calendar(dict(CALENDAR.holidays)))) == first
    more = rules
    for holiday in holidays:
        more = with_holiday(more, holiday, "One more")
    later = {one.key: one.deadline.due_at for one in open_clocks(facts, more)}
    assert all(later[one.key] >= one.deadline.due_at for one in first)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.key)
def test_a_sample_becomes_rows_and_the_same_rules_again(sample):
    made = sample_parts(sample, new_id(), date(2026, 6, 1))
    rules = Parts(made.steps, made.limits, made.holidays, "America/Los_Angeles", False).rules
    assert rules.procedure == sample.procedure
    assert rules.mark == SAMPLE
    assert rules.calendar.holidays[date(2026, 11, 26)] == "Thanksgiving Day"
    assert rules.calendar.last_year == 2029
    assert replace(rules, is_confirmed=True).mark == ""


def test_a_proposed_part_stands_in_the_place_of_the_one_with_its_id():
    made = sample_parts(SAMPLES[0], new_id(), date(2026, 6, 1))
    parts = Parts(made.steps, made.limits, made.holidays, "America/Los_Angeles", True)
    moved = made.holidays[0].model_copy(update={"day": date(2026, 1, 2)})
    days = parts.with_part(moved).rules.calendar.holidays
    assert date(2026, 1, 2) in days
    assert made.holidays[0].day not in days
    longer = made.limits[0].model_copy(update={"number": 15})
    assert parts.with_part(longer).rules.procedure.steps[0].limits[0].limit.number == 15
    fewer = parts.without([made.limits[0].id, made.holidays[0].id])
    assert fewer.rules.procedure.steps[0].limit(Act.FILE) is None
    assert len(fewer.holidays) == len(made.holidays) - 1
    version = made.limits[0].agreement_version_id
    added = HolidayDraft(agreement_version_id=version, day=date(2026, 3, 31), name="Cesar Chavez Day")
    assert parts.with_part(added).rules.calendar.holidays[date(2026, 3, 31)] == "Cesar Chavez Day"
    assert isinstance(longer, LimitDraft)


def test_the_usual_holidays_fall_where_they_are_kept():
    days = usual_holidays([2027])
    assert days[date(2027, 7, 5)] == "Independence Day, observed"
    assert days[date(2027, 12, 24)] == "Christmas Day, observed"
    assert days[date(2027, 5, 31)] == "Memorial Day"
    assert days[date(2027, 9, 6)] == "Labor Day"
    assert len(days) == 8
    assert all(day.weekday() < 5 for day in days)
