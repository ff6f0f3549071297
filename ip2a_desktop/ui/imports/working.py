"""Long work in the middle of the page: what is done, how far it is, and a way to stop it."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.tasks import Job
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN, SPACE
from ip2a_desktop.ui.kit.widgets import button, label

_WIDTH = SPACE * 48
_SHOW_AFTER = 250  # milliseconds; quicker work never shows it


class Working(QWidget):
    """A bar with words below the name of the work; the page shows it while a job runs."""

    def __init__(self) -> None:
        super().__init__()
        self._job: Job | None = None
        self._title = label("", "section")
        self._words = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_WIDTH)
        self._stop = button("Cancel", on_click=self._cancel)
        middle = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addStretch(2)
        layout.addWidget(self._title, 0, middle)
        layout.addSpacing(GAP)
        layout.addWidget(self._bar, 0, middle)
        layout.addWidget(self._words, 0, middle)
        layout.addSpacing(GAP_WIDE)
        layout.addWidget(self._stop, 0, middle)
        layout.addStretch(3)
        self._soon = QTimer(self, singleShot=True, interval=_SHOW_AFTER)
        self._parts = (self._title, self._bar, self._words, self._stop)
        self._soon.timeout.connect(lambda: self._set_visible(True))

    @property
    def is_busy(self) -> bool:
        """Whether a job runs."""
        return self._job is not None

    def follow(self, job: Job) -> None:
        """Show a job until it ends."""
        self._job = job
        self._title.setText(job.title)
        self._bar.setAccessibleName(job.title)
        self._words.setText(" ")
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._set_visible(False)
        self._soon.start()
        job.progressed.connect(self._on_progressed)
        job.finished.connect(self._on_finished)

    def _set_visible(self, visible: bool) -> None:
        for part in self._parts:
            part.setVisible(visible)

    def _cancel(self) -> None:
        if self._job is not None:
            self._stop.setEnabled(False)
            self._words.setText("Stopping…")
            self._job.cancel()

    def _on_progressed(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if self._job is not None and not self._job.is_cancelled:
            self._words.setText(words)

    def _on_finished(self) -> None:
        self._job = None
        self._soon.stop()
