"""The verb "Export": what is chosen, what is shown, or all, as an Excel workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QAction, QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.verb_menu import Entry, menu_verb

if TYPE_CHECKING:
    from ip2a_desktop.services.exports import Exported

FileKind = Literal["xlsx", "csv"]
_FILTERS: dict[FileKind, str] = {"xlsx": "Excel workbook (*.xlsx)", "csv": "CSV file (*.csv)"}
_WORDS: dict[FileKind, str] = {"xlsx": "Excel", "csv": "CSV"}
_FOLDER = "export.folder"


@dataclass(frozen=True)
class ListState:
    """What a list shows and what of it is chosen, at this moment.

    Args:
        query: search, filters and order.
        chosen: the ids of the chosen rows, in order.
        shown: how many rows the query has.
        columns: the columns to write, those on screen first.
        about: search and filters in words, empty where everything is shown.
    """

    query: ListQuery
    chosen: Sequence[UUID]
    shown: int
    columns: Sequence[Column[Any]]
    about: str = ""


def scopes(state: ListState, noun: Noun) -> list[tuple[str, ListQuery | Sequence[UUID]]]:
    """Return which rows a person may mean, in words: the chosen ones, those on screen, all of them."""
    found: list[tuple[str, ListQuery | Sequence[UUID]]] = []
    if len(state.chosen) > 1:
        found.append((f"the {len(state.chosen):,} selected {noun.many}", state.chosen))
    elif state.chosen:
        found.append((f"the selected {noun.one}", state.chosen))
    if state.query.is_narrowed:
        found.append((f"the {noun.count(state.shown)} shown", state.query))
    everything = ListQuery(sort=state.query.sort, descending=state.query.descending, in_bin=state.query.in_bin)
    found.append((f"all {noun.many}", everything))
    return found


class Exporter:
    """Asks for a file and writes rows into it, with progress and cancel.

    Args:
        kit: the screens' tools.
        owner: over whose window the file is asked for.
        source: where rows come from.
        noun: what the rows are.
    """

    def __init__(self, kit: Kit, owner: QWidget, source: ListSource[Any], noun: Noun) -> None:
        self._kit = kit
        self._owner = owner
        self._source = source
        self._noun = noun
        self.dialog: QFileDialog | None = None

    def verb(self, state: Callable[[], ListState]) -> QAction:
        """Return the verb with its menu; ``state`` tells what the list shows when the menu opens."""
        return menu_verb("export", self._owner, lambda: self._entries(state()))

    def _entries(self, state: ListState) -> list[Entry | None]:
        entries: list[Entry | None] = []
        for words, rows in scopes(state, self._noun):
            if entries:
                entries.append(None)
            for kind in _FILTERS:
                text = f"{words[0].upper()}{words[1:]} to {_WORDS[kind]}…"
                ask = partial(self.ask, rows, state.columns, kind)
                entries.append(Entry(text, ask))
        return entries

    def ask(self, rows: ListQuery | Sequence[UUID], columns: Sequence[Column[Any]], kind: FileKind) -> None:
        """Ask for the file, then write it."""
        chosen = rows if isinstance(rows, ListQuery) else list(rows)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = self._kit.settings.get(_FOLDER, documents)
        dialog = QFileDialog(self._owner.window(), "Export", str(Path(folder, f"{self._noun.many}.{kind}")))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(_FILTERS[kind])
        dialog.setDefaultSuffix(kind)
        dialog.setWindowTitle(f"Export {self._noun.many} to {_WORDS[kind]}")
        dialog.fileSelected.connect(lambda path: self.write(Path(path), chosen, columns, kind))
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        self.dialog = dialog
        dialog.open()

    def write(
        self, path: Path, rows: ListQuery | Sequence[UUID], columns: Sequence[Column[Any]], kind: FileKind
    ) -> None:
        """Write the rows in the background and say when it is done."""
        self._kit.settings.set(_FOLDER, str(path.parent))
        source, title = self._source, self._noun.many.capitalize()
        cells = [(column.title, column.exported) for column in columns]

        def work(progress: Progress) -> Exported:
            from ip2a_desktop.services.batches import in_order  # noqa: PLC0415 - a list shows before it is exported
            from ip2a_desktop.services.exports import export_csv, export_xlsx  # noqa: PLC0415 - as above

            progress(0, 0, "Reading the list")
            ids = source.ids(rows) if isinstance(rows, ListQuery) else rows
            batches = in_order(source, ids)
            if kind == "csv":
                return export_csv(path, cells, batches, progress, len(ids))
            return export_xlsx(path, cells, batches, progress, len(ids), title)

        job_title = f"Exporting {self._noun.many}"
        self._kit.tasks.run_long(
            self._owner, work, lambda done: self._on_done(path, done), self._on_error, title=job_title
        )

    def _on_error(self, error: Exception) -> None:
        self._kit.messages.show_error(error)

    def _on_done(self, path: Path, done: Exported) -> None:
        cut = f" {done.cut:,} texts were too long for a cell and are cut." if done.cut else ""
        self._kit.messages.toast(
            f"{self._noun.count(done.rows)} written to {path.name}.{cut}",
            tone="warn" if done.cut else "good",
            action_text="Show folder",
            on_action=lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent))),
        )
