"""Roles, schema and grants: set up an empty database, bring an older one forward, refuse a newer one."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from ip2a_desktop.config import migrations_path
from ip2a_desktop.db import schema
from ip2a_desktop.db.access import OWNER, apply_grants
from ip2a_desktop.db.catalog import write_snapshot
from ip2a_desktop.db.maintenance_rights import grant_maintenance

_SET_OPTION = 16  # the version of PostgreSQL in which a membership got options
_LOCK_TIMEOUT = "SET LOCAL lock_timeout = '5s'"


def alembic_config(connection: Connection) -> Config:
    """Return Alembic's configuration, bound to a connection."""
    config = Config()
    config.set_main_option("script_location", str(migrations_path()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def make_roles(connection: Connection) -> None:
    """Make the group roles of the server where they are missing; needs the right to create roles."""
    script = (migrations_path() / "sql" / "0001_roles.sql").read_text(encoding="utf-8")
    connection.execute(text(script.replace(":", r"\:")))


def hold_owner(connection: Connection) -> None:
    """Let whoever is connected act as the owner; from PostgreSQL 16 on, who made a role has to give that to itself."""
    newer = (connection.dialect.server_version_info or (0,)) >= (_SET_OPTION,)
    kind, more = ("SET", " WITH INHERIT TRUE, SET TRUE") if newer else ("MEMBER", "")
    if not connection.scalar(text("SELECT pg_has_role(current_user, :role, :kind)"), {"role": OWNER, "kind": kind}):
        connection.execute(text(f"GRANT {OWNER} TO CURRENT_USER{more}"))


def bring_up(connection: Connection) -> str | None:
    """Set up an empty database, or bring an older one forward; one that is up to date is left alone.

    Args:
        connection: a superuser's or admin's, inside a transaction.

    Returns:
        The version that was found, None where the database had never been set up.

    Raises:
        SchemaMismatch: the database is of a newer version.
    """
    # Two copies starting at once: the second waits here and finds all done.
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtext('ip2a set-up'))"))
    found = revision_of(connection)
    if found == schema.HEAD:
        return found
    if found is not None:
        schema.refuse_newer(found)
    make_roles(connection)
    hold_owner(connection)
    connection.execute(text(f"ALTER SCHEMA public OWNER TO {OWNER}"))
    upgrade(connection)
    grant_maintenance(connection)
    return found


def upgrade(connection: Connection, revision: str = "head") -> None:
    """Migrate as the owner, make the grants, write down what the rules are; the caller's transaction holds it all."""
    connection.execute(text(f"{_LOCK_TIMEOUT}; SET LOCAL ROLE {OWNER}"))
    command.upgrade(alembic_config(connection), revision)
    apply_grants(connection)
    write_snapshot(connection)
    connection.execute(text("RESET ROLE"))


def downgrade(connection: Connection, revision: str) -> None:
    """Go back to an older version of the schema; the caller's transaction holds it all."""
    connection.execute(text(f"{_LOCK_TIMEOUT}; SET LOCAL ROLE {OWNER}"))
    command.downgrade(alembic_config(connection), revision)
    connection.execute(text("RESET ROLE"))


def revision_of(connection: Connection) -> str | None:
    """Return the version of the database's schema, None where it was never set up."""
    try:
        with connection.begin_nested() if connection.in_transaction() else connection.begin():
            found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
            return found
    except ProgrammingError:
        return None
