"""What is due when, for the page Today: one round trip whatever the docket holds."""

from datetime import date

from sqlalchemy import func, or_, select, true

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Grievance, GrievanceDeadline
from ip2a_desktop.domain.docket_days import WEEK, DocketDays
from ip2a_desktop.services.grievance_docket import GrievanceDocket

_MOST = 500
"""More cases than this nobody looks at on one page; the docket has them all."""


class DocketDaysService:
    """Reads what is overdue, due soon, and due in a month."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._docket = GrievanceDocket(database)

    def days(self, first: date, last: date) -> DocketDays:
        """Return what is overdue, due within a week, or due between two days, the first first.

        Args:
            first: the first day of the month that is shown.
            last: its last day.
        """
        today = func.ip2a_today()
        clock = GrievanceDeadline
        due = (
            select(clock.grievance_id)
            .join(Grievance, Grievance.id == clock.grievance_id)
            .where(
                clock.is_next,
                clock.state == "open",
                Grievance.deleted_at.is_(None),
                or_(clock.due_on.between(first, last), clock.due_on <= today + WEEK.days),
            )
            .order_by(clock.due_at, clock.grievance_id)
        )
        cases = select(func.count(Grievance.id)).where(Grievance.deleted_at.is_(None)).scalar_subquery()
        found = select(func.count()).select_from(due.order_by(None).subquery()).scalar_subquery()
        counts = select(today.label("day"), cases.label("total"), found.label("found")).subquery("counts")
        rows = self._docket.columns().where(Grievance.id.in_(due.limit(_MOST))).subquery("due")
        statement = select(counts, rows).select_from(counts.outerjoin(rows, true()))
        with self._database.statement() as session:
            read = session.execute(statement).all()
        shown = [self._docket.row(one) for one in read if one.id is not None]
        shown.sort(key=lambda one: (one.due_on or date.max, not one.is_overdue, one.number))
        return DocketDays(read[0].day, read[0].total, tuple(shown), max(read[0].found - len(shown), 0))
