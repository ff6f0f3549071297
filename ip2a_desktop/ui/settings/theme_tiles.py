"""The choice of a theme as small pictures of the window in each of them."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.flow import FlowLayout
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import ThemeChoice, color
from ip2a_desktop.ui.kit.tokens import GAP, RADIUS_LARGE, SCHEMES, SchemeName

_WIDTH: Final = 128
_PICTURE: Final = 94
_CAPTION: Final = 28
_CHOICES: Final[tuple[tuple[ThemeChoice, str, str], ...]] = (
    ("system", "System", "Follows your computer, by day and by night"),
    ("light", "Light", "Always light"),
    ("dark", "Dark", "Always dark"),
    ("contrast", "High contrast", "White on black with strong lines"),
    ("contrast_light", "Light contrast", "Black on white with strong lines"),
)


def _paint_window(painter: QPainter, place: QRectF, scheme: SchemeName) -> None:
    """Draw the main window in small: navigation, a title with its verb, lines of a list."""
    tokens = {name: QColor(value) for name, value in SCHEMES[scheme].items()}
    painter.fillRect(place, tokens["surface"])
    side = QRectF(place.left(), place.top(), place.width() * 0.27, place.height())
    painter.fillRect(side, tokens["window"])
    painter.setPen(Qt.PenStyle.NoPen)

    def bar(left: float, top: float, width: float, height: float, tone: str) -> None:
        painter.setBrush(tokens[tone])
        painter.drawRoundedRect(QRectF(place.left() + left, place.top() + top, width, height), height / 2, height / 2)

    bar(8, 12, 24, 5, "text")
    bar(6, 24, 30, 9, "selected")
    for top in (42, 55, 68):
        bar(8, top, 22, 4, "border_strong")
    bar(52, 12, 28, 7, "text")
    bar(place.width() - 36, 10, 28, 11, "accent")
    for row in range(4):
        top = 34 + row * 14
        bar(52, top, (38, 30, 42, 26)[row], 4, "muted")
        bar(98, top - 2, 18, 8, ("good_line", "good_line", "warn_line", "info_line")[row])


class ThemeTile(QAbstractButton):
    """One theme: its picture and its name, with a tick where it is chosen."""

    def __init__(self, choice: ThemeChoice, words: str, tip: str) -> None:
        super().__init__()
        self.choice = choice
        self.setText(words)
        self.setAccessibleName(words)
        self.setToolTip(tip)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _PICTURE + _CAPTION + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRectF(2, 2, _WIDTH - 4, _PICTURE)
        shape = QPainterPath()
        shape.addRoundedRect(place, RADIUS_LARGE, RADIUS_LARGE)
        painter.save()
        painter.setClipPath(shape)
        if self.choice == "system":
            _paint_window(painter, place, "light")
            half = QPainterPath()
            half.addPolygon(
                [
                    QPointF(place.right(), place.top()),
                    QPointF(place.right(), place.bottom()),
                    QPointF(place.center().x() - 18, place.bottom()),
                    QPointF(place.center().x() + 18, place.top()),
                ]
            )
            painter.setClipPath(half, Qt.ClipOperation.IntersectClip)
            _paint_window(painter, place, "dark")
        else:
            _paint_window(painter, place, self.choice)
        painter.restore()
        chosen = self.isChecked()
        ring = "focus" if self.hasFocus() else "accent" if chosen else "border_strong"
        painter.setPen(QPen(color(ring), 2 if chosen or self.hasFocus() else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        self._paint_caption(painter, place.bottom())
        painter.end()

    def _paint_caption(self, painter: QPainter, top: float) -> None:
        chosen = self.isChecked()
        line = QRectF(0, top + 2, _WIDTH, _CAPTION)
        painter.setFont(typography.font("body", "semibold" if chosen else "medium"))
        width = painter.fontMetrics().horizontalAdvance(self.text())
        left = (_WIDTH - width) / 2
        if chosen:
            left += 10
            tick = QRectF(left - 21, line.center().y() - 8, 16, 16)
            paint_icon(painter, tick, "check-circle-fill", color("accent_text"))
        painter.setPen(color("text"))
        painter.drawText(QRectF(left, line.top(), width + 4, line.height()), Qt.AlignmentFlag.AlignVCenter, self.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class ThemeTiles(QWidget):
    """The themes side by side; arrow keys move between them.

    Signals:
        chosen(str): a theme was chosen.
    """

    chosen = Signal(str)

    def __init__(self, choice: ThemeChoice) -> None:
        super().__init__()
        self.setAccessibleName("Theme")
        self._group = QButtonGroup(self)
        self.tiles: dict[str, ThemeTile] = {}
        row = FlowLayout(GAP, self)
        for name, words, tip in _CHOICES:
            tile = ThemeTile(name, words, tip)
            self.tiles[name] = tile
            self._group.addButton(tile)
            row.addWidget(tile)
        self.tiles[choice].setChecked(True)
        self._group.buttonClicked.connect(self._on_clicked)

    def _on_clicked(self, tile: QAbstractButton) -> None:
        if isinstance(tile, ThemeTile):
            self.chosen.emit(tile.choice)
