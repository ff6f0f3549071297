"""The fund's rules: the arithmetic of the cap, which levels an amount needs, waits and bars in sentences."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision, Payee, Reason, not_ready
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
from ip2a_desktop.domain.benevolence_fund import (
    Cap,
    CapPeriod,
    LevelDuty,
    cap_on,
    dollars,
    ineligible,
    levels_for,
)
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import MemberStatus
from tests.benevolence_cases import FUND, LEVELS, TODAY, cap, earlier

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MONEY = st.decimals(0, 5000, places=2)
PERIODS = st.sampled_from(CapPeriod)
STATUSES = st.sampled_from([one for one in ApplicationStatus if one is not ApplicationStatus.DRAFT])


@st.composite
def others(draw):
    requested = draw(MONEY)
    approved = draw(st.none() | st.decimals(0, requested, places=2))
    return earlier(
        f"B-2026-{draw(st.integers(1, 999)):03}",
        status=draw(STATUSES),
        submitted_on=draw(DAYS),
        requested=requested,
        approved=approved,
        paid=draw(st.decimals(0, approved or 0, places=2)),
        found_false_on=draw(st.none() | DAYS),
    )


def test_the_arithmetic_is_a_sentence():
    assert cap(500, 180).sentence == "$500 cap - $180 paid this year = $320 left"
    assert cap(500, 180, 100).sentence == "$500 cap - $180 paid this year - $100 approved and not paid yet = $220 left"
    rolling = Cap(Decimal("499.50"), CapPeriod.ROLLING_YEAR, Decimal("1499.25"))
    assert rolling.sentence == "$499.50 cap - $1,499.25 paid in 12 months = $0 left"
    assert cap(None).sentence == "The fund has no cap"


@pytest.mark.parametrize(
    ("period", "paid_on", "counts"),
    [
        ("calendar_year", "2026-01-01", True),
        ("calendar_year", "2025-12-31", False),
        ("rolling_year", "2025-03-07", True),
        ("rolling_year", "2025-03-06", False),
    ],
)
def test_which_payments_count(period, paid_on, counts):
    assert CapPeriod(period).counts(date.fromisoformat(paid_on), date(2026, 3, 6)) is counts


def test_twelve_months_before_a_leap_day_begin_where_postgresql_says():
    assert CapPeriod.ROLLING_YEAR.counts(date(2027, 3, 1), date(2028, 2, 29))
    assert not CapPeriod.ROLLING_YEAR.counts(date(2027, 2, 28), date(2028, 2, 29))


@given(PERIODS, DAYS, st.lists(st.tuples(DAYS, MONEY)), st.lists(others()), MONEY)
def test_what_is_counted_and_what_is_left_is_the_cap(period, on, payments, requests, amount):
    fund = FUND.model_copy(update={"cap_period": period, "cap_amount": amount or None})
    found = cap_on(fund, on, payments, requests)
    assert found.paid == sum(paid for day, paid in payments if period.counts(day, on))
    assert found.promised == sum(one.promised for one in requests)
    assert found.promised >= 0
    if found.left is None:
        assert not amount
        return
    assert found.left >= 0
    assert found.left == max(0, amount - found.paid - found.promised)
    assert found.allows(found.left)
    assert not found.allows(found.left + Decimal("0.01"))


@given(DAYS, st.lists(st.tuples(DAYS, MONEY), min_size=1), st.lists(others()))
def test_a_payment_less_never_leaves_less(on, payments, requests):
    before = cap_on(FUND, on, payments, requests).left
    assert cap_on(FUND, on, payments[1:], requests).left >= before


@pytest.mark.parametrize(
    ("amount", "duties"),
    [
        ("100", "vp"),
        ("249.99", "vp"),
        ("250", "vp admin"),
        ("1000", "vp admin manager"),
        ("7500", "vp admin manager president"),
    ],
)
def test_the_levels_that_an_amount_needs(amount, duties):
    assert " ".join(one.duty for one in levels_for(LEVELS, Decimal(amount))) == duties


@given(MONEY, MONEY, st.permutations(LEVELS))
def test_more_money_never_needs_fewer_levels_and_the_order_stands(less, more, levels):
    less, more = sorted([less, more])
    few, many = levels_for(levels, less), levels_for(levels, more)
    assert {one.id for one in few} <= {one.id for one in many}
    assert [one.position for one in many] == sorted(one.position for one in many)
    assert all(one.threshold <= more for one in many)


def test_whom_the_rules_do_not_let_help():
    assert ineligible(FUND, TODAY, MemberStatus.ACTIVE, []) == ()
    assert ineligible(FUND, TODAY, MemberStatus.RETIRED, [earlier(submitted_on=date(2025, 12, 6))]) == ()
    false = earlier("B-2024-003", submitted_on=date(2024, 5, 1), found_false_on=date(2024, 6, 1))
    assert ineligible(FUND, TODAY, MemberStatus.SUSPENDED, [earlier(), false]) == (
        "The member's standing is suspended; the fund is for members in good standing.",
        "B-2026-001 was handed in on Jan 5, 2026; after the wait of 90 days the member can apply again on Apr 5, 2026.",
        "An application was found to be false on Jun 1, 2024; the member is barred until Jun 1, 2027.",
    )
    open_to_all = FUND.model_copy(update={"good_standing_only": False, "wait_days": 0, "bar_years": 0})
    assert ineligible(open_to_all, TODAY, MemberStatus.SUSPENDED, [earlier(), false]) == ()
    withdrawn = earlier(status=ApplicationStatus.WITHDRAWN)
    assert ineligible(FUND, TODAY, MemberStatus.ACTIVE, [withdrawn]) == ()


@given(DAYS, st.lists(others(), max_size=4), st.integers(0, 400))
def test_time_ends_every_wait_and_bar(on, requests, days):
    fund = FUND.model_copy(update={"wait_days": days})
    later = max([on, *(one.submitted_on for one in requests)]) + timedelta(days=days)
    later = max([later, *(one.found_false_on for one in requests if one.found_false_on)]) + timedelta(days=4 * 366)
    assert ineligible(fund, later, MemberStatus.ACTIVE, requests) == ()


@pytest.mark.parametrize(("amount", "words"), [("500", "$500"), ("1041.5", "$1,041.50"), ("-20", "-$20")])
def test_amounts_in_sentences(amount, words):
    assert dollars(Decimal(amount)) == words


def test_a_draft_may_be_half_filled_in_and_says_what_it_lacks():
    draft = check(ApplicationDraft, {"member_id": new_id()})
    assert set(not_ready(draft)) == {"reason", "narrative", "requested", "payee", "is_declared", "signed_on"}
    full = {"reason": "death", "narrative": "x", "requested": "10", "is_declared": True, "signed_on": "2026-03-01"}
    assert set(not_ready(check(ApplicationDraft, {"member_id": new_id(), **full}))) == {"payee"}
    assert not not_ready(check(ApplicationDraft, {"member_id": new_id(), **full, "payee_kind": "member"}))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "member_id"),
        ({"requested": "0"}, "requested"),
        ({"requested": "-5"}, "requested"),
        ({"requested": "1.234"}, "requested"),
        ({"requested": "1e12"}, "requested"),
        ({"dependents": "-1"}, "dependents"),
        ({"signed_on": "1066-10-14"}, "signed_on"),
        ({"narrative": "x" * 100_001}, "narrative"),
        ({"narrative": "a\0b"}, "narrative"),
        ({"applied_on": "2026-03-06", "need_by": "2026-03-05"}, "need_by"),
    ],
)
def test_what_a_form_refuses_has_a_sentence_beside_its_field(values, field):
    member = {} if field == "member_id" else {"member_id": new_id()}
    with pytest.raises(RuleViolation) as refused:
        check(ApplicationDraft, member | values)
    assert set(refused.value.problems) == {field}
    assert refused.value.problems[field].endswith(".")
    assert "Input should" not in refused.value.problems[field]


def test_what_the_system_before_kept_is_still_understood():
    kept = {
        ApplicationStatus: "draft submitted under_review approved denied paid",
        Decision: "approved denied needs_information deferred",
        LevelDuty: "vp admin manager president",
        Reason: "medical death disaster hardship other",
    }
    for words, texts in kept.items():
        assert [words.from_text(text).value for text in texts.split()] == texts.split()
    assert Payee.from_text("The vendor") is Payee.VENDOR
