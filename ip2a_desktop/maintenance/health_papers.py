"""The health check on paper: fetches what stands on it beside the run, and prints it."""

from collections.abc import Callable

from ip2a_desktop.domain.health import Comparison, HealthPaper, HealthRun
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.maintenance.seals import SealService
from ip2a_desktop.services.papers import Hall

Printer = Callable[[HealthPaper, PaperContext], bytes]
"""What turns a run into a PDF; given by the composition root, as this floor sees no reports."""


class HealthPapers:
    """Prints runs.

    Args:
        hall: who prints, when, under which letterhead.
        seals: gives the newest seal over the record of who did what.
        printer: gives the printer; called when the first paper is wanted.
    """

    def __init__(self, hall: Hall, seals: SealService, printer: Callable[[], Printer]) -> None:
        self._hall = hall
        self._seals = seals
        self._printer = printer

    def report(self, run: HealthRun, comparison: Comparison | None, size: PaperSize) -> bytes:
        """Return the whole run as a PDF; called in a worker."""
        hall = self._hall
        anchor = self._seals.latest_anchor()
        paper = HealthPaper(run, comparison, anchor.words if anchor is not None else "")
        context = PaperContext(size, hall.hall_name(), hall.who_am_i(), hall.now())
        return self._printer()(paper, context)
