"""What all tests share: a real PostgreSQL, a fresh copy of the migrated database for each test, counted round trips."""

import logging
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Never the keyring of the person who runs the tests.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"

import psycopg2.extensions
import pytest
from sqlalchemy import URL, create_engine, text

from ip2a_desktop.db import preparing
from ip2a_desktop.db.embedded import SUPERUSER, Address, EmbeddedServer
from ip2a_desktop.db.engine import Database
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService

PERSON = "ana"
PASSWORD = "a password of the tests"
_TEMPLATE = "ip2a_template"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Tests on the system's own PostgreSQL run when they are asked for; then a missing one is a failure."""
    parser.addoption("--all-servers", action="store_true", help="run tests/servers too, on the system's own PostgreSQL")
    parser.addoption(
        "--server", choices=("embedded", "system"), default="embedded", help="the PostgreSQL of tests that need one"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave tests/servers out unless it is asked for."""
    return True if collection_path.name == "servers" and not config.getoption("--all-servers") else None


@dataclass(frozen=True)
class Server:
    """The server of this test run: its address, and the superuser's password for set-up."""

    address: Address
    password: str

    @contextmanager
    def admin(self, database: str = "postgres") -> Iterator[Any]:
        """Give a superuser's connection in autocommit."""
        engine = create_engine(self.address.url(SUPERUSER, self.password, database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            yield connection
        engine.dispose()


def _in_memory() -> str | None:
    """Return the folder that Linux keeps in memory, where it has room for the servers of all workers."""
    shared = Path("/dev/shm")
    has_room = shared.is_dir() and shutil.disk_usage(shared).free > 6_000_000_000
    return str(shared) if has_room else None


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder outside the home that the server's own user can reach when the tests run as root.

    In memory where the system has room there: to make and drop a database for each test writes a thousand files,
    which takes a disk longer than most of the tests.
    """
    folder = Path(tempfile.mkdtemp(prefix="ip2a-tests-", dir=_in_memory()))
    folder.chmod(folder.stat().st_mode | stat.S_IXGRP | stat.S_IXOTH)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(open_folder: Path, pytestconfig: pytest.Config) -> Iterator[Server]:
    """A real PostgreSQL with the migrated template database; one for each worker."""
    if pytestconfig.getoption("--server") == "system":
        from tests.servers.template import office_server  # noqa: PLC0415 - only a run on this server needs it

        with office_server(open_folder / "office", _TEMPLATE, PERSON, PASSWORD) as (address, password):
            yield Server(address, password)
        return
    embedded = EmbeddedServer(open_folder / "server")
    address = embedded.start()
    password = embedded.superuser_password()
    preparing.prepare(address, password, _TEMPLATE, PERSON, PASSWORD)
    yield Server(address, password)
    embedded.stop()


@pytest.fixture
def database_url(server: Server) -> Iterator[URL]:
    """The URL of a fresh copy of the template database, for a person with all duties."""
    name = f"test_{uuid4().hex[:12]}"
    with server.admin() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}"))
        connection.execute(text(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO PUBLIC"))
    yield server.address.url(PERSON, PASSWORD, name)
    with server.admin() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def database(database_url: URL) -> Iterator[Database]:
    """The fresh database, as a person with all duties."""
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def person_with(server: Server, database_url: URL) -> Iterator[Callable[..., Database]]:
    """Sign in to the test's database as somebody with just the named duties."""
    made: list[Database] = []
    names: list[str] = []

    def sign_in(*duties: str) -> Database:
        name = f"p_{uuid4().hex[:10]}"
        with server.admin(database_url.database or "") as connection:
            connection.execute(text(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'"))
            for duty in duties:
                connection.execute(text(f"GRANT {duty} TO {name}"))
        names.append(name)
        made.append(Database(database_url.set(username=name)))
        return made[-1]

    yield sign_in
    for one in made:
        one.close()
    with server.admin() as connection:
        for name in names:
            connection.execute(text(f"DROP ROLE {name}"))


@dataclass
class RoundTrips:
    """How often the program asked the server and waited for the answer."""

    count: int = 0
    statements: list[str] = field(default_factory=list)

    def reset(self) -> None:
        """Begin to count again."""
        self.count = 0
        self.statements.clear()

    def add(self, statement: str) -> None:
        """Count one."""
        self.count += 1
        self.statements.append(statement)


@pytest.fixture
def counted(database_url: URL) -> Iterator[tuple[Database, RoundTrips]]:
    """The fresh database with every round trip counted, BEGIN and COMMIT among them."""
    trips = RoundTrips()
    opened = Database(database_url, connection_factory=_counting_connection(trips))
    with opened.statement() as session:
        session.execute(text("SELECT 1"))  # the first connection asks the server who it is
    trips.reset()
    yield opened, trips
    opened.close()


class _CountingCursor(psycopg2.extensions.cursor):
    """Counts what is sent to the server, and the BEGIN that the driver sends before it."""

    connection: "_CountingConnection"

    def _sent(self, query: Any) -> None:
        if self.connection.is_idle() and not self.connection.autocommit:
            self.connection.trips.add("BEGIN")
        self.connection.trips.add(str(query))

    def execute(self, query: Any, *args: Any) -> None:
        self._sent(query)
        super().execute(query, *args)

    def executemany(self, query: Any, rows: Any) -> None:
        for row in rows:
            self.execute(query, row)

    def copy_expert(self, sql: Any, file: Any, *args: Any) -> None:
        self._sent(sql)
        super().copy_expert(sql, file, *args)


class _CountingConnection(psycopg2.extensions.connection):
    """Counts the end of a transaction too, where one was begun."""

    trips: RoundTrips

    def is_idle(self) -> bool:
        return self.info.transaction_status == psycopg2.extensions.TRANSACTION_STATUS_IDLE

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        return super().cursor(*args, **{"cursor_factory": _CountingCursor, **kwargs})

    def commit(self) -> None:
        if not self.is_idle():
            self.trips.add("COMMIT")
        super().commit()

    def rollback(self) -> None:
        if not self.closed and not self.is_idle():
            self.trips.add("ROLLBACK")
        super().rollback()


def _counting_connection(trips: RoundTrips) -> type[psycopg2.extensions.connection]:
    return type("Counting", (_CountingConnection,), {"trips": trips})


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logged a warning or worse without saying that it expects to (mark ``logs``)."""
    caplog.set_level(logging.WARNING)
    yield
    if request.node.get_closest_marker("logs"):
        return
    loud = [r for phase in ("setup", "call") for r in caplog.get_records(phase) if r.levelno >= logging.WARNING]
    assert not loud, f"unexpected log lines: {[r.getMessage() for r in loud]}"


@pytest.fixture
def members(database: Database) -> MemberService:
    """The members' use cases on the fresh database."""
    return MemberService(database)


@pytest.fixture
def employers(database: Database) -> EmployerService:
    """The employers' use cases on the fresh database."""
    return EmployerService(database)


@pytest.fixture
def notes(database: Database) -> NoteService:
    """The notes' use cases on the fresh database."""
    return NoteService(database)
