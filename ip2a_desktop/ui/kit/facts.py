"""Facts of a record: names at the left, values beside them, in blocks that stand in one or two columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.formats import EMPTY
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.value_label import ValueLabel
from ip2a_desktop.ui.kit.widgets import label, line

Side = Literal["left", "right"]
_TWO_COLUMNS_FROM = 760
"""From this width on, blocks stand in two columns."""
_WIDEST = 1120
"""Two columns do not stand farther apart than this, however wide the window."""
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


class Line(QWidget):
    """Something at the left (a name, a chip) and words beside it, as high as the words need in the block's width.

    It places its parts by itself: Qt's layouts forget to ask wrapped words again when these change.
    """

    def __init__(self, left: QWidget, name: str) -> None:
        """Build an empty line.

        Args:
            left: what stands at the left.
            name: what the words are, for a screen reader.
        """
        super().__init__()
        self.left = left
        self.words = ValueLabel()
        self.words.setAccessibleName(name)
        self.words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.chip = ChipLabel()
        for part in (left, self.words, self.chip):
            part.setParent(self)

    def show_value(self, value: str | Chip) -> None:
        """Show words or a chip; :meth:`fit` then gives it its height."""
        self.chip.set_chip(value if isinstance(value, Chip) else None)
        self.words.setText("" if isinstance(value, Chip) else value)
        self.words.setHidden(isinstance(value, Chip))

    def fit(self, width: int) -> None:
        """Take the height that the parts need in a width."""
        room = max(width - _NAME_WIDTH - GAP_WIDE, 1)
        left = self.left.sizeHint()
        if self.chip.chip is not None:
            right = self.chip.sizeHint()
        else:
            right = QSize(room, max(self.words.heightForWidth(room), self.words.fontMetrics().height()))
        height = max(left.height(), right.height())
        in_middle = (height - left.height()) // 2 if self.chip.chip is not None else 0
        self.left.setGeometry(0, in_middle, min(left.width(), _NAME_WIDTH), left.height())
        self.words.setGeometry(_NAME_WIDTH + GAP_WIDE, (left.height() - _line_height(self)) // 2, room, height)
        self.chip.setGeometry(_NAME_WIDTH + GAP_WIDE, 0, min(right.width(), room), right.height())
        self.setFixedHeight(height)


def _line_height(one: Line) -> int:
    return min(one.words.fontMetrics().height(), one.left.sizeHint().height())


class LinesBlock(QWidget):
    """A heading and lines below it; words of their own where there are none.

    Args:
        title: the heading.
        empty: what is said where no line is shown.
    """

    def __init__(self, title: str, empty: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self.lines: list[Line] = []
        self._empty = label(empty, "muted")
        layout = block_layout(self, title)
        self._column = QVBoxLayout()
        self._column.setSpacing(GAP - 2)
        layout.addLayout(self._column)
        layout.addWidget(self._empty)

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        for old in self.lines:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = list(lines)
        for one in self.lines:
            self._column.addWidget(one)
        self.fit()

    def fit(self) -> None:
        """Give each line its height, and say so where there is none."""
        for one in self.lines:
            one.fit(self.width())
        self._empty.setHidden(any(not one.isHidden() for one in self.lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the words anew."""
        super().resizeEvent(event)
        self.fit()


class FactBlock(LinesBlock):
    """A heading and the facts below it; facts without a value are left out unless they are wanted always."""

    def __init__(self, title: str, facts: Sequence[Fact], empty: str = "Nothing written down yet") -> None:
        super().__init__(title, empty)
        self._facts = {fact.key: fact for fact in facts}
        self._by_key = {fact.key: Line(label(fact.name, "muted"), fact.name) for fact in facts}
        self.set_lines(list(self._by_key.values()))

    def show_values(self, values: Mapping[str, str | Chip]) -> None:
        """Show the values by their keys; keys of other blocks are no matter."""
        for key, one in self._by_key.items():
            value = values.get(key, "")
            one.show_value(value or EMPTY)
            one.setHidden(not value and not self._facts[key].always)
        self.fit()

    def value(self, key: str) -> str:
        """Return what a line shows, for a screen reader and for tests; empty where it is left out."""
        one = self._by_key[key]
        if one.isHidden():
            return ""
        return one.chip.chip.text if one.chip.chip else one.words.text()


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
        self.setMaximumWidth(_WIDEST)
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
