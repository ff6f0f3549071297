"""Connections: sessions for one statement or one transaction, driver errors turned into sentences, ids by COPY.

A connection that the server closed while it lay in the pool (a restart) is replaced before anything is sent, so a
read or a save simply works. What was sent is never sent again from here: it may have taken effect.

SQLAlchemy is loaded when the first session is wanted. What a start has to ask goes to the driver itself, on a first
connection that the pool takes over later.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from typing import TYPE_CHECKING, Any

import psycopg2
from psycopg2 import extras

from ip2a_desktop.db.address import ServerAddress, address_of
from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.sockets import InFlight, was_closed

if TYPE_CHECKING:
    from sqlalchemy import URL, CompoundSelect, Select
    from sqlalchemy.orm import Session

    from ip2a_desktop.db.sessions import Sessions

_CONNECT_SECONDS = 10
_OPTIONS = "-c timezone=UTC -c lock_timeout=2s -c jit=off -c enable_parallel_append=off"
"""Said while connecting, so that it costs no round trip."""

extras.register_uuid()  # type: ignore[no-untyped-call]  # for what is handed to the driver itself


class Database:
    """One database, as one person.

    Args:
        address: with the person's login role.
        connect_args: further arguments of the driver.
    """

    def __init__(self, address: ServerAddress | URL | str, **connect_args: Any) -> None:
        self.address = address_of(address)
        self._arguments = {
            "connect_timeout": _CONNECT_SECONDS,
            "application_name": "IP2A Desktop",
            "options": _OPTIONS,
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 3,
            **self.address.arguments(),
            **connect_args,
        }
        self.in_flight = InFlight()
        self._first: Any = None
        self._first_in_use = threading.Lock()
        self._sessions: Sessions | None = None
        self._loading = threading.Lock()
        self.duties: frozenset[str] | None = None

    def arguments(self) -> dict[str, Any]:
        """Return the driver's arguments, for a connection that is not of the pool."""
        return dict(self._arguments)

    def for_making_up(self) -> Database:
        """Return another access for data that is made up: no commit waits for the disk, which has it a moment later."""
        return Database(self.address, options=f"{_OPTIONS} -c synchronous_commit=off")

    @property
    def url(self) -> URL:
        """The address as SQLAlchemy's URL."""
        return self.address.url()

    def statement(self) -> AbstractContextManager[Session]:
        """Give a session in which each statement is its own transaction: one statement, one round trip.

        Raises:
            HallError: what the driver said, in a sentence.
        """
        return self._loaded().statement()

    def transaction(self) -> AbstractContextManager[Session]:
        """Give a session whose statements take effect together at the end, or not at all.

        Raises:
            HallError: what the driver said, in a sentence.
        """
        return self._loaded().transaction()

    def copy_ids(self, statement: Select[Any] | CompoundSelect[*tuple[Any, ...]]) -> bytes:
        """Return the one uuid column of a query as the bytes of a binary COPY, in one round trip."""
        from ip2a_desktop.db.sessions import compiled  # noqa: PLC0415 - who has a statement has SQLAlchemy loaded

        return self.copy(*compiled(statement))

    def copy(self, sql: str, parameters: Mapping[str, Any]) -> bytes:
        """Return what a query finds as the bytes of a binary COPY, in one round trip."""
        with self._cursor() as cursor:
            query = cursor.mogrify(sql, parameters).decode()
            target = io.BytesIO()
            cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT binary)", target)
            return target.getvalue()

    def fetch(self, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return what a statement finds, as the driver gives it, in one round trip.

        For what is asked at the start and at every jump through a list: there a session costs as much as the rows.
        """
        with self._cursor() as cursor:
            cursor.execute(sql, parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    def ask(self, sql: str, begun: Callable[[Callable[[], None]], None]) -> list[tuple[Any, ...]]:
        """Return what the last of some statements finds; they are one transaction and one round trip.

        Args:
            sql: without parameters; a percent sign is a percent sign.
            begun: called before they are sent with what ends them from another thread.
        """
        with self._cursor() as cursor:
            begun(cursor.connection.cancel)
            cursor.execute(sql)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """Give a cursor of the driver in autocommit: of the pool, or of the first connection while there is none."""
        with translated(), self._lent() as connection, closing(connection.cursor()) as cursor:
            yield cursor

    @contextmanager
    def _lent(self) -> Iterator[Any]:
        if self._sessions is not None:
            with self._sessions.connection() as connection:
                yield connection
            return
        with self._first_in_use:
            if self._first is None or was_closed(self._first):
                self._first = self._connect()
            self._first.autocommit = True
            self.in_flight.begin(self._first)
            lent = self._first
            try:
                yield lent
            except psycopg2.Error:
                if self._first.closed:
                    self._first = None
                raise
            finally:
                self.in_flight.end(lent)

    def _connect(self) -> Any:
        return psycopg2.connect(**self._arguments)

    def _connect_for_pool(self) -> Any:
        """Return the first connection where it is there and idle, else another one."""
        if self._first is not None and self._first_in_use.acquire(blocking=False):
            try:
                first, self._first = self._first, None
            finally:
                self._first_in_use.release()
            if first is not None:
                first.autocommit = False
                return first
        return self._connect()

    def _loaded(self) -> Sessions:
        """Load SQLAlchemy, the first time that a session is wanted."""
        with self._loading:
            if self._sessions is None:
                from ip2a_desktop.db.sessions import Sessions  # noqa: PLC0415 - half a second that no first row needs

                self._sessions = Sessions(self.address.url(), self._connect_for_pool, self.in_flight)
            return self._sessions

    def close(self) -> None:
        """Close the connections."""
        with self._first_in_use:
            if self._first is not None:
                self._first.close()
                self._first = None
        if self._sessions is not None:
            self._sessions.close()
