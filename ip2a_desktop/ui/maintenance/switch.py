"""A row of buttons of which one is pressed in: two or three views of the same thing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from ip2a_desktop.ui.kit.tokens import GAP_TIGHT
from ip2a_desktop.ui.kit.widgets import button


class Switch(QWidget):
    """Chooses one of a few views.

    Args:
        name: what is chosen, for a screen reader.
        words: the views; the first is chosen.

    Signals:
        chosen(int): another view is wanted.
    """

    chosen = Signal(int)

    def __init__(self, name: str, words: Sequence[str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self.buttons = [button(one, "quiet") for one in words]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_TIGHT)
        for place, one in enumerate(self.buttons):
            one.setCheckable(True)
            self._group.addButton(one, place)
            row.addWidget(one)
        row.addStretch(1)
        self.buttons[0].setChecked(True)
        self._group.idClicked.connect(self.chosen)

    def choose(self, place: int) -> None:
        """Choose a view, and tell it."""
        self.buttons[place].setChecked(True)
        self.chosen.emit(place)

    def set_words(self, place: int, words: str) -> None:
        """Show other words on a button."""
        self.buttons[place].setText(words)

    @property
    def place(self) -> int:
        """Which view is chosen."""
        return self._group.checkedId()
