"""Flipped bytes in the files of a table and of an index, on a server of the test's own, are found."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from ip2a_desktop.db import embedded_files, preparing
from ip2a_desktop.db.embedded import SUPERUSER, EmbeddedServer
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, Repair, Severity, Verdict
from ip2a_desktop.maintenance import corruption, server_work
from ip2a_desktop.maintenance.catalog import catalog_inspection, sessions
from ip2a_desktop.maintenance.corruption import CorruptionInspection
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.services.members import MemberService
from tests.conftest import PASSWORD, PERSON
from tests.factories import saved_member

pytestmark = pytest.mark.slow
PAGE = 8192


class Damaged:
    """A server with a database that can be stopped, have bytes flipped in its files, and be started again."""

    def __init__(self, folder: Path) -> None:
        self.server = EmbeddedServer(folder)
        self.start()
        preparing.prepare(self.address, self.server.superuser_password(), "ip2a", PERSON, PASSWORD)

    def start(self) -> None:
        self.address = self.server.start()
        self.database = Database(self.address.url(PERSON, PASSWORD, "ip2a"))

    def admin(self, *statements: str) -> Any:
        engine = create_engine(
            self.address.url(SUPERUSER, self.server.superuser_password(), "ip2a"), isolation_level="AUTOCOMMIT"
        )
        try:
            with engine.connect() as connection:
                last = [connection.execute(text(one)) for one in statements][-1]
                return last.scalar() if last.returns_rows else None
        finally:
            engine.dispose()

    def stopped(self) -> None:
        self.database.close()
        self.server.stop()

    def without_checksums(self) -> None:
        self.stopped()
        subprocess.run(
            [str(embedded_files.binaries() / "pg_checksums"), "--disable", "-D", str(self.server.pgdata)],
            check=True, capture_output=True, env=embedded_files.environment(), **embedded_files.as_server_user(),
        )  # fmt: skip
        self.start()

    def flip(self, relation: str, offset: int, length: int = 4) -> None:
        self.admin("CHECKPOINT")
        path = self.server.pgdata / self.admin(f"SELECT pg_relation_filepath('{relation}')")
        self.stopped()
        with path.open("r+b") as file:
            file.seek(offset)
            before = file.read(length)
            file.seek(offset)
            file.write(bytes(byte ^ 0xFF for byte in before))
        self.start()

    def look(self) -> dict[str, CheckResult]:
        look = Look(self.database, self.server.folder)
        return {one.check.name: one for one in inspect([CorruptionInspection(), catalog_inspection()], look)}


@pytest.fixture
def damaged(
    tmp_path_factory: pytest.TempPathFactory, open_folder: Path, request: pytest.FixtureRequest
) -> Iterator[Any]:
    made = Damaged(open_folder / f"damaged {request.node.name}")
    members = MemberService(made.database)
    for number in range(40):
        saved_member(members, last_name=f"Silva {number:03}")
    yield made
    made.stopped()


def test_a_whole_database_passes_and_a_flipped_heap_page_is_found(damaged: Damaged) -> None:
    assert {one.verdict for one in damaged.look().values() if one.check.name.startswith("corruption")} == {Verdict.PASS}
    damaged.flip("member", PAGE - 600)
    found = damaged.look()
    result = found["corruption.tables"]
    assert (result.verdict, result.findings[0].severity) == (Verdict.FAIL, Severity.CRITICAL)
    assert {item.words for item in result.findings[0].items} == {"member"}
    assert found["server.checksums"].verdict is Verdict.FAIL


def test_without_checksums_too(damaged: Damaged) -> None:
    damaged.without_checksums()
    assert damaged.look()["server.checksums"].verdict is Verdict.WARN
    damaged.flip("member", 24)  # the first line pointer of the first page
    result = damaged.look()["corruption.tables"]
    assert result.verdict is Verdict.FAIL
    assert {item.words for item in result.findings[0].items} == {"member"}


def test_a_flipped_index_page_and_a_row_that_its_index_does_not_know(damaged: Damaged) -> None:
    damaged.without_checksums()
    # A name changed in the table's file only: the table reads well, and its index disagrees.
    damaged.admin("UPDATE organization SET name = name", "INSERT INTO organization (id, name) "
                  "VALUES (gen_random_uuid(), 'Zzyzx Electric')")  # fmt: skip
    damaged.flip("member_by_name", PAGE + 24)
    result = damaged.look()["corruption.indexes"]
    assert (result.verdict, result.findings[0].repair) == (Verdict.FAIL, Repair.PREVIEW)
    assert {item.key for item in result.findings[0].items} == {"member_by_name"}
    damaged.admin("REINDEX INDEX member_by_name")
    assert damaged.look()["corruption.indexes"].verdict is Verdict.PASS


def test_a_record_that_an_index_lost_is_found(damaged: Damaged) -> None:
    where = "FROM pg_index WHERE indexrelid = 'member_by_email'::regclass"
    damaged.admin(
        "UPDATE pg_index SET indisready = false, indislive = true WHERE indexrelid = 'member_by_email'::regclass",
        "INSERT INTO member (id, card_number, first_name, last_name, email) "
        "VALUES (gen_random_uuid(), 'X1', 'A', 'B', 'lost@example.org')",
        "UPDATE pg_index SET indisready = true WHERE indexrelid = 'member_by_email'::regclass",
    )
    assert damaged.admin(f"SELECT indisvalid {where}") is True
    result = damaged.look()["corruption.indexes"]
    assert result.verdict is Verdict.FAIL
    assert "member_by_email" in {item.key for item in result.findings[0].items}


def test_an_index_that_is_mostly_air(damaged: Damaged, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corruption, "_LARGE_BYTES", 100_000)
    damaged.admin(
        "CREATE TABLE airy (id int PRIMARY KEY)",
        "INSERT INTO airy SELECT generate_series(1, 20000)",
        "DELETE FROM airy WHERE id % 10 > 0",
        "VACUUM airy",
    )
    result = damaged.look()["corruption.bloat"]
    assert (result.verdict, result.findings[0].repair) == (Verdict.WARN, Repair.SAFE)
    assert [item.key for item in result.findings[0].items] == ["airy_pkey"]
    assert server_work.do(damaged.database, "corruption.bloat", "airy_pkey") == ""
    assert damaged.look()["corruption.bloat"].verdict is Verdict.PASS


def test_a_setting_that_waits_and_a_transaction_left_prepared(
    damaged: Damaged, monkeypatch: pytest.MonkeyPatch
) -> None:
    damaged.admin("ALTER SYSTEM SET max_prepared_transactions = 2", "SELECT pg_reload_conf()")
    while not damaged.admin("SELECT count(*) FROM pg_settings WHERE pending_restart"):
        pass
    waiting = damaged.look()["server.pending_restart"]
    assert (waiting.verdict, waiting.findings[0].items[0].key) == (Verdict.WARN, "max_prepared_transactions")
    damaged.stopped()
    damaged.start()
    assert damaged.look()["server.pending_restart"].verdict is Verdict.PASS
    damaged.admin("BEGIN", "UPDATE hall SET name = name", "PREPARE TRANSACTION 'left behind'")
    monkeypatch.setattr(sessions, "_PREPARED", (0, 30))
    left = damaged.look()["server.prepared"]
    assert (left.verdict, left.findings[0].items[0].key) == (Verdict.WARN, "left behind")
    damaged.admin("ROLLBACK PREPARED 'left behind'")
    assert damaged.look()["server.prepared"].verdict is Verdict.PASS


def test_a_server_without_amcheck_or_the_right_to_use_it_does_not_pass(damaged: Damaged) -> None:
    damaged.admin("REVOKE EXECUTE ON ALL FUNCTIONS IN SCHEMA public FROM ip2a_maintenance")
    found = damaged.look()
    assert found["corruption.tables"].verdict is Verdict.PARTIAL
    assert found["corruption.indexes"].verdict is Verdict.PARTIAL
    damaged.admin("DROP EXTENSION amcheck", "DROP EXTENSION pgstattuple")
    found = damaged.look()
    assert {found[f"corruption.{one}"].verdict for one in ("tables", "indexes", "bloat")} == {Verdict.NOT_RUN}
