"""The three pictures of a place without content: empty, loading, failed; painted, to follow the theme."""

from typing import Final, Literal

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color

PictureKind = Literal["empty", "loading", "failed"]

_WIDTH: Final = 176
_HEIGHT: Final = 112
_BEAT_MS: Final = 120
_BEATS: Final = 12


class Picture(QWidget):
    """One of the three pictures; the loading one moves while it is seen."""

    def __init__(self, kind: PictureKind, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._icon_name = icon_name
        self._beat = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._on_beat)

    def show_kind(self, kind: PictureKind, icon_name: str) -> None:
        """Show another picture."""
        self._kind = kind
        self._icon_name = icon_name
        self._pace()
        self.update()

    def _pace(self) -> None:
        if self._kind == "loading" and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _on_beat(self) -> None:
        self._beat = (self._beat + 1) % _BEATS
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pace()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._kind == "empty":
            self._paint_empty(painter)
        elif self._kind == "loading":
            self._paint_loading(painter)
        else:
            self._paint_failed(painter)
        painter.end()

    def _paint_empty(self, painter: QPainter) -> None:
        """Three sheets behind one another; the front one waits to be filled."""
        for inset, top, ground in ((28, 6, "window"), (16, 18, "window")):
            painter.setPen(QPen(color("border"), 1))
            painter.setBrush(color(ground))
            painter.drawRoundedRect(QRectF(inset + 0.5, top + 0.5, _WIDTH - 2 * inset - 1, 60), 8, 8)
        painter.setPen(QPen(color("border_strong"), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(color("surface"))
        painter.drawRoundedRect(QRectF(4.5, 30.5, _WIDTH - 9, _HEIGHT - 36), 10, 10)
        paint_icon(painter, QRectF(_WIDTH / 2 - 18, 48, 36, 36), self._icon_name, color("accent_text"))

    def _paint_loading(self, painter: QPainter) -> None:
        """Lines as they will be; a light walks down."""
        painter.setPen(Qt.PenStyle.NoPen)
        for row in range(4):
            lit = row == (self._beat // 2) % 6
            painter.setBrush(color("border_strong" if lit else "pressed"))
            top = 8 + row * 26
            painter.drawEllipse(QRectF(8, top, 16, 16))
            painter.drawRoundedRect(QRectF(36, top + 4, (96, 72, 112, 84)[row], 8), 4, 4)
            painter.drawRoundedRect(QRectF(_WIDTH - 8 - 20, top + 4, 20, 8), 4, 4)

    def _paint_failed(self, painter: QPainter) -> None:
        """A disc with what went wrong, on a broken line."""
        middle = _HEIGHT / 2
        painter.setPen(QPen(color("bad_line"), 2, Qt.PenStyle.DashLine))
        painter.drawLine(8, int(middle), _WIDTH - 8, int(middle))
        painter.setPen(QPen(color("bad_line"), 1.5))
        painter.setBrush(color("bad_tint"))
        painter.drawEllipse(QRectF(_WIDTH / 2 - 36, middle - 36, 72, 72))
        paint_icon(painter, QRectF(_WIDTH / 2 - 17, middle - 17, 34, 34), self._icon_name, color("bad_text"))
