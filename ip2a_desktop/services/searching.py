"""Search words turned into conditions that PostgreSQL answers from its trigram index."""

import re
from typing import Any

from sqlalchemy import ColumnElement, func, literal, or_
from sqlalchemy.orm import InstrumentedAttribute

Searched = InstrumentedAttribute[str | None] | ColumnElement[Any]

_SHORTEST_INSIDE = 3  # trigrams: fewer letters than three are looked for at the beginning of words only


def matching(column: Searched, words: str) -> list[ColumnElement[bool]]:
    """Return conditions that hold where every word is found in ``column``, case and accents aside.

    A word may stand anywhere in the text; one of fewer than three letters must begin a word. Digits with
    punctuation between them are looked for as a phone number too.
    """
    return [_one(column, word) for word in words.replace("\0", "").split()]


def beginning(column: Searched, word: str) -> ColumnElement[bool]:
    """Return the condition that a folded text begins with a word, case and accents aside."""
    return column.like(func.ip2a_fold(literal(_plain(word) + "%")))


def _one(column: Searched, word: str) -> ColumnElement[bool]:
    found = column.like(func.ip2a_fold(literal(_pattern(word))))
    digits = re.sub(r"^1(?=[2-9]\d{9}$)", "", re.sub(r"[^0-9]", "", word))  # kept without North America's code
    if digits and digits != word and re.fullmatch(r"[0-9()+./-]+", word):
        return or_(found, column.like(_pattern(digits)))
    return found


def _pattern(word: str) -> str:
    plain = _plain(word)
    short = len(word) < _SHORTEST_INSIDE and word.isascii()
    return f"% {plain}%" if short else f"%{plain}%"


def _plain(word: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", word)
