"""Damage in the files of tables and indexes, found by PostgreSQL's own amcheck; and indexes that are mostly air."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import psycopg2
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, NotAllowed
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import counted
from ip2a_desktop.maintenance.inspecting import Look

TABLES = Check("corruption.tables", "The files of the tables are whole", Group.SERVER)
INDEXES = Check("corruption.indexes", "Every index agrees with its table", Group.SERVER)
BLOAT = Check("corruption.bloat", "Large indexes are not mostly empty", Group.SPEED)

_GRANT = "Ask whoever keeps the server to run ip2adb migrate as superuser, and to grant you ip2a_maintenance."
_ASIDE = "Make no changes. Copy the data folder as it is, and look at the disk."
_LARGE_BYTES = 10 << 20
_LOOSE_PERCENT = 50

_AVAILABLE = """
SELECT to_regprocedure('verify_heapam(regclass,boolean,boolean,text,bigint,bigint)') IS NOT NULL,
       CASE WHEN to_regprocedure('bt_index_check(regclass,boolean,boolean)') IS NOT NULL
            THEN 'bt_index_check(%s, true, true)'
            WHEN to_regprocedure('bt_index_check(regclass,boolean)') IS NOT NULL THEN 'bt_index_check(%s, true)' END,
       CASE WHEN to_regprocedure('gin_index_check(regclass)') IS NOT NULL THEN 'gin_index_check(%s)' END,
       to_regprocedure('pgstatindex(regclass)') IS NOT NULL
""".replace("%", "%%")
_TARGETS = """
SELECT c.oid::bigint, c.relname::text, coalesce(i.indrelid::regclass::text, ''), c.relkind::text, m.amname::text,
       pg_relation_size(c.oid), coalesce(i.indisvalid, true)
  FROM pg_class AS c LEFT JOIN pg_index AS i ON i.indexrelid = c.oid JOIN pg_am AS m ON m.oid = c.relam
 WHERE c.relkind IN ('r', 'i') AND c.relpersistence = 'p'
   AND (c.relnamespace = 'public'::regnamespace
        OR c.oid IN (SELECT t.reltoastrelid FROM pg_class AS t WHERE t.relnamespace = 'public'::regnamespace))
 ORDER BY pg_relation_size(c.oid), c.relname
"""


@dataclass(frozen=True)
class _Target:
    oid: int
    name: str
    table: str
    kind: str
    method: str
    size: int
    is_valid: bool


class CorruptionInspection:
    """Reads every table and index of the program once; writers are not held up."""

    checks: Sequence[Check] = (TABLES, INDEXES, BLOAT)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the three results."""
        database = look.database
        heap, tree, inverted, density = database.fetch(_AVAILABLE, {})[0]
        targets = [_Target(*row) for row in database.fetch(_TARGETS, {})]
        tables = [one for one in targets if one.kind == "r"]
        indexes = [one for one in targets if one.kind == "i" and one.is_valid]
        yield _tables(look, tables) if heap else _missing(TABLES, "amcheck")
        yield _indexes(look, indexes, {"btree": tree, "gin": inverted}) if tree else _missing(INDEXES, "amcheck")
        yield _bloat(database, indexes) if density else _missing(BLOAT, "pgstattuple")


def _missing(check: Check, extension: str) -> CheckResult:
    return CheckResult(check, Verdict.NOT_RUN, f"The server has no {extension}. {_GRANT}")


def _tables(look: Look, tables: Sequence[_Target]) -> CheckResult:
    damaged: list[Item] = []
    for done, one in enumerate(tables):
        look.progress(done, len(tables), TABLES.title)
        try:
            rows = look.database.fetch(_HEAP, {"oid": one.oid})
        except (DBAPIError, psycopg2.Error) as error:
            damaged.append(Item(one.name, one.name, detail=_first_line(error)))
            continue
        except NotAllowed:
            return CheckResult(TABLES, Verdict.PARTIAL, f"You may not check the tables. {_GRANT}")
        damaged += [Item(f"{one.name}:{block}", one.name, detail=f"page {block}: {words}") for block, words in rows]
    if not damaged:
        return CheckResult(TABLES, Verdict.PASS, f"{counted(len(tables), 'table', 'tables')} read to the last page.")
    hurt = len({item.words for item in damaged})
    finding = Finding(
        TABLES.name, Severity.CRITICAL, "", f"{counted(hurt, 'table is', 'tables are')} damaged on the disk.",
        f"{_ASIDE} Then restore the newest verified backup into a new database and compare.",
        len(damaged), tuple(damaged[:100]),
    )  # fmt: skip
    return CheckResult(TABLES, Verdict.FAIL, finding.words, (finding,))


_HEAP = """
SELECT blkno, min(msg) FROM verify_heapam(%(oid)s::bigint::oid::regclass, on_error_stop => false,
                                          check_toast => true, skip => 'none')
 GROUP BY blkno ORDER BY blkno LIMIT 100
"""


def _indexes(look: Look, indexes: Sequence[_Target], functions: dict[str, str | None]) -> CheckResult:
    able = [one for one in indexes if functions.get(one.method)]
    try:
        if _all_agree(look.database, able, functions):
            return _agreed(able, indexes)
    except NotAllowed:
        return CheckResult(INDEXES, Verdict.PARTIAL, f"You may not check the indexes. {_GRANT}")
    damaged: list[Item] = []
    for done, one in enumerate(able):
        look.progress(done, len(able), INDEXES.title)
        try:
            look.database.fetch(f"SELECT {_call(one, functions)}", {})
        except (DBAPIError, psycopg2.Error) as error:
            damaged.append(Item(one.name, one.name, detail=f"{one.table}: {_first_line(error)}"))
    if not damaged:
        return _agreed(able, indexes)
    finding = Finding(
        INDEXES.name, Severity.CRITICAL, "", f"{counted(len(damaged), 'index disagrees', 'indexes disagree')} with "
        f"the table: searches may miss records.",
        f"Rebuild it (REINDEX INDEX CONCURRENTLY). {_ASIDE}", len(damaged), tuple(damaged), Repair.PREVIEW,
    )  # fmt: skip
    return CheckResult(INDEXES, Verdict.FAIL, finding.words, (finding,))


def _all_agree(database: Database, indexes: Sequence[_Target], functions: dict[str, str | None]) -> bool:
    """Check all in one round trip; False where one of them (or something else) made it fail."""
    calls = ", ".join(_call(one, functions) for one in indexes)
    try:
        database.fetch(f"SELECT {calls}", {})
    except NotAllowed:
        raise
    except DatabaseUnavailable as error:
        if not getattr(error.__cause__, "pgcode", None):
            raise
        return False
    except (HallError, DBAPIError, psycopg2.Error):
        return False
    return True


def _call(one: _Target, functions: dict[str, str | None]) -> str:
    return (functions[one.method] or "") % f"{one.oid}::oid::regclass"


def _agreed(able: Sequence[_Target], indexes: Sequence[_Target]) -> CheckResult:
    left = len(indexes) - len(able)
    words = f"{counted(len(able), 'index', 'indexes')} compared with their tables, row by row."
    if left:
        words += (
            f" {counted(left, 'index of another kind has', 'indexes of other kinds have')} no check on this server."
        )
    return CheckResult(INDEXES, Verdict.PARTIAL if left else Verdict.PASS, words)


def _bloat(database: Database, indexes: Sequence[_Target]) -> CheckResult:
    large = [one for one in indexes if one.method == "btree" and one.size >= _LARGE_BYTES]
    try:
        density = {one.name: database.fetch(_DENSITY, {"oid": one.oid})[0][0] for one in large}
    except NotAllowed:
        return CheckResult(BLOAT, Verdict.PARTIAL, f"You may not measure the indexes. {_GRANT}")
    loose = [
        Item(name, name, detail=f"{share:.0f} % full") for name, share in density.items() if share < _LOOSE_PERCENT
    ]
    if not loose:
        words = f"{counted(len(large), 'large index', 'large indexes')} measured." if large else "None is large yet."
        return CheckResult(BLOAT, Verdict.PASS, words)
    finding = Finding(
        BLOAT.name, Severity.LOW, "", f"{counted(len(loose), 'large index is', 'large indexes are')} half empty.",
        "Rebuild them (REINDEX INDEX CONCURRENTLY) at a quiet hour.", len(loose), tuple(loose), Repair.SAFE,
    )  # fmt: skip
    return CheckResult(BLOAT, Verdict.WARN, finding.words, (finding,))


_DENSITY = "SELECT avg_leaf_density FROM pgstatindex(%(oid)s::bigint::oid::regclass)"


def _first_line(error: Exception) -> str:
    words = str(getattr(error, "orig", None) or error).splitlines()
    return words[0] if words else type(error).__name__
