"""Indexes: invalid, duplicate, unused, missing under a foreign key; tables without a key of their own."""

from __future__ import annotations

from collections.abc import Sequence

from ip2a_desktop.domain.health import Check, Group, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import CatalogCheck, Facts, Judged, Row, could_not, counted, found, passed

INVALID = Check("indexes.invalid", "Every index works", Group.SPEED)
DUPLICATE = Check("indexes.duplicate", "No index stands twice", Group.SPEED)
UNUSED = Check("indexes.unused", "Large indexes are used", Group.SPEED)
UNINDEXED = Check("indexes.foreign_keys", "References between tables have an index", Group.SPEED)
KEYLESS = Check("indexes.primary_keys", "Every table has a key", Group.RULES)

_LONG_ENOUGH_DAYS = 30
_LARGE_BYTES = 10 << 20
_MANY_ROWS = 10_000


def _items(rows: Sequence[Row]) -> list[Item]:
    return [Item(row["name"], row["name"], detail=str(row.get("detail") or "")) for row in rows]


def _invalid(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return passed("All are whole.")
    return found(
        Verdict.FAIL, INVALID,
        f"{counted(len(rows), 'index was', 'indexes were')} left half built: kept up but never used.",
        "Rebuild them (REINDEX INDEX CONCURRENTLY); a unique one may hide doubles.", severity=Severity.HIGH,
        items=_items(rows), repair=Repair.SAFE,
    )  # fmt: skip


def _duplicate(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return passed("None does.")
    return found(
        Verdict.WARN, DUPLICATE,
        f"{counted(len(rows), 'index does', 'indexes do')} what another one does already; each save pays for both.",
        "Drop one of each pair.", severity=Severity.LOW, items=_items(rows),
    )  # fmt: skip


def _unused(rows: Sequence[Row], _facts: Facts) -> Judged:
    large = [row for row in rows if row["bytes"] >= _LARGE_BYTES]
    if not large:
        return passed("No index that must not be there is large enough to matter.")
    days = large[0]["days"]
    if days < _LONG_ENOUGH_DAYS:
        return could_not(f"The server has counted for {days:.0f} days; a month is needed to say that nobody uses one.")
    idle = [row for row in large if row["scans"] == 0]
    if not idle:
        return passed(f"All {len(large)} large indexes were used.")
    return found(
        Verdict.WARN, UNUSED,
        f"{counted(len(idle), 'large index was', 'large indexes were')} not used in {days:.0f} days.",
        "Consider dropping them; a replica may use what this server does not.", severity=Severity.LOW,
        items=_items(idle),
    )  # fmt: skip


def _unindexed(rows: Sequence[Row], _facts: Facts) -> Judged:
    slow = [row for row in rows if row["row_estimate"] >= _MANY_ROWS]
    if not slow:
        return passed("Those of large tables have one.", without=len(rows))
    return found(
        Verdict.WARN, UNINDEXED,
        f"{counted(len(slow), 'reference', 'references')} of large tables without an index: removing what is named "
        "reads the whole table.", "Add an index on these columns.", severity=Severity.LOW, items=_items(slow),
        without=len(rows),
    )  # fmt: skip


def _keyless(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return passed("All have one.")
    return found(
        Verdict.WARN, KEYLESS,
        f"{counted(len(rows), 'table has', 'tables have')} no primary key, so rows cannot be told apart.",
        "These tables are not the program's; find out whose they are.", severity=Severity.MEDIUM, items=_items(rows),
    )  # fmt: skip


_MINE = "c.relnamespace = 'public'::regnamespace"

INDEX_CHECKS = (
    CatalogCheck(
        INVALID,
        "SELECT c.relname AS name, i.indrelid::regclass::text AS detail FROM pg_index AS i "
        f"JOIN pg_class AS c ON c.oid = i.indexrelid WHERE {_MINE} AND c.relkind = 'i' "
        "AND NOT (i.indisvalid AND i.indisready) AND NOT EXISTS "
        "(SELECT FROM pg_stat_progress_create_index AS p WHERE p.index_relid = i.indexrelid)",
        _invalid,
    ),
    CatalogCheck(
        DUPLICATE,
        "SELECT min(c.relname::text) AS name, string_agg(c.relname, ', ' ORDER BY c.relname) AS detail "
        f"FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE {_MINE} AND i.indisvalid "
        "GROUP BY i.indrelid, i.indkey::text, i.indclass::text, i.indcollation::text, i.indoption::text, "
        "pg_get_expr(i.indexprs, i.indrelid), pg_get_expr(i.indpred, i.indrelid), c.relam HAVING count(*) > 1",
        _duplicate,
    ),
    CatalogCheck(
        UNUSED,
        "SELECT s.indexrelname AS name, s.relname AS detail, s.idx_scan AS scans, "
        "pg_relation_size(s.indexrelid) AS bytes, extract(epoch FROM clock_timestamp() "
        "- coalesce(d.stats_reset, pg_postmaster_start_time())) / 86400.0 AS days FROM pg_stat_user_indexes AS s "
        "JOIN pg_index AS i USING (indexrelid) JOIN pg_stat_database AS d ON d.datname = current_database() "
        "WHERE s.schemaname = 'public' AND NOT i.indisunique AND NOT i.indisexclusion",
        _unused,
    ),
    CatalogCheck(
        UNINDEXED,
        "SELECT c.conname AS name, c.conrelid::regclass::text AS detail, t.reltuples::float8 AS row_estimate "
        "FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.conrelid "
        "WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_index AS i "
        "WHERE i.indrelid = c.conrelid AND i.indisvalid "
        "AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)",
        _unindexed,
    ),
    CatalogCheck(
        KEYLESS,
        f"SELECT c.relname AS name FROM pg_class AS c WHERE {_MINE} AND c.relkind IN ('r', 'p') AND NOT EXISTS "
        "(SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary)",
        _keyless,
    ),
)
"""The checks of indexes."""
