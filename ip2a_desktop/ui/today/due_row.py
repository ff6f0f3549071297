"""One case with something due, as a line that opens it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.chips import chip_size, paint_chip
from ip2a_desktop.ui.kit.due_chips import left_chip, next_words
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, RADIUS


class DueRow(QAbstractButton):
    """A case: its number and grievants, what is due and at whom, and the time left; the reason is its hint."""

    def __init__(self, row: DocketRow) -> None:
        super().__init__()
        self.row = row
        self._chip = left_chip(row)
        self._first = f"{row.number}  {row.who}"
        self._second = " · ".join(part for part in (next_words(row), row.employer) if part)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(row.explanation)
        self.setAccessibleName(", ".join(part for part in (self._first, self._second, row.left_words) if part))
        self.setAccessibleDescription(row.explanation)
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
