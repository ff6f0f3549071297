"""Cases as their form edits them."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo, field_validator

from ip2a_desktop.domain.agreement_drafts import CaseDate, NeededDate
from ip2a_desktop.domain.clocks import TriggerUsed
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.grievances import MOST_GRIEVANTS, Priority
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import GrievanceKind


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
        (), title="Grievants", validate_default=True
    )
    articles: Annotated[tuple[CitedArticle, ...], AfterValidator(_once_each), Field(max_length=200)] = Field(
        (), title="Articles"
    )

    @field_validator("knew_on")
    @classmethod
    def _knew_afterwards(cls, day: date | None, others: ValidationInfo) -> date | None:
        happened = others.data.get("occurred_on")
        if day and happened and day < happened:
            raise wrong("Nobody knew of it before it happened.")
        return day

    @field_validator("trigger_used")
    @classmethod
    def _has_its_day(cls, trigger: TriggerUsed, others: ValidationInfo) -> TriggerUsed:
        if trigger is TriggerUsed.KNOWLEDGE and "knew_on" in others.data and others.data["knew_on"] is None:
            raise wrong("Write since when it was known, or count from the day it happened.")
        return trigger

    @field_validator("grievants")
    @classmethod
    def _has_somebody(cls, grievants: tuple[Grievant, ...], others: ValidationInfo) -> tuple[Grievant, ...]:
        if not grievants and others.data.get("kind") is not GrievanceKind.POLICY:
            raise wrong("Name the grievant; only a union or policy grievance goes without one.")
        return grievants
