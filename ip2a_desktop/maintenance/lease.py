"""A lease on work that only one desktop may do at a time: a row that runs out, so that a dead desktop blocks nobody."""

from __future__ import annotations

import platform
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError
from ip2a_desktop.domain.ids import new_id

HELD = timedelta(minutes=2)
"""How long a lease holds without being renewed."""

RENEWED = timedelta(seconds=30)
"""How often it is renewed while the work goes on."""

_TAKE = """
INSERT INTO maintenance_lease AS l (name, token, machine, until)
VALUES (:name, :token, :machine, clock_timestamp() + :held)
ON CONFLICT (name) DO UPDATE
   SET token = excluded.token, holder = session_user, machine = excluded.machine, until = excluded.until
 WHERE l.until < clock_timestamp()
RETURNING token
"""
_HOLDER = "SELECT holder, machine FROM maintenance_lease WHERE name = :name"
_RENEW = """
UPDATE maintenance_lease SET until = clock_timestamp() + :held WHERE name = :name AND token = :token RETURNING token
"""
_LEAVE = (
    "UPDATE maintenance_lease SET until = clock_timestamp() - interval '1 second' WHERE name = :name AND token = :token"
)


class Lease:
    """A lease that is held.

    Args:
        database: as the person who holds it.
        name: of the work.
        token: what tells this holding from others.
    """

    def __init__(self, database: Database, name: str, token: UUID) -> None:
        self._database = database
        self._name = name
        self._token = token
        self._over = threading.Event()
        self._lost = threading.Event()

    def renew(self) -> bool:
        """Hold it for longer; false where somebody else took it because it had run out."""
        with self._database.statement() as session:
            parameters = {"name": self._name, "token": self._token, "held": HELD}
            held = session.execute(text(_RENEW), parameters).first() is not None
        if not held:
            self._lost.set()
        return held

    def check(self) -> None:
        """Refuse to go on where the lease was lost.

        Raises:
            HallError: another desktop has it now.
        """
        if self._lost.is_set():
            raise HallError(
                "This desktop was away for so long that another one took over.",
                "What was found until then is not kept.",
                "Look at the other desktop’s run, or run it again later.",
            )

    def leave(self) -> None:
        """Let others have it."""
        self._over.set()
        with self._database.statement() as session:
            session.execute(text(_LEAVE), {"name": self._name, "token": self._token})

    def keep(self) -> None:
        """Renew until it is left; a server that is away for a moment is asked again at the next turn."""
        while not self._over.wait(RENEWED.total_seconds()):
            try:
                if not self.renew():
                    return
            except DatabaseUnavailable:
                continue


@contextmanager
def held(database: Database, name: str, busy: Callable[[str], HallError]) -> Iterator[Lease]:
    """Hold a lease while the block runs, renewed beside it.

    Args:
        database: as the person who does the work.
        name: of the work.
        busy: makes the error for whoever holds it, such as ``bo on the desktop FRONT``.

    Raises:
        HallError: somebody else holds it; NotAllowed where this person may not do such work.
    """
    lease = take(database, name, busy)
    keeper = threading.Thread(target=lease.keep, name=f"lease of {name}", daemon=True)
    keeper.start()
    try:
        yield lease
    finally:
        lease.leave()
        keeper.join()


def take(database: Database, name: str, busy: Callable[[str], HallError]) -> Lease:
    """Take a lease, without renewing it.

    Raises:
        HallError: somebody else holds it.
    """
    token = new_id()
    parameters = {"name": name, "token": token, "machine": platform.node(), "held": HELD}
    with database.statement() as session:
        if session.execute(text(_TAKE), parameters).first():
            return Lease(database, name, token)
        row = session.execute(text(_HOLDER), {"name": name}).first()
    holder = "Somebody" if row is None else f"{row.holder} on {row.machine}" if row.machine else str(row.holder)
    raise busy(holder)
