"""Grievances: the words of a case, and its line in the docket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.members import Classification
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Side
from ip2a_desktop.domain.words import Word

MOST_GRIEVANTS = 20_000
"""More than any local has members to a case."""

MADE_WHOLE = "That the grievant be made whole in every way."
"""What a remedy usually begins with."""


class Priority(Word):
    """How urgent a case is to the local."""

    NORMAL = "normal", "Normal"
    HIGH = "high", "High"
    URGENT = "urgent", "Urgent"


class Outcome(Word):
    """How a case ended."""

    SETTLED = "settled", "Settled"
    SUSTAINED = "sustained", "Sustained"
    DENIED = "denied", "Denied"
    WITHDRAWN = "withdrawn", "Withdrawn"
    UNTIMELY = "untimely", "Untimely"
    MERGED = "merged", "Merged into another case"


class Disposition(Word):
    """What became of a step."""

    ACCEPTED = "accepted", "Answer accepted"
    REJECTED = "rejected", "Answer rejected"
    APPEALED = "appealed", "Taken to the next step"
    MEDIATION = "mediation", "In mediation"


class DeadlineState(Word):
    """Whether a clock still runs."""

    OPEN = "open", "Running"
    DONE = "done", "Done"
    MOOT = "moot", "No longer needed"


@dataclass(frozen=True)
class GrievantRow:
    """A grievant as shown on the case and its papers."""

    id: UUID
    member_id: UUID
    name: str
    card_number: str
    classification: Classification
    hire_date: date | None
    is_lead: bool
    signs_for_all: bool


@dataclass(frozen=True)
class DocketRow:
    """A case as one line of the docket; ``days_left`` counts to what is due next, whoever has to do it."""

    id: UUID
    version: int
    number: str
    kind: GrievanceKind
    status: GrievanceStatus
    priority: Priority
    step: str
    lead: str
    grievants: int
    group_name: str
    employer: str
    jobsite: str
    steward: str
    representative: str
    occurred_on: date
    filed_on: date | None
    next_act: Act | None
    next_side: Side | None
    next_step: str
    due_on: date | None
    days_left: int | None
    is_overdue: bool
    explanation: str
    our_act: Act | None
    our_step: str
    our_due_on: date | None
    outcome: Outcome | None
    closed_on: date | None
    is_sample: bool
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""

    @property
    def who(self) -> str:
        """The grievants in a few words, such as ``Silva, Ana et al. (12)``."""
        if not self.grievants:
            return self.group_name or "The union"
        others = f" et al. ({self.grievants:,})" if self.grievants > 1 else ""
        return (self.group_name or self.lead) + others

    @property
    def next_words(self) -> str:
        """What is due next, such as ``Employer: answer at Step 1``."""
        return _duty(self.next_act, self.next_side, self.next_step)

    @property
    def our_words(self) -> str:
        """What the union has to do next, such as ``Go to Step 2``."""
        return _duty(self.our_act, None, self.our_step)

    @property
    def left_words(self) -> str:
        """How much time is left, such as ``3 days left``, ``Due today``, ``2 days late``."""
        return days_left_words(self.days_left)


_VERBS = {
    Act.FILE: "go to {}",
    Act.MEET: "meet at {}",
    Act.ANSWER: "answer at {}",
    Act.GRIEVE_AGAIN: "grieve again unless the settlement is kept",
}


def _duty(act: Act | None, side: Side | None, step: str) -> str:
    if act is None:
        return ""
    words = _VERBS[act].format(step)
    return f"{side.label}: {words}" if side else words[0].upper() + words[1:]


def days_left_words(days: int | None) -> str:
    """Return how much time is left; empty where nothing is due."""
    if days is None:
        return ""
    if days == 0:
        return "Due today"
    count = abs(days)
    noun = "day" if count == 1 else "days"
    return f"{count:,} {noun} {'left' if days > 0 else 'late'}"
