"""Setting up and migrating databases, and beginning again with an empty one: an admin's acts."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import create_engine

from ip2a_desktop.db import migrate, preparing, schema
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.services.opening import protected


@dataclass(frozen=True)
class Migrated:
    """The version of a database before (None: it was empty) and after."""

    before: str | None
    after: str


def migrate_server(url: ServerAddress | str) -> Migrated:
    """Set up an empty database of a server, or bring an older one forward, in one transaction.

    Args:
        url: with a role that may create roles and owns the database.

    Raises:
        SchemaMismatch: the database is of a newer version.
        NotAllowed: the role lacks a right.
    """
    engine = create_engine(protected(url).url())
    try:
        with translated(), engine.begin() as connection:
            return Migrated(migrate.bring_up(connection), schema.HEAD)
    finally:
        engine.dispose()


def begin_again_server(url: ServerAddress | str) -> str:
    """Rename a server's database and set up an empty one in its place; return the name the old one is kept under.

    Args:
        url: with a role that may create roles and databases and owns this one.

    Raises:
        DatabaseUnavailable: somebody is using it.
        NotAllowed: the role lacks a right.
    """
    with translated():
        kept = preparing.begin_again(protected(url).url())
    migrate_server(url)
    return kept


def migrate_embedded(folder: Path) -> Migrated:
    """Bring the embedded database of a data folder forward; opening it does just that."""
    local = LocalDatabase(folder)
    before = local.version()
    local.open().close()
    local.close()
    return Migrated(before, schema.HEAD)


def set_aside(folder: Path) -> str:
    """Rename the embedded database, so that the next opening makes an empty one; return the name it is kept under.

    Raises:
        DatabaseUnavailable: somebody is using it.
    """
    return LocalDatabase(folder).set_aside()
