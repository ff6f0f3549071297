"""What the server's form can do beside connecting: servers that are known, a test, files for others."""

from pathlib import Path

from PySide6.QtCore import QObject

from ip2a_desktop.domain.profiles import ServerProfile
from ip2a_desktop.services.credentials import kept_password
from ip2a_desktop.services.opening import profile_address
from ip2a_desktop.services.profiles import Profiles
from ip2a_desktop.services.testing_connection import Trial, tried
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.start.server_choice import ServerChoice
from ip2a_desktop.ui.start.server_form import ServerForm


class ServerDesk(QObject):
    """Serves the form of the office's server.

    Args:
        form: the form.
        folder: the person's data folder, which keeps the profiles.
        tasks: runs the work off this thread.
    """

    def __init__(self, form: ServerForm, folder: Path, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._form = form
        self._tasks = tasks
        self._profiles = Profiles(folder)
        form.set_profiles(self._profiles.all())
        form.test_wanted.connect(self._test)
        form.import_wanted.connect(self._import)
        form.export_wanted.connect(self._export)

    def keep(self, profile: ServerProfile) -> None:
        """Remember a server that was reached."""
        self._tasks.run(self, lambda: self._profiles.keep(profile), lambda _done: None, self._form.show_problem)

    def _test(self, choice: ServerChoice) -> None:
        def work() -> Trial:
            known = choice.profile
            password = choice.password or kept_password(known.key, known.user) or ""
            return tried(profile_address(known, password))

        def done(found: Trial) -> None:
            if found.problem is not None:
                self._form.show_problem(found.problem)
            else:
                self._form.show_done(found.words, found.warnings)

        self._tasks.run(self, work, done, self._form.show_problem)

    def _import(self, path: Path) -> None:
        def work() -> tuple[ServerProfile, list[ServerProfile]]:
            return self._profiles.bring_in(path), self._profiles.all()

        def done(found: tuple[ServerProfile, list[ServerProfile]]) -> None:
            self._form.set_profiles(found[1], found[0])
            self._form.show_done(f"“{found[0].name}” is here. Write your user name and password, then connect.")

        self._tasks.run(self, work, done, self._form.show_problem)

    def _export(self, profile: ServerProfile, path: Path) -> None:
        def done(_nothing: None) -> None:
            self._form.show_done(f"{path.name} is written. It holds no password and nobody’s user name.")

        self._tasks.run(self, lambda: self._profiles.export(profile, path), done, self._form.show_problem)
