"""Members of the local: their words, rows, drafts and rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.contact import Email, Line, LongText, Phone, PostalCode, State
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.words import Word

EARLIEST = date(1900, 1, 1)
"""No date of a living member's record lies before this day."""


class MemberStatus(Word):
    """A member's standing in the local."""

    ACTIVE = "active", "Active"
    INACTIVE = "inactive", "Inactive"
    SUSPENDED = "suspended", "Suspended"
    WITHDRAWN = "withdrawn", "Withdrawn"
    RETIRED = "retired", "Retired"
    DECEASED = "deceased", "Deceased"


class MemberType(Word):
    """The type of membership that the international keeps (A pays into the pension, BA does not)."""

    A = "a", "A"
    BA = "ba", "BA"
    NONE = "none", "Not set"


class Classification(Word):
    """What a member works as."""

    APPRENTICE_1 = "apprentice_1", "Apprentice, 1st year"
    APPRENTICE_2 = "apprentice_2", "Apprentice, 2nd year"
    APPRENTICE_3 = "apprentice_3", "Apprentice, 3rd year"
    APPRENTICE_4 = "apprentice_4", "Apprentice, 4th year"
    APPRENTICE_5 = "apprentice_5", "Apprentice, 5th year"
    JOURNEY_WORKER = "journey_worker", "Journey worker"
    FOREMAN = "foreman", "Foreman"
    RETIREE = "retiree", "Retiree"
    HONORARY = "honorary", "Honorary"


class NoteVisibility(Word):
    """Who may read a note."""

    ALL = "all", "Everyone in the office"
    STAFF = "staff", "Staff"
    OFFICERS = "officers", "Officers only"


class ContactKind(Word):
    """What a member's contact person is for."""

    EMERGENCY = "emergency", "Emergency"
    FAMILY = "family", "Family"
    BENEFICIARY = "beneficiary", "Beneficiary"
    OTHER = "other", "Other"


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


@dataclass(frozen=True)
class MemberRow:
    """A member as one line of a list."""

    id: UUID
    version: int
    card_number: str
    first_name: str
    middle_name: str
    last_name: str
    suffix: str
    preferred_name: str
    status: MemberStatus
    member_type: MemberType
    classification: Classification
    employer: str
    phone: str
    email: str
    address_line1: str
    address_line2: str
    city: str
    state: str
    postal_code: str
    home_local: str
    referral_book: str
    initiation_date: date | None
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""

    @property
    def name(self) -> str:
        """The name as lists show it: ``Last, First Middle, Suffix``."""
        given = " ".join(part for part in (self.first_name, self.middle_name) if part)
        return ", ".join(part for part in (self.last_name, given, self.suffix) if part)

    @property
    def full_name(self) -> str:
        """The name as letters show it: ``First Middle Last Suffix``."""
        parts = (self.first_name, self.middle_name, self.last_name, self.suffix)
        return " ".join(part for part in parts if part)


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


@dataclass(frozen=True)
class EmploymentRow:
    """One job, as the member's and the employer's pages show it."""

    id: UUID
    version: int
    member_id: UUID
    member_name: str
    card_number: str
    organization_id: UUID
    employer: str
    position: str
    started_on: date | None
    ended_on: date | None
    weekly_hours: Decimal | None
    hourly_rate: Decimal | None

    @property
    def is_current(self) -> bool:
        """Whether the job has no end yet."""
        return self.ended_on is None


@dataclass(frozen=True)
class StatusChange:
    """One line of a member's status history."""

    status: MemberStatus
    since: date
    reason: str
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True)
class MemberContact:
    """A person to reach about a member, as shown."""

    id: UUID
    version: int
    kind: ContactKind
    name: str
    relation: str
    phone: str
    email: str


@dataclass(frozen=True)
class Duplicate:
    """Somebody already kept who looks like the one being typed."""

    id: UUID
    name: str
    card_number: str
    why: str
    in_bin: bool = False


@dataclass(frozen=True)
class MemberRecord:
    """All that the member's page shows, read in one go. ``private`` is None without the private duty."""

    draft: MemberDraft
    row: MemberRow
    private: MemberPrivateDraft | None
    statuses: tuple[StatusChange, ...]
    employments: tuple[EmploymentRow, ...]
    contacts: tuple[MemberContact, ...]
    in_bin: tuple[Binned, ...] = ()
