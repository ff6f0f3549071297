"""The checks of the documents find what is missing, cut, flipped, nobody's and out of place; strays are set aside."""

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, RunKind, Verdict
from ip2a_desktop.maintenance import document_quarantine
from ip2a_desktop.maintenance.documents import DocumentInspection
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.documents import Details, DocumentService
from ip2a_desktop.services.members import MemberService
from tests.conftest import Server
from tests.factories import saved_member

P, W, F, N = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.NOT_RUN
DAY = 86_400


class Store:
    """Three documents on a share."""

    def __init__(self, database: Database, members: MemberService, folder: Path) -> None:
        self.database, self.folder, self.share = database, folder, folder / "share"
        places = DocumentPlaces(database, folder)
        places.save(places.load().model_copy(update={"folders": str(self.share)}))
        self.store = places.places().store
        self.contents = [f"document {number}\n".encode() * 50 for number in range(3)]
        files = []
        for number, content in enumerate(self.contents):
            files.append(folder / f"{number}.txt")
            files[-1].write_bytes(content)
        documents = DocumentService(database, places)
        member = saved_member(members).id
        documents.attach("member", member, files[:2])
        documents.attach("member", member, files[2:], Details(is_private=True))

    def path(self, number: int) -> Path:
        return self.store.path(hashlib.sha256(self.contents[number]).hexdigest())

    def look(self, database: Database | None = None) -> dict[str, CheckResult]:
        look = Look(database or self.database, self.folder)
        return {one.check.name.removeprefix("documents."): one for one in inspect([DocumentInspection()], look)}


@pytest.fixture
def store(database: Database, members: MemberService, tmp_path: Path) -> Store:
    return Store(database, members, tmp_path)


def verdicts(found: dict[str, CheckResult]) -> dict[str, Verdict]:
    return {name: one.verdict for name, one in found.items() if name != "room"}


def test_all_is_well(store: Store) -> None:
    found = store.look()
    assert set(verdicts(found).values()) == {P}
    assert found["whole"].figures["read"] == 3
    assert store.look()["whole"].figures["read"] == 0  # read today already


def test_nothing_was_added_yet(database: Database, tmp_path: Path) -> None:
    found = inspect([DocumentInspection()], Look(database, tmp_path))
    assert {one.verdict for one in found} == {P}


def test_missing_cut_flipped_nobodys_and_outside_are_found(store: Store) -> None:
    store.path(0).unlink()
    store.path(1).write_bytes(store.contents[1][:-7])
    flipped = bytearray(store.contents[2])
    flipped[5] ^= 1
    store.path(2).write_bytes(flipped)
    for name, days in (("a" * 64, 3), ("b" * 64, 0)):
        stray = store.share / name[:2] / name[2:4] / name
        stray.parent.mkdir(parents=True)
        stray.write_bytes(b"whose?")
        os.utime(stray, (time.time() - days * DAY,) * 2)
    (store.share / "holiday.jpg").write_bytes(b"x")
    (store.share / "aa" / ("c" * 64)).write_bytes(b"x")
    found = store.look()
    assert verdicts(found) == {"folder": P, "missing": F, "whole": F, "stray": W, "outside": W}
    assert [one.words for one in found["missing"].findings[0].items] == ["0.txt"]
    damaged = {one.words: one.detail.partition(";")[0] for one in found["whole"].findings[0].items}
    assert damaged == {"1.txt": "its size is not what it was", "A document": "its content changed"}
    assert [one.key for one in found["stray"].findings[0].items] == ["a" * 64]  # the other has its 48 hours
    assert {one.key for one in found["outside"].findings[0].items} == {"holiday.jpg", f"aa/{'c' * 64}"}
    store.path(1).write_bytes(store.contents[1])
    assert store.look()["whole"].findings[0].count == 1  # what was found damaged is read again each time


def test_the_whole_store_is_read_within_thirty_days(store: Store, server: Server) -> None:
    store.look()
    with server.admin(store.database.url.database or "") as connection:
        connection.execute(text("UPDATE document_check SET checked_at = checked_at - interval '31 days'"))
    store.path(0).write_bytes(b"?" * len(store.contents[0]))
    found = store.look()["whole"]
    assert (found.verdict, found.findings[0].count) == (F, 1)
    look = Look(store.database, store.folder)
    with server.admin(store.database.url.database or "") as connection:
        connection.execute(text("DELETE FROM document_check"))
    hurried = {one.check.name: one for one in inspect([DocumentInspection(seconds=-1)], look)}["documents.whole"]
    assert hurried.verdict is Verdict.PARTIAL
    assert "3 files are due" in hurried.words


def test_a_share_that_is_away_is_no_pass(store: Store) -> None:
    store.share.rename(store.folder / "elsewhere")
    found = store.look()
    assert verdicts(found) == {"folder": F, "missing": N, "whole": N, "stray": N, "outside": N}


def test_who_may_not_see_the_contents_gets_a_part(store: Store, person_with: Any) -> None:
    found = store.look(person_with("ip2a_staff"))
    assert set(verdicts(found).values()) == {Verdict.PARTIAL}
    auditor = store.look(person_with("ip2a_auditor"))
    assert set(verdicts(auditor).values()) == {P}  # nothing of a private one looks as if nobody owned it


def test_strays_are_set_aside_and_what_is_named_never(store: Store) -> None:
    stray = store.share / "aa" / "aa" / ("a" * 64)
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"whose?")
    assert document_quarantine.set_aside(store.database, store.folder, "a" * 64) == ""
    kept = store.share / "quarantine" / ("a" * 64)
    assert (stray.exists(), kept.read_bytes()) == (False, b"whose?")
    assert verdicts(store.look())["stray"] is P
    owned = store.path(0).name
    assert document_quarantine.set_aside(store.database, store.folder, owned) == "A document names it now."
    assert store.path(0).exists()
    document_quarantine.bring_back(store.store, "a" * 64)
    assert stray.exists()
    document_quarantine.set_aside(store.database, store.folder, "a" * 64)
    assert document_quarantine.let_go(store.store, time.time()) == 0
    assert document_quarantine.let_go(store.store, time.time() + 31 * DAY) == 1
    assert not kept.exists()


def test_without_files_they_are_left_out(store: Store) -> None:
    health = HealthService(store.database, store.folder, lambda _kind: [DocumentInspection()])
    assert health.run(RunKind.INTEGRITY, with_files=False).results == ()
    assert len(health.run(RunKind.INTEGRITY).results) == 6
