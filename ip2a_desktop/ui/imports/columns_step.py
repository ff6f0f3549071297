"""The second step: which column of the file is which field."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ip2a_desktop.domain.import_fields import FIELDS
from ip2a_desktop.domain.imports import ImportKind, SourceFile
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN, SPACE
from ip2a_desktop.ui.kit.widgets import IconLabel, label, line, scrolled

LEAVE_OUT = "Leave out"
_FIELD = Qt.ItemDataRole.UserRole
_WIDEST = SPACE * 128
_HEADING_WIDTH, _EXAMPLES_WIDTH, _CHOICE_WIDTH = SPACE * 28, SPACE * 40, SPACE * 28
_GUESSED = Chip("Guessed", "magic-wand", "info")
_REMEMBERED = Chip("As last time", "clock-counter-clockwise", "good")


class ColumnsStep(QWidget):
    """A line for each column: its heading, a few of its values, and the field that it becomes.

    Signals:
        changed(): the person chose otherwise; see :attr:`mapping`.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.missing = Notice("warn")
        self.hint = Notice("info")
        self._headings: tuple[str, ...] = ()
        self._given: Mapping[str, str] = {}
        self._boxes: list[QComboBox] = []
        self._chips: list[ChipLabel] = []
        self._choices = QStandardItemModel(self)
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.missing.in_margin())
        layout.addWidget(self.hint.in_margin())
        layout.addLayout(self._place, 1)

    def show_source(self, source: SourceFile, kind: ImportKind) -> None:
        """Show the columns of a file with the likely choice for each."""
        self._headings = source.headings
        self._given = dict(source.mapping)
        self._fill_choices(kind)
        self._clear()
        grid = QGridLayout()
        grid.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(0)
        for at, words in enumerate(("Column in the file", "Its first values", "", "Becomes")):
            caption = label(words, "caption")
            caption.setContentsMargins(0, 0, 0, GAP)
            grid.addWidget(caption, 0, at)
        chip = _REMEMBERED if source.remembered else _GUESSED
        chosen = {heading: field for field, heading in source.mapping.items()}
        for row, heading in enumerate(source.headings):
            self._add_line(
                grid, row, heading, " · ".join(source.examples(heading)), chip if heading in chosen else None
            )
            self._choose(row, chosen.get(heading, ""))
        grid.setColumnStretch(4, 1)
        grid.setRowStretch(2 * len(source.headings) + 2, 1)
        content = QWidget()
        content.setMaximumWidth(_WIDEST)
        content.setLayout(grid)
        self._place.addWidget(scrolled(content))

    @property
    def mapping(self) -> dict[str, str]:
        """The heading of each field that was chosen."""
        pairs = zip(self._headings, self._boxes, strict=True)
        return {str(field): heading for heading, box in pairs if (field := box.currentData(_FIELD))}

    def show_problems(self, problems: tuple[str, ...], warnings: tuple[str, ...]) -> None:
        """Say what is missing, and what is good to know."""
        self.missing.show_words("\n".join(problems))
        self.hint.show_words("" if problems else "\n".join(warnings))

    def box_of(self, heading: str) -> QComboBox:
        """Return the choice of a column."""
        return self._boxes[self._headings.index(heading)]

    def _fill_choices(self, kind: ImportKind) -> None:
        self._choices.clear()
        for name, title in (("", LEAVE_OUT), *((field.name, field.title) for field in FIELDS[kind])):
            item = QStandardItem(title)
            item.setData(name, _FIELD)
            self._choices.appendRow(item)

    def _clear(self) -> None:
        self._boxes, self._chips = [], []
        while self._place.count():
            item = self._place.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()

    def _add_line(self, grid: QGridLayout, row: int, heading: str, examples: str, chip: Chip | None) -> None:
        at = 2 * row + 2
        grid.addWidget(line(), at - 1, 0, 1, 5)
        name = _elided(heading, "strong", _HEADING_WIDTH)
        box = QComboBox()
        box.setModel(self._choices)
        box.setFixedWidth(_CHOICE_WIDTH)
        box.setMaxVisibleItems(16)
        box.setAccessibleName(f"What the column {heading} becomes")
        name.setText(name.text().replace("&", "&&"))  # beside its field a label takes one for an access key
        name.setBuddy(box)
        box.activated.connect(lambda _index, row=row: self._on_chosen(row))
        mark = ChipLabel(chip)
        behind = QHBoxLayout()
        behind.setContentsMargins(0, GAP, 0, GAP)
        behind.addWidget(box)
        behind.addSpacing(GAP)
        behind.addWidget(mark)
        behind.addStretch(1)
        grid.addWidget(name, at, 0)
        grid.addWidget(_elided(examples, "muted", _EXAMPLES_WIDTH), at, 1)
        grid.addWidget(IconLabel("arrow-right"), at, 2)
        grid.addLayout(behind, at, 3, 1, 2)
        self._boxes.append(box)
        self._chips.append(mark)

    def _choose(self, row: int, field: str) -> None:
        box = self._boxes[row]
        box.setCurrentIndex(max(0, box.findData(field, _FIELD)))

    def _on_chosen(self, row: int) -> None:
        field = self._boxes[row].currentData(_FIELD)
        for other, box in enumerate(self._boxes):
            if other != row and field and box.currentData(_FIELD) == field:
                box.setCurrentIndex(0)  # a field comes from one column only
                self._chips[other].set_chip(None)
        self._chips[row].set_chip(None)
        self.changed.emit()


def _elided(text: str, role: str, width: int) -> QLabel:
    plain = " ".join(text.split())
    made = label("", role)  # type: ignore[arg-type]
    made.setFixedWidth(width)
    made.setText(made.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, width - GAP))
    made.setToolTip(plain if made.text() != plain else "")
    return made
