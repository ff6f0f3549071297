"""Asks the database with low impact: read only, bounded in time, cancelled at once; and says why it could not."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import psycopg2
from psycopg2 import errorcodes

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import Cancelled, DatabaseUnavailable, HallError, NotAllowed
from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.maintenance.questions import Trouble

SECONDS = 60
"""How long one question may take."""

_BEFORE = """
SET TRANSACTION READ ONLY;
SET LOCAL statement_timeout = {milliseconds};
SET LOCAL lock_timeout = '1s';
SET LOCAL work_mem = '64MB';
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL search_path = public;
"""
"""Sent with each question, in one round trip and as one transaction, so that no snapshot or lock outlives it.

The planner takes a condition of many parts for one that most rows meet, where hardly any does: rows that come out of
a parallel scan are told to cost nothing, as there are none.
"""

_DAMAGED = {
    errorcodes.DATA_CORRUPTED: "A part of the table is damaged on the disk",
    errorcodes.INDEX_CORRUPTED: "An index of the table is damaged",
    errorcodes.CHARACTER_NOT_IN_REPERTOIRE: "A text of the table is not written in letters that can be read",
    errorcodes.UNTRANSLATABLE_CHARACTER: "A text of the table is not written in letters that can be read",
}
_MISSING = {
    errorcodes.UNDEFINED_COLUMN,
    errorcodes.UNDEFINED_TABLE,
    errorcodes.UNDEFINED_FUNCTION,
    errorcodes.UNDEFINED_OBJECT,
}


class Asker:
    """Asks questions, from several threads at once, until it is stopped.

    Args:
        database: as the person who looks.
        seconds: how long one question may take.
    """

    def __init__(self, database: Database, seconds: float = SECONDS) -> None:
        self._database = database
        self._before = _BEFORE.format(milliseconds=int(seconds * 1000))
        self._running: dict[int, Callable[[], None]] = {}
        self._guard = threading.Lock()
        self._stopped = False
        with database.statement():
            pass  # from now on a pool lends connections, where the first one alone would let one thread at a time

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Return what a question brings.

        Raises:
            HallError: a person can understand why not.
            psycopg2.Error: the question does not fit the database.
            Cancelled: it was stopped.
        """
        mine = threading.get_ident()

        def begun(cancel: Callable[[], None]) -> None:
            with self._guard:
                if self._stopped:
                    raise Cancelled("The checks were stopped.")
                self._running[mine] = cancel

        try:
            return self._database.ask(self._before + sql, begun)
        except HallError:
            if self._stopped:
                raise Cancelled("The checks were stopped.") from None
            raise
        finally:
            with self._guard:
                self._running.pop(mine, None)

    def stop(self) -> None:
        """End what runs and refuse what would follow."""
        with self._guard:
            self._stopped = True
            running = tuple(self._running.values())
        for cancel in running:
            cancel()


def trouble_of(error: Exception) -> Trouble:
    """Return why a question could not be answered, for a person."""
    if isinstance(error, NotAllowed):
        return Trouble(Verdict.PARTIAL, "You do not have the right to see what it looks at.")
    if isinstance(error, HallError):
        return Trouble(Verdict.NOT_RUN, error.what)
    if isinstance(error, UnicodeError):
        return Trouble(Verdict.NOT_RUN, f"{_DAMAGED[errorcodes.CHARACTER_NOT_IN_REPERTOIRE]}.")
    code = getattr(error, "pgcode", None) or ""
    said = str(getattr(getattr(error, "diag", None), "message_primary", None) or error).strip().rstrip(".")
    if code in _DAMAGED:
        return Trouble(Verdict.NOT_RUN, f"{_DAMAGED[code]} ({said}).")
    if code in _MISSING:
        return Trouble(Verdict.NOT_RUN, f"What it looks at is not there: {said}.")
    return Trouble(Verdict.NOT_RUN, f"PostgreSQL could not answer: {said}.")


def is_lost(error: Exception) -> bool:
    """Whether the server itself is away, so that asking rule by rule would only wait for each."""
    if isinstance(error, psycopg2.Error):
        return False
    return isinstance(error, DatabaseUnavailable) and not str(error.what).startswith(_PASSING)


_PASSING = ("The database took too long", "Somebody else is changing")
