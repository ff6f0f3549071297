"""The Import page: past imports, a new one in four steps, and taking one back."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QStandardPaths
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QStackedWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.imports import BatchKind, BatchRow, ImportKind, ImportSummary, SourceFile, UndoSummary
from ip2a_desktop.services.files import file_name
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.ui.imports.assistant import ImportAssistant
from ip2a_desktop.ui.imports.drop_area import dropped_file
from ip2a_desktop.ui.imports.history import History
from ip2a_desktop.ui.imports.undo_dialog import ask_to_take_back, done_words, tell_what_stayed, title_of
from ip2a_desktop.ui.imports.words import LISTS, NOUNS, ROWS
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.filters import Choice
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.widgets import ICON_NAME

_TITLE = "Import"
_EMPTY = (
    "Bring in the members or employers you already keep in a spreadsheet, or the labor board’s election results. You "
    "see what becomes of every row before anything is written, and each import can be taken back."
)


class ImportsPage(Page):
    """Past imports and the assistant for a new one.

    Args:
        kit: the screens' tools.
        imports: the use cases.
    """

    def __init__(self, kit: Kit, imports: ImportService) -> None:
        super().__init__("imports", _TITLE)
        self._kit = kit
        self._imports = imports
        self._is_loaded = False
        self.history = History(kit)
        self.states = StateStack(self.history)
        self.assistant = ImportAssistant(kit, imports)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.states)
        self._stack.addWidget(self.assistant)
        self.set_body(self._stack)
        self.setAcceptDrops(True)
        self._make_verbs()
        self._connect()
        self._show_history()

    def _make_verbs(self) -> None:
        self.import_action = make("import", self, self.begin, text="Import a file")
        self.refresh_action = make("refresh", self, self.load)
        self.back_action = make("back", self, self._ask_to_leave, tip="Leave this import and show the list")
        self.undo_action = self._verb("Take back…", "arrow-counter-clockwise", self._on_undo)
        self.undo_action.setToolTip("See what taking this import back would do, then decide")
        self.show_action = self._verb("Show records", "list-bullets", self._on_show)
        self.show_action.setToolTip("Show what this import brought in or changed, in its list")
        self.save_action = self._verb("Save rejected rows…", "download-simple", self._on_save)
        self.save_action.setToolTip("Save the rows that did not come in as a CSV file")

    def _verb(self, words: str, icon_name: str, slot: Callable[[], object]) -> QAction:
        action = QAction(icon(icon_name), words, self)
        action.setProperty(ICON_NAME, icon_name)
        action.triggered.connect(slot)
        return action

    def _connect(self) -> None:
        self.history.current_changed.connect(self._on_current_changed)
        self.history.undo_wanted.connect(self._undo)
        self.assistant.finished.connect(self._ask_to_leave)
        self.assistant.undo_wanted.connect(self._undo_summary)
        self.assistant.save_wanted.connect(self._save_summary)
        self.assistant.records_wanted.connect(self._show_summary_records)
        self._kit.bus.changed.connect(self._on_changed)

    # -- the list -----------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Read the list when the page comes to the front for the first time."""
        if not self._is_loaded:
            self.load()
        if self._is_importing:
            self.assistant.setFocus()
        else:
            self.history.table.setFocus()

    def open(self, **arguments: Any) -> None:
        """Begin an import; ``kind`` (members, employers or elections) and ``path``, the file, are optional."""
        kind = arguments.get("kind")
        self.begin(ImportKind(kind) if kind else None, arguments.get("path"))

    def load(self) -> None:
        """Read the list of imports."""
        if not self._is_loaded:
            self.states.show_loading("Reading the imports…", lambda: self._kit.tasks.drop(self, "batches"), self.load)
        self._kit.tasks.run(self, self._imports.batches, self._on_loaded, self._on_not_loaded, key="batches")

    def _on_loaded(self, batches: tuple[BatchRow, ...]) -> None:
        self._is_loaded = True
        self.history.show_batches(batches)
        if batches:
            self.states.show_content()
        else:
            self.states.show_empty(
                "Nothing was imported yet", _EMPTY, "Import a file", self.begin, "upload-simple", primary=True
            )
        self._follow()

    def _on_not_loaded(self, error: Exception) -> None:
        if self._is_loaded:
            self._kit.messages.show_error(error)
        else:
            self.states.show_failed(error, self.load)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(["import_batch"]) and self._is_loaded:
            self.load()

    def _on_current_changed(self, _batch: BatchRow | None) -> None:
        self._follow()

    def _follow(self) -> None:
        batch = self.history.current
        for action in (self.undo_action, self.show_action):
            action.setEnabled(batch is not None and not batch.is_taken_back)
        self.save_action.setEnabled(batch is not None and bool(batch.counts.left_over))

    # -- the assistant ------------------------------------------------------------------------------------

    @property
    def _is_importing(self) -> bool:
        return self._stack.currentWidget() is self.assistant

    def begin(self, kind: ImportKind | None = None, path: Path | None = None) -> None:
        """Begin an import, with a file where one is given."""
        self.assistant.begin(kind)
        self.header.set_title("Import a file")
        self.header.set_back(self.back_action)
        self.header.set_verbs()
        self._stack.setCurrentWidget(self.assistant)
        if path is not None:
            self.assistant.open_file(path)

    def _show_history(self) -> None:
        self.header.set_title(_TITLE)
        self.header.set_back(None)
        verbs = [self.show_action, self.undo_action]
        self.header.set_verbs(self.import_action, verbs, [self.save_action, self.refresh_action])
        self._stack.setCurrentWidget(self.states)
        self._follow()

    def _ask_to_leave(self) -> None:
        if not self._is_importing or self.assistant.working.is_busy:
            return
        if not self.assistant.is_begun:
            self._show_history()
            return
        self._kit.messages.confirm(
            "Leave this import?",
            "Nothing was written. The choice of columns is forgotten.",
            "Leave",
            self._show_history,
        )

    def _show_summary_records(self, summary: ImportSummary, source: SourceFile) -> None:
        self._show_history()
        self._show_records(LISTS[BatchKind(summary.kind.value)], summary.batch_id, f"{source.name}, {day(today())}")

    def _on_show(self) -> None:
        batch = self.history.current
        if batch is not None:
            when = day(batch.finished_at.astimezone().date())
            self._show_records(LISTS[batch.kind], batch.id, f"{batch.file_name or 'Sample data'}, {when}")

    def _show_records(self, page: str, batch_id: UUID, words: str) -> None:
        self.page_wanted.emit(page, {"filters": {"import": (Choice(str(batch_id), words),)}})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None and not self.assistant.working.is_busy:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            self.begin(path=path)

    # -- taking back --------------------------------------------------------------------------------------

    def _on_undo(self) -> None:
        if self.history.current is not None:
            self._undo(self.history.current)

    def _undo(self, batch: BatchRow) -> None:
        if not batch.is_taken_back:
            self._look_at_undo(batch.id, title_of(batch))

    def _undo_summary(self, summary: ImportSummary) -> None:
        self._look_at_undo(summary.batch_id, f"this import of {NOUNS[summary.kind].many}")

    def _look_at_undo(self, batch_id: UUID, title: str) -> None:
        imports = self._imports

        def ask(preview: UndoSummary) -> None:
            ask_to_take_back(self.window(), title, preview, lambda: self._take_back(batch_id, title))

        self._kit.tasks.run(self, lambda: imports.undo_preview(batch_id), ask, self._show_error, key="undo")

    def _take_back(self, batch_id: UUID, title: str) -> None:
        imports = self._imports
        self._kit.tasks.run_long(
            self,
            lambda progress: imports.undo(batch_id, progress),
            self._on_taken_back,
            self._on_not_taken_back,
            title=f"Taking back {title}",
        )

    def _on_taken_back(self, done: UndoSummary) -> None:
        self._kit.bus.publish(done.changes)
        if self._is_importing:
            self._show_history()
        if done.kept:
            tell_what_stayed(self.window(), done)
        self._kit.messages.toast(done_words(done), tone="good")

    def _on_not_taken_back(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            error = Cancelled("Taking back was cancelled.", "Everything is as it was.")
        self._show_error(error)

    # -- rejected rows ------------------------------------------------------------------------------------

    def _on_save(self) -> None:
        batch = self.history.current
        if batch is not None and batch.kind is not BatchKind.SAMPLE:
            self._ask_where(batch.id, batch.file_name, None)

    def _save_summary(self, summary: ImportSummary, source: SourceFile) -> None:
        self._ask_where(summary.batch_id, source.name, source)

    def _ask_where(self, batch_id: UUID, name: str, source: SourceFile | None) -> None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = source.path.parent if source is not None else Path(documents)
        proposal = folder / file_name(f"{Path(name).stem} - rejected rows", ".csv")
        dialog = QFileDialog(self.window(), "Save rejected rows", str(proposal))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("CSV file (*.csv)")
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda path: self.save_rejected(batch_id, Path(path), source))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()

    def save_rejected(self, batch_id: UUID, target: Path, source: SourceFile | None = None) -> None:
        """Write the rows that did not come in to a file."""
        imports = self._imports

        def done(count: int) -> None:
            self._kit.messages.toast(f"{ROWS.count(count)} written to {target.name}", tone="good")

        self._kit.tasks.run(
            self, lambda: imports.save_rejected(batch_id, target, source), done, self._show_error, key="save"
        )

    def _show_error(self, error: Exception) -> None:
        self._kit.messages.show_error(error)
