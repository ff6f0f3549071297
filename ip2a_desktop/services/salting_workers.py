"""Workers of campaigns: the list, a worker with the history of assessments and cards, saving, the bin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select

from ip2a_desktop.db.models import Assessment, AuthorizationCard, Campaign, Worker
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.cards import CardRules
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.salting_drafts import AssessmentDraft, CardDraft, WorkerDraft
from ip2a_desktop.domain.salting_records import AssessmentRow, CardRow, WorkerRecord, WorkerRow
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.services import saving
from ip2a_desktop.services.binned import binned_of_worker
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.reading import json_rows, parsed
from ip2a_desktop.services.salting_reading import (
    TODAY,
    columns_of,
    months_of_campaign,
    newest_assessment,
    newest_card,
    state_of_card,
    step_of,
)

NONE = "none"
"""The filters' value for workers without an assessment or without a card."""

_OWN = [
    "id",
    "version",
    "campaign_id",
    "first_name",
    "last_name",
    "position",
    "department",
    "shift",
    "location",
    "phone",
    "email",
    "is_in_unit",
    "left_on",
    "on_committee",
    "last_contact_on",
    "updated_at",
    "deleted_at",
    "deleted_by",
]
_TEXTS = ("first_name", "position", "department", "shift", "location", "email")
_READ_ALONG: Mapping[str, Callable[[], ColumnElement[Any]]] = {
    "campaign": lambda: (
        select(Campaign.name).where(Campaign.id == Worker.campaign_id).correlate(Worker).scalar_subquery()
    ),
    "card_months": months_of_campaign,
    "assessment": lambda: newest_assessment(Assessment.assessment),
    "assessed_on": lambda: newest_assessment(Assessment.assessed_on),
    "card_signed_on": lambda: newest_card(AuthorizationCard.signed_on),
    "card_revoked_on": lambda: newest_card(AuthorizationCard.revoked_on),
}
_LEFT = Worker.left_on <= TODAY
_WHERE: Mapping[str, ColumnElement[bool]] = {
    "in": and_(Worker.is_in_unit, or_(Worker.left_on.is_(None), not_(_LEFT))),
    "out": not_(Worker.is_in_unit),
    "left": _LEFT,
}
"""The filter ``unit``: in the unit, outside of it, or left the job."""


@dataclass(frozen=True)
class Workplaces:
    """What the workers of a campaign were written down with, for the choices of filters and fields."""

    departments: tuple[str, ...]
    shifts: tuple[str, ...]
    locations: tuple[str, ...]


class WorkerService(ListService[WorkerRow]):
    """The use cases of the workers' screens; only organizers may use them."""

    model = Worker

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns."""
        own = (getattr(Worker, name) for name in _OWN)
        return select(*own, *(made().label(name) for name, made in _READ_ALONG.items()), TODAY.label("today"))

    def row(self, found: Any) -> WorkerRow:
        """Return one row of the list, out of a row that may hold more."""
        values = {field.name: found._mapping[field.name] for field in fields(WorkerRow)}
        values["assessment"] = step_of(WorkerAssessment, values["assessment"])
        values["deleted_by"] = values["deleted_by"] or ""
        return WorkerRow(**values)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        if sort == "campaign":
            return func.ip2a_fold(_READ_ALONG[sort]())
        if sort in _READ_ALONG:
            return _READ_ALONG[sort]()
        if sort == "card_state":
            return state_of_card(months_of_campaign())
        if sort in _TEXTS:
            return func.nullif(func.ip2a_fold(getattr(Worker, sort)), "")
        if sort in _OWN:
            return getattr(Worker, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"workers cannot be sorted by {sort!r}")

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name == "campaign":
            return Worker.campaign_id.in_([UUID(value) for value in values])
        if name == "assessment":
            newest = newest_assessment(Assessment.assessment)
            chosen = newest.in_([WorkerAssessment(value).digit for value in values if value != NONE])
            return or_(chosen, newest.is_(None)) if NONE in values else chosen
        if name == "card":
            return state_of_card(months_of_campaign()).in_(values)
        if name == "unit":
            return or_(*(_WHERE[value] for value in values))
        if name == "committee":
            return Worker.on_committee.in_([value == "yes" for value in values])
        if name in ("department", "shift", "location"):
            return getattr(Worker, name).in_(values)  # type: ignore[no-any-return]
        raise ValueError(f"workers cannot be filtered by {name!r}")

    def load(self, worker_id: UUID) -> WorkerRecord:
        """Return all that the worker's page shows, in one round trip.

        Raises:
            NotFound: there is no such worker.
            NotAllowed: without the organizers' duty.
        """
        statement = self.columns().add_columns(
            *(getattr(Worker, name) for name in WorkerDraft.model_fields if name not in _OWN),
            json_rows(_assessments(worker_id)).label("assessments"),
            json_rows(_cards(worker_id)).label("cards"),
            json_rows(binned_of_worker(worker_id)).label("in_bin"),
        )
        with self.database.statement() as session:
            found = session.execute(statement.where(Worker.id == worker_id)).first()
        if found is None:
            raise NotFound("This worker is not there any more.", "Nothing was changed.", "Refresh the list.")
        return WorkerRecord(
            saving.draft_of(WorkerDraft, found),
            self.row(found),
            CardRules(found.card_months),
            parsed(AssessmentRow, found.assessments),
            parsed(CardRow, found.cards),
            parsed(Binned, found.in_bin),
        )

    def save(self, draft: WorkerDraft) -> Changes:
        """Save a worker in one round trip.

        Raises:
            NotAllowed: without the organizers' duty.
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the database refused a value.
        """
        saved = saving.save_draft(self.database, Worker, draft)
        return saved | Changes.of("organizing_campaign", draft.campaign_id)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move workers to the bin; their cards do not count there."""
        return saving.move_to_bin(self.database, Worker, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring workers back from the bin."""
        return saving.restore(self.database, Worker, ids)

    def save_assessment(self, draft: AssessmentDraft) -> Changes:
        """Write down where a worker stands, or correct what was written; what was before stays as history.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the day is still to come.
        """
        saved = saving.save_draft(self.database, Assessment, draft, columns_of(draft))
        return saved | Changes.of("organizing_worker", draft.worker_id)

    def bin_assessment(self, ids: Sequence[UUID]) -> Changes:
        """Move assessments to the bin."""
        return saving.move_to_bin(self.database, Assessment, ids)

    def restore_assessment(self, ids: Sequence[UUID]) -> Changes:
        """Bring assessments back from the bin."""
        return saving.restore(self.database, Assessment, ids)

    def save_card(self, draft: CardDraft) -> Changes:
        """Save a card.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the card is dated in the future.
        """
        saved = saving.save_draft(self.database, AuthorizationCard, draft)
        return saved | Changes.of("organizing_worker", draft.worker_id)

    def bin_card(self, ids: Sequence[UUID]) -> Changes:
        """Move cards to the bin."""
        return saving.move_to_bin(self.database, AuthorizationCard, ids)

    def restore_card(self, ids: Sequence[UUID]) -> Changes:
        """Bring cards back from the bin."""
        return saving.restore(self.database, AuthorizationCard, ids)

    def workplaces(self, campaign_id: UUID) -> Workplaces:
        """Return the departments, shifts and locations of a campaign's workers, in one round trip."""
        there = (Worker.campaign_id == campaign_id, Worker.deleted_at.is_(None))
        columns = (Worker.department, Worker.shift, Worker.location)
        lists = (
            select(func.array_agg(column.distinct())).where(*there, column != "").scalar_subquery()
            for column in columns
        )
        with self.database.statement() as session:
            found = session.execute(select(*lists)).one()
        return Workplaces(*(tuple(sorted(one or (), key=str.casefold)) for one in found))


def _assessments(worker_id: UUID) -> Select[Any]:
    return (
        select(*(getattr(Assessment, name) for name in AssessmentRow.__dataclass_fields__))
        .where(Assessment.worker_id == worker_id, Assessment.deleted_at.is_(None))
        .order_by(Assessment.assessed_on.desc(), Assessment.id.desc())
    )


def _cards(worker_id: UUID) -> Select[Any]:
    return (
        select(*(getattr(AuthorizationCard, name) for name in CardRow.__dataclass_fields__))
        .where(AuthorizationCard.worker_id == worker_id, AuthorizationCard.deleted_at.is_(None))
        .order_by(AuthorizationCard.signed_on.desc(), AuthorizationCard.id.desc())
    )
