"""Proof of a backup: read to its end, restored into a scratch server, compared table by table."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text

from ip2a_desktop.db import migrate, programs
from ip2a_desktop.db.programs import ProgramFailed, Programs
from ip2a_desktop.db.proving import Holdings, holdings
from ip2a_desktop.db.schema import KNOWN
from ip2a_desktop.db.scratch import scratch_server
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.maintenance.dump_files import Manifest, first_problem

_JOBS = "2"
_PROOF = "ip2a_proof"


@dataclass(frozen=True)
class Proof:
    """What was proved of a dump.

    Args:
        was_read: it was read to its end.
        was_restored: it was restored, and compared where there was something to compare with.
        problem: what failed, one sentence; empty where nothing did.
        found: what the restored copy holds.
        differing: the tables that were not equal; known where ``found`` is.
        database_id: what this hall's database and its copies have, and no other.
    """

    was_read: bool = False
    was_restored: bool = False
    problem: str = ""
    found: Holdings | None = None
    differing: tuple[str, ...] = ()
    database_id: str = ""


def prove(file: Path, manifest: Manifest | None, tools: Programs, beside: Path, progress: Progress) -> Proof:
    """Read a dump to its end, restore it into a scratch server, and compare.

    Args:
        file: the dump.
        manifest: what the database held when it was made; None compares nothing.
        tools: pg_restore's.
        beside: a folder with room for the scratch server.
        progress: told of each part; what it raises ends the work and leaves nothing behind.
    """
    progress(1, 4, "Looking at the file")
    problem = first_problem(file, manifest)
    if problem:
        return Proof(problem=problem)
    progress(2, 4, "Reading it to its end")
    try:
        read_in_full(file, tools, progress)
    except ProgramFailed as error:
        return Proof(problem=f"The file is damaged: it cannot be read to its end ({_last(error)}).")
    if manifest is not None and manifest.dump_version < manifest.server_version:
        return Proof(
            was_read=True,
            problem=f"It was made by pg_dump {manifest.dump_version}, which is older than the server's "
            f"PostgreSQL {manifest.server_version}.",
        )
    progress(3, 4, "Restoring it into a scratch server")
    try:
        return _restored(file, manifest, tools, beside, progress)
    except ProgramFailed as error:
        return _rows_only(file, manifest, tools, beside, progress, _last(error))
    except HallError as error:
        return Proof(was_read=True, problem=f"It was read in full but not restored: {error.what}")


def read_in_full(file: Path, tools: Programs, progress: Progress) -> None:
    """Read a dump to its last byte, contents included; a list of its contents proves nothing.

    Raises:
        ProgramFailed: it cannot be read.
    """
    with Path(os.devnull).open("wb") as nowhere:
        programs.run(
            tools.path("pg_restore"),
            ["--file=-", str(file)],
            {},
            lambda: progress(2, 4, "Reading it to its end"),
            output=nowhere,
        )


def restore_into(
    file: Path,
    url: URL,
    roles: Iterable[str],
    tools: Programs,
    progress: Progress,
    *,
    done: int = 3,
    total: int = 4,
    at_any_price: bool = False,
) -> None:
    """Restore a dump into an empty database.

    Args:
        file: the dump.
        url: the empty database, as its superuser.
        roles: names that the dump refers to; those that are missing are made, without a right to sign in.
        tools: pg_restore's.
        progress: told ten times a second; what it raises ends the work.
        done: the part that this is.
        total: of so many.
        at_any_price: go on after an error; otherwise the first one ends it.

    Raises:
        ProgramFailed: what did not restore.
    """
    engine = create_engine(url)
    with engine.begin() as connection:
        migrate.make_roles(connection)
        _make_missing(connection, roles)
    engine.dispose()
    programs.run(
        tools.path("pg_restore"),
        [*([] if at_any_price else ["--exit-on-error"]), f"--jobs={_JOBS}", f"--dbname={url.database}", str(file)],
        programs.environment_of(url),
        lambda: progress(done, total, "Restoring it into a scratch server"),
    )


def _rows_only(
    file: Path, manifest: Manifest | None, tools: Programs, beside: Path, progress: Progress, why: str
) -> Proof:
    """See whether at least every row comes back, where a rule cannot be put in force over them."""
    problem = f"It reads well but does not restore: {why}."
    try:
        proof = _restored(file, manifest, tools, beside, progress, at_any_price=True)
    except HallError:
        return Proof(was_read=True, problem=problem)
    if manifest is None or proof.found is None or proof.differing:
        return Proof(was_read=True, problem=problem)
    problem = f"Every row comes back equal, but it does not restore as it should: {why}."
    return Proof(True, False, problem, proof.found, (), proof.database_id)


def _restored(
    file: Path,
    manifest: Manifest | None,
    tools: Programs,
    beside: Path,
    progress: Progress,
    *,
    at_any_price: bool = False,
) -> Proof:
    with scratch_server(beside) as (address, password):
        admin = create_engine(address.url("postgres", password, "postgres"), isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {_PROOF} TEMPLATE template0"))
        admin.dispose()
        url = address.url("postgres", password, _PROOF)
        try:
            restore_into(file, url, manifest.roles if manifest else (), tools, progress, at_any_price=at_any_price)
        except ProgramFailed:
            if not at_any_price:
                raise
        progress(4, 4, "Comparing it table by table")
        engine = create_engine(url)
        try:
            with engine.begin() as connection:
                found = holdings(connection, lambda table: progress(4, 4, f"Comparing {table}"))
                return _judged(connection, found, manifest)
        finally:
            engine.dispose()


def _judged(connection: Connection, found: Holdings, manifest: Manifest | None) -> Proof:
    database_id = _one(connection, "SELECT id::text FROM backup_settings")
    schema = _one(connection, "SELECT version_num FROM alembic_version")
    if not schema:
        return Proof(True, False, "It is not a backup of this program's database.", found)
    if schema not in KNOWN:
        return Proof(
            True, False, "It is of a newer version of this program's database.", found, database_id=database_id
        )
    if manifest is None:
        return Proof(True, True, "", found, database_id=database_id)
    expected = manifest.holdings()
    differences = expected.differences(found)
    names = {*expected.tables, *found.tables}
    differing = tuple(sorted(name for name in names if expected.tables.get(name) != found.tables.get(name)))
    problem = f"The restored copy differs: {'; '.join(differences[:5])}." if differences else ""
    return Proof(True, not differences, problem, found, differing, database_id)


def _one(connection: Connection, question: str) -> str:
    table = question.rsplit(" ", 1)[-1]
    if connection.scalar(text("SELECT to_regclass(:name)"), {"name": f"public.{table}"}) is None:
        return ""
    return str(connection.scalar(text(question)) or "")


def _make_missing(connection: Connection, roles: Iterable[str]) -> None:
    there = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
    quote = connection.dialect.identifier_preparer.quote
    for role in sorted({*roles} - there):
        connection.execute(text(f"CREATE ROLE {quote(role)} NOLOGIN"))


def _last(error: ProgramFailed) -> str:
    return error.what.partition("failed: ")[2].rstrip(".")
