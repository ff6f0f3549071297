"""Applications to the benevolence fund as tests of rules and of paper begin with."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision, Payee, PaymentMethod, Reason
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
from ip2a_desktop.domain.benevolence_fund import Cap, CapPeriod, EarlierRequest, LevelDuty
from ip2a_desktop.domain.benevolence_record import (
    Applicant,
    ApplicationRecord,
    ApplicationRow,
    Outcome,
    Payment,
    Person,
    Recusal,
    Review,
    Step,
)
from ip2a_desktop.domain.fund_drafts import FundDraft, LevelDraft
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import Classification, MemberStatus

NOW = datetime(2026, 3, 6, 18, 30, tzinfo=UTC)
TODAY = NOW.date()
LEVELS = tuple(
    LevelDraft(id=new_id(), version=1, position=place, name=duty.label, duty=duty, threshold=Decimal(threshold))
    for place, (duty, threshold) in enumerate(zip(LevelDuty, (0, 250, 1000, 2000), strict=True), start=1)
)
FUND = FundDraft(version=1, cap_amount=Decimal(2500))


def officer(duty: LevelDuty, login: str = "", **values: Any) -> Person:
    """Return somebody with one deciding duty, named after it unless told otherwise."""
    return Person(login or duty.value, frozenset({duty.role}), **values)


def cap(amount: int | None = 2500, paid: int = 0, promised: int = 0) -> Cap:
    """Return the arithmetic of a cap over a calendar year."""
    return Cap(None if amount is None else Decimal(amount), CapPeriod.CALENDAR_YEAR, Decimal(paid), Decimal(promised))


def earlier(number: str = "B-2026-001", **values: Any) -> EarlierRequest:
    """Return another application of the member, paid in full two months ago."""
    made = EarlierRequest(
        new_id(), number, ApplicationStatus.PAID, date(2026, 1, 5), Decimal(180), Decimal(180), Decimal(180)
    )
    return replace(made, **values)


def step(duty: LevelDuty, position: int, in_round: int = 1) -> Step:
    """Return the level of a duty in a round."""
    level = next(one for one in LEVELS if one.duty is duty)
    return Step(in_round, position, level.id, level.name, level.duty)


def review(at: Step, /, login: str = "", decision: Decision = Decision.APPROVED, **values: Any) -> Review:
    """Return what a level decided; an approval is one of $800."""
    amount = Decimal(800) if decision is Decision.APPROVED else None
    who = login or at.duty.value
    made = Review(
        new_id(), at.round, at.position, at.level_id, at.name, who, who.title(), "", decision, amount, "", "",
        cap() if amount else None, (), NOW,
    )  # fmt: skip
    return replace(made, **values)


def recusal(at: Step, /, recused: str, alternate: str, **values: Any) -> Recusal:
    """Return somebody's stepping aside at a level."""
    made = Recusal(
        new_id(), at.level_id, at.name, recused, recused.title(), alternate, alternate.title(),
        "Shares a house with the member", NOW, recused,
    )  # fmt: skip
    return replace(made, **values)


def payment(amount: int = 800, **values: Any) -> Payment:
    """Return a payment to the vendor."""
    made = Payment(
        new_id(), Decimal(amount), TODAY, PaymentMethod.CHECK, Payee.VENDOR, "Puget Power", "A-1777", "Check 1042",
        False, NOW, "robin",
    )  # fmt: skip
    return replace(made, **values)


def record(
    status: ApplicationStatus = ApplicationStatus.SUBMITTED,
    person: Person | None = None,
    duties: tuple[LevelDuty, ...] = (LevelDuty.VP, LevelDuty.ADMIN),
    member_id: UUID | None = None,
    **values: Any,
) -> ApplicationRecord:
    """Return an application for $800, handed in and not decided unless told otherwise.

    Args:
        status: where it stands.
        person: who is at the desk; the vice president where nobody is named.
        duties: of its review levels, in their order.
        member_id: who asks.
        values: other fields of the record; ``approved``, ``found_false_on`` and ``requested`` reach into it.
    """
    member = member_id or new_id()
    requested = values.pop("requested", Decimal(800))
    draft = ApplicationDraft(
        version=3, member_id=member, applied_on=date(2026, 3, 1), dependents=2, earners=1, reason=Reason.MEDICAL,
        narrative="The furnace went out.\nThe clinic sent a bill.", need_by=date(2026, 3, 20), requested=requested,
        payee="Puget Power", account="A-1777", is_declared=True, signed_on=date(2026, 3, 1),
    )  # fmt: skip
    outcome = Outcome(
        status, values.pop("round", 1), TODAY, "robin", values.pop("approved", None), values.pop("decided_on", None),
        "", values.pop("found_false_on", None), "",
    )  # fmt: skip
    row = ApplicationRow(
        draft.id, 3, "B-2026-014", member, "Silva, Ana", "0042", Reason.MEDICAL, status, "Vice president", True,
        requested, outcome.approved, Decimal(0), draft.applied_on, draft.need_by, TODAY, outcome.decided_on, NOW,
    )  # fmt: skip
    applicant = Applicant(
        member, "Ana Silva", "0042", MemberStatus.ACTIVE, Classification.JOURNEY_WORKER, "+12065550142",
        "ana@example.org", "1200 Main St", "", "Seattle", "WA", "98101",
    )  # fmt: skip
    made = ApplicationRecord(
        draft, row, applicant, outcome, FUND, cap(), (), (), (),
        tuple(step(duty, place) for place, duty in enumerate(duties, start=1)), (), (), (), (), (),
        person or officer(LevelDuty.VP),
    )  # fmt: skip
    return replace(made, **values)
