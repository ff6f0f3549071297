"""What flows down the pages: blocks with a height, shared out so that no heading stands alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from ip2a_desktop.reports.pen import Pen
from ip2a_desktop.reports.typesetting import Type


class Block(Protocol):
    """A piece of paper content that is never cut in two."""

    @property
    def height(self) -> float:
        """Points from its top to its bottom."""
        ...

    @property
    def head(self) -> "Block | None":
        """What is repeated on top of each page that such blocks run over."""
        ...

    @property
    def keeps_next(self) -> bool:
        """Whether it must not be the last thing on a page."""
        ...

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw it with its upper left corner at (left, top)."""
        ...


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; with a ``width`` it is set to the right edge of that."""

    text: str
    kind: Type
    width: float = 0.0
    head: Block | None = None
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """The line distance of its type."""
        return self.kind.leading

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the text."""
        pen.text(left + self.width, top, self.text, self.kind, "right" if self.width else "left")


@dataclass(frozen=True, slots=True)
class Gap:
    """Empty room."""

    height: float
    head: Block | None = None
    keeps_next: bool = False

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw nothing."""


@dataclass(frozen=True, slots=True)
class SectionHead:
    """The heading of a section with a hairline below it."""

    text: str
    kind: Type
    width: float
    remark: str = ""
    remark_kind: Type | None = None
    head: Block | None = None
    keeps_next: bool = True

    @property
    def height(self) -> float:
        """The heading, the hairline and the air below it."""
        return self.kind.leading + 6

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw heading, remark and hairline."""
        pen.text(left, top, self.text, self.kind)
        if self.remark and self.remark_kind is not None:
            drop = self.kind.leading - self.remark_kind.leading - 1
            pen.text(left + self.width, top - drop, self.remark, self.remark_kind, "right")
        pen.rule(left, top - self.kind.leading - 1, self.width, ink=0.5)


def share_out(blocks: Iterable[Block], first: float, later: float) -> list[list[Block]]:
    """Share blocks out over pages: ``first`` points of height on the first page, ``later`` on the others.

    A table's head is put on top of each page that its rows run over. There is always one page at least.
    """
    pages = _Pages(first, later)
    kept: list[Block] = []
    for block in blocks:
        kept.append(block)
        if not block.keeps_next:
            pages.add(kept)
            kept = []
    pages.add(kept)
    return pages.filled


class _Pages:
    def __init__(self, first: float, later: float) -> None:
        self.filled: list[list[Block]] = [[]]
        self._room = first
        self._later = later
        self._head: Block | None = None

    def add(self, together: list[Block]) -> None:
        """Put blocks that stay together on this page, or on the next one where they do not fit."""
        if self.filled[-1] and self._needed(together) > self._room:
            if all(isinstance(block, Gap) for block in together):
                return  # the end of the page is air enough
            self.filled.append([])
            self._room, self._head = self._later, None
            while isinstance(together[0], Gap) and len(together) > 1:
                together = together[1:]
        for block in together:
            if block.head is not None and block.head is not self._head:
                self._put(block.head)
            self._head = block.head
            self._put(block)

    def _needed(self, together: list[Block]) -> float:
        height = 0.0
        head = self._head
        for block in together:
            if block.head is not None and block.head is not head:
                height += block.head.height
            head = block.head
            height += block.height
        return height

    def _put(self, block: Block) -> None:
        self.filled[-1].append(block)
        self._room -= block.height
