"""Maintenance that runs by itself while the window is open on an admin's desktop: looks, backups, notices."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from PySide6.QtCore import QObject, QTimer

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.tasks import Job, Tasks

if TYPE_CHECKING:
    from ip2a_desktop.db.local import LocalDatabase
    from ip2a_desktop.maintenance.schedule import Step

EVERY: Final = 60_000
"""Milliseconds between two questions whether something is due; the first comes so long after the window."""


class Steps(Protocol):
    """What is done by itself (:class:`ip2a_desktop.maintenance.schedule.Schedule` does)."""

    def step(self, progress: Progress) -> "Step":
        """Do what is due."""
        ...


class ByItself(QObject):
    """Does what is due, one step after the other; what fails is tried again at the next.

    Args:
        tasks: runs the steps off this thread, each with its progress at the foot of the window.
        bus: is told of runs, so that the light at the foot is fresh.
        make: makes what does the steps; called in a worker, the first time.
        parent: the owner.
    """

    def __init__(self, tasks: Tasks, bus: ChangeBus, make: Callable[[], Steps], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._bus = bus
        self._make = make
        self._steps: Steps | None = None
        self.job: Job | None = None
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """Do what is due now, unless the last step is still under way."""
        if self.job is None:
            self.job = self._tasks.run_long(self, self._work, self._on_done, self._on_failed, title="Maintenance")

    def _work(self, progress: Progress) -> "Step":
        self._steps = self._steps or self._make()
        return self._steps.step(progress)

    def _on_done(self, step: "Step") -> None:
        self.job = None
        if step.run is not None:
            self._bus.publish(Changes.of("health_run", step.run.id))

    def _on_failed(self, _error: Exception) -> None:
        # Nobody asked for it now. That the server is away is told beside it, a failed backup by a notice and by the
        # next check, which also says when nothing ran for too long.
        self.job = None


def schedule(database: Database, folder: Path, local: "LocalDatabase | None") -> Steps:
    """Return what does the steps; loaded when the first is taken."""
    from ip2a_desktop.maintenance.schedule import Schedule

    return Schedule(database, folder, local)
