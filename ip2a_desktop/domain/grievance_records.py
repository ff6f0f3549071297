"""A whole case as its page and papers show it, and the facts from which its clocks are counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.casework_drafts import (
    ArbitrationDraft,
    FactSheetDraft,
    InformationRequestDraft,
    PanelistRow,
    SettlementDraft,
)
from ip2a_desktop.domain.clocks import CaseFacts, ClockKey, GrievanceStatus, StepFacts, act_words
from ip2a_desktop.domain.deadlines import Extension
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_steps import moment_of
from ip2a_desktop.domain.grievances import DeadlineState, Disposition, DocketRow, GrievantRow, Outcome
from ip2a_desktop.domain.procedures import Act, Lateness, Rules, Side, Step
from ip2a_desktop.domain.words import Word


@dataclass(frozen=True)
class StepRow:
    """What happened at one step."""

    id: UUID
    version: int
    position: int
    name: str
    filed_on: date
    filed_time: time | None
    met_on: date | None
    met_time: time | None
    union_attended: str
    employer_attended: str
    answered_on: date | None
    answered_time: time | None
    answer: str
    disposition: Disposition | None
    union_signer: str
    employer_signer: str


@dataclass(frozen=True)
class DeadlineRow:
    """One clock of a case as it stands; ``is_over`` by the server's time."""

    id: UUID
    position: int
    act: Act
    side: Side
    lateness: Lateness
    due_on: date
    due_at: datetime
    explanation: str
    state: DeadlineState
    done_on: date | None
    is_over: bool

    @property
    def is_running(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state is DeadlineState.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it was done late, or is not done and late by now."""
        if self.state is DeadlineState.DONE and self.done_on is not None:
            return self.done_on > self.due_on
        return self.is_running and self.is_over


@dataclass(frozen=True)
class ExtensionRow:
    """More time that was agreed for one act."""

    id: UUID
    position: int
    act: Act
    side: Side
    from_on: date
    to_on: date
    agreed_on: date
    agreed_union: str
    agreed_employer: str
    document: str


class Link(Word):
    """How another case belongs to this one."""

    FOLLOWS = "follows", "Follows the case"
    MERGED_INTO = "merged_into", "Merged into"
    FOLLOWED_BY = "followed_by", "Followed by"
    MERGED_HERE = "merged_here", "Merged into this one"


@dataclass(frozen=True)
class LinkedCase:
    """Another case that belongs to this one."""

    link: Link
    id: UUID
    number: str
    status: GrievanceStatus
    outcome: Outcome | None
    occurred_on: date

    @property
    def standing(self) -> str:
        """Where it stands; of a closed one, how it ended."""
        return self.outcome.label if self.outcome is not None else self.status.label


@dataclass(frozen=True)
class GrievanceRecord:
    """All that is kept about one case, read in one go. ``fact_sheet`` is None without the office's duty."""

    draft: GrievanceDraft
    row: DocketRow
    today: date
    agreement: str
    rules: Rules
    employer_address: tuple[str, ...]
    grievants: tuple[GrievantRow, ...]
    steps: tuple[StepRow, ...]
    deadlines: tuple[DeadlineRow, ...]
    extensions: tuple[ExtensionRow, ...]
    requests: tuple[InformationRequestDraft, ...]
    settlement: SettlementDraft | None
    arbitration: ArbitrationDraft | None
    panel: tuple[PanelistRow, ...]
    fact_sheet: FactSheetDraft | None
    close_remarks: str
    merged_into: str
    follows: str
    updated_by: str
    links: tuple[LinkedCase, ...] = ()
    in_bin: tuple[Binned, ...] = ()

    @property
    def now_at(self) -> StepRow | None:
        """The step at which the case is, None while it is being prepared."""
        return self.steps[-1] if self.steps else None

    @property
    def step(self) -> Step:
        """The step of the agreement at which the case is, or begins."""
        if self.now_at is None:
            return self.rules.procedure.entry(self.draft.kind)
        return self.rules.procedure.step(self.now_at.position)

    @property
    def running(self) -> tuple[DeadlineRow, ...]:
        """The clocks that run, the first to end first."""
        return tuple(sorted((one for one in self.deadlines if one.is_running), key=lambda one: one.due_at))

    def words(self, deadline: DeadlineRow | ExtensionRow) -> str:
        """Return what a clock is for, such as ``Answer at Step 1``."""
        return act_words(deadline.position, deadline.act, self.rules)

    @property
    def facts(self) -> CaseFacts:
        """What the clocks are counted from."""
        if self.draft.occurred_on is None:
            raise ValueError("a stored case has a date of occurrence")
        zone = self.rules.calendar.tz
        steps = (
            StepFacts(
                one.position,
                moment_of(one.filed_on, one.filed_time, zone),
                moment_of(one.met_on, one.met_time, zone),
                moment_of(one.answered_on, one.answered_time, zone),
            )
            for one in self.steps
        )
        return CaseFacts(
            self.draft.kind,
            self.row.status,
            self.draft.occurred_on,
            self.draft.knew_on,
            self.draft.trigger_used,
            tuple(steps),
            settlement_runs_from(self.settlement),
            extensions_by_clock(self.extensions),
        )


def settlement_runs_from(settlement: SettlementDraft | None) -> date | None:
    """Return the day from which the settlement's clock runs: when it is to be kept, else when it was signed."""
    return (settlement.comply_by or settlement.signed_on) if settlement else None


def extension_of(row: ExtensionRow) -> Extension:
    """Return what an extension does to a deadline."""
    return Extension(row.to_on, row.agreed_on, row.agreed_union, row.agreed_employer, row.document)


def extensions_by_clock(rows: Iterable[ExtensionRow]) -> Mapping[ClockKey, tuple[Extension, ...]]:
    """Return the extensions of each clock."""
    found: dict[ClockKey, tuple[Extension, ...]] = {}
    for row in rows:
        key = (row.position, row.act)
        found[key] = (*found.get(key, ()), extension_of(row))
    return found
