"""Lines of text for a PDF page: measured, wrapped, elided and turned into the page's operators."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ip2a_desktop.reports.embedding import Subset
from ip2a_desktop.reports.faces import Face, Style, chain
from ip2a_desktop.reports.shaping import Run, clean, is_simple, shape

ELLIPSIS = "…"
_PIECE = 300  # no line of any paper holds more characters: longer words are looked at in pieces
_WORDS = re.compile(r"[^ -]+-? *|[ -]+")


@dataclass(frozen=True, slots=True)
class Type:
    """A size of type: cut, size and line distance in points, and how dark it is (0 is black, 1 is white)."""

    style: Style
    size: float
    leading: float
    ink: float = 0.0


class _NeedsShapingError(LookupError):
    """The text holds a character that cannot be drawn letter by letter."""


class _Widths(dict[str, int]):
    """The width of each simple character in thousandths; any other character raises."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._style = style
        self._face = chain(style)[0]

    def __missing__(self, character: str) -> int:
        if not is_simple(character, self._style):
            raise _NeedsShapingError(character)
        self[character] = self._face.advance(self._face.glyph(ord(character)))
        return self[character]


class _Codes(dict[int, str]):
    """The hexadecimal code of each simple character, filled as ``str.translate`` asks for it."""

    def __init__(self, subset: Subset) -> None:
        super().__init__()
        self._subset = subset

    def __missing__(self, code_point: int) -> str:
        glyph = self._subset.face.glyph(code_point)
        self[code_point] = f"{self._subset.code(glyph, chr(code_point)):04X}"
        return self[code_point]


class Typesetter:
    """Sets text for one document and knows which glyphs of which faces it used."""

    def __init__(self) -> None:
        self._subsets: dict[str, Subset] = {}
        self._widths = {style: _Widths(style) for style in Style}
        self._codes = {style: _Codes(self._subset(chain(style)[0])) for style in Style}

    @property
    def subsets(self) -> tuple[Subset, ...]:
        """The faces that were used, each with its glyphs."""
        return tuple(subset for subset in self._subsets.values() if subset.is_used)

    def _subset(self, face: Face) -> Subset:
        if face.name not in self._subsets:
            self._subsets[face.name] = Subset(face, len(self._subsets) + 1)
        return self._subsets[face.name]

    def width(self, text: str, kind: Type) -> float:
        """Return the width of a line of text, in points."""
        try:
            units = sum(map(self._widths[kind.style].__getitem__, text))
        except _NeedsShapingError:
            units = sum(glyph.advance for run in shape(text, kind.style) for glyph in run.glyphs)
        return units * kind.size / 1000

    def operators(self, text: str, kind: Type) -> str:
        """Return what shows a line of text from the current text position (inside ``BT`` and ``ET``)."""
        try:
            sum(map(self._widths[kind.style].__getitem__, text))
        except _NeedsShapingError:
            return " ".join(self._run(run, kind) for run in shape(text, kind.style))
        main = chain(kind.style)[0]
        return f"/{self._subset(main).name} {kind.size:g} Tf <{text.translate(self._codes[kind.style])}> Tj"

    def _run(self, run: Run, kind: Type) -> str:
        subset = self._subset(run.face)
        parts = [f"/{subset.name} {kind.size:g} Tf"]
        shown: list[str] = []
        rise = 0

        def show() -> None:
            if shown:
                parts.append(f"[{''.join(shown)}] TJ")
                shown.clear()

        for glyph in run.glyphs:
            if glyph.dy != rise:
                show()
                rise = glyph.dy
                parts.append(f"{rise * kind.size / 1000:.3f} Ts")
            code = f"<{subset.code(glyph.index, glyph.text):04X}>"
            after = run.face.advance(glyph.index) + glyph.dx - glyph.advance
            shown.append((f" {-glyph.dx} " if glyph.dx else "") + code + (f" {after} " if after else ""))
        show()
        if rise:
            parts.append("0 Ts")
        if run.says:
            parts = [f"/Span <</ActualText <feff{run.says.encode('utf-16-be').hex()}>>> BDC", *parts, "EMC"]
        return " ".join(parts)

    def wrap(self, text: str, kind: Type, width: float, most: int = 0) -> list[str]:
        """Return the lines of one paragraph that fit ``width`` points.

        Words stay whole where they fit a line of their own. With ``most``, the last allowed line ends with an
        ellipsis where text is left over.
        """
        text = clean(text if not most else text[: most * _PIECE]).strip()
        if len(text) < _PIECE and self.width(text, kind) <= width:
            return [text]
        lines: list[str] = []
        for line in self._lines(text, kind, width):
            if most and len(lines) == most:
                lines[-1] = self.elide(f"{lines[-1]} {line}", kind, width)
                break
            lines.append(line)
        return lines or [""]

    def _lines(self, text: str, kind: Type, width: float) -> Iterator[str]:
        line = ""
        used = 0.0
        for piece in self._pieces(text, kind, width):
            room = self.width(piece.rstrip(" "), kind)
            if line and used + room > width:
                yield line.rstrip(" ")
                line, used = "", 0.0
            line += piece
            used += self.width(piece, kind)
        if line.strip():
            yield line.rstrip(" ")

    def _pieces(self, text: str, kind: Type, width: float) -> Iterator[str]:
        """Return the words, those too wide for a line cut into parts that fit."""
        for word in _WORDS.findall(text):
            while word and (len(word) > _PIECE or self.width(word.rstrip(" "), kind) > width):
                count = max(1, self._fitting(word[:_PIECE], kind, width))
                yield word[:count]
                word = word[count:]
            if word:
                yield word

    def _fitting(self, text: str, kind: Type, width: float) -> int:
        """Return how many characters from the start fit, never parting a letter from its marks."""
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle], kind) <= width:
                low = middle
            else:
                high = middle - 1
        while 0 < low < len(text) and _clings(text[low]):
            low -= 1
        return low

    def elide(self, text: str, kind: Type, width: float) -> str:
        """Return the text, its end replaced by an ellipsis where it is wider than ``width`` points."""
        text = clean(text)
        if len(text) <= _PIECE and self.width(text, kind) <= width:
            return text
        room = width - self.width(ELLIPSIS, kind)
        return text[: self._fitting(text[:_PIECE], kind, room)].rstrip(" ,") + ELLIPSIS


def _clings(character: str) -> bool:
    """Say whether a character belongs to the one before it."""
    return unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf")
