"""The timelines of organizing: of a campaign with all that belongs to it, of a worker, of an activity."""

from typing import Any
from uuid import UUID

from sqlalchemy import cast, func, or_, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Activity, AuditEntry, Organization, Worker
from ip2a_desktop.domain.notes import TimelineEntry
from ip2a_desktop.domain.timeline import Happening, told

_LONGEST_TIMELINE = 500
_TABLES = ("organizing_campaign", "organizing_worker", "organizing_activity")
_FIELDS = ("at", "actor", "action", "table_name", "batch_id", "before", "after")


class CampaignTimeline:
    """Tells what happened to campaigns, workers and activities; only organizers are told anything."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        """Return what happened to a record and to what belongs to it, newest first, in one round trip.

        Args:
            table: ``organizing_campaign``, ``organizing_worker`` or ``organizing_activity``; timelines of other
                tables are the notes' service's.
            record_id: the campaign, worker or activity.
        """
        if table not in _TABLES:
            raise ValueError(f"this is not the timeline of {table!r}")
        employer = (
            select(Organization.name)
            .where(Organization.id == cast(AuditEntry.after["organization_id"].astext, PG_UUID(as_uuid=True)))
            .correlate(AuditEntry)
            .scalar_subquery()
        )
        worker = (
            select(func.concat_ws(" ", func.nullif(Worker.first_name, ""), func.nullif(Worker.last_name, "")))
            .where(Worker.id == AuditEntry.subject_id)
            .correlate(AuditEntry)
            .scalar_subquery()
        )
        workers = select(Worker.id).where(Worker.campaign_id == record_id)
        activities = select(Activity.id).where(Activity.campaign_id == record_id)
        subject = AuditEntry.subject_id
        belongs = or_(subject == record_id, subject.in_(workers), subject.in_(activities))
        is_campaign = table == "organizing_campaign"
        statement = (
            select(
                *(getattr(AuditEntry, name) for name in _FIELDS),
                employer.label("employer"),
                func.coalesce(worker, "").label("about"),
            )
            .where(belongs if is_campaign else subject == record_id)
            .order_by(AuditEntry.id.desc())
            .limit(_LONGEST_TIMELINE)
        )
        with self._database.statement() as session:
            found = session.execute(statement).all()
        return tuple(told(_happening(dict(one._mapping), named=is_campaign)) for one in found)


def _happening(values: dict[str, Any], *, named: bool) -> Happening:
    """Return the line with "Card of Amara Okafor" for "Card Amara Okafor"; on her own page without the name."""
    if not named:
        values["about"] = ""
    elif values["about"]:
        values["about"] = f"of {values['about']}" if values["table_name"] != "organizing_worker" else values["about"]
    return Happening(**values)
