"""The version of the schema that this program reads and writes, and what it says to another one."""

from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from ip2a_desktop.domain.errors import SchemaMismatch

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
"""All versions that this program knows, oldest first; a test holds it equal to the migrations."""

HEAD = KNOWN[-1]


def version_of(session: Session) -> str | None:
    """Return the version of the database's schema, None where it was never set up for this program."""
    try:
        found: str | None = session.execute(text("SELECT version_num FROM alembic_version")).scalar()
        return found
    except ProgrammingError:
        return None


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
