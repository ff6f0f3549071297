"""A line of the list of members, made of what the database gave; a start needs no SQLAlchemy for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from ip2a_desktop.domain.members import Classification, MemberRow, MemberStatus, MemberType

MEMBER_FIELDS = tuple(one.name for one in fields(MemberRow))
_STATUS, _TYPE, _CLASSIFICATION, _EMPLOYER, _DELETED_BY = map(
    MEMBER_FIELDS.index, ("status", "member_type", "classification", "employer", "deleted_by")
)
_STATUSES, _TYPES, _CLASSIFICATIONS = (
    {word.value: word for word in words} for words in (MemberStatus, MemberType, Classification)
)


def member_row(found: Sequence[Any]) -> MemberRow:
    """Return a member as a line of the list, made of values in the order of its fields."""
    values = list(found)
    values[_STATUS] = _STATUSES[values[_STATUS]]
    values[_TYPE] = _TYPES[values[_TYPE]]
    values[_CLASSIFICATION] = _CLASSIFICATIONS[values[_CLASSIFICATION]]
    values[_EMPLOYER] = values[_EMPLOYER] or ""
    values[_DELETED_BY] = values[_DELETED_BY] or ""
    return MemberRow(*values)
