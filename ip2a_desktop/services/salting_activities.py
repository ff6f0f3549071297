"""The log of organizing: what was done at which employer, searched and filtered, saving, the bin."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal_column, not_, or_, select

from ip2a_desktop.db.models import Activity, Campaign, Member
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome
from ip2a_desktop.domain.salting_drafts import ActivityDraft
from ip2a_desktop.domain.salting_records import ActivityRecord, ActivityRow
from ip2a_desktop.domain.scales import EmployerReceptiveness
from ip2a_desktop.services import saving
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.salting_reading import (
    TODAY,
    anywhere,
    columns_of,
    employer_name,
    member_name,
    of_employer,
    step_of,
)
from ip2a_desktop.services.searching import matching

_READ_ALONG: Mapping[str, Callable[[], ColumnElement[Any]]] = {
    "employer": lambda: employer_name(Activity.organization_id),
    "campaign": lambda: (
        select(Campaign.name).where(Campaign.id == Activity.campaign_id).correlate(Activity).scalar_subquery()
    ),
    "member": lambda: (
        select(member_name()).where(Member.id == Activity.member_id).correlate(Activity).scalar_subquery()
    ),
}
_OWN = [field.name for field in fields(ActivityRow) if field.name not in _READ_ALONG]
_TEXTS = ("jobsite", "organizer")
_OPEN = and_(Activity.follow_up_on.is_not(None), not_(Activity.is_followed_up))
_DUE: Mapping[str, ColumnElement[bool]] = {
    "open": _OPEN,
    "overdue": and_(_OPEN, Activity.follow_up_on < TODAY),
    "today": and_(_OPEN, Activity.follow_up_on == TODAY),
    "week": and_(_OPEN, Activity.follow_up_on.between(TODAY, literal_column("ip2a_today() + 7"))),
}
"""The filter ``follow_up``: what is still to be followed up, and when."""


class ActivityService(ListService[ActivityRow]):
    """The use cases of the activity log; its order by name is that of the days. Only organizers may use it."""

    model = Activity

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns."""
        own = (getattr(Activity, name) for name in _OWN)
        return select(*own, *(made().label(name) for name, made in _READ_ALONG.items()))

    def row(self, found: Any) -> ActivityRow:
        """Return one row of the log, out of a row that may hold more."""
        values = {field.name: found._mapping[field.name] for field in fields(ActivityRow)}
        values["kind"] = ActivityKind(values["kind"])
        values["outcome"] = ActivityOutcome(values["outcome"])
        values["receptiveness"] = step_of(EmployerReceptiveness, values["receptiveness"])
        for name in ("campaign", "member", "deleted_by"):
            values[name] = values[name] or ""
        return ActivityRow(**values)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the log is ordered by."""
        if sort in _READ_ALONG:
            return func.ip2a_fold(_READ_ALONG[sort]())
        if sort in _TEXTS:
            return func.nullif(func.ip2a_fold(getattr(Activity, sort)), "")
        if sort in _OWN:
            return getattr(Activity, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"activities cannot be sorted by {sort!r}")

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name in ("kind", "outcome", "organizer"):
            return getattr(Activity, name).in_(values)  # type: ignore[no-any-return]
        if name in ("campaign", "employer"):
            column = Activity.campaign_id if name == "campaign" else Activity.organization_id
            return column.in_([UUID(value) for value in values])
        if name == "receptiveness":
            return Activity.receptiveness.in_([EmployerReceptiveness(value).digit for value in values])
        if name == "follow_up":
            return or_(*(_DUE[value] for value in values))
        raise ValueError(f"activities cannot be filtered by {name!r}")

    def _conditions(self, query: ListQuery) -> list[ColumnElement[bool]]:
        """A word is looked for in the activity itself, in its employer's names and in the member's."""
        chosen = [self._filtered(name, values) for name, values in query.filters if values]
        return [*anywhere(query.search, _found, Activity.id), *chosen]

    def load(self, activity_id: UUID) -> ActivityRecord:
        """Return all about one activity, in one round trip.

        Raises:
            NotFound: there is no such activity.
            NotAllowed: without the organizers' duty.
        """
        more = (getattr(Activity, name) for name in ActivityDraft.model_fields if name not in _OWN)
        with self.database.statement() as session:
            found = session.execute(self.columns().add_columns(*more).where(Activity.id == activity_id)).first()
        if found is None:
            raise NotFound("This activity is not there any more.", "Nothing was changed.", "Refresh the log.")
        return ActivityRecord(saving.draft_of(ActivityDraft, found), self.row(found))

    def save(self, draft: ActivityDraft) -> Changes:
        """Save an activity in one round trip.

        Raises:
            NotAllowed: without the organizers' duty.
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the day is still to come, or the database refused another value.
        """
        saved = saving.save_draft(self.database, Activity, draft, columns_of(draft))
        return saved | Changes.of("organizing_campaign", *(one for one in (draft.campaign_id,) if one))

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move activities to the bin."""
        return saving.move_to_bin(self.database, Activity, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring activities back from the bin."""
        return saving.restore(self.database, Activity, ids)


def _found(word: str) -> Iterable[Select[Any]]:
    yield select(Activity.id).where(*matching(Activity.search_text, word))
    yield of_employer(Activity.id, Activity.organization_id, word)
    of_member = select(Activity.id).join(Member, Member.id == Activity.member_id)
    yield of_member.where(*matching(Member.search_text, word))
