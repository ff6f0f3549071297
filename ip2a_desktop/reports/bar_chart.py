"""A chart of two bars for each group, one filled and one empty: black and white is enough to tell them apart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line, Polygon
from reportlab.lib.colors import Color

from ip2a_desktop.reports.charts import paint, round_numbers
from ip2a_desktop.reports.pen import HAIRLINE, SMALL, Pen

_HEIGHT = 168.0
_LEFT = 30.0  # for the numbers beside the axis
_BELOW = 16.0  # for the names below it
_ABOVE = 24.0  # for the key
_KEY = 8.0
_VALUE = 10.0  # for the number above a bar
_MOST_NUMBERS = 5
_BAR = 0.32  # of a group's width
_GRID, _AXIS, _INK, _EMPTY = (Color(ink, ink, ink) for ink in (0.78, 0.2, 0.25, 1.0))


@dataclass(frozen=True, slots=True)
class BarPair:
    """A group: its name below the axis, and its two values."""

    name: str
    first: int
    second: int


@dataclass(frozen=True, slots=True)
class BarChart:
    """Two values for each of some groups.

    Args:
        pairs: the groups, one at least.
        names: what the two values are, such as "Filed" and "Settled or closed".
        width: of the whole chart, in points.
    """

    pairs: Sequence[BarPair]
    names: tuple[str, str]
    width: float
    head: None = None
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """The same for all charts."""
        return _HEIGHT

    @property
    def _step(self) -> int:
        most = max(1, *(max(one.first, one.second) for one in self.pairs))
        return next(step for step in round_numbers() if step * _MOST_NUMBERS >= most)

    @property
    def _top(self) -> int:
        most = max(1, *(max(one.first, one.second) for one in self.pairs))
        return self._step * -(-most // self._step)

    def _up(self, value: int) -> float:
        return (_HEIGHT - _BELOW - _ABOVE - _VALUE) * value / self._top

    def _bars(self) -> Iterator[tuple[float, float, int, bool]]:
        """Yield each bar's left edge, its width, its value, and whether it is the filled one."""
        group = (self.width - _LEFT) / len(self.pairs)
        for place, pair in enumerate(self.pairs):
            middle = (place + 0.5) * group
            yield middle - _BAR * group, _BAR * group, pair.first, True
            yield middle, _BAR * group, pair.second, False

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the grid, the bars, their numbers, the names and the key."""
        x, y = left + _LEFT, top - _HEIGHT + _BELOW
        keys = self._keys(pen)
        paint(self._drawing(keys), pen, x, y)
        for value in range(0, self._top + 1, self._step):
            pen.text(x - 5, y + self._up(value) + SMALL.leading / 2, f"{value:,}", SMALL, "right")
        for at, wide, value, _filled in self._bars():
            if value:
                pen.text(x + at + wide / 2, y + self._up(value) + _VALUE, f"{value:,}", SMALL, "center")
        group = (self.width - _LEFT) / len(self.pairs)
        for place, pair in enumerate(self.pairs):
            pen.text(x + (place + 0.5) * group, y - 3, pair.name, SMALL, "center")
        for at, name in zip(keys, self.names, strict=True):
            pen.text(x + at + _KEY + 4, top - 1, name, SMALL)

    def _keys(self, pen: Pen) -> tuple[float, float]:
        return 0.0, _KEY + 4 + pen.type.width(self.names[0], SMALL) + 16

    def _drawing(self, keys: tuple[float, float]) -> Drawing:
        wide, high = self.width - _LEFT, _HEIGHT - _BELOW
        drawing = Drawing(wide, high)
        for value in range(0, self._top + 1, self._step):
            ink = _GRID if value else _AXIS
            drawing.add(Line(0, self._up(value), wide, self._up(value), strokeColor=ink, strokeWidth=HAIRLINE))
        for at, bar, value, filled in self._bars():
            if value:
                drawing.add(_box(at, 0, bar, self._up(value), filled=filled))
        for at, filled in zip(keys, (True, False), strict=True):
            drawing.add(_box(at, high - _KEY - 1, _KEY, _KEY, filled=filled))
        return drawing


def _box(left: float, bottom: float, wide: float, high: float, *, filled: bool) -> Polygon:
    fill = _INK if filled else _EMPTY
    corners = [left, bottom, left + wide, bottom, left + wide, bottom + high, left, bottom + high]
    return Polygon(corners, fillColor=fill, strokeColor=_INK, strokeWidth=0.8)
