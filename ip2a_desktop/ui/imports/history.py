"""The list of past imports."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.imports import BatchKind, BatchRow
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.imports.words import kind_chip, outcome, state_chip
from ip2a_desktop.ui.kit.cells import PADDING
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.fixed_rows import FixedRows
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.tokens import MARGIN
from ip2a_desktop.ui.kit.windowed_model import WindowedModel


def _taken_back(row: BatchRow) -> str:
    return f"{moment(row.taken_back_at)} by {row.taken_back_by}" if row.is_taken_back else ""


def _policy(row: BatchRow) -> str:
    return "" if row.kind is BatchKind.SAMPLE else row.on_match.label


COLUMNS: tuple[Column[BatchRow], ...] = (
    Column("finished_at", "When", lambda row: moment(row.finished_at), 152, value=lambda row: row.finished_at),
    Column("file_name", "File", lambda row: row.file_name or "Sample data", 232),
    Column("kind", "What", lambda row: row.kind.label, 136, chip=lambda row: kind_chip(row.kind)),
    Column("outcome", "Rows", lambda row: outcome(row.counts), 184),
    Column("state", "Now", lambda row: state_chip(row).text, 208, chip=state_chip),
    Column("created_by", "Who", lambda row: row.created_by, 112),
    Column("on_match", "Matches", _policy, 168, shown=False),
    Column("taken_back", "Taken back", _taken_back, 200, shown=False),
)


class History(QWidget):
    """The imports, newest first.

    Signals:
        current_changed(BatchRow | None): another one is chosen.
        undo_wanted(BatchRow): Enter or a double click.
    """

    current_changed = Signal(object)
    undo_wanted = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._batches: dict[UUID, BatchRow] = {}
        self._source: FixedRows[BatchRow] = FixedRows(COLUMNS)
        self.model: WindowedModel[BatchRow] = WindowedModel(kit.tasks, self._source, COLUMNS, self)
        self.table = ListTable(self.model, "Imports")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN - PADDING, 0, 0, 0)  # words stand below the title
        layout.addWidget(self.table)
        self.table.sort_wanted.connect(self._on_sort_wanted)
        self.table.current_changed.connect(lambda _id: self.current_changed.emit(self.current))
        self.table.opened.connect(lambda one: self.undo_wanted.emit(self._batches[one]))
        self.table.show_sort("", descending=False)

    @property
    def current(self) -> BatchRow | None:
        """The chosen import."""
        one = self.table.current_id
        return self._batches.get(one) if one is not None else None

    def show_batches(self, batches: Sequence[BatchRow]) -> None:
        """Show other imports; the chosen one stays chosen."""
        self._batches = {batch.id: batch for batch in batches}
        self._source.set_rows(batches)
        if self.model.is_shown:
            self.model.refresh()
        else:
            self.model.set_query(ListQuery(sort=""))
        self.current_changed.emit(self.current)

    def _on_sort_wanted(self, key: str, descending: bool) -> None:
        self.table.show_sort(key, descending)
        self.model.set_query(replace(self.model.query, sort=key, descending=descending))
