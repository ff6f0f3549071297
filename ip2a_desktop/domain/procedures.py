"""A grievance procedure as data: ordered steps, who sits at each, and both sides' limits with what lateness does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from ip2a_desktop.domain.deadlines import Calendar, Limit
from ip2a_desktop.domain.words import Word

SAMPLE = "SAMPLE - not verified against your agreement"
"""Stands on every screen and paper whose limits nobody has checked yet."""

AFTER_SETTLEMENT = 0
"""The place of the limit that a settlement starts, before all steps."""


class GrievanceKind(Word):
    """Whose grievance it is; each kind has a step at which it enters."""

    INDIVIDUAL = "individual", "Individual"
    GROUP = "group", "Group or class"
    POLICY = "policy", "Union or policy"
    DISCIPLINE = "discipline", "Discipline (expedited)"


class Side(Word):
    """A party to the agreement."""

    UNION = "union", "Union"
    EMPLOYER = "employer", "Employer"

    @property
    def other(self) -> Side:
        """The party across the table."""
        return Side.EMPLOYER if self is Side.UNION else Side.UNION


class Act(Word):
    """What a limit is for."""

    FILE = "file", "File or appeal"
    MEET = "meet", "Meet"
    ANSWER = "answer", "Answer"
    GRIEVE_AGAIN = "grieve_again", "Grieve again"


class RunsFrom(Word):
    """What starts a limit."""

    TRIGGER = "trigger", "The occurrence, or the day it was known"
    FILED = "filed", "The filing at this step"
    MET = "met", "The meeting at this step"
    ANSWERED = "answered", "The answer at the step before"
    SETTLED = "settled", "The settlement"


class Lateness(Word):
    """What the agreement says becomes of the case when a side is late."""

    ABANDONED = "abandoned", "The late side gives up its position"
    ADVANCES = "advances", "The case goes to the next step by itself"
    MAY_ADVANCE = "may_advance", "The other side may take it to the next step"
    NO_EFFECT = "no_effect", "Nothing"


class StepForm(Word):
    """What a step is."""

    MEETING = "meeting", "Meeting"
    COMMITTEE = "committee", "Joint committee"
    COUNCIL = "council", "Council, final and binding"
    ARBITRATION = "arbitration", "Arbitration"


class FirstStrike(Word):
    """Who strikes the first name from a panel of arbitrators."""

    RESPONDING = "responding", "The responding party (the employer)"
    GRIEVING = "grieving", "The grieving party (the union)"

    @property
    def side(self) -> Side:
        """The side that this is, the union being the one that grieves."""
        return Side.EMPLOYER if self is FirstStrike.RESPONDING else Side.UNION


@dataclass(frozen=True)
class StepLimit:
    """How long a side has for one act, what starts the time, and what its lateness does."""

    act: Act
    side: Side
    limit: Limit
    runs_from: RunsFrom
    lateness: Lateness


@dataclass(frozen=True)
class Step:
    """One step: its place in the order, who sits at it, which kinds enter here, and its limits."""

    position: int
    name: str
    form: StepForm = StepForm.MEETING
    union_sits: str = ""
    employer_sits: str = ""
    rule: str = ""
    limits: tuple[StepLimit, ...] = ()
    entry_for: frozenset[GrievanceKind] = frozenset()
    panel_size: int | None = None
    first_strike: FirstStrike | None = None

    def limit(self, act: Act) -> StepLimit | None:
        """Return the limit for an act, None where the agreement sets none."""
        return self._by_act.get(act)

    @cached_property
    def _by_act(self) -> Mapping[Act, StepLimit]:
        return MappingProxyType({one.act: one for one in reversed(self.limits)})


@dataclass(frozen=True)
class Procedure:
    """The steps in their order, and the limit that a settlement starts."""

    steps: tuple[Step, ...]
    after_settlement: StepLimit | None = None

    @cached_property
    def _by_position(self) -> Mapping[int, Step]:
        return MappingProxyType({step.position: step for step in self.steps})

    def step(self, position: int) -> Step:
        """Return the step at a position."""
        return self._by_position[position]

    def next_after(self, position: int) -> Step | None:
        """Return the step that follows, None after the last."""
        return next((step for step in self.steps if step.position > position), None)

    def entry(self, kind: GrievanceKind) -> Step:
        """Return the step at which cases of a kind begin: the one that names it, else the first."""
        return next((step for step in self.steps if kind in step.entry_for), self.steps[0])


@dataclass(frozen=True)
class Rules:
    """All that decides dates: the procedure, the calendar, and whether an admin has checked them."""

    procedure: Procedure
    calendar: Calendar = field(default_factory=Calendar)
    is_confirmed: bool = False

    @property
    def mark(self) -> str:
        """What must stand beside every date counted by these rules; empty once they were confirmed."""
        return "" if self.is_confirmed else SAMPLE
