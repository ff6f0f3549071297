"""Sample data: how much of it, what it consists of, and what its making and removing tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft, EmployerDraft
from ip2a_desktop.domain.imports import KeptRecord
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberContactDraft, MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.samples_organizing import SampleOrganizing


@dataclass(frozen=True)
class SampleSize:
    """How many there are to be of each; the rest follows from them. ``activities`` are those of organizers."""

    members: int = 500
    organizations: int = 60
    grievances: int = 40
    applications: int = 30
    activities: int = 60


USUAL = SampleSize()
QUICK = SampleSize(50, 20, 4, 6, 8)


@dataclass(frozen=True)
class StatusStep:
    """A later status of a member, who begins as active."""

    member_id: UUID
    status: MemberStatus
    since: date
    reason: str


@dataclass(frozen=True)
class SampleData:
    """Everything that is made, checked by the same drafts as what people type."""

    organizations: Sequence[EmployerDraft] = ()
    organization_contacts: Sequence[EmployerContactDraft] = ()
    members: Sequence[MemberDraft] = ()
    private: Sequence[MemberPrivateDraft] = ()
    member_contacts: Sequence[MemberContactDraft] = ()
    statuses: Sequence[StatusStep] = ()
    jobs: Sequence[EmploymentDraft] = ()
    notes: Sequence[NoteDraft] = ()
    organizing: SampleOrganizing = field(default_factory=SampleOrganizing)

    @property
    def total(self) -> int:
        """All records."""
        lists = (self.organizations, self.organization_contacts, self.members, self.private)
        return sum(map(len, (*lists, self.member_contacts, self.jobs, self.notes)))


Row = Mapping[str, Any]


@dataclass(frozen=True)
class SampleApplications:
    """Applications to the fund with what became of them: the values of each table's rows by column.

    Moments are local times of the hall: ``happened``, and ``voided`` of a payment.
    """

    applications: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    steps: list[Row] = field(default_factory=list)
    reviews: list[Row] = field(default_factory=list)
    recusals: list[Row] = field(default_factory=list)
    answers: list[Row] = field(default_factory=list)
    payments: list[Row] = field(default_factory=list)

    @property
    def ids(self) -> list[UUID]:
        """The ids of the applications."""
        return [one["id"] for one in self.applications]

    def lists(self) -> Iterable[tuple[str, list[Row]]]:
        """Return each list by its name."""
        return ((one.name, getattr(self, one.name)) for one in fields(self))


@dataclass(frozen=True)
class SampleMade:
    """What was put into the database."""

    batch_id: UUID
    members: int
    organizations: int
    jobs: int
    changes: Changes = field(default_factory=Changes)
    grievances: int = 0
    applications: int = 0


@dataclass(frozen=True)
class SampleRemoved:
    """What went for good, and what stays because somebody worked on it or hung something on it."""

    members: int
    organizations: int
    kept: tuple[KeptRecord, ...]
    changes: Changes = field(default_factory=Changes)
