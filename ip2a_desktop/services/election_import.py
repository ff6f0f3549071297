"""Importing election results: open the labor board's file, preview it, run it as a whole or not at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, tuple_, update
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Election, ImportBatch, Organization
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.election_decisions import (
    ElectionDecider,
    ElectionDecision,
    ElectionPlan,
    ElectionPreview,
    ElectionSummary,
    KeptElection,
)
from ip2a_desktop.domain.election_drafts import ElectionDraft
from ip2a_desktop.domain.election_rows import EMPLOYER_HEADINGS, ElectionReader, ElectionValues, missing_headings
from ip2a_desktop.domain.elections import TallyType
from ip2a_desktop.domain.errors import HallError, InputProblem
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.import_decisions import Decision
from ip2a_desktop.domain.imports import BatchKind, Counts, ImportKind, RowFate, SourceFile
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.services.import_files import SourceRow, open_source, read_rows
from ip2a_desktop.services.import_matching import Matcher
from ip2a_desktop.services.import_writing import TARGETS, BatchWriter, Target

_AT_ONCE = 1_000
_COLUMNS = tuple(name for name in ElectionDraft.model_fields if name not in ("id", "version"))
_ELECTIONS = Target("election", ElectionDraft, _COLUMNS)

_Decisions = list[tuple[Decision, Mapping[str, str]]]


@dataclass(frozen=True)
class _Decided:
    row: SourceRow
    decision: ElectionDecision


class ElectionImport:
    """The use cases of importing election history; taking it back is that of all imports."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def open(
        self, path: Path, progress: Progress = silent, *, sheet: str = "", heading_row: int | None = None
    ) -> SourceFile:
        """Look at a file of election results.

        Raises:
            InputProblem: the file cannot be read, or is none of the labor board's.
            Cancelled: the person cancelled.
        """
        source = open_source(path, sheet=sheet, heading_row=heading_row, progress=progress)
        missing = missing_headings(source.headings)
        if missing:
            raise InputProblem(
                f"{source.name} is no file of election results: it has no column “{missing[0]}”.",
                "Nothing was imported.",
                "Download the list of elections from the labor board as CSV and choose that.",
            )
        return replace(source, mapping=EMPLOYER_HEADINGS)

    def preview(self, plan: ElectionPlan, progress: Progress = silent) -> ElectionPreview:
        """Return what the import would do with every row; nothing is written.

        Raises:
            InputProblem: the file changed or cannot be read any more.
            Cancelled: the person cancelled.
        """
        with self.database.statement() as session:
            decided = [one.decision for one in self._decisions(session, plan, progress, plan.source.row_count)]
        rows = tuple(one.preview() for one in decided)
        return ElectionPreview(plan, rows, Counts.of(row.fate for row in rows), _new_employers(decided))

    def run(
        self, plan: ElectionPlan, progress: Progress = silent, *, expected: Counts | None = None
    ) -> ElectionSummary:
        """Import the file in one transaction: everything that the preview showed, or nothing.

        Args:
            plan: the file, and answers to its questions.
            progress: told how far it is; when it raises, nothing was imported.
            expected: the counts of the preview; where the database changed since, the import is refused.

        Raises:
            HallError: records changed since the preview.
            NotAllowed: this person may not write.
            Cancelled: the person cancelled.
        """
        batch_id = new_id()
        with self.database.transaction() as session:
            session.execute(insert(ImportBatch).values(_batch_values(plan, batch_id)))
            decided = list(self._decisions(session, plan, progress, 2 * plan.source.row_count))
            counts = Counts.of(one.decision.election.fate for one in decided)
            if expected is not None and counts != expected:
                raise HallError(
                    "The database changed since the preview: rows would have another fate now.",
                    "Nothing was imported.",
                    "Look at the preview again, then start the import.",
                )
            changes = _write(session, batch_id, TARGETS[ImportKind.EMPLOYERS], _employers(decided), plan, progress)
            elections: _Decisions = [(one.decision.election, _cells(plan.source, one.row)) for one in decided]
            changes |= _write(session, batch_id, _ELECTIONS, elections, plan, progress)
            finished = {"counts": counts.to_json(), "finished_at": func.clock_timestamp()}
            session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(finished))
        new_employers = _new_employers([one.decision for one in decided])
        return ElectionSummary(batch_id, counts, new_employers, changes | Changes.of("import_batch", batch_id))

    def _decisions(self, session: Session, plan: ElectionPlan, progress: Progress, steps: int) -> Iterator[_Decided]:
        """Yield what becomes of the rows; two questions to the database for each thousand."""
        today: date = session.execute(select(func.ip2a_today())).scalar_one()
        reader = ElectionReader(plan.source.headings, today, plan.mapping, lenient=plan.without_bad_cells)
        decider = ElectionDecider(plan)
        matcher = Matcher(ImportKind.EMPLOYERS, with_private=False)
        rows = read_rows(plan.source)
        done = 0
        while chunk := list(islice(rows, _AT_ONCE)):
            progress(done, steps, f"Checking row {done + 1:,} of {plan.source.row_count:,}")
            values = {row.number: reader.read(row.cells) for row in chunk}
            found = matcher.find(session, {number: one.employer for number, one in values.items()})
            kept = _kept(session, values)
            for row in chunk:
                said = values[row.number]
                here = kept.get(said.draft.key) if said.draft else None
                yield _Decided(row, decider.decide(row.number, said, row.problem, *found[row.number], here))
            done += len(chunk)
        progress(done, steps, f"{done:,} rows checked")


def _kept(session: Session, values: dict[int, ElectionValues]) -> dict[Any, KeptElection]:
    keys = [one.draft.key for one in values.values() if one.draft]
    key = tuple_(Election.case_number, Election.unit_id, Election.tally_type, Election.tallied_on)
    statement = (
        select(Election.__table__, Organization.deleted_at.label("employer_deleted_at"))
        .join(Organization, Organization.id == Election.organization_id)
        .where(key.in_(keys))
    )
    return {
        (one.case_number, one.unit_id, one.tally_type, one.tallied_on): KeptElection(
            one.id,
            one.version,
            one.deleted_at is not None,
            one.employer_deleted_at is not None,
            {name: _plain(getattr(one, name)) for name in _COLUMNS} | {"tally_type": TallyType(one.tally_type)},
        )
        for one in session.execute(statement)
    }


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _write(
    session: Session,
    batch_id: UUID,
    target: Target,
    decisions: _Decisions,
    plan: ElectionPlan,
    progress: Progress,
) -> Changes:
    writer = BatchWriter(session, target, batch_id)
    for first in range(0, len(decisions), _AT_ONCE):
        writer.add(decisions[first : first + _AT_ONCE])
    return writer.write(progress, plan.source.row_count)


def _employers(decided: list[_Decided]) -> _Decisions:
    return [(one.decision.employer, {}) for one in decided if one.decision.employer is not None]


def _new_employers(decided: list[ElectionDecision]) -> int:
    return sum(one.employer is not None and one.employer.fate is RowFate.NEW for one in decided)


def _cells(source: SourceFile, row: SourceRow) -> dict[str, str]:
    return {heading: cell.replace("\0", "") for heading, cell in zip(source.headings, row.cells, strict=True)}


def _batch_values(plan: ElectionPlan, batch_id: UUID) -> dict[str, Any]:
    return {
        "id": batch_id,
        "kind": BatchKind.ELECTIONS.value,
        "file_name": plan.source.name,
        "file_sha256": plan.source.sha256,
        "on_match": plan.on_match.value,
        "headings": list(plan.source.headings),
        "mapping": dict(plan.mapping or EMPLOYER_HEADINGS),
    }
