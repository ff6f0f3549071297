"""One row of a file as checked values, and a sentence for each cell that is not understood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ip2a_desktop.domain.drafts import Draft, check
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.import_fields import FIELDS, FULL_NAME, ImportField
from ip2a_desktop.domain.import_values import (
    NotUnderstood,
    clean_cell,
    is_placeholder,
    read_date,
    read_moment,
    read_number_text,
    read_phone,
    read_postal_code,
    read_ssn_last4,
    refuse_excel_error,
)
from ip2a_desktop.domain.import_words import read_state, read_word
from ip2a_desktop.domain.imports import ImportKind
from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.person_names import split_name

# A row that matches a record needs none of these; only checking it alone asks for them.
_STAND_INS: Mapping[ImportKind, Mapping[str, str]] = {
    ImportKind.MEMBERS: {"card_number": "-", "first_name": "-", "last_name": "-"},
    ImportKind.EMPLOYERS: {"name": "-"},
}
_NEEDED_SENTENCES = {
    "card_number": "A new member needs a card number.",
    "first_name": "A member needs a first name.",
    "last_name": "A member needs a last name.",
    "name": "An organization needs a name.",
}

_READERS = {
    "card": read_number_text,
    "phone": read_phone,
    "postal": read_postal_code,
    "state": read_state,
    "ssn": read_ssn_last4,
}


@dataclass
class RowValues:
    """What a row says: a value for each cell that is not blank, or a sentence where it is not understood."""

    values: dict[str, Any] = field(default_factory=dict)
    private: dict[str, Any] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)


class RowReader:
    """Reads rows of one file by one mapping.

    Args:
        kind: what the rows are.
        headings: the file's headings, each different.
        mapping: the heading of each field.
        today: the server's day, for years of two digits.
    """

    def __init__(self, kind: ImportKind, headings: Sequence[str], mapping: Mapping[str, str], today: date) -> None:
        self._kind = kind
        self._today = today
        places = {heading: at for at, heading in enumerate(headings)}
        self._columns = [(one, places[mapping[one.name]]) for one in FIELDS[kind] if one.name in mapping]

    def read(self, cells: Sequence[str]) -> RowValues:
        """Return the values of one row; nothing is raised, what is wrong stands in ``problems``."""
        row = RowValues()
        for column, at in self._columns:
            text = clean_cell(cells[at])
            if text and not (column.may_hold_placeholder and is_placeholder(text)):
                self._read_cell(row, column, text)
        self._check(row)
        return row

    def _read_cell(self, row: RowValues, column: ImportField, text: str) -> None:
        target = row.private if column.private else row.values
        try:
            refuse_excel_error(text)
            if column.name == FULL_NAME:
                row.values.update({k: v for k, v in split_name(text).items() if v and k not in row.values})
            else:
                target[column.name] = self._value(column, text)
        except NotUnderstood as problem:
            row.problems[column.name] = f"{column.title}: {problem}"

    def _value(self, column: ImportField, text: str) -> Any:
        if column.word is not None:
            return read_word(column.word, text)
        if column.form == "date":
            return read_date(text, self._today)
        if column.form == "moment":
            return read_moment(text, self._today)
        reader = _READERS.get(column.form)
        return reader(text) if reader else text

    def _check(self, row: RowValues) -> None:
        members = self._kind is ImportKind.MEMBERS
        stand_ins = _STAND_INS[self._kind]
        draft: type[Draft] = MemberDraft if members else EmployerDraft
        self._check_part(row, draft, row.values, stand_ins)
        if row.private:
            self._check_part(row, MemberPrivateDraft, row.private, {})
            born = row.private.get("birth_date")
            if born is not None and born > self._today:
                row.problems["birth_date"] = "Born: this day is still to come."
                del row.private["birth_date"]

    def _check_part(
        self, row: RowValues, draft: type[Draft], values: dict[str, Any], stand_ins: Mapping[str, str]
    ) -> None:
        try:
            checked = check(draft, {**stand_ins, **values})
        except RuleViolation as refused:
            for name, sentence in refused.problems.items():
                text = values.pop(name, "")
                row.problems[name] = f"{draft.label(name)} “{shortened(str(text))}”: {sentence}"
            checked = check(draft, {**stand_ins, **values})
        for name in list(values):
            values[name] = getattr(checked, name)
            if values[name] in (None, ""):
                del values[name]  # nothing was left of the cell, and a blank cell says nothing


def shortened(text: str, most: int = 60) -> str:
    """Return a text that fits into a sentence."""
    return text if len(text) <= most else text[: most - 1] + "…"


def missing_for_new(kind: ImportKind, values: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what a new record lacks, one sentence each."""
    return tuple(_NEEDED_SENTENCES[name] for name in _STAND_INS[kind] if not values.get(name))


def needed_fields(kind: ImportKind) -> tuple[str, ...]:
    """Return the fields that a new record cannot be without."""
    return tuple(_STAND_INS[kind])
