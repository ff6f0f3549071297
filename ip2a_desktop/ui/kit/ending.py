"""The system's wish that the program ends (log-out, shutdown, Ctrl+C in a terminal), heard while Qt runs."""

import signal
import socket
from typing import Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_HEARD: Final = [getattr(signal, name) for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]


class Ending(QObject):
    """Hears the system's signals; without it they would end the program on the spot, its database left running.

    Python runs its handlers only between two lines of its own, and Qt's loop is none of them: so the signal's
    number comes through a socket that wakes the loop.

    Signals:
        wanted(): the program is to end now, without a question.
    """

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._here, self._there = socket.socketpair()
        for end in (self._here, self._there):
            end.setblocking(False)
        self._notifier = QSocketNotifier(self._here.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_woken)
        self._before = {one: signal.signal(one, lambda *_args: None) for one in _HEARD}
        self._waker_before = signal.set_wakeup_fd(self._there.fileno(), warn_on_full_buffer=False)

    def close(self) -> None:
        """Leave the signals to whoever had them before."""
        signal.set_wakeup_fd(self._waker_before)
        for one, handler in self._before.items():
            signal.signal(one, handler)
        self._notifier.setEnabled(False)
        self._here.close()
        self._there.close()

    def _on_woken(self) -> None:
        if any(number in _HEARD for number in self._here.recv(64)):
            self.wanted.emit()
