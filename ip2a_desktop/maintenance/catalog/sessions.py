"""Who is connected and what they hold up: connections, forgotten transactions, blocking, long questions, replicas."""

from __future__ import annotations

from collections.abc import Sequence

from ip2a_desktop.domain.health import Check, Group, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import (
    CatalogCheck,
    Facts,
    Judged,
    Row,
    could_not,
    counted,
    found,
    passed,
    worst,
)

CONNECTIONS = Check("server.connections", "Connections are left", Group.SERVER)
IDLE = Check("server.idle_in_transaction", "Nobody forgot to finish", Group.SERVER)
BLOCKING = Check("server.blocking", "Nobody waits for somebody else", Group.SERVER)
LONG = Check("server.long_queries", "No question takes minutes", Group.SERVER)
PREPARED = Check("server.prepared", "No transaction was left prepared", Group.SERVER)
SLOTS = Check("server.slots", "No replica's slot holds files back", Group.SERVER)
REPLICAS = Check("server.replica_lag", "Replicas keep up", Group.SERVER)

_CONNECTIONS = (0.70, 0.85)
_IDLE = (60, 300)
_BLOCKED = (5, 30)
_LONG = (60, 300)
_PREPARED = (1, 30)
_LAG = (5, 60)

_SEVERITIES = {Verdict.WARN: Severity.MEDIUM, Verdict.FAIL: Severity.HIGH}


def _connections(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows or not rows[0]["most"]:
        return could_not("The server did not tell.")
    used, most = rows[0]["used"], rows[0]["most"]
    share = used / most
    verdict = worst([share], *_CONNECTIONS)
    words = f"{used:,} of {most:,} connections are in use."
    if verdict is Verdict.PASS:
        return passed(words, used=used, most=most)
    items = [Item(one["who"], one["who"], detail=f"{one['number']:,} open") for one in rows[0].get("people") or ()]
    return found(
        verdict, CONNECTIONS, words,
        "Close programs that are not in use, or raise max_connections.", severity=_SEVERITIES[verdict],
        items=items, used=used, most=most,
    )  # fmt: skip


def _who(row: Row) -> str:
    parts = [str(row.get("who") or "somebody"), str(row.get("program") or ""), str(row.get("desk") or "")]
    return " · ".join(part for part in parts if part)


def _seconds(value: float) -> str:
    return f"{value:,.0f} s" if value < 120 else f"{value / 60:,.0f} min"


def _waiting(
    check: Check, rows: Sequence[Row], bounds: tuple[int, int], *, quiet: str, words: tuple[str, str], advice: str
) -> Judged:
    """Judge sessions by how long they have been at something."""
    late = [row for row in rows if row["seconds"] >= bounds[0]]
    longest = max((row["seconds"] for row in rows), default=0.0)
    if not late:
        return passed(quiet, longest=longest)
    verdict = worst([longest], *bounds)
    items = [
        Item(str(row["pid"]), _who(row), detail=f"for {_seconds(row['seconds'])}{_by(row)}")
        for row in sorted(late, key=lambda row: -row["seconds"])
    ]
    return found(
        verdict, check, counted(len(items), *words), advice, severity=_SEVERITIES[verdict], items=items,
        repair=Repair.PREVIEW, longest=longest,
    )  # fmt: skip


def _by(row: Row) -> str:
    return f", held up by {row['holder']} (session {row['holder_pid']})" if row.get("holder_pid") else ""


def _idle(rows: Sequence[Row], _facts: Facts) -> Judged:
    return _waiting(
        IDLE, rows, _IDLE,
        quiet="No session holds a transaction open without doing anything.",
        words=("session holds a transaction open and does nothing.", "sessions hold transactions open and do nothing."),
        advice="Ask these people to finish or close their program; an admin can end the session.",
    )  # fmt: skip


def _blocking(rows: Sequence[Row], _facts: Facts) -> Judged:
    return _waiting(
        BLOCKING, rows, _BLOCKED,
        quiet="Nobody waits for a record that somebody else holds.",
        words=("session waits for what somebody else holds.", "sessions wait for what somebody else holds."),
        advice="Ask whoever holds it to finish; an admin can end that session.",
    )  # fmt: skip


def _long(rows: Sequence[Row], _facts: Facts) -> Judged:
    return _waiting(
        LONG, rows, _LONG,
        quiet="No question has run for a minute.",
        words=("question has been running for long.", "questions have been running for long."),
        advice="Wait if it is a report or a backup; otherwise an admin can cancel it.",
    )  # fmt: skip


def _prepared(rows: Sequence[Row], _facts: Facts) -> Judged:
    late = [row for row in rows if row["seconds"] >= _PREPARED[0]]
    if not late:
        return passed("None is left.")
    verdict = worst([row["seconds"] for row in late], *_PREPARED)
    items = [Item(row["gid"], row["gid"], detail=f"by {row['who']}, {_seconds(row['seconds'])} ago") for row in late]
    return found(
        verdict, PREPARED,
        f"{counted(len(items), 'transaction was', 'transactions were')} prepared, never finished; records stay locked.",
        "Finish each with COMMIT PREPARED or ROLLBACK PREPARED; this program never prepares any.",
        severity=_SEVERITIES[verdict], items=items,
    )  # fmt: skip


def _slots(rows: Sequence[Row], _facts: Facts) -> Judged:
    idle = [row for row in rows if not row["active"]]
    lost = [row for row in rows if row["wal_status"] == "lost"]
    if not idle and not lost:
        return passed("None." if not rows else f"{counted(len(rows), 'slot', 'slots')}, all in use.")
    items = [
        Item(row["name"], row["name"], detail=str(row["wal_status"] or "")) for row in _named(idle + lost).values()
    ]
    verdict = Verdict.FAIL if lost else Verdict.WARN
    return found(
        verdict, SLOTS,
        f"{counted(len(items), 'slot is', 'slots are')} used by no replica, and the server keeps files for that.",
        "Bring the replica back, or drop its slot before the disk fills.", severity=_SEVERITIES[verdict], items=items,
    )  # fmt: skip


def _named(rows: Sequence[Row]) -> dict[str, Row]:
    return {row["name"]: row for row in rows}


def _replicas(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return passed("There are no replicas.")
    verdict = worst([row["seconds"] for row in rows], *_LAG)
    most = max(row["seconds"] for row in rows)
    if verdict is Verdict.PASS:
        return passed(f"{counted(len(rows), 'replica', 'replicas')}, at most {most:.1f} seconds behind.", lag=most)
    late = [row for row in rows if row["seconds"] >= _LAG[0]]
    items = [Item(row["name"], row["name"], detail=f"{_seconds(row['seconds'])} behind") for row in late]
    return found(
        verdict, REPLICAS,
        f"{counted(len(items), 'replica is', 'replicas are')} behind.", "Look at the replica and the network between.",
        severity=_SEVERITIES[verdict], items=items, lag=most,
    )  # fmt: skip


_SESSION = "pid, usename AS who, application_name AS program, client_addr AS desk"

SESSION_CHECKS = (
    CatalogCheck(
        CONNECTIONS,
        "SELECT sum(numbackends)::int AS used, current_setting('max_connections')::int "
        "- current_setting('superuser_reserved_connections')::int "
        "- coalesce(current_setting('reserved_connections', true)::int, 0) AS most, (SELECT jsonb_agg(w) FROM ("
        "SELECT usename AS who, count(*) AS number FROM pg_stat_activity WHERE usename IS NOT NULL "
        "GROUP BY usename ORDER BY 2 DESC, 1 LIMIT 10) AS w) AS people FROM pg_stat_database",
        _connections,
    ),
    CatalogCheck(
        IDLE,
        f"SELECT {_SESSION}, extract(epoch FROM clock_timestamp() - state_change)::float8 AS seconds "
        "FROM pg_stat_activity WHERE state LIKE 'idle in transaction%' AND datname = current_database()",
        _idle,
        needs_monitor=True,
    ),
    CatalogCheck(
        BLOCKING,
        "SELECT w.pid, w.usename AS who, w.application_name AS program, w.client_addr AS desk, "
        "extract(epoch FROM clock_timestamp() - coalesce("
        "(SELECT min(l.waitstart) FROM pg_locks AS l WHERE l.pid = w.pid AND NOT l.granted), w.query_start))::float8 "
        "AS seconds, h.pid AS holder_pid, h.usename AS holder "
        "FROM pg_stat_activity AS w CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) AS b (pid) "
        "LEFT JOIN pg_stat_activity AS h ON h.pid = b.pid WHERE w.wait_event_type = 'Lock'",
        _blocking,
        needs_monitor=True,
    ),
    CatalogCheck(
        LONG,
        f"SELECT {_SESSION}, extract(epoch FROM clock_timestamp() - query_start)::float8 AS seconds "
        "FROM pg_stat_activity WHERE state = 'active' AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
        _long,
        needs_monitor=True,
    ),
    CatalogCheck(
        PREPARED,
        "SELECT gid, owner AS who, extract(epoch FROM clock_timestamp() - prepared)::float8 AS seconds "
        "FROM pg_prepared_xacts",
        _prepared,
    ),
    CatalogCheck(SLOTS, "SELECT slot_name AS name, active, wal_status FROM pg_replication_slots", _slots),
    CatalogCheck(
        REPLICAS,
        "SELECT coalesce(nullif(application_name, ''), pid::text) AS name, "
        "coalesce(extract(epoch FROM replay_lag), 0)::float8 AS seconds FROM pg_stat_replication "
        "WHERE state = 'streaming'",
        _replicas,
        needs_monitor=True,
    ),
)
"""The checks of sessions and replicas."""
