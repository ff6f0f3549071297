"""Labelled values on paper, two beside each other, and paragraphs of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.pen import BASELINE, BODY, SMALL, Pen
from ip2a_desktop.reports.shaping import runs_backwards
from ip2a_desktop.reports.typesetting import Type, Typesetter

_LABEL_WIDTH = 88.0
_COLUMN_GAP = 16.0
_AIR = 1.0

Field = tuple[str, str]
"""A label and its value."""


@dataclass(frozen=True, slots=True)
class _Pair:
    fields: tuple[tuple[str, list[str]], ...]
    step: float
    head: None = None
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """As many lines as the longer value has."""
        return max(len(lines) for _, lines in self.fields) * BODY.leading + _AIR

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw labels and values."""
        for label, lines in self.fields:
            pen.text(left, top - (BODY.leading - SMALL.leading) * BASELINE, label, SMALL)
            for number, line in enumerate(lines):
                pen.text(left + _LABEL_WIDTH, top - number * BODY.leading, line, BODY)
            left += self.step


def fields(pairs: Sequence[Field], width: float, typesetter: Typesetter) -> Iterator[Block]:
    """Return labelled values in two columns, read down the left one first."""
    room = (width - _COLUMN_GAP) / 2
    wrapped = [(label, _lines(value or "–", room - _LABEL_WIDTH, typesetter)) for label, value in pairs]
    half = (len(wrapped) + 1) // 2
    for place in range(half):
        yield _Pair(tuple(wrapped[place::half]), room + _COLUMN_GAP)


def _lines(value: str, width: float, typesetter: Typesetter) -> list[str]:
    return [line for part in value.splitlines() for line in typesetter.wrap(part, BODY, width)]


def paragraphs(text: str, kind: Type, width: float, typesetter: Typesetter) -> Iterator[Block]:
    """Return a text of many lines; empty lines part its paragraphs."""
    for part in text.splitlines():
        if not part.strip():
            yield Gap(kind.leading / 2)
            continue
        edge = width if runs_backwards(part) else 0.0
        yield from (Line(line, kind, edge) for line in typesetter.wrap(part, kind, width))
