"""Documents: added whole or not at all, found again, private ones recorded; a share that is away loses nothing."""

import hashlib
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.document_drafts import DocumentSettingsDraft
from ip2a_desktop.domain.documents import DocumentCategory
from ip2a_desktop.domain.errors import Cancelled, DocumentsAway, HallError, InputProblem, NotFound, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.document_reading import DocumentReading
from ip2a_desktop.services.documents import Details, DocumentService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from tests.conftest import RoundTrips
from tests.factories import saved_member
from tests.salting_cases import Organizing

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


class Desk:
    """One person's documents on one computer, whose share can go away."""

    def __init__(self, database: Database, folder: Path, share: Path | None) -> None:
        self.folder, self.share = folder, share
        self.places = DocumentPlaces(database, folder)
        self.documents = DocumentService(database, self.places)
        self.reading = DocumentReading(database, self.places)
        if share is not None:
            self.places.save(
                self.places.load().model_copy(update={"folders": f"Z:\\documents\n{share}", "most_megabytes": 20})
            )

    def file(self, name: str, content: bytes = PDF) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def away(self) -> None:
        assert self.share is not None
        self.share.rename(self.share.with_name("elsewhere"))
        self.share.mkdir()  # what is left of a share that is not mounted

    def back(self) -> None:
        assert self.share is not None
        self.share.rmdir()
        self.share.with_name("elsewhere").rename(self.share)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    (tmp_path / "desk").mkdir()
    return Desk(database, tmp_path / "desk", tmp_path / "share")


@pytest.fixture
def member(members: MemberService) -> Any:
    return saved_member(members).id


def test_a_file_is_kept_once_under_its_content(desk: Desk, member: Any) -> None:
    first, second = desk.file("../desk/dues card.pdf"), desk.file("again.pdf")
    made = desk.documents.attach("member", member, [first, second], Details(expires_on=date(2030, 1, 2)))
    assert (len(made.added), made.refused, made.waiting) == (2, (), 0)
    digest = hashlib.sha256(PDF).hexdigest()
    assert desk.share is not None
    kept = [one for one in desk.share.rglob("*") if one.is_file() and one.name != "ip2a-documents.txt"]
    assert kept == [desk.share / digest[:2] / digest[2:4] / digest]
    shown = desk.documents.of("member", member)
    assert {(one.name, one.kind, one.expires_on) for one in shown.current} == {
        ("dues card.pdf", "PDF", date(2030, 1, 2)),
        ("again.pdf", "PDF", date(2030, 1, 2)),
    }
    assert desk.reading.content(made.added[0]).data == PDF
    copy = desk.reading.open_copy(made.added[0])
    assert (copy.name, copy.read_bytes()) == ("dues card.pdf", PDF)
    assert desk.reading.save_as(made.added[1], desk.folder / "out.pdf").read_bytes() == PDF


def test_a_list_is_one_round_trip(counted: tuple[Database, RoundTrips], desk: Desk, member: Any) -> None:
    desk.documents.attach("member", member, [desk.file("a.pdf")])
    database, trips = counted
    other = DocumentService(database, DocumentPlaces(database, desk.folder))
    other.of("member", member)
    trips.reset()
    assert len(other.of("member", member).current) == 1
    assert trips.count == 1


def test_replaced_with_history_then_to_the_bin_and_back(desk: Desk, member: Any, notes: NoteService) -> None:
    desk.documents.attach("member", member, [desk.file("card.pdf")], Details(DocumentCategory.CERTIFICATIONS))
    old = desk.documents.of("member", member).current[0]
    desk.documents.replace(old, desk.file("new.png", PNG))
    shown = desk.documents.of("member", member)
    assert [(one.name, one.category) for one in shown.current] == [("new.png", DocumentCategory.CERTIFICATIONS)]
    assert [one.name for one in shown.older[old.document_id]] == ["card.pdf"]
    with pytest.raises(RuleViolation, match="Somebody else replaced"):
        desk.documents.replace(old, desk.file("late.pdf", PDF + b"late"))
    desk.documents.move_to_bin([shown.current[0].id])
    binned = desk.documents.of("member", member)
    assert (binned.current, [one.name for one in binned.in_bin]) == ((), ["new.png"])
    desk.documents.restore([binned.in_bin[0].id])
    assert [one.name for one in desk.documents.of("member", member).current] == ["new.png"]
    assert desk.reading.content(old.id).data == PDF
    draft = desk.documents.load(shown.current[0].id).model_copy(update={"description": "front side"})
    desk.documents.save(draft)
    told = [entry.what for entry in notes.timeline("member", member)]
    assert told[0] == "Document changed"
    assert "Document moved to the bin" in told


BAD: dict[str, tuple[Callable[[Path], Path], str]] = {
    "empty": (lambda folder: _made(folder / "empty.pdf", b""), "0 bytes"),
    "a program": (lambda folder: _made(folder / "dues.pdf", b"MZ\x90\x00" + bytes(200)), "calls itself PDF"),
    "another program": (lambda folder: _made(folder / "x.pdf", b"\x7fELF" + bytes(60)), "program"),
    "a script": (lambda folder: _made(folder / "run.bat", b"del *.*"), "is a program"),
    "a folder": (lambda folder: folder, "is a folder"),
    "gone": (lambda folder: folder / "gone.pdf", "not there any more"),
    "3 GB": (lambda folder: _sparse(folder / "huge.pdf"), "3,000.0 MB"),
    "a pipe": (lambda folder: _pipe(folder / "pipe"), "is not a file"),
}


def _made(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _sparse(path: Path) -> Path:
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    return path


def _pipe(path: Path) -> Path:
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_document_is_refused_by_itself(desk: Desk, member: Any, kind: str) -> None:
    make, words = BAD[kind]
    bad = make(desk.folder)
    made = desk.documents.attach("member", member, [bad, desk.file("good.pdf")])
    assert len(made.added) == 1
    assert [path for path, _ in made.refused] == [bad]
    assert words in made.refused[0][1]
    assert "not added" in made.refused[0][1]
    assert [one.name for one in desk.documents.of("member", member).current] == ["good.pdf"]
    assert desk.share is not None
    assert not list(desk.share.rglob("*.part"))


@pytest.mark.parametrize(
    ("name", "kept", "copied"),
    [
        ("..\\..\\x", ".._.._x", "_.._x.pdf"),
        ("CON", "CON", "CON file.pdf"),
        ("a" * 251 + ".pdf", "a" * 251 + ".pdf", "a" * 120 + ".pdf"),
        ("=cmd|' .pdf", "=cmd|' .pdf", "=cmd '.pdf"),
        ("tab\tand\nline.pdf", "tab_and_line.pdf", "tab_and_line.pdf"),
        ("<img src=x>", "<img src=x>", "img src=x.pdf"),
    ],
)
def test_a_name_is_never_a_path(desk: Desk, member: Any, name: str, kept: str, copied: str) -> None:
    made = desk.documents.attach("member", member, [desk.file(name)])
    assert made.refused == ()
    assert [one.name for one in desk.documents.of("member", member).current] == [kept]
    copy = desk.reading.open_copy(made.added[0])
    assert copy.name == copied
    assert copy.resolve().is_relative_to(desk.folder / "documents-opened")


def test_a_file_that_vanishes_while_it_is_read(desk: Desk, member: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = desk.file("large.pdf", PDF + bytes(9_000_000))
    real = hashlib.file_digest

    def read_then_gone(file: Any, how: str) -> Any:
        found = real(file, how)
        path.unlink()
        return found

    monkeypatch.setattr("ip2a_desktop.services.document_intake.hashlib.file_digest", read_then_gone)
    made = desk.documents.attach("member", member, [path])
    assert made.added == ()
    assert "not there any more" in made.refused[0][1]
    assert desk.documents.of("member", member).current == ()
    assert not list(desk.folder.rglob("*.part"))


def test_a_share_that_is_away_loses_nothing(desk: Desk, member: Any) -> None:
    before = desk.documents.attach("member", member, [desk.file("before.pdf")]).added[0]
    desk.away()
    made = desk.documents.attach(
        "member", member, [desk.file("scan.png", PNG), desk.file("big.png", PNG + bytes(9_000_000))]
    )
    assert (len(made.added), made.waiting, made.refused) == (2, 2, ())
    assert len(desk.documents.of("member", member).current) == 3
    with pytest.raises(DocumentsAway, match="cannot be reached"):
        desk.reading.content(before)
    assert desk.reading.content(made.added[0]).data == PNG
    assert desk.reading.send_waiting().rows == {}
    assert desk.reading.waiting() == 2
    desk.back()
    changed = desk.reading.send_waiting()
    assert changed.ids("attachment") == set(made.added)
    assert desk.reading.waiting() == 0
    assert desk.reading.content(made.added[0]).data == PNG
    assert {one.waits_at for one in desk.documents.of("member", member).current} == {""}


def test_another_halls_folder_is_refused(desk: Desk, member: Any, tmp_path: Path) -> None:
    assert desk.share is not None
    (desk.share / "ip2a-documents.txt").write_text(f"x\n{new_id()}\n", encoding="utf-8")
    assert desk.documents.attach("member", member, [desk.file("a.pdf")]).waiting == 1
    with pytest.raises(DocumentsAway, match="another hall"):
        desk.places.save(desk.places.load())
    (tmp_path / "file").write_bytes(b"x")
    with pytest.raises(RuleViolation, match="can make no files"):
        desk.places.save(desk.places.load().model_copy(update={"folders": str(tmp_path / "file" / "in")}))


def test_a_shared_server_without_a_folder_lets_them_wait(database: Database, tmp_path: Path, member: Any) -> None:
    desk = Desk(database, tmp_path, None)
    made = desk.documents.attach("member", member, [desk.file("a.pdf")])
    assert made.waiting == 1
    assert desk.reading.content(made.added[0]).data == PDF
    (tmp_path / "pgdata").mkdir()  # the database is this computer's own
    desk.reading.send_waiting()
    assert (tmp_path / "documents" / "ip2a-documents.txt").exists()
    assert desk.reading.content(made.added[0]).data == PDF


def test_a_damaged_or_missing_file_is_said_so(desk: Desk, member: Any) -> None:
    made = desk.documents.attach("member", member, [desk.file("a.pdf")])
    content = desk.places.places().store.path(hashlib.sha256(PDF).hexdigest())
    content.write_bytes(PDF[:-1] + b"X")
    with pytest.raises(InputProblem, match="damaged"):
        desk.reading.content(made.added[0])
    content.unlink()
    with pytest.raises(NotFound, match="not in the folder"):
        desk.reading.open_copy(made.added[0])


def test_who_looked_at_a_private_one(desk: Desk, member: Any, person_with: Any, notes: NoteService) -> None:
    files = [desk.file("medical.pdf"), desk.file("plain.pdf", PDF + b" ")]
    private = desk.documents.attach("member", member, files[:1], Details(is_private=True)).added[0]
    desk.documents.attach("member", member, files[1:])
    clerk = Desk(person_with("ip2a_staff"), desk.folder, None)
    assert [one.name for one in clerk.documents.of("member", member).current] == ["plain.pdf"]
    with pytest.raises(NotFound):
        clerk.reading.content(private)
    assert "medical" not in str(NoteService(clerk.documents.database).timeline("member", member))
    assert "medical" in str(notes.timeline("member", member))
    desk.reading.content(private)
    desk.reading.open_copy(private)
    document = next(one for one in desk.documents.of("member", member).current if one.is_private)
    assert [(one.by, one.how) for one in desk.documents.looks(document)] == [("ana", "open"), ("ana", "preview")]


def test_documents_of_organizing_are_for_organizers(desk: Desk, database: Database, person_with: Any) -> None:
    organizing = Organizing(database)
    activity = organizing.activity(organizing.campaign())
    made = desk.documents.attach("organizing_activity", activity.id, [desk.file("cards.pdf")])
    assert len(made.added) == 1
    officer = Desk(person_with("ip2a_president"), desk.folder, None)
    assert officer.documents.of("organizing_activity", activity.id).current == ()
    with pytest.raises(HallError):
        officer.documents.attach("organizing_activity", activity.id, [desk.file("x.pdf")])
    organizer = Desk(person_with("ip2a_organizer"), desk.folder, None)
    assert len(organizer.documents.of("organizing_activity", activity.id).current) == 1


def test_no_document_without_its_record(desk: Desk, member: Any) -> None:
    with pytest.raises(RuleViolation, match="not kept any more"):
        desk.documents.attach("member", new_id(), [desk.file("a.pdf")])
    with pytest.raises(RuleViolation, match="category"):
        desk.documents.attach("member", member, [desk.file("a.pdf")], Details(DocumentCategory.SETTLEMENT))


def test_a_cancel_keeps_what_was_added(desk: Desk, member: Any) -> None:
    files = [desk.file(f"{number}.pdf", PDF + str(number).encode()) for number in range(70)]

    def cancel(done: int, total: int, words: str) -> None:
        if done:
            raise Cancelled(words)

    with pytest.raises(Cancelled):
        desk.documents.attach("member", member, files, progress=cancel)
    assert len(desk.documents.of("member", member).current) == 64


def test_folders_are_whole_paths() -> None:
    with pytest.raises(ValueError, match="not a whole path"):
        DocumentSettingsDraft(folders="documents")
    assert DocumentSettingsDraft(folders=" /srv/d \n\n\\\\hall\\d ").folders == "/srv/d\n\\\\hall\\d"


def test_the_own_folder_is_made_once_however_many_need_it(database: Database, tmp_path: Path, member: Any) -> None:
    (tmp_path / "pgdata").mkdir()
    desk = Desk(database, tmp_path, None)
    files = [desk.file(f"{number}.pdf", PDF + str(number).encode()) for number in range(40)]
    made = desk.documents.attach("member", member, files)
    assert (len(made.added), made.waiting) == (40, 0)
    assert not list(tmp_path.glob(".*.part"))
