"""Which column of a file is which field: guessed from the headings, and checked on the first rows."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from rapidfuzz import fuzz

from ip2a_desktop.domain.import_fields import FIELDS, FULL_NAME, ImportField, plain_heading
from ip2a_desktop.domain.import_values import (
    NotUnderstood,
    clean_cell,
    is_placeholder,
    read_date,
    read_phone,
    read_postal_code,
    read_ssn_last4,
)
from ip2a_desktop.domain.import_words import read_state, read_word
from ip2a_desktop.domain.imports import ImportKind

_CLOSE = 75  # how alike (of 100) two words of a heading must be to be the same word with a slip
_SURE_SAMPLES = 0.5  # the share of a column's samples that must make sense for a guess
_OWNER_WORDS = "employer company contractor business organization office home personal current main work"
_OWNERS = frozenset(_OWNER_WORDS.split())


def guess_mapping(
    kind: ImportKind, headings: Sequence[str], samples: Sequence[Sequence[str]], today: date
) -> dict[str, str]:
    """Return the heading that is most likely each field's; every heading is used once at most.

    A guess by the heading stands only where at least half of the column's samples can be read as that field.
    """
    pairs = [
        (score, -rank, field, column)
        for column, heading in enumerate(headings)
        for rank, field in enumerate(FIELDS[kind])
        if (score := _likeness(field, plain_heading(heading)))
    ]
    found: dict[str, str] = {}
    taken: set[int] = set()
    for _, _, field, column in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
        if field.name in found or column in taken or _is_needless(field, found):
            continue
        if _makes_sense(field, [row[column] for row in samples], today):
            found[field.name] = headings[column]
            taken.add(column)
    _prefer_first_phone(kind, found)
    return {field.name: found[field.name] for field in FIELDS[kind] if field.name in found}


def _prefer_first_phone(kind: ImportKind, found: dict[str, str]) -> None:
    """A home phone that is the only one is the phone, and not the other one."""
    phone = next((field for field in FIELDS[kind] if field.name == "phone"), None)
    if phone is not None and "phone" not in found and plain_heading(found.get("phone_other", "")) in phone.headings:
        found["phone"] = found.pop("phone_other")


def _is_needless(field: ImportField, found: Mapping[str, str]) -> bool:
    parted = {"first_name", "last_name"} <= found.keys()
    return (field.name == FULL_NAME and parted) or (
        field.name in ("first_name", "last_name", "middle_name", "suffix") and FULL_NAME in found
    )


def _likeness(field: ImportField, heading: str) -> float:
    """Return 0 for no likeness; exact headings score above 100, the likeliest highest; slips below 100."""
    if heading in field.headings:
        return 300.0 - field.headings.index(heading)
    owner, _, rest = heading.partition(" ")
    if owner in _OWNERS and rest in field.headings:
        return 200.0 - field.headings.index(rest)
    return max(_fuzzy(heading, known) for known in field.headings)


def _fuzzy(heading: str, known: str) -> float:
    words, wanted = heading.split(), known.split()
    if len(words) != len(wanted) or min(map(len, wanted)) < 4:
        return 0.0
    scores = [fuzz.ratio(word, other) for word, other in zip(words, wanted, strict=True)]
    return min(scores) if min(scores) >= _CLOSE else 0.0


def _makes_sense(field: ImportField, cells: Sequence[str], today: date) -> bool:
    values = [value for cell in cells if (value := clean_cell(cell)) and not is_placeholder(value)]
    return not values or sum(_reads(field, value, today) for value in values) >= _SURE_SAMPLES * len(values)


def _reads(field: ImportField, text: str, today: date) -> bool:
    try:
        if field.word is not None:
            read_word(field.word, text)
        elif field.form in ("date", "moment"):
            read_date(text, today)
    except NotUnderstood:
        return False
    plausible = _PLAUSIBLE.get(field.form)
    return plausible is None or plausible(text)


_PLAUSIBLE = {
    "phone": lambda text: 7 <= sum(c.isdigit() for c in read_phone(text)) <= 20,
    "postal": lambda text: re.fullmatch(r"\d{5}(-?\d{4})?", read_postal_code(text)) is not None,
    "state": lambda text: re.fullmatch(r"[A-Z]{2}", read_state(text)) is not None,
    "email": lambda text: "@" in text,
    "ssn": lambda text: re.fullmatch(r"\d{4}", read_ssn_last4(text)) is not None,
    "name": lambda text: any(c.isalpha() for c in text),
}
