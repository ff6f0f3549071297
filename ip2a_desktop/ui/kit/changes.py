"""How screens learn that rows changed: every write here, and every hint from other desktops."""

from PySide6.QtCore import QObject, Signal

from ip2a_desktop.domain.changes import Changes


class ChangeBus(QObject):
    """Tells every screen which rows changed.

    Signals:
        changed(Changes): rows were written, here or elsewhere.
    """

    changed = Signal(object)

    def publish(self, changes: Changes) -> None:
        """Tell the screens; called on the GUI thread with what a write gave back."""
        if changes.rows:
            self.changed.emit(changes)
