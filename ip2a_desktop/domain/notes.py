"""Notes on a record, and the timeline of everything that happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ip2a_desktop.domain.members import NoteVisibility


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
