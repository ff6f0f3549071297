"""Making a dump: pg_dump and our own count of every table look at the same snapshot."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from sqlalchemy import text
from sqlalchemy.orm import Session

from ip2a_desktop.db import programs
from ip2a_desktop.db.access import BACKUP_ROLE
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.programs import Programs
from ip2a_desktop.db.proving import Holdings, holdings
from ip2a_desktop.domain.errors import Cancelled, NotAllowed
from ip2a_desktop.domain.progress import Progress

_FACTS = text("""
    SELECT current_database() AS name, current_setting('server_version_num')::integer / 10000 AS server_version,
           (SELECT version_num FROM alembic_version) AS schema, (SELECT id::text FROM backup_settings) AS database_id,
           to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD-HH24MISS') AS moment,
           clock_timestamp() AS started_at, pg_database_size(current_database()) AS bytes,
           coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false) AS encrypted,
           ARRAY(SELECT rolname::text FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1) AS roles,
           pg_has_role(session_user, 'ip2a_backup', 'MEMBER') AS may
""")


@dataclass(frozen=True)
class Facts:
    """What is asked of a database before it is dumped; see the question for what each is."""

    name: str
    server_version: int
    schema: str
    database_id: str
    moment: str
    started_at: object
    bytes: int
    encrypted: bool
    roles: tuple[str, ...]


def facts_of(database: Database) -> Facts:
    """Ask what a dump needs to know.

    Raises:
        NotAllowed: this person may not make backups.
    """
    with database.statement() as session:
        row = dict(session.execute(_FACTS).one()._mapping)
    if not row.pop("may"):
        raise NotAllowed(
            "You do not have the right to make backups.",
            "Nothing was written.",
            "Ask an admin to give you the duty of backups (ip2a_backup).",
        )
    return Facts(**row | {"roles": tuple(row["roles"]), "schema": row["schema"] or ""})


def dump(database: Database, tools: Programs, target: Path, progress: Progress) -> Holdings:
    """Dump a database into a file, and return what it held at that moment.

    Args:
        database: as a person with the duty of backups.
        tools: pg_dump's.
        target: the file, which is there already and empty.
        progress: told ten times a second; what it raises ends the work.

    Raises:
        ProgramFailed: what pg_dump said.
        HallError: what the server said.
    """
    stop = Event()

    def on_table(_table: str) -> None:
        if stop.is_set():
            raise Cancelled("The backup was stopped.")

    with _snapshot(database) as (session, snapshot), ThreadPoolExecutor(1) as beside:
        counting = beside.submit(holdings, session.connection(), on_table)
        try:
            programs.run(
                tools.path("pg_dump"),
                ["--format=custom", f"--role={BACKUP_ROLE}", f"--snapshot={snapshot}", f"--file={target}"],
                programs.environment_of(database.url),
                lambda: progress(0, 4, "Writing the backup"),
            )
        except BaseException:
            stop.set()
            raise
        return counting.result()


@contextmanager
def _snapshot(database: Database) -> Iterator[tuple[Session, str]]:
    """Give a session that sees everything as it is now, and the name by which pg_dump sees the same."""
    with database.transaction() as session:
        session.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        session.execute(text(f"SET LOCAL ROLE {BACKUP_ROLE}"))
        session.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0; SET LOCAL statement_timeout = 0"))
        yield session, session.execute(text("SELECT pg_export_snapshot()")).scalar_one()
