"""Sample data in the database: put in as one import, taken away again but for what people worked on."""

import json
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, text, update
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import ImportBatch
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import BatchKind, Counts, KeptRecord, RowFate
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.samples import SampleApplications, SampleData, SampleMade, SampleRemoved
from ip2a_desktop.services.hall import duties
from ip2a_desktop.services.saving import values_of

_AT_ONCE = 1_000
_SUBJECTS = {"member": "member_id", "organization": "organization_id"}
_APPLICATION = "benevolence_application"
_WHY_KEPT = "somebody worked on it, or on what belongs to it"

_INSERT = """
    WITH made AS (
        INSERT INTO «table» (id, «columns»)
        SELECT sent.id, «sent» FROM jsonb_populate_recordset(CAST(NULL AS «table»), CAST(:rows AS jsonb)) AS sent
        RETURNING id, version
    )
    INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, version_after)
    SELECT :batch, CAST(:first AS integer) + row_number() OVER (), 'new', '«table»', id, version FROM made
"""
_STATUSES = text("""
    WITH changed AS (
        UPDATE member AS m SET status = sent.status, status_since = sent.since, status_reason = sent.reason
          FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS sent (id uuid, status text, since date, reason text)
         WHERE m.id = sent.id
        RETURNING m.id, m.version
    )
    UPDATE import_row AS r SET version_after = changed.version
      FROM changed WHERE r.batch_id = :batch AND r.record_id = changed.id AND r.table_name = 'member'
""")
_RECORD = text("""
    INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id)
    SELECT :batch, (SELECT coalesce(max(r.row_number), 0) FROM import_row AS r WHERE r.batch_id = :batch) + sent.number,
           'new', sent.table_name, sent.id
      FROM unnest(CAST(:tables AS text[]), CAST(:ids AS uuid[])) WITH ORDINALITY AS sent (table_name, id, number)
""")
_APPLICATIONS = text("SELECT sample_applications(:batch, CAST(:sent AS jsonb))")
_TAKEN = text(r"""
    SELECT upper(regexp_replace(card_number, '\s', '', 'g')) FROM member
     WHERE upper(regexp_replace(card_number, '\s', '', 'g')) = ANY(:cards)
""")
_MADE_RECORDS = text("""
    SELECT r.table_name, r.record_id FROM import_row AS r JOIN import_batch AS b ON b.id = r.batch_id
     WHERE b.kind = 'sample'
       AND r.table_name IN ('member', 'organization', 'grievance', 'agreement', 'benevolence_application',
                            'organizing_campaign', 'organizing_worker', 'organizing_activity')
""")
_STILL_HERE = text("""
    SELECT 'member' AS table_name, id, concat_ws(', ', last_name, first_name) AS name, sort_name
      FROM member WHERE id = ANY(:ids)
    UNION ALL
    SELECT 'organization', id, name, sort_name FROM organization WHERE id = ANY(:ids)
    UNION ALL
    SELECT 'grievance', id, number, sort_name FROM grievance WHERE id = ANY(:ids)
    UNION ALL
    SELECT 'agreement', id, name, sort_name FROM agreement WHERE id = ANY(:ids)
    UNION ALL
    SELECT 'benevolence_application', id, number, sort_name FROM benevolence_application WHERE id = ANY(:ids)
     ORDER BY table_name, sort_name
""")


class SampleService:
    """The use cases of sample data."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def is_there(self) -> bool:
        """Say whether sample data was made and not removed."""
        batch = select(ImportBatch.id).where(
            ImportBatch.kind == BatchKind.SAMPLE.value, ImportBatch.taken_back_at.is_(None)
        )
        with self.database.statement() as session:
            return session.execute(select(batch.exists())).scalar_one()

    def free_cards(self, cards: Sequence[str]) -> tuple[str, ...]:
        """Return the card numbers that no member has, in their order."""
        with self.database.statement() as session:
            taken = set(session.execute(_TAKEN, {"cards": list(cards)}).scalars())
        return tuple(card for card in cards if card not in taken)

    def insert(self, data: SampleData, progress: Progress = silent) -> SampleMade:
        """Put sample data into the database, in one transaction.

        Raises:
            RuleViolation: sample data is there already.
            NotAllowed: this person may not write.
            Cancelled: the person cancelled; nothing was kept.
        """
        if self.is_there():
            raise RuleViolation({}, "Sample data is there already.")
        batch_id = new_id()
        held = duties(self.database)
        with self.database.transaction() as session:
            session.execute(insert(ImportBatch).values(id=batch_id, kind=BatchKind.SAMPLE.value))
            done = 0
            for table, rows in _tables(data, held):
                for first in range(0, len(rows), _AT_ONCE):
                    progress(done, data.total, f"Sample data: {done:,} of {data.total:,} records")
                    chunk = rows[first : first + _AT_ONCE]
                    _insert_rows(session, batch_id, table, chunk, done)
                    done += len(chunk)
            _change_statuses(session, batch_id, data)
            finished = {
                "counts": Counts({RowFate.NEW: done}).to_json(),
                "finished_at": func.clock_timestamp(),
            }
            session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(finished))
            progress(done, done, f"Sample data: {done:,} records")
        changes = Changes(
            {
                "member": frozenset(one.id for one in data.members),
                "organization": frozenset(one.id for one in data.organizations),
                "import_batch": frozenset([batch_id]),
            }
        )
        return SampleMade(batch_id, len(data.members), len(data.organizations), len(data.jobs), changes)

    def insert_applications(self, batch_id: UUID, sample: SampleApplications) -> Changes:
        """Put sample applications into the database as part of a sample, in one transaction.

        Raises:
            NotAllowed: this person is no admin.
            RuleViolation: somebody of them is not of the sample.
        """
        sent = json.dumps(dict(sample.lists()), default=_json)
        ids = sample.ids
        with self.database.transaction() as session:
            session.execute(_APPLICATIONS, {"batch": batch_id, "sent": sent})
            session.execute(_RECORD, {"batch": batch_id, "tables": [_APPLICATION] * len(ids), "ids": ids})
            finished = {"finished_at": func.clock_timestamp()}  # what somebody does from now on is work on it
            session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(finished))
        return Changes.of(_APPLICATION, *ids)

    @contextmanager
    def recorded(self, batch_id: UUID, records: Mapping[str, Sequence[UUID]]) -> Iterator[None]:
        """Record what is about to be made by its own verbs as part of the sample, so that it goes with it.

        Args:
            batch_id: the sample.
            records: the ids by table; those that are not made after all are no matter.
        """
        rows = [(table, one) for table, ids in records.items() for one in ids]
        with self.database.statement() as session:
            session.execute(
                _RECORD,
                {"batch": batch_id, "tables": [row[0] for row in rows], "ids": [row[1] for row in rows]},
            )
        try:
            yield
        finally:  # what somebody does from now on is work on it
            with self.database.statement() as session:
                finished = {"finished_at": func.clock_timestamp()}
                session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(finished))

    def remove(self, progress: Progress = silent) -> SampleRemoved:
        """Take the sample data away for good, but for what somebody edited or hung something on since.

        Raises:
            NotAllowed: only an admin removes it.
            Cancelled: the person cancelled; everything is still there.
        """
        with self.database.transaction() as session:
            return remove_in(session, progress)

    def removal_preview(self) -> SampleRemoved:
        """Return what removing would do; nothing is changed.

        Raises:
            NotAllowed: only an admin removes it.
        """
        with self.database.transaction() as session:
            would_be = remove_in(session, silent)
            session.rollback()
        return would_be


def remove_in(session: Session, progress: Progress) -> SampleRemoved:
    """Take the sample data away inside the transaction of a caller, who may still roll it back."""
    made: dict[str, set[UUID]] = {}
    for row in session.execute(_MADE_RECORDS):
        made.setdefault(row.table_name, set()).add(row.record_id)
    total = sum(map(len, made.values()))
    progress(0, total, "Removing the sample data")
    done = session.execute(text("SELECT * FROM remove_sample()")).one()
    ids = [one for of_table in made.values() for one in of_table]
    still_here = session.execute(_STILL_HERE, {"ids": ids})
    kept = tuple(KeptRecord(row.id, row.table_name, row.name, _WHY_KEPT) for row in still_here)
    progress(total, total, "Removing the sample data")
    changes = Changes({table: frozenset(ids) for table, ids in made.items()})
    return SampleRemoved(done.members_removed, done.organizations_removed, kept, changes)


def _tables(data: SampleData, held: Container[str]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the tables that a person with these duties writes, in the order in which they refer to each other."""
    yield "organization", [_row(one) for one in data.organizations]
    yield "organization_contact", [_row(one) for one in data.organization_contacts]
    begin = {"status": MemberStatus.ACTIVE.value}
    later = {one.member_id for one in data.statuses}
    yield "member", [_row(one) | (begin if one.id in later else {}) for one in data.members]
    yield "member_private", [_row(one) for one in data.private] if "ip2a_private" in held else []
    yield "member_contact", [_row(one) for one in data.member_contacts]
    yield "employment", [_row(one) for one in data.jobs]
    yield "note", [_note(one) for one in data.notes]
    if "ip2a_organizer" in held:  # nobody else may know of it
        for table, rows in data.organizing.tables():
            yield table, [_row(one) for one in rows]


def _row(draft: Any) -> dict[str, Any]:
    return {"id": draft.id, **values_of(draft)}


def _note(draft: NoteDraft) -> dict[str, Any]:
    subject: dict[str, Any] = {"member_id": None, "organization_id": None}
    subject[_SUBJECTS[draft.subject_table]] = draft.subject_id
    return {"id": draft.id, **subject, "body": draft.body, "visibility": draft.visibility.value}


def _insert_rows(session: Session, batch_id: UUID, table: str, rows: Sequence[Mapping[str, Any]], first: int) -> None:
    columns = [name for name in rows[0] if name != "id"]
    statement = _INSERT.replace("«table»", table).replace("«columns»", ", ".join(columns))
    statement = statement.replace("«sent»", ", ".join(f"sent.{name}" for name in columns))
    sent = json.dumps(rows, default=_json)
    session.execute(text(statement), {"rows": sent, "batch": batch_id, "first": first})


def _change_statuses(session: Session, batch_id: UUID, data: SampleData) -> None:
    rows = [
        {"id": one.member_id, "status": one.status.value, "since": one.since, "reason": one.reason}
        for one in data.statuses
    ]
    session.execute(_STATUSES, {"rows": json.dumps(rows, default=_json), "batch": batch_id})


def _json(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
