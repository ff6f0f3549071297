"""The one door off the GUI thread: a worker does the work, the GUI thread gets the result or nothing."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from shiboken6 import isValid

from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.progress import Progress

T = TypeVar("T")
_PROGRESS_EVERY = 0.05
"""Seconds between two reports of progress; a person reads no faster and the event queue stays short."""
_OTHER_THREADS = 2
"""How much slow or long work runs at the same time, beside the short work."""


class Job(QObject):
    """Long work that a person watches and may cancel.

    Signals:
        progressed(done, total, words): at most twenty times a second; ``total`` 0 means not known.
        finished(): the work ended, whichever way; its result or error went to the callbacks.
    """

    progressed = Signal(int, int, str)
    finished = Signal()

    def __init__(self, title: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self._cancelled = False
        self._reported_at = 0.0

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._cancelled

    def cancel(self) -> None:
        """Ask the work to stop at its next report; what it kept it says itself."""
        self._cancelled = True

    def report(self, done: int, total: int, words: str) -> None:
        """Tell where the work is; called by the worker.

        Raises:
            Cancelled: the person cancelled.
        """
        if self._cancelled:
            raise Cancelled(f"{self.title} was cancelled.")
        now = time.monotonic()
        if now - self._reported_at >= _PROGRESS_EVERY or done == total:
            self._reported_at = now
            self.progressed.emit(done, total, words)


@dataclass
class _Pending:
    owner: QObject
    key: str
    on_success: Callable[[Any], None]
    on_error: Callable[[Exception], None] | None
    job: Job | None = None
    future: Future[None] | None = None
    timer: QTimer | None = None


class Tasks(QObject):
    """Runs work in threads and brings results back to the GUI thread.

    All methods are called on the GUI thread. A result is dropped when its owner was deleted meanwhile, or
    when a newer run of the same owner and key began.

    Signals:
        failed(error): work failed and its caller gave no ``on_error``.
        busy_changed(bool): the first work began, or the last ended.
        idle(): nothing runs, waits or is still to be delivered.
        job_started(Job): long work began (for the window's progress bar).
    """

    failed = Signal(object)
    busy_changed = Signal(bool)
    idle = Signal()
    job_started = Signal(object)
    _ended = Signal(int, bool, object)

    def __init__(self, *, inline: bool = False, threads: int = 4, parent: QObject | None = None) -> None:
        """Prepare the workers.

        Args:
            inline: run everything at once in the caller's thread (for tests).
            threads: how many short pieces of work run at the same time.
        """
        super().__init__(parent)
        self._inline = inline
        self._numbers = itertools.count(1)
        self._pending: dict[int, _Pending] = {}
        self._latest: dict[tuple[int, str], int] = {}
        self._short = ThreadPoolExecutor(threads, "short-work")
        self._slow = ThreadPoolExecutor(_OTHER_THREADS, "slow-work")
        self._long = ThreadPoolExecutor(_OTHER_THREADS, "long-work")
        self._closed = False
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        work: Callable[[], T],
        on_success: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        *,
        key: str = "",
        delay: int = 0,
        slow: bool = False,
    ) -> None:
        """Run ``work`` in a worker and give its result to ``on_success`` on the GUI thread.

        Args:
            owner: whose work it is; when it was deleted the result is dropped.
            key: a newer run of the same owner and key supersedes this one; "" is never superseded.
            delay: milliseconds to wait first, so that the next keystroke makes this run needless.
            slow: use workers of its own, so that short work need not wait for this.
        """
        number = self._enter(_Pending(owner, key, on_success, on_error))
        executor = self._slow if slow else self._short
        if delay and not self._inline:
            self._start_later(number, executor, work, delay)
        else:
            self._start(number, executor, work)

    def run_long(
        self,
        owner: QObject,
        work: Callable[[Progress], T],
        on_success: Callable[[T], None],
        on_error: Callable[[Exception], None] | None = None,
        *,
        title: str,
    ) -> Job:
        """Run long work that reports progress and can be cancelled; return the job to watch.

        When it is cancelled ``on_error`` gets :class:`~ip2a_desktop.domain.errors.Cancelled`.
        """
        job = Job(title, self)
        number = self._enter(_Pending(owner, "", on_success, on_error, job))
        self.job_started.emit(job)
        self._start(number, self._long, lambda: work(job.report))
        return job

    def drop(self, owner: QObject, key: str) -> None:
        """Take back the run of this owner and key: its result, if it still comes, goes to nobody."""
        place = (id(owner), key)
        if place in self._latest:
            self._take_back(self._latest.pop(place))
            self._tell_idle()

    def is_idle(self) -> bool:
        """Say whether nothing runs, waits or is still to be delivered."""
        return not self._pending

    def close(self) -> None:
        """Cancel what waits, wait for what runs, drop all results. No thread is left."""
        self._closed = True
        for pending in self._pending.values():
            if pending.job is not None:
                pending.job.cancel()
            if pending.timer is not None:
                pending.timer.stop()
        for executor in (self._short, self._slow, self._long):
            executor.shutdown(wait=True, cancel_futures=True)
        self._pending.clear()
        self._latest.clear()

    def _enter(self, pending: _Pending) -> int:
        if QThread.currentThread() is not self.thread():
            raise RuntimeError("Tasks is used on the GUI thread only")
        number = next(self._numbers)
        was_idle = self.is_idle()
        self._pending[number] = pending
        if pending.key:
            self._supersede(pending, number)
        if was_idle:
            self.busy_changed.emit(True)
        return number

    def _supersede(self, pending: _Pending, number: int) -> None:
        place = (id(pending.owner), pending.key)
        if place in self._latest:
            self._take_back(self._latest[place])
        self._latest[place] = number

    def _take_back(self, number: int) -> None:
        """Forget work that did not start yet; what runs is left to end, and its result to be dropped."""
        pending = self._pending[number]
        waited = pending.timer is not None
        if pending.timer is not None:
            pending.timer.stop()
        if waited or (pending.future is not None and pending.future.cancel()):
            del self._pending[number]

    def _start_later(self, number: int, executor: ThreadPoolExecutor, work: Callable[[], Any], delay: int) -> None:
        pending = self._pending[number]
        pending.timer = QTimer(self, singleShot=True)
        pending.timer.setInterval(delay)

        def begin() -> None:
            timer, pending.timer = pending.timer, None
            if timer is not None:
                timer.deleteLater()
            self._start(number, executor, work)

        pending.timer.timeout.connect(begin)
        pending.timer.start()

    def _start(self, number: int, executor: ThreadPoolExecutor, work: Callable[[], Any]) -> None:
        if self._closed:
            self._pending.pop(number, None)
            return
        if self._inline:
            self._on_ended(number, *_outcome(work))
        else:
            self._pending[number].future = executor.submit(self._work, number, work)

    def _work(self, number: int, work: Callable[[], Any]) -> None:
        self._ended.emit(number, *_outcome(work))

    def _on_ended(self, number: int, succeeded: bool, result: object) -> None:
        pending = self._pending.get(number)
        if pending is None:
            return
        try:
            self._deliver(number, pending, succeeded, result)
        finally:
            self._leave(number, pending)

    def _deliver(self, number: int, pending: _Pending, succeeded: bool, result: Any) -> None:
        place = (id(pending.owner), pending.key)
        if self._closed or not isValid(pending.owner):
            return
        if pending.key and self._latest.get(place) != number:
            return
        if succeeded:
            pending.on_success(result)
        elif pending.on_error is not None:
            pending.on_error(result)
        else:
            self.failed.emit(result)

    def _leave(self, number: int, pending: _Pending) -> None:
        self._pending.pop(number, None)
        place = (id(pending.owner), pending.key)
        if self._latest.get(place) == number:
            del self._latest[place]
        if pending.job is not None:
            pending.job.finished.emit()
            pending.job.deleteLater()
        self._tell_idle()

    def _tell_idle(self) -> None:
        if self.is_idle() and not self._closed:
            self.busy_changed.emit(False)
            self.idle.emit()


def _outcome(work: Callable[[], Any]) -> tuple[bool, Any]:
    try:
        return True, work()
    except Exception as error:  # noqa: BLE001  # every failure of a worker is delivered to the GUI thread
        return False, error
