"""What the sockets of the driver's connections tell and take: whether the server closed one, and ending one at once."""

import selectors
import socket
import threading
import time
from typing import Any


def was_closed(connection: Any) -> bool:
    """Say whether the server closed an idle connection of the driver; looking at its socket costs no round trip.

    Nothing was asked on it, so anything there is to read is the server's good-bye (or news that a new connection
    brings as well).
    """
    with selectors.DefaultSelector() as looking:
        looking.register(connection.fileno(), selectors.EVENT_READ)
        return bool(looking.select(timeout=0))


class InFlight:
    """The connections that somebody waits on, so that a wait on a server that is gone can be ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._since: dict[int, tuple[Any, float]] = {}

    def begin(self, connection: Any) -> None:
        """Note that a connection of the driver was lent."""
        with self._lock:
            self._since[id(connection)] = (connection, time.monotonic())

    def end(self, connection: Any) -> None:
        """Note that it came back."""
        with self._lock:
            self._since.pop(id(connection), None)

    def longest(self) -> float:
        """Return for how many seconds the oldest has been lent; 0 where none is."""
        with self._lock:
            return max((time.monotonic() - since for _, since in self._since.values()), default=0.0)

    def break_off(self) -> int:
        """End every wait at once, as if the server had closed the connection; return how many there were.

        A driver that waits in ``recv`` cannot be asked to stop, and neither the server's time limits nor keepalives
        end the wait for a server that is frozen.
        """
        with self._lock:
            broken = [connection for connection, _ in self._since.values() if not connection.closed]
            for connection in broken:
                lent = socket.socket(fileno=connection.fileno())
                try:
                    lent.shutdown(socket.SHUT_RDWR)
                except OSError:
                    continue  # it ended by itself just now
                finally:
                    lent.detach()
        return len(broken)
