"""Review by levels: whose turn it is, who may decide, what may follow, and the drafts of each verb."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from ip2a_desktop.domain.benevolence import ApplicationStatus, Decision, Payee, PaymentMethod
from ip2a_desktop.domain.benevolence_drafts import Amount
from ip2a_desktop.domain.benevolence_fund import LevelDuty, dollars
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Person, Recusal, Review, Step
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.words import Word

OWN = "This is your own application."
FAMILY = "This is the application of a member of your family."
RECUSED = "You are recused from this application."
ELSEWHERE = "You decided at another level of this application."


class Verb(Word):
    """What a person can do with an application."""

    SUBMIT = "submit", "Hand in"
    APPROVE = "approve", "Approve"
    DENY = "deny", "Deny"
    ASK = "ask", "Ask for more information"
    SEND_BACK = "send_back", "Send back"
    DEFER = "defer", "Put off"
    ANSWER = "answer", "Write down the answer"
    RECUSE = "recuse", "Recuse"
    PAY = "pay", "Record a payment"
    VOID = "void", "Void a payment"
    WITHDRAW = "withdraw", "Withdraw"
    REPORT_FALSE = "report_false", "Record a false statement"


DECIDING = {
    Verb.APPROVE: Decision.APPROVED,
    Verb.DENY: Decision.DENIED,
    Verb.ASK: Decision.NEEDS_INFORMATION,
    Verb.SEND_BACK: Decision.SENT_BACK,
    Verb.DEFER: Decision.DEFERRED,
}
"""The verbs by which a level decides."""

_WHEN = {Verb.SUBMIT: ApplicationStatus.DRAFT, Verb.ANSWER: ApplicationStatus.NEEDS_INFORMATION}


def _said(text: str) -> str:
    if not text:
        raise wrong("Write a reason.")
    return text


def _somebody(login: str) -> str:
    if not login:
        raise wrong("Choose somebody.")
    return login


def _some(amount: Decimal | None) -> Decimal | None:
    if amount is None:
        raise wrong("Write the amount.")
    return amount


Said = Annotated[LongText, AfterValidator(_said)]
Somebody = Annotated[Line, AfterValidator(_somebody)]


class ReviewDraft(Draft):
    """A decision; ``seen_version`` is the version of the application on which it is made."""

    application_id: UUID
    seen_version: int
    decision: Decision = Field(Decision.APPROVED, title="Decision")
    amount: Amount = Field(None, title="Amount approved")
    comment: LongText = Field("", title="Comment")
    override_reason: LongText = Field("", title="Why the fund's rules are set aside")


class RecusalDraft(Draft):
    """Somebody who steps aside from an application, and the alternate who sits in their place at a level."""

    application_id: UUID
    level_id: UUID
    recused: Somebody = Field("", title="Who steps aside", validate_default=True)
    alternate: Somebody = Field("", title="Alternate", validate_default=True)
    reason: Said = Field("", title="Reason", validate_default=True)


class AnswerDraft(Draft):
    """What came in after a level had asked for more information."""

    application_id: UUID
    seen_version: int
    words: Said = Field("", title="What came in", validate_default=True)


class PaymentDraft(Draft):
    """A payment to be recorded."""

    application_id: UUID
    amount: Annotated[Amount, AfterValidator(_some)] = Field(None, title="Amount", validate_default=True)
    paid_on: date | None = Field(None, title="Paid on")
    method: PaymentMethod = Field(PaymentMethod.CHECK, title="How")
    payee_kind: Payee = Field(Payee.VENDOR, title="Paid to")
    payee: Annotated[Line, AfterValidator(_somebody)] = Field("", title="Payee", validate_default=True)
    account: Line = Field("", title="Account with the vendor")
    reference: Line = Field("", title="Check or reference number")
    is_last: bool = Field(False, title="Last payment: the rest of the approved amount is not needed")


class ReasonDraft(Draft):
    """The reason for withdrawing, voiding or recording a false statement; ``id`` is the record's."""

    seen_version: int | None = None
    reason: Said = Field("", title="Reason", validate_default=True)


def approved_steps(steps: Iterable[Step], reviews: Iterable[Review], this_round: int) -> tuple[Step, ...]:
    """Return the levels of a round that approved, in their order."""
    done = {one.position for one in reviews if one.round == this_round and one.decision is Decision.APPROVED}
    return tuple(step for step in _of_round(steps, this_round) if step.position in done)


def next_step(steps: Iterable[Step], reviews: Iterable[Review], this_round: int) -> Step | None:
    """Return the level whose turn it is: the first one that has not approved, or None after the last."""
    done = approved_steps(steps, reviews, this_round)
    return next((step for step in _of_round(steps, this_round) if step not in done), None)


def _of_round(steps: Iterable[Step], this_round: int) -> list[Step]:
    return sorted((step for step in steps if step.round == this_round), key=lambda step: step.position)


def most(record: ApplicationRecord) -> Decimal:
    """Return the most that the level whose turn it is can approve: never more than was asked for or approved before."""
    amounts = [
        one.amount
        for one in record.reviews
        if one.round == record.outcome.round and one.decision is Decision.APPROVED and one.amount is not None
    ]
    return min([record.draft.requested or Decimal(0), *amounts])


def conflict(record: ApplicationRecord, person: Person) -> str:
    """Return why a person may have no part in an application, or nothing: own case, family."""
    if person.member_id == record.draft.member_id:
        return OWN
    if record.draft.member_id in person.family:
        return FAMILY
    return ""


def barred(record: ApplicationRecord, person: Person, step: Step) -> str:
    """Return why a person may not decide at a level of this application, or nothing where they may."""
    if found := conflict(record, person):
        return found
    if any(one.recused == person.login for one in record.recusals):
        return RECUSED
    if any(one.login == person.login and one.level_id != step.level_id for one in record.reviews):
        return ELSEWHERE
    seat = seat_of(record.recusals, step)
    if seat is not None:
        return "" if seat.alternate == person.login else f"{seat.alternate_name} was named to decide at this level."
    return "" if person.holds(step.duty) else f"The {step.name} decides at this level."


def seat_of(recusals: Sequence[Recusal], step: Step) -> Recusal | None:
    """Return the newest recusal at a level, whose alternate sits there; None where nobody stepped aside."""
    there = [one for one in recusals if one.level_id == step.level_id]
    return max(there, key=lambda one: (one.at, one.id.bytes), default=None)


def offered(record: ApplicationRecord) -> tuple[Verb, ...]:
    """Return what the person at the desk can do with an application now, in the order of a menu."""
    if record.row.deleted_at is not None or not record.person.is_office:
        return ()
    return tuple(verb for verb in Verb if _is_offered(verb, record))


def _is_offered(verb: Verb, record: ApplicationRecord) -> bool:
    status = record.outcome.status
    if verb in DECIDING:
        return _may_decide(record) and not (verb is Verb.APPROVE and record.outcome.found_false_on is not None)
    if verb is Verb.RECUSE:
        return _may_recuse(record)
    if verb is Verb.WITHDRAW:
        waiting = status.is_in_review or status in (ApplicationStatus.NEEDS_INFORMATION, ApplicationStatus.APPROVED)
        return waiting and not record.paid
    if verb in _WHEN:
        return status is _WHEN[verb]
    return _may_handle_money(verb, record)


def _may_handle_money(verb: Verb, record: ApplicationRecord) -> bool:
    """Paying, voiding and recording that a statement was false: officers, and nobody in a conflict."""
    if not record.person.is_officer or conflict(record, record.person):
        return False
    if verb is Verb.VOID:
        return any(one.counts for one in record.payments)
    if record.outcome.found_false_on is not None:
        return False
    status = record.outcome.status
    if verb is Verb.PAY:
        return status in (ApplicationStatus.APPROVED, ApplicationStatus.PARTLY_PAID)
    return status is not ApplicationStatus.DRAFT  # what is false was handed in


def _may_decide(record: ApplicationRecord) -> bool:
    step = next_step(record.steps, record.reviews, record.outcome.round)
    if not record.outcome.status.is_in_review or step is None:
        return False
    return not barred(record, record.person, step)


def _may_recuse(record: ApplicationRecord) -> bool:
    if not (record.outcome.status.is_in_review or record.outcome.status is ApplicationStatus.NEEDS_INFORMATION):
        return False
    person = record.person
    if person.holds(LevelDuty.ADMIN) or person.holds(LevelDuty.PRESIDENT):
        return True
    return any(sits(record, person, step) for step in open_steps(record))


def open_steps(record: ApplicationRecord) -> tuple[Step, ...]:
    """Return the levels of this round that have not approved yet."""
    done = approved_steps(record.steps, record.reviews, record.outcome.round)
    return tuple(step for step in _of_round(record.steps, record.outcome.round) if step not in done)


def sits(record: ApplicationRecord, person: Person, step: Step) -> bool:
    """Say whether a person has the seat of a level, conflicts aside: as the named alternate, else by their duty."""
    seat = seat_of(record.recusals, step)
    return seat.alternate == person.login if seat is not None else person.holds(step.duty)


def approval_problems(record: ApplicationRecord, review: ReviewDraft) -> dict[str, str]:
    """Return what is wrong with a decision, by field; the fund's rules can be set aside with a reason."""
    problems = {}
    if review.decision is not Decision.APPROVED:
        if not review.comment and review.decision is not Decision.DEFERRED:
            problems["comment"] = "Write the reason, which the member will be told."
        if review.amount is not None:
            problems["amount"] = "Only an approval has an amount."
        return problems
    if review.amount is None:
        return {"amount": "Write the amount that is approved."}
    if review.amount > (record.draft.requested or 0):
        asked = dollars(record.draft.requested or Decimal(0))
        problems["amount"] = f"{asked} was asked for; approve no more than that."
    elif review.amount > most(record):
        problems["amount"] = f"A level before approved {dollars(most(record))}; send it back to start with more."
    elif not review.override_reason:
        reasons = list(record.problems)
        if not record.cap.allows(review.amount):
            reasons.insert(0, f"{dollars(review.amount)} is more than is left: {record.cap.sentence}.")
        if reasons:
            problems["override_reason"] = " ".join([*reasons, "Write why the rule is set aside."])
    return problems
