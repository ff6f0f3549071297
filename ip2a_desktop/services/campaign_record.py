"""What a campaign's page reads along with the campaign: cards, assessments, salts, how the employer is seen."""

from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import Any
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import Label, Select, func, select

from ip2a_desktop.db.models import Assessment, AuthorizationCard, Campaign, Election, Member, Salt, Worker
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.cards import Card, CardHolder, card_history, count_cards, explain_lapsing, lapsing
from ip2a_desktop.domain.elections import ElectionRow
from ip2a_desktop.domain.salting_drafts import CampaignDraft
from ip2a_desktop.domain.salting_records import CampaignRecord, CampaignRow, ReceptivenessRow, SaltRow
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.services import saving
from ip2a_desktop.services.binned import binned_of_campaign
from ip2a_desktop.services.elections import election_rows
from ip2a_desktop.services.reading import json_rows, parsed
from ip2a_desktop.services.receptiveness import receptiveness_rows
from ip2a_desktop.services.salting_reading import (
    TODAY,
    belongs,
    member_name,
    newest_assessment,
    step_of,
    workers_of_campaign,
)

LAPSING_WITHIN = 30
"""Cards that lapse within so many days are told of."""


def record_columns(campaign_id: UUID, there: list[str]) -> list[Label[Any]]:
    """Return the columns of a campaign's page beside those of its row; ``there`` names what the row brings."""
    elections = election_rows().where(Election.organization_id == Campaign.organization_id)
    return [
        *(getattr(Campaign, name).label(name) for name in CampaignDraft.model_fields if name not in there),
        TODAY.label("today"),
        json_rows(_cards(campaign_id)).label("all_cards"),
        json_rows(_assessments(campaign_id)).label("assessments"),
        workers_of_campaign(Worker.on_committee).label("committee"),
        json_rows(_salts(campaign_id)).label("salts"),
        json_rows(receptiveness_rows(Campaign.organization_id)).label("receptiveness_history"),
        json_rows(elections.correlate(Campaign)).label("elections"),
        json_rows(binned_of_campaign(campaign_id)).label("in_bin"),
    ]


def record_of(found: Any, row: CampaignRow) -> CampaignRecord:
    """Return the record made of the columns; the arithmetic of cards is done here, not in SQL."""
    draft, today = saving.draft_of(CampaignDraft, found), found.today
    holders = _holders(parsed(_CardOfWorker, found.all_cards))
    soon = lapsing(holders, today, LAPSING_WITHIN, draft.card_rules)
    return CampaignRecord(
        draft=draft,
        row=row,
        today=today,
        count=count_cards(holders, today, draft.unit_size, draft.card_rules),
        history=card_history(holders, today, draft.card_rules),
        lapsing=explain_lapsing(soon, LAPSING_WITHIN),
        assessments={step_of(WorkerAssessment, one["assessment"]): one["workers"] for one in found.assessments},
        committee=found.committee,
        salts=parsed(SaltRow, found.salts),
        receptiveness=parsed(ReceptivenessRow, found.receptiveness_history),
        elections=parsed(ElectionRow, found.elections),
        in_bin=parsed(Binned, found.in_bin),
    )


class _CardOfWorker(BaseModel):
    """A card with what decides whether its worker counts."""

    worker_id: UUID
    is_in_unit: bool
    left_on: date | None
    signed_on: date
    revoked_on: date | None


def _cards(campaign_id: UUID) -> Select[Any]:
    card = AuthorizationCard
    own: list[Any] = [card.worker_id, Worker.is_in_unit, Worker.left_on, card.signed_on, card.revoked_on]
    return (
        select(*own)
        .join(Worker, Worker.id == card.worker_id)
        .where(Worker.campaign_id == campaign_id, Worker.deleted_at.is_(None), card.deleted_at.is_(None))
        .order_by(card.worker_id, card.signed_on, card.id)
    )


def _holders(cards: tuple[_CardOfWorker, ...]) -> list[CardHolder]:
    holders = []
    for _, own in groupby(cards, attrgetter("worker_id")):
        one, *others = own
        signed = tuple(Card(card.signed_on, card.revoked_on) for card in (one, *others))
        holders.append(CardHolder(signed, one.is_in_unit, one.left_on))
    return holders


def _assessments(campaign_id: UUID) -> Select[Any]:
    newest = (
        select(newest_assessment(Assessment.assessment).label("assessment"))
        .where(Worker.campaign_id == campaign_id, belongs())
        .subquery("newest")
    )
    return select(newest.c.assessment, func.count().label("workers")).group_by(newest.c.assessment)


def _salts(campaign_id: UUID) -> Select[Any]:
    own = [name for name in SaltRow.__dataclass_fields__ if name not in ("member", "card_number")]
    return (
        select(*(getattr(Salt, name) for name in own), member_name().label("member"), Member.card_number)
        .join(Member, Member.id == Salt.member_id)
        .where(Salt.campaign_id == campaign_id, Salt.deleted_at.is_(None))
        .order_by(Salt.applied_on.desc(), Salt.id)
    )
