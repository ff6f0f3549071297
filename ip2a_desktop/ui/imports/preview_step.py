"""The third step: what becomes of every row, before anything is written."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ip2a_desktop.domain.imports import Preview, PreviewRow, RowFate
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.imports.fate_bar import FateBar
from ip2a_desktop.ui.imports.row_detail import RowDetail
from ip2a_desktop.ui.imports.words import fate_chip
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filter_bar import SearchField
from ip2a_desktop.ui.kit.fixed_rows import FixedRows
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.table_copy import TableCopy
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN, SPACE
from ip2a_desktop.ui.kit.widgets import line
from ip2a_desktop.ui.kit.windowed_model import WindowedModel

_DETAIL_WIDTH = SPACE * 42
_SEARCH_WIDTH = SPACE * 26

Answers = Mapping[int, UUID | None]


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """A row of the preview as the one table takes it."""

    id: UUID
    row: PreviewRow

    @classmethod
    def of(cls, row: PreviewRow) -> "PreviewLine":
        """Return the line of a row; its number is its id."""
        return cls(UUID(int=row.number), row)


def _why(line: PreviewLine) -> str:
    changed = ", ".join(change.title for change in line.row.changes)
    return " ".join(line.row.problems) or changed


COLUMNS: tuple[Column[PreviewLine], ...] = (
    Column("number", "Row", lambda one: f"{one.row.number:,}", 72, align="right", value=lambda one: one.row.number),
    Column("fate", "What happens", lambda one: one.row.fate.label, 192, chip=lambda one: fate_chip(one.row.fate)),
    Column("title", "Name", lambda one: one.row.title, 208),
    Column("detail", "Card, place or case", lambda one: one.row.detail, 136),
    Column("why", "Why, or which fields", _why, 160),
)


class PreviewStep(QWidget):
    """The table of rows with the counts above it and the chosen row beside it.

    Signals:
        answered(Answers): questions were settled: the record for a row's number, or None for a new one.
        leniency_changed(bool): rows come in without the cells that are not understood, or not.
    """

    answered = Signal(object)
    leniency_changed = Signal(bool)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._rows: dict[UUID, PreviewLine] = {}
        self._fate: RowFate | None = None
        self._source: FixedRows[PreviewLine] = FixedRows(COLUMNS)
        self.model: WindowedModel[PreviewLine] = WindowedModel(kit.tasks, self._source, COLUMNS, self)
        self.table = ListTable(self.model, "Rows of the file")
        self.states = StateStack(self.table)
        self.fates = FateBar()
        self.search = SearchField("Search these rows")
        self.detail = RowDetail()
        self.questions = Notice("warn")
        self.lenient = QCheckBox("Import rows without the cells that are not understood")
        self._foot = QWidget()
        self._copier = TableCopy(self.table, self._source, kit.tasks)
        self._copier.failed.connect(kit.messages.show_error)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        top.setSpacing(GAP_WIDE)
        top.addWidget(self.fates, 1)
        self.search.setFixedWidth(_SEARCH_WIDTH)
        top.addWidget(self.search, 0, Qt.AlignmentFlag.AlignTop)
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(0)
        foot.addWidget(line())
        foot.addWidget(self.lenient)
        self.lenient.setContentsMargins(0, 0, 0, 0)
        self.lenient.setStyleSheet(f"margin: {GAP // 2}px {MARGIN}px;")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.states)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 1)
        split.setSizes([_DETAIL_WIDTH * 3, _DETAIL_WIDTH])
        self.detail.setMinimumWidth(SPACE * 30)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(self.questions.in_margin())
        layout.addWidget(line())
        layout.addWidget(split, 1)
        layout.addWidget(self._foot)

    def _connect(self) -> None:
        self.fates.chosen.connect(self._on_fate_chosen)
        self.search.textChanged.connect(lambda text: self.model.set_query(replace(self.model.query, search=text)))
        self.search.down.connect(partial(self.table.setFocus, Qt.FocusReason.TabFocusReason))
        self.table.sort_wanted.connect(self._on_sort_wanted)
        self.table.current_changed.connect(self._on_current_changed)
        self.model.shown.connect(self._show_state)
        self.detail.answered.connect(lambda number, record: self.answered.emit({number: record}))
        self.lenient.toggled.connect(self.leniency_changed)

    def show_preview(self, preview: Preview) -> None:
        """Show what an import would do; the fate that was looked at stays chosen where it still occurs."""
        before = self._fate
        self._rows = {one.id: one for one in map(PreviewLine.of, preview.rows)}
        self.fates.show_counts(preview.counts)
        self._fate = before if before is not None and preview.counts[before] else None
        self.fates.buttons[self._fate].setChecked(True)
        self._show_leniency(preview)
        self._show_questions(preview)
        self._source.set_rows(self._wanted())
        self._on_current_changed(self.table.current_id)
        self.model.set_query(ListQuery(sort="", search=self.search.text()))
        self.table.show_sort("", descending=False)

    def _show_leniency(self, preview: Preview) -> None:
        self.lenient.blockSignals(True)
        self.lenient.setChecked(preview.plan.without_bad_cells)
        self.lenient.blockSignals(False)
        self._foot.setVisible(preview.plan.without_bad_cells or bool(preview.counts[RowFate.REJECTED]))

    def _show_questions(self, preview: Preview) -> None:
        asked = [row for row in preview.rows if row.fate is RowFate.AMBIGUOUS]
        if not asked:
            self.questions.show_words("")
            return
        one = len(asked) == 1
        rows = "One row looks" if one else f"{len(asked):,} rows look"
        same = {row.number: row.candidates[0].id for row in asked if len(row.candidates) == 1}
        new: dict[int, UUID | None] = {row.number: None for row in asked}
        verbs = [("Look at them" if not one else "Look at it", partial(self.fates.choose, RowFate.AMBIGUOUS))]
        if same:
            verbs.append(("Same" if one else "All are the same", partial(self.answered.emit, same)))
        verbs.append(("New" if one else "All are new", partial(self.answered.emit, new)))
        words = f"{rows} like somebody who is here. Without an answer they are left over."
        self.questions.show_verbs(words.replace("they are", "it is") if one else words, verbs)

    def _wanted(self) -> list[PreviewLine]:
        return [one for one in self._rows.values() if self._fate in (None, one.row.fate)]

    def _on_fate_chosen(self, fate: RowFate | None) -> None:
        self._fate = fate
        self._source.set_rows(self._wanted())
        self.model.set_query(replace(self.model.query))

    def _on_sort_wanted(self, key: str, descending: bool) -> None:
        self.table.show_sort(key, descending)
        self.model.set_query(replace(self.model.query, sort=key, descending=descending))

    def _on_current_changed(self, one: UUID | None) -> None:
        found = self._rows.get(one) if one is not None else None
        self.detail.show_row(found.row if found else None)

    def _show_state(self) -> None:
        if self.model.rowCount():
            self.states.show_content()
        else:
            self.states.show_empty("No row matches", "Try fewer letters.", icon="magnifying-glass")
