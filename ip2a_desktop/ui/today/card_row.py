"""One line of a card of the page Today: what it is about, what is wanted, and a chip; pressing it opens the record."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.chips import Chip, chip_size, paint_chip
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, RADIUS


class CardRow(QAbstractButton):
    """A record as two lines of words with a chip beside them.

    Args:
        first: what it is called.
        second: what is wanted of whom.
        chip: its urgency; None where there is none.
        reason: its hint.
        said: what a screen reader says, where it is more than both lines.
    """

    def __init__(self, first: str, second: str, chip: Chip | None, reason: str = "", said: str = "") -> None:
        super().__init__()
        self._chip = chip
        self._first = first
        self._second = second
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(reason)
        self.setAccessibleName(said or ", ".join(part for part in (first, second) if part))
        self.setAccessibleDescription(reason)
        theme().changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two lines of words and room around them."""
        lines = sum(
            QFontMetricsF(one).height() for one in (typography.font("body", "medium"), typography.font("caption"))
        )
        return QSize(240, round(lines) + GAP_TIGHT + 2 * GAP)

    def minimumSizeHint(self) -> QSize:
        """As high, but narrower: long words are elided."""
        return QSize(160, self.sizeHint().height())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show it at rest."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the two lines and the chip."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isDown() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(ground, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, RADIUS, RADIUS)
        inside = ground.adjusted(GAP, GAP - 1, -GAP, 1 - GAP)
        right = inside.right()
        if self._chip is not None:
            width = min(chip_size(self._chip).width(), inside.width() / 2)
            paint_chip(painter, QRectF(right - width, inside.top(), width, inside.height()), self._chip)
            right -= width + GAP_WIDE
        top = inside.top()
        for words, font, tone in (
            (self._first, typography.font("body", "medium", tabular=True), "text"),
            (self._second, typography.font("caption"), "muted"),
        ):
            metrics = QFontMetricsF(font)
            place = QRectF(inside.left(), top, right - inside.left(), metrics.height())
            painter.setFont(font)
            painter.setPen(color(tone))
            painter.drawText(
                place,
                Qt.AlignmentFlag.AlignVCenter,
                metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width()),
            )
            top += metrics.height() + GAP_TIGHT
        painter.end()
