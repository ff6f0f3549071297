"""The embedded server: closed, joined, stopped by the last, and honest about folders it cannot use."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import OperationalError

from ip2a_desktop.config import runs_as_root
from ip2a_desktop.db.embedded import SUPERUSER, EmbeddedServer
from ip2a_desktop.db.local import DATABASE, LocalDatabase, login_name
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, InputProblem, SchemaMismatch
from ip2a_desktop.services.members import MemberService
from tests.factories import member_draft

CHILD = """
import sys
from pathlib import Path
from ip2a_desktop.db.local import LocalDatabase
local = LocalDatabase(Path(sys.argv[1]))
database = local.open()
print(database.url.database, flush=True)
sys.stdin.readline()
database.close()
local.close()
"""


@pytest.fixture
def folder(open_folder: Path, request: pytest.FixtureRequest) -> Path:
    """A data folder with a blank and a quote in its name, as people have them."""
    return open_folder / f"Ana's data {abs(hash(request.node.name)) % 10000}"


def test_from_nothing_to_a_signed_in_person(folder: Path) -> None:
    local = LocalDatabase(folder)
    database = local.open()
    try:
        with database.statement() as session:
            who, sorted_by = session.execute(
                text("SELECT session_user, datlocale FROM pg_database WHERE datname = current_database()")
            ).one()
            assert (who, sorted_by) == (login_name(), "C.UTF-8")
            assert session.scalar(text("SHOW data_checksums")) == "on"
        database.close()
    finally:
        local.close()
    assert not (folder / "pgdata" / "postmaster.pid").exists()
    local.open().close()
    local.close()


def test_nobody_comes_in_without_the_password(folder: Path) -> None:
    server = EmbeddedServer(folder)
    address = server.start()
    try:
        for password in ("", "postgres", "wrong"):
            engine = create_engine(address.url(SUPERUSER, password, "postgres"))
            with pytest.raises(OperationalError):
                engine.connect()
        rules = (folder / "pgdata" / "pg_hba.conf").read_text(encoding="utf-8")
        methods = {line.split()[-1] for line in rules.splitlines() if line.strip() and not line.startswith("#")}
        assert methods == {"scram-sha-256"}
        if sys.platform != "win32":
            for private in (folder / "pgdata", Path(address.host), folder / ".server.secret"):
                assert stat.S_IMODE(private.stat().st_mode) & 0o077 == 0, private
    finally:
        server.stop()


def test_another_copy_joins_and_the_last_one_stops(folder: Path) -> None:
    local = LocalDatabase(folder)
    local.open().close()
    other = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdin is not None  # noqa: PT018
    assert other.stdout.readline().strip() == "ip2a"
    local.close()
    assert (folder / "pgdata" / "postmaster.pid").exists()
    other.stdin.write("\n")
    other.stdin.flush()
    assert other.wait(30) == 0
    other.stdin.close()
    other.stdout.close()
    assert not (folder / "pgdata" / "postmaster.pid").exists()


def test_two_copies_may_start_on_a_new_folder_at_the_same_moment(folder: Path) -> None:
    copies = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    answers = [one.communicate("\n", timeout=120)[0].strip() for one in copies]
    assert answers == ["ip2a", "ip2a"]
    assert not (folder / "pgdata" / "postmaster.pid").exists()


def test_a_copy_that_was_killed_does_not_count(folder: Path) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None and other.stdin is not None  # noqa: PT018
    other.stdout.readline()
    other.kill()
    other.wait(30)
    other.stdin.close()
    other.stdout.close()
    assert (folder / "pgdata" / "postmaster.pid").exists()
    local = LocalDatabase(folder)
    local.open().close()
    local.close()
    assert not (folder / "pgdata" / "postmaster.pid").exists()


def test_a_path_too_long_for_a_socket(open_folder: Path) -> None:
    server = EmbeddedServer(open_folder / ("long " * 12) / ("longer" * 12))
    address = server.start()
    server.stop()
    assert len(os.fsencode(address.host)) < 100


@pytest.mark.skipif(sys.platform == "win32", reason="a file in the way is the portable half of this test")
def test_a_folder_that_cannot_be_written(open_folder: Path) -> None:
    in_the_way = open_folder / "a file"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(InputProblem, match="cannot be used"):
        EmbeddedServer(in_the_way / "data").start()


def test_files_of_somebody_else_are_left_alone(folder: Path) -> None:
    theirs = folder / "pgdata" / "thesis.doc"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("years of work", encoding="utf-8")
    with pytest.raises(InputProblem, match="left alone"):
        EmbeddedServer(folder).start()
    assert theirs.read_text(encoding="utf-8") == "years of work"


def test_a_cluster_of_another_version(folder: Path) -> None:
    (folder / "pgdata").mkdir(parents=True)
    (folder / "pgdata" / "PG_VERSION").write_text("15\n", encoding="ascii")
    with pytest.raises(SchemaMismatch, match="PostgreSQL 15"):
        EmbeddedServer(folder).start()


def test_a_database_of_a_newer_program(folder: Path) -> None:
    local = LocalDatabase(folder)
    local.open().close()
    server = EmbeddedServer(folder)
    admin = server.start().url(SUPERUSER, server.superuser_password(), DATABASE)
    engine = create_engine(admin)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(SchemaMismatch, match="newer version"):
        LocalDatabase(folder).open()


def test_a_database_set_aside_is_kept(folder: Path) -> None:
    local = LocalDatabase(folder)
    database = local.open()
    members = MemberService(database)
    members.save(member_draft())
    with pytest.raises(DatabaseUnavailable, match="Close it everywhere"):
        LocalDatabase(folder).set_aside()
    database.close()
    kept = LocalDatabase(folder).set_aside()
    fresh = local.open()
    assert MemberService(fresh).total(in_bin=False) == 0
    with fresh.statement() as session:
        assert kept in session.scalars(text("SELECT datname FROM pg_database")).all()
    fresh.close()
    local.close()


@pytest.mark.logs
def test_a_server_that_does_not_start_says_where_its_words_are(folder: Path) -> None:
    server = EmbeddedServer(folder)
    server.start()
    server.stop()
    settings = folder / "pgdata" / "postgresql.conf"
    settings.write_text(settings.read_text(encoding="utf-8") + "\nnonsense = yes\n", encoding="utf-8")
    with pytest.raises(HallError, match=r"does not start.*untouched"):
        server.start()


@pytest.mark.skipif(not runs_as_root(), reason="only root runs the server as another user")
def test_root_does_not_open_its_folders(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(InputProblem, match="outside the home"):
        EmbeddedServer(closed / "data").start()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
