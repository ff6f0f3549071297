"""Tables and their upkeep: transaction ids, sequences, dead rows, statistics, caches and what went wrong lately."""

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
    saw_part,
    worst,
)

AGE = Check("tables.transaction_age", "Transaction numbers are far from running out", Group.SERVER)
SEQUENCES = Check("tables.sequences", "Numbers of rows are far from running out", Group.SERVER)
DEAD = Check("tables.dead_rows", "Old versions of rows are cleared away", Group.SERVER)
STATISTICS = Check("tables.statistics", "The server knows its tables", Group.SPEED)
CACHE = Check("tables.cache", "Reads come from memory", Group.SPEED)
TEMPORARY = Check("tables.temporary_files", "Questions fit into memory", Group.SPEED)
DEADLOCKS = Check("tables.deadlocks", "Sessions do not stop each other", Group.SERVER)
ABANDONED = Check("tables.abandoned", "Sessions end as they should", Group.SERVER)

_AGE = (500_000_000, 1_000_000_000)
_SEQUENCE = (0.75, 0.90)
_DEAD = (0.20, 0.40)
_FEW_ROWS = 1_000
_FEW_TO_PLAN = 10_000
_CHANGED = 0.20
_MISSES = (0.05, 0.10)
_FEW_READS = 100_000
_ABANDONED = (0.01, 0.05)
_FEW_SESSIONS = 100
_TEMPORARY_A_DAY = 1 << 30
_DEADLOCKS_A_DAY = 5

_SEVERITIES = {Verdict.WARN: Severity.MEDIUM, Verdict.FAIL: Severity.HIGH}


def _age(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("The server did not tell.")
    oldest = max(max(row["age"], row["multi"]) for row in rows)
    verdict = worst([oldest], *_AGE)
    if verdict is Verdict.PASS:
        return passed(f"The oldest is {oldest:,} back; the end is at two billion.", oldest=oldest)
    late = [row for row in rows if max(row["age"], row["multi"]) >= _AGE[0]]
    # Old rows of this database can be frozen from here, table by table; those of another one from there.
    tables = [one for row in late for one in row["tables"] or () if max(one["age"], one["multi"]) >= _AGE[0]]
    old = tables or late
    items = [Item(one["name"], one["name"], detail=f"{max(one['age'], one['multi']):,} back") for one in old]
    return found(
        verdict, AGE,
        f"{counted(len(late), 'database was', 'databases were')} not frozen for long; at two billion writing stops.",
        "Run VACUUM FREEZE there, and look why autovacuum does not.",
        severity=Severity.CRITICAL if verdict is Verdict.FAIL else Severity.HIGH, items=items,
        repair=Repair.SAFE if tables else Repair.PERSON, oldest=oldest,
    )  # fmt: skip


def _sequences(rows: Sequence[Row], _facts: Facts) -> Judged:
    seen = [row for row in rows if row["may"]]
    fullest = max((row["used"] / row["most"] for row in seen), default=0.0)
    verdict = worst([fullest], *_SEQUENCE)
    hidden = len(rows) - len(seen)
    if verdict is Verdict.PASS:
        if hidden:
            return saw_part(
                f"You may not read {hidden} of {counted(len(rows), 'sequence', 'sequences')}.", fullest=fullest
            )
        return passed(f"{counted(len(rows), 'sequence', 'sequences')}, the fullest at {fullest:.0%}.", fullest=fullest)
    late = [row for row in seen if row["used"] / row["most"] >= _SEQUENCE[0]]
    items = [Item(row["name"], row["name"], detail=f"{row['used']:,} of {row['most']:,}") for row in late]
    return found(
        verdict, SEQUENCES,
        f"{counted(len(items), 'sequence runs', 'sequences run')} out of numbers; then nothing can be added.",
        "Give the column a larger type.", severity=_SEVERITIES[verdict], items=items, fullest=fullest,
    )  # fmt: skip


def _untold(rows: Sequence[Row]) -> Judged | None:
    if not rows:
        return could_not("The server keeps no statistics of the tables.")
    if not all(row["counts"] for row in rows):
        return could_not("The server does not count (track_counts is off), so nothing is known.")
    return None


def _dead(rows: Sequence[Row], _facts: Facts) -> Judged:
    blind = _untold(rows)
    if blind is not None:
        return blind
    shares = {row["name"]: row["dead"] / (row["dead"] + row["live"]) for row in rows if row["dead"] >= _FEW_ROWS}
    verdict = worst(list(shares.values()), *_DEAD)
    if verdict is Verdict.PASS:
        return passed(f"{len(rows)} tables, none with many old versions.", dead=sum(row["dead"] for row in rows))
    items = [Item(name, name, detail=f"{share:.0%} old") for name, share in shares.items() if share >= _DEAD[0]]
    return found(
        verdict, DEAD, f"{counted(len(items), 'table is', 'tables are')} full of old versions of rows.",
        "Run VACUUM on them; look for a transaction that is held open.", severity=_SEVERITIES[verdict], items=items,
        repair=Repair.SAFE, dead=sum(row["dead"] for row in rows),
    )  # fmt: skip


def _statistics(rows: Sequence[Row], _facts: Facts) -> Judged:
    blind = _untold(rows)
    if blind is not None:
        return blind
    stale = [
        row
        for row in rows
        if row["live"] >= _FEW_TO_PLAN and (not row["analyzed"] or row["changed"] > _FEW_ROWS + _CHANGED * row["live"])
    ]
    if not stale:
        return passed(f"Fresh for all {len(rows)} tables.")
    items = [
        Item(
            row["name"],
            row["name"],
            detail=f"{row['changed']:,} rows changed since" if row["analyzed"] else "never looked at",
        )
        for row in stale
    ]
    return found(
        Verdict.WARN, STATISTICS,
        f"{counted(len(items), 'table', 'tables')} changed much since the server last looked; lists may be slow.",
        "Run ANALYZE on them.", severity=Severity.LOW, items=items, repair=Repair.SAFE,
    )  # fmt: skip


def _cache(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("The server did not tell.")
    hit, read = rows[0]["hit"], rows[0]["read"]
    if hit + read < _FEW_READS:
        return could_not(f"Only {hit + read:,} pages were read since the figures began; too few to judge.")
    missed = read / (hit + read)
    verdict = worst([missed], *_MISSES)
    if verdict is Verdict.PASS:
        return passed(f"{1 - missed:.1%} of pages came from memory.", hit_rate=1 - missed)
    return found(
        verdict, CACHE, f"Only {1 - missed:.1%} of pages came from memory.",
        "Give the server more memory (shared_buffers).", severity=Severity.LOW, hit_rate=1 - missed,
    )  # fmt: skip


def _temporary(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("The server did not tell.")
    a_day = rows[0]["temporary"] / max(1.0, rows[0]["days"])
    words = f"{a_day / 1e6:,.0f} MB a day went through temporary files."
    if a_day < _TEMPORARY_A_DAY:
        return passed(words, megabytes_a_day=a_day / 1e6)
    return found(
        Verdict.WARN, TEMPORARY, words, "Raise work_mem, or look which report sorts so much.", severity=Severity.LOW,
        megabytes_a_day=a_day / 1e6,
    )  # fmt: skip


def _deadlocks(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("The server did not tell.")
    number = rows[0]["deadlocks"]
    if number / max(1.0, rows[0]["days"]) < _DEADLOCKS_A_DAY:
        return passed(f"{number:,} deadlocks since the figures began.", deadlocks=number)
    return found(
        Verdict.WARN, DEADLOCKS, f"{number:,} deadlocks since the figures began: sessions stopped each other.",
        "The server's log names both sides; look for a job that writes in another order.", severity=Severity.MEDIUM,
        deadlocks=number,
    )  # fmt: skip


def _abandoned(rows: Sequence[Row], _facts: Facts) -> Judged:
    if not rows:
        return could_not("The server did not tell.")
    all_of_them, lost = rows[0]["sessions"], rows[0]["lost"]
    share = lost / max(1, all_of_them)
    words = f"{lost:,} of {all_of_them:,} sessions broke off."
    verdict = worst([share], *_ABANDONED) if all_of_them >= _FEW_SESSIONS else Verdict.PASS
    if verdict is Verdict.PASS:
        return passed(words, share=share)
    return found(
        verdict, ABANDONED, words, "Look at the network, and at desktops that crash or fall asleep.",
        severity=Severity.LOW, share=share,
    )  # fmt: skip


_TABLES = (
    "SELECT relname AS name, n_live_tup AS live, n_dead_tup AS dead, n_mod_since_analyze AS changed, "
    "coalesce(last_analyze, last_autoanalyze) IS NOT NULL AS analyzed, "
    "current_setting('track_counts')::boolean AS counts FROM pg_stat_user_tables WHERE schemaname = 'public'"
)
_TRAFFIC = (
    "SELECT blks_hit AS hit, blks_read AS read, temp_bytes AS temporary, deadlocks, sessions, "
    "sessions_abandoned + sessions_fatal + sessions_killed AS lost, "
    "extract(epoch FROM clock_timestamp() - coalesce(stats_reset, pg_postmaster_start_time())) / 86400.0 AS days "
    "FROM pg_stat_database WHERE datname = current_database()"
)

TABLE_CHECKS = (
    CatalogCheck(
        AGE,
        "SELECT d.datname AS name, age(d.datfrozenxid) AS age, mxid_age(d.datminmxid) AS multi, "
        "CASE WHEN d.datname = current_database() THEN (SELECT jsonb_agg(t) FROM (SELECT c.relname AS name, "
        "age(c.relfrozenxid) AS age, mxid_age(c.relminmxid) AS multi FROM pg_class AS c WHERE c.relkind = 'r' "
        "AND c.relnamespace = 'public'::regnamespace ORDER BY age(c.relfrozenxid) DESC LIMIT 50) AS t) END AS tables "
        "FROM pg_database AS d WHERE d.datallowconn OR d.datname = current_database()",
        _age,
    ),
    CatalogCheck(
        SEQUENCES,
        # The limit is the column's where that is narrower than the sequence.
        "SELECT c.relname AS name, has_sequence_privilege(c.oid, 'SELECT') AS may, "
        "coalesce(v.last_value, 0) AS used, least(s.seqmax, CASE a.atttypid "
        "WHEN 'int2'::regtype THEN 32767 WHEN 'int4'::regtype THEN 2147483647 ELSE s.seqmax END) AS most "
        "FROM pg_sequence AS s JOIN pg_class AS c ON c.oid = s.seqrelid "
        "JOIN pg_sequences AS v ON v.schemaname = 'public' AND v.sequencename = c.relname "
        "LEFT JOIN pg_depend AS d ON d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i') "
        "AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 "
        "LEFT JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
        "WHERE c.relnamespace = 'public'::regnamespace AND s.seqincrement > 0 AND NOT s.seqcycle",
        _sequences,
    ),
    CatalogCheck(DEAD, _TABLES, _dead),
    CatalogCheck(STATISTICS, _TABLES, _statistics),
    CatalogCheck(CACHE, _TRAFFIC, _cache),
    CatalogCheck(TEMPORARY, _TRAFFIC, _temporary),
    CatalogCheck(DEADLOCKS, _TRAFFIC, _deadlocks),
    CatalogCheck(ABANDONED, _TRAFFIC, _abandoned),
)
"""The checks of tables and traffic."""
