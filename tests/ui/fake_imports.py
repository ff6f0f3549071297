"""A stand-in for the import service: files are read, the database is a list in memory."""

from dataclasses import replace
from datetime import UTC, date, datetime

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.import_fields import mapping_problems
from ip2a_desktop.domain.import_guess import guess_mapping
from ip2a_desktop.domain.imports import (
    BatchKind,
    BatchRow,
    Candidate,
    CellChange,
    Counts,
    ImportSummary,
    MatchPolicy,
    Preview,
    PreviewRow,
    RowFate,
    UndoSummary,
)
from ip2a_desktop.services.import_files import open_source

TODAY = date(2026, 3, 6)
KARL = new_id()


class FakeImports:
    """Answers like the service, from files and a list in memory."""

    def __init__(self):
        self.rows: tuple[BatchRow, ...] = ()
        self.plans = []
        self.saved = []
        self.error: Exception | None = None
        self.undone = UndoSummary(new_id(), 2, 1, (), Changes())

    def open(self, path, kind, *, sheet="", heading_row=None, progress):
        if self.error:
            raise self.error
        return self.with_mapping(open_source(path, sheet=sheet, heading_row=heading_row), kind)

    def with_mapping(self, source, kind):
        return replace(source, mapping=guess_mapping(kind, source.headings, source.samples, TODAY))

    def problems(self, kind, mapping):
        return mapping_problems(kind, mapping)

    def preview(self, plan, progress):
        self.plans.append(plan)
        progress(1, 4, "Checking")
        karl = PreviewRow(4, RowFate.AMBIGUOUS, "Braun, Karl", "3", ("Is this the same?",), (), None,
                          (Candidate(KARL, "Braun, Karl · card 7"),))  # fmt: skip
        if 4 in plan.answers:
            change = CellChange("Phone", "", "+12065550142")
            karl = PreviewRow(4, RowFate.UPDATE, "Braun, Karl", "3", (), (change,), KARL)
        bad = RowFate.NEW if plan.without_bad_cells else RowFate.REJECTED
        rows = (
            PreviewRow(2, RowFate.NEW, "Silva, Ana", "1"),
            PreviewRow(3, bad, "Muñoz, José", "2", ("Phone “12”: Write a phone number.",)),
            karl,
            PreviewRow(5, RowFate.SKIP, "Bo, Bo", "4"),
        )
        return Preview(plan, rows, Counts.of(row.fate for row in rows))

    def run(self, plan, progress, *, expected):
        if self.error:
            raise self.error
        self.plans.append(plan)
        batch = batch_row(expected)
        self.rows = (batch, *self.rows)
        changes = Changes.of("member", new_id()) | Changes.of("import_batch", batch.id)
        return ImportSummary(batch.id, plan.kind, expected, changes)

    def batches(self):
        if self.error:
            raise self.error
        return self.rows

    def undo_preview(self, batch_id):
        return self.undone

    def undo(self, batch_id, progress):
        self.rows = tuple(
            replace(one, taken_back_at=datetime.now(UTC), taken_back_by="ana") if one.id == batch_id else one
            for one in self.rows
        )
        return replace(self.undone, changes=Changes.of("import_batch", batch_id))

    def save_rejected(self, batch_id, target, source=None):
        self.saved.append((batch_id, target, source))
        return 1


def batch_row(counts=None, kind=BatchKind.MEMBERS, **values):
    counts = counts or Counts({RowFate.NEW: 3})
    now = datetime(2026, 3, 6, 9, 30, tzinfo=UTC)
    return replace(BatchRow(new_id(), kind, "roster.csv", MatchPolicy.SKIP, counts, now, "ana", None, ""), **values)
