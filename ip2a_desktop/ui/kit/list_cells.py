"""How the cells of a windowed list are drawn: as every cell, and as quiet bars while a row is on its way."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ip2a_desktop.ui.kit.cells import PADDING, ChipDelegate, Index
from ip2a_desktop.ui.kit.chips import paint_chip
from ip2a_desktop.ui.kit.theme import color, theme

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.table import ListTable

_BAR = 8
"""The height of a bar that stands for words, in pixels."""
_SHARES = (0.62, 0.45, 0.74, 0.53, 0.68)
"""How much of a cell a bar fills; uneven, as words are."""


class ListDelegate(ChipDelegate):
    """Draws the cells of a :class:`~ip2a_desktop.ui.kit.table.ListTable` from the model's lines.

    It asks the model once for each cell instead of once for each role: a window full of rows is painted in a
    third of the time.
    """

    def __init__(self, view: "ListTable") -> None:
        super().__init__(view)
        self._rows = view.rows
        theme().changed.connect(view.viewport().update)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell; a row that is not there yet is drawn as a bar, and is asked for."""
        row, column = index.row(), index.column()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option.rect, index, selected)
        place = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        line = self._rows.line(row)
        if line is None:
            self._paint_bar(painter, place, row, column)
            return
        chip = line.chips[column]
        if chip is not None:
            paint_chip(painter, QRectF(place), chip)
        elif line.texts[column]:
            self._paint_text(painter, place, line.texts[column], column)

    def _paint_text(self, painter: QPainter, place: QRect, text: str, column: int) -> None:
        painter.setPen(self._colours["text"])
        painter.setFont(self._font)
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, self._rows.alignments[column] | Qt.TextFlag.TextSingleLine, shown)

    def _paint_bar(self, painter: QPainter, place: QRect, row: int, column: int) -> None:
        width = round(min(place.width(), 160) * _SHARES[(row * 3 + column) % len(_SHARES)])
        bar = QRectF(place.left(), place.center().y() - _BAR / 2 + 1, width, _BAR)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("pressed"))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.restore()
