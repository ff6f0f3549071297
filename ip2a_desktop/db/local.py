"""The person's own database on the embedded server: made, migrated, and signed in to without superuser rights."""

import getpass
import re
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text

from ip2a_desktop.db import migrate, schema
from ip2a_desktop.db.access import DUTIES, OWNER
from ip2a_desktop.db.embedded import SUPERUSER, Address, EmbeddedServer

DATABASE = "ip2a"


class LocalDatabase:
    """The embedded server of a data folder with its one database.

    Args:
        folder: the person's data folder.
    """

    def __init__(self, folder: Path) -> None:
        self.server = EmbeddedServer(folder)

    def open(self) -> URL:
        """Start or join the server, make or migrate the database, and return the person's URL.

        Raises:
            SchemaMismatch: the database is of a newer version.
            HallError: the server does not start, or the folder cannot be used.
        """
        address = self.server.start()
        try:
            prepare(
                address,
                self.server.superuser_password(),
                DATABASE,
                login_name(),
                self.server.person_password(),
            )
        except BaseException:
            self.server.stop()
            raise
        return address.url(login_name(), self.server.person_password(), DATABASE)

    def close(self) -> None:
        """Leave the server."""
        self.server.stop()


def login_name() -> str:
    """Return the person's login role: the name of the system's user, in letters that need no quoting."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError):  # no such variable, no such user
        name = ""
    name = re.sub(r"[^a-z0-9_]", "_", name.casefold())[:50].strip("_")
    return f"user_{name}" if not name or name.startswith(("pg_", "ip2a_")) or name == SUPERUSER else name


def prepare(address: Address, superuser_password: str, database: str, person: str, password: str) -> None:
    """Make roles, database, schema and the person's login where they are missing."""
    admin = address.url(SUPERUSER, superuser_password, "postgres")
    engine = create_engine(admin, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if not connection.scalar(text("SELECT 1 FROM pg_database WHERE datname = :n"), {"n": database}):
            migrate.make_roles(connection)
            connection.execute(text(f'CREATE DATABASE "{database}" OWNER {OWNER}'))
            connection.execute(text(f'REVOKE ALL ON DATABASE "{database}" FROM PUBLIC'))
    engine.dispose()
    engine = create_engine(admin.set(database=database))
    with engine.begin() as connection:
        # Two copies starting at once: the second waits here and finds all done.
        connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('ip2a set-up'))"))
        found = migrate.revision_of(connection)
        schema.refuse_other(found, shared=False)
        if found != schema.HEAD:
            migrate.make_roles(connection)
            connection.execute(text(f"ALTER SCHEMA public OWNER TO {OWNER}"))
            migrate.upgrade(connection)
        make_person(connection, database, person, password)
    engine.dispose()


def make_person(connection: Connection, database: str, person: str, password: str) -> None:
    """Make the person's login role, without superuser rights, with all duties; their password is kept equal."""
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :n"), {"n": person}):
        return
    connection.execute(text(f'CREATE ROLE "{person}" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE'))
    connection.execute(text(f"""ALTER ROLE "{person}" PASSWORD '{password}'"""))
    connection.execute(text(f'GRANT {", ".join(DUTIES)} TO "{person}"'))
    connection.execute(text(f'GRANT CONNECT, TEMPORARY ON DATABASE "{database}" TO {", ".join(DUTIES)}'))
