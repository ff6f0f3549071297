"""Windows of rows: what a jump through the list asks of the service, beside the same SQL by the driver alone."""

from __future__ import annotations

import random
from functools import partial
from statistics import median
from time import perf_counter
from typing import Any

import psycopg2
import psycopg2.extensions
from sqlalchemy import URL

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.members import MemberService
from tests.bench.halls import Hall
from tests.bench.outcome import Outcome

ROWS = 100
TURNS = 100


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's row of the table."""
    ours, theirs = measure(hall.url)
    what = f"a window of {ROWS} rows by the service (median)"
    return [Outcome(what, ours, "ms", None, theirs, "psycopg2, same SQL", 1.5)]


def measure(url: URL) -> tuple[float, float]:
    """Return the median milliseconds of a window by the service, and of the same SQL by bare psycopg2."""
    database, said = Database(url), _Said()
    service = MemberService(database)
    recorded = Database(url, connection_factory=said.connection)
    twin = MemberService(recorded)
    ids = service.ids(ListQuery())
    chance = random.Random(46)
    ours: list[float] = []
    theirs: list[float] = []
    connection = _bare(url)
    with connection.cursor() as cursor:
        for turn in range(TURNS):
            first = chance.randint(0, len(ids) - ROWS)
            wanted = tuple(ids[first : first + ROWS])
            twin.rows(wanted)  # tells the SQL; and both then find the pages in memory
            turns = [(theirs, partial(_all_rows, cursor, said.last)), (ours, partial(service.rows, wanted))]
            for figures, work in turns if turn % 2 else reversed(turns):
                began = perf_counter()
                work()
                figures.append((perf_counter() - began) * 1000)
    for one in (connection, database, recorded):
        one.close()
    return median(ours), median(theirs)


def _all_rows(cursor: Any, sql: bytes) -> None:
    cursor.execute(sql)
    cursor.fetchall()


class _Said:
    """Connections that remember the last statement as the server got it."""

    def __init__(self) -> None:
        self.last = b""
        said = self

        class Cursor(psycopg2.extensions.cursor):
            def execute(self, query: Any, *arguments: Any) -> None:
                super().execute(query, *arguments)
                said.last = self.query

        class Connection(psycopg2.extensions.connection):
            def cursor(self, *arguments: Any, **options: Any) -> Any:
                return super().cursor(*arguments, **{"cursor_factory": Cursor} | options)

        self.connection = Connection


def _bare(url: URL) -> Any:
    connection = psycopg2.connect(
        host=url.query.get("host") or url.host,
        port=url.port,
        user=url.username,
        password=url.password,
        dbname=url.database,
        options="-c timezone=UTC -c jit=off",
    )
    connection.autocommit = True
    return connection
