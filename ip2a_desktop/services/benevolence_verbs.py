"""How an application goes on: handing in, deciding, stepping aside, paying, voiding. PostgreSQL holds every rule."""

from uuid import UUID

from sqlalchemy import Function, func, select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import BenevolenceApplication
from ip2a_desktop.domain.benevolence import not_ready
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
from ip2a_desktop.domain.benevolence_review import AnswerDraft, PaymentDraft, ReasonDraft, RecusalDraft, ReviewDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound, RuleViolation, StaleRecord
from ip2a_desktop.services import saving

_APPLICATION = "benevolence_application"


class BenevolenceVerbs:
    """One method for each verb; each is one round trip, and counts once however often it is sent.

    All of them raise:
        NotAllowed: the person lacks the duty, it is their own or their family's case, they are recused, or they
            decided at another level.
        RuleViolation: a rule of the fund stands against it, with a sentence beside the field where there is one.
        StaleRecord: the application is not as the person saw it.
        NotFound: it is gone, or in the bin.
    """

    def __init__(self, database: Database) -> None:
        self.database = database

    def submit(self, draft: ApplicationDraft) -> Changes:
        """Hand a saved draft in: its review levels are those of the settings of this moment."""
        if problems := not_ready(draft):
            raise RuleViolation(problems)
        return self._do(draft.id, func.benevolence_submit(draft.id, draft.version))

    def decide(self, review: ReviewDraft) -> Changes:
        """Approve, deny, ask for more, send back or put off, as the level whose turn it is."""
        done = func.benevolence_decide(
            review.id,
            review.application_id,
            review.seen_version,
            review.decision.value,
            review.amount,
            review.comment,
            review.override_reason,
        )
        return self._do(review.application_id, done) | Changes.of("benevolence_review", review.id)

    def answer(self, answer: AnswerDraft) -> Changes:
        """Write down what came in; the level that asked decides again."""
        done = func.benevolence_tell(answer.id, answer.application_id, answer.seen_version, answer.words)
        return self._do(answer.application_id, done) | Changes.of("benevolence_answer", answer.id)

    def recuse(self, recusal: RecusalDraft) -> Changes:
        """Write down who steps aside, and who sits at that level instead."""
        done = func.benevolence_recuse(
            recusal.id,
            recusal.application_id,
            recusal.level_id,
            recusal.recused,
            recusal.alternate,
            recusal.reason,
        )
        return self._do(recusal.application_id, done) | Changes.of("benevolence_recusal", recusal.id)

    def pay(self, payment: PaymentDraft) -> Changes:
        """Record a payment; without a day it is of today."""
        done = func.benevolence_pay(
            payment.id,
            payment.application_id,
            payment.amount,
            payment.paid_on,
            payment.method.value,
            payment.payee_kind.value,
            payment.payee,
            payment.account,
            payment.reference,
            payment.is_last,
        )
        return self._do(payment.application_id, done) | Changes.of("benevolence_payment", payment.id)

    def void(self, application_id: UUID, payment: ReasonDraft) -> Changes:
        """Void a payment; it stays, with the reason."""
        done = func.benevolence_void(payment.id, payment.reason)
        return self._do(application_id, done) | Changes.of("benevolence_payment", payment.id)

    def withdraw(self, application: ReasonDraft) -> Changes:
        """Withdraw an application that is open and not paid."""
        done = func.benevolence_withdraw(application.id, application.seen_version, application.reason)
        return self._do(application.id, done)

    def report_false(self, application: ReasonDraft) -> Changes:
        """Record that a statement was false: no more is paid, and the member is barred."""
        done = func.benevolence_report_false(application.id, application.seen_version, application.reason)
        return self._do(application.id, done)

    def _do(self, application_id: UUID, verb: Function[bool]) -> Changes:
        with self.database.statement() as session:
            was_done = session.scalar(select(verb))
        if not was_done:
            self._explain(application_id)
        return Changes.of(_APPLICATION, application_id)

    def _explain(self, application_id: UUID) -> None:
        """Say why nothing was done: the application is gone, or somebody was faster."""
        wanted = select(BenevolenceApplication.__table__).where(BenevolenceApplication.id == application_id)
        with self.database.statement() as session:
            found = session.execute(wanted).first()
        if found is None or found.deleted_at is not None:
            raise NotFound("This application is not there any more.", "Nothing was changed.", "Refresh the list.")
        raise StaleRecord(application_id, saving.draft_of(ApplicationDraft, found), found.updated_by)
