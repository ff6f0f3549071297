"""The window before the main window: first choice, office server, waiting, failure."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ip2a_desktop.config import APP_NAME
from ip2a_desktop.ui.kit.brand import app_icon
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.start.choice import ChoicePage
from ip2a_desktop.ui.start.new_password import NewPasswordPage
from ip2a_desktop.ui.start.server_choice import ServerChoice
from ip2a_desktop.ui.start.server_form import ServerForm
from ip2a_desktop.ui.start.waiting import FailedPage, ProgressPage

_SIZE: Final = QSize(1080, 720)


class StartWindow(QWidget):
    """Shows one page of the start at a time and tells what the person chose.

    Args:
        data_folder: where the embedded database lies, as people read it.
        server: the server that was used last, to fill the form with.

    Signals:
        sample_chosen(), empty_chosen(): the embedded database with or without sample data.
        server_chosen(ServerChoice): the office server.
        password_chosen(str): the person's own new password.
        retry_wanted(), folder_wanted(), quit_wanted(): the ways on after a failure.
    """

    sample_chosen = Signal()
    empty_chosen = Signal()
    server_chosen = Signal(object)
    password_chosen = Signal(str)
    retry_wanted = Signal()
    folder_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, data_folder: str, server: ServerChoice | None = None) -> None:
        super().__init__()
        self.setProperty("role", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(APP_NAME)
        self.setWindowIcon(app_icon())
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self.choice = ChoicePage(data_folder)
        self.server = ServerForm(server)
        self.progress = ProgressPage()
        self.failed = FailedPage()
        self._stack = QStackedWidget()
        self._server_place = scrolled(self.server)
        self.new_password = NewPasswordPage()
        for page in (self.choice, self._server_place, self.progress, self.failed, self.new_password):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._connect()

    def _connect(self) -> None:
        self.choice.sample_chosen.connect(self.sample_chosen)
        self.choice.empty_chosen.connect(self.empty_chosen)
        self.choice.server_chosen.connect(self.show_server)
        self.choice.folder_wanted.connect(self.folder_wanted)
        self.server.chosen.connect(self.server_chosen)
        self.server.back_wanted.connect(self.show_choice)
        self.failed.retry_wanted.connect(self.retry_wanted)
        self.failed.folder_wanted.connect(self.folder_wanted)
        self.failed.quit_wanted.connect(self.quit_wanted)
        self.new_password.chosen.connect(self.password_chosen)
        self.new_password.quit_wanted.connect(self.quit_wanted)

    @property
    def current(self) -> QWidget | None:
        """The page that is shown."""
        shown = self._stack.currentWidget()
        return self.server if shown is self._server_place else shown

    def show_choice(self) -> None:
        """Offer the three ways to begin."""
        self._stack.setCurrentWidget(self.choice)
        self.choice.sample.setFocus()

    def show_server(self) -> None:
        """Ask for the office server."""
        self._stack.setCurrentWidget(self._server_place)
        self.server.host.setFocus()

    def show_new_password(self) -> None:
        """Ask for a password of the person's own."""
        self._stack.setCurrentWidget(self.new_password)
        self.new_password.first.setFocus()

    def show_progress(self, words: str, done: int = 0, total: int = 0) -> None:
        """Say what is being done."""
        self.progress.show_words(words, done, total)
        self._stack.setCurrentWidget(self.progress)

    def show_failed(self, error: Exception, *, can_choose_folder: bool = True) -> None:
        """Say what went wrong, and offer the ways on."""
        self._stack.setCurrentWidget(self.failed)
        self.failed.show_error(error, can_choose_folder=can_choose_folder)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.quit_wanted.emit()
