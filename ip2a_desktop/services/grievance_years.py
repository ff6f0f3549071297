"""The grievances of a year counted by the database, in one round trip whatever the docket holds."""

from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, and_, case, extract, func, literal, or_, select, true, values
from sqlalchemy import Integer as SqlInteger
from sqlalchemy import column as named

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Grievance, GrievanceArticle, GrievanceStep, Organization, Settlement
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievance_years import CaseFigures, GrievanceYear, MonthFigures
from ip2a_desktop.domain.grievances import Outcome
from ip2a_desktop.services.reading import json_rows, parsed

_SETTLED = Outcome.SETTLED.value
_NO_ARTICLE = "No article named"


class GrievanceYears:
    """The numbers of a year; cases in the bin and cases that were never filed are in none of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def year(self, year: int) -> GrievanceYear:
        """Return a year's numbers, in one round trip."""
        last = func.least(literal(date(year, 12, 31)), func.ip2a_today())
        cases = _cases(date(year, 1, 1), date(year, 12, 31))
        statement = select(
            last.label("until"),
            (func.ip2a_today() > date(year, 12, 31)).label("is_over"),
            json_rows(select(*_figures(cases, year))).label("total"),
            json_rows(_grouped(cases, year, cases.c.employer)).label("employers"),
            json_rows(_by_article(cases, year)).label("articles"),
            json_rows(_months(cases, year)).label("months"),
        )
        with self._database.statement() as session:
            found = session.execute(statement).one()
        return GrievanceYear(
            year=year,
            until=found.until,
            is_over=found.is_over,
            total=parsed(CaseFigures, found.total)[0],
            employers=parsed(CaseFigures, found.employers),
            articles=parsed(CaseFigures, found.articles),
            months=parsed(MonthFigures, found.months),
        )


def _cases(first: date, last: date) -> CTE:
    """Return the cases that were open on some day of the year: when filed, when over and how, against whom."""
    filed = (
        select(GrievanceStep.grievance_id, func.min(GrievanceStep.filed_on).label("filed_on"))
        .group_by(GrievanceStep.grievance_id)
        .subquery("filed")
    )
    is_settled = or_(Grievance.outcome == _SETTLED, Grievance.status == GrievanceStatus.SETTLED.value)
    how = case((is_settled, _SETTLED), else_=Grievance.outcome)
    ended = case((is_settled, func.coalesce(Settlement.signed_on, Grievance.closed_on)), else_=Grievance.closed_on)
    return (
        select(
            Grievance.id,
            filed.c.filed_on,
            ended.label("ended_on"),
            how.label("how"),
            Organization.name.label("employer"),
        )
        .join(filed, filed.c.grievance_id == Grievance.id)
        .join(Organization, Organization.id == Grievance.organization_id)
        .outerjoin(Settlement, Settlement.id == Grievance.id)
        .where(Grievance.deleted_at.is_(None), filed.c.filed_on <= last, or_(ended.is_(None), ended >= first))
        .cte("cases")
    )


def _figures(cases: CTE, year: int) -> list[ColumnElement[Any]]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    over = and_(cases.c.ended_on.is_not(None), cases.c.ended_on <= last)
    counted = func.count(cases.c.id)
    return [
        counted.filter(cases.c.filed_on < first).label("carried"),
        counted.filter(cases.c.filed_on >= first).label("filed"),
        *(counted.filter(over, cases.c.how == one.value).label(one.value) for one in Outcome),
        counted.filter(~over).label("open"),
    ]


def _grouped(cases: CTE, year: int, name: ColumnElement[Any]) -> Select[*tuple[Any, ...]]:
    return (
        select(name.label("name"), *_figures(cases, year))
        .select_from(cases)
        .group_by(name)
        .order_by(func.count(cases.c.id).desc(), name)
    )


def _by_article(cases: CTE, year: int) -> Select[*tuple[Any, ...]]:
    """A case that names two articles counts at both."""
    there = and_(GrievanceArticle.grievance_id == cases.c.id, GrievanceArticle.deleted_at.is_(None))
    name = func.coalesce(GrievanceArticle.reference, _NO_ARTICLE)
    return (
        select(name.label("name"), *_figures(cases, year))
        .select_from(cases.outerjoin(GrievanceArticle, there))
        .group_by(name)
        .order_by(func.count(cases.c.id).desc(), name)
    )


def _months(cases: CTE, year: int) -> Select[*tuple[Any, ...]]:
    months = values(named("month", SqlInteger), name="months").data([(one,) for one in range(1, 13)])

    def within(day: ColumnElement[Any]) -> ColumnElement[Any]:
        here = and_(extract("year", day) == year, extract("month", day) == months.c.month)
        return func.count(cases.c.id).filter(here)

    return (
        select(
            months.c.month,
            within(cases.c.filed_on).label("filed"),
            within(cases.c.ended_on).label("ended"),
        )
        .select_from(months.outerjoin(cases, true()))
        .group_by(months.c.month)
        .order_by(months.c.month)
    )
