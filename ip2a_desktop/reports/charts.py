"""Charts on paper: ReportLab's graphics draw the shapes, our own faces set the words; readable in black and white."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Polygon, PolyLine
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ip2a_desktop.domain.days import months_after
from ip2a_desktop.reports.pen import CELL_STRONG, HAIRLINE, SMALL, Pen
from ip2a_desktop.reports.words import day

_HEIGHT = 176.0
_LEFT = 30.0  # for the numbers beside the axis
_RIGHT = 30.0  # for the last value
_BELOW = 18.0  # for the days below the axis
_ABOVE = 8.0
_MOST_DAYS = 8
_MOST_NUMBERS = 6
_LABEL = 11.0
_PAPER, _FILL, _AXIS, _GRID, _INK = (Color(ink, ink, ink) for ink in (1.0, 0.88, 0.2, 0.78, 0.0))
_DASHES = ((6, 2), (2, 2))


class _Shapes(Canvas):
    """A canvas that only collects the operators of shapes: a font named here would not be embedded."""

    _code: list[str]

    def setFont(self, *args: Any, **kwargs: Any) -> None:  # ReportLab's own name
        """Set none."""

    def collected(self) -> str:
        """Return what was drawn."""
        return "\n".join(self._code)


def paint(drawing: Drawing, pen: Pen, x: float, y: float) -> None:
    """Draw shapes onto a page, their lower left corner at (x, y)."""
    canvas = _Shapes(BytesIO(), pageCompression=0)
    renderPDF.draw(drawing, canvas, x, y)
    pen.shapes(canvas.collected())


@dataclass(frozen=True, slots=True)
class Level:
    """A value that is wanted: a dashed line across the chart, with what it means."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class StepChart:
    """How a number changed over time: it holds from each point's day until the next one's.

    Args:
        points: days with the number from then on, in order; one at least.
        until: the last day shown.
        width: of the whole chart, in points.
        levels: at most two values that are wanted.
    """

    points: Sequence[tuple[date, int]]
    until: date
    width: float
    levels: Sequence[Level] = ()
    head: None = None
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """The same for all charts."""
        return _HEIGHT

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw grid, steps, levels and words."""
        frame = _Frame(self, left + _LEFT, top - _HEIGHT + _BELOW)
        labels = list(_labels(self, frame, pen))
        paint(_drawing(self, frame, labels), pen, frame.x, frame.y)
        for value in frame.numbers():
            pen.text(frame.x - 5, frame.y + frame.up(value) + SMALL.leading / 2, f"{value:,}", SMALL, "right")
        for one in frame.days():
            pen.text(frame.x + frame.along(one), frame.y - 4, day(one), SMALL, "center")
        for label in labels:
            pen.text(frame.x + label.left, frame.y + label.bottom + _LABEL, label.words, SMALL)
        last = self.points[-1][1]
        up = frame.up(last) + CELL_STRONG.leading / 2
        pen.text(frame.x + frame.width + 5, frame.y + up, f"{last:,}", CELL_STRONG)


class _Frame:
    """The area between the axes, its lower left corner at (x, y)."""

    def __init__(self, chart: StepChart, x: float, y: float) -> None:
        self.x, self.y = x, y
        self.width = chart.width - _LEFT - _RIGHT
        self.height = _HEIGHT - _BELOW - _ABOVE
        self._first = min(chart.points[0][0], months_after(chart.until, -1))
        self._span = max(1, (chart.until - self._first).days)
        self._until = chart.until
        most = max(*(value for _, value in chart.points), *(level.value for level in chart.levels), 1)
        self._step = next(step for step in round_numbers() if step * _MOST_NUMBERS >= most)
        self._top = self._step * (-(-most // self._step))

    def along(self, one: date) -> float:
        """Return how far from the left a day stands."""
        return self.width * (one - self._first).days / self._span

    def up(self, value: int) -> float:
        """Return how far from below a value stands; there is room for a label above the highest."""
        return (self.height - _LABEL) * value / self._top

    def numbers(self) -> range:
        """Return the values of the grid."""
        return range(0, self._top + 1, self._step)

    def days(self) -> Iterator[date]:
        """Yield the first days of months, as many as fit, or the first and the last day of a short time."""
        start = months_after(self._first.replace(day=1), 1)
        months = (self._until.year - start.year) * 12 + self._until.month - start.month + 1
        if months < 2:
            yield from (self._first, self._until)
            return
        every = -(-months // _MOST_DAYS)
        yield from (months_after(start, at) for at in range(0, months, every))


def round_numbers() -> Iterator[int]:
    """Yield the distances that people read easily: 1, 2, 5, 10, 20, 50 and so on."""
    ten = 1
    while True:
        yield from (ten, 2 * ten, 5 * ten)
        ten *= 10


@dataclass(frozen=True, slots=True)
class _Label:
    words: str
    left: float
    bottom: float
    width: float


def _drawing(chart: StepChart, frame: _Frame, labels: Sequence[_Label]) -> Drawing:
    drawing = Drawing(frame.width, frame.height)
    for value in frame.numbers():
        ink = _GRID if value else _AXIS
        drawing.add(Line(0, frame.up(value), frame.width, frame.up(value), strokeColor=ink, strokeWidth=HAIRLINE))
    for label in labels:
        left, right, up = label.left - 2, label.left + label.width + 2, label.bottom + _LABEL
        behind = [left, label.bottom, right, label.bottom, right, up, left, up]
        drawing.add(Polygon(behind, fillColor=_PAPER, strokeColor=None))
    for one in frame.days():
        drawing.add(Line(frame.along(one), 0, frame.along(one), -3, strokeColor=_AXIS, strokeWidth=HAIRLINE))
    steps = _steps(chart, frame)
    around = [steps[0], 0.0, *steps, steps[-2], 0.0]
    drawing.add(Polygon(around, fillColor=_FILL, strokeColor=None))
    drawing.add(PolyLine(steps, strokeColor=_INK, strokeWidth=1.3))
    for level, dashes in zip(chart.levels, _DASHES, strict=False):
        at = frame.up(level.value)
        drawing.add(Line(0, at, frame.width, at, strokeColor=_INK, strokeWidth=0.7, strokeDashArray=dashes))
    return drawing


def _steps(chart: StepChart, frame: _Frame) -> list[float]:
    """Return the corners of the line: x and y in turn."""
    corners = [frame.along(chart.points[0][0]), 0.0]
    for one, value in chart.points:
        corners += [frame.along(one), corners[-1], frame.along(one), frame.up(value)]
    return [*corners, frame.width, corners[-1]]


def _labels(chart: StepChart, frame: _Frame, pen: Pen) -> Iterator[_Label]:
    """Yield the words of the levels with their place: at the left, or at the right where two would overlap."""
    taken: list[float] = []
    for level in chart.levels:
        at, wide = frame.up(level.value), pen.type.width(level.words, SMALL)
        overlaps = any(abs(at - other) < _LABEL for other in taken)
        taken.append(at)
        yield _Label(level.words, frame.width - wide - 3 if overlaps else 3.0, at, wide)
