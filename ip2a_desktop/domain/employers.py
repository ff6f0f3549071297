"""Employers and the other organizations that a local deals with: words and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.members import EmploymentRow
from ip2a_desktop.domain.words import Word

if TYPE_CHECKING:
    from ip2a_desktop.domain.employer_drafts import EmployerDraft


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
