"""A year of the fund on a real PostgreSQL: the register of payments, and the summary without names."""

from decimal import Decimal

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence import Decision, Reason
from ip2a_desktop.domain.benevolence_review import ReasonDraft
from ip2a_desktop.services.benevolence_years import BenevolenceYears
from ip2a_desktop.services.members import MemberService
from tests.benevolence_desk import Desk
from tests.conftest import RoundTrips
from tests.factories import saved_member


@pytest.fixture
def desk(database: Database) -> Desk:
    return Desk(database)


def test_a_year_in_numbers_and_in_payments(desk: Desk, members: MemberService) -> None:
    year = desk.today.year
    ana = saved_member(members, first_name="Ana", last_name="Silva", card_number="0042").id
    bo = saved_member(members, first_name="Bo", last_name="Berg").id
    paid = desk.apply(ana, requested="240", officer_relation="Niece of the treasurer")
    desk.decide(paid, amount=200)
    lost = desk.pay(paid, 120)
    desk.verbs.void(paid, ReasonDraft(id=lost, reason="Lost in the mail"))
    desk.pay(paid, 150, reference="1043")
    denied = desk.apply(bo, reason="disaster", requested="90")
    desk.decide(denied, Decision.DENIED)
    again = desk.apply(ana, requested="60")
    desk.decide(again, amount=60, override_reason="A second accident")
    withdrawn, waiting = desk.apply(bo, requested="10"), desk.apply(bo, requested="20")
    desk.verbs.withdraw(desk.reason(withdrawn))
    years = BenevolenceYears(desk.database)
    summary = years.summary(year)
    medical, disaster = summary.reasons
    assert (medical.reason, medical.applications, medical.approved, medical.withdrawn, medical.open) == (
        Reason.MEDICAL, 4, 2, 1, 1,
    )  # fmt: skip
    assert (medical.requested, medical.granted, medical.paid) == (330, 260, 150)
    assert (disaster.reason, disaster.denied, disaster.paid) == (Reason.DISASTER, 1, 0)
    assert (summary.count("applications"), summary.amount("granted")) == (5, 260)
    assert sum(summary.months) == summary.months[desk.today.month - 1] == Decimal(150)
    assert (summary.members, summary.related, summary.overrides, summary.recusals, summary.voided) == (2, 1, 1, 0, 1)
    assert "Silva" not in str(summary)
    register = years.register(year)
    assert [(one.amount, one.void_reason, one.reference) for one in register.lines] == [
        (120, "Lost in the mail", "1042"),
        (150, "", "1043"),
    ]
    assert (register.total, register.voided, register.lines[1].member) == (150, 1, "Silva, Ana")
    assert desk.fund.load(waiting).row.waits_for_me
    empty = years.summary(1999)
    assert (empty.reasons, empty.members, years.register(1999).lines) == ((), 0, ())


def test_a_year_is_one_round_trip(counted: tuple[Database, RoundTrips]) -> None:
    database, trips = counted
    years = BenevolenceYears(database)
    years.summary(2026)
    years.register(2026)
    assert trips.count == 2
