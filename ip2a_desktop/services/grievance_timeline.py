"""The timeline of a case: what happened to it and to what belongs to it, newest first."""

from uuid import UUID

from sqlalchemy import cast, func, select
from sqlalchemy.dialects.postgresql import UUID as PG_UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import AuditEntry, GrievanceDeadline, Member, Organization
from ip2a_desktop.domain.grievance_timeline import told_case
from ip2a_desktop.domain.notes import TimelineEntry
from ip2a_desktop.domain.timeline import Happening

_LONGEST_TIMELINE = 500
_FIELDS = ("at", "actor", "action", "table_name", "batch_id", "before", "after")


class GrievanceTimeline:
    """Tells what happened to cases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        """Return what happened to a case and to what belongs to it, newest first, in one round trip.

        Args:
            table: ``grievance``; timelines of other tables are the notes' service's.
            record_id: the case.
        """
        if table != "grievance":
            raise ValueError(f"this is not the timeline of {table!r}")
        employer = (
            select(Organization.name)
            .where(Organization.id == cast(AuditEntry.after["organization_id"].astext, PG_UUID(as_uuid=True)))
            .correlate(AuditEntry)
            .scalar_subquery()
        )
        member = (
            select(Member.last_name + ", " + Member.first_name)
            .where(Member.id == cast(AuditEntry.after["member_id"].astext, PG_UUID(as_uuid=True)))
            .correlate(AuditEntry)
            .scalar_subquery()
        )
        act = (
            select(GrievanceDeadline.act)
            .where(GrievanceDeadline.id == AuditEntry.record_id)
            .correlate(AuditEntry)
            .scalar_subquery()
        )
        statement = (
            select(
                *(getattr(AuditEntry, name) for name in _FIELDS),
                employer.label("employer"),
                func.coalesce(member, act).label("about"),
            )
            .where(AuditEntry.subject_id == record_id)
            .order_by(AuditEntry.id.desc())
            .limit(_LONGEST_TIMELINE)
        )
        with self._database.statement() as session:
            found = session.execute(statement).all()
        return tuple(told_case(Happening(**{**one._mapping, "about": one.about or ""})) for one in found)
