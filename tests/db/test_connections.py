"""Connections that broke, rights that are missing, time that ran out: a sentence each time, and no read lost."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, NotAllowed
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.members import MemberService
from tests.conftest import PERSON, RoundTrips, Server
from tests.factories import member_draft

_TERMINATE = text(
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name AND pid <> pg_backend_pid()"
)


def end_all(server: Server, database: Database) -> int:
    """End the server's side of every connection to the database, and return how many there were."""
    with server.admin() as connection:
        return len(connection.execute(_TERMINATE, {"name": database.url.database}).all())


def hold_open(database: Database, number: int) -> None:
    """Leave so many idle connections in the pool."""
    with ExitStack() as stack:
        for _ in range(number):
            stack.enter_context(database.statement()).execute(text("SELECT 1"))


def test_snapshot_without_the_right_is_told(person_with: Callable[..., Database]) -> None:
    nobody = MemberService(person_with())
    with pytest.raises(NotAllowed):
        nobody.ids(ListQuery())


def test_snapshot_that_takes_too_long_is_told(database: Database) -> None:
    with database.statement() as session:
        session.execute(text("SET statement_timeout = 50"))
    with pytest.raises(DatabaseUnavailable, match="took too long"):
        database.copy_ids(select(func.gen_random_uuid()).select_from(func.pg_sleep(20)))


@pytest.mark.qt_no_exception_capture
def test_snapshot_whose_connection_breaks_is_told_and_the_next_one_works(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Where the server says good-bye in the middle of a COPY, the driver also prints an error of its own.
    monkeypatch.setattr(sys, "excepthook", lambda *_args: None)
    with pytest.raises(DatabaseUnavailable, match="connection"):
        database.copy_ids(select(func.pg_terminate_backend(func.pg_backend_pid())))
    assert len(MemberService(database).ids(ListQuery())) == 0


def test_snapshot_while_nobody_listens_is_told(database: Database) -> None:
    away = Database(database.url.update_query_dict({"host": "/nowhere"}))
    with pytest.raises(DatabaseUnavailable, match="Nothing listens"):
        MemberService(away).ids(ListQuery())


def test_reads_go_on_after_the_server_ended_every_connection(server: Server, database: Database) -> None:
    service = MemberService(database)
    draft = member_draft()
    service.save(draft)
    for read in (
        lambda: service.first_page(ListQuery(), 10)[0].id,
        lambda: service.ids(ListQuery())[0],
        lambda: service.load(draft.id).row.id,
        lambda: service.rows([draft.id])[0].id,
    ):
        hold_open(database, 4)
        assert end_all(server, database) == 4
        assert read() == draft.id


def test_a_save_goes_on_too_since_nothing_was_sent(server: Server, database: Database) -> None:
    service = MemberService(database)
    hold_open(database, 3)
    assert end_all(server, database) == 3
    draft = member_draft()
    service.save(draft)
    assert service.total(in_bin=False) == 1


def test_a_statement_under_way_is_not_sent_again(server: Server, database: Database) -> None:
    def work() -> None:
        with database.statement() as session:
            session.execute(text("SELECT 1"))
            assert end_all(server, database) == 1
            session.execute(text("SELECT 1"))

    with pytest.raises(DatabaseUnavailable, match="lost"):
        work()


def test_looking_whether_a_connection_lives_costs_no_round_trip(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    service = MemberService(database)
    service.first_page(ListQuery(), 10)
    service.ids(ListQuery())
    assert trips.count == 2


def test_a_session_tells_the_server_nothing_but_its_statements(
    server: Server, database: Database, open_folder: Path
) -> None:
    """The driver's own round trips are made below the counting cursors; the server's log shows them."""
    service = MemberService(database)
    draft = member_draft()
    service.save(draft)
    with server.admin(database.url.database or "") as connection:
        connection.execute(text(f"ALTER ROLE {PERSON} SET log_statement = 'all'"))
    try:
        watched = Database(database.url)
        service = MemberService(watched)
        service.load(draft.id)
        log = next(open_folder.glob("**/server.log"))
        before = len(log.read_text(encoding="utf-8"))
        service.load(draft.id)
        service.rows([draft.id])
        with watched.transaction() as session:
            session.execute(text("SELECT 46"))
        service.total(in_bin=False)
        watched.close()
        said = log.read_text(encoding="utf-8")[before:]
    finally:
        with server.admin() as connection:
            connection.execute(text(f"ALTER ROLE {PERSON} RESET log_statement"))
    told = [line.partition("statement: ")[2] for line in said.splitlines() if "statement: " in line]
    ours = [one for one in told if not one.startswith(("BEGIN", "COMMIT"))]
    assert len(ours) == 5, told
    assert not any(one.startswith("SET ") for one in told)
