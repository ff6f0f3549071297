"""The foot of the window: is the database there, which long work runs, who is at work."""

from typing import Final, Literal

from PySide6.QtCore import QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStatusBar, QWidget

from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tasks import Job, Tasks
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

Connection = Literal["connected", "connecting", "slow", "lost", "read_only"]

_HEIGHT: Final = 28
_BUSY_AFTER_MS: Final = 500
_JOB_AFTER_MS: Final = 500
_BAR_WIDTH: Final = 160
_ICONS: Final[dict[Connection, tuple[str, str]]] = {
    "connected": ("check-circle-fill", "good_text"),
    "connecting": ("circle-dashed", "warn_text"),
    "slow": ("hourglass-low", "warn_text"),
    "lost": ("x-circle-fill", "bad_text"),
    "read_only": ("lock-simple", "warn_text"),
}


class _IconWords(QWidget):
    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self.picture = IconLabel(icon_name, "muted", 14)
        self.words = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GAP, 0, 2 * GAP, 0)
        row.setSpacing(6)
        row.addWidget(self.picture)
        row.addWidget(self.words)


class JobStrip(QWidget):
    """One piece of long work: what it does, how far it is, and a way to stop it."""

    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job
        self._words = label(job.title)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._bar.setRange(0, 0)
        self._bar.setAccessibleName(job.title)
        self._stop = button("Cancel", "quiet", on_click=self._cancel)
        self._stop.setProperty("size", "small")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(self._words)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._stop)
        self.hide()
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)
        QTimer.singleShot(_JOB_AFTER_MS, self, self.show)

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._words.setText("Stopping…")
        self._job.cancel()

    def _on_progressed(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        of = f"{done:,} of {total:,}" if total else f"{done:,}" if done else ""
        if not self._job.is_cancelled:
            self._words.setText(" · ".join(part for part in (words or self._job.title, of) if part))

    def _on_finished(self) -> None:
        self.hide()
        self.deleteLater()


class StatusLine(QStatusBar):
    """The foot of the window.

    Signals:
        health_wanted(): the person wants to know more of the database's health.
    """

    health_wanted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(_HEIGHT)
        self._connection = _IconWords("circle-dashed")
        self._person = _IconWords("user-circle")
        self._person.hide()
        self._health = QPushButton()
        self._health.setProperty("kind", "status")
        self._health.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._health.setToolTip("Open Maintenance")
        self._health.clicked.connect(lambda _checked=False: self.health_wanted.emit())
        self._health.hide()
        self.addWidget(self._connection)
        self.addPermanentWidget(self._health)
        self.addPermanentWidget(self._person)
        self.set_connection("connecting", "Connecting…")
        tasks.job_started.connect(self._on_job_started)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    def set_connection(self, state: Connection, words: str) -> None:
        """Show whether the database is there, with a word and an icon (never colour alone)."""
        name, tone = _ICONS[state]
        self._connection.picture.show_icon(name, tone)
        self._connection.words.setText(words)
        self._connection.setAccessibleName(words)

    def set_person(self, name: str) -> None:
        """Show who is at work."""
        self._person.words.setText(name)
        self._person.setAccessibleName(f"At work: {name}")
        self._person.setHidden(not name)

    def set_health(self, icon_name: str, tone: str, words: str) -> None:
        """Show how the database is, with a word and an icon; empty words show nothing.

        Args:
            icon_name: a Phosphor icon's name.
            tone: the colour token of the icon.
            words: such as ``Health: 2 things need you · 3 h ago``.
        """
        self._health.setIcon(icon(icon_name, tone))
        self._health.setText(words.replace("&", "&&"))
        self._health.setAccessibleName(words)
        self._health.setHidden(not words)

    @property
    def health_words(self) -> str:
        """What is said of the health; empty where nothing is."""
        return "" if self._health.isHidden() else self._health.accessibleName()

    def _on_job_started(self, job: Job) -> None:
        self.addWidget(JobStrip(job))


class BusyPointer(QObject):
    """Turns the pointer over a window into the busy one when work lasts longer than half a second."""

    def __init__(self, window: QWidget, tasks: Tasks) -> None:
        super().__init__(window)
        self._window = window
        self._wait = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._wait.timeout.connect(lambda: window.setCursor(Qt.CursorShape.BusyCursor))
        tasks.busy_changed.connect(self._on_busy_changed)

    def _on_busy_changed(self, busy: bool) -> None:
        if busy:
            self._wait.start()
        else:
            self._wait.stop()
            self._window.unsetCursor()
