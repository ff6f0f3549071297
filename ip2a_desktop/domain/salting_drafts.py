"""Campaigns and what belongs to them as their forms edit them."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from ip2a_desktop.domain.agreement_drafts import CaseDate, NeededDate
from ip2a_desktop.domain.cards import CardRules
from ip2a_desktop.domain.contact import Email, Line, LongText, Phone
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome, CampaignStatus, SaltResult
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment


def _campaign_name(text: str) -> str:
    if not text:
        raise wrong("A campaign needs a name.")
    return text


def _employer(chosen: UUID | None) -> UUID | None:
    if chosen is None:
        raise wrong("Choose the employer.")
    return chosen


def _campaign(chosen: UUID | None) -> UUID:
    if chosen is None:
        raise wrong("Choose the campaign.")
    return chosen


def _salt(chosen: UUID | None) -> UUID | None:
    if chosen is None:
        raise wrong("Choose the member who applied.")
    return chosen


def _assessment(chosen: WorkerAssessment | None) -> WorkerAssessment | None:
    if chosen is None:
        raise wrong("Choose where the worker stands.")
    return chosen


def _receptiveness(chosen: EmployerReceptiveness | None) -> EmployerReceptiveness | None:
    if chosen is None:
        raise wrong("Choose how the employer meets the union.")
    return chosen


NeededEmployer = Annotated[UUID | None, AfterValidator(_employer)]


class CampaignDraft(Draft):
    """An employer being organized."""

    name: Annotated[Line, AfterValidator(_campaign_name)] = Field("", title="Name", validate_default=True)
    organization_id: NeededEmployer = Field(None, title="Employer", validate_default=True)
    jobsite: Line = Field("", title="Jobsite")
    status: CampaignStatus = Field(CampaignStatus.ACTIVE, title="Status")
    lead_organizer: Line = Field("", title="Lead organizer")
    unit: LongText = Field("", title="Who is in the unit")
    unit_size: int | None = Field(None, title="Workers in the unit", ge=1, le=1_000_000)
    started_on: CaseDate = Field(None, title="Started")
    petition_on: CaseDate = Field(None, title="Petition filed")
    election_on: CaseDate = Field(None, title="Election")
    ended_on: CaseDate = Field(None, title="Ended")
    card_months: int = Field(6, title="A card counts for (months)", ge=1, le=60)
    showing_percent: int = Field(30, title="Showing of interest (%)", ge=1, le=100)
    goal_percent: int = Field(65, title="Cards wanted before filing (%)", ge=1, le=100)
    remarks: LongText = Field("", title="Remarks")

    @field_validator("petition_on", "election_on", "ended_on")
    @classmethod
    def _in_order(cls, day: date | None, info: ValidationInfo) -> date | None:
        earlier = info.data.get("petition_on" if info.field_name == "election_on" else "started_on")
        if day and earlier and day < earlier:
            before = "the petition was filed" if info.field_name == "election_on" else "the campaign started"
            raise wrong(f"This day is before {before}.")
        return day

    @property
    def card_rules(self) -> CardRules:
        """What the campaign's cards are counted by."""
        return CardRules(self.card_months, self.showing_percent, self.goal_percent)


class ActivityDraft(Draft):
    """What organizers did at an employer, within a campaign or before there is one."""

    organization_id: NeededEmployer = Field(None, title="Employer", validate_default=True)
    campaign_id: UUID | None = Field(None, title="Campaign")
    done_on: NeededDate = Field(None, title="Date", validate_default=True)
    kind: ActivityKind = Field(ActivityKind.OUTREACH, title="Kind")
    jobsite: Line = Field("", title="Jobsite")
    organizer: Line = Field("", title="Organizer")
    member_id: UUID | None = Field(None, title="Member who took part")
    workers_contacted: int = Field(0, title="Workers contacted", ge=0, le=1_000_000)
    cards_signed: int = Field(0, title="Cards signed", ge=0, le=1_000_000)
    outcome: ActivityOutcome = Field(ActivityOutcome.NEUTRAL, title="Outcome")
    receptiveness: EmployerReceptiveness | None = Field(None, title="Employer receptiveness")
    follow_up_on: CaseDate = Field(None, title="Follow up on")
    is_followed_up: bool = Field(False, title="Followed up")
    description: LongText = Field("", title="What happened")

    @field_validator("follow_up_on")
    @classmethod
    def _afterwards(cls, day: date | None, info: ValidationInfo) -> date | None:
        done_on = info.data.get("done_on")
        if day and done_on and day < done_on:
            raise wrong("The follow-up is before the activity.")
        return day


class WorkerDraft(Draft):
    """Somebody who works at an employer being organized."""

    campaign_id: Annotated[UUID, BeforeValidator(_campaign)] = Field(title="Campaign")
    first_name: Line = Field("", title="First name")
    last_name: Line = Field("", title="Last name", validate_default=True)
    position: Line = Field("", title="Job")
    department: Line = Field("", title="Department")
    shift: Line = Field("", title="Shift")
    location: Line = Field("", title="Location")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
    is_in_unit: bool = Field(True, title="In the unit")
    left_on: CaseDate = Field(None, title="Left the job on")
    on_committee: bool = Field(False, title="On the organizing committee")
    last_contact_on: CaseDate = Field(None, title="Last contact")
    remarks: LongText = Field("", title="Remarks")

    @field_validator("last_name")
    @classmethod
    def _named(cls, text: str, info: ValidationInfo) -> str:
        if not text and not info.data.get("first_name"):
            raise wrong("Write the first or the last name.")
        return text


class AssessmentDraft(Draft):
    """Where a worker stood on a day; the newest one counts, the others are the history."""

    worker_id: UUID
    assessment: Annotated[WorkerAssessment | None, AfterValidator(_assessment)] = Field(
        None, title="Worker assessment", validate_default=True
    )
    assessed_on: NeededDate = Field(None, title="Assessed on", validate_default=True)
    remarks: LongText = Field("", title="Why")


class CardDraft(Draft):
    """An authorization card that a worker signed."""

    worker_id: UUID
    signed_on: NeededDate = Field(None, title="Signed on", validate_default=True)
    collected_by: Line = Field("", title="Collected by")
    revoked_on: CaseDate = Field(None, title="Taken back on")
    remarks: LongText = Field("", title="Remarks")

    @field_validator("revoked_on")
    @classmethod
    def _afterwards(cls, day: date | None, info: ValidationInfo) -> date | None:
        signed_on = info.data.get("signed_on")
        if day and signed_on and day < signed_on:
            raise wrong("The card was taken back before it was signed.")
        return day


class SaltDraft(Draft):
    """A member who applied for work at an employer being organized, with the evidence of it."""

    campaign_id: UUID
    member_id: Annotated[UUID | None, AfterValidator(_salt)] = Field(None, title="Member", validate_default=True)
    applied_on: NeededDate = Field(None, title="Applied on", validate_default=True)
    position: Line = Field("", title="Position")
    proof: LongText = Field("", title="Proof of the application")
    result: SaltResult = Field(SaltResult.WAITING, title="Result")
    result_on: CaseDate = Field(None, title="Date of the result")
    witnesses: LongText = Field("", title="Witnesses")
    remarks: LongText = Field("", title="Remarks")

    @field_validator("result_on")
    @classmethod
    def _afterwards(cls, day: date | None, info: ValidationInfo) -> date | None:
        applied_on = info.data.get("applied_on")
        if day and applied_on and day < applied_on:
            raise wrong("The result is before the application.")
        return day


class ReceptivenessDraft(Draft):
    """How an employer met the union on a day; the newest one counts, the others are the history."""

    organization_id: UUID
    receptiveness: Annotated[EmployerReceptiveness | None, AfterValidator(_receptiveness)] = Field(
        None, title="Employer receptiveness", validate_default=True
    )
    rated_on: NeededDate = Field(None, title="Date", validate_default=True)
    remarks: LongText = Field("", title="Why")
