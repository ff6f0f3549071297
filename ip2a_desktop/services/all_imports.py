"""All that is imported from files: members and employers by the common rules, election results by their own."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.election_decisions import ElectionPlan
from ip2a_desktop.domain.import_fields import mapping_problems
from ip2a_desktop.domain.import_guess import guess_mapping
from ip2a_desktop.domain.imports import Counts, ImportKind, ImportPlan, ImportSummary, Preview, SourceFile
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.services.election_import import ElectionImport
from ip2a_desktop.services.imports import ImportService


class AllImports(ImportService):
    """The use cases of importing, whatever the rows are: one row of election results may bring its employer along."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._elections = ElectionImport(database)

    def with_mapping(self, source: SourceFile, kind: ImportKind) -> SourceFile:
        """Return an open file with the likely columns for another kind; the labor board's are always the same."""
        if kind is not ImportKind.ELECTIONS:
            return super().with_mapping(source, kind)
        # The headings alone tell: no cell is looked at, so no day is asked for.
        return replace(source, mapping=guess_mapping(kind, source.headings, (), date.min), remembered=False)

    def problems(self, kind: ImportKind, mapping: Mapping[str, str]) -> tuple[str, ...]:
        """Return what keeps a choice of columns from being imported, one sentence each."""
        if kind is not ImportKind.ELECTIONS:
            return super().problems(kind, mapping)
        return mapping_problems(kind, mapping)

    def preview(self, plan: ImportPlan, progress: Progress = silent) -> Preview:
        """Return what the import would do with every row; nothing is written.

        Raises:
            RuleViolation: the choice of columns cannot be imported.
            InputProblem: the file changed or cannot be read any more.
            Cancelled: the person cancelled.
        """
        if plan.kind is not ImportKind.ELECTIONS:
            return super().preview(plan, progress)
        self._check(plan)
        found = self._elections.preview(_elections(plan), progress)
        return Preview(plan, found.rows, found.counts, found.new_employers)

    def run(self, plan: ImportPlan, progress: Progress = silent, *, expected: Counts | None = None) -> ImportSummary:
        """Import the file in one transaction: everything that the preview showed, or nothing.

        Raises:
            RuleViolation: the choice of columns cannot be imported, or the database refused a value.
            HallError: records changed since the preview.
            NotAllowed: this person may not write.
            Cancelled: the person cancelled.
        """
        if plan.kind is not ImportKind.ELECTIONS:
            return super().run(plan, progress, expected=expected)
        self._check(plan)
        done = self._elections.run(_elections(plan), progress, expected=expected)
        return ImportSummary(done.batch_id, plan.kind, done.counts, done.changes, done.new_employers)


def _elections(plan: ImportPlan) -> ElectionPlan:
    return ElectionPlan(plan.source, plan.answers, plan.mapping, plan.on_match, plan.without_bad_cells)
