"""What the lists of organizing read along: cards that count today, newest assessments, how an employer is seen."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute

from ip2a_desktop.db.models import (
    Assessment,
    AuthorizationCard,
    Campaign,
    Member,
    Organization,
    Worker,
)
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.scales import Scale
from ip2a_desktop.services import saving
from ip2a_desktop.services.searching import matching

TODAY: ColumnElement[Any] = func.ip2a_today()
"""The hall's day, as the server knows it."""

S = TypeVar("S", bound=Scale)


def columns_of(draft: Draft) -> dict[str, Any]:
    """Return the columns of a draft; the database keeps a scale's digit."""
    scales = {name: step.digit for name, step in draft if isinstance(step, Scale)}
    return saving.values_of(draft) | scales


def step_of(scale: type[S], digit: int | None) -> S | None:
    """Return the step of a scale for what the database keeps."""
    return None if digit is None else scale(digit)


def member_name() -> ColumnElement[Any]:
    """Return a member's name, last name first."""
    given = func.concat_ws(" ", Member.first_name, func.nullif(Member.middle_name, ""))
    return func.concat_ws(", ", Member.last_name, given, func.nullif(Member.suffix, ""))


def employer_name(organization_id: InstrumentedAttribute[UUID]) -> ColumnElement[Any]:
    """Return the name of the organization that a row belongs to."""
    return (
        select(Organization.name)
        .where(Organization.id == organization_id)
        .correlate(organization_id.class_)
        .scalar_subquery()
    )


def newest_assessment(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return a column of each worker's newest assessment."""
    return (
        select(column)
        .where(Assessment.worker_id == Worker.id, Assessment.deleted_at.is_(None))
        .order_by(Assessment.assessed_on.desc(), Assessment.id.desc())
        .limit(1)
        .correlate(Worker)
        .scalar_subquery()
    )


def newest_card(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Return a column of each worker's newest card, which stands for the older ones."""
    return (
        select(column)
        .where(AuthorizationCard.worker_id == Worker.id, AuthorizationCard.deleted_at.is_(None))
        .order_by(AuthorizationCard.signed_on.desc(), AuthorizationCard.id.desc())
        .limit(1)
        .correlate(Worker)
        .scalar_subquery()
    )


def state_of_card(months: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return whether each worker's newest card counts today: the value of a CardState, or ``none``."""
    signed_on, revoked_on = newest_card(AuthorizationCard.signed_on), newest_card(AuthorizationCard.revoked_on)
    return case(
        (signed_on.is_(None), "none"),
        (revoked_on <= TODAY, "revoked"),
        (signed_on + func.make_interval(0, months) < TODAY, "lapsed"),
        else_="counts",
    )


def months_of_campaign() -> ColumnElement[Any]:
    """Return for how many months a card counts in each worker's campaign."""
    return select(Campaign.card_months).where(Campaign.id == Worker.campaign_id).correlate(Worker).scalar_subquery()


def belongs() -> ColumnElement[bool]:
    """Return the condition that a worker is in the unit today."""
    return and_(Worker.deleted_at.is_(None), Worker.is_in_unit, or_(Worker.left_on.is_(None), Worker.left_on > TODAY))


def workers_of_campaign(*conditions: ColumnElement[bool] | InstrumentedAttribute[bool]) -> ColumnElement[Any]:
    """Return how many workers in the unit each campaign has for which the conditions hold."""
    return (
        select(func.count(Worker.id))
        .where(Worker.campaign_id == Campaign.id, belongs(), *conditions)
        .correlate(Campaign)
        .scalar_subquery()
    )


def anywhere(words: str, looked_in: Callable[[str], Iterable[Select[Any]]], row_id: Any) -> list[ColumnElement[bool]]:
    """Return conditions that hold where every word is found in one of several places.

    Args:
        words: what was typed.
        looked_in: gives for a word the ids of the rows that it is found for, one query for each place.
        row_id: the id of the list's rows.
    """
    return [row_id.in_(union_all(*looked_in(word))) for word in words.replace("\0", "").split()]


def of_employer(row_id: Any, organization_id: Any, word: str) -> Select[Any]:
    """Return the ids of the rows whose employer's names hold a word."""
    return (
        select(row_id)
        .join(Organization, Organization.id == organization_id)
        .where(*matching(Organization.search_text, word))
    )
