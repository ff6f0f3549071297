"""The delegate that draws every cell of every list: words, chips, selection, the row under the pointer."""

from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.chips import CHIP_ROLE, Chip, chip_size, paint_chip
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, ICON, ROW_HEIGHT

PADDING: Final = 12
"""The space left and right of the words in a cell; the header's words have the same."""
_BAR: Final = 3

Index = QModelIndex | QPersistentModelIndex


class ChipDelegate(QStyledItemDelegate):
    """Draws the cells of a table: rows with a hairline, chips where the model gives them, tabular figures.

    It paints by itself and not through the style, because a style sheet makes each cell ten times as dear.
    """

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._hovered = -1
        self._learn_colours()
        theme().changed.connect(self._learn_colours)
        view.setMouseTracking(True)
        view.entered.connect(self._on_entered)
        view.viewport().installEventFilter(self)
        view.viewportEntered.connect(self._on_left)

    def _learn_colours(self) -> None:
        self._font = typography.font(tabular=True)
        self._metrics = QFontMetrics(self._font)
        names = ("surface", "hover", "selected", "selected_idle", "border", "text", "focus")
        self._colours = {name: color(name) for name in names}

    def _on_entered(self, index: Index) -> None:
        self._hover(index.row())

    def _on_left(self) -> None:
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self._view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option.rect, index, selected)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            super().paint(painter, option, index)
            return
        place = option.rect.adjusted(PADDING, 0, -PADDING, -1)
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            paint_chip(painter, QRectF(place), chip)
            return
        decoration = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(decoration, QIcon):
            decoration.paint(painter, QRect(place.left(), place.center().y() - ICON // 2 + 1, ICON, ICON))
            place.setLeft(place.left() + ICON + GAP)
        self._paint_words(painter, place, index)

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        focused = self._view.hasFocus()
        if selected:
            painter.fillRect(rect, self._colours["selected" if focused else "selected_idle"])
        elif index.row() == self._hovered:
            painter.fillRect(rect, self._colours["hover"])
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._colours["border"])
        if focused and index.row() == self._view.currentIndex().row() and self._is_first(index.column()):
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), self._colours["focus"])

    def _is_first(self, column: int) -> bool:
        return self._view.horizontalHeader().logicalIndexAt(0) == column

    def _paint_words(self, painter: QPainter, place: QRect, index: Index) -> None:
        words: Any = index.data(Qt.ItemDataRole.DisplayRole)
        if words is None or words == "":
            return
        foreground = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(self._colours["text"] if foreground is None else foreground)
        painter.setFont(index.data(Qt.ItemDataRole.FontRole) or self._font)
        across = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = across is not None and bool(Qt.AlignmentFlag(across) & Qt.AlignmentFlag.AlignRight)
        flags = Qt.AlignmentFlag.AlignVCenter | (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft)
        line = str(words).replace("\n", " ")
        shown = self._metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, flags | Qt.TextFlag.TextSingleLine, shown)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.transparent)
        option.palette.setColor(QPalette.ColorRole.HighlightedText, self._colours["text"])

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        chip = index.data(CHIP_ROLE)
        if isinstance(chip, Chip):
            width = chip_size(chip).width()
        else:
            width = self._metrics.horizontalAdvance(str(index.data(Qt.ItemDataRole.DisplayRole) or ""))
        return QSize(width + 2 * PADDING, ROW_HEIGHT)
