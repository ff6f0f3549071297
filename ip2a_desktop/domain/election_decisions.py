"""What becomes of each row of election results: whose election it is, whether the tally is here, what changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.election_drafts import ElectionDraft
from ip2a_desktop.domain.election_rows import EMPLOYER_HEADINGS, ElectionValues
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.import_decisions import Decider, Decision, Kept
from ip2a_desktop.domain.import_rows import shortened
from ip2a_desktop.domain.imports import (
    LEFT_OVER,
    WRITING,
    CellChange,
    Counts,
    ImportKind,
    ImportPlan,
    MatchPolicy,
    PreviewRow,
    RowFate,
    SourceFile,
)

TallyKey = tuple[str, str, str, Any]


@dataclass(frozen=True)
class KeptElection:
    """A tally that is here already; one that comes back from the bin needs an employer who is not there too."""

    id: UUID
    version: int
    in_bin: bool
    employer_in_bin: bool
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ElectionPlan:
    """A file of tallies, and the employer that each questioned row is about (None: a new one).

    ``mapping`` gives the file's heading for each field; empty where they are the labor board's own. ``on_match`` says
    what happens to tallies that are here, ``without_bad_cells`` whether a row comes in without what is not understood.
    """

    source: SourceFile
    answers: Mapping[int, UUID | None] = field(default_factory=dict)
    mapping: Mapping[str, str] = field(default_factory=dict)
    on_match: MatchPolicy = MatchPolicy.UPDATE
    without_bad_cells: bool = False


@dataclass(frozen=True)
class ElectionDecision:
    """What an import does with one row; ``employer`` where that is new or comes back from the bin."""

    election: Decision
    employer: Decision | None = None

    def preview(self) -> PreviewRow:
        """Return the row as a preview shows it."""
        one = self.election
        shown: tuple[CellChange, ...] = ()
        if one.version is not None:
            label = ElectionDraft.label
            shown = tuple(CellChange(label(n), one.before.get(n), v) for n, v in one.changes.items())
        record_id = one.record_id if one.version is not None else None
        return PreviewRow(one.number, one.fate, one.title, one.detail, one.problems, shown, record_id, one.candidates)


@dataclass(frozen=True)
class ElectionPreview:
    """What an import would do; nothing was written."""

    plan: ElectionPlan
    rows: tuple[PreviewRow, ...]
    counts: Counts
    new_employers: int


@dataclass(frozen=True)
class ElectionSummary:
    """What an import did."""

    batch_id: UUID
    counts: Counts
    new_employers: int
    changes: Changes


class ElectionDecider:
    """Decides row by row; employers are matched as the import of employers does, and made where nobody is found."""

    def __init__(self, plan: ElectionPlan) -> None:
        employers = ImportPlan(
            plan.source, ImportKind.EMPLOYERS, MatchPolicy.SKIP, EMPLOYER_HEADINGS, answers=plan.answers
        )
        self._employers = Decider(employers)
        self._on_match = plan.on_match
        self._tallies: dict[TallyKey, int] = {}
        self._employer_of: dict[str, UUID] = {}

    def decide(
        self, number: int, row: ElectionValues, problem: str, key: str, found: Sequence[Kept], kept: KeptElection | None
    ) -> ElectionDecision:
        """Return what becomes of one row.

        Args:
            number: the row in the file.
            row: what it says.
            problem: what is wrong with the row as a whole, or "".
            key: the folded name and place of its employer.
            found: the employers that it may be.
            kept: the same tally, where it is here already.
        """
        problems = (*((problem,) if problem else ()), *row.problems)
        draft = row.draft
        name = shortened(str(row.employer.values.get("name", "")), 120)
        decision = Decision(number, RowFate.REJECTED, name, draft.case_number if draft else "", problems)
        if draft is None or problems:
            return ElectionDecision(decision)
        earlier = self._tallies.setdefault(draft.key, number)
        if earlier != number:
            said = (f"The same tally as row {earlier}.",)
            return ElectionDecision(replace(decision, fate=RowFate.DUPLICATE, problems=said))
        if kept is not None and not (kept.in_bin and kept.employer_in_bin):
            return ElectionDecision(_known(decision, draft, kept, self._on_match))
        chosen, written = self._employer(decision, row, key, found)
        if chosen is None:
            return ElectionDecision(written)
        draft = draft.model_copy(update={"organization_id": chosen})
        if kept is not None:
            return ElectionDecision(_known(decision, draft, kept, self._on_match), _if_writing(written))
        new = replace(decision, fate=RowFate.NEW, record_id=new_id(), changes=_values(draft))
        return ElectionDecision(new, _if_writing(written))

    def _employer(
        self, decision: Decision, row: ElectionValues, key: str, found: Sequence[Kept]
    ) -> tuple[UUID | None, Decision]:
        """Return the employer and what was decided on it, or none and what becomes of the row instead."""
        employer = self._employers.decide(decision.number, row.employer, "", key, found)
        if employer.fate in LEFT_OVER:
            problems, candidates = employer.problems, employer.candidates
            return None, replace(decision, fate=employer.fate, problems=problems, candidates=candidates)
        chosen = employer.record_id or self._employer_of[key]
        self._employer_of.setdefault(key, chosen)
        return chosen, employer


def _if_writing(employer: Decision) -> Decision | None:
    return employer if employer.fate in WRITING else None


def _known(decision: Decision, draft: ElectionDraft, kept: KeptElection, on_match: MatchPolicy) -> Decision:
    """A blank of the file erases nothing."""
    if on_match is MatchPolicy.SKIP and not kept.in_bin:
        return replace(decision, fate=RowFate.SKIP, record_id=kept.id, version=kept.version)
    given = {name: value for name, value in _values(draft).items() if value not in (None, "", ())}
    changes = {name: value for name, value in given.items() if kept.values[name] != value}
    fate = RowFate.UPDATE
    if on_match is MatchPolicy.FILL:
        changes = {name: value for name, value in changes.items() if kept.values[name] in (None, "", ())}
        fate = RowFate.FILL
    fate = RowFate.RESTORE if kept.in_bin else fate if changes else RowFate.UNCHANGED
    return replace(
        decision,
        fate=fate,
        record_id=kept.id,
        version=kept.version,
        restores=kept.in_bin,
        changes=changes,
        before=kept.values,
    )


def _values(draft: ElectionDraft) -> dict[str, Any]:
    return draft.model_dump(exclude={"id", "version"})
