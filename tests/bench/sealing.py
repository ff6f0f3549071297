"""The seals over 300,000 lines of the record of who did what, beside hashing those lines and nothing else."""

from __future__ import annotations

from contextlib import closing
from statistics import median
from time import perf_counter

from sqlalchemy import Connection, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.maintenance.seals import SealService
from tests.bench import bare
from tests.bench.halls import Data, Hall
from tests.bench.outcome import Outcome

_LINES = """
INSERT INTO audit_log (action, table_name, record_id, subject_id, before, after)
SELECT 'update', 'member', gen_random_uuid(), gen_random_uuid(),
       jsonb_build_object('city', 'Kent', 'phone', '+1206555' || n),
       jsonb_build_object('city', 'Seattle', 'phone', '+1206556' || n, 'address_line1', n || ' Main Street')
  FROM generate_series(1, :rows) AS n
"""
_HASHES = b"SELECT count(sha256(convert_to(a::text, 'UTF8'))) FROM audit_log AS a"


def fill(connection: Connection, rows: int) -> None:
    """Write so many lines."""
    connection.execute(text(_LINES), {"rows": rows})


LINES = Data("sealing", 300_000, "lines of the record", fill)


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    database = Database(hall.url)
    service = SealService(database)
    began = perf_counter()
    service.seal()
    sealed = (perf_counter() - began) * 1000
    verified = []
    for _ in range(3):
        began = perf_counter()
        report = service.verify()
        verified.append((perf_counter() - began) * 1000)
        assert (report.problems, report.rows) == ((), hall.rows)
    database.close()
    with closing(bare.connect(hall.url)) as connection, connection.cursor() as cursor:
        hashed = median(bare.milliseconds(cursor, _HASHES) for _ in range(3))
    beside = "hashing alone, with parallel workers"
    return [
        Outcome(f"{hall.rows:,} lines of the record sealed", sealed, "ms", None, hashed, beside),
        Outcome(
            f"{hall.rows:,} lines compared with their seals (median of 3)", median(verified), "ms", 3000, hashed, beside
        ),
    ]
