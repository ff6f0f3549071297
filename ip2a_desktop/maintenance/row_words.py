"""Rows of the database in words: what a column is called, what its value says, what differs between two of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ip2a_desktop.domain.repairs import FieldRepair
from ip2a_desktop.maintenance.hall_words import words_of

_UNSAID = frozenset(
    {"version", "created_at", "created_by", "updated_at", "updated_by", "sort_name", "search_text", "id"}
)
_LABELS = {
    "is_current": "Current job",
    "ended_on": "Last day",
    "started_on": "First day",
    "member_id": "Member",
    "organization_id": "Organization",
    "deleted_at": "In the bin since",
    "deleted_by": "Moved to the bin by",
}


def label_of(column: str) -> str:
    """Return what people call a column."""
    if column in _LABELS:
        return _LABELS[column]
    words = column.removesuffix("_id").removesuffix("_on").removesuffix("_at").replace("_", " ")
    return words[:1].upper() + words[1:]


def said(value: Any) -> str:
    """Return a value as people read it; empty where there is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list | dict):
        return f"{len(value)} entries"
    words = str(value)
    if len(words) > 18 and words[10:11] == "T":
        try:
            return datetime.fromisoformat(words).strftime("%Y-%m-%d %H:%M")
        except ValueError:
            return words
    return words.replace("_", " ") if words.islower() and " " not in words else words


def fields_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldRepair, ...]:
    """Return the fields that differ between two versions of a row; what the server stamps is left unsaid."""
    names = [name for name in {**before, **after} if name not in _UNSAID]
    return tuple(
        FieldRepair(name, label_of(name), said(before.get(name)), said(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    )


def noun_of(table: str) -> str:
    """Return what people call one row of a table."""
    return words_of(table).one
