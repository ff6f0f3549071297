"""Where one is among the steps: numbered, the ones behind ticked off."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN, SPACE

_DISC = 24
_TICK = 14
_LINK = SPACE * 5
_HEIGHT = SPACE * 6


class StepBar(QWidget):
    """The steps in a line; the current one in the accent colour."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self.current = 0
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.go_to(0)
        theme().changed.connect(self.update)

    def go_to(self, step: int) -> None:
        """Show another step as the current one."""
        self.current = step
        self.setAccessibleName(f"Step {step + 1} of {len(self._names)}: {self._names[step]}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(SPACE * 60, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = float(MARGIN)
        for at, name in enumerate(self._names):
            left = self._paint_step(painter, left, at, name)
        painter.end()

    def _paint_step(self, painter: QPainter, left: float, at: int, name: str) -> float:
        middle = self.height() / 2
        disc = QRectF(left, middle - _DISC / 2, _DISC, _DISC)
        self._paint_disc(painter, disc, at)
        is_current = at == self.current
        font = typography.font("body", "semibold" if is_current else "medium")
        width = QFontMetricsF(font).horizontalAdvance(name) + 1
        painter.setFont(font)
        painter.setPen(color("text" if is_current else "muted"))
        words = QRectF(disc.right() + GAP, 0, width, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        end = words.right() + GAP * 2
        if at < len(self._names) - 1:
            painter.setPen(QPen(color("border_strong"), 1))
            painter.drawLine(QPointF(end, middle), QPointF(end + _LINK, middle))
        return end + _LINK + GAP * 2

    def _paint_disc(self, painter: QPainter, disc: QRectF, at: int) -> None:
        is_done = at < self.current
        ground = "accent" if at == self.current else "selected" if is_done else "surface"
        painter.setPen(QPen(color("border_strong" if at > self.current else ground), 1))
        painter.setBrush(color(ground))
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        if is_done:
            inset = (_DISC - _TICK) / 2
            paint_icon(painter, disc.adjusted(inset, inset, -inset, -inset), "check-bold", color("accent_text"))
            return
        painter.setFont(typography.font("caption", "semibold"))
        painter.setPen(color("on_accent" if at == self.current else "muted"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(at + 1))
