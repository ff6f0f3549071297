"""One row of the preview in full: its problems, what it would change, and the answer to its question."""

from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.imports import PreviewRow, RowFate
from ip2a_desktop.ui.imports.words import fate_chip, shown_value
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label, scrolled


class RowDetail(QWidget):
    """The chosen row.

    Signals:
        answered(int, UUID | None): the row is this record, or a new one.
    """

    answered = Signal(int, object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[QPushButton] = []
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.show_row(None)

    def show_row(self, row: PreviewRow | None) -> None:
        """Show a row, or that none is chosen."""
        while self._place.count():
            item = self._place.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self.buttons = []
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(MARGIN - GAP, GAP_WIDE, MARGIN - GAP, GAP_WIDE)
        column.setSpacing(GAP)
        if row is None:
            column.addWidget(label("Choose a row to see what becomes of it, and why.", "muted", wrap=True))
        else:
            self._fill(column, row)
        column.addStretch(1)
        self._place.addWidget(scrolled(content))

    def _fill(self, column: QVBoxLayout, row: PreviewRow) -> None:
        column.addWidget(label(row.title or f"Row {row.number:,}", "section", wrap=True, selectable=True))
        detail = " · ".join(part for part in (f"Row {row.number:,}", row.detail) if part)
        column.addWidget(label(detail, "muted", wrap=True))
        column.addWidget(ChipLabel(fate_chip(row.fate)), 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GAP)
        for problem in row.problems:
            column.addWidget(label(problem, wrap=True, selectable=True))
        if row.changes:
            column.addLayout(self._changes(row))
        elif row.fate is RowFate.NEW and not row.problems:
            column.addWidget(label("Nothing like this is here yet: it comes in as it stands in the file.", wrap=True))
        self._ask(column, row)

    def _changes(self, row: PreviewRow) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP)
        for at, words in enumerate(("Field", "Here now", "From the file")):
            grid.addWidget(label(words, "caption"), 0, at)
        for at, change in enumerate(row.changes, 1):
            grid.addWidget(label(change.title, "muted", wrap=True), at, 0, Qt.AlignmentFlag.AlignTop)
            before = label(shown_value(change.title, change.before), "muted", wrap=True)
            after = label(shown_value(change.title, change.after), "strong", wrap=True)
            grid.addWidget(before, at, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(after, at, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        return grid

    def _ask(self, column: QVBoxLayout, row: PreviewRow) -> None:
        if not row.candidates:
            return
        column.addSpacing(GAP)
        for candidate in row.candidates:
            column.addWidget(label(candidate.words, "strong", wrap=True, selectable=True))
            same = "Yes, the same" if len(row.candidates) == 1 else "This one"
            column.addWidget(self._answer(same, row.number, candidate.id), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._answer("No, a new one", row.number, None), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label("Without an answer the row is left over.", "caption", wrap=True))

    def _answer(self, words: str, number: int, record: UUID | None) -> QPushButton:
        made = button(words, on_click=partial(self.answered.emit, number, record))
        self.buttons.append(made)
        return made
