"""The fund's own rules as settings: the cap and what is left of it, waits, bars, review levels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.benevolence import ApplicationStatus
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.words import Word

if TYPE_CHECKING:
    from ip2a_desktop.domain.binned import Binned
    from ip2a_desktop.domain.fund_drafts import FundDraft, LevelDraft

SAMPLE = "SAMPLE - not verified against your fund's rules"
"""Stands on every screen and paper until an admin confirms the fund's settings."""

INVENTED = "SAMPLE DATA - nobody asked for this help"
"""Stands on the screen and the papers of an application that was made up."""

GOOD_STANDING = (MemberStatus.ACTIVE, MemberStatus.RETIRED)
"""The standings in which a member can ask for help where the fund is for members in good standing only."""

_NOTHING = Decimal(0)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class CapPeriod(Word):
    """Over which time payments to one member are counted."""

    CALENDAR_YEAR = "calendar_year", "Calendar year"
    ROLLING_YEAR = "rolling_year", "Rolling 12 months"

    def counts(self, paid_on: date, on: date) -> bool:
        """Say whether a payment of one day counts on another day."""
        return paid_on.year == on.year if self is CapPeriod.CALENDAR_YEAR else paid_on > _years_after(on, -1)


class LevelDuty(Word):
    """Which duty decides at a review level."""

    VP = "vp", "Vice president"
    ADMIN = "admin", "Admin"
    MANAGER = "manager", "Business manager"
    PRESIDENT = "president", "President"

    @property
    def role(self) -> str:
        """The database's group role of this duty."""
        return f"ip2a_{self.value}"


def dollars(amount: Decimal) -> str:
    """Return an amount for a sentence: ``$500``, ``$1,041.50``, ``-$20``."""
    shown = f"{abs(amount):,.2f}".removesuffix(".00")
    return f"{'-' if amount < 0 else ''}${shown}"


def _years_after(day: date, years: int) -> date:
    """The same day of another year; the 28th where that year has no February 29th, as PostgreSQL counts."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def levels_for(levels: Iterable[LevelDraft], requested: Decimal) -> tuple[LevelDraft, ...]:
    """Return the levels that have to approve an amount, in their order."""
    needed = (level for level in levels if level.threshold <= requested)
    return tuple(sorted(needed, key=lambda level: (level.position, level.id.bytes)))


@dataclass(frozen=True)
class Cap:
    """What one member can still get on a day: the cap less what was paid and what is promised.

    ``amount`` is None where the fund has no cap; ``promised`` was approved for other applications and not paid yet.
    """

    amount: Decimal | None
    period: CapPeriod
    paid: Decimal = _NOTHING
    promised: Decimal = _NOTHING

    @property
    def left(self) -> Decimal | None:
        """What remains, never less than nothing; None where there is no cap."""
        return None if self.amount is None else max(_NOTHING, self.amount - self.paid - self.promised)

    def allows(self, amount: Decimal) -> bool:
        """Say whether so much can be approved without an override."""
        return self.left is None or amount <= self.left

    @property
    def sentence(self) -> str:
        """The arithmetic: ``$500 cap - $180 paid this year = $320 left``."""
        if self.amount is None or self.left is None:
            return "The fund has no cap"
        when = "this year" if self.period is CapPeriod.CALENDAR_YEAR else "in 12 months"
        parts = f"{dollars(self.amount)} cap - {dollars(self.paid)} paid {when}"
        if self.promised:
            parts += f" - {dollars(self.promised)} approved and not paid yet"
        return f"{parts} = {dollars(self.left)} left"


@dataclass(frozen=True)
class EarlierRequest:
    """Another application of the same member. ``paid`` leaves voided payments out."""

    id: UUID
    number: str
    status: ApplicationStatus
    submitted_on: date | None
    requested: Decimal | None
    approved: Decimal | None
    paid: Decimal
    found_false_on: date | None = None

    @property
    def promised(self) -> Decimal:
        """What was approved and not paid yet."""
        open_ones = (ApplicationStatus.APPROVED, ApplicationStatus.PARTLY_PAID)
        if self.approved is None or self.status not in open_ones or self.found_false_on is not None:
            return _NOTHING
        return self.approved - self.paid


def cap_on(
    fund: FundDraft, on: date, payments: Iterable[tuple[date, Decimal]], others: Iterable[EarlierRequest]
) -> Cap:
    """Return what a member can still get.

    Args:
        fund: the fund's rules.
        on: the day of the decision.
        payments: day and amount of all payments to the member that were not voided.
        others: the member's other applications.
    """
    paid = sum((amount for day, amount in payments if fund.cap_period.counts(day, on)), _NOTHING)
    return Cap(fund.cap_amount, fund.cap_period, paid, sum((one.promised for one in others), _NOTHING))


def ineligible(fund: FundDraft, on: date, standing: MemberStatus, others: Iterable[EarlierRequest]) -> tuple[str, ...]:
    """Return why the fund's rules do not let this member be helped on a day: sentences, none where they do.

    Args:
        fund: the fund's rules.
        on: the day on which the application was handed in.
        standing: the member's standing on that day.
        others: the member's other applications.
    """
    found = []
    if fund.good_standing_only and standing not in GOOD_STANDING:
        found.append(f"The member's standing is {standing.label.lower()}; the fund is for members in good standing.")
    others = tuple(others)
    found += _still_waiting(fund, on, others)
    false = max((one.found_false_on for one in others if one.found_false_on), default=None)
    if false is not None and on < _years_after(false, fund.bar_years):
        until = _day(_years_after(false, fund.bar_years))
        found.append(f"An application was found to be false on {_day(false)}; the member is barred until {until}.")
    return tuple(found)


def _still_waiting(fund: FundDraft, on: date, others: Iterable[EarlierRequest]) -> list[str]:
    """Withdrawn applications are as if they had never been handed in."""
    days = [
        (one.submitted_on, one.number)
        for one in others
        if one.submitted_on and one.submitted_on <= on and one.status is not ApplicationStatus.WITHDRAWN
    ]
    if not days:
        return []
    last, number = max(days)
    free = last + timedelta(days=fund.wait_days)
    if on >= free:
        return []
    waits = f"after the wait of {fund.wait_days} days the member can apply again on {_day(free)}."
    return [f"{number} was handed in on {_day(last)}; {waits}"]


def _day(value: date) -> str:
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


@dataclass(frozen=True)
class FundSettings:
    """The fund's rules and its review levels, in their order.

    ``is_office_known`` is False as long as nobody of the office is linked to a member or to family.
    """

    fund: FundDraft
    levels: tuple[LevelDraft, ...]
    is_office_known: bool = True
    in_bin: tuple[Binned, ...] = ()


@dataclass(frozen=True)
class Officer:
    """Somebody who can decide at the levels of some duties."""

    login: str
    name: str
    duties: frozenset[LevelDuty]
