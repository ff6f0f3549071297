"""The base of every list of words: a value for the database, a label for people."""

from enum import StrEnum
from typing import Self


class Word(StrEnum):
    """A closed list of values, each with the label that people see.

    Members are written ``NAME = "stored_value", "Label"``.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def from_text(cls, text: str) -> Self | None:
        """Return the word whose value or label ``text`` is, case and punctuation aside, or None."""
        wanted = _plain(text)
        return next((word for word in cls if wanted in (_plain(word.value), _plain(word.label))), None)


def _plain(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())
