"""The holidays that many agreements name, as a calendar to begin with; each agreement keeps its own."""

from collections.abc import Iterable
from datetime import date, timedelta

_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
_FIXED = ((1, 1, "New Year’s Day"), (7, 4, "Independence Day"), (11, 11, "Veterans Day"), (12, 25, "Christmas Day"))


def usual_holidays(years: Iterable[int]) -> dict[date, str]:
    """Return the working days on which the usual holidays of these years are kept, with their names.

    One that falls on a Saturday is kept on the Friday before, one on a Sunday on the Monday after.
    """
    found: dict[date, str] = {}
    for year in years:
        found.update(_of(year))
    return dict(sorted(found.items()))


def _of(year: int) -> dict[date, str]:
    thanksgiving = _nth(year, 11, _THURSDAY, 4)
    days = {
        _last_monday_of_may(year): "Memorial Day",
        _nth(year, 9, _MONDAY, 1): "Labor Day",
        thanksgiving: "Thanksgiving Day",
        thanksgiving + timedelta(days=1): "Day after Thanksgiving",
    }
    for month, day, name in _FIXED:
        kept = _observed(date(year, month, day))
        days[kept] = name if kept.day == day else f"{name}, observed"
    return days


def _observed(day: date) -> date:
    shift = {_SATURDAY: -1, _SUNDAY: 1}.get(day.weekday(), 0)
    return day + timedelta(days=shift)


def _nth(year: int, month: int, weekday: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - timedelta(days=last.weekday())
