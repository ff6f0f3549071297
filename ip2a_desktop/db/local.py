"""The person's own database on the embedded server: made, migrated, and signed in to without superuser rights.

Making and migrating is another module's, loaded when it is needed: a start that finds all made asks one question.
"""

from __future__ import annotations

import getpass
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ip2a_desktop.db import schema
from ip2a_desktop.db.embedded import SUPERUSER, EmbeddedServer
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import HallError

if TYPE_CHECKING:
    from sqlalchemy import URL

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
            database = Database(address.of(login_name(), password, DATABASE))
            if not _is_ready(database):
                from ip2a_desktop.db.preparing import prepare  # noqa: PLC0415 - half a second, needed once a release

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
        from ip2a_desktop.db.preparing import is_there, superuser  # noqa: PLC0415 - no start asks this

        address, password = self.server.start(), self.server.superuser_password()
        try:
            with superuser(address, password) as connection:
                if not is_there(connection, DATABASE):
                    return None
            database = Database(address.of(SUPERUSER, password, DATABASE))
            found = schema.version_of(database)
            database.close()
            return found
        finally:
            self.server.stop()

    def set_aside(self) -> str:
        """Rename the database, so that the next opening makes an empty one; return the name under which it is kept.

        Raises:
            DatabaseUnavailable: somebody is using it.
        """
        from ip2a_desktop.db.preparing import set_aside  # noqa: PLC0415 - no start does this

        address = self.server.start()
        try:
            return set_aside(address, self.server.superuser_password(), DATABASE)
        finally:
            self.server.stop()

    @contextmanager
    def new_database(self, name: str) -> Iterator[URL]:
        """Give the superuser's URL of a new empty database beside the live one; gone again if the block fails.

        The server is running: this is asked of a database that is open.

        Raises:
            RuleViolation: there is a database of this name.
        """
        from ip2a_desktop.db.preparing import new_database  # noqa: PLC0415 - no start does this

        with new_database(self.server.start(), self.server.superuser_password(), name) as url:
            yield url


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
        return schema.version_of(database) == schema.HEAD
    except HallError:
        database.close()
        return False
