"""The deadline engine: the four units, extensions, and the sentence that explains each date."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.domain.deadlines import Calendar, Extension, Limit, Trigger, Unit, deadline

CALENDAR = Calendar({date(2026, 5, 25): "Memorial Day", date(2026, 7, 3): "Independence Day", date(2026, 7, 4): "x"})
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
NUMBERS = st.integers(0, 120)
DAY_UNITS = st.sampled_from([Unit.CALENDAR_DAYS, Unit.WORKING_DAYS, Unit.ROLLED_DAYS])
HOLIDAYS = st.frozensets(DAYS, max_size=40)
NEARBY = st.integers(-5, 60)


def calendar(days):
    return Calendar(dict.fromkeys(days, "Holiday"))


def explained(number, unit, at, article="Art. 5.2", words="", counted=False, extensions=()):
    limit = Limit(number, unit, article, counted)
    return deadline(limit, Trigger(at, words), CALENDAR, extensions).explanation


SENTENCES = """
10 working_days 2026-02-20 | Fri Mar 6: 10 working days from Fri Feb 20 (Art. 5.2); no holidays between
1 working_days 2026-02-20 | Mon Feb 23: 1 working day from Fri Feb 20 (Art. 5.2); no holidays between
3 working_days 2026-05-21 | Wed May 27: 3 working days from Thu May 21 (Art. 5.2); Memorial Day (Mon May 25) not counted
30 calendar_days 2026-02-20 | Sun Mar 22: 30 calendar days from Fri Feb 20 (Art. 5.2)
30 rolled_days 2026-02-20 | Mon Mar 23: 30 calendar days from Fri Feb 20 (Art. 5.2); rolled forward from Sun Mar 22
30 rolled_days 2026-06-03 | Mon Jul 6: 30 calendar days from Wed Jun 3 (Art. 5.2); \
rolled forward from Fri Jul 3 over Independence Day (Fri Jul 3)
10 working_days 2026-12-24 | Thu Jan 7, 2027: 10 working days from Thu Dec 24, 2026 (Art. 5.2); \
the holidays of 2027 are not written down yet
48 hours 2026-02-20 | Sun Feb 22: 48 hours from the end of Fri Feb 20 (Art. 5.2)
48 hours 2026-02-20T14:05-08:00 | Sun Feb 22, 2:05 PM: 48 hours from Fri Feb 20, 2:05 PM (Art. 5.2)
48 hours 2026-03-07T14:00-08:00 | Mon Mar 9, 3:00 PM: 48 hours from Sat Mar 7, 2:00 PM (Art. 5.2); \
the clocks change between
"""


@pytest.mark.parametrize("line", SENTENCES.strip().splitlines())
def test_every_date_explains_itself(line):
    asked, sentence = line.split(" | ")
    number, unit, at = asked.split()
    started = datetime.fromisoformat(at) if "T" in at else date.fromisoformat(at)
    assert explained(int(number), Unit(unit), started) == sentence


def test_the_sentence_says_what_started_the_time_and_that_its_day_counts():
    assert explained(10, Unit.WORKING_DAYS, date(2026, 2, 20), "", "the answer at Step 1", counted=True) == (
        "Thu Mar 5: 10 working days from Fri Feb 20, the answer at Step 1, that day counted; no holidays between"
    )


def test_an_extension_stands_and_the_counted_date_stays_readable():
    agreed = Extension(date(2026, 3, 20), date(2026, 3, 3), "Robin Okafor", "Dana Baker", "e-mail of Mar 3")
    due = deadline(Limit(10, Unit.WORKING_DAYS, "Art. 5.2"), Trigger(date(2026, 2, 20)), CALENDAR, [agreed])
    assert due.due_on == date(2026, 3, 20)
    assert due.explanation == (
        "Fri Mar 20: extended by agreement of Robin Okafor and Dana Baker on Tue Mar 3 (e-mail of Mar 3); "
        "without it Fri Mar 6: 10 working days from Fri Feb 20 (Art. 5.2); no holidays between"
    )


def test_an_empty_calendar_is_said_and_not_taken_for_no_holidays():
    due = deadline(Limit(10, Unit.WORKING_DAYS), Trigger(date(2026, 2, 20)), Calendar())
    assert due.explanation.endswith("; the agreement's calendar is empty")


def test_a_day_ends_at_the_halls_midnight():
    due = deadline(Limit(1, Unit.CALENDAR_DAYS), Trigger(date(2026, 2, 20)), CALENDAR)
    assert due.due_at == datetime(2026, 2, 22, 8, 0, tzinfo=UTC)
    late_at_night_elsewhere = datetime(2026, 2, 21, 5, 0, tzinfo=UTC)  # still Friday evening at the hall
    assert deadline(Limit(1, Unit.CALENDAR_DAYS), Trigger(late_at_night_elsewhere), CALENDAR).due_on == due.due_on


@given(DAYS, NUMBERS, HOLIDAYS, st.booleans(), st.sampled_from([Unit.WORKING_DAYS, Unit.ROLLED_DAYS]))
def test_never_on_a_day_off_where_the_unit_forbids_it(start, number, holidays, counted, unit):
    due = deadline(Limit(number, unit, counts_trigger_day=counted), Trigger(start), calendar(holidays))
    assert due.due_on.weekday() < 5
    assert due.due_on not in holidays
    assert due.due_on >= start


@given(DAYS, st.integers(1, 120), HOLIDAYS)
def test_working_days_are_counted_one_by_one(start, number, holidays):
    due = deadline(Limit(number, Unit.WORKING_DAYS), Trigger(start), calendar(holidays)).due_on
    between = [start + timedelta(days=n) for n in range(1, (due - start).days + 1)]
    assert sum(day.weekday() < 5 and day not in holidays for day in between) == number


@given(DAYS, NUMBERS, st.booleans(), DAY_UNITS, st.lists(NEARBY, max_size=20), st.lists(NEARBY, min_size=1, max_size=5))
def test_adding_a_holiday_never_moves_a_date_earlier(start, number, counted, unit, kept, added):
    limit = Limit(number, unit, counts_trigger_day=counted)
    few = {start + timedelta(days=n) for n in kept}
    more = few | {start + timedelta(days=n) for n in added}
    before = deadline(limit, Trigger(start), calendar(few))
    after = deadline(limit, Trigger(start), calendar(more))
    assert after.due_on >= before.due_on
    assert after.due_at >= before.due_at


@given(DAYS, NUMBERS, HOLIDAYS, st.booleans(), st.sampled_from(Unit))
def test_a_longer_limit_never_ends_earlier(start, number, holidays, counted, unit):
    shorter, longer = (
        deadline(Limit(n, unit, counts_trigger_day=counted), Trigger(start), calendar(holidays))
        for n in (number, number + 1)
    )
    assert longer.due_at >= shorter.due_at


@given(DAYS, NUMBERS, HOLIDAYS, DAY_UNITS)
def test_counting_again_gives_the_same_date(start, number, holidays, unit):
    limit = Limit(number, unit, "Art. 1")
    first = deadline(limit, Trigger(start), calendar(holidays))
    assert deadline(limit, Trigger(start), calendar(sorted(holidays))) == first


@given(DAYS, NUMBERS, DAY_UNITS, DAYS)
def test_an_extension_never_makes_the_time_shorter(start, number, unit, to):
    limit = Limit(number, unit)
    plain = deadline(limit, Trigger(start), CALENDAR)
    extended = deadline(limit, Trigger(start), CALENDAR, [Extension(to, start, "A", "B")])
    assert extended.due_at == max(plain.due_at, CALENDAR.end_of(to))


MINUTES = st.integers(0, 15 * 365 * 24 * 60)
ZONES = st.sampled_from(["America/Los_Angeles", "America/New_York", "Pacific/Honolulu", "Australia/Lord_Howe"])


@given(MINUTES, st.integers(0, 2000), ZONES)
def test_hours_are_hours_also_over_a_change_of_the_clocks(minutes, hours, zone):
    start = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    at_the_hall = start.astimezone(ZoneInfo(zone))
    due = deadline(Limit(hours, Unit.HOURS), Trigger(at_the_hall), Calendar(zone=zone)).due_at
    assert due - start == timedelta(hours=hours)
