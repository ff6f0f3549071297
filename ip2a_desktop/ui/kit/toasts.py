"""The message that slides up at the foot of a window, says what was done, and offers to take it back."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer
from PySide6.QtGui import QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QWidget

from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN, Tone
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

_STAYS_MS: Final = 5_000
_STAYS_WITH_ACTION_MS: Final = 12_000
_SLIDE_MS: Final = 160
_ABOVE_FOOT: Final = 44
_WIDEST: Final = 560
_ICONS: Final[dict[Tone, str]] = {
    "neutral": "info",
    "info": "info",
    "good": "check-circle",
    "warn": "warning",
    "bad": "warning-circle",
}


class Toast(QFrame):
    """One message over the foot of ``window``. It goes by itself, unless the pointer or the keyboard is on it."""

    def __init__(
        self, window: QWidget, text: str, tone: Tone, action_text: str, on_action: Callable[[], object] | None
    ) -> None:
        super().__init__(window)
        self.setProperty("role", "toast")
        self.setAccessibleName(text)
        self._host = window
        self._on_action = on_action
        self._words = label(text, wrap=True)
        row = QHBoxLayout(self)
        self._row = row
        row.setContentsMargins(GAP_WIDE, GAP + 2, GAP, GAP + 2)
        row.setSpacing(GAP + 2)
        row.addWidget(IconLabel(_ICONS[tone], "on_toast"))
        row.addWidget(self._words, 1)
        self.action = button(action_text, on_click=self._act) if action_text and on_action else None
        if self.action is not None:
            row.addWidget(self.action)
        else:
            row.addSpacing(GAP)
        self._add_shadow()
        self._fit(window)
        self._timer = QTimer(self, singleShot=True)
        self._timer.setInterval(_STAYS_WITH_ACTION_MS if self.action else _STAYS_MS)
        self._timer.timeout.connect(self.go)
        window.installEventFilter(self)

    def _add_shadow(self) -> None:
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        dark = color("toast").darker()
        dark.setAlpha(90)
        shadow.setColor(dark)
        self.setGraphicsEffect(shadow)

    @property
    def text(self) -> str:
        """What the message says."""
        return self._words.text()

    def _fit(self, window: QWidget) -> None:
        wanted = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 8
        room = min(_WIDEST, window.width() - 2 * MARGIN)
        extra = self._row.sizeHint().width() - self._words.sizeHint().width()
        self.setFixedWidth(min(wanted + extra, room))
        self.adjustSize()
        self.resize(self.width(), self._row.heightForWidth(self.width()))

    def resting_place(self) -> QPoint:
        """Return where it stands once it has slid in."""
        across = (self._host.width() - self.width()) // 2
        return QPoint(across, self._host.height() - self.height() - _ABOVE_FOOT)

    def come(self) -> None:
        """Slide in and start the clock."""
        end = self.resting_place()
        self.move(end + QPoint(0, GAP_WIDE))
        self.show()
        self.raise_()
        slide = QPropertyAnimation(self, b"pos", self)
        slide.setDuration(_SLIDE_MS)
        slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        slide.setEndValue(end)
        slide.start()
        self._timer.start()

    def go(self) -> None:
        """Leave, unless somebody is just about to press the button."""
        if self.action is not None and self.action.hasFocus():
            self._timer.start()
            return
        self._timer.stop()
        self.hide()
        self.deleteLater()

    def _act(self) -> None:
        self._timer.stop()
        self.hide()
        self.deleteLater()
        if self._on_action is not None:
            self._on_action()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._host:
            self.move(self.resting_place())
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.go()
            return
        super().keyPressEvent(event)
