"""Windows of rows: what a jump through the list asks of the service, beside the same SQL by the driver alone."""

from __future__ import annotations

import random
from statistics import median
from time import perf_counter

from sqlalchemy import URL

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.members import MemberService
from tests.bench import bare
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
    database, said = Database(url), bare.Said()
    service = MemberService(database)
    recorded = Database(url, connection_factory=said.connection)
    twin = MemberService(recorded)
    ids = service.ids(ListQuery())
    chance = random.Random(46)
    ours: list[float] = []
    theirs: list[float] = []
    connection = bare.connect(url)
    with connection.cursor() as cursor:
        for turn in range(TURNS):
            first = chance.randint(0, len(ids) - ROWS)
            wanted = tuple(ids[first : first + ROWS])
            twin.rows(wanted)  # tells the SQL; and both then find the pages in memory
            if turn % 2:
                theirs.append(bare.milliseconds(cursor, said.last))
            began = perf_counter()
            service.rows(wanted)
            ours.append((perf_counter() - began) * 1000)
            if not turn % 2:
                theirs.append(bare.milliseconds(cursor, said.last))
    for one in (connection, database, recorded):
        one.close()
    return median(ours), median(theirs)
