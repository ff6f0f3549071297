"""Employers and the other organizations that a local deals with: words, rows, drafts and rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.contact import Email, LegalName, Line, LongText, Phone, PostalCode, State
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.members import EmploymentRow, SensibleDate
from ip2a_desktop.domain.words import Word


class OrganizationType(Word):
    """What an organization is to the local."""

    EMPLOYER = "employer", "Employer"
    UNION = "union", "Union"
    TRAINING_PARTNER = "training_partner", "Training partner"
    JATC = "jatc", "JATC"


class SignatoryStatus(Word):
    """Whether an employer has signed an agreement with the local."""

    SIGNATORY = "signatory", "Signatory"
    PROJECT = "project", "Project agreement only"
    PENDING = "pending", "In negotiation"
    FORMER = "former", "Former signatory"
    NOT_SIGNATORY = "not_signatory", "Not signatory"


def _name(text: str) -> str:
    if not text:
        raise wrong("An organization needs a name.")
    return text


def _contact_name(text: str) -> str:
    if not text:
        raise wrong("A contact needs a name.")
    return text


def _website(text: str) -> str:
    if text and (" " in text or "." not in text):
        raise wrong("Write a web address such as www.example.org.")
    return text


@dataclass(frozen=True)
class EmployerRow:
    """An organization as one line of a list."""

    id: UUID
    version: int
    name: str
    trade_name: str
    organization_type: OrganizationType
    signatory_status: SignatoryStatus
    agreement: str
    contact: str
    phone: str
    email: str
    address_line1: str
    address_line2: str
    city: str
    state: str
    postal_code: str
    current_members: int
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""


class EmployerDraft(Draft):
    """An organization as the form edits it."""

    name: Annotated[LegalName, AfterValidator(_name)] = Field("", title="Name", validate_default=True)
    trade_name: Line = Field("", title="Doing business as")
    organization_type: OrganizationType = Field(OrganizationType.EMPLOYER, title="Type")
    signatory_status: SignatoryStatus = Field(SignatoryStatus.NOT_SIGNATORY, title="Signatory status")
    signatory_since: SensibleDate = Field(None, title="Signatory since")
    agreement: Line = Field("", title="Agreement (CBA)")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
    website: Annotated[Line, AfterValidator(_website)] = Field("", title="Website")
    address_line1: Line = Field("", title="Address")
    address_line2: Line = Field("", title="Address, second line")
    city: Line = Field("", title="City")
    state: State = Field("", title="State")
    postal_code: PostalCode = Field("", title="ZIP")
    remarks: LongText = Field("", title="Remarks")


class EmployerContactDraft(Draft):
    """A person at an organization; at most one is the primary contact."""

    organization_id: UUID
    name: Annotated[Line, AfterValidator(_contact_name)] = Field("", title="Name", validate_default=True)
    title: Line = Field("", title="Title")
    phone: Phone = Field("", title="Phone")
    email: Email = Field("", title="E-mail")
    is_primary: bool = Field(False, title="Primary contact")
    remarks: LongText = Field("", title="Remarks")


@dataclass(frozen=True)
class EmployerContact:
    """A person at an organization, as shown."""

    id: UUID
    version: int
    name: str
    title: str
    phone: str
    email: str
    is_primary: bool
    remarks: str


@dataclass(frozen=True)
class EmployerChoice:
    """An organization as a choice in a field."""

    id: UUID
    name: str
    place: str


@dataclass(frozen=True)
class EmployerRecord:
    """All that the organization's page shows, read in one go."""

    draft: EmployerDraft
    row: EmployerRow
    contacts: tuple[EmployerContact, ...]
    employments: tuple[EmploymentRow, ...]
    in_bin: tuple[Binned, ...] = ()
    has_elections: bool = False
