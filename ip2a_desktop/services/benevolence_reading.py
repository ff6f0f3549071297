"""What is read along with an application: its children as JSON, the cap's arithmetic, who sits at the desk."""

from typing import Any

from sqlalchemy import ColumnElement, Label, Select, and_, func, literal_column, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ip2a_desktop.db.models import (
    BenevolenceAnswer,
    BenevolenceApplication,
    BenevolenceBudgetLine,
    BenevolenceDocument,
    BenevolenceFund,
    BenevolencePayment,
    BenevolenceRecusal,
    BenevolenceReview,
    BenevolenceStep,
    ImportBatch,
    ImportRow,
    Member,
    PersonMember,
)
from ip2a_desktop.domain.benevolence_drafts import ApplicationDraft
from ip2a_desktop.domain.benevolence_fund import EarlierRequest
from ip2a_desktop.domain.benevolence_record import Answer, BudgetLine, Document, Outcome, Payment, Recusal, Review, Step
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.fund_drafts import FundDraft
from ip2a_desktop.domain.imports import BatchKind
from ip2a_desktop.services.binned import binned_of_application
from ip2a_desktop.services.reading import json_rows

ME: ColumnElement[str] = literal_column("session_user::text")
"""Who is signed in, as the server knows it."""

_Rows = Select[*tuple[Any, ...]]

CHILDREN: dict[str, type[Any]] = {
    "lines": BudgetLine,
    "documents": Document,
    "steps": Step,
    "reviews": Review,
    "answers": Answer,
    "recusals": Recusal,
    "payments": Payment,
    "earlier": EarlierRequest,
    "in_bin": Binned,
}
"""The columns that hold children, and what each of them is made of."""


def person_name(login: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[str]:
    """Return the name of the member that a login belongs to, the login itself where that is not known."""
    name = (
        select(func.concat_ws(" ", Member.first_name, Member.last_name))
        .join(PersonMember, PersonMember.member_id == Member.id)
        .where(PersonMember.login == login)
        .scalar_subquery()
    )
    return func.coalesce(name, login)


def record_columns(row: list[str], applicant: list[str]) -> list[Label[Any]]:
    """Return the columns of an application's page beside those of its row; ``row`` names what is there already."""
    one = BenevolenceApplication
    named = [*ApplicationDraft.model_fields, *Outcome.__dataclass_fields__]
    plain = [getattr(one, name).label(name) for name in dict.fromkeys(named) if name not in row]
    cap = func.to_jsonb(func.benevolence_cap(one.member_id, one.id, func.ip2a_today()))
    mine = select(PersonMember.member_id).where(PersonMember.login == ME).scalar_subquery()
    fund = json_rows(select(*(getattr(BenevolenceFund, name) for name in FundDraft.model_fields)))
    middle, suffix = func.nullif(Member.middle_name, ""), func.nullif(Member.suffix, "")
    return [
        *plain,
        *(getattr(Member, name).label(name) for name in applicant),
        func.concat_ws(" ", Member.first_name, middle, Member.last_name, suffix).label("full_name"),
        func.coalesce(one.standing, Member.status).label("standing_then"),
        fund.label("fund"),
        cap.label("cap"),
        func.benevolence_problems(one.id).label("problems"),
        _invented().label("is_invented"),
        ME.label("me"),
        mine.label("my_member_id"),
        _family().label("my_family"),
        *(json_rows(rows).label(name) for name, rows in _children().items()),
    ]


def _family() -> ColumnElement[Any]:
    uuids: Any = ARRAY(PG_UUID(as_uuid=True))
    return func.array(select(func.benevolence_family(ME)).scalar_subquery(), type_=uuids)


def _children() -> dict[str, _Rows]:
    return {
        "lines": _binnable(BenevolenceBudgetLine, "id", "version", "kind", "description", "amount"),
        "documents": _binnable(BenevolenceDocument, "id", "version", "kind", "description", "received_on"),
        "steps": _steps(),
        "reviews": _reviews(),
        "answers": _answers(),
        "recusals": _recusals(),
        "payments": _payments(),
        "earlier": _earlier(),
        "in_bin": binned_of_application(),
    }


def _invented() -> ColumnElement[bool]:
    """Say whether it came with sample data that is still there."""
    made = select(ImportRow.record_id).join(ImportBatch, ImportBatch.id == ImportRow.batch_id)
    is_sample = (ImportBatch.kind == BatchKind.SAMPLE.value, ImportBatch.taken_back_at.is_(None))
    return (
        made.where(ImportRow.record_id == BenevolenceApplication.id, *is_sample)
        .correlate(BenevolenceApplication)
        .exists()
    )


def _of_this(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return column == BenevolenceApplication.id


def _binnable(model: type[BenevolenceBudgetLine] | type[BenevolenceDocument], *names: str) -> _Rows:
    return (
        select(*(getattr(model, name) for name in names))
        .where(_of_this(model.application_id), model.deleted_at.is_(None))
        .order_by(model.kind, model.created_at, model.id)
        .correlate(BenevolenceApplication)
    )


def _steps() -> _Rows:
    step = BenevolenceStep
    return (
        select(step.round, step.position, step.level_id, step.name, step.duty)
        .where(_of_this(step.application_id))
        .order_by(step.round, step.position)
        .correlate(BenevolenceApplication)
    )


def _reviews() -> _Rows:
    review, step = BenevolenceReview, BenevolenceStep
    kept = ("amount", "paid", "promised", "period")
    cap = func.jsonb_build_object(*(part for name in kept for part in (name, getattr(review, f"cap_{name}"))))
    same = (step.application_id == review.application_id, step.round == review.round, step.position == review.position)
    return (
        select(
            review.id,
            review.round,
            review.position,
            step.level_id,
            step.name.label("level"),
            review.reviewer.label("login"),
            person_name(review.reviewer).label("reviewer"),
            person_name(review.alternate_for).label("alternate_for"),
            review.decision,
            review.amount,
            review.comment,
            review.override_reason,
            cap.label("cap"),
            review.problems,
            review.reviewed_at.label("at"),
        )
        .join(step, and_(*same))
        .where(_of_this(review.application_id))
        .order_by(review.reviewed_at, review.id)
        .correlate(BenevolenceApplication)
    )


def _answers() -> _Rows:
    answer = BenevolenceAnswer
    return (
        select(answer.id, answer.words, answer.answered_at.label("at"), person_name(answer.answered_by).label("by"))
        .where(_of_this(answer.application_id))
        .order_by(answer.answered_at, answer.id)
        .correlate(BenevolenceApplication)
    )


def _recusals() -> _Rows:
    recusal = BenevolenceRecusal
    level = (
        select(BenevolenceStep.name)
        .where(
            BenevolenceStep.application_id == recusal.application_id,
            BenevolenceStep.level_id == recusal.level_id,
        )
        .order_by(BenevolenceStep.round.desc())
        .limit(1)
        .correlate(recusal)
        .scalar_subquery()
    )
    return (
        select(
            recusal.id,
            recusal.level_id,
            level.label("level"),
            recusal.recused,
            person_name(recusal.recused).label("recused_name"),
            recusal.alternate,
            person_name(recusal.alternate).label("alternate_name"),
            recusal.reason,
            recusal.recorded_at.label("at"),
            person_name(recusal.recorded_by).label("by"),
        )
        .where(_of_this(recusal.application_id))
        .order_by(recusal.recorded_at, recusal.id)
        .correlate(BenevolenceApplication)
    )


def _payments() -> _Rows:
    payment = BenevolencePayment
    plain = ("id", "amount", "paid_on", "method", "payee_kind", "payee", "account", "reference", "is_last")
    return (
        select(
            *(getattr(payment, name) for name in (*plain, "recorded_at", "voided_at", "void_reason")),
            person_name(payment.recorded_by).label("recorded_by"),
            func.coalesce(person_name(payment.voided_by), "").label("voided_by"),
        )
        .where(_of_this(payment.application_id))
        .order_by(payment.paid_on, payment.recorded_at, payment.id)
        .correlate(BenevolenceApplication)
    )


def _earlier() -> _Rows:
    """The member's other applications that were handed in, the newest first; those in the bin count for bars."""
    other = aliased(BenevolenceApplication)
    of_that = (BenevolencePayment.application_id == other.id, BenevolencePayment.voided_at.is_(None))
    paid = select(func.coalesce(func.sum(BenevolencePayment.amount), 0)).where(*of_that).correlate(other)
    return (
        select(
            other.id,
            other.number,
            other.status,
            other.submitted_on,
            other.requested,
            other.approved,
            paid.scalar_subquery().label("paid"),
            other.found_false_on,
        )
        .where(
            other.member_id == BenevolenceApplication.member_id,
            other.id != BenevolenceApplication.id,
            other.submitted_on.is_not(None),
        )
        .order_by(other.submitted_on.desc(), other.sort_name.desc())
        .correlate(BenevolenceApplication)
    )
