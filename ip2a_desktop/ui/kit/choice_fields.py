"""Fields for a choice: one word of a closed list, or yes and no."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ip2a_desktop.domain.words import Word


class ChoiceField(QComboBox):
    """One word of a closed list, shown by its label. The wheel scrolls the form, it never changes the choice."""

    edited = Signal()
    left = Signal()

    def __init__(self, words: Iterable[Word], parent: QWidget | None = None, *, empty: str | None = None) -> None:
        """Offer the words.

        Args:
            words: the closed list, or those of it that fit.
            parent: the owner.
            empty: the label of "none of them", where the value may be None.
        """
        super().__init__(parent)
        self._words: list[Word | None] = [*([None] if empty is not None else []), *words]
        self.addItems([empty or "" if word is None else word.label for word in self._words])
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumContentsLength(4)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _index: self.edited.emit())

    def value(self) -> Any:
        """Return the word."""
        return self._words[self.currentIndex()]

    def set_value(self, value: Any) -> None:
        """Show a word, given as itself or as it is stored."""
        if value in self._words:
            self.setCurrentIndex(self._words.index(value))

    def shown(self, value: Any) -> str:
        """Return the label of a word."""
        return self.itemText(self._words.index(value)) if value in self._words else ""

    def problem(self) -> str:
        """There is nothing else to choose."""
        return ""

    def state(self) -> Any:
        """Return the stored value of the word."""
        word = self.value()
        return None if word is None else word.value

    def set_state(self, state: Any) -> None:
        """Bring the choice back."""
        self.set_value(state)

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice only, or let it be changed again."""
        self.setDisabled(read_only)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the form."""
        event.ignore()

    def keyPressEvent(self, event: Any) -> None:
        """A choice made with the keys counts as one made with the mouse."""
        before = self.currentIndex()
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.edited.emit()


class CheckField(QCheckBox):
    """Yes or no."""

    edited = Signal()
    left = Signal()

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(lambda _checked: self.edited.emit())

    def value(self) -> Any:
        """Return whether it is checked."""
        return self.isChecked()

    def set_value(self, value: Any) -> None:
        """Check it or not."""
        self.setChecked(bool(value))

    def shown(self, value: Any) -> str:
        """Return yes or no."""
        return "Yes" if value else "No"

    def problem(self) -> str:
        """Both will do."""
        return ""

    def state(self) -> Any:
        """Return whether it is checked."""
        return self.isChecked()

    def set_state(self, state: Any) -> None:
        """Bring the check mark back."""
        if isinstance(state, bool):
            self.setChecked(state)

    def set_read_only(self, read_only: bool) -> None:
        """Show the mark only, or let it be changed again."""
        self.setDisabled(read_only)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the field is left."""
        super().focusOutEvent(event)
        self.left.emit()
