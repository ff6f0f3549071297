"""A whole hall made, beside a bare COPY of the same rows; people at work in it; its backup beside the bare programs."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

import psycopg2
from sqlalchemy import URL, Connection, create_engine, text

from ip2a_desktop.db import programs
from ip2a_desktop.db.address import address_of
from ip2a_desktop.db.engine import Database
from ip2a_desktop.maintenance.backups import BackupService
from ip2a_desktop.maintenance.load.plan import STRESS as LOAD
from ip2a_desktop.maintenance.load.running import run_load
from ip2a_desktop.seed.stress.hall import make_hall
from tests.bench.halls import Data, Hall
from tests.bench.outcome import Outcome

MOST_SEED, MOST_BACKUP = 2.0, 3.0
MOST_P99 = 250.0
MOST_FOR_A_THOUSAND = 1_000.0
MEMBERS = 10_000
_BESIDE = "COPY of the same rows with audit lines, indexes, checks, references; no triggers"
# In the order in which they refer to each other: every table that holds rows.
_TABLES = "SELECT t.name FROM stress_tables() WITH ORDINALITY AS t (name, is_recorded, place) ORDER BY t.place"
_COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
     WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def nothing(_connection: Connection, _rows: int) -> None:
    """Leave the database empty: making the hall is what is measured."""


HALL = Data("stress", MEMBERS, "members (the part makes them itself)", nothing)


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    with _twin(hall) as twin:
        ours, rows, theirs = seeded(hall, twin)
    found = [
        Outcome(f"a hall of {rows:,} rows made by seed --stress", ours, "s", None, theirs, _BESIDE, MOST_SEED),
        *at_work(hall),
    ]
    return [*found, backed_up(hall)]


def seeded(hall: Hall, twin: URL) -> tuple[float, int, float]:
    """Return the seconds for a hall, its rows, and the seconds for a bare COPY of them."""
    began = perf_counter()
    made = make_hall(hall.url, scale=hall.rows / MEMBERS)
    ours = perf_counter() - began
    folder = Path(tempfile.mkdtemp(prefix="ip2a-bench-rows-"))
    try:
        with _superuser(hall.admin_url) as connection, connection.cursor() as cursor:
            cursor.execute(_TABLES)
            tables = ["import_batch", *(row[0] for row in cursor.fetchall()), "import_row", "audit_log"]
            columns = {}
            for table in tables:
                cursor.execute(_COLUMNS, (table,))
                columns[table] = cursor.fetchone()[0]
                with (folder / table).open("wb") as file:
                    cursor.copy_expert(f"COPY {table} ({columns[table]}) TO STDOUT", file)
        return ours, made.total, _copied(twin, folder, columns)
    finally:
        shutil.rmtree(folder)


def _copied(twin: URL, folder: Path, columns: dict[str, str]) -> float:
    with _superuser(twin) as connection, connection.cursor() as cursor:
        for table in columns:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        connection.commit()
        began = perf_counter()
        for table, listed in columns.items():
            with (folder / table).open("rb") as file:
                cursor.copy_expert(f"COPY {table} ({listed}) FROM STDIN", file, 1 << 18)
        connection.commit()
        return perf_counter() - began


def at_work(hall: Hall) -> list[Outcome]:
    """Return how many people at once fare."""
    database = Database(hall.url)
    report = run_load(database, replace(LOAD, users=200))
    database.close()
    who = f"{report.at_work} people at work at once"
    note = f"{report.processor:.1f} ms of a processor for each operation go to the people themselves, on this machine"
    pace = 1_000_000 / report.a_second if report.a_second else None
    return [
        Outcome(f"{who}: 99 of 100 operations within", report.all.p99, "ms", MOST_P99, note=note),
        Outcome(f"{who}: time for 1,000 operations", pace, "ms", MOST_FOR_A_THOUSAND),
        Outcome(f"{who}: operations that failed", float(report.all.failed + 200 - report.at_work), "", 0.0),
    ]


def backed_up(hall: Hall) -> Outcome:
    """Return how long a backup with its restore takes, beside pg_dump and pg_restore alone."""
    folder = Path(tempfile.mkdtemp(prefix="ip2a-bench-backup-"))
    folder.chmod(0o755)  # as root the scratch server is another user
    try:
        database = Database(hall.url)
        began = perf_counter()
        made = BackupService(database, folder).back_up(folder=folder / "backups")
        ours = perf_counter() - began
        database.close()
        note = "" if made.is_verified else f"NOT PROVED: {made.proof}"
        theirs = _dumped(hall, folder)
        beside = "pg_dump -Fc, pg_restore into an empty database"
        what = "a backup, read in full, restored and compared"
        return Outcome(what, ours if made.is_verified else None, "s", None, theirs, beside, MOST_BACKUP, note)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _dumped(hall: Hall, folder: Path) -> float:
    tools, file = programs.with_program(), folder / "bare.dump"
    with _twin(hall, template="template0") as twin:
        began = perf_counter()
        environment = programs.environment_of(hall.admin_url)
        programs.run(tools.path("pg_dump"), ["--format=custom", f"--file={file}"], environment)
        arguments = ["--jobs=2", f"--dbname={twin.database}", str(file)]
        programs.run(tools.path("pg_restore"), arguments, programs.environment_of(twin))
        return perf_counter() - began


@contextmanager
def _twin(hall: Hall, template: str = "") -> Iterator[URL]:
    """Give another database beside the hall's: a copy of it as it is now, or an empty one."""
    name = f"{hall.admin_url.database}_twin"
    engine = create_engine(hall.admin_url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template or hall.admin_url.database}"'))
        try:
            yield hall.admin_url.set(database=name)
        finally:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    engine.dispose()


@contextmanager
def _superuser(url: URL) -> Iterator[Any]:
    connection = psycopg2.connect(**address_of(url).arguments())
    try:
        with connection:
            yield connection
    finally:
        connection.close()
