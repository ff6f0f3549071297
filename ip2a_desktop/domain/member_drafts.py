"""Members as their forms edit them: profile, private fields, jobs, contacts; checked by Pydantic."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from ip2a_desktop.domain.contact import Email, Line, LongText, Phone, PostalCode, State
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.members import EARLIEST, Classification, ContactKind, MemberStatus, MemberType


def _sensible(day: date | None) -> date | None:
    if day is not None and day < EARLIEST:
        raise wrong("This date is before 1900.")
    return day


SensibleDate = Annotated[date | None, AfterValidator(_sensible)]


def _card_number(text: str) -> str:
    if not text:
        raise wrong("A member needs a card number.")
    return text


def _first_name(text: str) -> str:
    if not text:
        raise wrong("A member needs a first name.")
    return text


def _last_name(text: str) -> str:
    if not text:
        raise wrong("A member needs a last name.")
    return text


def _ssn_last4(text: str) -> str:
    if text and (len(text) != 4 or not text.isascii() or not text.isdigit()):
        raise wrong("Write only the last four digits, such as 0042.")
    return text


class MemberDraft(Draft):
    """A member's profile as the form edits it."""

    card_number: Annotated[Line, AfterValidator(_card_number)] = Field(
        "", title="Card number", max_length=50, validate_default=True
    )
    first_name: Annotated[Line, AfterValidator(_first_name)] = Field("", title="First name", validate_default=True)
    middle_name: Line = Field("", title="Middle name")
    last_name: Annotated[Line, AfterValidator(_last_name)] = Field("", title="Last name", validate_default=True)
    suffix: Line = Field("", title="Suffix", max_length=20)
    preferred_name: Line = Field("", title="Goes by")
    status: MemberStatus = Field(MemberStatus.ACTIVE, title="Status")
    status_since: SensibleDate = Field(None, title="Status since")
    status_reason: Line = Field("", title="Reason for the status")
    member_type: MemberType = Field(MemberType.NONE, title="Type")
    classification: Classification = Field(Classification.JOURNEY_WORKER, title="Classification")
    home_local: Line = Field("", title="Home local", max_length=50)
    initiation_date: SensibleDate = Field(None, title="Initiated")
    hire_date: SensibleDate = Field(None, title="First hired")
    referral_book: Line = Field("", title="Referral book", max_length=50)
    referral_registered_at: datetime | None = Field(None, title="Registered on book")
    phone: Phone = Field("", title="Phone")
    phone_other: Phone = Field("", title="Other phone")
    email: Email = Field("", title="E-mail")
    address_line1: Line = Field("", title="Address")
    address_line2: Line = Field("", title="Address, second line")
    city: Line = Field("", title="City")
    state: State = Field("", title="State")
    postal_code: PostalCode = Field("", title="ZIP")
    skills: LongText = Field("", title="Skills")


class MemberPrivateDraft(Draft):
    """What only the private duty may see. ``id`` is the member's id; ``version`` None where nothing is kept yet."""

    birth_date: SensibleDate = Field(None, title="Born")
    ssn_last4: Annotated[Line, AfterValidator(_ssn_last4)] = Field("", title="Last four of SSN")


class EmploymentDraft(Draft):
    """One job of a member."""

    member_id: UUID
    organization_id: UUID | None = Field(None, title="Employer", validate_default=True)
    position: Line = Field("", title="Position")
    started_on: SensibleDate = Field(None, title="Start", validate_default=True)
    ended_on: SensibleDate = Field(None, title="End")
    weekly_hours: Decimal | None = Field(None, title="Hours a week", ge=0, le=168, max_digits=5, decimal_places=2)
    hourly_rate: Decimal | None = Field(None, title="Hourly rate", ge=0, max_digits=8, decimal_places=2)

    @model_validator(mode="after")
    def _in_order(self) -> EmploymentDraft:
        if self.started_on and self.ended_on and self.ended_on < self.started_on:
            raise wrong("The job ends before it starts.")
        return self


class MemberContactDraft(Draft):
    """A person to reach about a member."""

    member_id: UUID
    kind: ContactKind = Field(ContactKind.EMERGENCY, title="For")
    name: Annotated[Line, Field(min_length=1)] = Field("", title="Name", validate_default=True)
    relation: Line = Field("", title="Relation")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
