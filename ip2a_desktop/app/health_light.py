"""The light at the foot of the window that tells how the database is, kept fresh while the window is open."""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, QTimer

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health_word import HealthWord
from ip2a_desktop.ui.kit.formats import ago
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow

_EVERY: Final = 5 * 60_000
"""Milliseconds between two looks at what the last check said; another desktop may have run one."""
_ICONS: Final = {
    "good": "check-circle",
    "warn": "warning",
    "bad": "warning-circle",
    "neutral": "first-aid-kit",
}


class HealthLight(QObject):
    """Asks now and then what the last health check said, and shows it.

    Args:
        database: as an admin.
        tasks: runs the question off this thread.
        window: whose foot it is.
    """

    def __init__(self, database: Database, tasks: Tasks, window: MainWindow) -> None:
        super().__init__(window)
        self._database = database
        self._tasks = tasks
        self._window = window
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        QTimer.singleShot(0, self, self.look)

    def look(self) -> None:
        """Ask what the last check said."""
        self._tasks.run(self, self._ask, self.show_word, self._on_failed, key="health")

    def _ask(self) -> HealthWord:
        from ip2a_desktop.maintenance.last_word import last_word

        return last_word(self._database)

    def show_word(self, word: HealthWord) -> None:
        """Show a verdict."""
        tone = "muted" if word.tone == "neutral" else f"{word.tone}_text"
        self._window.set_health(_ICONS[word.tone], tone, short(word, datetime.now(UTC)))

    def _on_failed(self, _error: Exception) -> None:
        # What is not known is not shown as healthy; that the database is away is told beside it.
        self._window.set_health("eye-slash", "muted", "Health: could not be asked")


def short(word: HealthWord, now: datetime) -> str:
    """Return such as ``Health: 2 things need you · 3 h ago``."""
    if word.at is None:
        return "Health: not checked yet"
    said = "all is well" if word.tone == "good" else word.words.rstrip(".").split(", ")[0]
    return f"Health: {said} · {ago(word.at, now)}"
