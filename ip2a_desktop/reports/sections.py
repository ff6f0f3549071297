"""Sections of a paper: a heading with what stands below it, a table that says when it is empty, lines to sign on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line, SectionHead
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.pen import HAIRLINE, SMALL, Pen
from ip2a_desktop.reports.tables import Column, Row, table

_AFTER = 14.0
_BETWEEN = 18.0
_ROOM_TO_SIGN = 30.0


@dataclass(frozen=True, slots=True)
class SignatureLines:
    """Lines beside each other to write on, each with what belongs on it below."""

    captions: tuple[str, ...]
    width: float
    head: None = None
    keeps_next: bool = False

    @property
    def height(self) -> float:
        """Room for a hand, the line and its caption."""
        return _ROOM_TO_SIGN + SMALL.leading + 6

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the lines and their captions."""
        length = (self.width - _BETWEEN * (len(self.captions) - 1)) / len(self.captions)
        for caption in self.captions:
            pen.rule(left, top - _ROOM_TO_SIGN, length, HAIRLINE)
            pen.text(left, top - _ROOM_TO_SIGN - 2, caption, SMALL)
            left += length + _BETWEEN


@dataclass(frozen=True, slots=True)
class _Kept:
    """A block that is never the last one of its page."""

    block: Block
    keeps_next: bool = True

    @property
    def height(self) -> float:
        """That of the block."""
        return self.block.height

    @property
    def head(self) -> Block | None:
        """That of the block."""
        return self.block.head

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Draw the block."""
        self.block.draw(pen, left, top)


def together(blocks: Iterable[Block]) -> Iterator[Block]:
    """Return blocks that stay on one page; they must be short enough for it."""
    *others, last = blocks
    yield from (_Kept(block) for block in others)
    yield last


def section(paper: Paper, title: str, blocks: Iterable[Block], remark: str = "") -> Iterator[Block]:
    """Return a heading, the blocks below it, and the air after them."""
    yield SectionHead(title, look.HEADING, paper.width, remark, look.SMALL)
    yield from blocks
    yield Gap(_AFTER)


def listing(
    paper: Paper, title: str, columns: Sequence[Column[Row]], rows: Sequence[Row], empty: str = "None recorded."
) -> Iterator[Block]:
    """Return a section with a table, or with the words for an empty one."""
    blocks: Iterable[Block] = table(columns, rows, paper.width, paper.type)
    yield from section(paper, title, blocks if rows else [Line(empty, look.EMPTY)])


def words(paper: Paper, title: str, text: str) -> Iterator[Block]:
    """Return a section with a text of many lines; nothing where there is no text."""
    if text:
        yield from section(paper, title, paragraphs(text, look.BODY, paper.width, paper.type))


def strong(paper: Paper, text: str) -> Iterator[Block]:
    """Return a text that stands out: a sum, a rule's arithmetic."""
    yield from paragraphs(text, look.STRONG, paper.width, paper.type)
