"""The field for several words of a closed list: a check mark for each."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT

_ACROSS = 2


class ChecksField(QWidget):
    """Some words of a closed list, in the list's order; none of them is a value too."""

    edited = Signal()
    left = Signal()

    def __init__(self, words: Iterable[Word], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[Word, QCheckBox] = {word: QCheckBox(word.label) for word in words}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(GAP_TIGHT)
        for place, box in enumerate(self.boxes.values()):
            grid.addWidget(box, place // _ACROSS, place % _ACROSS)
            box.clicked.connect(lambda _checked: self.edited.emit())
            box.installEventFilter(self)
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> Any:
        """Return the words that are checked."""
        return tuple(word for word, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Check these words and no other."""
        for word, box in self.boxes.items():
            box.setChecked(word in (value or ()))

    def shown(self, value: Any) -> str:
        """Return the labels of some words."""
        return ", ".join(word.label for word in self.boxes if word in (value or ()))

    def problem(self) -> str:
        """Any of them will do."""
        return ""

    def state(self) -> Any:
        """Return the stored values of the words."""
        return [word.value for word in self.value()]

    def set_state(self, state: Any) -> None:
        """Bring the check marks back."""
        if isinstance(state, list):
            self.set_value(state)

    def set_read_only(self, read_only: bool) -> None:
        """Show the marks only, or let them be changed again."""
        for box in self.boxes.values():
            box.setDisabled(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that a check mark is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False
