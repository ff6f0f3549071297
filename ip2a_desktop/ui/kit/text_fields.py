"""Fields for text: one line, many lines, a phone number."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.contact import normal_phone
from ip2a_desktop.ui.kit.tokens import GAP

_LEAST_LINES = 3
_MOST_LINES = 12


class LineField(QLineEdit):
    """One line of text. Undo, redo, copy and paste are Qt's own."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_setting = False
        self.textChanged.connect(self._on_text_changed)

    def value(self) -> Any:
        """Return the text."""
        return self.text()

    def set_value(self, value: Any) -> None:
        """Show a value from its beginning."""
        self._set_text(self.shown(value))

    def shown(self, value: Any) -> str:
        """Return the text."""
        return "" if value is None else str(value)

    def problem(self) -> str:
        """Any text will do; the draft knows the rules."""
        return ""

    def state(self) -> Any:
        """Return the text."""
        return self.text()

    def set_state(self, state: Any) -> None:
        """Bring the text back."""
        if isinstance(state, str):
            self._set_text(state)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only, or edited again."""
        self.setReadOnly(read_only)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _set_text(self, text: str) -> None:
        if text == self.text():
            return
        self._is_setting = True
        self.setText(text)
        self.setCursorPosition(0)
        self._is_setting = False

    def _on_text_changed(self, _text: str) -> None:
        if not self._is_setting:
            self.edited.emit()


class PhoneField(LineField):
    """A phone number: shown as people write it, given as it is stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left.connect(self._tidy)

    def value(self) -> Any:
        """Return the number as it is stored; what is no number is returned as typed, for the draft to refuse."""
        try:
            return normal_phone(self.text().strip())
        except ValueError:
            return self.text()

    def shown(self, value: Any) -> str:
        """Return a stored number as people write it."""
        return shown_phone(value or "")

    def _tidy(self) -> None:
        stored = self.value()
        self._set_text(shown_phone(stored) if stored else "")


class TextField(QPlainTextEdit):
    """Text of many lines that grows with what stands in it; the Tab key leaves it."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_setting = False
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._on_text_changed)
        self._fit()

    def value(self) -> Any:
        """Return the text."""
        return self.toPlainText()

    def set_value(self, value: Any) -> None:
        """Show a value from its beginning."""
        self._set_text(self.shown(value))

    def shown(self, value: Any) -> str:
        """Return the text."""
        return "" if value is None else str(value)

    def problem(self) -> str:
        """Any text will do; the draft knows the rules."""
        return ""

    def state(self) -> Any:
        """Return the text."""
        return self.toPlainText()

    def set_state(self, state: Any) -> None:
        """Bring the text back."""
        if isinstance(state, str):
            self._set_text(state)

    def set_read_only(self, read_only: bool) -> None:
        """Let the text be read and copied only, or edited again."""
        self.setReadOnly(read_only)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        self.left.emit()

    def _set_text(self, text: str) -> None:
        if text != self.toPlainText():
            self._is_setting = True
            self.setPlainText(text)
            self._is_setting = False

    def _on_text_changed(self) -> None:
        self._fit()
        if not self._is_setting:
            self.edited.emit()

    def _fit(self) -> None:
        lines = min(max(self.blockCount(), _LEAST_LINES), _MOST_LINES)
        line = QFontMetrics(self.font()).lineSpacing()
        self.setFixedHeight(lines * line + 2 * GAP + round(2 * self.document().documentMargin()))
