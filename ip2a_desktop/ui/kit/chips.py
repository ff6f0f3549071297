"""Chips: a state as a tinted pill of icon and word, in lists (a delegate) and on pages (a label)."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, Tone

CHIP_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The model role under which a cell gives its chip."""

_ICON_EDGE: Final = 14
_PADDING_UPRIGHT: Final = 3


@dataclass(frozen=True)
class Chip:
    """A state: its word, its icon (a Phosphor name, "" for none), and the tone of both."""

    text: str
    icon: str
    tone: Tone = "neutral"


@cache
def _lettering() -> tuple[QFont, QFontMetricsF]:
    font = typography.font("caption", "medium")
    return font, QFontMetricsF(font)


def chip_size(chip: Chip) -> QSize:
    """Return the size that a chip takes in full, in pixels."""
    _font, metrics = _lettering()
    icon_width = _ICON_EDGE + GAP_TIGHT if chip.icon else 0
    width = metrics.horizontalAdvance(chip.text) + icon_width + 2 * GAP + 1
    return QSize(round(width + 0.5), round(max(metrics.height(), _ICON_EDGE)) + 2 * _PADDING_UPRIGHT + 1)


def paint_chip(painter: QPainter, place: QRectF, chip: Chip) -> None:
    """Draw a chip at the left of ``place``, in the middle of its height; a long word is elided."""
    size = chip_size(chip)
    pill = QRectF(place.left(), 0, min(size.width(), place.width()), size.height())
    pill.moveTop(place.top() + (place.height() - pill.height()) / 2)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color(f"{chip.tone}_line"), 1))
    painter.setBrush(color(f"{chip.tone}_tint"))
    outline = pill.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(outline, outline.height() / 2, outline.height() / 2)
    words = color(f"{chip.tone}_text")
    left = pill.left() + GAP
    if chip.icon:
        paint_icon(
            painter,
            QRectF(left, pill.center().y() - _ICON_EDGE / 2, _ICON_EDGE, _ICON_EDGE),
            chip.icon,
            words,
        )
        left += _ICON_EDGE + GAP_TIGHT
    font, metrics = _lettering()
    painter.setFont(font)
    painter.setPen(words)
    room = QRectF(left, pill.top(), pill.right() - GAP + 1 - left, pill.height())
    shown = metrics.elidedText(chip.text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    painter.restore()


class ChipLabel(QWidget):
    """A chip on a page."""

    def __init__(self, chip: Chip | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._chip: Chip | None = None
        self.set_chip(chip)

    @property
    def chip(self) -> Chip | None:
        """The chip that is shown."""
        return self._chip

    def set_chip(self, chip: Chip | None) -> None:
        """Show a chip, or nothing."""
        self._chip = chip
        self.setAccessibleName(chip.text if chip else "")
        if chip is None:
            self.hide()
        elif self.parentWidget() is not None:
            self.show()  # without a parent it would flash up as a window
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return chip_size(self._chip) if self._chip else QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 3 * GAP), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chip is not None:
            painter = QPainter(self)
            paint_chip(painter, QRectF(self.rect()), self._chip)
            painter.end()
