"""The version of the schema that this program reads and writes, and what it says to another one."""

import psycopg2
from psycopg2 import errors

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed, SchemaMismatch

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008", "0009", "0010")
"""All versions that this program knows, oldest first; a test holds it equal to the migrations."""

HEAD = KNOWN[-1]

NEW_PASSWORD = "ip2a.new_password"  # noqa: S105 - the name of a setting
"""Set to ``wanted`` for a login whose person is to choose a new password at the next sign-in."""

_LOOK = "SELECT version_num, coalesce(current_setting(%(name)s, true), '') = 'wanted' FROM alembic_version"


def version_of(database: Database) -> str | None:
    """Return the version of the database's schema, None where it was never set up for this program."""
    return look(database)[0]


def look(database: Database) -> tuple[str | None, bool]:
    """Return the version of the schema, and whether the person is to choose a new password, in one round trip."""
    try:
        found = database.fetch(_LOOK, {"name": NEW_PASSWORD})
    except psycopg2.ProgrammingError:  # no such table
        return None, False
    except NotAllowed as error:
        if isinstance(error.__cause__, errors.InsufficientPrivilege):  # somebody else's table
            return None, False
        raise
    return (str(found[0][0]), found[0][1]) if found else (None, False)


def refuse_newer(found: str) -> None:
    """Refuse a database that a newer version of the program made.

    Raises:
        SchemaMismatch: with what to do.
    """
    if found not in KNOWN:
        raise SchemaMismatch(
            "The database was made by a newer version of this program.",
            "Nothing was changed.",
            "Install the newest version and open it with that.",
        )


def refuse_other(found: str | None) -> None:
    """Refuse to work on a shared database whose schema is not this program's: only an admin migrates it.

    Raises:
        SchemaMismatch: with what to do.
    """
    if found == HEAD:
        return
    if found is not None:
        refuse_newer(found)
    raise SchemaMismatch(
        "The database has not been set up for this version of the program.",
        "Nothing was changed.",
        "Ask an admin to run: ip2adb migrate",
    )
