"""Documents through a member's page on a real database: dropped, looked at, replaced, thrown away, brought back."""

from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from ip2a_desktop.domain.documents import DocumentCategory
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.document_reading import DocumentReading
from ip2a_desktop.services.documents import DocumentService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.ui.kit.document_dialogs import DocumentDialog, HistoryDialog
from ip2a_desktop.ui.kit.documents_panel import DocumentsPanel
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.record import MemberView
from ip2a_desktop.ui.settings.documents_folder import DocumentHooks, DocumentsFolder
from tests.factories import saved_member
from tests.ui.fake_employers import make_kit, toast_words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def png(colour: str) -> bytes:
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


class Desk:
    """A member's page with its documents."""

    def __init__(self, qtbot, database, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        (folder / "pgdata").mkdir()  # the database is this computer's own
        members = MemberService(database)
        places = DocumentPlaces(database, folder)
        self.documents, self.reading = DocumentService(database, places), DocumentReading(database, places)
        self.tasks = Tasks()
        self.kit = make_kit(self.tasks, folder)
        self.view = MemberView(
            self.kit, member_kind(members), members, EmployerService(database), NoteService(database)
        )
        self.panel = DocumentsPanel(self.kit, self.documents, self.reading, "member")
        self.view.add_panels({"Documents": self.panel})
        qtbot.addWidget(self.view)
        self.kit.messages.attach(self.view)
        self.view.resize(700, 700)
        self.view.show()
        self.member = saved_member(members).id
        self.view.show_id(self.member)
        self.wait(lambda: self.view.record is not None)
        self.view.show_panel(self.panel)
        self.wait(lambda: self.panel._record == self.member)

    def wait(self, wanted) -> None:
        self.qtbot.waitUntil(lambda: wanted() and self.tasks.is_idle())

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def titles(self) -> list[str]:
        return [card.title for card in self.panel.list.cards.cards]

    def drop(self, *files: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(one)) for one in files])
        copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        assert self.panel.acceptDrops()
        self.panel.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, none))


@pytest.fixture
def desk(qtbot, database, tmp_path):
    made = Desk(qtbot, database, tmp_path)
    yield made
    made.tasks.close()


def test_dropped_looked_at_replaced_thrown_away_and_brought_back(desk) -> None:
    QAbstractItemModelTester(desk.panel.list.cards, QAbstractItemModelTester.FailureReportingMode.Fatal)
    desk.panel.category.set_value(DocumentCategory.CERTIFICATIONS)
    desk.drop(desk.file("photo.png", png("teal")), desk.file("card.pdf", PDF), desk.file("dues.pdf", b"MZ\0\0"))
    desk.wait(lambda: len(desk.titles()) == 2 and all(one.picture for one in desk.panel.list.cards.cards))
    assert "2 documents added" in toast_words(desk.kit)
    said = " ".join(label.text() for label in desk.view.findChildren(QLabel))
    assert "calls itself PDF, but it is a program" in said
    photo = next(card for card in desk.panel.list.cards.cards if card.title == "photo.png")
    assert [chip.text for chip in photo.chips] == ["Certification"]
    desk.panel.list.choose(photo.id)
    desk.panel.look_action.trigger()
    assert isinstance(desk.panel.dialog, DocumentDialog)
    desk.wait(lambda: desk.panel.dialog.is_shown)
    desk.panel.dialog.reject()
    desk.panel.put_newer(photo.id, desk.file("newer.png", png("red")))
    desk.wait(lambda: "newer.png" in desk.titles())
    newer = next(card for card in desk.panel.list.cards.cards if card.title == "newer.png")
    assert "2 versions" in newer.body
    desk.panel.list.choose(newer.id)
    desk.panel.history_action.trigger()
    desk.wait(lambda: isinstance(desk.panel.dialog, HistoryDialog))
    assert [card.title for card in desk.panel.dialog.list.cards.cards] == ["newer.png", "photo.png"]
    desk.panel.dialog.reject()
    desk.panel.bin_action.trigger()
    desk.wait(lambda: desk.titles() == ["card.pdf"])
    desk.panel.bin_button.click()
    assert desk.titles() == ["newer.png"]
    desk.panel.restore_action.trigger()
    desk.wait(lambda: set(desk.titles()) == {"card.pdf", "newer.png"})


def test_what_is_written_about_a_document(desk) -> None:
    desk.panel.add_files([desk.file("card.pdf", PDF)])
    desk.wait(lambda: desk.titles() == ["card.pdf"])
    desk.panel.list.choose(desk.panel.list.cards.cards[0].id)
    desk.panel.edit_action.trigger()
    form = desk.panel.dialog.form
    form.put({"description": "Both sides", "is_private": True})
    desk.panel.dialog.save_button.click()
    desk.wait(lambda: "Both sides" in desk.panel.list.cards.cards[0].body)
    assert "Private" in [chip.text for chip in desk.panel.list.cards.cards[0].chips]
    desk.panel.look_at(desk.panel.list.cards.cards[0].id)
    desk.wait(lambda: desk.panel.dialog.is_shown)
    document = desk.documents.of("member", desk.member).current[0]
    assert [one.how for one in desk.documents.looks(document)] == ["preview"]
    desk.panel.dialog.reject()


def test_pages_become_one_document(desk) -> None:
    desk.panel.add_pages([desk.file("1.png", png("white")), desk.file("2.png", png("black"))])
    desk.wait(lambda: len(desk.titles()) == 1)
    one = desk.documents.of("member", desk.member).current[0]
    assert (one.kind, one.name.endswith("2 pages.pdf")) == ("PDF", True)
    assert desk.reading.content(one.id).data.startswith(b"%PDF")
    copy = desk.folder / "copy.pdf"
    desk.panel.save_copy(one.id, copy)
    desk.wait(copy.exists)


def test_away_the_list_works_and_opening_says_so(desk) -> None:
    desk.panel.add_files([desk.file("card.txt", b"words")])
    desk.wait(lambda: desk.titles() == ["card.txt"])
    (desk.folder / "documents").rename(desk.folder / "unplugged")
    (desk.folder / "documents").mkdir()
    desk.panel.open_action.trigger()
    desk.panel.list.choose(desk.panel.list.cards.cards[0].id)
    desk.panel.open_action.trigger()
    desk.wait(lambda: any("cannot be reached" in label.text() for label in desk.view.findChildren(QLabel)))
    desk.panel.add_files([desk.file("later.txt", b"other words")])
    desk.wait(lambda: len(desk.titles()) == 2)
    chips = [chip.text for card in desk.panel.list.cards.cards for chip in card.chips]
    assert "Waits for the folder" in chips
    (desk.folder / "documents").rmdir()
    (desk.folder / "unplugged").rename(desk.folder / "documents")
    desk.view.reload()
    desk.wait(lambda: "Waits for the folder" not in [c.text for k in desk.panel.list.cards.cards for c in k.chips])
    assert desk.reading.waiting() == 0


def test_an_admin_chooses_the_folder(qtbot, database, tmp_path) -> None:
    places = DocumentPlaces(database, tmp_path)
    tasks = Tasks()
    kit = make_kit(tasks, tmp_path)
    line = DocumentsFolder(kit, DocumentHooks(places.load, places.save))
    qtbot.addWidget(line)
    kit.messages.attach(line)
    line.show()
    line.choose_button.click()
    qtbot.waitUntil(lambda: line.dialog is not None and tasks.is_idle())
    line.dialog.form.put({"folders": "share"})
    line.dialog.save_button.click()
    assert "not a whole path" in line.dialog.form.cells["folders"].problem
    line.dialog.form.put({"folders": str(tmp_path / "share"), "most_megabytes": 50})
    line.dialog.save_button.click()
    qtbot.waitUntil(lambda: line.where.text() == str(tmp_path / "share") and tasks.is_idle())
    assert places.places().store.there() == tmp_path / "share"
    assert places.places().most_bytes == 50_000_000
    tasks.close()
