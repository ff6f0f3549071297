"""From the first window to an open database: the choice, the waiting, the failure and the ways on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog

from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.services.credentials import keep_password, kept_password
from ip2a_desktop.services.opening import Opened, open_database, open_embedded, open_server, profile_address
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.start.server_choice import ServerChoice

if TYPE_CHECKING:
    from ip2a_desktop.ui.start.server_desk import ServerDesk
    from ip2a_desktop.ui.start.window import StartWindow

_PATIENCE: Final = 400  # milliseconds without a window before one says what is being done
_NO_KEYRING: Final = "This computer has no keyring: your password holds for this session only."
_SERVER: Final = "server"
_LOCAL: Final = "embedded.chosen"

Seed = Callable[[Opened, Progress], object]
"""Fills an open database with sample data."""


class Start(QObject):
    """Opens the database that the person works on, asking only what has to be asked.

    Args:
        folder: the person's data folder.
        url: a database named on the command line; nothing is asked then.
        store: remembers the choice.
        tasks: runs the work off this thread.
        seed: makes the sample data.
        with_sample: whether sample data is wanted without asking (the tour).

    Signals:
        opened(Opened, str): the database is open; the words say what a person should know, or are empty.
        folder_chosen(Path): begin again in another data folder.
        quit_wanted(): the person gave up.
    """

    opened = Signal(object, str)
    folder_chosen = Signal(object)
    quit_wanted = Signal()

    def __init__(
        self,
        folder: Path,
        url: str | None,
        store: SettingsStore,
        tasks: Tasks,
        seed: Seed,
        *,
        with_sample: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._url = url
        self._store = store
        self._tasks = tasks
        self._seed = seed
        self._with_sample = with_sample
        self._again: Callable[[], None] = self.begin
        self._words = "Starting the database…"
        self._unclaimed: Opened | None = None
        self._window: StartWindow | None = None
        self._desk: ServerDesk | None = None
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._patience.timeout.connect(self._show_waiting)

    @property
    def window(self) -> StartWindow:
        """The window that asks and waits, made when it is first wanted: mostly the database opens before that."""
        if self._window is None:
            from ip2a_desktop.ui.start.server_desk import ServerDesk  # noqa: PLC0415 - most starts ask nothing
            from ip2a_desktop.ui.start.window import StartWindow  # noqa: PLC0415 - as above

            window = self._window = StartWindow(str(self._folder), self._known_server())
            window.sample_chosen.connect(self._open_sample)
            window.empty_chosen.connect(self._open_embedded)
            window.server_chosen.connect(self._open_server)
            window.password_chosen.connect(self._choose_password)
            window.retry_wanted.connect(self._try_again)
            window.folder_wanted.connect(self._ask_for_folder)
            window.quit_wanted.connect(self.quit_wanted)
            self._desk = ServerDesk(window.server, self._folder, self._tasks, self)
        return self._window

    @property
    def _is_shown(self) -> bool:
        return self._window is not None and self._window.isVisible()

    def end(self) -> None:
        """Take the window away, as the program goes on in another."""
        self._patience.stop()
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()

    def show_failed(self, error: Exception) -> None:
        """Show that the database, though it opened, does not answer."""
        self.window.show_failed(error)
        self.window.show()

    def begin(self) -> None:
        """Open what the person works on, or ask where nothing was chosen yet."""
        known = self._known_server()
        if self._url:
            url = self._url
            self._run("Connecting…", lambda: self._held(open_database(url, self._folder)))
        elif self._with_sample:
            self._open_sample()
        elif known is not None:
            self._sign_in_again(known)
        elif self._store.get(_LOCAL, False) or (self._folder / "pgdata").exists():
            self._open_embedded()
        else:
            self.window.show_choice()
            self.window.show()

    def abandon(self) -> None:
        """Close what was opened and reached nobody, since the person gave up meanwhile; no work runs any more."""
        if self._unclaimed is not None:
            self._unclaimed.close()
            self._unclaimed = None

    def _try_again(self) -> None:
        self._again()

    def _known_server(self) -> ServerChoice | None:
        kept: dict[str, Any] = self._store.get(_SERVER, {})
        return ServerChoice(**kept, password="") if kept else None

    def _open_embedded(self) -> None:
        self._run("Starting the database…", lambda: self._held(open_embedded(self._folder)), self._open_embedded)

    def _open_sample(self) -> None:
        def work(progress: Progress) -> Opened:
            progress(0, 0, "Starting the database…")
            opened = open_embedded(self._folder)
            try:
                self._seed(opened, progress)
            except BaseException:
                opened.close()
                raise
            return self._held(opened)

        self._again = self._open_sample
        self.window.show_progress("Starting the database…")
        self.window.show()
        job = self._tasks.run_long(self, work, self._on_embedded, self._on_failed, title="Sample data")
        job.progressed.connect(lambda done, total, words: self.window.show_progress(words, done, total))

    def _sign_in_again(self, known: ServerChoice) -> None:
        def look() -> str | None:
            return kept_password(known.profile.key, known.user)

        def go_on(password: str | None) -> None:
            if password is None:
                self.window.show_server()
                self.window.show()
            else:
                self._open_server(ServerChoice.of(known.profile, password))

        self._tasks.run(self, look, go_on, self._on_failed)

    def _open_server(self, choice: ServerChoice) -> None:
        def work() -> tuple[Opened, bool]:
            known = choice.profile
            password = choice.password or kept_password(known.key, known.user) or ""
            opened = self._held(open_server(profile_address(known, password)))
            return opened, keep_password(known.key, known.user, password)

        def done(found: tuple[Opened, bool]) -> None:
            self._store.set(_SERVER, choice.kept())
            if self._desk is not None:
                self._desk.keep(choice.profile)
            words = "" if found[1] else _NO_KEYRING
            self._finish(found[0], words)

        def failed(error: Exception) -> None:
            self._patience.stop()
            self.window.show_server()
            self.window.server.show_problem(error)
            self.window.show()

        if self._is_shown:
            self.window.server.set_busy(True)
        self._words = "Connecting to the office server…"
        if not self._is_shown:
            self._patience.start()
        self._tasks.run(self, work, done, failed)

    def _choose_password(self, password: str) -> None:
        opened = self._unclaimed
        if opened is None:
            return
        known = None if self._url else self._known_server()

        def work() -> tuple[Opened, bool]:
            from ip2a_desktop.services.own_password import choose_password  # noqa: PLC0415 - seldom wanted

            again = self._held(choose_password(opened, password))
            return again, known is None or keep_password(known.profile.key, known.user, password)

        def done(found: tuple[Opened, bool]) -> None:
            self._finish(found[0], "Your new password holds from now on." + ("" if found[1] else f" {_NO_KEYRING}"))

        self._tasks.run(self, work, done, self.window.new_password.show_problem)

    def _run(self, words: str, work: Callable[[], Opened], again: Callable[[], None] | None = None) -> None:
        self._again = again or self.begin
        self._words = words
        if self._is_shown:
            self._show_waiting()
        else:
            self._patience.start()
        self._tasks.run(self, work, self._on_embedded if again else self._finish, self._on_failed)

    def _show_waiting(self) -> None:
        self.window.show_progress(self._words)
        self.window.show()

    def _on_embedded(self, opened: Opened) -> None:
        self._store.set(_LOCAL, True)
        self._finish(opened)

    def _held(self, opened: Opened) -> Opened:
        """Remember what is open until somebody takes it; called in a worker."""
        self._unclaimed = opened
        return opened

    def _finish(self, opened: Opened, words: str = "") -> None:
        self._patience.stop()
        if opened.wants_password:
            self.window.show_new_password()
            self.window.show()
            return
        self._unclaimed = None
        self.opened.emit(opened, words)

    def _on_failed(self, error: Exception) -> None:
        self._patience.stop()
        self.window.show_failed(error, can_choose_folder=self._url is None)
        self.window.show()
        if not isinstance(error, HallError):
            raise error

    def _ask_for_folder(self) -> None:
        dialog = QFileDialog(self.window, "Folder for the database", str(self._folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda chosen: self.folder_chosen.emit(Path(chosen)))
        dialog.open()
