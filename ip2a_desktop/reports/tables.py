"""Tables on paper: columns sized by what they hold, hairlines between rows, the head on every page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from ip2a_desktop.reports.pen import CELL, COLUMN_HEAD, HAIRLINE, STRONG_LINE, Align, Pen
from ip2a_desktop.reports.typesetting import Type, Typesetter

Row = TypeVar("Row")

_GUTTER = 9.0
_AIR = 2.6  # above and below the text of a row
_SAMPLE = 400  # rows that are measured to size the columns
_MOST_LINES = 6
_LONGEST = 200  # characters of a text that count for the width of its column
_LONG_WORD = 80.0  # points: longer words may be broken
_MOST = 0.97  # of the texts of a column fit one line, where there is room
_STEPS = 30
_ROW_INK = 0.72


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: heading, the text of a row's cell, the edge it is set to, its type, its least width."""

    title: str
    text: Callable[[Row], str]
    align: Align = "left"
    kind: Type = CELL
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a column stands: its left edge and the width of its text, from the table's left edge."""

    left: float
    width: float
    align: Align
    kind: Type

    @property
    def edge(self) -> float:
        """The edge that the text is set to."""
        return self.left + self.width if self.align == "right" else self.left


@dataclass(frozen=True, slots=True)
class _Head:
    titles: tuple[tuple[str, ...], ...]
    places: tuple[_Place, ...]
    width: float
    height: float
    head: None = None
    keeps_next: bool = False

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the headings, the last line of each on one level, and the line below them."""
        bottom = top - self.height + _AIR
        for lines, place in zip(self.titles, self.places, strict=True):
            for number, line in enumerate(reversed(lines), start=1):
                base = bottom + number * COLUMN_HEAD.leading
                pen.text(left + place.edge, base, line, COLUMN_HEAD, place.align)
        pen.rule(left, top - self.height, self.width, STRONG_LINE)


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[str | list[str], ...]
    height: float
    head: _Head
    keeps_next: bool = field(default=False, init=False)

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the cells and the hairline below them."""
        for cell, place in zip(self.cells, self.head.places, strict=True):
            if isinstance(cell, str):
                pen.text(left + place.edge, top - _AIR, cell, place.kind, place.align)
                continue
            for number, line in enumerate(cell):
                down = top - _AIR - number * place.kind.leading
                pen.text(left + place.edge, down, line, place.kind, place.align)
        pen.rule(left, top - self.height, self.head.width, HAIRLINE, _ROW_INK)


def table(columns: Sequence[Column[Row]], rows: Sequence[Row], width: float, typesetter: Typesetter) -> Iterator[_Row]:
    """Return the rows of a table that is ``width`` points wide; cells too long for one line are wrapped."""
    places = _places(columns, rows, width, typesetter)
    titles = tuple(
        tuple(typesetter.wrap(column.title, COLUMN_HEAD, place.width))
        for column, place in zip(columns, places, strict=True)
    )
    height = max(map(len, titles)) * COLUMN_HEAD.leading + 2 * _AIR
    head = _Head(titles, places, width, height)
    leading = max(column.kind.leading for column in columns)
    pairs = [(column.text, place.width, column.kind) for column, place in zip(columns, places, strict=True)]
    for row in rows:
        cells: list[str | list[str]] = []
        lines = 1
        for text_of, room, kind in pairs:
            text = text_of(row)
            if len(text) < room and typesetter.width(text, kind) <= room:
                cells.append(text)
            else:
                wrapped = typesetter.wrap(text, kind, room, _MOST_LINES)
                lines = max(lines, len(wrapped))
                cells.append(wrapped)
        yield _Row(tuple(cells), lines * leading + 2 * _AIR, head)


def _places(
    columns: Sequence[Column[Row]], rows: Sequence[Row], width: float, typesetter: Typesetter
) -> tuple[_Place, ...]:
    """Give each column what most of its texts want; where that is too much, the wide ones give way."""
    sample = rows[:: max(1, len(rows) // _SAMPLE)]
    wishes = [_wish(column, sample, typesetter) for column in columns]
    widths = _fitted(wishes, width - _GUTTER * (len(columns) - 1))
    places = []
    left = 0.0
    for column, room in zip(columns, widths, strict=True):
        places.append(_Place(left, room, column.align, column.kind))
        left += room + _GUTTER
    return tuple(places)


def _wish(column: Column[Row], sample: Sequence[Row], typesetter: Typesetter) -> tuple[float, float]:
    """Return the least width (words stay whole) and the wanted one (most texts fit one line)."""
    words = {word for row in sample for word in column.text(row)[:_LONGEST].split()}
    longest = max((typesetter.width(word, column.kind) for word in words), default=0.0)
    heading = max((typesetter.width(word, COLUMN_HEAD) for word in column.title.split()), default=0.0)
    least = max(heading, column.least, min(longest, _LONG_WORD)) + 1
    texts = sorted(typesetter.width(column.text(row)[:_LONGEST], column.kind) for row in sample)
    most = texts[int(len(texts) * _MOST)] if texts else 0.0
    return least, max(least, most + 1, typesetter.width(column.title, COLUMN_HEAD) + 1)


def _fitted(wishes: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Share ``room`` out: spare room goes to all; with too little, wide columns get a common limit."""
    wanted = sum(wish for _, wish in wishes)
    if wanted <= room:
        return [wish + (room - wanted) * wish / wanted for _, wish in wishes]
    low, high = 0.0, room
    for _ in range(_STEPS):
        limit = (low + high) / 2
        if sum(max(least, min(wish, limit)) for least, wish in wishes) > room:
            high = limit
        else:
            low = limit
    widths = [max(least, min(wish, low)) for least, wish in wishes]
    return [width * min(1.0, room / sum(widths)) for width in widths]
