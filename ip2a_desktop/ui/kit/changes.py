"""How screens learn that rows changed: every write here, and every hint from other desktops."""

from PySide6.QtCore import QObject, Signal

from ip2a_desktop.domain.changes import Changes


class ChangeBus(QObject):
    """Tells every screen which rows changed.

    Signals:
        changed(Changes): rows were written, here or elsewhere.
        heard(Changes, Mapping[UUID, str]): other desktops wrote them; by row who did, where that is known.
        opened(UUID): a record is open in this window.
        left(UUID): it is not any more.
        reached(bool): the server answers again, or does not any more.
        present(UUID, Sequence[str]): who else has a record open that is open here.
    """

    changed = Signal(object)
    heard = Signal(object, object)
    opened = Signal(object)
    left = Signal(object)
    reached = Signal(bool)
    present = Signal(object, object)

    def publish(self, changes: Changes) -> None:
        """Tell the screens; called on the GUI thread with what a write gave back."""
        if changes.rows:
            self.changed.emit(changes)
