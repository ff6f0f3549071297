"""Notes on a record, and the timeline of everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.contact import LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.members import NoteVisibility


def _body(text: str) -> str:
    if not text:
        raise wrong("Write the note first.")
    return text


class NoteDraft(Draft):
    """A note; ``subject_table`` is ``member``, ``organization``, ``grievance`` or ``benevolence_application``."""

    subject_table: str
    subject_id: UUID
    body: Annotated[LongText, AfterValidator(_body)] = Field("", title="Note", validate_default=True)
    visibility: NoteVisibility = Field(NoteVisibility.STAFF, title="Who may read it")


@dataclass(frozen=True)
class Note:
    """A note as shown."""

    id: UUID
    version: int
    body: str
    visibility: NoteVisibility
    created_at: datetime
    created_by: str
    updated_at: datetime


@dataclass(frozen=True)
class FieldChange:
    """One field before and after, in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class TimelineEntry:
    """One thing that happened to a record: when, who, what, and each changed field."""

    at: datetime
    by: str
    what: str
    changes: tuple[FieldChange, ...]
