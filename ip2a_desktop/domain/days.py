"""Days of the calendar: counted on by months, and written out with their year."""

from calendar import monthrange
from datetime import date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def months_after(day: date, months: int) -> date:
    """Return the same day some months later; the last of the month where that has no such day, as PostgreSQL counts."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def full_day(day: date) -> str:
    """Return a day such as ``Mar 6, 2026``."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
