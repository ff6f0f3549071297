"""The documents of a record: dropped or chosen files as cards with thumbnails, looked at, opened, replaced."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QPixmap
from PySide6.QtWidgets import QCheckBox, QFileDialog

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.document_drafts import DocumentDraft
from ip2a_desktop.domain.documents import CATEGORIES, Attached, Content, Document, DocumentList, Looked, shown_size
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.choice_fields import ChoiceField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, moment, today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.widgets import button

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from ip2a_desktop.domain.progress import Progress
    from ip2a_desktop.services.document_reading import DocumentReading
    from ip2a_desktop.services.documents import DocumentService

DOCUMENTS: Final = Noun("document", "documents")
_FORM: Final = "attachment"
_FOLDER: Final = "documents.folder"
_MOST_THUMBNAILS: Final = 24
_LARGEST_THUMBNAIL: Final = 20_000_000
_SOON_DAYS: Final = 30
_TOLD: Final = 6
_PAGES: Final = "Pictures (*.png *.jpg *.jpeg *.tif *.tiff *.bmp *.gif *.webp)"
_WORDS = ChildWords(
    DOCUMENTS, "paperclip", "No documents yet", "Drop files here, or add them: photos, scans, PDFs, letters, tables."
)


class DocumentsPanel(ChildList):
    """The documents of one record, fetched when somebody looks at them.

    Args:
        kit: the screens' tools.
        documents: lists, adds, replaces.
        reading: reads contents.
        table: of the record, such as ``member``.
    """

    def __init__(self, kit: Kit, documents: DocumentService, reading: DocumentReading, table: str) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._documents = documents
        self._reading = reading
        self._table = table
        self._record: UUID | None = None
        self._list = DocumentList()
        self._by_id: dict[UUID, Document] = {}
        self._pictures: dict[UUID, QPixmap] = {}
        self.dialog: Any = None
        self.category = ChoiceField(CATEGORIES[table])
        self.category.setAccessibleName("Category of new documents")
        self.category.setToolTip("The category of what you add next")
        self.private = QCheckBox("Private")
        self.private.setToolTip("Only for people with the private duty; whoever looks at it is written down")
        self.private.setVisible(table != "organizing_activity")
        self.scan_button = button("Add pages…", "quiet", icon_name="files", on_click=self._ask_pages)
        self.scan_button.setToolTip("Several scanned pages become one document")
        for widget in (self.private, self.category, self.scan_button):
            self.add_beside(widget)
        self._verbs_of_documents()
        self.add_wanted.connect(self._ask_files)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(
            lambda one: kit.move_to_bin(self, [one], DOCUMENTS, documents.move_to_bin, documents.restore)
        )
        self.restore_wanted.connect(lambda one: kit.bring_back([one], DOCUMENTS, documents.restore))
        self.setAcceptDrops(True)

    def _verbs_of_documents(self) -> None:
        self.look_action = self.add_verb("Look at it", "eye", self.look_at, self._has_preview)
        self.open_action = self.add_verb("Open with this computer’s program", "arrow-square-out", self._open)
        self.save_action = self.add_verb("Save a copy…", "download-simple", self._ask_copy)
        self.replace_action = self.add_verb("Replace with a newer version…", "arrows-clockwise", self._ask_newer)
        self.history_action = self.add_verb("Show its history", "clock-counter-clockwise", self._show_history)

    def _has_preview(self, one: UUID) -> bool:
        return one in self._by_id and self._by_id[one].has_preview

    # -- the list -------------------------------------------------------------------------------------------------

    def show_record(self, record: Any) -> None:
        """Take the verbs away where the record is in the bin."""
        self.set_read_only(record.row.deleted_at is not None)

    def open_record(self, record_id: UUID) -> None:
        """Fetch the documents of a record and show them; bring what waits here to the store."""
        if record_id != self._record:
            self.states.show_loading(
                "Reading the documents…",
                lambda: self._kit.tasks.drop(self, "documents"),
                lambda: self.open_record(record_id),
            )
        self._kit.tasks.run(
            self,
            lambda: self._documents.of(self._table, record_id),
            lambda found: self._show_list(record_id, found),
            lambda error: self.states.show_failed(error, lambda: self.open_record(record_id)),
            key="documents",
        )

    def _show_list(self, record_id: UUID, found: DocumentList) -> None:
        self._record, self._list = record_id, found
        self._by_id = {one.id: one for one in (*found.current, *found.in_bin)}
        self.set_read_only(self._read_only)
        self._show_documents()
        self.show_bin(record_id, [_binned(one) for one in found.in_bin])
        self._fetch_pictures()
        self._kit.tasks.run(self, self._reading.send_waiting, self._kit.bus.publish, _quiet, key="waiting", slow=True)

    def _show_documents(self) -> None:
        self.show_cards(
            [replace(_card(one, self._list), picture=self._pictures.get(one.id)) for one in self._list.current]
        )

    def set_read_only(self, read_only: bool) -> None:
        """Take the verbs away (the record is in the bin) or give them back."""
        super().set_read_only(read_only)
        for widget in (self.category, self.scan_button):
            widget.setVisible(not read_only)
        self.private.setVisible(not read_only and self._table != "organizing_activity")
        self.setAcceptDrops(not read_only)

    def _fetch_pictures(self) -> None:
        """Draw thumbnails in a worker; private documents have none, as looking at them is written down."""
        wanted = [
            one.id
            for one in self._list.current
            if one.has_preview
            and not one.is_private
            and one.byte_count <= _LARGEST_THUMBNAIL
            and one.id not in self._pictures
        ][:_MOST_THUMBNAILS]
        if wanted:
            self._kit.tasks.run(
                self, lambda: self._thumbnails(wanted), self._on_pictures, _quiet, key="pictures", slow=True
            )

    def _thumbnails(self, wanted: Sequence[UUID]) -> dict[UUID, QImage]:
        from ip2a_desktop.ui.kit.document_pictures import thumbnail  # noqa: PLC0415 - with what reads PDF

        found = {}
        for one in wanted:
            try:
                found[one] = thumbnail(self._reading.content(one))
            except InputProblem:
                continue  # damaged: its card stays without a picture, and opening it says why
        return {one: image for one, image in found.items() if not image.isNull()}

    def _on_pictures(self, images: dict[UUID, QImage]) -> None:
        self._pictures |= {one: QPixmap.fromImage(image) for one, image in images.items()}
        self._show_documents()

    # -- adding ---------------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if _dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files that were dropped."""
        self.add_files(_dropped(event))
        event.acceptProposedAction()

    def add_files(self, files: Sequence[Path]) -> None:
        """Add files under the chosen category, in a worker with progress and cancel."""
        record = self._record
        if record is None or self._read_only or not files:
            return
        category, private = self.category.value(), self.private.isChecked()

        def work(progress: Progress) -> Attached:
            from ip2a_desktop.services.documents import Details  # noqa: PLC0415 - a list shows before it is added to

            details = Details(category, is_private=private)
            return self._documents.attach(self._table, record, files, details, progress)

        self._kit.tasks.run_long(self, work, self._on_added, self._kit.show_error, title="Adding documents")

    def _on_added(self, added: Attached) -> None:
        self._kit.bus.publish(added.changes)
        if added.added:
            waits = (
                " They wait on this computer until the folder of the documents can be reached." if added.waiting else ""
            )
            tone = "warn" if added.waiting else "good"
            self._kit.messages.toast(f"{DOCUMENTS.count(len(added.added))} added.{waits}", tone=tone)  # type: ignore[arg-type]
        if added.refused:
            told = "\n\n".join(sentence for _, sentence in added.refused[:_TOLD])
            more = len(added.refused) - _TOLD
            kept = f"{DOCUMENTS.count(len(added.added))} added." if added.added else ""
            self._kit.show_error(InputProblem(told + (f"\n\nSo were {more:,} more files." if more > 0 else ""), kept))

    def add_pages(self, pages: Sequence[Path]) -> None:
        """Make one document of scanned pages, and add it."""
        record, category, private = self._record, self.category.value(), self.private.isChecked()
        paper, name = self._kit.hall_paper(), f"Scan {today().isoformat()}, {len(pages)} pages.pdf"
        if record is None or not pages:
            return

        def work(progress: Progress) -> Attached:
            from ip2a_desktop.services.documents import Details  # noqa: PLC0415 - as above
            from ip2a_desktop.ui.kit.document_pictures import one_pdf  # noqa: PLC0415 - with what writes PDF

            progress(0, 0, "Putting the pages together")
            with tempfile.TemporaryDirectory(prefix="ip2a-scan-") as folder:
                scan = one_pdf(pages, Path(folder) / name, paper)
                return self._documents.attach(self._table, record, [scan], Details(category, is_private=private))

        self._kit.tasks.run_long(self, work, self._on_added, self._kit.show_error, title="Adding pages")

    def _ask_files(self) -> None:
        self._ask("Add documents", "", QFileDialog.FileMode.ExistingFiles, self.add_files)

    def _ask_pages(self) -> None:
        self._ask("The pages of one document", _PAGES, QFileDialog.FileMode.ExistingFiles, self.add_pages)

    def _ask_newer(self, one: UUID) -> None:
        self._ask(
            "The newer version", "", QFileDialog.FileMode.ExistingFile, lambda files: self.put_newer(one, files[0])
        )

    def put_newer(self, one: UUID, file: Path) -> None:
        """Put a newer version in the place of a document."""
        document = self._by_id[one]
        self._kit.tasks.run(
            self, lambda: self._documents.replace(document, file), self._on_added, self._kit.show_error, slow=True
        )

    def _ask(
        self, title: str, kinds: str, mode: QFileDialog.FileMode, then: Callable[[Sequence[Path]], object]
    ) -> None:
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), title, self._kit.settings.get(_FOLDER, usual), kinds)
        dialog.setFileMode(mode)
        dialog.finished.connect(lambda _code: dialog.deleteLater())

        def chosen(names: Sequence[str]) -> None:
            files = [Path(name) for name in names]
            self._kit.settings.set(_FOLDER, str(files[0].parent))
            then(files)

        dialog.filesSelected.connect(chosen)
        self.dialog = dialog
        dialog.open()

    # -- one document ---------------------------------------------------------------------------------------------

    def _on_opened(self, one: UUID) -> None:
        """Enter and a double click look at it, where the program can show it."""
        if self.is_bin_shown:
            return
        if self._has_preview(one):
            self.look_at(one)
        else:
            self._open(one)

    def look_at(self, one: UUID) -> None:
        """Show a document inside the program."""
        from ip2a_desktop.ui.kit.document_dialogs import DocumentDialog  # noqa: PLC0415 - with what shows PDF

        def load() -> Content:
            return self._reading.content(one)

        self.dialog = DocumentDialog(self._kit, self, self._by_id[one], load)
        self.dialog.open()

    def _open(self, one: UUID) -> None:
        def opened(copy: Path) -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))

        self._kit.tasks.run(
            self, lambda: self._reading.open_copy(one), opened, self._kit.show_error, key="open", slow=True
        )

    def _ask_copy(self, one: UUID) -> None:
        from ip2a_desktop.services.document_reading import suggested_name  # noqa: PLC0415 - as above

        versions = [one for many in self._list.older.values() for one in many]
        document = next(each for each in (*self._by_id.values(), *versions) if each.id == one)
        usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        dialog = QFileDialog(self.window(), "Save a copy", self._kit.settings.get(_FOLDER, usual))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(suggested_name(document.name, document.media_type))
        dialog.fileSelected.connect(lambda chosen: self.save_copy(one, Path(chosen)))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        self.dialog = dialog
        dialog.open()

    def save_copy(self, one: UUID, target: Path) -> None:
        """Write a copy to a file, in a worker."""

        def saved(path: Path) -> None:
            self._kit.settings.set(_FOLDER, str(path.parent))
            self._kit.messages.toast(f"Saved as {path.name}", tone="good")

        self._kit.tasks.run(self, lambda: self._reading.save_as(one, target), saved, self._kit.show_error, slow=True)

    def _show_history(self, one: UUID) -> None:
        document = self._by_id[one]
        versions = (document, *self._list.older.get(document.document_id, ()))

        def show(looks: tuple[Looked, ...]) -> None:
            from ip2a_desktop.ui.kit.document_dialogs import HistoryDialog  # noqa: PLC0415 - with what shows PDF

            self.dialog = HistoryDialog(self, versions, looks, self._ask_copy)
            self.dialog.open()

        def looks() -> tuple[Looked, ...]:
            return self._documents.looks(document) if document.is_private else ()

        self._kit.tasks.run(self, looks, show, self._kit.show_error, key="history")

    def _edit(self, one: UUID) -> None:
        document, record = self._by_id[one], self._record
        if record is None:
            return
        form = Form(DocumentDraft)
        form.add("name")
        form.add("category", ChoiceField(CATEGORIES[self._table]), width=6)
        form.add("expires_on", width=6)
        form.add("description")
        if self._table != "organizing_activity":
            form.add("is_private")
        names = DocumentDraft.model_fields
        form.load(DocumentDraft.model_construct(**{name: getattr(document, name) for name in names}))

        def save(draft: DocumentDraft) -> Changes:
            return self._documents.save(draft) | Changes.of(self._table, record)

        self.dialog = FormDialog(self._kit, self, "Edit document", "this document", form, save, name=_FORM)
        self.dialog.open()


def _dropped(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def _quiet(_error: Exception) -> None:
    """What is done by the way and can wait for another time says nothing when it fails."""


def _card(one: Document, all_of_them: DocumentList) -> Card:
    chips = [Chip(one.category.label, "folder")]
    if one.is_private:
        chips.append(Chip("Private", "lock-simple", "warn"))
    if one.waits_at:
        chips.append(Chip("Waits for the folder", "hourglass", "warn"))
    if one.expires_on is not None:
        left = (one.expires_on - today()).days
        words = f"Expired {day(one.expires_on)}" if left < 0 else f"Expires {day(one.expires_on)}"
        chips.append(
            Chip(
                words,
                "calendar-x" if left < 0 else "calendar",
                "bad" if left < 0 else "warn" if left <= _SOON_DAYS else "neutral",
            )
        )
    older = len(all_of_them.older.get(one.document_id, ()))
    versions = f"{older + 1} versions" if older else ""
    parts = (one.kind, shown_size(one.byte_count), versions, one.description)
    return Card(
        one.id,
        one.name,
        chips=tuple(chips),
        meta=f"{one.created_by} · {moment(one.created_at)}",
        body=" · ".join(part for part in parts if part),
    )


def _binned(one: Document) -> Binned:
    assert one.deleted_at is not None
    return Binned(one.id, "attachment", one.name, one.kind, None, None, one.deleted_at, one.deleted_by)
