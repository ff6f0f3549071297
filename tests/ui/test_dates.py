"""The dates that people type, and the steps of the date field's keys."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.ui.kit.dates import order_of, read_day, read_moment, stepped

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("pattern", "order"), [("M/d/yyyy", "mdy"), ("dd.MM.yyyy", "dmy"), ("yyyy-MM-dd", "ymd"), ("", "ymd")]
)
def test_the_order_comes_from_the_pattern(pattern, order):
    assert order_of(pattern) == order


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("3/6/2026", "mdy", date(2026, 3, 6)),
        ("3/6/26", "mdy", date(2026, 3, 6)),
        ("3-6", "mdy", date(2026, 3, 6)),
        ("03 06 26", "dmy", date(2026, 6, 3)),
        ("6.3.2026", "dmy", date(2026, 3, 6)),
        ("2026-03-06", "mdy", date(2026, 3, 6)),
        ("2026/3/6", "dmy", date(2026, 3, 6)),
        ("03062026", "mdy", date(2026, 3, 6)),
        ("20260306", "mdy", date(2026, 3, 6)),
        ("030626", "mdy", date(2026, 3, 6)),
        ("20260306", "ymd", date(2026, 3, 6)),
        ("12/31/47", "mdy", date(1947, 12, 31)),
        ("12/31/46", "mdy", date(2046, 12, 31)),
        ("2/29/2024", "mdy", date(2024, 2, 29)),
    ],
)
def test_days_are_read_as_people_write_them(text, order, day):
    assert read_day(text, TODAY, order) == day


@pytest.mark.parametrize(
    "text", ["", "soon", "13/13/2026", "2/30/2026", "1", "1/2/3/4", "3/6/202", "March 6", "0/0/0", "99999999"]
)
def test_what_is_no_day_is_none(text):
    assert read_day(text, TODAY, "mdy") is None


@given(st.text(max_size=20))
def test_no_text_breaks_the_reading(text):
    assert read_day(text, TODAY, "mdy") is None or text.strip()
    read_moment(text, TODAY)


@given(st.dates(date(1930, 1, 1), date(2046, 12, 31)), st.sampled_from(["mdy", "dmy", "ymd"]))
def test_every_day_reads_back(day, order):
    parts = {"d": f"{day:%d}", "m": f"{day:%m}", "y": f"{day:%Y}"}
    assert read_day("/".join(parts[letter] for letter in order), TODAY, order) == day
    assert read_day(day.isoformat(), TODAY, order) == day


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("2026-03-06 14:30", (14, 30)),
        ("2026-03-06 2:30 PM", (14, 30)),
        ("2026-03-06 12 am", (0, 0)),
        ("2026-03-06", (0, 0)),
    ],
)
def test_moments_are_read_in_the_persons_own_zone(text, clock):
    moment = read_moment(text, TODAY)
    assert moment.tzinfo is not None
    assert (moment.date(), moment.hour, moment.minute) == (date(2026, 3, 6), *clock)


def test_what_is_no_moment_is_none():
    assert read_moment("2026-03-06 25:00", TODAY) is None
    assert read_moment("2026-03-06 13 pm", TODAY) is None
    assert read_moment("tomorrow 14:30", TODAY) is None


@pytest.mark.parametrize(
    ("start", "unit", "steps", "end"),
    [
        (date(2026, 1, 31), "m", 1, date(2026, 2, 28)),
        (date(2024, 2, 29), "y", 1, date(2025, 2, 28)),
        (date(2026, 3, 6), "w", -1, date(2026, 2, 27)),
        (date(2026, 12, 31), "d", 1, date(2027, 1, 1)),
        (date(2026, 1, 15), "m", -1, date(2025, 12, 15)),
        (date(9999, 12, 31), "d", 1, date(9999, 12, 31)),
        (date(1, 1, 1), "y", -1, date(1, 1, 1)),
    ],
)
def test_steps(start, unit, steps, end):
    assert stepped(start, unit, steps) == end
