"""How employers meet the union: the history of an employer, written down or told by activities."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, literal, select, union_all
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.orm import InstrumentedAttribute, aliased

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Activity, Receptiveness
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.salting_drafts import ReceptivenessDraft
from ip2a_desktop.domain.salting_records import ReceptivenessHistory, ReceptivenessRow
from ip2a_desktop.services import saving
from ip2a_desktop.services.binned import binned_receptiveness
from ip2a_desktop.services.reading import json_rows, parsed
from ip2a_desktop.services.salting_reading import columns_of


def receptiveness_rows(organization_id: InstrumentedAttribute[UUID] | UUID) -> Select[Any]:
    """Return how an employer met the union, newest first: what was written down, and what activities tell."""
    told = _told(organization_id).subquery("told")
    names = ReceptivenessRow.__dataclass_fields__
    return select(*(told.c[name] for name in names)).order_by(told.c.rated_on.desc(), told.c.created_at.desc())


def newest_receptiveness(organization_id: InstrumentedAttribute[UUID]) -> ColumnElement[Any]:
    """Return how each row's employer met the union the last time."""
    told = _told(organization_id).subquery("told")
    newest = select(told.c.receptiveness).order_by(told.c.rated_on.desc(), told.c.created_at.desc()).limit(1)
    return newest.scalar_subquery()


def _told(organization_id: InstrumentedAttribute[UUID] | UUID) -> CompoundSelect[Any]:
    written, seen = aliased(Receptiveness), aliased(Activity)
    around = [] if isinstance(organization_id, UUID) else [organization_id.class_]
    by_hand = select(
        written.id,
        written.version,
        written.receptiveness,
        written.rated_on,
        written.remarks,
        written.created_by,
        written.created_at,
        literal(None, PG_UUID(as_uuid=True)).label("activity_id"),
    ).where(written.organization_id == organization_id, written.deleted_at.is_(None))
    by_activity = select(
        seen.id,
        seen.version,
        seen.receptiveness,
        seen.done_on,
        seen.description,
        seen.created_by,
        seen.created_at,
        seen.id,
    ).where(seen.organization_id == organization_id, seen.deleted_at.is_(None), seen.receptiveness.is_not(None))
    return union_all(by_hand.correlate(*around), by_activity.correlate(*around))


class ReceptivenessService:
    """What organizers keep about an employer itself; only they may use it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def history(self, organization_id: UUID) -> ReceptivenessHistory:
        """Return how an employer met the union, newest first, activities included, in one round trip.

        Raises:
            NotAllowed: without the organizers' duty.
        """
        statement = select(
            json_rows(receptiveness_rows(organization_id)).label("rows"),
            json_rows(binned_receptiveness(organization_id)).label("in_bin"),
        )
        with self.database.statement() as session:
            found = session.execute(statement).one()
        return ReceptivenessHistory(parsed(ReceptivenessRow, found.rows), parsed(Binned, found.in_bin))

    def save(self, draft: ReceptivenessDraft) -> Changes:
        """Write down how an employer met the union, or correct what was written.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        saved = saving.save_draft(self.database, Receptiveness, draft, columns_of(draft))
        return saved | Changes.of("organization", draft.organization_id)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move lines of the history to the bin."""
        return saving.move_to_bin(self.database, Receptiveness, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring lines of the history back from the bin."""
        return saving.restore(self.database, Receptiveness, ids)
