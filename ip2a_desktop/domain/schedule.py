"""What of maintenance is due: hourly looks, the nightly check, the daily backup; by the server's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from ip2a_desktop.domain.words import Word

HOURLY = timedelta(hours=1)
NIGHT = range(1, 5)
"""The hours, in the hall's zone, in which the nightly check is run; one that was missed is made up for."""

_MISSED = timedelta(hours=26)
_RESTED = timedelta(hours=18)


class Job(Word):
    """A work that is done by itself while the program is open on an admin's desktop."""

    BACKUP = "backup", "Daily backup"
    NIGHTLY = "nightly", "Nightly health check"
    CATALOG = "catalog", "Hourly look"


@dataclass(frozen=True)
class Standing:
    """What was done last; times are the server's, with their zone.

    Args:
        now: the server's time in the hall's zone.
        looked_at: when any run began last; None for never.
        checked_at: when a full run began last.
        backed_up_at: when a backup was begun last, also one that failed.
        daily_hour: when the daily backup is made; None where it is not made by itself.
        is_here: whether this desktop makes the daily backup.
    """

    now: datetime
    looked_at: datetime | None
    checked_at: datetime | None
    backed_up_at: datetime | None
    daily_hour: int | None
    is_here: bool


def due(standing: Standing) -> tuple[Job, ...]:
    """Return what is due now, the backup first: repairs and checks lean on it."""
    jobs = []
    if _backup_is_due(standing):
        jobs.append(Job.BACKUP)
    is_night = standing.now.hour in NIGHT
    since = standing.now - standing.checked_at if standing.checked_at else None
    if is_night if since is None else since >= _MISSED or (is_night and since >= _RESTED):
        jobs.append(Job.NIGHTLY)
    if Job.NIGHTLY not in jobs and (standing.looked_at is None or standing.now - standing.looked_at >= HOURLY):
        jobs.append(Job.CATALOG)
    return tuple(jobs)


def _backup_is_due(standing: Standing) -> bool:
    if standing.daily_hour is None or not standing.is_here:
        return False
    hour = standing.now.replace(hour=standing.daily_hour, minute=0, second=0, microsecond=0)
    newest_due = hour if standing.now >= hour else hour - timedelta(days=1)
    return standing.backed_up_at is None or standing.backed_up_at < newest_due
