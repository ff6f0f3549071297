"""Drawing on one page: text, hairlines and frames, as the operators of a PDF page."""

from typing import Literal

from ip2a_desktop.reports.faces import Style
from ip2a_desktop.reports.typesetting import Type, Typesetter

Align = Literal["left", "right", "center"]

TITLE = Type(Style.BOLD, 17, 22)
HEADING = Type(Style.BOLD, 10.5, 14)
LETTERHEAD = Type(Style.BOLD, 9, 12)
BODY = Type(Style.REGULAR, 9, 13)
STRONG = Type(Style.BOLD, 9, 13)
QUIET = Type(Style.REGULAR, 9, 13, ink=0.35)
EMPTY = Type(Style.ITALIC, 9, 13, ink=0.35)
CELL = Type(Style.REGULAR, 8, 10.5)
CELL_STRONG = Type(Style.BOLD, 8, 10.5)
CELL_QUIET = Type(Style.REGULAR, 8, 10.5, ink=0.35)
SMALL = Type(Style.REGULAR, 7.5, 10, ink=0.35)
COLUMN_HEAD = Type(Style.BOLD, 7.5, 10, ink=0.25)

HAIRLINE = 0.4
STRONG_LINE = 0.8
BASELINE = 0.76
"""Of the line distance: how far below the top of their line the letters stand."""


class Pen:
    """Collects what is drawn on one page. Points; the origin is the lower left corner of the sheet."""

    def __init__(self, typesetter: Typesetter) -> None:
        self.type = typesetter
        self._operators: list[str] = []

    @property
    def operators(self) -> str:
        """All that was drawn so far."""
        return "\n".join(self._operators)

    def text(self, x: float, top: float, text: str, kind: Type, align: Align = "left") -> None:
        """Draw one line of text, the top of its line at ``top``; ``x`` is the edge that ``align`` names."""
        if not text:
            return
        if align != "left":
            x -= self.type.width(text, kind) / (1 if align == "right" else 2)
        base = top - kind.leading * BASELINE
        shown = self.type.operators(text, kind)
        self._operators.append(f"BT {kind.ink:g} g 1 0 0 1 {x:.2f} {base:.2f} Tm {shown} ET")

    def shapes(self, operators: str) -> None:
        """Draw shapes that were made elsewhere; their operators leave the page as they found it."""
        self._operators.append(operators)

    def rule(self, x: float, y: float, length: float, thickness: float = HAIRLINE, ink: float = 0.0) -> None:
        """Draw a line from left to right."""
        self._operators.append(f"{ink:g} G {thickness:g} w {x:.2f} {y:.2f} m {x + length:.2f} {y:.2f} l S")
