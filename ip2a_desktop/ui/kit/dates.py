"""Reads the dates that people type: as their system writes them, as ISO, and shorter."""

import calendar
import re
from datetime import date, datetime, time, timedelta

from ip2a_desktop.ui.kit import formats

_AHEAD = 20
"""A year of two figures lies at most so many years ahead, else in the century before."""
_TIME = re.compile(r"\s+(\d{1,2})(?::(\d{2}))?\s*([ap]\.?m\.?)?$", re.IGNORECASE)


def order_of(pattern: str) -> str:
    """Return the order of day, month and year in a pattern such as ``M/d/yyyy``: ``mdy``."""
    letters = [letter for letter in pattern.casefold() if letter in "dmy"]
    return "".join(dict.fromkeys(letters)) or "ymd"


def read_day(text: str, today: date, order: str | None = None) -> date | None:
    """Return the day that a text means, or None.

    Figures may be divided by anything, or by nothing (``03062026``); without a year it is this year.

    Args:
        text: what was typed.
        today: the day that it is.
        order: of day, month and year, such as ``mdy``; the system's where it is None.
    """
    order = order or order_of(formats.day_pattern())
    parts = re.findall(r"\d+", text)
    if re.search(r"[^\W\d_]", text):
        return None
    if len(parts) == 1 and len(parts[0]) in (6, 8):
        parts = _divided(parts[0], order)
    if len(parts) == 3 and len(parts[0]) == 4:
        order = "ymd"
    if len(parts) == 2:
        order = order.replace("y", "")
    if len(parts) not in (2, 3):
        return None
    found = dict(zip(order, parts, strict=True))
    return _day(found.get("y", str(today.year)), found["m"], found["d"], today)


def read_moment(text: str, today: date) -> datetime | None:
    """Return the moment that a day with an optional time of day means, in the person's own time zone."""
    match = _TIME.search(text.strip())
    day = read_day(text.strip()[: match.start()] if match else text, today)
    if match is not None and day is None:
        match, day = None, read_day(text, today)  # the last figures were part of the day
    if day is None:
        return None
    clock = _clock(*match.groups()) if match else time()
    return None if clock is None else datetime.combine(day, clock).astimezone()


def stepped(day: date, unit: str, steps: int) -> date:
    """Return the day some days (``d``), weeks (``w``), months (``m``) or years (``y``) later, or earlier.

    From the last day of a long month one comes to the last day of a short one. Outside of years 1 to 9999
    nothing moves.
    """
    try:
        if unit in "dw":
            return day + timedelta(days=steps * (7 if unit == "w" else 1))
        months = day.year * 12 + day.month - 1 + steps * (12 if unit == "y" else 1)
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError, IndexError):
        return day


def _divided(figures: str, order: str) -> list[str]:
    if len(figures) == 8 and order != "ymd" and figures[:2] in ("19", "20") and int(figures[4:6]) <= 12:
        order = "ymd"  # 20260306; no month and no day of the other orders begins like this
    parts, start = [], 0
    for letter in order:
        size = 4 if letter == "y" and len(figures) == 8 else 2
        parts.append(figures[start : start + size])
        start += size
    return parts


def _day(year: str, month: str, day: str, today: date) -> date | None:
    if len(year) not in (2, 4):
        return None
    full = int(year)
    if len(year) == 2:
        full += today.year // 100 * 100
        if full > today.year + _AHEAD:
            full -= 100
    try:
        return date(full, int(month), int(day))
    except ValueError:
        return None


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half.casefold().startswith("p") else 0)
    try:
        return time(hours, int(minute or 0))
    except ValueError:
        return None
