"""What follows a verb's button: its small form, the write, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.benevolence import Decision, Payee, not_ready
from ip2a_desktop.domain.benevolence_fund import Officer, dollars
from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.benevolence_review import (
    DECIDING,
    AnswerDraft,
    PaymentDraft,
    ReasonDraft,
    RecusalDraft,
    ReviewDraft,
    Verb,
    approval_problems,
    open_steps,
)
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import RuleViolation, StaleRecord
from ip2a_desktop.ui.benevolence.deciding import decision_form, whose_turn
from ip2a_desktop.ui.benevolence.pick_field import PickField
from ip2a_desktop.ui.kit.fields import MoneyField, TextField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import money, today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.widgets import label

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
    from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

FORMS: Final[dict[Verb, str]] = {
    **dict.fromkeys(DECIDING, "benevolence_review"),
    Verb.ANSWER: "benevolence_answer",
    Verb.RECUSE: "benevolence_recusal",
    Verb.PAY: "benevolence_payment",
    Verb.VOID: "benevolence_void",
    Verb.WITHDRAW: "benevolence_withdrawal",
    Verb.REPORT_FALSE: "benevolence_false_statement",
}
"""Under which names what is typed is kept in case of a crash."""
_DONE: Final[dict[Verb, str]] = {
    Verb.SUBMIT: "is handed in",
    Verb.APPROVE: "is approved at this level",
    Verb.DENY: "is denied",
    Verb.ASK: "waits for more information",
    Verb.SEND_BACK: "is sent back to be corrected",
    Verb.DEFER: "is put off",
    Verb.ANSWER: "goes on with the review",
    Verb.RECUSE: "has an alternate now",
    Verb.PAY: "has one more payment",
    Verb.VOID: "has a payment less",
    Verb.WITHDRAW: "is withdrawn",
    Verb.REPORT_FALSE: "is marked as false",
}
_TELLS: Final[dict[Verb, str]] = {
    Verb.SEND_BACK: "The application becomes a draft again; when it is handed in again the review begins anew.",
    Verb.DEFER: "The application stays where it is; the timeline keeps that it was put off.",
    Verb.WITHDRAW: "The application is closed without a decision. It stays in the list.",
    Verb.VOID: "The payment stays in the register, marked as voided with this reason.",
    Verb.REPORT_FALSE: "Nothing more is paid, and the member cannot be helped for the years that the fund has set.",
}


class VerbDialogs(QObject):
    """Carries out the verbs of an application.

    Args:
        kit: the screens' tools.
        host: the widget over whose window the forms appear.
        verbs: the use cases.
        settings: knows who can decide, for alternates.

    Signals:
        correct_wanted(dict): the application is not ready; the problems by field.
        read_again(): somebody else was faster, and the application has to be read again.
    """

    correct_wanted = Signal(object)
    read_again = Signal()

    def __init__(self, kit: Kit, host: QWidget, verbs: BenevolenceVerbs, settings: BenevolenceSettings) -> None:
        super().__init__(host)
        self._kit = kit
        self._host = host
        self._verbs = verbs
        self._settings = settings
        self.dialog: FormDialog | None = None

    def run(
        self, verb: Verb, record: ApplicationRecord, payment: UUID | None = None, kept: Sequence[KeptDraft] = ()
    ) -> None:
        """Open the form of a verb, or do it at once where it needs none.

        Args:
            verb: one of those that the domain offers.
            record: the application as it was read.
            payment: the payment to be voided.
            kept: what was typed before a crash.
        """
        if verb is Verb.SUBMIT:
            self._submit(record)
        elif verb is Verb.RECUSE:
            self._kit.tasks.run(
                self,
                self._settings.officers,
                lambda officers: self._open(verb, record, recusal_form(record, officers), self._verbs.recuse, kept),
                self._kit.show_error,
            )
        elif verb in DECIDING:
            self._open(verb, record, decision_form(record, verb), self._deciding(record), kept)
        elif verb is Verb.PAY:
            self._open(verb, record, payment_form(record), self._verbs.pay, kept)
        elif verb is Verb.ANSWER:
            self._open(verb, record, answer_form(record), self._verbs.answer, kept)
        else:
            self._open(verb, record, reason_form(record, verb, payment), self._with_reason(verb, record), kept)

    def _submit(self, record: ApplicationRecord) -> None:
        if problems := not_ready(record.draft):
            self.correct_wanted.emit(problems)
            return
        verbs, draft = self._verbs, record.draft
        self._kit.write(self, lambda: verbs.submit(draft), lambda _done: self._tell(Verb.SUBMIT, record))

    def _deciding(self, record: ApplicationRecord) -> Callable[[ReviewDraft], Changes]:
        verbs = self._verbs

        def decide(review: ReviewDraft) -> Changes:
            if problems := approval_problems(record, review):
                raise RuleViolation(problems)
            return verbs.decide(review)

        return decide

    def _with_reason(self, verb: Verb, record: ApplicationRecord) -> Callable[[ReasonDraft], Changes]:
        verbs, one = self._verbs, record.row.id
        if verb is Verb.VOID:
            return lambda draft: verbs.void(one, draft)
        return verbs.withdraw if verb is Verb.WITHDRAW else verbs.report_false

    def _open(
        self,
        verb: Verb,
        record: ApplicationRecord,
        form: Form,
        save: Callable[[Any], Changes],
        kept: Sequence[KeptDraft],
    ) -> None:
        given: Mapping[str, UUID | str] = {"application_id": record.row.id, "verb": verb.value, "of": _payment(form)}
        dialog = FormDialog(
            self._kit,
            self._host,
            f"{verb.label} · {record.row.number}",
            f"{verb.label.lower()} for {record.row.number}",
            form,
            seen_again(form, save),
            name=FORMS[verb],
            given=given,
            verb=_verb_word(verb),
        )
        self.dialog = dialog
        told = " ".join(part for part in (whose_turn(record) if verb in DECIDING else "", _tells(verb, record)) if part)
        if told:
            dialog.add_strip(label(told, "muted", wrap=True))
        dialog.session.saved.connect(lambda _changes: self._tell(verb, record))
        dialog.session.refused.connect(lambda words: self.read_again.emit() if words.startswith(_FASTER) else None)
        if kept:
            dialog.session.bring_back(kept)
        dialog.open()

    def _tell(self, verb: Verb, record: ApplicationRecord) -> None:
        self._kit.messages.toast(f"{record.row.number} {_DONE[verb]}", tone="good")


_FASTER: Final = "Somebody else was faster"


def seen_again(form: Form, save: Callable[[Any], Changes]) -> Callable[[Any], Changes]:
    """Return a save that tells kindly where somebody else was faster, and can be pressed once more after that."""
    seen: list[int] = []

    def write(draft: Any) -> Changes:
        if seen and "seen_version" in type(draft).model_fields:
            draft = draft.model_copy(update={"seen_version": seen[-1]})
        try:
            return save(draft)
        except StaleRecord as stale:
            if stale.current is None:
                raise
            seen.append(stale.current.version)
            words = f"{_FASTER}: {stale.changed_by or 'they'} changed this application a moment ago."
            again = "What you typed is still here. Look at the application as it is now, then press the button again."
            raise RuleViolation({"record": f"{words} {again}"}) from stale

    return write


def _payment(form: Form) -> UUID | str:
    """Whose reason it is: the payment that is voided, else the application itself."""
    return form.draft.id if form.kind is ReasonDraft else ""


def _verb_word(verb: Verb) -> str:
    return "Record payment" if verb is Verb.PAY else "Ask" if verb is Verb.ASK else verb.label


def _tells(verb: Verb, record: ApplicationRecord) -> str:
    if verb is Verb.PAY:
        return f"{dollars(record.to_pay)} of the approved {dollars(record.outcome.approved or record.to_pay)} is left."
    return _TELLS.get(verb, "")


def payment_form(record: ApplicationRecord) -> Form:
    """Return the form of a payment: what is left, to the payee of the application, today."""
    form = Form(PaymentDraft)
    form.add("amount", MoneyField(), width=6)
    form.add("paid_on", width=6)
    form.add("method", width=6)
    form.add("reference", width=6)
    form.add("payee_kind", width=6)
    form.add("payee", width=6)
    form.add("account")
    form.add("is_last")
    is_vendor = record.draft.payee_kind is Payee.VENDOR
    form.load_new(
        application_id=record.row.id,
        amount=record.to_pay,
        paid_on=today(),
        payee_kind=record.draft.payee_kind,
        payee=record.draft.payee or ("" if is_vendor else record.applicant.full_name),
        account=record.draft.account if is_vendor else "",
    )
    return form


def answer_form(record: ApplicationRecord) -> Form:
    """Return the form of what came in after a level had asked for more."""
    form = Form(AnswerDraft)
    asked = next((one for one in reversed(record.reviews) if one.decision is Decision.NEEDS_INFORMATION), None)
    form.add("words", hint=f"{asked.reviewer} asked: {asked.comment}" if asked else "")
    form.load_new(application_id=record.row.id, seen_version=record.row.version)
    return form


def reason_form(record: ApplicationRecord, verb: Verb, payment: UUID | None) -> Form:
    """Return the form of a reason; its id is that of what is voided, withdrawn or false."""
    form = Form(ReasonDraft)
    paid = next((one for one in record.payments if one.id == payment), None)
    words = f"Why the payment of {money(paid.amount)} to {paid.payee} is voided" if paid else "Reason"
    form.add("reason", TextField(), words=words)
    target = payment if verb is Verb.VOID and payment is not None else record.row.id
    form.load_new(id=target, seen_version=record.row.version)
    return form


def recusal_form(record: ApplicationRecord, officers: Sequence[Officer]) -> Form:
    """Return the form in which somebody steps aside and an alternate is named."""
    form = Form(RecusalDraft)
    people = [(one.login, _person(one)) for one in officers]
    steps = open_steps(record)
    form.add("level_id", PickField([(step.level_id, step.name) for step in steps]), words="Level")
    form.add("recused", PickField(people, empty="Choose somebody", nothing=""))
    form.add("alternate", PickField(people, empty="Choose somebody", nothing=""))
    form.add("reason", hint="It is printed on the decision.")
    mine = record.person.login if any(one.login == record.person.login for one in officers) else ""
    form.load_new(application_id=record.row.id, level_id=steps[0].level_id if steps else record.row.id, recused=mine)
    return form


def _person(officer: Officer) -> str:
    duties = ", ".join(duty.label.lower() for duty in sorted(officer.duties, key=lambda one: one.label))
    return f"{officer.name} ({duties})"
