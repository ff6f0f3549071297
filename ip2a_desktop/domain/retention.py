"""Which backups stay: the newest of each of so many days, weeks and months, and never fewer than three proved ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from ip2a_desktop.domain.backups import (
    DAILY_KEPT,
    LEAST_VERIFIED,
    MONTHLY_KEPT,
    WEEKLY_KEPT,
    Backup,
    BackupState,
)

_UNUSABLE = (BackupState.FAILED, BackupState.MISSING)


def kept(backups: Sequence[Backup], today: date) -> dict[UUID, str]:
    """Return why each backup that stays does; the others are let go.

    The newest of each of the last days, weeks and months that have one stays, a verified one before others; so do the
    newest verified ones, whatever their age, and everything that is newer than the newest verified one.

    Args:
        backups: in any order.
        today: the day of the server.
    """
    newest_first = sorted(backups, key=lambda one: one.started_at, reverse=True)
    usable = [one for one in newest_first if one.state not in _UNUSABLE]
    verified = [one for one in newest_first if one.is_verified]
    reasons: dict[UUID, str] = {}
    for one in newest_first:
        if not verified or one.started_at > verified[0].started_at or one.started_at.date() >= today:
            reasons[one.id] = "newest"
    for number, period_of, why in (
        (DAILY_KEPT, _day, "daily"),
        (WEEKLY_KEPT, _week, "weekly"),
        (MONTHLY_KEPT, _month, "monthly"),
    ):
        for one in _newest_of(usable, number, period_of):
            reasons.setdefault(one.id, why)
    for one in verified[:LEAST_VERIFIED]:
        reasons.setdefault(one.id, "verified")
    return reasons


def _newest_of(newest_first: Sequence[Backup], periods: int, period_of: Callable[[date], str]) -> list[Backup]:
    """Return one backup for each of the last periods that have any: the newest, a verified one before others."""
    best: dict[str, Backup] = {}
    for one in newest_first:
        period = period_of(one.started_at.date())
        if period not in best and len(best) == periods:
            break
        if period not in best or (one.is_verified and not best[period].is_verified):
            best[period] = one
    return list(best.values())


def _day(day: date) -> str:
    return day.isoformat()


def _week(day: date) -> str:
    return "{}-{}".format(*day.isocalendar()[:2])


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
