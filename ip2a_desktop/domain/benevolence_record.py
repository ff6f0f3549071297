"""An application as lists and pages show it: its row, its levels and their decisions, its payments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.addresses import address_lines
from ip2a_desktop.domain.benevolence import (
    ApplicationStatus,
    BudgetKind,
    Decision,
    DocumentKind,
    Payee,
    PaymentMethod,
    Reason,
)
from ip2a_desktop.domain.benevolence_fund import Cap, EarlierRequest, LevelDuty
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.members import Classification, MemberStatus

if TYPE_CHECKING:
    from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
    from ip2a_desktop.domain.fund_drafts import FundDraft

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class ApplicationRow:
    """An application as one line of a list; ``level`` is the review level that it waits for."""

    id: UUID
    version: int
    number: str
    member_id: UUID
    member: str
    card_number: str
    reason: Reason | None
    status: ApplicationStatus
    level: str
    waits_for_me: bool
    requested: Decimal | None
    approved: Decimal | None
    paid: Decimal
    applied_on: date | None
    need_by: date | None
    submitted_on: date | None
    decided_on: date | None
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""


@dataclass(frozen=True)
class Applicant:
    """The member who asks, with the standing and card number of the day on which the application was handed in."""

    id: UUID
    full_name: str
    card_number: str
    standing: MemberStatus
    classification: Classification
    phone: str
    email: str
    address_line1: str
    address_line2: str
    city: str
    state: str
    postal_code: str

    @property
    def address(self) -> tuple[str, ...]:
        """The address as the lines of an envelope."""
        return address_lines(self.address_line1, self.address_line2, self.city, self.state, self.postal_code)


@dataclass(frozen=True)
class BudgetLine:
    """A line of the household's budget."""

    id: UUID
    version: int
    kind: BudgetKind
    description: str
    amount: Decimal


@dataclass(frozen=True)
class Document:
    """A document of the checklist; without a day it has not come in."""

    id: UUID
    version: int
    kind: DocumentKind
    description: str
    received_on: date | None


@dataclass(frozen=True)
class Step:
    """A review level that has to approve this application, as the settings were when it was handed in."""

    round: int
    position: int
    level_id: UUID
    name: str
    duty: LevelDuty


@dataclass(frozen=True)
class Review:
    """What one level decided, with the cap's arithmetic as it was then. ``login`` is who decided."""

    id: UUID
    round: int
    position: int
    level_id: UUID
    level: str
    login: str
    reviewer: str
    alternate_for: str
    decision: Decision
    amount: Decimal | None
    comment: str
    override_reason: str
    cap: Cap | None
    problems: tuple[str, ...]
    at: datetime


@dataclass(frozen=True)
class Recusal:
    """Somebody who does not decide on this application, and who sits in their place at a level."""

    id: UUID
    level_id: UUID
    level: str
    recused: str
    recused_name: str
    alternate: str
    alternate_name: str
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Answer:
    """What came in after a level had asked for more information."""

    id: UUID
    words: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Payment:
    """A payment; a voided one is kept with the reason."""

    id: UUID
    amount: Decimal
    paid_on: date
    method: PaymentMethod
    payee_kind: Payee
    payee: str
    account: str
    reference: str
    is_last: bool
    recorded_at: datetime
    recorded_by: str
    voided_at: datetime | None = None
    voided_by: str = ""
    void_reason: str = ""

    @property
    def counts(self) -> bool:
        """Whether the money left the fund for good."""
        return self.voided_at is None


@dataclass(frozen=True)
class Outcome:
    """What the server alone writes on an application."""

    status: ApplicationStatus
    round: int
    submitted_on: date | None
    submitted_by: str
    approved: Decimal | None
    decided_on: date | None
    withdrawn_reason: str
    found_false_on: date | None
    found_false_reason: str


@dataclass(frozen=True)
class Person:
    """Somebody in the office: their duties, which member they are, and which members are their family."""

    login: str
    duties: frozenset[str]
    member_id: UUID | None = None
    family: frozenset[UUID] = frozenset()

    def holds(self, duty: LevelDuty) -> bool:
        """Say whether the person can decide at the levels of a duty."""
        return duty.role in self.duties

    @property
    def is_officer(self) -> bool:
        """Whether the person holds any of the deciding duties."""
        return any(self.holds(duty) for duty in LevelDuty)

    @property
    def is_office(self) -> bool:
        """Whether the person works on applications at all."""
        return self.is_officer or "ip2a_staff" in self.duties


@dataclass(frozen=True)
class ApplicationRecord:
    """All that an application's page shows, read in one go."""

    draft: ApplicationDraft
    row: ApplicationRow
    applicant: Applicant
    outcome: Outcome
    fund: FundDraft
    cap: Cap
    problems: tuple[str, ...]
    lines: tuple[BudgetLine, ...]
    documents: tuple[Document, ...]
    steps: tuple[Step, ...]
    reviews: tuple[Review, ...]
    answers: tuple[Answer, ...]
    recusals: tuple[Recusal, ...]
    payments: tuple[Payment, ...]
    earlier: tuple[EarlierRequest, ...]
    person: Person
    in_bin: tuple[Binned, ...] = ()
    is_invented: bool = False

    @property
    def paid(self) -> Decimal:
        """What was paid, voided payments left out."""
        return sum((one.amount for one in self.payments if one.counts), _NOTHING)

    @property
    def to_pay(self) -> Decimal:
        """What may still be paid."""
        return (self.outcome.approved or _NOTHING) - self.paid

    @property
    def was_sent_back(self) -> bool:
        """Whether a level sent it back to be corrected, and it was not handed in again."""
        return self.outcome.status is ApplicationStatus.DRAFT and self.outcome.round > 0

    def total(self, kind: BudgetKind) -> Decimal:
        """Return the sum of the household's lines of one kind."""
        return sum((line.amount for line in self.lines if line.kind is kind), _NOTHING)

    @property
    def missing_documents(self) -> tuple[Document, ...]:
        """The documents of the checklist that have not come in."""
        return tuple(one for one in self.documents if one.received_on is None)
