"""The maintenance itself: was it done lately, can it be done at all, and do its notices reach anybody."""

from __future__ import annotations

from collections.abc import Sequence

from ip2a_desktop.domain.health import Check, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import CatalogCheck, Facts, Judged, Row, could_not, counted, found, passed

LAST_RUN = Check("maintenance.last_run", "A full check was made lately", Group.MAINTENANCE)
LEASES = Check("maintenance.lease", "Nothing keeps checks from running", Group.MAINTENANCE)
NOTICES = Check("maintenance.notices", "Notices reach somebody", Group.MAINTENANCE)

_PERIOD_HOURS = 24.0
_LATE, _VERY_LATE = 2 * _PERIOD_HOURS, 7 * _PERIOD_HOURS
_OVERDUE_HOURS = 1.0


def _last_run(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("Nothing is known of earlier runs.")
    hours, ever = rows[0]["hours"], rows[0]["ever"]
    if hours is None:
        return could_not("Nothing is known of earlier runs.")
    ago = counted(round(hours), "hour", "hours") if hours < _LATE else counted(round(hours / 24), "day", "days")
    if hours < _LATE:
        return passed(f"The last one was {ago} ago." if ever else "The database is new.", hours=hours)
    verdict = Verdict.FAIL if hours >= _VERY_LATE else Verdict.WARN
    words = f"The last full check was {ago} ago." if ever else f"Set up {ago} ago, and never checked in full."
    return found(
        verdict, LAST_RUN, words,
        "Leave the program open on an admin's computer overnight, or let the server run: ip2adb resilience.",
        severity=Severity.MEDIUM, hours=hours,
    )  # fmt: skip


def _leases(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return passed("No work is reserved beyond the next minutes.")
    items = [Item(row["name"], row["name"], detail=f"by {row['holder']} on {row['machine'] or '?'}") for row in rows]
    return found(
        Verdict.WARN, LEASES, f"{counted(len(items), 'work is', 'works are')} reserved for hours, so nobody can do it.",
        "No program does that; an admin frees it: UPDATE maintenance_lease SET until = now().",
        severity=Severity.MEDIUM, items=items,
    )  # fmt: skip


def _notices(rows: Sequence[Row], _facts: Facts) -> Judged:
    on = [row for row in rows if row["is_on"]]
    if not on:
        return could_not("No way for notices is set up, so nobody would be told. Set one up on the Notices tab.")
    dumb = [row for row in on if row["failed"] or row["overdue"]]
    if dumb:
        items = [
            Item(row["name"], row["name"], detail=f"{row['failed']} given up, {row['overdue']} overdue") for row in dumb
        ]
        return found(
            Verdict.FAIL, NOTICES, f"Notices by {counted(len(items), 'way', 'ways')} did not arrive this week.",
            "Send a test on the Notices tab; it says what the other side answers.", severity=Severity.HIGH, items=items,
        )  # fmt: skip
    silent = [row for row in on if not row["proved"]]
    if silent:
        items = [Item(row["name"], row["name"], detail="nothing arrived in 30 days") for row in silent]
        return found(
            Verdict.WARN, NOTICES, f"{counted(len(items), 'way', 'ways')} for notices carried nothing in 30 days, so "
            "whether it works is not known.",
            "Send a test on the Notices tab.", severity=Severity.LOW, items=items,
        )  # fmt: skip
    return passed(f"{counted(len(on), 'way is', 'ways are')} set up, and notices arrived.")


UPKEEP_CHECKS = (
    CatalogCheck(
        LAST_RUN,
        "SELECT extract(epoch FROM clock_timestamp() - coalesce(max(r.started_at), "
        "(SELECT m.marked_at FROM server_mark AS m)))::float8 / 3600 AS hours, count(*) > 0 AS ever "
        "FROM health_run AS r WHERE r.kind IN ('resilience', 'full') AND NOT r.was_cancelled",
        _last_run,
    ),
    CatalogCheck(
        LEASES,
        "SELECT name, holder, machine FROM maintenance_lease WHERE until > clock_timestamp() + interval '1 hour'",
        _leases,
    ),
    CatalogCheck(
        NOTICES,
        "SELECT c.name, c.is_on, count(*) FILTER (WHERE d.state = 'failed' AND d.last_try_at > "
        "clock_timestamp() - interval '7 days') AS failed, count(*) FILTER (WHERE d.state IN ('waiting', 'retrying') "
        f"AND d.next_try_at < clock_timestamp() - interval '{_OVERDUE_HOURS} hours') AS overdue, "
        "coalesce(bool_or(d.state = 'sent' AND d.last_try_at > clock_timestamp() - interval '30 days'), false) "
        "AS proved "
        "FROM notice_channel AS c LEFT JOIN notice_delivery AS d ON d.channel_id = c.id "
        "WHERE c.removed_at IS NULL GROUP BY c.id, c.name, c.is_on",
        _notices,
    ),
)
"""The checks of the maintenance."""
