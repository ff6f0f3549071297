"""SQLAlchemy's side of a database: the pool of connections, and sessions for one statement or one transaction."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, CompoundSelect, Select, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg2 import PGDialect_psycopg2
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.sockets import InFlight, was_closed
from ip2a_desktop.domain.errors import DatabaseUnavailable


class Dialect(PGDialect_psycopg2):
    """The driver's dialect, without the round trip that it spends on every change between the two kinds of session.

    Given an isolation level by its name, even the server's own, the driver asks for it again each time. Sessions here
    are in autocommit or at the server's level, and nothing else.
    """

    driver = "ip2a"
    supports_statement_cache = True

    def set_isolation_level(self, dbapi_connection: Any, level: Any) -> None:
        """Go into autocommit or out of it; the server is told nothing."""
        dbapi_connection.autocommit = level == "AUTOCOMMIT"


registry.register("postgresql.ip2a", __name__, Dialect.__name__)
_DIALECT = Dialect()  # type: ignore[no-untyped-call]


class Sessions:
    """Sessions over a pool of connections.

    Args:
        url: of the database.
        connect: gives a new connection of the driver.
        in_flight: told of the connections that are lent.
    """

    def __init__(self, url: URL, connect: Callable[[], Any], in_flight: InFlight) -> None:
        ours = url.set(drivername="postgresql+ip2a")
        self._engine = create_engine(ours, pool_size=5, max_overflow=5, pool_timeout=15, creator=connect)
        event.listen(self._engine, "checkout", _refuse_closed)
        event.listen(self._engine, "checkout", lambda connection, _record, _fairy: in_flight.begin(connection))
        event.listen(self._engine, "checkin", lambda connection, _record: in_flight.end(connection))
        self._single = self._engine.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def statement(self) -> Iterator[Session]:
        """Give a session in which each statement is its own transaction."""
        with translated(), _patient(), Session(self._single, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Give a session whose statements take effect together at the end, or not at all."""
        with (
            translated(),
            _patient(),
            Session(self._engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """Lend a connection of the driver, in autocommit."""
        with _patient():
            lent = self._single.raw_connection()
        driver: Any = lent.dbapi_connection
        try:
            driver.autocommit = True
            yield driver
        finally:
            if driver.closed:
                lent.invalidate()
            elif lent.is_valid:
                driver.autocommit = False
            lent.close()

    def close(self) -> None:
        """Close the connections."""
        self._engine.dispose()


def compiled(statement: Select[Any] | CompoundSelect[*tuple[Any, ...]]) -> tuple[str, dict[str, Any]]:
    """Return a statement as the text and the parameters that the driver takes."""
    made = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    return made.string, dict(made.params)


@contextmanager
def _patient() -> Iterator[None]:
    """Say in a sentence that all connections were in use for too long."""
    try:
        yield
    except PoolTimeout as error:
        raise DatabaseUnavailable(
            "The database was too busy to take another question.",
            "Nothing was lost.",
            "Try again in a moment.",
        ) from error


def _refuse_closed(connection: Any, _record: Any, _fairy: Any) -> None:
    """Make the pool replace a connection that the server closed."""
    if was_closed(connection):
        raise DisconnectionError("the server closed this connection while it was idle")
