"""The docket: cases as lines of a list, what is due next in each, searched and filtered."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, or_, select, true
from sqlalchemy.orm import aliased

from ip2a_desktop.db.models import (
    AgreementVersion,
    Grievance,
    GrievanceDeadline,
    GrievanceGrievant,
    GrievanceStep,
    Member,
    Organization,
    ProcedureStep,
)
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievances import DocketRow, Outcome, Priority
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Side
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.searching import matching

_NEXT = aliased(GrievanceDeadline, name="next_due")
_OURS = aliased(GrievanceDeadline, name="our_due")
_WORDS: Mapping[str, Any] = {
    "kind": GrievanceKind,
    "status": GrievanceStatus,
    "priority": Priority,
    "outcome": Outcome,
    "next_act": Act,
    "next_side": Side,
    "our_act": Act,
}
_OWN = [
    "id",
    "version",
    "number",
    "kind",
    "status",
    "priority",
    "group_name",
    "jobsite",
    "steward",
    "representative",
    "occurred_on",
    "outcome",
    "closed_on",
    "updated_at",
    "deleted_at",
    "deleted_by",
]
_TEXTS = ("jobsite", "steward", "representative", "group_name")
_TODAY = func.ip2a_today()


def _of_case(column: Any, *conditions: Any, by: Any = None) -> ColumnElement[Any]:
    """A value that belongs to each case: the first one of a column by an order."""
    statement = select(column).where(*conditions).correlate(Grievance, _NEXT, _OURS)
    return (statement.order_by(by).limit(1) if by is not None else statement).scalar_subquery()


def _employer() -> ColumnElement[Any]:
    return _of_case(Organization.name, Organization.id == Grievance.organization_id)


def _lead() -> ColumnElement[Any]:
    name = Member.last_name + ", " + Member.first_name
    there = (GrievanceGrievant.grievance_id == Grievance.id, GrievanceGrievant.deleted_at.is_(None))
    return _of_case(name, *there, GrievanceGrievant.is_lead, Member.id == GrievanceGrievant.member_id)


def _grievants() -> ColumnElement[Any]:
    there = (GrievanceGrievant.grievance_id == Grievance.id, GrievanceGrievant.deleted_at.is_(None))
    return _of_case(func.count(GrievanceGrievant.id), *there)


def _filed_on() -> ColumnElement[Any]:
    return _of_case(func.min(GrievanceStep.filed_on), GrievanceStep.grievance_id == Grievance.id)


def step_name(position: Any) -> ColumnElement[Any]:
    """Return the name of the step of a case's agreement at a position."""
    return _of_case(
        ProcedureStep.name,
        ProcedureStep.agreement_version_id == Grievance.agreement_version_id,
        ProcedureStep.position == position,
        by=ProcedureStep.deleted_at.desc().nulls_first(),
    )


def _is_sample() -> ColumnElement[Any]:
    return _of_case(AgreementVersion.confirmed_at.is_(None), AgreementVersion.id == Grievance.agreement_version_id)


def _due(column: Any) -> ColumnElement[Any]:
    deadline = column.class_
    return _of_case(column, deadline.grievance_id == Grievance.id, deadline.is_next)


class GrievanceDocket(ListService[DocketRow]):
    """The list of cases; by default in the order of what is due."""

    model = Grievance
    walked_sorts = frozenset({"due_on"})

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns."""
        return (
            select(
                *(getattr(Grievance, name) for name in _OWN),
                step_name(Grievance.step_position).label("step"),
                _lead().label("lead"),
                _grievants().label("grievants"),
                _employer().label("employer"),
                _filed_on().label("filed_on"),
                _NEXT.act.label("next_act"),
                _NEXT.side.label("next_side"),
                step_name(_NEXT.position).label("next_step"),
                _NEXT.due_on.label("due_on"),
                (_NEXT.due_on - _TODAY).label("days_left"),
                func.coalesce(_NEXT.due_at <= func.clock_timestamp(), False).label("is_overdue"),
                _NEXT.explanation.label("explanation"),
                _OURS.act.label("our_act"),
                step_name(_OURS.position).label("our_step"),
                _OURS.due_on.label("our_due_on"),
                _is_sample().label("is_sample"),
            )
            .outerjoin(_NEXT, and_(_NEXT.grievance_id == Grievance.id, _NEXT.is_next))
            .outerjoin(_OURS, and_(_OURS.grievance_id == Grievance.id, _OURS.is_ours))
        )

    def row(self, found: Any) -> DocketRow:
        """Return one row of the list, out of a row that may hold more."""
        values = {field.name: found._mapping[field.name] for field in fields(DocketRow)}
        for name, words in _WORDS.items():
            values[name] = words(values[name]) if values[name] is not None else None
        for name in ("step", "lead", "next_step", "our_step", "explanation", "deleted_by"):
            values[name] = values[name] or ""
        return DocketRow(**values)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        computed: Mapping[str, Any] = {
            "due_on": lambda: _due(GrievanceDeadline.due_at),
            "days_left": lambda: _due(GrievanceDeadline.due_at),
            "our_due_on": lambda: _of_case(
                GrievanceDeadline.due_at, GrievanceDeadline.grievance_id == Grievance.id, GrievanceDeadline.is_ours
            ),
            "lead": lambda: func.ip2a_fold(_lead()),
            "grievants": _grievants,
            "employer": lambda: func.ip2a_fold(_employer()),
            "filed_on": _filed_on,
            "step": lambda: step_name(Grievance.step_position),
        }
        if sort in computed:
            return computed[sort]()  # type: ignore[no-any-return]
        if sort == "number":
            return Grievance.sort_name.expression
        if sort in _TEXTS:
            return func.nullif(func.ip2a_fold(getattr(Grievance, sort)), "")
        if sort in _OWN:
            return getattr(Grievance, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"cases cannot be sorted by {sort!r}")

    def walk(self, query: ListQuery) -> Select[Any]:
        """Walk the clocks where the list is in the order of what is due; cases without one come after all others."""
        if query.sort not in self.walked_sorts or query.in_bin:
            return super().walk(query)
        due = _NEXT.due_at.desc() if query.descending else _NEXT.due_at.asc()
        return select(_NEXT.grievance_id).where(_NEXT.is_next, _NEXT.state == "open").order_by(due)

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name in ("status", "kind", "priority", "outcome", "steward", "representative"):
            return getattr(Grievance, name).in_(values)  # type: ignore[no-any-return]
        if name == "employer":
            return Grievance.organization_id.in_([UUID(value) for value in values])
        if name == "agreement":
            return Grievance.agreement_version_id.in_([UUID(value) for value in values])
        if name == "step":
            return step_name(Grievance.step_position).in_(values)
        if name == "due":
            return or_(*(_due_within(value) for value in values))
        raise ValueError(f"cases cannot be filtered by {name!r}")

    def _conditions(self, query: ListQuery) -> list[ColumnElement[bool]]:
        """A word is looked for in the case itself, in its employer's names and in its grievants'."""
        chosen = [self._filtered(name, values) for name, values in query.filters if values]
        return [*(_anywhere(word) for word in query.search.replace("\0", "").split()), *chosen]


def _anywhere(word: str) -> ColumnElement[bool]:
    own = select(Grievance.id).where(*matching(Grievance.search_text, word))
    of_employer = (
        select(Grievance.id)
        .join(Organization, Organization.id == Grievance.organization_id)
        .where(*matching(Organization.search_text, word))
    )
    of_grievants = (
        select(GrievanceGrievant.grievance_id)
        .join(Member, Member.id == GrievanceGrievant.member_id)
        .where(GrievanceGrievant.deleted_at.is_(None), *matching(Member.search_text, word))
    )
    return Grievance.id.in_(own.union_all(of_employer, of_grievants))


def _due_within(value: str) -> ColumnElement[bool]:
    """The filter of what is due: ``overdue``, ``today``, ``week``, or ``ours`` (the union itself is late)."""
    clock = aliased(GrievanceDeadline)
    conditions = {
        "overdue": and_(clock.is_next, clock.due_at <= func.clock_timestamp()),
        "today": and_(clock.is_next, clock.due_on == _TODAY),
        "week": and_(clock.is_next, clock.due_on.between(_TODAY, literal_column("ip2a_today() + 7"))),
        "ours": and_(clock.is_ours, clock.due_at <= func.clock_timestamp()),
    }
    due = select(clock.grievance_id).where(clock.state == "open", conditions.get(value, ~true()))
    return Grievance.id.in_(due)
