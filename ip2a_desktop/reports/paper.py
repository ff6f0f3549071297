"""The sheet that every paper shares: size, letterhead, running head, footer, and the finished PDF."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas

from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.flow import Block, share_out
from ip2a_desktop.reports.pen import Pen
from ip2a_desktop.reports.shaping import clean
from ip2a_desktop.reports.typesetting import Type, Typesetter
from ip2a_desktop.reports.words import moment

rl_config.useA85 = 0  # pages as bytes: a fifth smaller than as text

SHEETS = {PaperSize.LETTER: LETTER, PaperSize.A4: A4}
"""Width and height of each paper size, in points."""

CONFIDENTIAL = "Confidential – for the business of the union only."
_LANGUAGE = "en-US"
_PROGRAM = "IP2A Desktop"
_SIDE = 40.0
_TOP = 40.0
_FOOT = 58.0  # from the lower edge of the sheet to the lowest line of content
_RUNNING_HEAD = 26.0


class Sheets(Canvas):
    """ReportLab's canvas with our own faces: a :class:`Pen` draws the pages, used glyphs are embedded."""

    _doc: Any

    def __init__(self, title: str, context: PaperContext, typesetter: Typesetter) -> None:
        self._buffer = BytesIO()
        self._typesetter = typesetter
        super().__init__(
            self._buffer,
            pagesize=SHEETS[context.size],
            lang=_LANGUAGE,
            pageCompression=1,
            pdfVersion=(1, 7),
            invariant=1,  # nothing of this machine's clock: the same paper is the same file
        )
        self._set_time(context.printed_at)
        self.setTitle(clean(title))
        self.setAuthor(clean(context.hall or context.printed_by))
        self.setSubject(clean(context.subtitle or title))
        self.setCreator(_PROGRAM)
        self.setViewerPreference("DisplayDocTitle", "true")

    def _make_preamble(self) -> None:
        self._preamble = ""  # the canvas would name Helvetica on each page, a font that is not embedded

    def _set_time(self, at: datetime) -> None:
        """Date the file by the server's clock, not by this machine's."""
        stamp: Any = self._doc._timeStamp  # noqa: SLF001  # ReportLab has no public way to set the time
        offset = at.utcoffset()
        minutes = int(offset.total_seconds() // 60) if offset else 0
        stamp.t = at.timestamp()
        stamp.lt = at.timetuple()
        stamp.YMDhms = tuple(at.timetuple())[:6]
        stamp.dhh, stamp.dmm = divmod(abs(minutes), 60)
        if minutes < 0:
            stamp.dhh = -stamp.dhh
        stamp.tzname = at.tzname() or "UTC"

    def add(self, pen: Pen) -> None:
        """Add a page with what the pen drew."""
        self._doc.updateSignature(pen.operators)
        self.addLiteral(pen.operators)
        self.showPage()

    def finish(self) -> bytes:
        """Embed the glyphs that were used and return the PDF."""
        fonts = self._doc.idToObject["BasicFonts"].dict
        for subset in self._typesetter.subsets:
            fonts[subset.name] = self._doc.Reference(subset.embed(self._doc))
        self.save()
        return self._buffer.getvalue()


class Paper:
    """A paper of flowing blocks with letterhead and footer.

    Args:
        title: what the paper is, in large letters on the first page.
        context: paper size, hall, who prints it and when.
        facts: lines below the title.
        confidentiality: the words at the foot of each page; none on what goes to the employer.
    """

    def __init__(
        self, title: str, context: PaperContext, facts: Sequence[str] = (), confidentiality: str = CONFIDENTIAL
    ) -> None:
        self.type = Typesetter()
        self._confidentiality = confidentiality
        self._title = title
        self._context = context
        self._sheet_width, self._sheet_height = SHEETS[context.size]
        self.width = self._sheet_width - 2 * _SIDE
        self._titles = self.type.wrap(title, look.TITLE, self.width, 3)
        self._facts = [line for fact in facts for line in self.type.wrap(fact, look.QUIET, self.width, 3)]

    def render(self, blocks: Iterable[Block], name: str) -> bytes:
        """Return the PDF of the blocks; ``name`` is the title in its metadata and running heads."""
        body = self._sheet_height - _FOOT
        letterhead = look.LETTERHEAD.leading + 8
        title = len(self._titles) * look.TITLE.leading + len(self._facts) * look.QUIET.leading + 12
        first = body - _TOP - letterhead - title
        pages = share_out(blocks, first, body - _TOP - _RUNNING_HEAD)
        sheets = Sheets(name, self._context, self.type)
        for number, page in enumerate(pages, start=1):
            pen = Pen(self.type)
            top = self._draw_letterhead(pen) if number == 1 else self._draw_running_head(pen, name)
            for block in page:
                block.draw(pen, _SIDE, top)
                top -= block.height
            self._draw_footer(pen, number, len(pages))
            sheets.add(pen)
        return sheets.finish()

    def _draw_letterhead(self, pen: Pen) -> float:
        top = self._sheet_height - _TOP
        pen.text(_SIDE, top, self._fit(self._context.hall, self.width), look.LETTERHEAD)
        top -= look.LETTERHEAD.leading + 3
        pen.rule(_SIDE, top, self.width, look.STRONG_LINE)
        top -= 5
        for line in self._titles:
            top = self._line(pen, top, line, look.TITLE)
        for line in self._facts:
            top = self._line(pen, top, line, look.QUIET)
        return top - 12

    def _line(self, pen: Pen, top: float, text: str, kind: Type) -> float:
        pen.text(_SIDE, top, text, kind)
        return top - kind.leading

    def _fit(self, text: str, width: float) -> str:
        return self.type.elide(text, look.SMALL, width)

    def _draw_running_head(self, pen: Pen, name: str) -> float:
        top = self._sheet_height - _TOP
        half = self.width / 2 - 10
        pen.text(_SIDE, top, self._fit(name, half), look.SMALL)
        pen.text(_SIDE + self.width, top, self._fit(self._context.hall, half), look.SMALL, "right")
        pen.rule(_SIDE, top - look.SMALL.leading - 3, self.width)
        return top - _RUNNING_HEAD

    def _draw_footer(self, pen: Pen, number: int, total: int) -> None:
        right = _SIDE + self.width
        pen.rule(_SIDE, 48, self.width)
        pen.text(_SIDE, 44, self._fit(self._confidentiality, self.width - 80), look.SMALL)
        pen.text(right, 44, f"Page {number:,} of {total:,}", look.SMALL, "right")
        printed = f"Printed by {self._context.printed_by} at {moment(self._context.printed_at)}"
        pen.text(_SIDE, 34, self._fit(printed, self.width), look.SMALL)
