"""Organizing campaigns: the list, a campaign with its cards, salts and history, saving, the bin."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from ip2a_desktop.db.models import (
    Activity,
    Campaign,
    Salt,
    Worker,
)
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import CampaignStatus
from ip2a_desktop.domain.salting_drafts import CampaignDraft, SaltDraft
from ip2a_desktop.domain.salting_records import (
    CampaignChoice,
    CampaignRecord,
    CampaignRow,
)
from ip2a_desktop.domain.scales import EmployerReceptiveness
from ip2a_desktop.services import saving
from ip2a_desktop.services.campaign_record import record_columns, record_of
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.receptiveness import newest_receptiveness
from ip2a_desktop.services.salting_reading import (
    anywhere,
    employer_name,
    of_employer,
    state_of_card,
    step_of,
    workers_of_campaign,
)
from ip2a_desktop.services.searching import matching

_MOST_CHOICES = 50
_OWN = [
    "id",
    "version",
    "name",
    "organization_id",
    "jobsite",
    "status",
    "lead_organizer",
    "unit_size",
    "started_on",
    "petition_on",
    "election_on",
    "updated_at",
    "deleted_at",
    "deleted_by",
]
_TEXTS = ("jobsite", "lead_organizer")


def _last_activity_on() -> ColumnElement[Any]:
    return (
        select(func.max(Activity.done_on))
        .where(Activity.campaign_id == Campaign.id, Activity.deleted_at.is_(None))
        .correlate(Campaign)
        .scalar_subquery()
    )


def _computed() -> Mapping[str, ColumnElement[Any]]:
    months = select(Campaign.card_months).correlate(Campaign, Worker).scalar_subquery()
    return {
        "employer": employer_name(Campaign.organization_id),
        "workers": workers_of_campaign(),
        "cards": workers_of_campaign(state_of_card(months) == "counts"),
        "receptiveness": newest_receptiveness(Campaign.organization_id),
        "last_activity_on": _last_activity_on(),
    }


class CampaignService(ListService[CampaignRow]):
    """The use cases of the campaigns' screens; only organizers may use them."""

    model = Campaign

    def columns(self) -> Select[Any]:
        """Return the select of a row's columns."""
        return select(
            *(getattr(Campaign, name) for name in _OWN), *(made.label(name) for name, made in _computed().items())
        )

    def row(self, found: Any) -> CampaignRow:
        """Return one row of the list, out of a row that may hold more."""
        values = {field.name: found._mapping[field.name] for field in fields(CampaignRow)}
        values["status"] = CampaignStatus(values["status"])
        values["receptiveness"] = step_of(EmployerReceptiveness, values["receptiveness"])
        values["deleted_by"] = values["deleted_by"] or ""
        return CampaignRow(**values)

    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by."""
        computed = _computed()
        if sort == "employer":
            return func.ip2a_fold(computed[sort])
        if sort == "percent":
            return computed["cards"] * 100.0 / Campaign.unit_size
        if sort in computed:
            return computed[sort]
        if sort in _TEXTS:
            return func.nullif(func.ip2a_fold(getattr(Campaign, sort)), "")
        if sort in _OWN:
            return getattr(Campaign, sort).expression  # type: ignore[no-any-return]
        raise ValueError(f"campaigns cannot be sorted by {sort!r}")

    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""
        if name in ("status", "lead_organizer"):
            return getattr(Campaign, name).in_(values)  # type: ignore[no-any-return]
        if name == "employer":
            return Campaign.organization_id.in_([UUID(value) for value in values])
        if name == "receptiveness":
            digits = [EmployerReceptiveness(value).digit for value in values]
            return newest_receptiveness(Campaign.organization_id).in_(digits)
        raise ValueError(f"campaigns cannot be filtered by {name!r}")

    def _conditions(self, query: ListQuery) -> list[ColumnElement[bool]]:
        """A word is looked for in the campaign itself and in its employer's names."""
        chosen = [self._filtered(name, values) for name, values in query.filters if values]
        return [*anywhere(query.search, _found, Campaign.id), *chosen]

    def load(self, campaign_id: UUID) -> CampaignRecord:
        """Return all that the campaign's page shows, in one round trip.

        Raises:
            NotFound: there is no such campaign.
            NotAllowed: without the organizers' duty.
        """
        statement = self.columns().add_columns(*record_columns(campaign_id, _OWN))
        with self.database.statement() as session:
            found = session.execute(statement.where(Campaign.id == campaign_id)).first()
        if found is None:
            raise NotFound("This campaign is not there any more.", "Nothing was changed.", "Refresh the list.")
        return record_of(found, self.row(found))

    def save(self, draft: CampaignDraft) -> Changes:
        """Save a campaign in one round trip.

        Raises:
            NotAllowed: without the organizers' duty.
            StaleRecord: somebody else saved it since it was loaded.
            RuleViolation: the database refused a value.
        """
        return saving.save_draft(self.database, Campaign, draft)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        """Move campaigns to the bin."""
        return saving.move_to_bin(self.database, Campaign, ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        """Bring campaigns back from the bin."""
        return saving.restore(self.database, Campaign, ids)

    def save_salt(self, draft: SaltDraft) -> Changes:
        """Save a salt with the evidence.

        Raises:
            StaleRecord: somebody else saved it since it was loaded.
        """
        saved = saving.save_draft(self.database, Salt, draft)
        return saved | Changes.of("organizing_campaign", draft.campaign_id)

    def bin_salt(self, ids: Sequence[UUID]) -> Changes:
        """Move salts to the bin."""
        return saving.move_to_bin(self.database, Salt, ids)

    def restore_salt(self, ids: Sequence[UUID]) -> Changes:
        """Bring salts back from the bin."""
        return saving.restore(self.database, Salt, ids)

    def choices(self, search: str) -> tuple[CampaignChoice, ...]:
        """Return the campaigns that match the typed words, the first fifty by name."""
        statement = (
            select(
                Campaign.id,
                Campaign.name,
                employer_name(Campaign.organization_id).label("employer"),
                Campaign.organization_id,
            )
            .where(Campaign.deleted_at.is_(None), *anywhere(search, _found, Campaign.id))
            .order_by(Campaign.sort_name, Campaign.id)
            .limit(_MOST_CHOICES)
        )
        with self.database.statement() as session:
            return tuple(CampaignChoice(*one) for one in session.execute(statement))


def _found(word: str) -> Iterable[Select[Any]]:
    yield select(Campaign.id).where(*matching(Campaign.search_text, word))
    yield of_employer(Campaign.id, Campaign.organization_id, word)
