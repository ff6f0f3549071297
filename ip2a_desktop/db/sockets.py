"""Whether the server closed a connection while it lay idle, without asking it."""

import selectors
from typing import Any


def was_closed(connection: Any) -> bool:
    """Say whether the server closed an idle connection of the driver; looking at its socket costs no round trip.

    Nothing was asked on it, so anything there is to read is the server's good-bye (or news that a new connection
    brings as well).
    """
    with selectors.DefaultSelector() as looking:
        looking.register(connection.fileno(), selectors.EVENT_READ)
        return bool(looking.select(timeout=0))
