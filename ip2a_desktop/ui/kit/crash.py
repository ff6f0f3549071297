"""Catches what nobody expected, in any thread: writes it down, shows it once, with details to copy."""

import logging
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from ip2a_desktop import __version__
from ip2a_desktop.config import APP_NAME
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.typography import fixed_font

_LOG_NAME: Final = "ip2a-desktop.log"
_LOG_BYTES: Final = 1_000_000
_LOG_FILES: Final = 3
_WIDTH: Final = 560

log = logging.getLogger("ip2a_desktop")


def log_to(folder: Path) -> Path | None:
    """Write the log to a file in ``folder`` and return its path; None where the folder takes no file."""
    path = folder / _LOG_NAME
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")
    except OSError as error:
        log.warning("No log file: %s", error)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    return path


def end_log() -> None:
    """Close the log file; what is said after this goes nowhere."""
    for handler in [one for one in log.handlers if isinstance(one, RotatingFileHandler)]:
        log.removeHandler(handler)
        handler.close()


def details_of(error: BaseException) -> str:
    """Return all that helps to find a fault: versions and where it happened; no record of anybody."""
    import platform  # noqa: PLC0415 - it looks a system's name up in many places, for a report alone

    lines = [
        f"{APP_NAME} {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        "",
        "".join(traceback.format_exception(error)).rstrip(),
    ]
    return "\n".join(lines)


class CrashReporter(QObject):
    """Takes errors that nobody caught. Those made for people go to ``expected``, the others to a dialog.

    Signals:
        expected(error): an error with words for people, for the messages.
        reported(error): any other, as its dialog is shown.

    Args:
        log_path: the log file that the dialog names, None where there is none.
    """

    expected = Signal(object)
    reported = Signal(object)
    _arrived = Signal(object)

    def __init__(self, log_path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log_path = log_path
        self.dialog: Dialog | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Catch every exception that nobody catches, from now on."""
        sys.excepthook = self._on_uncaught
        threading.excepthook = self._on_uncaught_in_thread

    def uninstall(self) -> None:
        """Give Python its own ways back."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def report(self, error: BaseException) -> None:
        """Write an error down and show it; may be called from any thread."""
        log.error("Unexpected error", exc_info=error)
        self._arrived.emit(error)

    def _on_uncaught(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            QApplication.exit(130)
        elif isinstance(error, HallError):
            log.warning("Not handled: %s", error)
            self.expected.emit(error)
        elif isinstance(error, SystemError) and error.__cause__ is not None:
            # The driver stumbles over the second of two errors when a server stops in the middle of a COPY; whoever
            # asked hears of the error itself.
            log.warning("Reported twice: %s", error.__cause__)
        else:
            self.report(error)

    def _on_uncaught_in_thread(self, raised: threading.ExceptHookArgs) -> None:
        if raised.exc_value is not None and not isinstance(raised.exc_value, SystemExit):
            self.report(raised.exc_value)

    def _show(self, error: BaseException) -> None:
        self.reported.emit(error)
        if self.dialog is not None:
            return  # one is enough; the log has them all
        self.dialog = _crash_dialog(error, self._log_path)
        self.dialog.finished.connect(self._on_closed)
        self.dialog.open()

    def _on_closed(self) -> None:
        self.dialog = None


def _crash_dialog(error: BaseException, log_path: Path | None) -> Dialog:
    details = details_of(error)
    dialog = Dialog("Something went wrong in the program", QApplication.activeWindow(), tone="bad", width=_WIDTH)
    dialog.add_sentence(
        "What is saved is safe, and what you are typing is kept. You can go on working; if something looks "
        "wrong, close the program and start it again. Please send these details to whoever looks after it."
    )
    shown = QPlainTextEdit(details)
    shown.setReadOnly(True)
    shown.setFont(fixed_font())
    shown.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    shown.setMinimumHeight(180)
    shown.setAccessibleName("Details")
    dialog.body.addWidget(shown)
    if log_path is not None:
        dialog.add_sentence(f"It is also written down in {log_path}", selectable=True)
    dialog.add_button("Copy details", "plain", lambda: QGuiApplication.clipboard().setText(details), left=True)
    dialog.add_button("Quit", "plain", lambda: QApplication.exit(1))
    dialog.add_button("Go on working", "primary", default=True)
    return dialog
