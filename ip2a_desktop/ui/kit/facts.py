"""Facts of a record: names at the left, values beside them, in blocks that stand in one or two columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.formats import EMPTY
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import label, line

Side = Literal["left", "right"]
_TWO_COLUMNS_FROM = 760
"""From this width on, blocks stand in two columns."""
_NAME_WIDTH = 132


@dataclass(frozen=True)
class Fact:
    """One line of a block.

    Args:
        key: what :meth:`FactBlock.show_values` calls it.
        name: what people read before the value.
        always: the line stays, with a dash, where there is no value.
    """

    key: str
    name: str
    always: bool = False


class FactBlock(QWidget):
    """A heading and the facts below it; facts without a value are left out unless they are wanted always."""

    def __init__(self, title: str, facts: Sequence[Fact], empty: str = "Nothing written down yet") -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._facts = tuple(facts)
        self._names: dict[str, QLabel] = {}
        self._values: dict[str, QLabel] = {}
        self._chips: dict[str, ChipLabel] = {}
        self._empty = label(empty, "muted", wrap=True)
        self._layout = block_layout(self, title)
        self._grid = grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP_WIDE)
        grid.setVerticalSpacing(GAP - 2)
        grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        grid.setColumnStretch(1, 1)
        for row, fact in enumerate(self._facts):
            self._add(grid, row, fact)
        self._layout.addLayout(grid)
        self._layout.addWidget(self._empty)

    def _add(self, grid: QGridLayout, row: int, fact: Fact) -> None:
        name, value, chip = label(fact.name, "muted"), label("", "value", wrap=True, selectable=True), ChipLabel()
        value.setAccessibleName(fact.name)
        value.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        value.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        grid.addWidget(name, row, 0)
        grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(chip, row, 1, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._names[fact.key], self._values[fact.key], self._chips[fact.key] = name, value, chip

    def show_values(self, values: Mapping[str, str | Chip]) -> None:
        """Show the values by their keys; keys of other blocks are no matter."""
        shown = 0
        for fact in self._facts:
            value = values.get(fact.key, "")
            is_there = bool(value) or fact.always
            shown += is_there
            self._names[fact.key].setHidden(not is_there)
            chip = value if isinstance(value, Chip) else None
            beside_chip = Qt.AlignmentFlag.AlignVCenter if chip else Qt.AlignmentFlag.AlignTop
            self._grid.setAlignment(self._names[fact.key], beside_chip)
            self._chips[fact.key].set_chip(chip)
            words = self._values[fact.key]
            words.setText("" if isinstance(value, Chip) else value or EMPTY)
            words.setHidden(chip is not None or not is_there)
        self._empty.setHidden(shown > 0)

    def value(self, key: str) -> str:
        """Return what a line shows, for a screen reader and for tests; empty where it is left out."""
        if self._names[key].isHidden():
            return ""
        chip = self._chips[key].chip
        return chip.text if chip else self._values[key].text()


def block_layout(block: QWidget, title: str) -> QVBoxLayout:
    """Give a widget the heading of a block and return its layout, for what stands below the heading."""
    layout = QVBoxLayout(block)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GAP)
    layout.addWidget(label(title, "strong"))
    layout.addWidget(line())
    return layout


class BlockColumns(QFrame):
    """Blocks below each other; two columns of them where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._blocks: list[tuple[QWidget, Side]] = []
        self._is_wide: bool | None = None
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, MARGIN)
        row.setSpacing(0)
        for column in (self._left, self._right):
            column.setSpacing(MARGIN)
            row.addLayout(column, 1)
        self._row = row

    def add(self, block: QWidget, side: Side = "left") -> None:
        """Add a block.

        Args:
            block: what to add.
            side: where it stands when there are two columns.
        """
        self._blocks.append((block, side))
        self._arrange(bool(self._is_wide))

    def _arrange(self, is_wide: bool) -> None:
        self._is_wide = is_wide
        for column in (self._left, self._right):
            while column.count():
                column.takeAt(0)
        for block, side in self._blocks:
            (self._right if is_wide and side == "right" else self._left).addWidget(block)
        self._left.addStretch(1)
        self._right.addStretch(1)
        self._row.setSpacing(MARGIN * 2 if is_wide else 0)
        self._row.setStretch(1, 1 if is_wide else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in as many columns as there is room for."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _TWO_COLUMNS_FROM
        if is_wide != self._is_wide:
            self._arrange(is_wide)
