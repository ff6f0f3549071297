"""Copies the selected rows of a list to the clipboard, as a spreadsheet takes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.lists import ListSource
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.tasks import Tasks

MOST = 100_000
"""More rows than these are not copied: the clipboard of most systems takes no such amounts."""
_CHUNK = 500


class TableCopy(QObject):
    """Copies what is selected in a table, with the headings of the columns that are shown.

    Signals:
        copied(int): so many rows are on the clipboard.
        failed(Exception): nothing was copied.
    """

    copied = Signal(int)
    failed = Signal(object)

    def __init__(self, table: ListTable, source: ListSource[Any], tasks: Tasks) -> None:
        super().__init__(table)
        self._table = table
        self._source = source
        self._tasks = tasks
        table.copy_wanted.connect(self.copy)

    def copy(self) -> None:
        """Fetch the selected rows and put them on the clipboard."""
        ids = self._table.selected_ids()
        if not ids:
            return
        if len(ids) > MOST:
            self.failed.emit(_too_many(len(ids)))
            return
        table, source = self._table, self._source
        columns = [table.rows.columns[section] for section in table.layout_of_columns.visible()]
        self._tasks.run_long(
            self,
            lambda progress: as_text(source, columns, ids, progress),
            lambda text: self._on_text(text, len(ids)),
            self.failed.emit,
            title="Copying",
        )

    def _on_text(self, text: str, count: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(count)


def as_text(source: ListSource[Any], columns: Sequence[Column[Any]], ids: Sequence[UUID], progress: Progress) -> str:
    """Return rows as lines of cells divided by tabs, headings first, in the order of ``ids``."""
    lines = [_line(column.title for column in columns)]
    for start in range(0, len(ids), _CHUNK):
        progress(start, len(ids), f"{start:,} of {len(ids):,} rows")
        wanted = ids[start : start + _CHUNK]
        rows = {row.id: row for row in source.rows(wanted)}
        lines += [_line(column.text(rows[one]) for column in columns) for one in wanted if one in rows]
    return "".join(f"{line}\n" for line in lines)


def _line(cells: Iterator[str]) -> str:
    # A tab or a line break inside a cell would shift all that follows it.
    return "\t".join(" ".join(cell.split()) for cell in cells)


def _too_many(count: int) -> InputProblem:
    return InputProblem(
        f"{count:,} rows are too many for the clipboard.",
        "Nothing was copied.",
        f"Export them to a file, or choose at most {MOST:,}.",
    )
