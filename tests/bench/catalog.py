"""The hourly look at hall size, beside a bare loop of its statements; and the nightly search for damage."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.maintenance.catalog import CATALOG_CHECKS, catalog_inspection
from ip2a_desktop.maintenance.corruption import CorruptionInspection
from ip2a_desktop.maintenance.inspecting import Inspection, Look, inspect
from tests.bench import bare
from tests.bench.halls import Hall
from tests.bench.measuring import p95
from tests.bench.outcome import Outcome

RUNS = 20


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    database = Database(hall.url)
    look = Look(database, Path())
    _run(catalog_inspection(), look)  # the first connection
    ours = [_run(catalog_inspection(), look) for _ in range(RUNS)]
    damage = median(_run(CorruptionInspection(), look) for _ in range(3))
    database.close()
    what = f"hall size: {len(CATALOG_CHECKS)} checks of the catalog, two round trips (p95 of {RUNS})"
    return [
        Outcome(what, p95(ours), "ms", 150, p95(_bare(hall)), "psycopg2, one statement after the other"),
        Outcome("hall size: every table and index read by amcheck (median of 3)", damage, "ms"),
    ]


def _run(inspection: Inspection, look: Look) -> float:
    began = perf_counter()
    results = list(inspect([inspection], look))
    took = (perf_counter() - began) * 1000
    broken = [one.words for one in results if one.verdict is Verdict.NOT_RUN and "could not answer" in one.words]
    assert not broken, broken
    return took


def _bare(hall: Hall) -> list[float]:
    with closing(bare.connect(hall.url)) as connection, connection.cursor() as cursor:
        statements = [one.sql.encode() for one in CATALOG_CHECKS if one.sql]
        return [sum(bare.milliseconds(cursor, sql) for sql in statements) for _ in range(RUNS)]
