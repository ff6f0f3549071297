"""The docket of fifty thousand running cases, opened on the real page, beside its first page by the driver alone."""

from __future__ import annotations

import gc
import random
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from PySide6.QtWidgets import QWidget
from sqlalchemy import URL

from ip2a_desktop.app import casework
from ip2a_desktop.app.house import House
from ip2a_desktop.app.services import Services
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.ui.grievances.screen import GrievancesPage
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.windowed_model import PAGE
from tests.bench import bare
from tests.bench.halls import Hall
from tests.bench.measuring import PaintProbe, Watch, application, is_filled, p95, pause, settle
from tests.bench.outcome import Outcome

OPENINGS = 20
_SIZE = (1440, 900)
_THINKING = 250
_OPENING, _MAKING = "opening", "making the page of a case"


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    application()
    with TemporaryDirectory() as folder:
        office = Office(hall.url, Path(folder))
        office.opening()  # loads the page's modules
        office.watch.worst.clear()
        openings = [office.opening() for _ in range(OPENINGS)]
        office.close()
    rows = f"{hall.rows:,} cases: "
    return [
        Outcome(
            f"{rows}the docket's first rows painted (p95 of {OPENINGS})",
            p95(openings),
            "ms",
            100,
            _first_page(hall.url),
            "psycopg2, same first page",
        ),
        Outcome(f"{rows}longest stall of the window until then", office.watch.worst[_OPENING], "ms", 50),
        Outcome(f"{rows}making the page of a case beside them, once", office.watch.worst[_MAKING], "ms"),
    ]


class Office:
    """The grievances' page as the program builds it, on a database of the bench."""

    def __init__(self, url: URL, folder: Path) -> None:
        self.tasks = Tasks()
        self.database = Database(url)
        kit = Kit(
            self.tasks,
            ChangeBus(),
            Messages(CrashReporter(folder)),
            SettingsStore(folder),
            folder / "drafts",
            lambda _name: {},
            lambda _name, _layout: None,
        )
        services = Services(Opened(self.database, "the bench"), KeptQuestions(folder / "questions.json", ""))
        self.house = House(kit, services, folder, "the bench", is_organizer=True)
        self.watch = Watch()
        self._chance = random.Random(46)

    def opening(self) -> float:
        """Return the milliseconds from the page's making until its first rows are painted."""
        began = perf_counter()
        self.watch.begin(_OPENING)
        page = casework.grievances(self.house)
        assert isinstance(page, GrievancesPage)
        page.resize(*_SIZE)
        page.show()
        page.activate()
        probe = PaintProbe(page.table.viewport())
        took = probe.milliseconds(lambda: None, lambda: is_filled(page.list), began)
        self.watch.begin(_MAKING)
        settle(lambda: self.tasks.is_idle() and page.stage.is_made)
        self.watch.end()
        self._dismiss(page)
        return took

    def close(self) -> None:
        """End the workers and the connections."""
        self.tasks.close()
        self.database.close()

    def _dismiss(self, page: QWidget) -> None:
        page.close()
        page.deleteLater()
        pause(_THINKING, self._chance)
        gc.collect()


def _first_page(url: URL) -> float:
    said = bare.Said()
    recorded = Database(url, connection_factory=said.connection)
    GrievanceService(recorded).first_page(ListQuery(sort="due_on"), PAGE)
    recorded.close()
    connection = bare.connect(url)
    with connection.cursor() as cursor:
        figure = median([bare.milliseconds(cursor, said.last) for _ in range(OPENINGS)])
    connection.close()
    return figure
