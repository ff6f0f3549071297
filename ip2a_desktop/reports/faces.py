"""The typefaces of paper: which files there are, what they cover, and in which order they are asked."""

from enum import Enum
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz

from ip2a_desktop.config import resource_path

_FOLDER = ("fonts", "paper")
_MAIN = "NotoSans"

# Asked in this order for a character that the main face lacks. The first group has bold files too.
# fmt: off
_WITH_BOLD = (
    "Arabic", "Hebrew", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu",
    "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Khmer", "Myanmar", "Ethiopic", "Armenian",
    "Georgian", "Cherokee", "CanadianAboriginal", "Thaana", "Adlam", "OlChiki", "MeeteiMayek", "Javanese",
    "Sundanese",
)
_REGULAR_ONLY = (
    "Syriac", "NKo", "Tifinagh", "Mongolian", "Osage", "Yi", "Vai", "TaiLe", "NewTaiLue", "TaiTham", "Cham",
    "Lisu", "HanifiRohingya", "Chakma", "Balinese", "Batak", "Buginese", "Lepcha", "Limbu", "KayahLi",
    "Rejang", "Saurashtra", "SylotiNagri", "SoraSompeng", "Wancho", "WarangCiti", "Bamum", "Buhid",
    "Hanunoo", "Tagalog", "Tagbanwa", "PhagsPa", "Coptic", "Deseret", "Miao", "Mro", "PahawhHmong",
    "PauCinHau", "TaiViet", "Osmanya", "MendeKikakui", "BassaVah",
)
# fmt: on
_EAST_ASIAN = ("DroidSansFallback", "DroidSansFallbackFull")
_LAST = ("NotoSerifTibetan-Regular", "NotoSansSymbols-Regular", "NotoSansSymbols2-Regular")


class Style(Enum):
    """The cut of a text."""

    REGULAR = "Regular"
    BOLD = "Bold"
    ITALIC = "Italic"


class Face:
    """One font file, opened when it is first asked. All measures are thousandths of the type size."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.name = path.stem

    @property
    def is_bold(self) -> bool:
        """Whether the file itself is a bold cut."""
        return self.name.endswith("-Bold")

    @cached_property
    def face(self) -> uharfbuzz.Face:
        """The opened font file."""
        return uharfbuzz.Face(uharfbuzz.Blob(self._path.read_bytes()))

    @cached_property
    def font(self) -> uharfbuzz.Font:
        """The font as the shaper wants it, scaled to thousandths."""
        font = uharfbuzz.Font(self.face)
        font.scale = (1000, 1000)
        return font

    @cached_property
    def coverage(self) -> frozenset[int]:
        """Every code point that the font draws."""
        return frozenset(self.face.unicodes)

    def glyph(self, code_point: int) -> int:
        """Return the plain glyph of a code point, 0 where there is none."""
        return int(self.font.get_nominal_glyph(code_point) or 0)

    def advance(self, glyph: int) -> int:
        """Return how far the pen moves after a glyph."""
        return int(self.font.get_glyph_h_advance(glyph))


@cache
def _face(name: str) -> Face:
    return Face(resource_path(*_FOLDER, f"{name}.ttf"))


@cache
def chain(style: Style) -> tuple[Face, ...]:
    """Return the faces of a style in the order in which they are asked; the first one is the main face."""
    weight = "Bold" if style is Style.BOLD else "Regular"
    names = [f"{_MAIN}-{style.value}"]
    names += [f"{_MAIN}{script}-{weight}" for script in _WITH_BOLD]
    names += [f"{_MAIN}{script}-Regular" for script in _REGULAR_ONLY]
    return tuple(_face(name) for name in (*names, *_EAST_ASIAN, *_LAST))


@cache
def face_for(code_point: int, style: Style) -> Face | None:
    """Return the first face of the style that draws the code point, or None."""
    return next((face for face in chain(style) if code_point in face.coverage), None)
