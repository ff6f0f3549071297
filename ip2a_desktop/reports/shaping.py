"""From text to glyphs: cleaned, ordered in both directions, a face for each run, letters joined."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

import uharfbuzz
from bidi import algorithm as bidi

from ip2a_desktop.reports.faces import Face, Style, chain, face_for

_REPLACEMENT = 0xFFFD
_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")
# The embeddings that come closest to isolates.
_ISOLATES = str.maketrans("\u2066\u2067\u2068\u2069", "\u202a\u202b\u202a\u202c")
_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN", "RLE", "RLO"))
_UNSEEN = frozenset("\u00ad\u034f\u180e\u200b\u2060\ufeff")
_FOLLOWING = ((0x200C, 0x200D), (0x180B, 0x180D), (0xFE00, 0xFE0F), (0xE0000, 0xE01EF))
"""Joiners, variation selectors and tags: without a shape of their own, they steer the letter before them."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One drawn shape, the text it stands for, and its measures in thousandths of the type size."""

    index: int
    text: str
    advance: int
    dx: int = 0
    dy: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face, from left to right.

    ``says`` is the whole text where the glyphs alone would not be copied in its order; from right to left it
    stays empty, because readers of PDF expect such text in the order in which it is seen.
    """

    face: Face
    glyphs: tuple[Glyph, ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class _Stretch:
    text: str
    level: int
    face: Face | None


def clean(text: str) -> str:
    """Return text on one line: breaks are spaces; control and invisible characters and NUL are gone."""
    text = text.translate(_BREAKS)
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_cleaned, text.translate(_ISOLATES)))


def _cleaned(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Cs":
        return chr(_REPLACEMENT)
    return "" if category == "Cc" or character in _UNSEEN else character


def is_simple(character: str, style: Style) -> bool:
    """Say whether the main face draws a character from left to right, whatever its neighbours are."""
    return (
        ord(character) in chain(style)[0].coverage
        and unicodedata.category(character)[0] in "LNPSZ"
        and unicodedata.bidirectional(character) not in _RIGHT_TO_LEFT
        and ord(character) not in _BREAKS
    )


@lru_cache(maxsize=8192)
def shape(text: str, style: Style) -> tuple[Run, ...]:
    """Return the glyph runs of one line of text, from left to right."""
    text = clean(text)
    stretches = _stretches(text, _levels(text), style)
    return tuple(_shaped(one, style) for one in _in_visual_order(stretches))


def runs_backwards(text: str) -> bool:
    """Say whether a paragraph begins at the right: its first letter is of a script that does."""
    return bool(bidi.get_base_level(text) == 1)


def _levels(text: str) -> list[int]:
    """Return the direction level of each character: odd levels run from right to left."""
    if all(unicodedata.bidirectional(one) not in _RIGHT_TO_LEFT for one in text):
        return [0] * len(text)
    base = bidi.get_base_level(text)
    storage = bidi.get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    bidi.get_embedding_levels(text, storage)
    for place, one in enumerate(storage["chars"]):
        one["place"] = place
        one["type"] = one["orig"] = one["type"] or "L"  # a character that Unicode has not given out yet
    bidi.explicit_embed_and_overrides(storage)
    bidi.resolve_weak_types(storage)
    bidi.resolve_neutral_types(storage, False)
    bidi.resolve_implicit_levels(storage, False)
    found = {one["place"]: one["level"] for one in storage["chars"]}
    levels: list[int] = []
    for place in range(len(text)):  # joiners and marks of direction have no level: they stay with what precedes
        levels.append(found.get(place, levels[-1] if levels else base))
    for place in range(len(text) - len(text.rstrip(" "))):
        levels[-1 - place] = base
    return levels


def _stretches(text: str, levels: list[int], style: Style) -> list[_Stretch]:
    faces: list[Face | None] = []
    for character, level in zip(text, levels, strict=True):
        faces.append(_pick(character, faces[-1] if faces else None, style, backwards=bool(level % 2)))
    marked = (one for one in zip(text, levels, faces, strict=True) if one[0] not in _DIRECTIONS)
    groups = groupby(marked, key=lambda one: (one[1], one[2]))
    return [_Stretch("".join(character for character, _, _ in group), level, face) for (level, face), group in groups]


def _pick(character: str, previous: Face | None, style: Style, *, backwards: bool) -> Face | None:
    """Choose a face: marks, spaces and text from right to left stay with their word; else the main."""
    main = chain(style)[0]
    mark = unicodedata.category(character)[0] == "M"
    code_point = ord(character)
    if character in _DIRECTIONS or any(first <= code_point <= last for first, last in _FOLLOWING):
        return previous or main
    stays = mark or backwards or character.isspace() or code_point not in main.coverage
    if stays and previous is not None and code_point in previous.coverage:
        return previous
    return face_for(code_point, style)


def _in_visual_order(stretches: list[_Stretch]) -> list[_Stretch]:
    """Turn stretches around from the highest level down to the lowest odd one (rule L2 of the algorithm)."""
    order = list(stretches)
    for level in range(max((one.level for one in order), default=0), 0, -1):
        order = _turned(order, level)
    return order


def _turned(stretches: list[_Stretch], level: int) -> list[_Stretch]:
    turned: list[_Stretch] = []
    for higher, group in groupby(stretches, key=lambda one: one.level >= level):
        together = list(group)
        turned += together[::-1] if higher else together
    return turned


def _shaped(stretch: _Stretch, style: Style) -> Run:
    if stretch.face is None:
        return _replaced(stretch, style)
    backwards = bool(stretch.level % 2)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(stretch.text)
    buffer.direction = "rtl" if backwards else "ltr"
    buffer.guess_segment_properties()
    uharfbuzz.shape(stretch.face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    texts = _texts(stretch.text, [info.cluster for info in infos], backwards=backwards)
    glyphs = [
        Glyph(info.codepoint, said, place.x_advance, place.x_offset, place.y_offset)
        for info, place, said in zip(infos, positions, texts, strict=True)
    ]
    if backwards:
        return Run(stretch.face, tuple(_one_letter_each(glyphs, stretch.face)))
    plain = all(glyph.text and not glyph.dx and not glyph.dy for glyph in glyphs)
    return Run(stretch.face, tuple(glyphs), "" if plain else stretch.text)


def _one_letter_each(glyphs: list[Glyph], face: Face) -> Iterator[Glyph]:
    """Put empty glyphs beside a ligature that runs from right to left: each of its letters is copied."""
    blank = face.glyph(ord(" "))
    width = face.advance(blank)
    for glyph in glyphs:
        before = glyph.text[:-1] if blank else ""
        if not before:
            yield glyph
            continue
        yield replace(glyph, text=glyph.text[-1], advance=glyph.advance - width * len(before))
        yield from (Glyph(blank, letter, width) for letter in reversed(before))


def _texts(text: str, clusters: list[int], *, backwards: bool) -> list[str]:
    """Share the characters of each cluster among its glyphs, so that copied text keeps its order."""
    left = Counter(clusters)
    starts = sorted(left)
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    begin = dict(zip(starts, starts, strict=True))
    said = [""] * len(clusters)
    for place in range(len(clusters) - 1, -1, -1) if backwards else range(len(clusters)):
        start = clusters[place]
        left[start] -= 1
        end = min(begin[start] + 1, ends[start]) if left[start] else ends[start]
        said[place] = text[begin[start] : end]
        begin[start] = end
    return said


def _replaced(stretch: _Stretch, style: Style) -> Run:
    """Show a replacement for characters that no face has; what they stand for is still copied."""
    main = chain(style)[0]
    glyph = main.glyph(_REPLACEMENT)
    width = main.advance(glyph)
    text = stretch.text[::-1] if stretch.level % 2 else stretch.text
    return Run(main, tuple(Glyph(glyph, character, width) for character in text))
