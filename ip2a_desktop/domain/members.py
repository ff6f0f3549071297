"""Members of the local: their words and rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.words import Word

if TYPE_CHECKING:
    from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft

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
