"""The person's own database on the embedded server: made, migrated, and signed in to without superuser rights."""

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from psycopg2 import errors
from sqlalchemy import URL, Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

from ip2a_desktop.db import schema
from ip2a_desktop.db.access import DUTIES, MAINTENANCE, OWNER
from ip2a_desktop.db.embedded import SUPERUSER, Address, EmbeddedServer
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.proving import BACKUP_ROLE
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, RuleViolation

DATABASE = "ip2a"


class LocalDatabase:
    """The embedded server of a data folder with its one database.

    Args:
        folder: the person's data folder.
    """

    def __init__(self, folder: Path) -> None:
        self.server = EmbeddedServer(folder)

    def open(self) -> Database:
        """Start or join the server, make or migrate the database, and sign the person in.

        Raises:
            SchemaMismatch: the database is of a newer version.
            HallError: the server does not start, or the folder cannot be used.
        """
        address = self.server.start()
        try:
            password = self.server.person_password()
            database = Database(address.url(login_name(), password, DATABASE))
            if not _is_ready(database):
                with self.server.locked():
                    if not _is_ready(database):  # unless another copy just set it up
                        prepare(address, self.server.superuser_password(), DATABASE, login_name(), password)
        except BaseException:
            self.server.stop()
            raise
        return database

    def close(self) -> None:
        """Leave the server."""
        self.server.stop()

    def version(self) -> str | None:
        """Return the version of the schema as it stands, None where nothing was made yet."""
        address = self.server.start()
        engine = _admin(address, self.server.superuser_password(), "postgres")
        try:
            with engine.connect() as connection:
                there = connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": DATABASE})
            if not there:
                return None
            database = Database(address.url(SUPERUSER, self.server.superuser_password(), DATABASE))
            with database.statement() as session:
                found = schema.version_of(session)
            database.close()
            return found
        finally:
            engine.dispose()
            self.server.stop()

    def set_aside(self) -> str:
        """Rename the database, so that the next opening makes an empty one; return the name under which it is kept.

        Raises:
            DatabaseUnavailable: somebody is using it.
        """
        kept = f"{DATABASE}_until_{datetime.now(UTC):%Y%m%d_%H%M%S}"
        address = self.server.start()
        engine = _admin(address, self.server.superuser_password(), "postgres")
        try:
            with engine.connect() as connection:
                connection.execute(text(f'ALTER DATABASE "{DATABASE}" RENAME TO "{kept}"'))
        except OperationalError as error:
            if not isinstance(error.orig, errors.ObjectInUse):
                raise
            raise DatabaseUnavailable(
                "The program is open on this database.", "Nothing was changed.", "Close it everywhere and try again."
            ) from error
        finally:
            engine.dispose()
            self.server.stop()
        return kept

    @contextmanager
    def new_database(self, name: str) -> Iterator[URL]:
        """Give the superuser's URL of a new empty database beside the live one; gone again if the block fails.

        The server is running: this is asked of a database that is open.

        Raises:
            RuleViolation: there is a database of this name.
        """
        address, password = self.server.start(), self.server.superuser_password()
        engine = _admin(address, password, "postgres")
        try:
            with engine.connect() as connection:
                if connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": name}):
                    raise RuleViolation({"name": f"There is a database named {name} already. Choose a new name."})
                connection.execute(text(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE template0'))
            try:
                yield address.url(SUPERUSER, password, name)
            except BaseException:
                with engine.connect() as connection:
                    connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
                raise
            with engine.connect() as connection:
                connection.execute(text(f'REVOKE ALL ON DATABASE "{name}" FROM PUBLIC'))
                connection.execute(text(f'GRANT CONNECT, TEMPORARY ON DATABASE "{name}" TO {", ".join(DUTIES)}'))
        finally:
            engine.dispose()


def login_name() -> str:
    """Return the person's login role: the name of the system's user, in letters that need no quoting."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no such variable, no such user
        name = ""
    name = re.sub(r"[^a-z0-9_]", "_", name.casefold())[:50].strip("_")
    return f"user_{name}" if not name or name.startswith(("pg_", "ip2a_")) or name == SUPERUSER else name


def _is_ready(database: Database) -> bool:
    """The usual start: everything was made before, and one question shows it."""
    try:
        with database.statement() as session:
            return schema.version_of(session) == schema.HEAD
    except HallError:
        database.close()
        return False


def _admin(address: Address, password: str, database: str) -> Engine:
    return create_engine(address.url(SUPERUSER, password, database), isolation_level="AUTOCOMMIT")


def prepare(address: Address, superuser_password: str, database: str, person: str, password: str) -> None:
    """Make roles, database, schema and the person's login where they are missing.

    Raises:
        SchemaMismatch: the database is of a newer version.
    """
    from ip2a_desktop.db import migrate  # noqa: PLC0415 - half a second of Alembic, needed once a release

    engine = _admin(address, superuser_password, "postgres")
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": database}):
            migrate.make_roles(connection)
            connection.execute(text(f'CREATE DATABASE "{database}" OWNER {OWNER}'))
            connection.execute(text(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC'))
            connection.execute(text(f'GRANT CONNECT, TEMPORARY ON DATABASE "{database}" TO {", ".join(DUTIES)}'))
    engine.dispose()
    engine = create_engine(address.url(SUPERUSER, superuser_password, database))
    with engine.begin() as connection:
        migrate.bring_up(connection)
        make_person(connection, person, password)
    engine.dispose()


def make_person(connection: Connection, person: str, password: str) -> None:
    """Make the person's login role where it is missing, without superuser rights, with all duties.

    Who keeps a database alone also looks after it and backs it up.
    """
    if not connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :n"), {"n": person}):
        connection.execute(text(f'CREATE ROLE "{person}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE'))
        connection.execute(text(f"""ALTER ROLE "{person}" PASSWORD '{password}'"""))
    connection.execute(text(f'GRANT {", ".join((*DUTIES, BACKUP_ROLE, MAINTENANCE))} TO "{person}"'))
