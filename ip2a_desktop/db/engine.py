"""Connections: sessions for one statement or one transaction, driver errors turned into sentences, ids by COPY.

A connection that the server closed while it lay in the pool (a restart) is replaced before anything is sent, so a
read or a save simply works. What was sent is never sent again from here: it may have taken effect.
"""

import io
import selectors
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

import psycopg2
from psycopg2 import extras
from sqlalchemy import URL, CompoundSelect, Select, create_engine, event, make_url
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session

from ip2a_desktop.db.driver_errors import translated

_CONNECT_SECONDS = 10
_DIALECT = postgresql.psycopg2.dialect()  # type: ignore[no-untyped-call]

extras.register_uuid()  # type: ignore[no-untyped-call]  # for the one place below that hands parameters to the driver itself


class Database:
    """One database, as one person.

    Args:
        url: with the person's login role; the driver may be left out.
        connect_args: further arguments of the driver.
    """

    def __init__(self, url: URL | str, **connect_args: Any) -> None:
        self.url = make_url(url).set(drivername="postgresql+psycopg2")
        self._engine = create_engine(
            self.url,
            pool_size=5,
            max_overflow=5,
            pool_timeout=15,
            connect_args={
                "connect_timeout": _CONNECT_SECONDS,
                "application_name": "IP2A Desktop",
                # Said while connecting, so that it costs no round trip.
                "options": "-c timezone=UTC -c lock_timeout=2s -c jit=off -c enable_parallel_append=off",
                "keepalives_idle": 15,
                "keepalives_interval": 5,
                "keepalives_count": 3,
                **connect_args,
            },
        )
        event.listen(self._engine, "checkout", _refuse_closed)
        self._single = self._engine.execution_options(isolation_level="AUTOCOMMIT")
        self.duties: frozenset[str] | None = None

    @contextmanager
    def statement(self) -> Iterator[Session]:
        """Give a session in which each statement is its own transaction: one statement, one round trip.

        Raises:
            HallError: what the driver said, in a sentence.
        """
        with translated(), Session(self._single, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose statements take effect together at the end, or not at all.

        Raises:
            HallError: what the driver said, in a sentence.
        """
        with translated(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    def copy_ids(self, statement: Select[Any] | CompoundSelect[*tuple[Any, ...]]) -> bytes:
        """Return the one uuid column of a query as the bytes of a binary COPY, in one round trip."""
        compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
        with self._cursor() as cursor:
            query = cursor.mogrify(compiled.string, compiled.params).decode()
            target = io.BytesIO()
            cursor.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT binary)", target)
            return target.getvalue()

    def fetch(self, sql: str, parameters: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Return what a statement finds, as the driver gives it, in one round trip.

        For what is asked at every jump through a list: there a session costs as much as the rows themselves.
        """
        with self._cursor() as cursor:
            cursor.execute(sql, parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found

    @contextmanager
    def _cursor(self) -> Iterator[Any]:
        """Give a cursor of the driver in autocommit."""
        with translated():
            connection = self._single.raw_connection()
            try:
                connection.dbapi_connection.autocommit = True  # type: ignore[union-attr]
                with closing(connection.cursor()) as cursor:
                    yield cursor
            except psycopg2.Error as error:
                if connection.dbapi_connection.closed:  # type: ignore[union-attr]
                    connection.invalidate(error)
                raise
            finally:
                if connection.is_valid:
                    connection.dbapi_connection.autocommit = False  # type: ignore[union-attr]
                connection.close()

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


def _refuse_closed(connection: Any, _record: Any, _fairy: Any) -> None:
    """Make the pool replace a connection that the server closed; looking at its socket costs no round trip.

    Nothing was asked on it, so anything there is to read is the server's good-bye (or news that a new connection
    brings as well).
    """
    with selectors.DefaultSelector() as looking:
        looking.register(connection.fileno(), selectors.EVENT_READ)
        if looking.select(timeout=0):
            raise DisconnectionError("the server closed this connection while it was idle")
