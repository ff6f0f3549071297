"""The one door for messages to a person: short notes with Undo, questions, and what did not work."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ip2a_desktop.domain.errors import Cancelled, DatabaseUnavailable, HallError
from ip2a_desktop.ui.kit import dialogs
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.dialogs import Dialog, SaveAnswer
from ip2a_desktop.ui.kit.states import words_of
from ip2a_desktop.ui.kit.toasts import Toast
from ip2a_desktop.ui.kit.tokens import Tone

__all__ = ["Messages", "SaveAnswer"]


class Messages(QObject):
    """Shows messages over the window that the person is looking at.

    Args:
        crashes: writes down and shows what the program did not expect.
    """

    def __init__(self, crashes: CrashReporter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._crashes = crashes
        self._window: QWidget | None = None
        self._toast: Toast | None = None
        self._undo: Callable[[], object] | None = None
        crashes.expected.connect(self.show_error)

    def attach(self, window: QWidget) -> None:
        """Name the main window, over which messages appear where no other window is in front."""
        self._window = window

    def window(self) -> QWidget | None:
        """Return the window that messages belong to now."""
        active = QApplication.activeWindow()
        if active is not None and active.isVisible():
            return active
        return self._window if self._window is not None and isValid(self._window) else None

    @property
    def current_toast(self) -> Toast | None:
        """The short note that is on screen, if any."""
        alive = self._toast is not None and isValid(self._toast) and not self._toast.isHidden()
        return self._toast if alive else None

    def toast(
        self,
        text: str,
        *,
        tone: Tone = "info",
        action_text: str = "",
        on_action: Callable[[], object] | None = None,
    ) -> None:
        """Show a short note that goes by itself, with one thing to do (mostly "Undo").

        Ctrl+Z does the same thing as "Undo" until the next note with an action, after the note went too.
        """
        if self.current_toast is not None:
            self.current_toast.go()
        if on_action is not None:
            self._undo = on_action
        window = self.window()
        host = window.window() if window is not None else None
        if host is None or isinstance(host, Dialog):
            host = self._window
        if host is None:
            return
        self._toast = Toast(host, text, tone, action_text, self._take_back if on_action else None)
        self._toast.come()

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        if undo is not None:
            undo()

    def undo_last(self) -> None:
        """Do what the last note offered; say so where there is nothing to take back."""
        if self._undo is None:
            self.toast("There is nothing to undo.", tone="neutral")
            return
        if self.current_toast is not None:
            self.current_toast.go()
        self._take_back()

    def confirm(
        self,
        title: str,
        sentence: str,
        verb: str,
        on_yes: Callable[[], object],
        *,
        danger: bool = False,
        on_no: Callable[[], object] | None = None,
    ) -> Dialog:
        """Ask before something is done; see :func:`ip2a_desktop.ui.kit.dialogs.confirm`."""
        return dialogs.confirm(self.window(), title, sentence, verb, on_yes, danger=danger, on_no=on_no)

    def ask_save(self, what: str, on_answer: Callable[[SaveAnswer], object], *, can_save: bool = True) -> Dialog:
        """Ask what becomes of text that is not saved; see :func:`ip2a_desktop.ui.kit.dialogs.ask_save`."""
        return dialogs.ask_save(self.window(), what, on_answer, can_save=can_save)

    def show_error(self, error: Exception, on_retry: Callable[[], object] | None = None) -> Dialog | None:
        """Tell of an error: what a person can act upon kindly, anything else with its details to copy."""
        if isinstance(error, Cancelled):
            self.toast(str(error), tone="neutral")
            return None
        if not isinstance(error, HallError):
            self._crashes.report(error)
            return None
        title, sentence = words_of(error)
        tone: Tone = "bad" if isinstance(error, DatabaseUnavailable) else "warn"
        retry = ("Try again", on_retry) if on_retry is not None else None
        return dialogs.show_failure(self.window(), title, sentence, tone=tone, retry=retry)
