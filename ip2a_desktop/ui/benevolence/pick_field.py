"""A field that chooses one of a few things that are no closed list of words: a level, somebody in the office."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox


class PickField(QComboBox):
    """One of some values, each shown by its words; the first line says that none is chosen.

    Args:
        choices: the values with their words.
        empty: the words of the first line, "" where one of them is always chosen.
        nothing: the value of the first line.

    Signals:
        edited(): the person chose otherwise.
        left(): the person leaves the field.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, choices: Sequence[tuple[Any, str]], *, empty: str = "", nothing: Any = None) -> None:
        super().__init__()
        self._choices = [*([(nothing, empty)] if empty else []), *choices]
        self.addItems([words for _value, words in self._choices])
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(4)
        self.activated.connect(lambda _index: self.edited.emit())

    def value(self) -> Any:
        """Return the value that is chosen, None where there is nothing to choose from."""
        place = self.currentIndex()
        return self._choices[place][0] if place >= 0 else None

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered leaves the choice as it is."""
        place = next((n for n, (one, _words) in enumerate(self._choices) if one == value), -1)
        if place >= 0:
            self.setCurrentIndex(place)

    def shown(self, value: Any) -> str:
        """Return the words of a value."""
        return next((words for one, words in self._choices if one == value), "")

    def problem(self) -> str:
        """There is nothing else to choose."""
        return ""

    def state(self) -> Any:
        """Return the value as plain data."""
        return str(self.value() or "")

    def set_state(self, state: Any) -> None:
        """Bring the choice back."""
        found = next((one for one, _words in self._choices if str(one or "") == str(state)), None)
        if isinstance(found, UUID | str):
            self.set_value(found)

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
