"""What the checks of the server promise to repair is repaired, and looked at again."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.extras
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Finding, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance import server_work
from ip2a_desktop.maintenance.catalog import CATALOG_CHECKS, sessions
from ip2a_desktop.maintenance.corruption import BLOAT, INDEXES
from ip2a_desktop.maintenance.looking_again import again
from ip2a_desktop.services.members import MemberService
from tests.conftest import PASSWORD, Server
from tests.factories import saved_member


@pytest.fixture
def admin(server: Server, database_url: URL) -> Iterator[Any]:
    """A superuser in the test's database."""
    with server.admin(database_url.database or "") as connection:
        yield connection


@pytest.fixture
def repaired(database: Database, tmp_path: Path) -> Callable[[str], Verdict]:
    """Do the work for all that a check finds and return what it says afterwards."""

    def run(rule: str) -> Verdict:
        before = again(database, tmp_path, rule, "")
        assert before is not None
        assert before.findings, before.words
        assert before.findings[0].repair is not Repair.PERSON
        rows = server_work.rows_for(before.findings[0])
        assert rows
        assert [server_work.do(database, rule, one.key) for one in rows] == [""] * len(rows)
        after = again(database, tmp_path, rule, "")
        assert after is not None
        return after.verdict

    return run


def test_old_versions_and_stale_statistics(repaired: Any, admin: Any) -> None:
    admin.execute(text("CREATE TABLE busy (id int PRIMARY KEY, n int) WITH (autovacuum_enabled = off)"))
    admin.execute(text("INSERT INTO busy SELECT g, 0 FROM generate_series(1, 12000) AS g"))
    admin.execute(text("UPDATE busy SET n = 1"))
    admin.execute(text("SELECT pg_stat_force_next_flush()"))
    assert repaired("tables.statistics") is Verdict.PASS
    assert repaired("tables.dead_rows") is Verdict.PASS


def test_an_invalid_index(repaired: Any, admin: Any, members: MemberService) -> None:
    first, second = saved_member(members), saved_member(members)
    with pytest.raises(DBAPIError):
        admin.execute(text("CREATE UNIQUE INDEX CONCURRENTLY broken ON member (status)"))
    admin.execute(text("UPDATE member SET status = 'retired' WHERE id = :id"), {"id": second.id})
    assert first.status != "retired"
    assert repaired("indexes.invalid") is Verdict.PASS


def test_a_seal_that_is_late(repaired: Any, admin: Any, members: MemberService) -> None:
    saved_member(members)
    admin.execute(text("UPDATE audit_log SET at = at - interval '2 days'"))
    assert repaired("audit.seal_age") is Verdict.PASS


def test_a_session_that_holds_others_up_is_ended_only_while_it_does(
    database: Database, server: Server, database_url: URL, person_with: Any, monkeypatch: pytest.MonkeyPatch, admin: Any
) -> None:
    monkeypatch.setattr(sessions, "_IDLE", (0, 300))
    somebody = person_with("ip2a_admin")
    with psycopg2.connect(
        host=server.address.host, port=server.address.port, user=somebody.url.username, password=PASSWORD,
        dbname=database_url.database,
    ) as forgotten:  # fmt: skip
        forgotten.cursor().execute("UPDATE hall SET name = name")
        pid = str(forgotten.info.backend_pid)
        # Not idle for a minute: by the time somebody accepts a repair, the session may be at work again.
        assert server_work.do(database, "server.idle_in_transaction", pid) == ""
        alive = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid")
        assert admin.scalar(alive, {"pid": int(pid)}) == 1
        forgotten.cursor().execute("LOCK TABLE import_row IN ACCESS EXCLUSIVE MODE")
    assert not forgotten.closed


def test_an_idle_session_that_holds_somebody_up_is_ended(
    database: Database, server: Server, database_url: URL, person_with: Any, admin: Any
) -> None:
    where = {"host": server.address.host, "port": server.address.port, "password": PASSWORD}
    name, desks = database_url.database, [person_with("ip2a_admin").url.username for _ in range(2)]
    holder = psycopg2.connect(**where, user=desks[0], dbname=name)
    waiter = psycopg2.connect(**where, user=desks[1], dbname=name, async_=True)
    try:
        holder.cursor().execute("INSERT INTO hall (id) VALUES (gen_random_uuid())")
        psycopg2.extras.wait_select(waiter)
        waiting = waiter.cursor()
        waiting.execute("INSERT INTO hall (id) VALUES (gen_random_uuid())")
        waits = text("SELECT cardinality(pg_blocking_pids(:pid))")
        while not admin.scalar(waits, {"pid": waiter.info.backend_pid}):
            pass
        assert server_work.do(database, "server.blocking", str(waiter.info.backend_pid)) == ""
        psycopg2.extras.wait_select(waiter)  # goes on, since nobody holds it up any more
        assert admin.scalar(text("SELECT count(*) FROM hall")) == 1
    finally:
        holder.close()
        waiter.close()


def test_what_is_promised_can_be_done() -> None:
    """A finding that says it can be repaired has work for it, and its check can look again."""
    names = {one.check.name for one in CATALOG_CHECKS} | {INDEXES.name, BLOAT.name}
    for rule in server_work.RULES:
        assert rule in names
        finding = Finding(rule, Severity.LOW, "", "", "", 1, (Item("x", "x"),), Repair.SAFE)
        assert server_work.rows_for(finding)
