"""How the palette draws what it found: headings, and hits with icon, name and what tells them apart."""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, ICON, RADIUS

HIT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
HEADING_ROLE: Final = Qt.ItemDataRole.UserRole + 2
_HEADING_HEIGHT: Final = 30
_HIT_HEIGHT: Final = 38

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Draws the lines of the palette."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _HEADING_HEIGHT if index.data(HEADING_ROLE) else _HIT_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(option.rect)
        if index.data(HEADING_ROLE):
            painter.setFont(typography.font("caption", "medium"))
            painter.setPen(color("muted"))
            words = place.adjusted(GAP_WIDE, 6, -GAP_WIDE, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            self._paint_hit(painter, place, index.data(HIT_ROLE), option)
        painter.restore()

    def _paint_hit(self, painter: QPainter, place: QRectF, hit: Any, option: QStyleOptionViewItem) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if selected or hovered:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("selected" if selected else "hover"))
            painter.drawRoundedRect(place.adjusted(GAP, 1, -GAP, -1), RADIUS, RADIUS)
        icon = QRectF(place.left() + GAP_WIDE, place.center().y() - ICON / 2, ICON, ICON)
        paint_icon(painter, icon, hit.icon, color("accent_text" if selected else "muted"))
        words = place.adjusted(GAP_WIDE + ICON + GAP + 4, 0, -GAP_WIDE - 4, 0)
        aside = typography.font("caption", tabular=True)
        room = min(QFontMetrics(aside).horizontalAdvance(hit.subtitle), int(words.width() * 0.55))
        shown = QFontMetrics(aside).elidedText(hit.subtitle, Qt.TextElideMode.ElideRight, room + 1)
        painter.setFont(aside)
        painter.setPen(color("muted"))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        font = typography.font("body", "medium")
        left = words.adjusted(0, 0, -room - GAP_WIDE, 0)
        title = QFontMetrics(font).elidedText(hit.title, Qt.TextElideMode.ElideRight, int(left.width()))
        painter.setFont(font)
        painter.setPen(color("text"))
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, title)
