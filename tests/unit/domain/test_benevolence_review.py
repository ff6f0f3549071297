"""Review by levels: no level skipped, nobody twice, nobody on their own case, nothing over the cap without a reason."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision
from ip2a_desktop.domain.benevolence_fund import LevelDuty
from ip2a_desktop.domain.benevolence_record import Person
from ip2a_desktop.domain.benevolence_review import (
    DECIDING,
    PaymentDraft,
    ReasonDraft,
    RecusalDraft,
    ReviewDraft,
    Verb,
    approval_problems,
    approved_steps,
    barred,
    most,
    next_step,
    offered,
    open_steps,
)
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from tests.benevolence_cases import NOW, TODAY, cap, officer, payment, record, recusal, review, step

VP, ADMIN, MANAGER, PRESIDENT = LevelDuty
FIRST, SECOND = step(VP, 1), step(ADMIN, 2)
STAFF = Person("sam", frozenset({"ip2a_staff"}))
IN_REVIEW = (Verb.APPROVE, Verb.DENY, Verb.ASK, Verb.SEND_BACK, Verb.DEFER)


def decided(decision=Decision.APPROVED, amount=800, **values):
    return ReviewDraft(
        application_id=new_id(),
        seen_version=3,
        decision=decision,
        amount=Decimal(amount) if amount else None,
        **values,
    )


@pytest.mark.parametrize(
    ("status", "person", "verbs"),
    [
        ("draft", STAFF, "submit"),
        ("draft", officer(VP), "submit"),
        ("submitted", STAFF, "withdraw"),
        ("submitted", officer(VP), "approve deny ask send_back defer recuse withdraw report_false"),
        ("under_review", officer(MANAGER), "withdraw report_false"),
        ("submitted", officer(PRESIDENT), "recuse withdraw report_false"),
        ("needs_information", STAFF, "answer withdraw"),
        ("needs_information", officer(VP), "answer recuse withdraw report_false"),
        ("approved", STAFF, "withdraw"),
        ("approved", officer(VP), "pay withdraw report_false"),
        ("paid", officer(VP), "report_false"),
        ("denied", officer(VP), "report_false"),
        ("withdrawn", STAFF, ""),
        ("submitted", Person("olga", frozenset({"ip2a_organizer", "ip2a_auditor"})), ""),
    ],
)
def test_what_is_offered(status, person, verbs):
    shown = record(ApplicationStatus(status), person)
    assert " ".join(offered(shown)) == verbs


def test_nothing_is_offered_in_the_bin():
    shown = record(ApplicationStatus.DRAFT)
    assert offered(replace(shown, row=replace(shown.row, deleted_at=NOW))) == ()


def test_money_verbs_follow_what_was_paid_and_what_was_false():
    partly = record(ApplicationStatus.PARTLY_PAID, approved=Decimal(800), payments=(payment(300),))
    assert offered(partly) == (Verb.PAY, Verb.VOID, Verb.REPORT_FALSE)
    assert partly.to_pay == 500
    voided = record(ApplicationStatus.APPROVED, approved=Decimal(800), payments=(payment(voided_at=NOW),))
    assert offered(voided) == (Verb.PAY, Verb.WITHDRAW, Verb.REPORT_FALSE)
    false = record(ApplicationStatus.PARTLY_PAID, approved=Decimal(800), payments=(payment(300),), found_false_on=TODAY)
    assert offered(false) == (Verb.VOID,)


def test_levels_come_one_after_the_other():
    shown = record(ApplicationStatus.UNDER_REVIEW, officer(ADMIN), reviews=(review(FIRST),))
    assert next_step(shown.steps, shown.reviews, 1) == SECOND
    assert open_steps(shown) == (SECOND,)
    assert Verb.APPROVE in offered(shown)
    assert Verb.APPROVE not in offered(record(person=officer(ADMIN)))
    both = (review(FIRST), review(SECOND))
    assert next_step(shown.steps, both, 1) is None


def test_a_new_round_begins_with_the_first_level():
    steps = (FIRST, SECOND, step(VP, 1, 2))
    assert next_step(steps, (review(FIRST), review(SECOND, decision=Decision.SENT_BACK)), 2) == steps[2]


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ({"member_id": "applicant"}, "This is your own application."),
        ({"family": "applicant"}, "This is the application of a member of your family."),
        ({"login": "una"}, "You are recused from this application."),
        ({"login": "dot"}, "You decided at another level of this application."),
        ({"login": "alba"}, ""),
        ({"login": "vera"}, "Alba was named to decide at this level."),
    ],
)
def test_who_may_not_decide(person, words):
    shown = record(
        reviews=(review(SECOND, "dot", Decision.DEFERRED),),
        recusals=(recusal(FIRST, "una", "old", at=NOW - timedelta(hours=1)), recusal(FIRST, "old", "alba")),
    )
    applicant = shown.draft.member_id
    if person.get("family"):
        person = {"family": frozenset({applicant})}
    elif person.get("member_id"):
        person = {"member_id": applicant}
    assert barred(shown, officer(VP, person.pop("login", "alba"), **person), FIRST) == words


def test_without_the_duty_nobody_decides_even_when_nobody_stepped_aside():
    assert barred(record(), officer(MANAGER), FIRST) == "The Vice president decides at this level."
    several = Person("ana", frozenset(duty.role for duty in LevelDuty))
    assert barred(record(), several, FIRST) == ""


def test_in_a_conflict_a_person_can_still_step_aside_and_nothing_else():
    shown = record()
    own = replace(shown, person=officer(VP, member_id=shown.draft.member_id))
    assert offered(own) == (Verb.RECUSE, Verb.WITHDRAW)
    granted = record(ApplicationStatus.APPROVED, approved=Decimal(800))
    kin = replace(granted, person=officer(VP, family=frozenset({granted.draft.member_id})))
    assert offered(kin) == (Verb.WITHDRAW,)


def test_the_cap_is_kept_unless_somebody_says_why_not():
    shown = record(cap=cap(500, 180))
    assert not approval_problems(shown, decided(amount=320))
    assert approval_problems(shown, decided(amount=500)) == {
        "override_reason": "$500 is more than is left: $500 cap - $180 paid this year = $320 left. "
        "Write why the rule is set aside."
    }
    assert not approval_problems(shown, decided(amount=500, override_reason="The roof is open to the rain."))
    barred_member = replace(shown, problems=("The member is barred until Jun 1, 2027.",))
    assert "barred" in approval_problems(barred_member, decided(amount=10))["override_reason"]


def test_no_more_is_approved_than_was_asked_for_or_approved_before():
    shown = record(ApplicationStatus.UNDER_REVIEW, reviews=(review(FIRST, amount=Decimal(600)),))
    assert most(shown) == 600
    assert approval_problems(shown, decided(amount=900))["amount"] == ("$800 was asked for; approve no more than that.")
    assert approval_problems(shown, decided(amount=700))["amount"] == (
        "A level before approved $600; send it back to start with more."
    )
    assert approval_problems(shown, decided(amount=0))["amount"] == "Write the amount that is approved."


def test_a_no_needs_its_reason():
    assert set(approval_problems(record(), decided(Decision.DENIED, 0))) == {"comment"}
    assert set(approval_problems(record(), decided(Decision.SENT_BACK, 5, comment="x"))) == {"amount"}
    assert not approval_problems(record(), decided(Decision.DENIED, 0, comment="Not a hardship."))
    assert not approval_problems(record(), decided(Decision.DEFERRED, 0))


@pytest.mark.parametrize(
    ("kind", "values", "fields"),
    [
        (PaymentDraft, {}, {"amount", "payee"}),
        (PaymentDraft, {"amount": "-5", "payee": "x"}, {"amount"}),
        (ReasonDraft, {}, {"reason"}),
        (RecusalDraft, {"level_id": new_id()}, {"recused", "alternate", "reason"}),
    ],
)
def test_what_a_verb_asks_for(kind, values, fields):
    extra = {} if kind is ReasonDraft else {"application_id": new_id()}
    with pytest.raises(RuleViolation) as refused:
        check(kind, extra | values)
    assert set(refused.value.problems) == fields


def after(shown, person, verb, amount, override):
    """Return the application after a level decided, as the database writes it."""
    at = next_step(shown.steps, shown.reviews, shown.outcome.round)
    decision = DECIDING[verb]
    made = review(at, person.login, decision, cap=shown.cap, override_reason=override)
    if verb is Verb.APPROVE:
        made = replace(made, amount=amount)
    outcome = shown.outcome
    if verb is Verb.APPROVE and len(open_steps(shown)) == 1:
        outcome = replace(outcome, status=ApplicationStatus.APPROVED, approved=amount)
    elif verb is Verb.APPROVE:
        outcome = replace(outcome, status=ApplicationStatus.UNDER_REVIEW)
    elif verb is Verb.DENY:
        outcome = replace(outcome, status=ApplicationStatus.DENIED)
    elif verb is Verb.SEND_BACK:  # corrected and handed in again
        outcome = replace(outcome, status=ApplicationStatus.SUBMITTED, round=outcome.round + 1)
        steps = tuple(replace(one, round=outcome.round) for one in shown.steps if one.round == outcome.round - 1)
        shown = replace(shown, steps=shown.steps + steps)
    return replace(shown, outcome=outcome, reviews=(*shown.reviews, made))


PEOPLE = st.builds(
    Person,
    st.sampled_from(["ana", "bo", "cy", "di", "ed"]),
    st.frozensets(st.sampled_from([duty.role for duty in LevelDuty]), max_size=4),
)
MOVES = st.tuples(
    PEOPLE, st.sampled_from(list(DECIDING)), st.integers(1, 900), st.sampled_from(["", "Because of the fire"])
)


@settings(max_examples=300)
@given(
    st.permutations(list(LevelDuty)),
    st.integers(1, 4),
    st.integers(1, 900),
    st.integers(0, 600),
    st.integers(0, 300),
    st.lists(MOVES, max_size=40),
)
def test_whatever_people_try_the_rules_hold(order, levels, requested, limit, paid, moves):
    shown = record(duties=tuple(order[:levels]), requested=Decimal(requested), cap=cap(limit or None, paid))
    for person, verb, amount, override in moves:
        shown = replace(shown, person=person)
        if verb not in offered(shown):
            continue
        draft = decided(DECIDING[verb], amount if verb is Verb.APPROVE else 0, comment="x", override_reason=override)
        if not approval_problems(shown, draft):
            shown = after(shown, person, verb, draft.amount, override)
    final = [one for one in shown.reviews if one.round == shown.outcome.round]
    approvals = [one for one in final if one.decision is Decision.APPROVED]
    assert [one.position for one in approvals] == list(range(1, len(approvals) + 1))  # none skipped, none twice
    assert len({one.login for one in approvals}) == len(approvals)  # nobody at two levels
    for one in approvals:
        assert one.amount <= requested
        assert one.override_reason or shown.cap.allows(one.amount)
    assert [one.amount for one in approvals] == sorted((one.amount for one in approvals), reverse=True)
    if shown.outcome.approved is not None:
        assert len(approvals) == levels == len(approved_steps(shown.steps, shown.reviews, shown.outcome.round))
        assert shown.outcome.approved == approvals[-1].amount
    if shown.outcome.status in (ApplicationStatus.APPROVED, ApplicationStatus.DENIED):
        assert not set(DECIDING) & set(offered(shown))  # no review after the final decision


@given(st.lists(st.tuples(st.integers(1, 500), st.booleans())), st.integers(0, 20_000))
def test_what_is_left_to_pay_is_approved_less_paid(amounts, approved):
    payments = tuple(payment(amount, voided_at=NOW if void else None) for amount, void in amounts)
    shown = record(ApplicationStatus.APPROVED, payments=payments, approved=Decimal(approved))
    assert shown.paid == sum(amount for amount, void in amounts if not void)
    assert shown.to_pay + shown.paid == approved
