"""Seals over the record of who did what: every way of tampering by a superuser is found."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db.embedded import SUPERUSER
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health import Severity, Verdict
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.seals import Anchor, SealFault
from ip2a_desktop.maintenance.anchors import AnchorBook, manifest_anchors
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.seals import SealingInspection, SealInspection, SealService
from ip2a_desktop.reports.seals import seal_certificate
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member


@pytest.fixture
def seals(database: Database, tmp_path: Path) -> SealService:
    return SealService(database, tmp_path, seal_certificate)


@pytest.fixture
def admin(server: Server, database_url: URL) -> Iterator[Callable[..., Any]]:
    """Run statements as a superuser whom no trigger stops."""
    with server.admin(database_url.database or "") as connection:
        connection.execute(text("SET session_replication_role = replica"))
        yield lambda sql: connection.execute(text(sql))


@pytest.fixture
def sealed(seals: SealService, members: MemberService) -> SealService:
    """Three seals over a few rows each, known to this desktop."""
    for _ in range(3):
        for _ in range(2):
            saved_member(members)
        assert seals.seal() is not None
    return seals


def faults(service: SealService, *anchors: Anchor) -> list[tuple[SealFault, int | None]]:
    return [(one.fault, one.number) for one in service.verify(anchors).problems]


def test_what_was_written_is_sealed_once(sealed: SealService, members: MemberService) -> None:
    report = sealed.verify()
    assert (report.problems, report.seals, report.rows, report.unsealed) == ((), 3, 6, 0)
    assert report.compared == 3
    assert sealed.seal() is None
    saved_member(members)
    assert sealed.verify().unsealed == 1
    made = sealed.seal()
    assert made is not None
    assert (made.number, sealed.latest_anchor()) == (4, made)
    assert sealed.anchor_text() == f"4:{made.seal}"


TAMPERED = {
    "edited": ("UPDATE audit_log SET actor = 'somebody else' WHERE id = 3", (SealFault.EDITED, 2)),
    "edited after": (
        """UPDATE audit_log SET after = jsonb_set(after, '{last_name}', '"X"') WHERE id = 1""",
        (SealFault.EDITED, 1),
    ),
    "deleted": ("DELETE FROM audit_log WHERE id = 4", (SealFault.DELETED, 2)),
    "inserted": (
        (
            "INSERT INTO audit_log (xid, action, table_name, record_id, subject_id) "
            "SELECT xid, 'delete', 'member', record_id, subject_id FROM audit_log WHERE id = 5"
        ),
        (SealFault.INSERTED, 3),
    ),
    "forged": (
        (
            "INSERT INTO audit_log (xid, action, table_name, record_id, subject_id) "
            "SELECT '4000000000', 'delete', 'member', record_id, subject_id FROM audit_log WHERE id = 5"
        ),
        (SealFault.FORGED, None),
    ),
    "seal changed": ("UPDATE audit_seal SET sealed_by = 'nobody' WHERE number = 2", (SealFault.CHAIN, 2)),
    "seal removed": ("DELETE FROM audit_seal WHERE number = 2", (SealFault.CHAIN, 3)),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_tampering_is_found(sealed: SealService, admin: Callable[..., Any], how: str) -> None:
    statement, expected = TAMPERED[how]
    admin(statement)
    assert expected in faults(sealed)


def test_a_row_replaced_by_another_is_found(sealed: SealService, admin: Callable[..., Any]) -> None:
    admin(
        "INSERT INTO audit_log (xid, action, table_name, record_id, subject_id) "
        "SELECT xid, 'delete', 'member', record_id, subject_id FROM audit_log WHERE id = 4"
    )
    admin("DELETE FROM audit_log WHERE id = 4")
    assert faults(sealed) == [(SealFault.EDITED, 2)]  # as many rows, but not those


def test_the_cut_tail_is_found_by_the_copy_elsewhere_only(sealed: SealService, admin: Callable[..., Any]) -> None:
    blind = SealService(sealed.database)
    anchor = sealed.latest_anchor()
    assert anchor is not None
    admin("DELETE FROM audit_log WHERE xid >= (SELECT from_xid FROM audit_seal WHERE number = 3)")
    admin("DELETE FROM audit_seal WHERE number = 3")
    assert faults(blind) == []  # the chain itself shows nothing
    assert faults(blind, anchor) == [(SealFault.CUT, 3)]  # a number typed from a paper
    assert faults(sealed) == [(SealFault.CUT, 3)]  # what this desktop has seen


def test_a_chain_that_was_made_anew_is_found(
    sealed: SealService, admin: Callable[..., Any], members: MemberService
) -> None:
    admin("UPDATE audit_log SET actor = 'somebody else' WHERE id = 5")
    admin("DELETE FROM audit_seal")
    blind = SealService(sealed.database)
    assert blind.seal() is not None
    saved_member(members)
    assert blind.seal() is not None
    assert faults(blind) == []
    assert faults(sealed) == [(SealFault.REWRITTEN, 1), (SealFault.REWRITTEN, 2), (SealFault.CUT, 3)]


def test_rows_of_an_open_transaction_wait(
    seals: SealService, members: MemberService, server: Server, database_url: URL
) -> None:
    slow = psycopg2.connect(
        host=server.address.host, port=server.address.port, user=SUPERUSER, password=server.password,
        dbname=database_url.database,
    )  # fmt: skip
    with slow.cursor() as cursor:
        cursor.execute("UPDATE hall SET name = name; INSERT INTO member (id, card_number, first_name, last_name) "
                       "VALUES (gen_random_uuid(), 'late', 'A', 'B')")  # fmt: skip
        saved_member(members)
        assert seals.seal() is None  # not while somebody is in the middle of it
    slow.commit()
    slow.close()
    assert seals.seal() is not None
    assert (seals.verify().problems, seals.verify().rows) == ((), 2)


def test_a_database_restored_on_another_server_goes_on(
    sealed: SealService, admin: Callable[..., Any], members: MemberService
) -> None:
    """There transactions are counted anew: rows written since have smaller numbers than those sealed before."""
    saved_member(members)  # written before the backup, not sealed yet
    admin("UPDATE audit_log SET xid = (xid::text::bigint + 1000000)::text::xid8")
    admin(
        "UPDATE audit_seal SET from_xid = (from_xid::text::bigint + 1000000 * (number > 1)::int)::text::xid8, "
        "to_xid = (to_xid::text::bigint + 1000000)::text::xid8, system_identifier = '1'"
    )
    # As they would have been made there: digests over those numbers.
    admin("""
        DO $$ DECLARE s audit_seal; before bytea := ''; BEGIN
            SET timezone = 'UTC';
            FOR s IN SELECT * FROM audit_seal ORDER BY number LOOP
                s.digest := (SELECT sha256(string_agg(audit_row_hash(a), ''::bytea ORDER BY a.id)) FROM audit_log a
                              WHERE a.xid >= s.from_xid AND a.xid < s.to_xid);
                s.previous := before;
                s.seal := audit_seal_hash(s);
                before := s.seal;
                UPDATE audit_seal SET digest = s.digest, previous = s.previous, seal = s.seal WHERE number = s.number;
            END LOOP;
        END $$""")
    blind = SealService(sealed.database)
    assert faults(blind) == []
    saved_member(members)  # on the new server, with a small number
    closing = blind.seal()
    assert closing is not None
    for _ in range(2):
        saved_member(members)
        assert blind.seal() is not None
    report = blind.verify()
    assert (report.problems, report.seals, report.rows) == ((), 6, 10)
    admin("DELETE FROM audit_log WHERE id = (SELECT last_id FROM audit_seal WHERE number = 4)")
    assert faults(blind) == [(SealFault.DELETED, 4)]


def test_only_admins_seal_and_nobody_changes_a_seal(sealed: SealService, person_with: Any, server: Server) -> None:
    staff = SealService(person_with("ip2a_staff"))
    for act in (staff.seal, staff.verify):
        with pytest.raises(NotAllowed):
            act()
    assert staff.latest_anchor() == sealed.latest_anchor()  # for papers
    for forbidden in ("DELETE FROM audit_seal", "UPDATE audit_seal SET seal = ''", "TRUNCATE audit_seal"):
        with pytest.raises(NotAllowed), sealed.database.statement() as session:
            session.execute(text(forbidden))
        with server.admin(sealed.database.url.database or "") as connection, pytest.raises(DBAPIError):
            connection.execute(text(forbidden))  # the trigger stops a superuser too, who has to switch it off
    assert SealService(person_with("ip2a_maintenance")).verify().seals == 3


def test_the_check_seals_and_says_what_it_compared(
    database: Database, members: MemberService, tmp_path: Path, admin: Callable[..., Any]
) -> None:
    def look() -> Any:
        return next(iter(inspect([SealInspection()], Look(database, tmp_path))))

    assert (look().verdict, look().words) == (Verdict.PASS, "There is nothing to seal yet.")
    saved_member(members)
    assert look().words.startswith("Sealed for the first time: Seal 1: ")
    assert look().words == "1 row fits 1 seal; 1 copy kept outside the database agrees."
    assert look().verdict is Verdict.PASS
    (tmp_path / "audit-seals.jsonl").unlink()
    assert look().verdict is Verdict.PARTIAL  # the seals fit each other, which proves little
    admin("UPDATE audit_log SET actor = 'x'")
    result = look()
    assert (result.verdict, result.findings[0].severity) == (Verdict.FAIL, Severity.CRITICAL)
    assert "a row was changed" in result.findings[0].items[0].words


def test_the_certificate_shows_seals_in_full(sealed: SealService) -> None:
    certificate = sealed.certificate()
    assert [one.number for one in certificate.recent] == [3, 2, 1]
    assert sealed.print_certificate(PaperSize.LETTER).startswith(b"%PDF")
    with pytest.raises(ValueError, match="no printer"):
        SealService(sealed.database).print_certificate(PaperSize.A4)


def test_the_book_survives_a_line_cut_off(tmp_path: Path) -> None:
    book, other = AnchorBook(tmp_path, "one"), AnchorBook(tmp_path, "two")
    anchors = [Anchor(1, "a" * 64), Anchor(2, "b" * 64)]
    assert book.all() == ()
    book.keep(anchors)
    book.keep(anchors)
    with (tmp_path / "audit-seals.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"database": "one", "numb')
    assert book.all() == tuple(anchors)
    assert other.all() == ()


def test_manifests_of_backups_are_copies_too(tmp_path: Path) -> None:
    seal = "c" * 64
    (tmp_path / "a.json").write_text(f'{{"database_id": "7", "database": "ip2a", "anchor": "5:{seal}"}}', "utf-8")
    (tmp_path / "b.json").write_text(f'{{"database_id": "8", "database": "ip2a", "anchor": "6:{seal}"}}', "utf-8")
    (tmp_path / "c.json").write_text("{", "utf-8")
    assert manifest_anchors(tmp_path, "7", "ip2a") == (Anchor(5, seal),)
    assert manifest_anchors(tmp_path / "nowhere", "7", "ip2a") == ()
    assert Anchor.read("nonsense") is None


def test_the_hourly_look_seals_what_is_new(database: Database, members: MemberService, tmp_path: Path) -> None:
    def look() -> str:
        return next(iter(inspect([SealingInspection()], Look(database, tmp_path)))).words

    saved_member(members)
    assert look().startswith("Sealed: Seal 1: ")
    assert look() == "Nothing was written since the last seal."
    assert SealService(database, tmp_path).verify().compared == 1


def test_sealing_beside_writers_loses_and_doubles_nothing(
    database: Database, members: MemberService, tmp_path: Path
) -> None:
    """Rows get their numbers in another order than they are committed; each stands under one seal all the same."""
    seals = SealService(database, tmp_path)
    draft = saved_member(members)

    def write(city: int) -> None:
        with database.transaction() as session:
            for step in range(3):
                session.execute(
                    text("UPDATE member SET city = :c WHERE id = :id"), {"c": f"{city}.{step}", "id": draft.id}
                )

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write, number) for number in range(60)]
        while not all(one.done() for one in writing):
            seals.seal()
        for one in writing:
            one.result()
    seals.seal()
    report = seals.verify()
    assert (report.problems, report.rows, report.unsealed) == ((), 181, 0)
    assert report.seals > 1
