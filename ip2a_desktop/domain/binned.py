"""What belongs to a record and lies in the bin: enough to know it again and bring it back."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class Binned:
    """A job, contact, note or part of an agreement in the bin.

    Args:
        id: its own id.
        table: where it belongs, such as ``employment``.
        title: its strong words, such as the employer; empty for a note.
        about: what else tells it from others.
        started_on, ended_on: the days of a job.
        deleted_at: when it was moved to the bin.
        deleted_by: by whom.
        part_of: what of the record it belongs to, such as the version of an agreement; None where that is all of it.
    """

    id: UUID
    table: str
    title: str
    about: str
    started_on: date | None
    ended_on: date | None
    deleted_at: datetime
    deleted_by: str
    part_of: UUID | None = None
