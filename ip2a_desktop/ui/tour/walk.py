"""Which way the tour goes: the steps of the window and of every feature; and the short walk of the smoke test."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from ip2a_desktop.config import Arguments
from ip2a_desktop.ui.agreements import tour as agreements
from ip2a_desktop.ui.benevolence import tour as benevolence
from ip2a_desktop.ui.bin import tour as bin_
from ip2a_desktop.ui.employers import tour as employers
from ip2a_desktop.ui.grievances import tour as grievances
from ip2a_desktop.ui.imports import tour as imports
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.maintenance import tour as maintenance
from ip2a_desktop.ui.members import tour as members
from ip2a_desktop.ui.organizing import tour as organizing
from ip2a_desktop.ui.settings import tour as settings
from ip2a_desktop.ui.start import tour as start
from ip2a_desktop.ui.today import tour as today
from ip2a_desktop.ui.tour import shell
from ip2a_desktop.ui.tour.tour import Tour

_BEFORE: Final = (start.tour_steps,)
_FEATURES: Final = (
    members.tour_steps,
    employers.tour_steps,
    today.tour_steps,
    grievances.tour_steps,
    agreements.tour_steps,
    benevolence.tour_steps,
    organizing.tour_steps,
    bin_.tour_steps,  # while it is empty: taking an import back fills it
    imports.tour_steps,
    maintenance.tour_steps,
    settings.tour_steps,
)
"""The steps of each feature, in the order in which they are taken."""
_AFTER: Final = (shell.tour_steps,)


def walk(window: MainWindow, tasks: Tasks, crashes: CrashReporter, arguments: Arguments) -> int:
    """Take the tour (or, for the smoke test, open every screen once) and return the exit code.

    Args:
        window: the main window, shown, on a database with sample data.
        tasks: its tasks.
        crashes: where errors arrive that nobody caught.
        arguments: the folder of the pictures and the scale; without a folder nothing is kept.
    """
    if arguments.tour is not None:
        tour = Tour(window, tasks, crashes, arguments.tour.expanduser(), scale=arguments.scale)
        return tour.run(steps(window)).exit_code
    with tempfile.TemporaryDirectory(prefix="ip2a-smoke-") as folder:
        tour = Tour(window, tasks, crashes, Path(folder))
        return tour.run([TourStep(f"open-{name}", _opens(name)) for name in window.screen_names]).exit_code


def steps(window: MainWindow) -> list[TourStep]:
    """Return all steps: the start, every page that the window has, the window itself.

    A page without steps of its own is shown plainly.
    """
    pages = set(window.screen_names)
    own = [step for feature in _FEATURES for step in feature() if step.name.partition("-")[0] in pages]
    covered = {step.name.partition("-")[0] for step in own}
    plain = [TourStep(name, _shows(name)) for name in window.screen_names if name not in covered]
    before = [step for part in _BEFORE for step in part()]
    after = [step for part in _AFTER for step in part()]
    return [*before, *plain, *own, TourStep("home", _opens(window.screen_names[0])), *after]


def _opens(name: str) -> Callable[[TourContext], None]:
    def act(context: TourContext) -> None:
        context.window.show_page(name)
        context.settle()
        context.check(context.window.current_page.page_name == name, f"The page {name} did not come up.")

    return act


def _shows(name: str) -> Callable[[TourContext], None]:
    def act(context: TourContext) -> None:
        _opens(name)(context)
        context.shoot()

    return act
