"""A whole hall at once, by COPY: into an empty database only, in one transaction, every row with its audit line."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, Protocol

from psycopg2 import sql
from psycopg2.errors import QueryCanceled
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import ImportBatch
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import BatchKind, Counts, RowFate
from ip2a_desktop.domain.progress import Progress, silent

_AT_ONCE = 1 << 18  # bytes handed to the driver


class Lines(Protocol):
    """Rows of one table as lines of COPY."""

    @property
    def table(self) -> str:
        """Which table."""

    @property
    def columns(self) -> tuple[str, ...]:
        """What each line holds, in this order."""

    @property
    def rows(self) -> int:
        """How many there are."""

    @property
    def lines(self) -> Iterable[str]:
        """The lines, many at once, each with its end."""


class BulkService:
    """Puts in whole tables.

    Args:
        database: as a person with all duties.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def put_in(self, tables: Iterable[Lines], total: int, progress: Progress = silent) -> dict[str, int]:
        """Put tables into an empty database, all of it or nothing; return how many rows each got.

        Args:
            tables: in the order in which they refer to each other; each is asked for when the one before is in.
            total: about how many rows there will be, for the progress.
            progress: told how far it is; when it raises, nothing is kept.

        Raises:
            RuleViolation: the hall is not empty.
            NotAllowed: this person does not hold all duties.
            Cancelled: the person cancelled.
        """
        batch_id = new_id()
        made: dict[str, int] = {}
        with self._database.transaction() as session:
            session.execute(insert(ImportBatch).values(id=batch_id, kind=BatchKind.SAMPLE.value))
            session.execute(select(func.stress_begin(batch_id)))
            for one in tables:
                made[one.table] = _put(session, one, partial(_tell, progress, sum(made.values()), total))
            session.execute(select(func.stress_end()))
            done = sum(made.values())
            finished = {"counts": Counts({RowFate.NEW: done}).to_json(), "finished_at": func.clock_timestamp()}
            session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(finished))
            progress(done, done, f"Stress data: {done:,} records")
        return made


def _tell(progress: Progress, before: int, total: int, done: int) -> None:
    done += before
    progress(done, max(done, total), f"Stress data: {done:,} records")


def _put(session: Session, one: Lines, tell: Callable[[int], None]) -> int:
    """Send the lines to the session's own table, and let the server put them where they belong; return how many."""
    tell(0)
    session.execute(select(func.stress_open(one.table, list(one.columns))))
    driver: Any = session.connection().connection.dbapi_connection
    columns = sql.SQL(", ").join(map(sql.Identifier, one.columns))
    with driver.cursor() as cursor:
        copy = sql.SQL("COPY pg_temp.stress_row ({}) FROM STDIN").format(columns)
        source = _Source(one.lines, tell)
        try:
            cursor.copy_expert(copy, source, _AT_ONCE)
        except QueryCanceled as error:
            raise source.stopped_by or error from error
    return int(session.execute(select(func.stress_take(one.table))).scalar_one())


class _Source:
    """Lines as the file that the driver reads; they are made while it reads."""

    def __init__(self, lines: Iterable[str], tell: Callable[[int], None]) -> None:
        self._lines: Iterator[str] = iter(lines)
        self._tell = tell
        self._done = 0
        self._left = b""
        self.stopped_by: Cancelled | None = None

    def read(self, most: int) -> bytes:
        """Return at most so many bytes, none at the end."""
        parts, length = [self._left], len(self._left)
        while length < most:
            lines = next(self._lines, None)
            if lines is None:
                break
            self._done += lines.count("\n")
            parts.append(lines.encode())
            length += len(parts[-1])
        try:
            self._tell(self._done)
        except Cancelled as error:  # the driver would tell only that the reading failed
            self.stopped_by = error
            raise
        whole = b"".join(parts)
        self._left = whole[most:]
        return whole[:most]
