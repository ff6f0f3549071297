"""The life of the program: from its start through its one window to its end."""

import gc
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ip2a_desktop.app.finders import finders
from ip2a_desktop.app.house import House
from ip2a_desktop.app.pages import load_first_page, screens
from ip2a_desktop.app.services import Services, load_next
from ip2a_desktop.config import APP_NAME, Arguments, data_folder, edition, folder_for_show, is_throwaway, settings
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.services.beginning import Known, know
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.ui.kit.brand import app_icon
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter, end_log, log_to
from ip2a_desktop.ui.kit.ending import Ending
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.theme import THEME_CHOICES, ThemeChoice, apply_theme
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.start.flow import Start

if TYPE_CHECKING:
    from ip2a_desktop.app.health_light import HealthLight
    from ip2a_desktop.app.neighbours import Neighbours
    from ip2a_desktop.services.watching import Link

_THEME: Final = "theme"  # the same name as in the settings page
_FOLDER: Final = "data.folder"
_QUESTIONS: Final = "questions.json"
_ROWS_FIRST: Final = 150
"""Milliseconds after the window is shown until what the first click and the light at the foot ask for is loaded."""
_AT_REST: Final = 3_000
"""Milliseconds after the window is shown until what it is made of is taken out of Python's collection of garbage."""
_LISTENS: Final = 1_500
"""Milliseconds after the window is shown until it listens to other desktops: the first rows come first."""


def run(arguments: Arguments) -> int:
    """Run the program and return its exit code."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName(APP_NAME)
    app.setWindowIcon(app_icon())
    app.setQuitOnLastWindowClosed(False)
    program = Program(arguments)
    program.ended.connect(app.exit)
    ending = Ending()
    ending.wanted.connect(lambda: app.exit(0))
    QTimer.singleShot(0, program.begin)
    QTimer.singleShot(_AT_REST, program, gc.enable)
    code = app.exec()
    program.leave()
    ending.close()
    return code


def fill_with_sample(opened: Opened, progress: Progress) -> None:
    """Fill a database with sample data, where it has none yet."""
    from ip2a_desktop.seed.sample import seed_sample
    from ip2a_desktop.services.sample import SampleService

    database = opened.database.for_making_up()
    try:
        if not SampleService(database).is_there():
            seed_sample(database, progress=progress)
    finally:
        database.close()


class Program(QObject):
    """The program from its start to its end: one data folder, one database, one window.

    Signals:
        ended(int): the person closed the program, or a tour is over; the exit code.
    """

    ended = Signal(int)

    def __init__(self, arguments: Arguments) -> None:
        super().__init__()
        self._arguments = arguments
        self._for_show = bool(arguments.tour or arguments.smoke_test)
        self._settings = settings()
        self._folder = folder_for_show(arguments.data) if self._for_show else self._chosen_folder()
        self._paper = PaperSize.LETTER
        self._opened: Opened | None = None
        self._services: Services | None = None
        self._start: Start | None = None
        self.kit: Kit | None = None
        self.window: MainWindow | None = None
        self.light: HealthLight | None = None
        self.crashes = CrashReporter(log_to(self._folder), self)
        self.crashes.install()
        self.messages = Messages(self.crashes, self)
        self.tasks = Tasks(parent=self)
        self.tasks.failed.connect(self._on_task_failed)
        self.bus = ChangeBus(self)
        self.bus.changed.connect(self._on_changed)
        self.store = SettingsStore(self._folder)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        kept = self.store.get(_THEME, "system")
        remembered: ThemeChoice = next((one for one in THEME_CHOICES if one == kept), "system")
        apply_theme(app, arguments.theme or remembered)
        self._neighbours: Neighbours | None = None

    @property
    def database(self) -> Database | None:
        """The open database; None before it is open."""
        return self._opened.database if self._opened is not None else None

    def _chosen_folder(self) -> Path:
        """The folder of the command line or environment, else the one chosen at an earlier start, else the usual."""
        named = self._arguments.data or self._settings.data
        usual = data_folder(named)
        moved = "" if named else SettingsStore(usual).get(_FOLDER, "")
        return Path(moved) if moved else usual

    # -- from the start to the window ---------------------------------------------------------------------------

    def begin(self) -> None:
        """Open the database, then show the window."""
        url = None if self._for_show else self._arguments.database or self._settings.database
        self._start = Start(
            self._folder, url, self.store, self.tasks, self._fill, with_sample=self._for_show, parent=self
        )
        self._start.opened.connect(self._on_opened)
        self._start.folder_chosen.connect(self._on_folder_chosen)
        self._start.quit_wanted.connect(lambda: self.ended.emit(0))
        self._start.begin()
        QTimer.singleShot(0, load_first_page)

    def _fill(self, opened: Opened, progress: Progress) -> None:
        from fasteners import InterProcessLock

        with InterProcessLock(self._folder / "sample.lock"):  # another copy may begin at the same moment
            fill_with_sample(opened, progress)

    def _on_folder_chosen(self, folder: Path) -> None:
        SettingsStore(data_folder(None)).set(_FOLDER, str(folder))
        self._folder = folder
        self.store = SettingsStore(folder)
        self._end_start()
        self.begin()

    def _end_start(self) -> None:
        if self._start is not None:
            self._start.quit_wanted.disconnect()
            self._start.end()
            self._start.deleteLater()
            self._start = None

    def _on_opened(self, opened: Opened, words: str) -> None:
        self._opened = opened
        services = self._services = Services(opened, KeptQuestions(self._folder / _QUESTIONS, edition()))
        self.tasks.run(
            self, lambda: know(opened.database), lambda known: self._show(services, known, words), self._on_not_known
        )

    def _on_not_known(self, error: Exception) -> None:
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        if self._start is not None:
            self._start.show_failed(error)

    def _show(self, services: Services, known: Known, words: str) -> None:
        kit = self.kit = self._make_kit(services, known)
        window = self.window = MainWindow(
            screens(self._house(kit, services, known)),
            tasks=self.tasks,
            messages=self.messages,
            store=self.store,
            providers=finders(services, self._open_record),
        )
        window.closed.connect(lambda: self.ended.emit(0))
        window.set_connection("connected", self._where())
        window.set_person(known.person)
        self._show_hall(known)
        window.show_first_page()
        window.show()
        if known.is_admin:
            QTimer.singleShot(0 if self._for_show else _ROWS_FIRST, self, self._light_up)
        # What stands now stays. To look through all of it again and again stops the window for a tenth of a second.
        QTimer.singleShot(_AT_REST, self, gc.freeze)
        self.tasks.run(self, load_next, lambda _nothing: None, key="load", delay=_ROWS_FIRST, slow=True)
        QTimer.singleShot(_LISTENS, self, self._listen)
        self._end_start()
        if words:
            self.messages.toast(words, tone="warn")
        if self._for_show:
            QTimer.singleShot(0, self._walk)

    def _light_up(self) -> None:
        """Tell at the foot of the window how the database is, and let maintenance run by itself."""
        from ip2a_desktop.app.by_itself import ByItself, schedule
        from ip2a_desktop.app.health_light import HealthLight

        opened, folder = self._opened, self._folder
        if self.window is None or opened is None:
            return
        self.light = HealthLight(opened.database, self.tasks, self.window)
        if not self._for_show:
            ByItself(self.tasks, self.bus, lambda: schedule(opened.database, folder, opened.local), self.window)

    def _house(self, kit: Kit, services: Services, known: Known) -> House:
        local = self._opened.local if self._opened is not None else None
        return House(kit, services, self._folder, self._where(), known.is_organizer, known.is_admin, local)

    def _make_kit(self, services: Services, known: Known) -> Kit:
        layouts = known.layouts

        def save(name: str, layout: dict[str, Any]) -> None:
            layouts[name] = layout
            services.layouts.save(name, layout)

        return Kit(
            tasks=self.tasks,
            bus=self.bus,
            messages=self.messages,
            settings=self.store,
            drafts=self._folder / "drafts",
            load_layout=lambda name: layouts.get(name, {}),
            save_layout=save,
            hall_paper=lambda: self._paper,
        )

    def _where(self) -> str:
        return self._opened.where if self._opened else ""

    def _open_record(self, page: str, record_id: UUID) -> None:
        if self.window is not None:
            self.window.show_page(page, record=record_id, wide=True)

    # -- while it runs ------------------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if self.light is not None and changes.touches(["health_run", "health_mute"]):
            self.light.look()
        if self._services is not None and changes.touches(["hall"]):
            database = self._services.database
            self.tasks.run(self, lambda: know(database), self._show_hall, key="hall")

    def _show_hall(self, known: Known) -> None:
        self._paper = known.paper
        if self.window is not None:
            self.window.set_hall(known.hall_name)

    def _on_task_failed(self, error: Exception) -> None:
        if isinstance(error, DatabaseUnavailable) and self.window is not None:
            self.window.set_connection("lost", "No answer from the database")
            self._listen()

    def _listen(self) -> None:
        """Listen to other desktops and to how the server answers."""
        if self._neighbours is not None or self._opened is None:
            return
        from ip2a_desktop.app.neighbours import Neighbours

        database = self._opened.database
        self._neighbours = Neighbours(database, database.address.user, self.bus, self)
        self._neighbours.link_changed.connect(self._on_link)
        self._neighbours.begin()

    def _on_link(self, link: "Link") -> None:
        from ip2a_desktop.app.neighbours import words_for

        if self.window is not None:
            self.window.set_connection(*words_for(link, self._where()))

    def _walk(self) -> None:
        """Take the tour, or open every screen once, and end."""
        from ip2a_desktop.ui.tour.walk import walk

        assert self.window is not None
        self.ended.emit(walk(self.window, self.tasks, self.crashes, self._arguments))

    def leave(self) -> None:
        """Wait for the work under way, close the database, and stop the embedded server if nobody else uses it."""
        self.crashes.uninstall()
        self.tasks.close()
        if self._start is not None:
            self._start.abandon()
        if self._neighbours is not None:
            self._neighbours.end()
        if self._opened is not None:
            self._opened.close()
            self._opened = None  # what was to begin a moment later does not begin any more
        end_log()
        if self._for_show and is_throwaway(self._folder):
            shutil.rmtree(self._folder, ignore_errors=True)
