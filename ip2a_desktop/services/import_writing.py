"""Writing an import: rows wait in a temporary table, then go in by a few statements for thousands of rows."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.import_decisions import Decision, all_fields
from ip2a_desktop.domain.imports import LEFT_OVER, WRITING, ImportKind, RowFate
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.domain.progress import Progress


@dataclass(frozen=True)
class Target:
    """What an import writes: a table, the draft of its records, and the columns that a file can bring."""

    table: str
    draft: type[Draft]
    columns: tuple[str, ...]


TARGETS: Mapping[ImportKind, Target] = {
    ImportKind.MEMBERS: Target("member", MemberDraft, all_fields(ImportKind.MEMBERS, private=False)),
    ImportKind.EMPLOYERS: Target("organization", EmployerDraft, all_fields(ImportKind.EMPLOYERS, private=False)),
}
_SLICE = 2_000

_WAITING = text("""
    CREATE TEMP TABLE import_waiting (
        row_number integer PRIMARY KEY, fate text, record_id uuid, version integer, private_version integer,
        restores boolean, record jsonb, private jsonb, problems jsonb, cells jsonb
    ) ON COMMIT DROP
""")
_WAIT = text("""
    INSERT INTO import_waiting
    SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS sent (
        row_number integer, fate text, record_id uuid, version integer, private_version integer,
        restores boolean, record jsonb, private jsonb, problems jsonb, cells jsonb)
""")
_LEFT_OVER = text("""
    INSERT INTO import_row (batch_id, row_number, fate, problems, cells)
    SELECT :batch, row_number, fate, problems, cells FROM import_waiting WHERE fate = ANY(:fates)
""")
_PRIVATE = text("""
    WITH written AS (
        INSERT INTO member_private AS kept (id, birth_date, ssn_last4)
        SELECT w.record_id, sent.birth_date, coalesce(sent.ssn_last4, '')
          FROM import_waiting AS w
          LEFT JOIN member_private AS old ON old.id = w.record_id
         CROSS JOIN LATERAL jsonb_populate_record(old, w.private) AS sent
         WHERE w.private <> '{}' AND w.row_number >= :first AND w.row_number < :behind
           AND old.version IS NOT DISTINCT FROM w.private_version
        ON CONFLICT (id) DO UPDATE SET birth_date = excluded.birth_date, ssn_last4 = excluded.ssn_last4
        RETURNING 1
    )
    SELECT count(*) FROM written
""")
# Only names of our own tables and columns are put into the blanks; what a file says is sent beside the statement.
_INSERT = """
    WITH made AS (
        INSERT INTO «table» (id, «columns»)
        SELECT w.record_id, «sent»
          FROM import_waiting AS w
         CROSS JOIN LATERAL jsonb_populate_record(CAST(NULL AS «table»), w.record) AS sent
         WHERE w.fate = 'new' AND w.row_number >= :first AND w.row_number < :behind
        RETURNING id, version
    ), noted AS (
        INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, version_after, problems)
        SELECT :batch, w.row_number, w.fate, '«table»', made.id, made.version, w.problems
          FROM made JOIN import_waiting AS w ON w.record_id = made.id
         WHERE w.fate = 'new' AND w.row_number >= :first AND w.row_number < :behind
        RETURNING 1
    )
    SELECT count(*) FROM noted
"""
# Before and after are what really differs, so also what triggers changed; the server's bookkeeping is left out.
_UPDATE = """
    WITH changed AS (
        UPDATE «table» AS kept
           SET «setting», deleted_at = CASE WHEN w.restores THEN NULL ELSE kept.deleted_at END
          FROM import_waiting AS w
          JOIN «table» AS old ON old.id = w.record_id
         CROSS JOIN LATERAL jsonb_populate_record(old, w.record) AS sent
         WHERE w.fate IN ('update', 'fill', 'restore') AND w.row_number >= :first AND w.row_number < :behind
           AND kept.id = w.record_id AND kept.version = w.version
        RETURNING kept.id, kept.version, w.row_number, w.fate, w.problems,
                  to_jsonb(old) AS before, to_jsonb(kept) AS after
    ), noted AS (
        INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, before, after, version_after,
                                problems)
        SELECT :batch, row_number, fate, '«table»', id,
               (SELECT jsonb_object_agg(key, value) FROM jsonb_each(before)
                 WHERE value IS DISTINCT FROM after -> key AND key <> ALL (:bookkeeping)),
               (SELECT jsonb_object_agg(key, value) FROM jsonb_each(after)
                 WHERE value IS DISTINCT FROM before -> key AND key <> ALL (:bookkeeping)),
               version, problems
          FROM changed
        RETURNING 1
    )
    SELECT count(*) FROM noted
"""
_BOOKKEEPING = [
    "sort_name", "search_text", "version", "created_at", "created_by", "updated_at", "updated_by", "deleted_by"
]  # fmt: skip


class BatchWriter:
    """Collects the decisions of an import and writes them, inside the caller's transaction; one after the other there.

    Args:
        session: of a transaction; nothing is visible to anybody until it commits.
        target: what is written.
        batch_id: the import.
    """

    def __init__(self, session: Session, target: Target, batch_id: UUID) -> None:
        self._session = session
        self._target = target
        self._batch_id = batch_id
        self._insert, self._update = _statements(target)
        self._expected = Counter[str]()
        self._last = 0
        self._ids: set[UUID] = set()
        session.execute(_WAITING)

    def add(self, decisions: list[tuple[Decision, Mapping[str, str]]]) -> None:
        """Let decisions wait; each comes with the cells that are kept when its row is left over."""
        sent = [self._waiting(one, cells) for one, cells in decisions if one.fate in WRITING or one.fate in LEFT_OVER]
        self._last = max((one.number for one, _ in decisions), default=self._last)
        if sent:
            self._session.execute(_WAIT, {"rows": json.dumps(sent)})

    def _waiting(self, one: Decision, cells: Mapping[str, str]) -> dict[str, Any]:
        writes = one.fate in WRITING
        record = dict(one.changes)
        if writes and one.record_id is not None:
            self._ids.add(one.record_id)
            self._expected["new" if one.fate is RowFate.NEW else "known"] += 1
            self._expected["private"] += bool(one.private_changes)
            if one.fate is RowFate.NEW:
                record = self._target.draft.model_construct(**one.changes).model_dump(exclude={"id", "version"})
        return {
            "row_number": one.number,
            "fate": one.fate.value,
            "record_id": str(one.record_id) if one.record_id else None,
            "version": one.version,
            "private_version": one.private_version,
            "restores": one.restores,
            "record": {name: _stored(value) for name, value in record.items()},
            "private": {name: _stored(value) for name, value in one.private_changes.items()},
            "problems": list(one.problems),
            "cells": {} if writes else dict(cells),
        }

    def write(self, progress: Progress, before: int) -> Changes:
        """Write everything that waits and return what changed.

        Args:
            progress: told where the writing is.
            before: the steps that were done before, of which writing is the second half.

        Raises:
            HallError: a record changed since it was decided on; the caller's transaction must not commit.
        """
        self._session.execute(text("SELECT set_config('ip2a.batch', :batch, true)"), {"batch": str(self._batch_id)})
        self._session.execute(text("ANALYZE import_waiting"))  # a new table has no statistics to plan by
        written = Counter[str]()
        for first, behind in self._slices():
            place = {"batch": self._batch_id, "first": first, "behind": behind}
            written["new"] += self._session.execute(self._insert, place).scalar_one()
            known = {**place, "bookkeeping": _BOOKKEEPING}
            written["known"] += self._session.execute(self._update, known).scalar_one()
            if self._expected["private"]:
                written["private"] += self._session.execute(_PRIVATE, place).scalar_one()
            done = written["new"] + written["known"]
            progress(before + done, before + len(self._ids), f"Writing: {done:,} of {len(self._ids):,}")
        if written != self._expected:
            raise changed_meanwhile(self._expected.total() - written.total())
        left_over = {"batch": self._batch_id, "fates": [fate.value for fate in LEFT_OVER]}
        self._session.execute(_LEFT_OVER, left_over)
        self._session.execute(text("DROP TABLE import_waiting"))
        return Changes({self._target.table: frozenset(self._ids)})

    def _slices(self) -> Iterator[tuple[int, int]]:
        for first in range(0, self._last + 1, _SLICE):
            yield first, first + _SLICE


def changed_meanwhile(count: int) -> HallError:
    """Return the error of an import whose records somebody changed between looking and writing."""
    records = "One record was" if count == 1 else f"{count:,} records were"
    return HallError(
        f"{records} changed by somebody else in this very moment.",
        "Nothing was written.",
        "Look at the preview again and start once more.",
    )


def _stored(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _statements(target: Target) -> tuple[TextClause, TextClause]:
    """Return the statements that insert and update a slice; each notes its rows and gives back their count."""
    columns = target.columns
    blanks = {
        "«table»": target.table,
        "«columns»": ", ".join(columns),
        "«sent»": ", ".join(f"sent.{name}" for name in columns),
        "«setting»": ", ".join(f"{name} = sent.{name}" for name in columns),
    }
    insert, update = _INSERT, _UPDATE
    for blank, names in blanks.items():
        insert, update = insert.replace(blank, names), update.replace(blank, names)
    return text(insert), text(update)
