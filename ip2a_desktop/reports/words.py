"""How dates, times, money and counts are written on paper."""

from datetime import date, datetime
from decimal import Decimal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONGEST_ZONE = 5


def day(value: date | None) -> str:
    """Return a date such as ``Mar 6, 2026``; nothing for no date."""
    return f"{MONTHS[value.month - 1]} {value.day}, {value.year}" if value else ""


def moment(value: datetime | None) -> str:
    """Return a time such as ``Mar 6, 2026, 2:05 PM PST``; nothing for no time."""
    if value is None:
        return ""
    hour = value.hour % 12 or 12
    half = "AM" if value.hour < 12 else "PM"
    zone = value.tzname() or ""
    if len(zone) > _LONGEST_ZONE:  # Windows writes zones out in full
        zone = f"UTC{value:%z}"
    return f"{day(value)}, {hour}:{value.minute:02} {half} {zone}".rstrip()


def money(value: Decimal | None) -> str:
    """Return an amount such as ``$1,041.50``; nothing for no amount."""
    return "" if value is None else f"${value:,.2f}"


def number(value: Decimal | None) -> str:
    """Return a number without needless zeros."""
    return "" if value is None else f"{value.normalize():,f}"


def count(value: int, one: str, many: str) -> str:
    """Return a count with its noun: ``1 member``, ``10,012 members``."""
    return f"{value:,} {one if value == 1 else many}"
