"""Letters of every script on screen: the faces of paper as a last resort, where the system brings none of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from ip2a_desktop.config import resource_path

_AT_REST: Final = 2_000
"""Milliseconds until the first face is loaded: rows on screen come first."""
_BETWEEN: Final = 15
"""Milliseconds between two faces, so that nobody waits for a key while they are loaded."""
_SHARED_NAME: Final = "Droid Sans Fallback"
_OWN_NAMES: Final = ("IP2A Sans Fallbacks", "IP2A Sans Fallbackz")
"""As long as the shared name. Two files have it, and a system's own of that name, without Korean, would hide both."""

_LOADED: Final[set[Path]] = set()
"""What this process has; another window needs it no second time."""


def faces() -> Sequence[Path]:
    """Return the files of the faces; none on Windows and macOS, which come with every script."""
    if sys.platform in ("win32", "darwin"):
        return ()
    return sorted(resource_path("fonts", "paper").glob("*-Regular.ttf")) + sorted(
        resource_path("fonts", "paper").glob(f"{_SHARED_NAME.replace(' ', '')}*.ttf")
    )


def missing() -> list[Path]:
    """Return the faces that this process does not have yet."""
    return [path for path in faces() if path not in _LOADED]


class Scripts(QObject):
    """Loads the faces one by one once the program is at rest; Qt then takes a letter from them that others lack.

    Signals:
        ready(): all of them are there, and what is on screen was painted again.
    """

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._left: list[Path] = []
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._load_next)

    def begin(self, after: int = _AT_REST, between: int = _BETWEEN) -> None:
        """Load them from some milliseconds on."""
        self._timer.setInterval(between)
        QTimer.singleShot(after, self, self._start)

    def _start(self) -> None:
        self._left = missing()  # here, since a start waits for no folder to be read
        self._timer.start()

    def _load_next(self) -> None:
        if self._left:
            _load(self._left.pop(0))
            return
        self._timer.stop()
        for window in QApplication.topLevelWidgets():
            window.update()
        self.ready.emit()


def _load(path: Path) -> None:
    shared = _SHARED_NAME.replace(" ", "")
    _LOADED.add(path)
    if not path.stem.startswith(shared):
        QFontDatabase.addApplicationFont(str(path))
        return
    own = _OWN_NAMES[path.stem != shared]
    data = path.read_bytes()
    for coding in ("ascii", "utf-16-be"):
        data = data.replace(_SHARED_NAME.encode(coding), own.encode(coding))
    QFontDatabase.addApplicationFontFromData(data)
