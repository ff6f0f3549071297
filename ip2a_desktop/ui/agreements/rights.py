"""Whether the person may change agreements: asked once, so that nobody is offered what the server would refuse."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from ip2a_desktop.ui.kit.kit import Kit


class EditRight(QObject):
    """The admin's duty, as a courtesy of the screen: who holds it is decided by PostgreSQL at each write.

    Args:
        kit: the screens' tools.
        ask: says whether the person holds the duty; called in a worker.

    Signals:
        changed(): the answer is there, and it is no.
    """

    changed = Signal()

    def __init__(self, kit: Kit, ask: Callable[[], bool]) -> None:
        super().__init__()
        self.is_held = True
        # Without an answer everything is offered, and a write that is refused says why.
        kit.tasks.run(self, ask, self._on_answer, lambda _error: None)

    def _on_answer(self, is_held: bool) -> None:
        if not is_held:
            self.is_held = False
            self.changed.emit()
