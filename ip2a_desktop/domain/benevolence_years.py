"""A year of the fund: the register of its payments, and the summary that names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ip2a_desktop.domain.benevolence import PaymentMethod, Reason
from ip2a_desktop.domain.fund_drafts import FundDraft

_NOTHING = Decimal(0)


@dataclass(frozen=True)
class RegisterLine:
    """One payment of the register; a voided one stays in it and counts nothing."""

    id: UUID
    number: str
    member: str
    card_number: str
    paid_on: date
    payee: str
    method: PaymentMethod
    reference: str
    amount: Decimal
    recorded_by: str
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True)
class PaymentRegister:
    """All payments of a year, by day."""

    year: int
    lines: tuple[RegisterLine, ...]

    @property
    def total(self) -> Decimal:
        """What was paid, voided payments left out."""
        return sum((line.amount for line in self.lines if line.voided_at is None), _NOTHING)

    @property
    def voided(self) -> int:
        """How many payments were voided."""
        return sum(line.voided_at is not None for line in self.lines)


@dataclass(frozen=True)
class ReasonTotals:
    """The applications of a year for one reason; ``paid`` is what was paid in that year, whenever it was asked for."""

    reason: Reason
    applications: int = 0
    approved: int = 0
    denied: int = 0
    withdrawn: int = 0
    open: int = 0
    requested: Decimal = _NOTHING
    granted: Decimal = _NOTHING
    paid: Decimal = _NOTHING


@dataclass(frozen=True)
class YearSummary:
    """A year of the fund without names.

    ``related`` counts applications that state a relation to an officer; ``overrides`` counts decisions that set a
    rule of the fund aside.
    """

    year: int
    fund: FundDraft
    reasons: tuple[ReasonTotals, ...]
    months: tuple[Decimal, ...]
    members: int
    related: int
    overrides: int
    recusals: int
    voided: int

    def count(self, field: str) -> int:
        """Return the sum of a counting field over all reasons."""
        return sum(getattr(one, field) for one in self.reasons)

    def amount(self, field: str) -> Decimal:
        """Return the sum of an amount over all reasons."""
        return sum((getattr(one, field) for one in self.reasons), _NOTHING)
