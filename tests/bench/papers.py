"""Papers: long tables beside a bare ReportLab loop that draws the same cells, one form, all off the GUI thread."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from statistics import median
from time import perf_counter
from typing import Any

from pypdf import PdfReader
from PySide6.QtCore import QEventLoop, QObject
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ip2a_desktop.app.printers import load_case_printers
from ip2a_desktop.config import resource_path
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.papers import MemberRoster, PaperContext, PaperSize
from ip2a_desktop.reports import grievances, members
from ip2a_desktop.reports.faces import Style
from ip2a_desktop.reports.tables import Column
from ip2a_desktop.services.batches import in_order
from ip2a_desktop.services.grievance_papers import GrievancePapers
from ip2a_desktop.services.grievance_years import GrievanceYears
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.bench.halls import Hall
from tests.bench.measuring import Watch, application, p95
from tests.bench.outcome import Outcome

PAGES = 500
TURNS = 3
FORMS = 30
_TRIED = 2_000
"""Rows that tell how many fit a page."""
_BESIDE = "bare ReportLab loop"
_MOST = 1.5
_SIDE, _TOP, _RIGHT = 40.0, 720.0, 572.0
_REGULAR, _BOLD = "NotoSans-Regular", "NotoSans-Bold"


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    application()
    for font in (_REGULAR, _BOLD):
        registerFont(TTFont(font, resource_path("fonts", "paper", f"{font}.ttf")))
    database = Database(hall.url)
    worker = Worker()
    printed = [
        _table(
            worker, "roster", members._ROSTER, _rows(MemberService(database), ListQuery(), PAGES * 42), _roster
        ),  # the same cells
        _table(
            worker,
            "docket",
            _DOCKET,
            _rows(GrievanceService(database), ListQuery(sort="due_on"), PAGES * 26),
            grievances.docket,
        ),
    ]
    forms = _forms(worker, database)
    worker.close()
    database.close()
    del worker.watch.worst[_BESIDE]
    doing, stall = max(worker.watch.worst.items(), key=lambda item: item[1])
    return [
        *printed,
        Outcome(f"a case form from choice to PDF (p95 of {FORMS})", p95(forms), "ms", 150),
        Outcome(f"longest stall of the window while papers are made ({doing})", stall, "ms", 50),
    ]


_DOCKET = (*grievances._DUE, *grievances._CASE, *grievances._STEWARD)  # the same cells


class Worker(QObject):
    """Does work off the GUI thread, as the program does, while a watch looks whether the GUI thread stands still."""

    def __init__(self) -> None:
        super().__init__()
        self.watch = Watch()
        self._tasks = Tasks()
        self._loop = QEventLoop()
        self._result: Any = None

    def milliseconds(self, doing: str, work: Callable[[], bytes]) -> tuple[float, bytes]:
        """Return how long work took until its result was on the GUI thread, and the result.

        Args:
            doing: under which words stalls are noted.
            work: makes a paper.

        Raises:
            TimeoutError: it failed.
        """
        self._result = None
        self.watch.begin(doing)
        began = perf_counter()
        self._tasks.run(self, work, self._on_done, self._on_done, slow=True)
        self._loop.exec()
        took = (perf_counter() - began) * 1000
        self.watch.end()
        if not isinstance(self._result, bytes):
            raise TimeoutError(f"no paper was made: {self._result}")
        return took, self._result

    def close(self) -> None:
        """End the workers."""
        self._tasks.close()

    def _on_done(self, result: object) -> None:
        self._result = result
        self._loop.quit()


def _table(
    worker: Worker,
    name: str,
    columns: Sequence[Column[Any]],
    rows: Sequence[Any],
    render: Callable[[Sequence[Any], PaperContext], bytes],
) -> Outcome:
    """Return how long a table of five hundred pages takes, beside the bare loop with as many rows to a page."""
    context = PaperContext(PaperSize.LETTER, "Local 46", "the bench", datetime.now(UTC))
    fitting = _TRIED / _pages(render(rows[:_TRIED], context))
    rows = rows[: math.ceil(PAGES * fitting * 1.02)]
    ours, bare = [], []
    for _ in range(TURNS):
        took, pdf = worker.milliseconds(name, lambda: render(rows, context))
        ours.append(took / 1000)
        took, _pdf = worker.milliseconds(_BESIDE, lambda: _bare(columns, rows, fitting))
        bare.append(took / 1000)
    what = f"a {name} of {len(rows):,} rows on {_pages(pdf):,} pages (median of {TURNS})"
    return Outcome(what, median(ours), "s", None, median(bare), _BESIDE, _MOST)


def _bare(columns: Sequence[Column[Any]], rows: Sequence[Any], fitting: float) -> bytes:
    """Draw the cells of a table where they come, with no measuring, no wrapping, no page numbers."""
    buffer = BytesIO()
    canvas = Canvas(buffer, LETTER, pageCompression=1)
    room = (_RIGHT - _SIDE) / len(columns)
    fonts = [_BOLD if column.kind.style is Style.BOLD else _REGULAR for column in columns]
    cells = [
        (_SIDE + place * room, column.text, font)
        for place, (column, font) in enumerate(zip(columns, fonts, strict=True))
    ]
    a_page = max(1, round(fitting))
    step = (_TOP - 60) / a_page
    for start in range(0, len(rows), a_page):
        for place, column in enumerate(columns):
            canvas.setFont(_BOLD, 7.5)
            canvas.drawString(_SIDE + place * room, _TOP + 12, column.title)
        for number, row in enumerate(rows[start : start + a_page]):
            base = _TOP - number * step
            for left, text, font in cells:
                canvas.setFont(font, 8)
                canvas.drawString(left, base, text(row))
            canvas.line(_SIDE, base - 3, _RIGHT, base - 3)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _pages(pdf: bytes) -> int:
    return len(PdfReader(BytesIO(pdf)).pages)


def _roster(rows: Sequence[Any], context: PaperContext) -> bytes:
    return members.member_roster(MemberRoster(rows), context)


def _rows(service: ListSource[Any], query: ListQuery, most: int) -> list[Any]:
    """Return the first rows of a list: no more than are printed, for all that stands costs time to look through."""
    return [row for some in in_order(service, service.ids(query)[:most]) for row in some]


def _forms(worker: Worker, database: Database) -> list[float]:
    """Return how long forms of different cases take, reading the case and all."""
    service = GrievanceService(database)
    papers = GrievancePapers(service, GrievanceYears(database), HallService(database), load_case_printers())
    chosen = service.ids(ListQuery(sort="due_on"))[: FORMS + 1]
    took = [
        worker.milliseconds("form", lambda one=one: papers.grievance_form(one, PaperSize.LETTER))[0] for one in chosen
    ]
    return took[1:]  # the first one opens the fonts
