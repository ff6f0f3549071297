"""A connection that hears what other desktops do; every wait on it has an end, also where the network is silent."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Mapping
from typing import Any, Final

import psycopg2
from psycopg2 import extensions

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable

CHANNEL: Final = "ip2a_desktop"
DEADLINE: Final = 2.0
"""Seconds in which the server answers a question of a millisecond, or is taken for gone."""

_CHANGES = "SELECT last_id, open_from::text, is_read_only, changed FROM changes_since(%s, %s::xid8)"


class Listener:
    """One connection without blocking, used by one thread; :meth:`wake` may be called by any.

    Args:
        database: whose address and arguments it uses.

    Raises:
        DatabaseUnavailable: the server cannot be reached, or does not answer in time.
    """

    def __init__(self, database: Database) -> None:
        arguments = database.arguments() | {"async_": True, "application_name": "IP2A Desktop, listening"}
        try:
            self._connection = psycopg2.connect(**arguments)
        except psycopg2.Error as error:
            raise _gone() from error
        # A pair of sockets rather than a pipe: Windows waits for sockets only.
        self._woken, self._waker = socket.socketpair()
        self._waker.setblocking(False)
        try:
            self._settle(10.0)
            self.pid: int = self._connection.info.backend_pid
            self._ask(f"LISTEN {CHANNEL}")
        except BaseException:
            self.close()
            raise

    def wait(self, seconds: float) -> list[tuple[int, Mapping[str, Any]]]:
        """Wait for what others tell, or until woken; return each message with the process id of who sent it.

        Raises:
            DatabaseUnavailable: the connection ended.
        """
        ready, _, _ = select.select([self._connection, self._woken], [], [], seconds)
        if self._woken in ready:
            self._woken.recv(4096)
        return self._heard()

    def wake(self) -> None:
        """End a wait from another thread."""
        try:
            self._waker.send(b".")
        except BlockingIOError:
            return  # it is being woken already

    def tell(self, message: Mapping[str, Any]) -> None:
        """Tell every other desktop; a hint that may get lost.

        Raises:
            DatabaseUnavailable: the server does not answer in time.
        """
        words = json.dumps(message, separators=(",", ":"))
        self._ask("SELECT pg_notify(%s, %s)", (CHANNEL, words))

    def changes_since(
        self, last_id: int | None, open_from: str | None
    ) -> tuple[int, str, bool, list[list[Any]], float]:
        """Return the next mark, whether the server only reads, what changed since, and the seconds it took.

        Args:
            last_id: of the mark; None asks for a first mark.
            open_from: of the mark.

        Raises:
            DatabaseUnavailable: the server does not answer in time.
        """
        began = time.monotonic()
        row = self._ask(_CHANGES, (last_id, open_from))
        return row[0], row[1], row[2], row[3], time.monotonic() - began

    def close(self) -> None:
        """End the connection."""
        self._connection.close()
        self._woken.close()
        self._waker.close()

    def _ask(self, sql: str, values: tuple[Any, ...] = ()) -> Any:
        try:
            cursor = self._connection.cursor()
            cursor.execute(sql, values)
            self._settle(DEADLINE)
            return cursor.fetchone() if cursor.description else None
        except psycopg2.Error as error:
            raise _gone() from error

    def _settle(self, seconds: float) -> None:
        """Wait until the driver has nothing more to send or read, for so long at most."""
        end = time.monotonic() + seconds
        while True:
            try:
                state = self._connection.poll()
            except psycopg2.Error as error:
                raise _gone() from error
            if state == extensions.POLL_OK:
                return
            left = end - time.monotonic()
            if left <= 0:
                raise _gone()
            reading = [self._connection] if state == extensions.POLL_READ else []
            writing = [self._connection] if state == extensions.POLL_WRITE else []
            select.select(reading, writing, [], left)

    def _heard(self) -> list[tuple[int, Mapping[str, Any]]]:
        try:
            self._connection.poll()
        except psycopg2.Error as error:
            raise _gone() from error
        if self._connection.closed:
            raise _gone()
        told, self._connection.notifies[:] = list(self._connection.notifies), []
        return [(one.pid, json.loads(one.payload)) for one in told if one.pid != self.pid]


def _gone() -> DatabaseUnavailable:
    return DatabaseUnavailable(
        "The server does not answer.", "What you typed is still here.", "It is tried again by itself."
    )
