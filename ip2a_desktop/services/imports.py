"""Imports: open a file, preview what it would do, run it as a whole or not at all, list what came in before."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import ImportBatch, ImportRow
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import HallError, InputProblem, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.import_decisions import Decider, Decision
from ip2a_desktop.domain.import_fields import FIELDS, mapping_problems
from ip2a_desktop.domain.import_guess import guess_mapping
from ip2a_desktop.domain.import_rows import RowReader
from ip2a_desktop.domain.imports import (
    LEFT_OVER,
    BatchKind,
    BatchRow,
    Counts,
    ImportKind,
    ImportPlan,
    ImportSummary,
    MatchPolicy,
    Preview,
    RejectedRows,
    SourceFile,
    UndoSummary,
)
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.services.exports import export_csv
from ip2a_desktop.services.hall import duties
from ip2a_desktop.services.import_files import SourceRow, open_source, read_rows
from ip2a_desktop.services.import_matching import Matcher
from ip2a_desktop.services.import_undo import undo, undo_preview
from ip2a_desktop.services.import_writing import TARGETS, BatchWriter

_AT_ONCE = 1_000
_MOST_BATCHES = 500
_PROBLEM = "Problem"


class ImportService:
    """The use cases of importing members and employers from files."""

    def __init__(self, database: Database) -> None:
        self.database = database

    # -- before anything is written -----------------------------------------------------------------------------

    def open(
        self,
        path: Path,
        kind: ImportKind,
        *,
        sheet: str = "",
        heading_row: int | None = None,
        progress: Progress = silent,
    ) -> SourceFile:
        """Look at a file: its headings, first rows and size, and which column is likely to be which field.

        The choice of columns is that of the last import with the same headings, else a guess.

        Raises:
            InputProblem: the file cannot be read; the sentence says why.
            Cancelled: the person cancelled.
        """
        source = open_source(path, sheet=sheet, heading_row=heading_row, progress=progress)
        source = replace(source, notes=(*source.notes, *self._imported_before(source)))
        return self.with_mapping(source, kind)

    def with_mapping(self, source: SourceFile, kind: ImportKind) -> SourceFile:
        """Return an open file with the likely columns for another kind."""
        remembered = (
            select(ImportBatch.mapping)
            .where(ImportBatch.kind == kind.value, ImportBatch.headings == list(source.headings))
            .order_by(ImportBatch.started_at.desc())
            .limit(1)
            .scalar_subquery()
        )
        with self.database.statement() as session:
            found = session.execute(select(remembered.label("mapping"), func.current_date().label("today"))).one()
        known = {field.name for field in FIELDS[kind]}
        mapping = {name: heading for name, heading in (found.mapping or {}).items() if name in known}
        if not mapping:
            mapping = guess_mapping(kind, source.headings, source.samples, found.today)
        return replace(source, mapping=mapping, remembered=bool(found.mapping))

    def _imported_before(self, source: SourceFile) -> tuple[str, ...]:
        same = ImportBatch.file_sha256 == source.sha256
        with self.database.statement() as session:
            last = session.execute(_BATCHES.where(same, ImportBatch.taken_back_at.is_(None)).limit(1)).first()
        if last is None:
            return ()
        return (f"{last.created_by} imported this very file on {last.finished_at:%b %d, %Y}.",)

    def problems(self, kind: ImportKind, mapping: Mapping[str, str]) -> tuple[str, ...]:
        """Return what keeps a choice of columns from being imported, one sentence each."""
        private = [field.title for field in FIELDS[kind] if field.private and field.name in mapping]
        refused: tuple[str, ...] = ()
        if private and "ip2a_private" not in duties(self.database):
            names = " and ".join(private)
            refused = (f"{names}: only people with the duty for private fields import this. Leave it out.",)
        return (*mapping_problems(kind, mapping), *refused)

    def preview(self, plan: ImportPlan, progress: Progress = silent) -> Preview:
        """Return what the import would do with every row; nothing is written.

        Raises:
            RuleViolation: the choice of columns cannot be imported.
            InputProblem: the file changed or cannot be read any more.
            Cancelled: the person cancelled.
        """
        self._check(plan)
        steps = plan.source.row_count
        with self.database.statement() as session:
            rows = tuple(
                decision.preview(plan.kind)
                for chunk in self._decisions(session, plan, progress, steps)
                for decision, _ in chunk
            )
        return Preview(plan, rows, Counts.of(row.fate for row in rows))

    # -- the import ---------------------------------------------------------------------------------------------

    def run(self, plan: ImportPlan, progress: Progress = silent, *, expected: Counts | None = None) -> ImportSummary:
        """Import the file in one transaction: everything that the preview showed, or nothing.

        Args:
            plan: what the person decided.
            progress: told how far it is; when it raises, nothing was imported.
            expected: the counts of the preview; where the database changed since, the import is refused.

        Raises:
            RuleViolation: the choice of columns cannot be imported, or the database refused a value.
            HallError: records changed since the preview.
            NotAllowed: this person may not write.
            Cancelled: the person cancelled.
        """
        self._check(plan)
        batch_id = new_id()
        headings = _kept_headings(plan)
        with self.database.transaction() as session:
            session.execute(insert(ImportBatch).values(_batch_values(plan, batch_id)))
            writer = BatchWriter(session, TARGETS[plan.kind], batch_id)
            fates = []
            for chunk in self._decisions(session, plan, progress, steps=2 * plan.source.row_count):
                writer.add([(one, _cells_of(row, headings)) for one, row in chunk])
                fates += [one.fate for one, _ in chunk]
            counts = Counts.of(fates)
            if expected is not None and counts != expected:
                raise _other_than_previewed()
            changes = writer.write(progress, plan.source.row_count)
            finished = {"counts": counts.to_json(), "finished_at": func.clock_timestamp()}
            session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(finished))
        return ImportSummary(batch_id, plan.kind, counts, changes | Changes.of("import_batch", batch_id))

    def _check(self, plan: ImportPlan) -> None:
        problems = self.problems(plan.kind, plan.mapping)
        if problems:
            raise RuleViolation({"mapping": " ".join(problems)})
        missing = [heading for heading in plan.mapping.values() if heading not in plan.source.headings]
        if missing:
            raise InputProblem(
                f"{plan.source.name} has no column “{missing[0]}”.",
                "Nothing was imported.",
                f"Choose one of: {', '.join(plan.source.headings)}.",
            )

    def _decisions(
        self, session: Session, plan: ImportPlan, progress: Progress, steps: int
    ) -> Iterator[list[tuple[Decision, SourceRow]]]:
        """Yield what becomes of the rows, a thousand at a time: one question to the database for each thousand."""
        matcher = Matcher(plan.kind, with_private="ip2a_private" in duties(self.database))
        today: date = session.execute(select(func.current_date())).scalar_one()
        reader = RowReader(plan.kind, plan.source.headings, plan.mapping, today)
        decider = Decider(plan)
        rows = read_rows(plan.source)
        done = 0
        while chunk := list(islice(rows, _AT_ONCE)):
            progress(done, steps, f"Checking row {done + 1:,} of {plan.source.row_count:,}")
            values = {row.number: reader.read(row.cells) for row in chunk}
            found = matcher.find(session, values)
            yield [
                (decider.decide(row.number, values[row.number], row.problem, *found[row.number]), row) for row in chunk
            ]
            done += len(chunk)
        progress(done, steps, f"{done:,} rows checked")

    # -- afterwards ---------------------------------------------------------------------------------------------

    def batches(self) -> tuple[BatchRow, ...]:
        """Return the past imports, newest first."""
        with self.database.statement() as session:
            return tuple(_batch_row(found) for found in session.execute(_BATCHES.limit(_MOST_BATCHES)))

    def undo_preview(self, batch_id: UUID) -> UndoSummary:
        """Return what taking an import back would do; nothing is written.

        Raises:
            NotFound: there is no such import.
            RuleViolation: it was taken back before.
        """
        return undo_preview(self.database, batch_id)

    def undo(self, batch_id: UUID, progress: Progress = silent) -> UndoSummary:
        """Take an import back in one transaction: new records to the bin, changed fields to what they were.

        What somebody worked on since is left alone, field by field, and named in the summary.

        Raises:
            NotFound: there is no such import.
            RuleViolation: it was taken back before.
            Cancelled: the person cancelled; nothing was taken back.
        """
        return undo(self.database, batch_id, progress)

    def rejected(self, batch_id: UUID, source: SourceFile | None = None) -> RejectedRows:
        """Return the rows of an import that did not come in, each with its problem.

        Args:
            batch_id: the import.
            source: the file, where it is still at hand: then all its columns are given. Else those that were
                imported, without the private ones, which the list of imports does not keep.

        Raises:
            InputProblem: the file is at hand no more, or changed.
        """
        statement = (
            select(ImportRow.row_number, ImportRow.problems, ImportRow.cells, ImportBatch.headings)
            .join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
            .where(ImportRow.batch_id == batch_id, ImportRow.fate.in_([fate.value for fate in LEFT_OVER]))
            .order_by(ImportRow.row_number)
        )
        with self.database.statement() as session:
            found = session.execute(statement).all()
        problems = {row.row_number: " ".join(row.problems) for row in found}
        if source is not None:
            rows = ((row.cells, problems[row.number]) for row in read_rows(source) if row.number in problems)
            return RejectedRows((*source.headings, _PROBLEM), tuple((*cells, said) for cells, said in rows))
        kept_headings = {heading for row in found for heading in row.cells}
        headings = tuple(heading for row in found[:1] for heading in row.headings if heading in kept_headings)
        kept = ((*(row.cells.get(one, "") for one in headings), problems[row.row_number]) for row in found)
        return RejectedRows((*headings, _PROBLEM), tuple(kept))

    def save_rejected(self, batch_id: UUID, target: Path, source: SourceFile | None = None) -> int:
        """Write the rows that did not come in to a CSV file that can be corrected and imported; return their count.

        Raises:
            InputProblem: the file cannot be written.
        """
        rejected = self.rejected(batch_id, source)
        columns = [(heading, itemgetter(at)) for at, heading in enumerate(rejected.headings)]
        return export_csv(target, columns, [rejected.rows]).rows


_BATCHES = (
    select(
        ImportBatch.id,
        ImportBatch.kind,
        ImportBatch.file_name,
        ImportBatch.on_match,
        ImportBatch.counts,
        ImportBatch.finished_at,
        ImportBatch.created_by,
        ImportBatch.taken_back_at,
        ImportBatch.taken_back_by,
    )
    .where(ImportBatch.finished_at.is_not(None))
    .order_by(ImportBatch.started_at.desc())
)


def _batch_row(found: Any) -> BatchRow:
    return BatchRow(
        id=found.id,
        kind=BatchKind(found.kind),
        file_name=found.file_name,
        on_match=MatchPolicy(found.on_match),
        counts=Counts.from_json(found.counts),
        finished_at=found.finished_at,
        created_by=found.created_by,
        taken_back_at=found.taken_back_at,
        taken_back_by=found.taken_back_by or "",
    )


def _batch_values(plan: ImportPlan, batch_id: UUID) -> dict[str, Any]:
    return {
        "id": batch_id,
        "kind": plan.kind.value,
        "file_name": plan.source.name,
        "file_sha256": plan.source.sha256,
        "on_match": plan.on_match.value,
        "headings": list(plan.source.headings),
        "mapping": dict(plan.mapping),
    }


def _kept_headings(plan: ImportPlan) -> dict[str, int]:
    """The columns whose cells are kept for rows that are left over: what was imported and is not private."""
    private = {field.name for field in FIELDS[plan.kind] if field.private}
    headings = [heading for name, heading in plan.mapping.items() if name not in private]
    return {heading: plan.source.headings.index(heading) for heading in headings}


def _cells_of(row: SourceRow, headings: Mapping[str, int]) -> dict[str, str]:
    return {heading: row.cells[at].replace("\0", "") for heading, at in headings.items()}


def _other_than_previewed() -> HallError:
    return HallError(
        "The database changed since the preview: rows would have another fate now.",
        "Nothing was imported.",
        "Look at the preview again, then start the import.",
    )
