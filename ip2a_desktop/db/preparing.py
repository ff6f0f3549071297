"""What the superuser of the embedded server does: make databases with roles, schema and logins, set one aside."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from psycopg2 import errors
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.exc import OperationalError

from ip2a_desktop.db import migrate
from ip2a_desktop.db.access import BACKUP_ROLE, DUTIES, MAINTENANCE, OWNER, open_to_duties
from ip2a_desktop.db.embedded import SUPERUSER, Address
from ip2a_desktop.domain.errors import DatabaseUnavailable, RuleViolation


@contextmanager
def superuser(address: Address, password: str) -> Iterator[Connection]:
    """Give a connection of the superuser in autocommit."""
    with _beside(address.url(SUPERUSER, password, "postgres")) as connection:
        yield connection


@contextmanager
def _beside(url: URL) -> Iterator[Connection]:
    """Give a connection in autocommit to the database that every server has."""
    engine = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def is_there(connection: Connection, database: str) -> bool:
    """Say whether the server has a database of this name."""
    return bool(connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": database}))


def prepare(address: Address, superuser_password: str, database: str, person: str, password: str) -> None:
    """Make roles, database, schema and the person's login where they are missing.

    Raises:
        SchemaMismatch: the database is of a newer version.
    """
    with superuser(address, superuser_password) as connection:
        if not is_there(connection, database):
            migrate.make_roles(connection)
            connection.execute(text(f'CREATE DATABASE "{database}" OWNER {OWNER}'))
            open_to_duties(connection, database)
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


def set_aside(address: Address, password: str, database: str) -> str:
    """Rename a database; return the name under which it is kept.

    Raises:
        DatabaseUnavailable: somebody is using it.
    """
    with superuser(address, password) as connection:
        return _rename(connection, database)


def begin_again(url: URL) -> str:
    """Rename a server's database and make an empty one of its name; return the name under which the old one is kept.

    Args:
        url: with a role that may make databases and owns this one.

    Raises:
        DatabaseUnavailable: somebody is using it.
    """
    name = url.database or ""
    with _beside(url) as connection:
        kept = _rename(connection, name)
        try:
            connection.execute(text(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE template0'))
            open_to_duties(connection, name)
        except BaseException:
            connection.execute(text(f'DROP DATABASE IF EXISTS "{name}"'))
            connection.execute(text(f'ALTER DATABASE "{kept}" RENAME TO "{name}"'))
            raise
    return kept


def _rename(connection: Connection, database: str) -> str:
    kept = f"{database[:40]}_until_{datetime.now(UTC):%Y%m%d_%H%M%S}"  # names end at 63 letters
    try:
        connection.execute(text(f'ALTER DATABASE "{database}" RENAME TO "{kept}"'))
    except OperationalError as error:
        if not isinstance(error.orig, errors.ObjectInUse):
            raise
        raise DatabaseUnavailable(
            "The program is open on this database.", "Nothing was changed.", "Close it everywhere and try again."
        ) from error
    return kept


@contextmanager
def new_database(address: Address, password: str, name: str) -> Iterator[URL]:
    """Give the superuser's URL of a new empty database; it is gone again if the block fails.

    Raises:
        RuleViolation: there is a database of this name.
    """
    with superuser(address, password) as connection:
        if is_there(connection, name):
            raise RuleViolation({"name": f"There is a database named {name} already. Choose a new name."})
        connection.execute(text(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE template0'))
    try:
        yield address.url(SUPERUSER, password, name)
    except BaseException:
        with superuser(address, password) as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        raise
    with superuser(address, password) as connection:
        open_to_duties(connection, name)
