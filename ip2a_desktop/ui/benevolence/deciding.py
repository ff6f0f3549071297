"""The form of a decision: the amount with the cap's arithmetic beside it, and why a rule is set aside."""

from decimal import Decimal

from ip2a_desktop.domain.benevolence import Decision
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.benevolence_review import (
    DECIDING,
    ReviewDraft,
    Verb,
    approval_problems,
    most,
    next_step,
    open_steps,
    seat_of,
)
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.ui.kit.fields import MoneyField
from ip2a_desktop.ui.kit.forms import Form

_COMMENT: dict[Verb, str] = {
    Verb.APPROVE: "Comment for the review",
    Verb.DENY: "Reason, which the member will be told",
    Verb.ASK: "What is missing, which the member will be told",
    Verb.SEND_BACK: "What is to be corrected",
    Verb.DEFER: "Comment",
}


def decision_form(record: ApplicationRecord, verb: Verb) -> Form:
    """Return the form of a decision; an approval proposes the most that the fund's rules allow.

    Args:
        record: the application as it was read.
        verb: one of the deciding verbs.
    """
    form = Form(ReviewDraft)
    decision = DECIDING[verb]
    is_approval = decision is Decision.APPROVED
    if is_approval:
        form.add("amount", MoneyField(), required=True, hint=record.cap.sentence)
    is_last = is_approval and len(open_steps(record)) == 1
    words = "Comment, which stands in the letter to the member" if is_last else _COMMENT[verb]
    form.add("comment", words=words, required=verb not in (Verb.APPROVE, Verb.DEFER))
    if is_approval:
        form.add("override_reason")
    form.load(
        ReviewDraft.model_construct(
            application_id=record.row.id,
            seen_version=record.row.version,
            decision=decision,
            amount=_proposed(record) if is_approval else None,
        )
    )
    if is_approval:
        form.edited.connect(lambda: show_problems(form, record))
        form.settled.connect(lambda: show_problems(form, record))
        show_problems(form, record)
    return form


def whose_turn(record: ApplicationRecord) -> str:
    """Return at which level the decision is made, and in whose place."""
    step = next_step(record.steps, record.reviews, record.outcome.round)
    if step is None:
        return ""
    seat = seat_of(record.recusals, step)
    stands_in = f", in the place of {seat.recused_name}" if seat else ""
    return f"You decide as {step.name.lower()}{stands_in}."


def show_problems(form: Form, record: ApplicationRecord) -> None:
    """Tell beside the fields what stands against the approval, while it is typed."""
    problems = problems_of(form, record)
    override = form.cells["override_reason"]
    override.setHidden("override_reason" not in problems and not override.value())
    for name, cell in form.cells.items():
        if name in problems or name == "override_reason":
            cell.show_problem(problems.get(name, ""))


def problems_of(form: Form, record: ApplicationRecord) -> dict[str, str]:
    """Return what the fund's rules say to the approval as it is typed now."""
    try:
        return approval_problems(record, check(ReviewDraft, form.values()))
    except RuleViolation:
        return {}  # what is no amount at all is told by the field


def _proposed(record: ApplicationRecord) -> Decimal:
    left = record.cap.left
    asked = most(record)
    return asked if left is None or not left else min(asked, left)
