"""Mailing labels: Avery 5160 on Letter, L7160 on A4; each address as large as its label allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import inch, mm

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.papers import MailingLabel, PaperContext, PaperSize
from ip2a_desktop.reports.faces import Style
from ip2a_desktop.reports.paper import SHEETS, Sheets
from ip2a_desktop.reports.pen import Pen
from ip2a_desktop.reports.typesetting import Type, Typesetter

_TITLE = "Mailing labels"
_LARGEST = 10.0  # points; larger where it fits would make every label another size
_COMFORTABLE = 9.0
_SMALLEST = 6.0
_STEP = 0.5
_LEADING = 1.22


@dataclass(frozen=True)
class LabelSheet:
    """A sheet of labels; lengths in points. ``margin`` is kept free inside each label, for printers that stray."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    margin: float = 9.0

    @property
    def labels(self) -> int:
        """How many labels a sheet holds."""
        return self.columns * self.rows


LABEL_SHEETS = {
    PaperSize.LETTER: LabelSheet(3, 10, 2.625 * inch, inch, 0.1875 * inch, 0.5 * inch, 2.75 * inch),
    PaperSize.A4: LabelSheet(3, 7, 63.5 * mm, 38.1 * mm, 7.25 * mm, 15.15 * mm, 66.0 * mm),
}
"""Avery 5160 and Avery L7160."""


def mailing_labels(labels: Sequence[MailingLabel], context: PaperContext, start_at: int = 1) -> bytes:
    """Return sheets of labels, row by row.

    Args:
        labels: what to print.
        context: the paper size decides the kind of label sheet.
        start_at: the label of the first sheet to begin with, counted from 1, so that a begun sheet can be used up.

    Raises:
        InputProblem: the sheet has no such label.
    """
    sheet = LABEL_SHEETS[context.size]
    if not 1 <= start_at <= sheet.labels:
        raise InputProblem(
            f"This label sheet has no label {start_at}.",
            "Nothing was printed.",
            f"Choose a label from 1 to {sheet.labels}.",
        )
    typesetter = Typesetter()
    sheets = Sheets(_TITLE, context, typesetter)
    last = start_at - 1 + max(1, len(labels))
    for first in range(0, last, sheet.labels):
        pen = Pen(typesetter)
        for place in range(max(first, start_at - 1), min(first + sheet.labels, last)):
            if labels:
                _draw(labels[place - start_at + 1], pen, sheet, place - first, SHEETS[context.size][1])
        sheets.add(pen)
    return sheets.finish()


def _draw(label: MailingLabel, pen: Pen, sheet: LabelSheet, place: int, sheet_height: float) -> None:
    row, column = divmod(place, sheet.columns)
    left = sheet.left + column * sheet.across + sheet.margin
    top = sheet_height - sheet.top - row * sheet.height
    lines = [line for line in label.lines if line.strip()]
    if not lines:
        return
    lines, kind = _fitted(lines, sheet.width - 2 * sheet.margin, sheet.height - 2 * sheet.margin, pen.type)
    top -= (sheet.height - len(lines) * kind.leading) / 2
    for line in lines:
        pen.text(left, top, line, kind)
        top -= kind.leading


def _fitted(lines: Sequence[str], width: float, height: float, typesetter: Typesetter) -> tuple[list[str], Type]:
    """Return the lines as printed and their type: a little smaller first, then long lines broken, then elided."""
    for lines_each, smallest in ((1, _COMFORTABLE), (3, _SMALLEST)):
        size = _LARGEST
        while size >= smallest:
            kind = Type(Style.REGULAR, size, size * _LEADING)
            broken = [typesetter.wrap(line, kind, width, 4) for line in lines]
            printed = [part for parts in broken for part in parts]
            if max(map(len, broken)) <= lines_each and len(printed) * kind.leading <= height:
                return printed, kind
            size -= _STEP
    kind = Type(Style.REGULAR, _SMALLEST, min(_SMALLEST * _LEADING, height / len(lines)))
    return [typesetter.elide(line, kind, width) for line in lines], kind
