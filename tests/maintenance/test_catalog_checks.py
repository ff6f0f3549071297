"""Checks of PostgreSQL's catalog, each with the situation it is for made real on a real server."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg2
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, Repair, Severity, Verdict
from ip2a_desktop.maintenance.catalog import CATALOG_CHECKS, CatalogInspection, catalog_inspection, sessions
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member


@pytest.fixture
def ask(database: Database, tmp_path: Path) -> Callable[..., CheckResult]:
    """Run all checks of the catalog and return the result of one."""

    def run(name: str, database: Database = database) -> CheckResult:
        found = {one.check.name: one for one in inspect([catalog_inspection()], Look(database, tmp_path))}
        assert len(found) == len(CATALOG_CHECKS)
        return found[name]

    return run


@pytest.fixture
def admin(server: Server, database_url: URL) -> Iterator[Any]:
    """A superuser in the test's database."""
    with server.admin(database_url.database or "") as connection:
        yield connection


@contextmanager
def session_of(server: Server, database: str, *statements: str) -> Iterator[Any]:
    """Give a superuser's session in a transaction that did something, undone at the end."""
    connection = psycopg2.connect(
        host=server.address.host, port=server.address.port, user=SUPERUSER, password=server.password, dbname=database
    )
    try:
        with connection.cursor() as cursor:
            for one in statements:
                cursor.execute(one)
        yield connection
    finally:
        connection.close()


def keys(result: CheckResult) -> set[str]:
    return {item.key for finding in result.findings for item in finding.items}


def test_a_fresh_database_has_nothing_to_tell(database: Database, tmp_path: Path) -> None:
    results = list(inspect([catalog_inspection()], Look(database, tmp_path)))
    assert [one.check.name for one in results] == [one.check.name for one in CATALOG_CHECKS]
    assert {one.check.name: one.verdict for one in results if one.verdict is not Verdict.PASS} == {
        "tables.cache": Verdict.NOT_RUN,  # too little was read to judge
        "maintenance.notices": Verdict.NOT_RUN,  # nobody would be told
    }
    assert all(one.words for one in results)


def test_two_round_trips(counted: Any, tmp_path: Path) -> None:
    database, trips = counted
    assert len(list(inspect([catalog_inspection()], Look(database, tmp_path)))) == len(CATALOG_CHECKS)
    assert trips.count == 2


def test_a_forgotten_transaction(ask: Any, server: Server, database_url: URL, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_of(server, database_url.database or "", "SELECT 1") as forgotten:
        assert ask("server.idle_in_transaction").verdict is Verdict.PASS  # for less than a minute
        monkeypatch.setattr(sessions, "_IDLE", (0, 300))
        result = ask("server.idle_in_transaction")
        assert result.verdict is Verdict.WARN
        assert keys(result) == {str(forgotten.info.backend_pid)}
        assert result.findings[0].items[0].words.startswith(SUPERUSER)
        assert result.findings[0].repair is Repair.PREVIEW
    assert ask("server.idle_in_transaction").verdict is Verdict.PASS


def test_who_waits_and_who_holds(
    ask: Any, server: Server, database_url: URL, monkeypatch: pytest.MonkeyPatch, admin: Any
) -> None:
    monkeypatch.setattr(sessions, "_BLOCKED", (0, 30))
    monkeypatch.setattr(sessions, "_LONG", (0, 300))
    name = database_url.database or ""
    with session_of(server, name, "LOCK TABLE hall") as holder:
        waiter = psycopg2.connect(
            host=server.address.host, port=server.address.port, user=SUPERUSER, password=server.password,
            dbname=name, async_=True,
        )  # fmt: skip
        psycopg2.extras.wait_select(waiter)
        waiter.cursor().execute("SELECT count(*) FROM hall")
        waiting = text("SELECT count(*) FROM pg_stat_activity WHERE pid = :pid AND wait_event_type = 'Lock'")
        while not admin.scalar(waiting, {"pid": waiter.info.backend_pid}):
            pass
        result = ask("server.blocking")
        assert keys(result) == {str(waiter.info.backend_pid)}
        assert f"held up by {SUPERUSER} (session {holder.info.backend_pid})" in result.findings[0].items[0].detail
        assert str(waiter.info.backend_pid) in keys(ask("server.long_queries"))
        waiter.close()


def test_a_slot_without_a_replica(ask: Any, admin: Any) -> None:
    admin.execute(text("SELECT pg_create_physical_replication_slot('gone_replica')"))
    try:
        result = ask("server.slots")
    finally:
        admin.execute(text("SELECT pg_drop_replication_slot('gone_replica')"))
    assert (result.verdict, keys(result)) == (Verdict.WARN, {"gone_replica"})


def test_another_server(ask: Any, admin: Any, database: Database) -> None:
    admin.execute(text("UPDATE server_mark SET system_identifier = '1'"))
    assert ask("server.identity").verdict is Verdict.FAIL
    database.fetch("SELECT server_mark_here()", {})
    assert ask("server.identity").verdict is Verdict.PASS


def test_an_index_that_was_left_half_built(ask: Any, admin: Any, members: MemberService) -> None:
    for _ in range(2):
        saved_member(members)
    with pytest.raises(DBAPIError):
        admin.execute(text("CREATE UNIQUE INDEX CONCURRENTLY broken ON member (status)"))
    result = ask("indexes.invalid")
    assert (result.verdict, keys(result)) == (Verdict.FAIL, {"broken"})
    assert result.findings[0].repair is Repair.SAFE


def test_an_index_twice_a_reference_without_one_and_a_table_without_a_key(ask: Any, admin: Any) -> None:
    admin.execute(text("CREATE INDEX employment_again ON employment (member_id)"))
    admin.execute(text("CREATE TABLE loose (member_id uuid REFERENCES member)"))
    admin.execute(text("INSERT INTO loose SELECT NULL FROM generate_series(1, 12000)"))
    admin.execute(text("ANALYZE loose"))
    duplicate = ask("indexes.duplicate")
    assert duplicate.findings[0].items[0].detail == "employment_again, employment_member"
    assert keys(ask("indexes.primary_keys")) == {"loose"}
    assert keys(ask("indexes.foreign_keys")) == {"loose_member_id_fkey"}


def test_a_sequence_that_runs_out(ask: Any, admin: Any, person_with: Any) -> None:
    admin.execute(text("CREATE TABLE counted (id serial PRIMARY KEY)"))
    admin.execute(text("GRANT SELECT ON SEQUENCE counted_id_seq TO ip2a_maintenance"))
    admin.execute(text("SELECT setval('counted_id_seq', 1700000000)"))
    assert ask("tables.sequences").verdict is Verdict.WARN
    admin.execute(text("SELECT setval('counted_id_seq', 2000000000)"))
    result = ask("tables.sequences")
    assert (result.verdict, keys(result)) == (Verdict.FAIL, {"counted_id_seq"})
    assert ask("tables.sequences", person_with("ip2a_admin")).verdict is Verdict.PARTIAL  # never PASS unseen


def test_dead_rows_and_stale_statistics(ask: Any, admin: Any) -> None:
    admin.execute(text("CREATE TABLE busy (id int PRIMARY KEY, n int) WITH (autovacuum_enabled = off)"))
    admin.execute(text("INSERT INTO busy SELECT g, 0 FROM generate_series(1, 12000) AS g"))
    admin.execute(text("UPDATE busy SET n = 1"))
    admin.execute(text("SELECT pg_stat_force_next_flush()"))
    dead = ask("tables.dead_rows")
    assert (dead.verdict, keys(dead)) == (Verdict.FAIL, {"busy"})
    assert keys(ask("tables.statistics")) == {"busy"}
    admin.execute(text("VACUUM ANALYZE busy"))
    assert ask("tables.dead_rows").verdict is Verdict.PASS
    assert ask("tables.statistics").verdict is Verdict.PASS


ROLES = {
    "privileges.superusers": ("CREATE ROLE {} LOGIN SUPERUSER", Verdict.FAIL, Severity.CRITICAL),
    "privileges.row_security": ("CREATE ROLE {} LOGIN BYPASSRLS", Verdict.FAIL, Severity.HIGH),
    "privileges.role_makers": ("CREATE ROLE {} LOGIN CREATEROLE", Verdict.WARN, Severity.MEDIUM),
    "privileges.owners": ("CREATE ROLE {} LOGIN IN ROLE ip2a_owner", Verdict.FAIL, Severity.HIGH),
}


@pytest.mark.parametrize("name", ROLES)
def test_a_role_that_may_too_much(ask: Any, admin: Any, name: str) -> None:
    statement, verdict, severity = ROLES[name]
    role = f"too_much_{uuid4().hex[:8]}"
    admin.execute(text(statement.format(role)))
    try:
        result = ask(name)
    finally:
        admin.execute(text(f"DROP ROLE {role}"))
    assert role in keys(result)
    assert (result.verdict, result.findings[0].severity) == (verdict, severity)


PUBLIC = {
    "table note": "GRANT SELECT ON note TO PUBLIC",
    "column member.first_name": "GRANT SELECT (first_name) ON member TO PUBLIC",
    "function remove_sample()": "GRANT EXECUTE ON FUNCTION remove_sample() TO PUBLIC",
    "schema public": "GRANT CREATE ON SCHEMA public TO PUBLIC",
}


@pytest.mark.parametrize("what", PUBLIC)
def test_a_grant_to_everybody(ask: Any, admin: Any, what: str) -> None:
    admin.execute(text(PUBLIC[what]))
    result = ask("privileges.public")
    assert (result.verdict, keys(result)) == (Verdict.FAIL, {what})


def test_a_function_that_can_be_led_astray(ask: Any, admin: Any) -> None:
    admin.execute(text("CREATE FUNCTION astray() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"))
    assert keys(ask("privileges.search_path")) == {"astray()"}
    assert keys(ask("privileges.public")) == {"function astray()"}


def test_a_trigger_of_the_record_switched_off(ask: Any, admin: Any) -> None:
    admin.execute(text("ALTER TABLE member DISABLE TRIGGER y_audit"))
    admin.execute(text("DROP TRIGGER y_audit ON note"))
    result = ask("audit.triggers")
    assert (result.verdict, keys(result)) == (Verdict.FAIL, {"member", "note"})
    assert result.findings[0].severity is Severity.CRITICAL


def test_rows_that_wait_for_a_seal(ask: Any, admin: Any, members: MemberService) -> None:
    saved_member(members)
    assert ask("audit.seal_age").verdict is Verdict.PASS
    admin.execute(text("UPDATE audit_log SET at = at - interval '2 days'"))
    result = ask("audit.seal_age")
    assert (result.verdict, result.findings[0].repair) == (Verdict.WARN, Repair.SAFE)
    members.database.fetch("SELECT audit_seal_make()", {})
    assert ask("audit.seal_age").verdict is Verdict.PASS


def test_without_the_right_to_see_it_never_passes(ask: Any, person_with: Any) -> None:
    office = person_with("ip2a_admin")
    for name in ("server.sees_all", "server.idle_in_transaction", "server.blocking", "tables.sequences"):
        assert ask(name, office).verdict is Verdict.PARTIAL, name
    assert ask("indexes.invalid", office).verdict is Verdict.PASS
    staff = person_with("ip2a_staff")
    assert ask("audit.seal_age", staff).verdict is Verdict.PARTIAL
    assert ask("server.identity", staff).verdict is Verdict.PARTIAL
    assert ask("indexes.invalid", staff).verdict is Verdict.PASS  # though the question they shared failed


def test_one_question_that_fails_takes_no_other_with_it(ask: Any, admin: Any) -> None:
    admin.execute(text("DROP TABLE server_mark"))
    result = ask("server.identity")
    assert result.verdict is Verdict.NOT_RUN
    assert "server_mark" in result.words
    assert ask("server.connections").verdict is Verdict.PASS


@pytest.mark.parametrize(("seconds", "verdict"), [(0, Verdict.PASS), (-30, Verdict.WARN), (90_000, Verdict.FAIL)])
def test_this_computers_clock(database: Database, tmp_path: Path, seconds: int, verdict: Verdict) -> None:
    inspection = CatalogInspection(CATALOG_CHECKS, lambda: datetime.now(UTC) + timedelta(seconds=seconds))
    found = {one.check.name: one for one in inspect([inspection], Look(database, tmp_path))}
    assert found["server.clock"].verdict is verdict


def test_checks_that_were_not_made_for_days(ask: Any, admin: Any) -> None:
    assert ask("maintenance.last_run").words == "The database is new."
    admin.execute(text("UPDATE server_mark SET marked_at = marked_at - interval '3 days'"))
    assert ask("maintenance.last_run").verdict is Verdict.WARN
    run = (
        "INSERT INTO health_run (id, kind, started_at, verdict, sentence, results) VALUES "
        "(gen_random_uuid(), '{}', clock_timestamp() - interval '{} days', 'pass', 'x', '{{}}')"
    )
    admin.execute(text(run.format("catalog", 0)))
    assert ask("maintenance.last_run").verdict is Verdict.WARN  # an hourly look is no full check
    admin.execute(text("UPDATE server_mark SET marked_at = marked_at - interval '30 days'"))
    admin.execute(text(run.format("full", 8)))
    assert ask("maintenance.last_run").verdict is Verdict.FAIL
    admin.execute(text(run.format("resilience", 1)))
    assert ask("maintenance.last_run").verdict is Verdict.PASS


def test_a_lease_that_nobody_could_have_taken(ask: Any, admin: Any) -> None:
    lease = "INSERT INTO maintenance_lease (name, token, until) VALUES ('{}', gen_random_uuid(), now() + interval '{}')"
    admin.execute(text(lease.format("health check", "2 minutes")))
    assert ask("maintenance.lease").verdict is Verdict.PASS
    admin.execute(text(lease.format("backup", "2 days")))
    assert keys(ask("maintenance.lease")) == {"backup"}


def test_notices_that_reach_nobody(ask: Any, admin: Any) -> None:
    admin.execute(text("INSERT INTO notice_channel (id, kind, name) VALUES (gen_random_uuid(), 'log', 'Log')"))
    assert ask("maintenance.notices").verdict is Verdict.WARN  # nothing ever arrived
    sent = (
        "WITH n AS (INSERT INTO notice (id, priority, kind, title, key) "
        "VALUES (gen_random_uuid(), 'low', 'test', 'x', '{0}') RETURNING id) "
        "INSERT INTO notice_delivery (notice_id, channel_id, state, last_try_at, next_try_at) "
        "SELECT n.id, c.id, '{0}', now(), now() - interval '2 hours' FROM n, notice_channel AS c"
    )
    admin.execute(text(sent.format("sent")))
    assert ask("maintenance.notices").verdict is Verdict.PASS
    admin.execute(text(sent.format("waiting")))
    assert ask("maintenance.notices").verdict is Verdict.FAIL
    admin.execute(text("DELETE FROM notice_delivery WHERE state = 'waiting'"))
    admin.execute(text(sent.format("failed")))
    result = ask("maintenance.notices")
    assert (result.verdict, keys(result)) == (Verdict.FAIL, {"Log"})


def test_a_server_that_keeps_its_number_to_itself(ask: Any, admin: Any, database: Database) -> None:
    admin.execute(text("REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC"))
    assert ask("server.identity").verdict is Verdict.FAIL  # it told when it was set up
    database.fetch("SELECT server_mark_here()", {})
    assert ask("server.identity").verdict is Verdict.PASS
    assert database.fetch("SELECT system_identifier ~ '^database [0-9]+$' FROM server_mark", {}) == [(True,)]
    assert database.fetch("SELECT count(*) FROM audit_seal_check()", {}) == [(0,)]
