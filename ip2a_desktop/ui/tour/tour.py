"""The tour itself: one step after the other, pictures of each, and an honest account at the end."""

import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from ip2a_desktop.ui.kit.crash import CrashReporter, details_of
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.theme import theme
from ip2a_desktop.ui.kit.touring import TourContext, TourFailure, TourStep
from ip2a_desktop.ui.main_window import MainWindow

SIZES: Final = (QSize(1280, 800), QSize(1920, 1080))


@dataclass
class TourResult:
    """What came of a tour.

    Args:
        files: every picture and paper.
        failures: what did not work, one line or more each, by the step's name.
    """

    files: list[Path] = field(default_factory=list)
    failures: dict[str, str] = field(default_factory=dict)

    @property
    def exit_code(self) -> int:
        """0 where every step worked."""
        return 1 if self.failures else 0


class Tour:
    """Drives a window through steps.

    Args:
        window: the real main window, shown already.
        tasks: its tasks.
        crashes: errors that nobody caught make the step fail in which they came.
        folder: where pictures and papers go; made where it is not there.
        scale: the scale that the program was started with, for the files' names.
        sizes: the sizes of the pictures in pixels before scaling.
        say: takes each line of the account.
    """

    def __init__(
        self,
        window: MainWindow,
        tasks: Tasks,
        crashes: CrashReporter,
        folder: Path,
        *,
        scale: int = 1,
        sizes: Sequence[QSize] = SIZES,
        say: Callable[[str], object] = print,
    ) -> None:
        self._window = window
        self._say = say
        self._crashed: list[BaseException] = []
        folder.mkdir(parents=True, exist_ok=True)
        suffix = f"-{theme().scheme}-{scale * 100}"
        self._context = TourContext(window, tasks, folder, list(sizes), suffix)
        crashes.reported.connect(self._crashed.append)

    def run(self, steps: Sequence[TourStep]) -> TourResult:
        """Take every step, failures or not, and return what came of it."""
        result = TourResult(self._context.saved)
        self._window.resize(self._context.sizes[0])
        self._context.to_front(self._window)
        for number, step in enumerate(steps, start=1):
            began = time.perf_counter()
            before = len(self._context.saved)
            problem = self._take(step, number)
            taken = len(self._context.saved) - before
            spent = time.perf_counter() - began
            if problem:
                result.failures[step.name] = problem
            self._say(_line(number, len(steps), step.name, taken, spent, problem))
        self._say(_summary(len(steps), result, self._context.folder))
        return result

    def _take(self, step: TourStep, number: int) -> str:
        self._context.step = f"{number:02d}-{step.name}"
        self._crashed.clear()
        problem = ""
        try:
            step.act(self._context)
            self._context.settle()
        except TourFailure as failure:
            problem = str(failure)
        except Exception:  # noqa: BLE001  # whatever a step meets is told, and the tour goes on
            problem = traceback.format_exc().rstrip()
        problem = problem or self._crash_words() or self._left_open()
        self._tidy()
        return problem

    def _crash_words(self) -> str:
        return details_of(self._crashed[0]) if self._crashed else ""

    def _left_open(self) -> str:
        titles = [one.windowTitle() for one in self._context.dialogs() if isinstance(one, QDialog)]
        return f"A dialog was left open: {', '.join(titles)}." if titles else ""

    def _tidy(self) -> None:
        """Leave nothing over the window for the next step."""
        self._window.palette_view.close_palette()
        toast = self._window.messages.current_toast
        if toast is not None:
            toast.go()
        for one in self._context.dialogs():
            one.close()
        self._context.to_front(self._window)


def _line(number: int, of: int, name: str, taken: int, spent: float, problem: str) -> str:
    made = f"{taken} file{'' if taken == 1 else 's'}"
    head = f"[{number:2}/{of}] {name}: {made}, {spent:.1f} s"
    if not problem:
        return head
    indented = "\n".join(f"        {line}" for line in problem.splitlines())
    return f"{head}  FAILED\n{indented}"


def _summary(steps: int, result: TourResult, folder: Path) -> str:
    kinds = {
        kind: sum(path.suffix == suffix for path in result.files)
        for kind, suffix in (("pictures", ".png"), ("papers", ".pdf"))
    }
    failed = len(result.failures)
    verdict = "all of them worked" if not failed else f"{failed} did not work: {', '.join(result.failures)}"
    return f"{steps} steps, {verdict}. {kinds['pictures']} pictures, {kinds['papers']} papers in {folder}"
