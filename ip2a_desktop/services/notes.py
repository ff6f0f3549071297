"""Notes on a record of any kind, and the timeline of members, organizations and applications."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, cast, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import AuditEntry, Organization
from ip2a_desktop.db.models import Note as NoteModel
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.members import NoteVisibility
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.notes import Note, TimelineEntry
from ip2a_desktop.domain.timeline import Happening, told
from ip2a_desktop.services import saving

_LONGEST_TIMELINE = 500
_SUBJECTS = {
    "member": "member_id",
    "organization": "organization_id",
    "grievance": "grievance_id",
    "benevolence_application": "application_id",
}
"""Table -> the note's column that names its record."""


class NoteService:
    """Notes on members, organizations, cases and applications, and timelines."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def notes(self, table: str, record_id: UUID) -> tuple[Note, ...]:
        """Return the notes of a record that this person may read, newest first."""
        with self.database.statement() as session:
            return tuple(
                Note(**(dict(one._mapping) | {"visibility": NoteVisibility(one.visibility)}))
                for one in session.execute(_notes_of(_SUBJECTS[table]), {"record_id": record_id})
            )

    def save(self, draft: NoteDraft) -> Changes:
        """Save a note.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        values = {
            _SUBJECTS[draft.subject_table]: draft.subject_id,
            "body": draft.body,
            "visibility": draft.visibility.value,
        }
        saved = saving.save_draft(self.database, NoteModel, draft, values)
        return saved | Changes.of(draft.subject_table, draft.subject_id)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move notes to the bin."""
        return saving.move_to_bin(self.database, NoteModel, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring notes back from the bin."""
        return saving.restore(self.database, NoteModel, ids)

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        """Return what happened to a record and to what belongs to it, newest first, in one round trip."""
        employer = (
            select(Organization.name)
            .where(Organization.id == cast(AuditEntry.after["organization_id"].astext, PG_UUID(as_uuid=True)))
            .correlate(AuditEntry)
            .scalar_subquery()
        )
        statement = (
            select(
                AuditEntry.at,
                AuditEntry.actor,
                AuditEntry.action,
                AuditEntry.table_name,
                AuditEntry.batch_id,
                AuditEntry.before,
                AuditEntry.after,
                employer.label("employer"),
            )
            .where(AuditEntry.subject_id == record_id)
            .order_by(AuditEntry.id.desc())
            .limit(_LONGEST_TIMELINE)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        return tuple(told(Happening(**one._mapping)) for one in found)


@cache
def _notes_of(subject: str) -> Select[Any]:
    """The select of a record's notes, newest first; made once, since that takes longer than to run it."""
    columns = ("id", "version", "body", "visibility", "created_at", "created_by", "updated_at")
    return (
        select(*(getattr(NoteModel, name) for name in columns))
        .where(getattr(NoteModel, subject) == bindparam("record_id"), NoteModel.deleted_at.is_(None))
        .order_by(NoteModel.created_at.desc(), NoteModel.id)
    )
