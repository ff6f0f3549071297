"""What other desktops do, as it happens: their saves, who has which record open, and how well the server answers.

Messages between desktops are hints. Every few seconds, and after each reconnection, the record of who did what is
asked what changed since; so nothing is missed that a hint did not tell.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final
from uuid import UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.listening import Listener
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable

BEAT: Final = 5.0
"""Seconds between two questions whether anything was missed; a dead connection is noticed within twice that."""

SLOW: Final = 0.4
"""Seconds for an answer of a millisecond, from which the connection is called slow."""

IMPATIENT: Final = 0.5
"""Seconds that somebody waits for an answer before the server is asked whether it is there at all."""

_PRESENCE_AGAIN: Final = 30.0
_PRESENCE_OVER: Final = 75.0
_OWN_KEPT: Final = 60.0
_MOST_IDS: Final = 150  # of 32 characters each: a message has at most 8,000 bytes
_LONGEST_PAUSE: Final = 15.0
_log = logging.getLogger(__name__)


class Reach(Enum):
    """How the server is reached."""

    CONNECTED = "connected"
    SLOW = "slow"
    RECONNECTING = "reconnecting"
    READ_ONLY = "read_only"


@dataclass(frozen=True)
class Link:
    """The state of the connection.

    Args:
        reach: how the server is reached.
        tries: how often a new connection was tried, while it is away.
        seconds: how long its last answer took.
    """

    reach: Reach
    tries: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class News:
    """What others changed.

    Args:
        changes: the rows, by table.
        actors: who did it, by row, where that is known.
    """

    changes: Changes
    actors: Mapping[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Presence:
    """Who has a record open: a hint, never a lock.

    Args:
        record: the record's id.
        people: the logins, in order.
    """

    record: UUID
    people: tuple[str, ...]


class Watcher:
    """Listens in a thread of its own; its callbacks are called there.

    Args:
        database: as the person.
        person: the person's login.
        on_news: told what others changed.
        on_link: told when the connection's state changes.
        on_presence: told when somebody opens or leaves a record that is open here.
        connect: makes the listening connection.
    """

    def __init__(
        self,
        database: Database,
        person: str,
        *,
        on_news: Callable[[News], None],
        on_link: Callable[[Link], None],
        on_presence: Callable[[Presence], None] = lambda _presence: None,
        connect: Callable[[Database], Listener] = Listener,
    ) -> None:
        self._database = database
        self._person = person
        self._on_news, self._on_link, self._on_presence = on_news, on_link, on_presence
        self._connect = connect
        self._listener: Listener | None = None
        self._lock = threading.Lock()
        self._to_tell: deque[dict[str, Any]] = deque(maxlen=1_000)
        self._own: dict[UUID, float] = {}
        self._open: set[UUID] = set()
        self._others: dict[UUID, dict[str, float]] = {}
        self._mark: tuple[int | None, str | None] = (None, None)
        self._seen: deque[int] = deque(maxlen=20_000)
        self._over = threading.Event()
        self._link: Link | None = None
        self._thread = threading.Thread(target=self._run, name="watching", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """End, within a few seconds also where the server is silent."""
        self._over.set()
        self._wake()
        self._thread.join()

    # -- called by the window ----------------------------------------------------------------------------------

    def tell(self, changes: Changes) -> None:
        """Tell the other desktops what was saved here; returns at once."""
        now = time.monotonic()
        with self._lock:
            self._own = {one: at for one, at in self._own.items() if now - at < _OWN_KEPT}
            for table, ids in changes.rows.items():
                self._own |= dict.fromkeys(ids, now)
                named = [one.hex for one in sorted(ids)[:_MOST_IDS]]
                self._to_tell.append({"changed": table, "ids": named, "by": self._person})
        self._wake()

    def opened(self, record: UUID) -> None:
        """Tell the others that a record is open here."""
        with self._lock:
            self._open.add(record)
            self._to_tell.append({"open": record.hex, "by": self._person})
        self._wake()

    def left(self, record: UUID) -> None:
        """Tell the others that it is not open here any more."""
        with self._lock:
            self._open.discard(record)
            self._others.pop(record, None)
            self._to_tell.append({"left": record.hex, "by": self._person})
        self._wake()

    def _wake(self) -> None:
        listener = self._listener
        if listener is not None:
            listener.wake()

    # -- in the thread -----------------------------------------------------------------------------------------

    def _run(self) -> None:
        tries = 0
        while not self._over.is_set():
            try:
                self._listener = self._connect(self._database)
                tries = 0
                self._listen(self._listener)
            except DatabaseUnavailable:
                self._database.in_flight.break_off()  # nobody waits for a server that is gone
                tries += 1
                self._say(Link(Reach.RECONNECTING, tries))
                self._over.wait(min(2 ** (tries - 1) * 0.5, _LONGEST_PAUSE))
            finally:
                if self._listener is not None:
                    self._listener.close()
                    self._listener = None

    def _listen(self, listener: Listener) -> None:
        self._ask(listener)
        beat, announced = time.monotonic(), time.monotonic()
        for record in tuple(self._open):
            self._to_tell.append({"open": record.hex, "by": self._person})
        while not self._over.is_set():
            self._send(listener)
            heard = listener.wait(max(0.0, min(beat + BEAT - time.monotonic(), IMPATIENT)))
            for _, message in heard:
                self._hear(message)
            now = time.monotonic()
            is_waiting = self._database.in_flight.longest() > IMPATIENT and now - beat >= 2 * IMPATIENT
            if now - beat >= BEAT or is_waiting:
                beat = now
                self._ask(listener)
                self._forget(now)
            if now - announced >= _PRESENCE_AGAIN:
                announced = now
                self._to_tell.extend({"open": record.hex, "by": self._person} for record in tuple(self._open))

    def _send(self, listener: Listener) -> None:
        while self._to_tell:
            message = self._to_tell[0]
            listener.tell(message)
            self._to_tell.popleft()

    def _ask(self, listener: Listener) -> None:
        """Ask what changed since the last mark, and judge how the server answers."""
        last, open_from, is_read_only, rows, seconds = listener.changes_since(*self._mark)
        known = set(self._seen)
        fresh = [row for row in rows if row[0] not in known]
        self._seen.extend(row[0] for row in fresh)
        self._mark = (last, open_from)
        reach = Reach.READ_ONLY if is_read_only else Reach.SLOW if seconds > SLOW else Reach.CONNECTED
        self._say(Link(reach, 0, seconds))
        self._tell_news((row[1], UUID(one), row[4]) for row in fresh for one in {row[2], row[3]})

    def _hear(self, message: Mapping[str, Any]) -> None:
        by = str(message.get("by", ""))
        if "changed" in message:
            self._tell_news((str(message["changed"]), UUID(one), by) for one in message["ids"])
        elif "open" in message:
            self._note_presence(UUID(message["open"]), by, is_there=True)
        elif "left" in message:
            self._note_presence(UUID(message["left"]), by, is_there=False)

    def _tell_news(self, rows: Iterable[tuple[str, UUID, str]]) -> None:
        """Tell the window what others changed; what was saved here is known there already."""
        now = time.monotonic()
        found: dict[str, set[UUID]] = {}
        actors: dict[UUID, str] = {}
        with self._lock:
            for table, record, actor in rows:
                if actor == self._person and now - self._own.get(record, -_OWN_KEPT) < _OWN_KEPT:
                    continue
                found.setdefault(table, set()).add(record)
                actors[record] = actor
        if found:
            changes = Changes({table: frozenset(ids) for table, ids in found.items()})
            self._on_news(News(changes, actors))

    def _note_presence(self, record: UUID, person: str, *, is_there: bool) -> None:
        with self._lock:
            if record not in self._open or person == self._person:
                return
            people = self._others.setdefault(record, {})
            was = tuple(sorted(people))
            answered = is_there and person not in people
            if is_there:
                people[person] = time.monotonic()
            else:
                people.pop(person, None)
            now_is = tuple(sorted(people))
            if answered:  # so that who came later learns who was there
                self._to_tell.append({"open": record.hex, "by": self._person})
        if was != now_is:
            self._on_presence(Presence(record, now_is))

    def _forget(self, now: float) -> None:
        """Let go of people who have not said for long that they still have a record open."""
        gone = []
        with self._lock:
            for record, people in self._others.items():
                over = [person for person, at in people.items() if now - at > _PRESENCE_OVER]
                for person in over:
                    del people[person]
                if over:
                    gone.append(Presence(record, tuple(sorted(people))))
        for one in gone:
            self._on_presence(one)

    def _say(self, link: Link) -> None:
        before = self._link
        self._link = link
        if before is None or (before.reach, before.tries) != (link.reach, link.tries):
            _log.info("the server is %s", link.reach.value)
            self._on_link(link)
