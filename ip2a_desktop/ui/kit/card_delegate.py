"""How a card is drawn, and how high it is: the words wrap in the width of the list."""

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.chips import Chip, chip_size, paint_chip
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, MARGIN

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.cards import Card

PICTURE: Final = 56
"""The edge of the square that a card's picture fits into."""
CARD_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The model role under which a row gives its card."""
_ACROSS: Final = MARGIN
_UPRIGHT: Final = GAP + 4
_BAR: Final = 3
_NAMES: Final = 132
"""The room for the names of lines, the same on every card."""
_NAMES_AT_MOST: Final = 0.36
"""The share of the width that the names may take."""
_TITLE_AT_LEAST: Final = 120
_WIDEST: Final = 1120
"""Words do not run on beyond this width, however wide the window."""

Index = QModelIndex | QPersistentModelIndex


class _Painting:
    """Lays a card out in a width; draws it where there is a painter, else only finds its height."""

    def __init__(self, card: "Card", width: int, fonts: dict[str, QFont], painter: QPainter | None = None) -> None:
        self._card = card
        picture_room = PICTURE + GAP_WIDE if card.picture is not None else 0
        self._left, self._right = _ACROSS + picture_room, max(min(width, _WIDEST) - _ACROSS, _ACROSS + 1)
        self._fonts = fonts
        self._painter = painter
        self.y = _UPRIGHT

    def run(self) -> int:
        """Lay everything out and return the height."""
        self._picture()
        self._head()
        if self._card.body:
            self._text("body", "text", self._card.body, self._left, self._right)
        if self._card.lines:
            self._lines()
        if self._card.picture is not None:
            self.y = max(self.y, _UPRIGHT + PICTURE + GAP_TIGHT)
        return self.y - GAP_TIGHT + _UPRIGHT

    def _picture(self) -> None:
        picture = self._card.picture
        if picture is None or self._painter is None:
            return
        size = picture.deviceIndependentSize().scaled(PICTURE, PICTURE, Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(_ACROSS + (PICTURE - size.width()) / 2, self.y), size)
        self._painter.drawPixmap(place, picture, QRectF(picture.rect()))

    def _head(self) -> None:
        """Title, chips and meta on one line; chips below the title where its end would have to give way to them."""
        card = self._card
        if not (card.title or card.chips or card.meta):
            return
        title, meta = QFontMetrics(self._fonts["title"]), QFontMetrics(self._fonts["meta"])
        chips = [(chip, chip_size(chip)) for chip in card.chips]
        chips_width = sum(size.width() + GAP for _, size in chips)
        title_width = title.horizontalAdvance(card.title)
        meta_width = meta.horizontalAdvance(card.meta)
        room = self._right - self._left
        below = bool(card.title and chips) and title_width + chips_width > room
        chips_beside = 0 if below else chips_width
        beside = min(title_width, _TITLE_AT_LEAST) + chips_beside + meta_width + GAP_WIDE <= room
        line_room = room - (meta_width + GAP_WIDE if beside and card.meta else 0)
        height = max([title.height(), *([] if below else [size.height() for _, size in chips])])
        shown = title.elidedText(card.title, Qt.TextElideMode.ElideRight, line_room - chips_beside)
        self._put(QRect(self._left, self.y, line_room, height), "title", "text", shown)
        if not below:
            self._chips(self._left + (title.horizontalAdvance(shown) + GAP if shown else 0), chips, height)
        if beside:
            place = QRect(self._right - meta_width - 1, self.y, meta_width + 1, height)
            self._put(place, "meta", "muted", card.meta)
        self.y += height + GAP_TIGHT
        if below:
            height = max(size.height() for _, size in chips)
            self._chips(self._left, chips, height)
            self.y += height + GAP_TIGHT
        if card.meta and not beside:
            self._text("meta", "muted", card.meta, self._left, self._right)

    def _chips(self, left: int, chips: list[tuple[Chip, QSize]], height: int) -> None:
        """Draw chips from a place on; those that find no room on the line begin another one."""
        x = left
        for chip, size in chips:
            if x > left and x + size.width() > self._right:
                x = self._left
                self.y += height + GAP_TIGHT
            if self._painter is not None:
                paint_chip(self._painter, QRectF(x, self.y, size.width(), height), chip)
            x += size.width() + GAP

    def _lines(self) -> None:
        most = round((self._right - self._left) * _NAMES_AT_MOST)
        has_names = any(one.name for one in self._card.lines)
        start = self._left + (min(_NAMES, most) + GAP_WIDE if has_names else 0)
        for one in self._card.lines:
            top = self.y
            if one.name:
                self._text("body", "muted", one.name, self._left, start - GAP)
            below_name, self.y = self.y, top
            self._text("body", "text", one.text, start, self._right)
            self.y = max(self.y, below_name)

    def _text(self, font: str, tone: str, words: str, left: int, right: int) -> None:
        for paragraph in words.splitlines():
            layout, height = _wrapped(paragraph, self._fonts[font], max(right - left, 1))
            if self._painter is not None:
                self._painter.setPen(color(tone))
                layout.draw(self._painter, QPointF(left, self.y))
            self.y += height
        self.y += GAP_TIGHT

    def _put(self, place: QRect, font: str, tone: str, words: str) -> None:
        if self._painter is None or not words:
            return
        self._painter.setFont(self._fonts[font])
        self._painter.setPen(color(tone))
        self._painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), words)


def _wrapped(words: str, font: QFont, width: int) -> tuple[QTextLayout, int]:
    """Return a paragraph laid out in a width, between words or within the longest ones, and its height."""
    layout = QTextLayout(words or " ", font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, round(height + 0.5)


class CardDelegate(QStyledItemDelegate):
    """Draws the cards of a list: a hairline between them, the ground of the chosen one and of the pointed one."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[tuple[Any, int], int] = {}
        self._hovered = -1
        self._learn()
        theme().changed.connect(self._learn)
        view.entered.connect(lambda index: self._hover(index.row()))
        view.viewport().installEventFilter(self)

    def _learn(self) -> None:
        self._fonts = {
            "title": typography.font("body", "semibold"),
            "meta": typography.font("caption", tabular=True),
            "body": typography.font("body", tabular=True),
        }
        self._heights.clear()
        self._view.viewport().update()

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self._view.viewport().update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        focused = self._view.hasFocus()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, color("selected" if focused else "selected_idle"))
        elif index.row() == self._hovered:
            painter.fillRect(rect, color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, color("border"))
        if focused and index == self._view.currentIndex():
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height(), color("focus"))
        painter.translate(rect.topLeft())
        _Painting(self._card(index), rect.width(), self._fonts, painter).run()
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width, card = self._view.viewport().width(), self._card(index)
        key = (card, width)
        if key not in self._heights:
            if len(self._heights) > 4_000:
                self._heights.clear()
            self._heights[key] = _Painting(card, width, self._fonts).run() + 1
        return QSize(max(width, 1), self._heights[key])

    def _card(self, index: Index) -> "Card":
        card: Card = index.data(CARD_ROLE)
        return card
