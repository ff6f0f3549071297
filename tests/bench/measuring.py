"""What every measurement uses: the moment when rows are on screen, how long the GUI thread stood still, memory."""

from __future__ import annotations

import gc
import math
import random
import sys
from collections.abc import Callable, Sequence
from time import perf_counter

import psutil
from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ip2a_desktop.ui.kit.list_pane import ListPane
from ip2a_desktop.ui.kit.theme import apply_theme

_TICK = 1
_SAMPLE_EVERY = 20
"""Ticks between two looks at the memory."""
_PATIENCE = 60_000


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 do not exceed (the nearest rank)."""
    return sorted(values)[math.ceil(0.95 * len(values)) - 1]


def resident() -> float:
    """Return the resident memory of this process in megabytes (of 1,000,000 bytes)."""
    return float(psutil.Process().memory_info().rss) / 1e6


def application() -> QApplication:
    """Return the application of this process, dressed as the program is, what was loaded out of the collection."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    gc.collect()
    gc.freeze()
    return app


class Watch(QObject):
    """A timer on the GUI thread that notices when it came late, and how high the memory went meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.worst: dict[str, float] = {}
        self.highest = 0.0
        self._doing = ""
        self._last = perf_counter()
        self._ticks = 0
        self._timer = QTimer(self, interval=_TICK, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)

    def begin(self, doing: str) -> None:
        """Watch from now on, and note stalls under these words."""
        self._doing = doing
        self.worst.setdefault(doing, 0.0)
        self._last = perf_counter()
        self._timer.start()

    def end(self) -> None:
        """Watch no more."""
        self._timer.stop()

    @property
    def longest(self) -> float:
        """The longest time in milliseconds for which the GUI thread did not come back to its events."""
        return max(self.worst.values(), default=0.0)

    def _on_tick(self) -> None:
        now = perf_counter()
        late = (now - self._last) * 1000 - _TICK
        self.worst[self._doing] = max(self.worst[self._doing], late)
        self._ticks += 1
        if self._ticks % _SAMPLE_EVERY == 0:
            self.highest = max(self.highest, resident())
            now = perf_counter()  # looking is not stalling
        self._last = now


class PaintProbe(QObject):
    """Tells when a widget was painted in a state that one waits for."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._is_ready: Callable[[], bool] | None = None
        self._painted_at = 0.0
        self._loop = QEventLoop(self)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._loop.quit)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a painting that begins in the state one waits for; it has ended when the events go on."""
        if event.type() == QEvent.Type.Paint and self._is_ready is not None and self._is_ready():
            self._is_ready = None
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def milliseconds(
        self, action: Callable[[], object], is_ready: Callable[[], bool], began: float | None = None
    ) -> float:
        """Do something and return how long it took until the widget was painted in the wanted state.

        Args:
            action: what is done.
            is_ready: says whether the state is there; asked whenever the widget is about to be painted.
            began: when the clock began to run (``perf_counter``), where that was before.

        Raises:
            TimeoutError: it never was.
        """
        self._is_ready = is_ready
        self._painted_at = 0.0
        began = perf_counter() if began is None else began
        action()
        self._patience.start()
        if not self._painted_at:
            self._loop.exec()
        self._patience.stop()
        if not self._painted_at:
            raise TimeoutError("the rows never came on screen")
        return (self._painted_at - began) * 1000

    def _on_painted(self) -> None:
        self._painted_at = perf_counter()
        self._loop.quit()


def is_filled(pane: ListPane) -> bool:
    """Say whether every row in view is there to be painted."""
    table, model = pane.table, pane.model
    last = table.rowAt(table.viewport().height() - 1)
    last = model.rowCount() - 1 if last < 0 else last
    return model.rowCount() > 0 and all(model.line(row) is not None for row in range(table.rowAt(0), last + 1))


def pause(most: int, chance: random.Random) -> None:
    """Let events be worked on for a while, as between the keystrokes of a person (milliseconds)."""
    loop = QEventLoop()
    QTimer.singleShot(chance.randint(0, most), loop, loop.quit)
    loop.exec()


def settle(is_idle: Callable[[], bool]) -> None:
    """Let events be worked on until nothing is under way."""
    loop = QEventLoop()
    poll = QTimer(interval=5)
    poll.timeout.connect(lambda: loop.quit() if is_idle() else None)
    poll.start()
    loop.exec()
    poll.stop()
