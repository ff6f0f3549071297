"""Setting up the office's server: roles, database, schema and rights, with an admin's login; doing it again is safe."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from psycopg2 import errors
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db import migrate, schema
from ip2a_desktop.db.access import BACKUP_ROLE, DUTIES, MAINTENANCE, OWNER, open_to_duties
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.maintenance_rights import grant_maintenance
from ip2a_desktop.db.schema import NEW_PASSWORD
from ip2a_desktop.domain.errors import InputProblem, NotAllowed, SchemaMismatch

OLDEST = 15
_BUILTIN_LOCALE = 17
_FIRST = "postgres"
"""The database that every server has, from which others are made."""

_SELF = text("""
    SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
           rolsuper, rolcreaterole, rolcreatedb, rolname,
           EXISTS (SELECT FROM pg_database WHERE datname = :name) AS is_there
      FROM pg_roles WHERE rolname = current_user
""")
_FOREIGN = text("""
    SELECT count(*) FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
       AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')
""")
_LACKING = text("""
    SELECT (SELECT rolbypassrls FROM pg_roles WHERE rolname = :backup)
             AND pg_has_role(:backup, 'pg_read_all_data', 'MEMBER') AS backup,
           pg_has_role(:maintenance, 'pg_monitor', 'MEMBER')
             AND EXISTS (SELECT FROM pg_extension WHERE extname = 'amcheck') AS maintenance,
           has_parameter_privilege(:owner, 'session_replication_role', 'SET') AS repairs,
           has_parameter_privilege(:duty, :new_password, 'SET') AS passwords,
           current_setting('ssl') = 'on' AS encrypts,
           current_setting('password_encryption') = 'scram-sha-256' AS scram
""")
_ROLES = {
    "backup": BACKUP_ROLE,
    "maintenance": MAINTENANCE,
    "owner": OWNER,
    "duty": DUTIES[0],
    "new_password": NEW_PASSWORD,
}
_SENTENCES = {
    "backup": "Nobody may make backups yet: only a superuser can give ip2a_backup the right to read everything.",
    "maintenance": "Checks of files and statistics do not run yet: only a superuser can give ip2a_maintenance that.",
    "repairs": "A repair that breaks a rule again cannot be taken back yet: only a superuser can allow that.",
    "passwords": "Nobody can be made to choose a new password yet: only a superuser can allow that.",
    "encrypts": "The server does not encrypt: set ssl = on with a certificate before people sign in from elsewhere.",
    "scram": "Passwords made on the server would be weak: set password_encryption = 'scram-sha-256'.",
}


@dataclass(frozen=True)
class SetUp:
    """What was made of a server.

    Args:
        database: its name.
        server_version: such as ``15.18``.
        is_new: whether the database was made now.
        before: the version of the schema that was found, None where there was none.
        after: the version now.
        lacking: what does not work yet and why, in sentences; empty where all does.
    """

    database: str
    server_version: str
    is_new: bool
    before: str | None
    after: str
    lacking: tuple[str, ...]


def set_up(address: ServerAddress) -> SetUp:
    """Make roles, database, schema and rights where they are missing; what is there already stays.

    Args:
        address: with a superuser's login, or one that may create roles and databases; the database to make.

    Raises:
        InputProblem: the server is too old, or the database holds something else.
        NotAllowed: the login may not do this.
        SchemaMismatch: the database is of another version of the program.
    """
    with translated(), _admin(replace(address, database=_FIRST)) as connection:
        found = connection.execute(_SELF, {"name": address.database}).one()
        _refuse_too_old(found.number, found.version)
        _refuse_without_right(found)
        if found.is_there:
            with _admin(address) as inside:
                _refuse_foreign(inside, address.database)
        migrate.make_roles(connection)
        migrate.hold_owner(connection)
        if found.is_there:
            connection.execute(text(f"ALTER DATABASE {_quoted(connection, address.database)} OWNER TO {OWNER}"))
        else:
            _create(connection, address.database, found.number // 10_000)
        open_to_duties(connection, address.database)
    with translated(), _admin(address, in_steps=False) as connection:
        with connection.begin():
            before = migrate.bring_up(connection)
            grant_maintenance(connection)
            if found.rolsuper:
                connection.execute(text(f'GRANT SET ON PARAMETER "{NEW_PASSWORD}" TO {", ".join(DUTIES)}'))
        standing = connection.execute(_LACKING, _ROLES).one()._mapping
    lacking = tuple(words for name, words in _SENTENCES.items() if not standing[name])
    return SetUp(address.database, found.version, not found.is_there, before, schema.HEAD, lacking)


@contextmanager
def _admin(address: ServerAddress, *, in_steps: bool = True) -> Iterator[Connection]:
    """Give a connection; in steps, since a database cannot be made in a transaction."""
    engine = create_engine(address.url(), connect_args={"connect_timeout": 10, "application_name": "IP2A Desktop"})
    try:
        with engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT") if in_steps else connection
    finally:
        engine.dispose()


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote_identifier(name)


def _refuse_too_old(number: int, version: str) -> None:
    if number // 10_000 < OLDEST:
        raise InputProblem(
            f"The server is PostgreSQL {version}; this program needs {OLDEST} or newer.",
            "Nothing was changed.",
            "Install a newer PostgreSQL and begin again with that.",
        )


def _refuse_without_right(found: object) -> None:
    may_roles = getattr(found, "rolsuper", False) or getattr(found, "rolcreaterole", False)
    may_database = getattr(found, "rolsuper", False) or getattr(found, "rolcreatedb", False)
    if not may_roles or not (may_database or getattr(found, "is_there", False)):
        raise NotAllowed(
            "This login may not create roles and databases.",
            "Nothing was changed.",
            "Sign in as a superuser (often named postgres), or as a login with CREATEROLE and CREATEDB.",
        )


def _refuse_foreign(connection: Connection, name: str) -> None:
    revision = migrate.revision_of(connection)
    if revision is None and connection.scalar(_FOREIGN):
        raise InputProblem(
            f"The database {name} holds tables of something else.",
            "Nothing was changed.",
            "Choose the name of a database that does not exist yet; it will be made.",
        )
    if revision is not None and revision != schema.HEAD:
        schema.refuse_newer(revision)
        raise SchemaMismatch(
            f"The database {name} is of an older version of this program.",
            "Nothing was changed.",
            "Make a backup (ip2adb backup), then bring it forward (ip2adb migrate).",
        )


def _create(connection: Connection, name: str, major: int) -> None:
    """Make the database, sorted and folded alike on every system where the server can."""
    begin = f"CREATE DATABASE {_quoted(connection, name)} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'"
    if major >= _BUILTIN_LOCALE:
        connection.execute(text(f"{begin} LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C'"))
        return
    try:
        connection.execute(text(f"{begin} LOCALE 'C.UTF-8'"))
    except DBAPIError as error:
        if not isinstance(error.orig, errors.WrongObjectType):  # the system has no such locale: then its own
            raise
        connection.execute(text(begin))
