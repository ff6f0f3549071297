"""The other desktops, as this window hears and tells them; and how well the server answers."""

from PySide6.QtCore import QObject, Signal

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.services.watching import Link, News, Presence, Reach, Watcher
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.status_line import Connection

_STATES: dict[Reach, Connection] = {
    Reach.CONNECTED: "connected",
    Reach.SLOW: "slow",
    Reach.RECONNECTING: "lost",
    Reach.READ_ONLY: "read_only",
}


class Neighbours(QObject):
    """Listens in a thread of its own and brings what it hears onto the GUI thread.

    Args:
        database: as the person.
        person: the person's login.
        bus: told what others changed; what is changed here is told to them.

    Signals:
        link_changed(Link): the server is reached otherwise than before.
        news_came(News): others changed something; the screens were told already.
    """

    link_changed = Signal(object)
    news_came = Signal(object)
    _heard = Signal(object)
    _linked = Signal(object)
    _met = Signal(object)

    def __init__(self, database: Database, person: str, bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._is_passing_on = False
        self._is_over = False
        self._heard.connect(self._pass_on)
        self._linked.connect(self._on_link)
        self._met.connect(self._on_presence)
        self._watcher = Watcher(
            database,
            person,
            on_news=self._heard.emit,
            on_link=self._linked.emit,
            on_presence=self._met.emit,
        )
        bus.changed.connect(self._tell)
        bus.opened.connect(self._watcher.opened)
        bus.left.connect(self._watcher.left)

    def begin(self) -> None:
        """Begin to listen."""
        self._watcher.start()

    def end(self) -> None:
        """End; waits for the thread. What was heard until then and not told yet is told to nobody."""
        self._is_over = True
        self._watcher.stop()

    def _tell(self, changes: Changes) -> None:
        if not self._is_passing_on and not self._is_over:
            self._watcher.tell(changes)

    def _on_link(self, link: Link) -> None:
        if not self._is_over:
            self.link_changed.emit(link)
            self._bus.reached.emit(link.reach in (Reach.CONNECTED, Reach.SLOW))

    def _on_presence(self, presence: Presence) -> None:
        if not self._is_over:
            self._bus.present.emit(presence.record, presence.people)

    def _pass_on(self, news: News) -> None:
        if self._is_over:
            return
        self._is_passing_on = True
        try:
            self._bus.heard.emit(news.changes, news.actors)
            self._bus.publish(news.changes)
        finally:
            self._is_passing_on = False
        self.news_came.emit(news)


def words_for(link: Link, where: str) -> tuple[Connection, str]:
    """Return how the foot of the window shows a connection.

    Args:
        link: the connection's state.
        where: which database this is, in words.
    """
    words = {
        Reach.CONNECTED: where,
        Reach.SLOW: f"{where} – slow to answer",
        Reach.RECONNECTING: f"No answer from the database, try {link.tries}",
        Reach.READ_ONLY: f"{where} – can be read only",
    }
    return _STATES[link.reach], words[link.reach]
