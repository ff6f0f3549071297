"""Grievances: the words of a case, its draft with grievants and articles, its line in the docket."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from ip2a_desktop.domain.agreements import CaseDate, NeededDate
from ip2a_desktop.domain.clocks import GrievanceStatus, TriggerUsed
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.ids import new_id
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


class Grievant(BaseModel):
    """A member in whose name the case is brought."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID = Field(default_factory=new_id)
    member_id: UUID
    is_lead: bool = False
    signs_for_all: bool = False


class CitedArticle(BaseModel):
    """An article that the case says was violated, such as ``Art. 5.2 Overtime``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID = Field(default_factory=new_id)
    reference: Annotated[Line, Field(min_length=1)]
    agreement_article_id: UUID | None = None


def _employer(value: UUID | None) -> UUID | None:
    if value is None:
        raise wrong("Choose the employer.")
    return value


def _agreement(value: UUID | None) -> UUID | None:
    if value is None:
        raise wrong("Choose the agreement and its version.")
    return value


def _once_each(cited: tuple[CitedArticle, ...]) -> tuple[CitedArticle, ...]:
    return tuple({one.reference: one for one in cited}.values())


def _one_lead(grievants: tuple[Grievant, ...]) -> tuple[Grievant, ...]:
    """Name each member once, and make the first one the lead where nobody is."""
    once = {one.member_id: one for one in grievants}
    leads = [one for one in once.values() if one.is_lead]
    if len(leads) > 1:
        raise wrong("Only one of the grievants is the lead.")
    if once and not leads:
        first = next(iter(once.values()))
        once[first.member_id] = first.model_copy(update={"is_lead": True})
    return tuple(once.values())


class GrievanceDraft(Draft):
    """A case as its form edits it; how it goes on is not edited but done, by verbs."""

    kind: GrievanceKind = Field(GrievanceKind.INDIVIDUAL, title="Kind")
    organization_id: Annotated[UUID | None, AfterValidator(_employer)] = Field(
        None, title="Employer", validate_default=True
    )
    agreement_version_id: Annotated[UUID | None, AfterValidator(_agreement)] = Field(
        None, title="Agreement", validate_default=True
    )
    jobsite: Line = Field("", title="Jobsite")
    occurred_on: NeededDate = Field(None, title="Happened on", validate_default=True)
    knew_on: CaseDate = Field(None, title="Known since")
    trigger_used: TriggerUsed = Field(TriggerUsed.OCCURRENCE, title="Time to file counts from")
    steward: Line = Field("", title="Steward")
    representative: Line = Field("", title="Representative")
    supervisor: Line = Field("", title="Supervisor")
    group_name: Line = Field("", title="Name of the group")
    statement: LongText = Field("", title="Statement")
    remedy: LongText = Field("", title="Remedy")
    other_provisions: LongText = Field("", title="Law, policy or past practice")
    priority: Priority = Field(Priority.NORMAL, title="Priority")
    follows_id: UUID | None = Field(None, title="Follows the case")
    grievants: Annotated[tuple[Grievant, ...], AfterValidator(_one_lead), Field(max_length=MOST_GRIEVANTS)] = Field(
        (), title="Grievants"
    )
    articles: Annotated[tuple[CitedArticle, ...], AfterValidator(_once_each), Field(max_length=200)] = Field(
        (), title="Articles"
    )

    @model_validator(mode="after")
    def _whole(self) -> GrievanceDraft:
        if self.kind is not GrievanceKind.POLICY and not self.grievants:
            raise wrong("Name the grievant; only a union or policy grievance goes without one.")
        if self.occurred_on and self.knew_on and self.knew_on < self.occurred_on:
            raise wrong("Nobody knew of it before it happened.")
        if self.trigger_used is TriggerUsed.KNOWLEDGE and self.knew_on is None:
            raise wrong("Write since when it was known, or count from the day it happened.")
        return self


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
