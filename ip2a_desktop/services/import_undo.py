"""Taking an import back: what nobody touched since goes back to what it was, the rest is left alone and named."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.election_drafts import ElectionDraft
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.errors import NotFound, RuleViolation
from ip2a_desktop.domain.imports import BatchKind, KeptRecord, RowFate, UndoSummary
from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.samples import SampleRemoved
from ip2a_desktop.services.import_writing import changed_meanwhile
from ip2a_desktop.services.sample import SampleService, remove_in

_AT_ONCE = 1_000
_DRAFTS: Mapping[str, type[Draft]] = {
    "member": MemberDraft,
    "organization": EmployerDraft,
    "election": ElectionDraft,
}
_TABLES: Mapping[BatchKind, tuple[str, ...]] = {
    BatchKind.MEMBERS: ("member",),
    BatchKind.EMPLOYERS: ("organization",),
    BatchKind.ELECTIONS: ("election", "organization"),
}
"""The tables that an import writes; what hangs on a record is taken back before it."""
_HANGS_ON = {
    "member": """
        EXISTS (SELECT FROM employment AS e WHERE e.member_id = now_is.id AND e.deleted_at IS NULL)
        OR EXISTS (SELECT FROM member_contact AS c WHERE c.member_id = now_is.id AND c.deleted_at IS NULL)
        OR EXISTS (SELECT FROM note AS n WHERE n.member_id = now_is.id AND n.deleted_at IS NULL)
        OR EXISTS (SELECT FROM audit_log AS a WHERE a.subject_id = now_is.id AND a.table_name = 'member_private'
                      AND a.batch_id IS DISTINCT FROM r.batch_id)
    """,
    "organization": """
        EXISTS (SELECT FROM employment AS e WHERE e.organization_id = now_is.id AND e.deleted_at IS NULL)
        OR EXISTS (SELECT FROM organization_contact AS c
                    WHERE c.organization_id = now_is.id AND c.deleted_at IS NULL)
        OR EXISTS (SELECT FROM note AS n WHERE n.organization_id = now_is.id AND n.deleted_at IS NULL)
        OR EXISTS (SELECT FROM election AS v
                    WHERE v.organization_id = now_is.id AND v.deleted_at IS NULL
                      AND NOT EXISTS (SELECT FROM import_row AS own
                                       WHERE own.batch_id = r.batch_id AND own.record_id = v.id
                                         AND own.fate IN ('new', 'restore') AND own.version_after = v.version))
    """,
    "election": "false",
}
_NAMES = {
    "member": "concat_ws(', ', now_is.last_name, concat_ws(' ', now_is.first_name, nullif(now_is.middle_name, '')))",
    "organization": "now_is.name",
    "election": "now_is.case_number",
}

# Only names of our own tables and columns are put into the blanks of these statements.
_BATCH = text("""
    SELECT kind, taken_back_at, taken_back_by,
           (SELECT max(row_number) FROM import_row WHERE batch_id = b.id AND record_id IS NOT NULL) AS last
      FROM import_batch AS b WHERE id = :batch AND finished_at IS NOT NULL
""")
_TOUCHED = """
    SELECT r.row_number, r.fate, r.record_id, r.before, r.after, r.version_after,
           now_is.version, now_is.deleted_at, now_is.updated_by, to_jsonb(now_is) AS values_now,
           «name» AS name, («hangs_on») AS is_hung_on
      FROM import_row AS r JOIN «table» AS now_is ON now_is.id = r.record_id AND r.table_name = '«table»'
     WHERE r.batch_id = :batch AND r.row_number >= :first AND r.row_number < :behind AND NOT r.taken_back
     ORDER BY r.row_number
"""
_TO_BIN = """
    WITH gone AS (
        UPDATE «table» SET deleted_at = clock_timestamp()
          FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS sent (id uuid, version integer)
         WHERE «table».id = sent.id AND «table».version = sent.version AND «table».deleted_at IS NULL
        RETURNING 1
    )
    SELECT count(*) FROM gone
"""
_SET_BACK = """
    WITH changed AS (
        UPDATE «table» AS kept
           SET «setting»
          FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS sent (id uuid, version integer, values jsonb)
          JOIN «table» AS old ON old.id = sent.id
         CROSS JOIN LATERAL jsonb_populate_record(old, sent.values) AS back
         WHERE kept.id = sent.id AND kept.version = sent.version
        RETURNING 1
    )
    SELECT count(*) FROM changed
"""
_PRIVATE = text("""
    SELECT a.record_id, a.action, a.before, a.after, p.version, to_jsonb(p) AS values_now,
           concat_ws(', ', m.last_name, m.first_name) AS name, p.updated_by
      FROM audit_log AS a JOIN member_private AS p ON p.id = a.record_id JOIN member AS m ON m.id = a.record_id
     WHERE a.batch_id = :batch AND a.table_name = 'member_private' AND a.action IN ('insert', 'update')
       AND NOT EXISTS (SELECT FROM import_row AS r
                        WHERE r.batch_id = a.batch_id AND r.record_id = a.record_id AND r.fate = 'new')
     ORDER BY a.id
""")
_PRIVATE_BACK = text("""
    WITH changed AS (
        UPDATE member_private AS kept SET birth_date = back.birth_date, ssn_last4 = coalesce(back.ssn_last4, '')
          FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS sent (id uuid, version integer, values jsonb)
          JOIN member_private AS old ON old.id = sent.id
         CROSS JOIN LATERAL jsonb_populate_record(old, sent.values) AS back
         WHERE kept.id = sent.id AND kept.version = sent.version
        RETURNING 1
    )
    SELECT count(*) FROM changed
""")
_ROWS_DONE = text("""
    UPDATE import_row SET taken_back = true
     WHERE batch_id = :batch AND table_name = :table AND row_number = ANY(:numbers)
""")
_BATCH_DONE = text("""
    UPDATE import_batch SET taken_back_at = clock_timestamp(), taken_back_by = session_user
     WHERE id = :batch AND taken_back_at IS NULL RETURNING id
""")


@dataclass
class _Share:
    """What is to be done for some rows of the import, in one table."""

    table: str
    to_bin: list[dict[str, Any]] = field(default_factory=list)
    set_back: list[dict[str, Any]] = field(default_factory=list)
    private: list[dict[str, Any]] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    kept: list[KeptRecord] = field(default_factory=list)


@dataclass(frozen=True)
class _Batch:
    id: UUID
    kind: BatchKind
    last_row: int

    @property
    def tables(self) -> tuple[str, ...]:
        return _TABLES[self.kind]


def undo_preview(database: Database, batch_id: UUID) -> UndoSummary:
    """Return what taking the import back would do; nothing is written.

    Raises:
        NotFound: there is no such import.
        RuleViolation: it was taken back before.
    """
    with database.statement() as session:
        batch = _open_batch(session, batch_id)
        if batch.kind is not BatchKind.SAMPLE:
            return _summary(batch, list(_shares(session, batch)))
    return _sample_summary(batch_id, SampleService(database).removal_preview())


def undo(database: Database, batch_id: UUID, progress: Progress = silent) -> UndoSummary:
    """Take the import back in one transaction and return what that did.

    Raises:
        NotFound: there is no such import.
        RuleViolation: it was taken back before, or an earlier value is not allowed any more.
        HallError: somebody changed a record in this very moment.
        Cancelled: the person cancelled; nothing was taken back.
    """
    with database.transaction() as session:
        batch = _open_batch(session, batch_id)
        if batch.kind is BatchKind.SAMPLE:
            return _sample_summary(batch_id, remove_in(session, progress))
        if session.execute(_BATCH_DONE, {"batch": batch_id}).first() is None:
            raise _taken_back("somebody")
        shares = []
        for share in _shares(session, batch):
            _take_back(session, batch, share)
            shares.append(share)
            done = sum(len(one.done) for one in shares)
            progress(done, max(done, batch.last_row), f"Taking back: {done:,} records")
    return _summary(batch, shares)


def _open_batch(session: Session, batch_id: UUID) -> _Batch:
    found = session.execute(_BATCH, {"batch": batch_id}).first()
    if found is None:
        raise NotFound("There is no such import.", "Nothing was changed.", "Refresh the list of imports.")
    if found.taken_back_at is not None:
        raise _taken_back(found.taken_back_by)
    return _Batch(batch_id, BatchKind(found.kind), found.last or 0)


def _taken_back(by: str) -> RuleViolation:
    return RuleViolation({"": ""}, f"This import was taken back before, by {by}.")


def _shares(session: Session, batch: _Batch) -> Iterator[_Share]:
    for table in batch.tables:
        statement = text(_filled(_TOUCHED, table))
        for first in range(0, batch.last_row + 1, _AT_ONCE):
            place = {"batch": batch.id, "first": first, "behind": first + _AT_ONCE}
            share = _Share(table)
            for row in session.execute(statement, place):
                _decide(share, table, row)
            yield share
    if "member" in batch.tables:
        yield _private_share(session, batch)


def _decide(share: _Share, table: str, row: Any) -> None:
    untouched = row.version == row.version_after
    share.done.append(row.row_number)
    if row.fate == RowFate.NEW or (row.fate == RowFate.RESTORE and "deleted_at" in (row.before or {})):
        _decide_on_record(share, table, row, untouched=untouched)
    if row.fate != RowFate.NEW:
        _decide_on_fields(share, table, row, untouched=untouched)


def _decide_on_record(share: _Share, table: str, row: Any, *, untouched: bool) -> None:
    if row.deleted_at is not None:
        return
    if row.is_hung_on and row.fate == RowFate.NEW:
        why = "has jobs, contacts, notes, elections or private fields by now, and stays"
    elif not untouched:
        why = f"was changed since by {row.updated_by}, and stays"
    else:
        share.to_bin.append({"id": str(row.record_id), "version": row.version})
        return
    share.done.remove(row.row_number)
    share.kept.append(KeptRecord(row.record_id, table, row.name, why))


def _decide_on_fields(share: _Share, table: str, row: Any, *, untouched: bool) -> None:
    before = {name: value for name, value in (row.before or {}).items() if name != "deleted_at"}
    after = row.after or {}
    back = {name: value for name, value in before.items() if untouched or row.values_now[name] == after[name]}
    if back:
        share.set_back.append({"id": str(row.record_id), "version": row.version, "values": back})
    edited = [_DRAFTS[table].label(name) for name in before if name not in back]
    if edited:
        why = f"{', '.join(edited)}: changed since by {row.updated_by}, and left alone"
        share.kept.append(KeptRecord(row.record_id, table, row.name, why))


def _private_share(session: Session, batch: _Batch) -> _Share:
    """What the import wrote into private fields stands in the record of who did what, for those who may read it."""
    share = _Share("member")
    for row in session.execute(_PRIVATE, {"batch": batch.id}):
        blank = {"birth_date": None, "ssn_last4": ""}
        before = row.before or {name: value for name, value in blank.items() if row.after[name] != value}
        back = {name: value for name, value in before.items() if row.values_now[name] == row.after[name]}
        if back:
            share.private.append({"id": str(row.record_id), "version": row.version, "values": back})
        edited = [MemberPrivateDraft.label(name) for name in before if name not in back]
        if edited:
            why = f"{', '.join(edited)}: changed since by {row.updated_by}, and left alone"
            share.kept.append(KeptRecord(row.record_id, share.table, row.name, why))
    return share


def _take_back(session: Session, batch: _Batch, share: _Share) -> None:
    # Fields first: going to the bin bumps the version that both were decided on.
    both = {one["id"] for one in share.to_bin} & {one["id"] for one in share.set_back}
    for one in share.to_bin:
        one["version"] += one["id"] in both
    for statement, rows in (
        (text(_filled(_SET_BACK, share.table)), share.set_back),
        (text(_filled(_TO_BIN, share.table)), share.to_bin),
        (_PRIVATE_BACK, share.private),
    ):
        if rows and session.execute(statement, {"rows": json.dumps(rows)}).scalar_one() != len(rows):
            raise changed_meanwhile(1)
    if share.done:
        session.execute(_ROWS_DONE, {"batch": batch.id, "table": share.table, "numbers": share.done})


def _summary(batch: _Batch, shares: list[_Share]) -> UndoSummary:
    binned = [one["id"] for share in shares for one in share.to_bin]
    back = {one["id"] for share in shares for one in (*share.set_back, *share.private)} - set(binned)
    touched = {table: frozenset(_touched(share for share in shares if share.table == table)) for table in batch.tables}
    return UndoSummary(
        batch.id,
        to_bin=len(binned),
        set_back=len(back),
        kept=tuple(one for share in shares for one in share.kept),
        changes=Changes(touched) | Changes.of("import_batch", batch.id),
    )


def _touched(shares: Iterable[_Share]) -> Iterator[UUID]:
    for share in shares:
        yield from (UUID(one["id"]) for one in (*share.to_bin, *share.set_back, *share.private))


def _sample_summary(batch_id: UUID, removed: SampleRemoved) -> UndoSummary:
    changes = removed.changes | Changes.of("import_batch", batch_id)
    return UndoSummary(batch_id, 0, 0, removed.kept, changes, removed=removed.members + removed.organizations)


def _filled(statement: str, table: str) -> str:
    columns = [name for name in _DRAFTS[table].model_fields if name not in ("id", "version")]
    blanks = {
        "«table»": table,
        "«name»": _NAMES[table],
        "«hangs_on»": _HANGS_ON[table],
        "«setting»": ", ".join(f"{name} = back.{name}" for name in columns),
    }
    for blank, words in blanks.items():
        statement = statement.replace(blank, words)
    return statement
