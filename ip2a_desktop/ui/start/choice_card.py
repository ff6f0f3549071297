"""A card that can be pressed: picture, title and what follows from choosing it."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN, RADIUS_LARGE
from ip2a_desktop.ui.kit.widgets import label

_DISC: Final = 44
_ICON: Final = 24


class _Disc(QWidget):
    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setFixedSize(_DISC, _DISC)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("selected"))
        painter.drawRoundedRect(QRectF(self.rect()), RADIUS_LARGE, RADIUS_LARGE)
        inset = (_DISC - _ICON) / 2
        paint_icon(painter, QRectF(inset, inset, _ICON, _ICON), self._icon_name, color("accent_text"))
        painter.end()


class ChoiceCard(QAbstractButton):
    """One choice as a card; Enter, Space or a click takes it."""

    def __init__(self, icon_name: str, title: str, sentence: str, foot: str) -> None:
        super().__init__()
        self.setText(title)
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN - 4)
        layout.setSpacing(0)
        layout.addWidget(_Disc(icon_name))
        layout.addSpacing(GAP * 2)
        for words, space in (
            (label(title, "section", wrap=True), GAP // 2 + 2),
            (label(sentence, "muted", wrap=True), 0),
        ):
            words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(words)
            layout.addSpacing(space)
        layout.addStretch(1)
        layout.addSpacing(GAP * 2)
        layout.addWidget(label(foot, "caption", wrap=True))

    def sizeHint(self) -> QSize:
        return QSize(272, 236)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        lively = self.hasFocus() or self.underMouse()
        width = 2.0 if lively else 1.0
        tone = "focus" if self.hasFocus() else "accent" if self.underMouse() else "border"
        painter.setPen(QPen(color(tone), width))
        painter.setBrush(color("pressed" if self.isDown() else "surface"))
        inset = width / 2
        place = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, RADIUS_LARGE, RADIUS_LARGE)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Up):
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
