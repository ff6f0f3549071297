"""A year of the fund out of the database: the register of payments, and the summary without names."""

from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, extract, func, select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import (
    BenevolenceApplication,
    BenevolenceFund,
    BenevolencePayment,
    BenevolenceRecusal,
    BenevolenceReview,
    Member,
)
from ip2a_desktop.domain.benevolence import ApplicationStatus, Reason
from ip2a_desktop.domain.benevolence_years import PaymentRegister, ReasonTotals, RegisterLine, YearSummary
from ip2a_desktop.domain.fund_drafts import FundDraft
from ip2a_desktop.services.benevolence import member_name
from ip2a_desktop.services.benevolence_reading import person_name
from ip2a_desktop.services.reading import json_rows, parsed

_APPLICATION, _PAYMENT = BenevolenceApplication, BenevolencePayment
_Rows = Select[*tuple[Any, ...]]
_GRANTED = [one.value for one in ApplicationStatus if one.is_granted]
_OVER = [*_GRANTED, ApplicationStatus.DENIED.value, ApplicationStatus.WITHDRAWN.value]


class BenevolenceYears:
    """The papers of a whole year; an application belongs to the year in which it was handed in first."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def register(self, year: int) -> PaymentRegister:
        """Return all payments of a year with the voided ones, in one round trip."""
        statement = (
            select(
                *(getattr(_PAYMENT, name) for name in ("id", "paid_on", "payee", "method", "reference", "amount")),
                _PAYMENT.voided_at,
                _PAYMENT.void_reason,
                _APPLICATION.number,
                _APPLICATION.card_number,
                member_name().label("member"),
                person_name(_PAYMENT.recorded_by).label("recorded_by"),
            )
            .join(_APPLICATION, _APPLICATION.id == _PAYMENT.application_id)
            .join(Member, Member.id == _APPLICATION.member_id)
            .where(extract("year", _PAYMENT.paid_on) == year)
            .order_by(_PAYMENT.paid_on, _APPLICATION.sort_name, _PAYMENT.recorded_at)
        )
        with self.database.statement() as session:
            found = [dict(one._mapping) for one in session.execute(statement)]
        return PaymentRegister(year, parsed(RegisterLine, found))

    def summary(self, year: int) -> YearSummary:
        """Return a year's numbers, in one round trip; no name is read for them."""
        with self.database.statement() as session:
            found = session.execute(_summary(year)).one()
        asked = {one["reason"]: one for one in found.asked}
        paid = {one["reason"]: one["paid"] for one in found.paid}
        by_month = {int(one["month"]): one["paid"] for one in found.months}
        counts = {name: getattr(found, name) for name in ("members", "related", "overrides", "recusals", "voided")}
        reasons = [
            asked.get(reason.value, {"reason": reason.value}) | {"paid": paid.get(reason, 0)} for reason in Reason
        ]
        return YearSummary(
            year=year,
            fund=parsed(FundDraft, found.fund)[0],
            reasons=tuple(one for one in parsed(ReasonTotals, reasons) if one.applications or one.paid),
            months=tuple(Decimal(str(by_month.get(month, 0))) for month in range(1, 13)),
            **counts,
        )


def _summary(year: int) -> _Rows:
    of_year = and_(_APPLICATION.deleted_at.is_(None), extract("year", _APPLICATION.submitted_on) == year)
    paid_then = and_(_PAYMENT.voided_at.is_(None), extract("year", _PAYMENT.paid_on) == year)
    paid = func.sum(_PAYMENT.amount).label("paid")
    by_reason: _Rows = (
        select(_APPLICATION.reason, paid)
        .join(_PAYMENT, _PAYMENT.application_id == _APPLICATION.id)
        .where(paid_then)
        .group_by(_APPLICATION.reason)
    )
    month = extract("month", _PAYMENT.paid_on).label("month")
    by_month: _Rows = select(month, paid).where(paid_then).group_by(month)
    recusals = select(BenevolenceRecusal.id).join(_APPLICATION, _APPLICATION.id == BenevolenceRecusal.application_id)
    reviews = select(BenevolenceReview.id).join(_APPLICATION, _APPLICATION.id == BenevolenceReview.application_id)
    set_aside = and_(of_year, BenevolenceReview.decision == "approved", BenevolenceReview.override_reason != "")
    related = and_(of_year, _APPLICATION.officer_relation != "")
    voided = and_(_PAYMENT.voided_at.is_not(None), extract("year", _PAYMENT.paid_on) == year)
    return select(
        json_rows(select(*(getattr(BenevolenceFund, name) for name in FundDraft.model_fields))).label("fund"),
        json_rows(_asked(of_year)).label("asked"),
        json_rows(by_reason).label("paid"),
        json_rows(by_month).label("months"),
        _how_many(select(_APPLICATION.member_id).distinct().where(of_year)).label("members"),
        _how_many(select(_APPLICATION.id).where(related)).label("related"),
        _how_many(reviews.where(set_aside)).label("overrides"),
        _how_many(recusals.where(of_year)).label("recusals"),
        _how_many(select(_PAYMENT.id).where(voided)).label("voided"),
    )


def _asked(of_year: ColumnElement[bool]) -> _Rows:
    status = _APPLICATION.status
    granted = status.in_(_GRANTED)
    counted = func.count(_APPLICATION.id)
    return (
        select(
            _APPLICATION.reason,
            counted.label("applications"),
            counted.filter(granted).label("approved"),
            counted.filter(status == ApplicationStatus.DENIED.value).label("denied"),
            counted.filter(status == ApplicationStatus.WITHDRAWN.value).label("withdrawn"),
            counted.filter(status.not_in(_OVER)).label("open"),
            func.sum(_APPLICATION.requested).label("requested"),
            func.coalesce(func.sum(_APPLICATION.approved).filter(granted), 0).label("granted"),
        )
        .where(of_year, _APPLICATION.reason.is_not(None))
        .group_by(_APPLICATION.reason)
    )


def _how_many(rows: Select[Any]) -> ColumnElement[int]:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
