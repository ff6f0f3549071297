"""A menu of check marks that stays open while the person chooses."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu


class CheckMenu(QMenu):
    """A menu whose check marks can be set one after another; Esc or a click beside it closes it."""

    def add_choice(self, text: str, checked: bool, on_toggled: Callable[[bool], None]) -> QAction:
        """Add a choice and return its action.

        Args:
            text: the words of the choice.
            checked: whether it is chosen now.
            on_toggled: called with the new state whenever the person changes it.
        """
        action = self.addAction(text.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(checked)
        action.toggled.connect(on_toggled)
        return action

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Keep the menu open when a check mark is set with the mouse."""
        if not self._toggle(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the menu open when a check mark is set with the space bar or Enter."""
        presses = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() not in presses or not self._toggle(self.activeAction()):
            super().keyPressEvent(event)

    def _toggle(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.toggle()
        return True
