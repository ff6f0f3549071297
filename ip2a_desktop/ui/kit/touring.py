"""What a feature gives to the tour: named steps, and the hands and eyes that a step works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol, TypeVar

from PySide6.QtCore import QEventLoop, QSize, Qt, QTimer, SignalInstance
from PySide6.QtGui import QKeySequence, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.picturing import picture_of
from ip2a_desktop.ui.kit.stored_words import stored_words_on_screen
from ip2a_desktop.ui.kit.tasks import Tasks

PATIENCE_MS: Final = 15_000
"""How long a step waits for anything before it has failed."""
_LOOK_AGAIN_MS: Final = 15
W = TypeVar("W", bound=QWidget)


class TourFailure(Exception):
    """A step did not find or get what it expected."""


class TourWindow(Protocol):
    """What a step uses of the main window."""

    def show_page(self, name: str, **open_args: Any) -> None: ...
    def page(self, name: str) -> Page: ...
    def show_palette(self, text: str = "") -> None: ...
    def show_help(self, page_name: str = "") -> None: ...
    def resize(self, size: QSize) -> None: ...
    def size(self) -> QSize: ...


@dataclass(frozen=True)
class TourStep:
    """One stop of the tour.

    Args:
        name: what the picture is called and what is printed, such as ``members-search``.
        act: does it, and takes its pictures with ``context.shoot``.
    """

    name: str
    act: Callable[[TourContext], None]


@dataclass
class TourContext:
    """The hands and eyes of a step; everything waits until the program is at rest.

    Args:
        window: the main window.
        tasks: tells when work is done.
        folder: where pictures and papers go.
        sizes: each picture of a window is taken at each of these sizes; the first is the working size.
        suffix: stands behind the size in a file's name (theme and scale).
    """

    window: Any
    tasks: Tasks
    folder: Path
    sizes: Sequence[QSize]
    suffix: str = ""
    step: str = ""
    saved: list[Path] = field(default_factory=list)

    def wait(
        self, wanted: Callable[[], bool] | SignalInstance, what: str = "", *, patience_ms: int = PATIENCE_MS
    ) -> None:
        """Let the program run until a condition holds or a signal comes.

        Raises:
            TourFailure: it took longer than ``patience_ms``.
        """
        loop = QEventLoop()
        late = QTimer(singleShot=True, interval=patience_ms)
        late.timeout.connect(lambda: loop.exit(1))
        look = QTimer(interval=_LOOK_AGAIN_MS)
        if isinstance(wanted, SignalInstance):
            wanted.connect(loop.quit)
        elif wanted():
            return
        else:
            look.timeout.connect(lambda: loop.quit() if wanted() else None)
            look.start()
        late.start()
        failed = loop.exec()
        look.stop()
        late.stop()
        if isinstance(wanted, SignalInstance):
            wanted.disconnect(loop.quit)
        if failed:
            raise TourFailure(f"Waited {patience_ms / 1000:.0f} s in vain for {what or 'what was to happen'}.")

    def settle(self) -> None:
        """Wait until no work runs and everything is painted."""
        self.wait(self.tasks.is_idle, "the work to end")
        for _ in range(3):
            QApplication.sendPostedEvents()
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
        self.wait(self.tasks.is_idle, "the work to end")

    def to_front(self, window: QWidget) -> None:
        """Make a window the one that keys go to."""
        window.activateWindow()
        self.wait(window.isActiveWindow, "the window to come to the front")

    def shoot(self, name: str = "", widget: QWidget | None = None) -> None:
        """Take a picture of the window with the dialogs and menus that lie over it, at each size.

        Args:
            name: added to the step's name.
            widget: a window of its own to take instead of the main window.
        """
        shown: QWidget = widget or self.window
        stem = "-".join(part for part in (self.step, name) if part)
        for size in self.sizes:
            shown.resize(size)
            self.settle()
            self._save(picture_of(shown), f"{stem}-{size.width()}x{size.height()}{self.suffix}.png")
        raw = stored_words_on_screen()
        self.check(not raw, f"Stored values stand on screen in place of their words: {', '.join(sorted(raw))}.")
        shown.resize(self.sizes[0])
        self.settle()

    def _save(self, picture: QPixmap, name: str) -> None:
        path = self.folder / name
        if picture.isNull() or not picture.save(str(path)):
            raise TourFailure(f"The picture {name} could not be written.")
        self.saved.append(path)

    def save_pdf(self, name: str, content: bytes) -> None:
        """Keep a paper.

        Raises:
            TourFailure: it is no PDF.
        """
        if not content.startswith(b"%PDF"):
            raise TourFailure(f"{name} is no PDF.")
        path = self.folder / f"{name.removesuffix('.pdf')}.pdf"
        path.write_bytes(content)
        self.saved.append(path)

    def check(self, holds: bool, what: str) -> None:
        """Fail the step unless something holds.

        Raises:
            TourFailure: it does not.
        """
        if not holds:
            raise TourFailure(what)

    def find(self, kind: type[W], name: str = "", inside: QWidget | None = None) -> W:
        """Return the visible widget of a kind whose object name, accessible name or text is ``name``.

        It looks in the topmost dialog first, then in the window.

        Raises:
            TourFailure: none is seen.
        """
        places = [inside] if inside is not None else [*reversed(self.dialogs()), self.window]
        for place in places:
            for one in place.findChildren(kind):
                if one.isVisible() and (not name or name in _names(one)):
                    return one
        raise TourFailure(f"No {kind.__name__} called “{name}” is on screen.")

    def dialogs(self) -> list[QWidget]:
        """Return the other windows that are open, the topmost last."""
        return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not self.window]

    def click(self, target: QWidget | str) -> None:
        """Press a button, given itself or by its words."""
        widget = self.find(QAbstractButton, target) if isinstance(target, str) else target
        if not widget.isEnabled():
            raise TourFailure(f"“{widget.accessibleName() or target}” cannot be pressed.")
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()

    def type_text(self, target: QWidget | str, text: str) -> None:
        """Type into a field, given itself or by its name, in the place of what stands there."""
        widget = self.find(QWidget, target) if isinstance(target, str) else target
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(widget, QLineEdit):
            widget.selectAll()
        QTest.keyClicks(widget, text)
        self.settle()

    def key(self, keys: str, target: QWidget | None = None) -> None:
        """Press keys such as ``Ctrl+K`` or ``Down`` where the keyboard is, or in ``target``."""
        place = target or QApplication.focusWidget() or self.window.focusWidget() or self.window
        QTest.keySequence(place, QKeySequence(keys))
        self.settle()

    def choose(self, target: QComboBox | str, words: str) -> None:
        """Choose a line of a drop-down list by its words."""
        box = self.find(QComboBox, target) if isinstance(target, str) else target
        row = box.findText(words)
        self.check(row >= 0, f"The list has no line “{words}”.")
        box.setCurrentIndex(row)
        box.activated.emit(row)
        self.settle()


def _names(widget: QWidget) -> tuple[str, ...]:
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.objectName(), widget.accessibleName(), words
