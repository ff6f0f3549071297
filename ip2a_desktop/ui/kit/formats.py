"""How dates, times, money and counts are written on screen: as the person's system writes them."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache

from PySide6.QtCore import QDate, QLocale, QTime

EMPTY = "–"
"""Stands where there is no value."""
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


@cache
def day_pattern() -> str:
    """Return the system's short way to write a day, the year always in four figures.

    A system that says nothing (the C locale) gets the ISO way, which everybody can read and type.
    """
    if QLocale.system().language() == QLocale.Language.C:
        return "yyyy-MM-dd"
    pattern = QLocale.system().dateFormat(QLocale.FormatType.ShortFormat)
    return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")


def day(value: date | None) -> str:
    """Return a day as the system writes it; empty for None."""
    if value is None:
        return ""
    return QLocale.system().toString(QDate(value.year, value.month, value.day), day_pattern())


def moment(value: datetime | None) -> str:
    """Return a moment in the person's own time zone, as the system writes it; empty for None."""
    if value is None:
        return ""
    local = value.astimezone()
    clock = QLocale.system().toString(QTime(local.hour, local.minute), QLocale.FormatType.ShortFormat)
    return f"{day(local.date())} {clock}"


def money(value: Decimal | None) -> str:
    """Return an amount of dollars; empty for None."""
    return "" if value is None else f"${value:,.2f}"


def number(value: Decimal | int | None) -> str:
    """Return a number without needless zeros; empty for None."""
    if value is None:
        return ""
    text = f"{value:,}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def span(start: date | None, end: date | None) -> str:
    """Return a stretch of days, such as ``3/6/2020 – today``; empty where neither is known."""
    if start is None and end is None:
        return ""
    if start is None:
        return f"until {day(end)}"
    return f"{day(start)} – {day(end) if end else 'today'}"


def today() -> date:
    """Return the day that it is here, to begin a form with; what is kept is the person's own entry."""
    now = QDate.currentDate()
    return date(now.year(), now.month(), now.day())


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago a moment was, such as ``3 h ago``; ``just now`` also for clocks that run ahead."""
    seconds = (now - moment).total_seconds()
    if seconds < _MINUTE:
        return "just now"
    if seconds < _HOUR:
        return f"{seconds // _MINUTE:.0f} min ago"
    if seconds < 2 * _DAY:
        return f"{seconds // _HOUR:.0f} h ago"
    return f"{seconds // _DAY:,.0f} days ago"
