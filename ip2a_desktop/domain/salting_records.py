"""Organizing as lists and pages show it: rows of campaigns, activities and workers, and the whole records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.cards import Card, CardCount, CardPoint, CardRules, CardState, card_state, explain_card, share
from ip2a_desktop.domain.elections import ElectionRow
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome, CampaignStatus, SaltResult
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment

if TYPE_CHECKING:
    from ip2a_desktop.domain.salting_drafts import ActivityDraft, CampaignDraft, WorkerDraft

NOT_ASSESSED = "Not assessed"


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as one line of a list; ``cards`` counts those that count today."""

    id: UUID
    version: int
    name: str
    organization_id: UUID
    employer: str
    jobsite: str
    status: CampaignStatus
    lead_organizer: str
    unit_size: int | None
    workers: int
    cards: int
    receptiveness: EmployerReceptiveness | None
    started_on: date | None
    petition_on: date | None
    election_on: date | None
    last_activity_on: date | None
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""

    @property
    def percent(self) -> Decimal | None:
        """The share of the unit whose cards count today, in tenths of a percent, never rounded up."""
        return share(self.cards, self.unit_size)


@dataclass(frozen=True)
class CampaignChoice:
    """A campaign as a choice in a field."""

    id: UUID
    name: str
    employer: str
    organization_id: UUID


@dataclass(frozen=True)
class ActivityRow:
    """An activity as one line of the log."""

    id: UUID
    version: int
    done_on: date
    kind: ActivityKind
    organization_id: UUID
    employer: str
    campaign_id: UUID | None
    campaign: str
    jobsite: str
    organizer: str
    member: str
    workers_contacted: int
    cards_signed: int
    outcome: ActivityOutcome
    receptiveness: EmployerReceptiveness | None
    follow_up_on: date | None
    is_followed_up: bool
    description: str
    created_by: str
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""


@dataclass(frozen=True)
class ActivityRecord:
    """All about one activity."""

    draft: ActivityDraft
    row: ActivityRow


@dataclass(frozen=True)
class WorkerRow:
    """A worker as one line of a list, with the newest assessment and the newest card."""

    id: UUID
    version: int
    campaign_id: UUID
    campaign: str
    first_name: str
    last_name: str
    position: str
    department: str
    shift: str
    location: str
    phone: str
    email: str
    is_in_unit: bool
    left_on: date | None
    on_committee: bool
    last_contact_on: date | None
    assessment: WorkerAssessment | None
    assessed_on: date | None
    card_signed_on: date | None
    card_revoked_on: date | None
    card_months: int
    today: date
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""

    @property
    def name(self) -> str:
        """Last name first."""
        return ", ".join(part for part in (self.last_name, self.first_name) if part)

    @property
    def assessment_words(self) -> str:
        """The assessment, or that there is none."""
        return self.assessment.label if self.assessment else NOT_ASSESSED

    @property
    def card(self) -> Card | None:
        """The newest card, where the worker ever signed one."""
        return Card(self.card_signed_on, self.card_revoked_on) if self.card_signed_on else None

    @property
    def card_state(self) -> CardState | None:
        """Whether the newest card counts today; None without one."""
        return card_state(self.card, self.today, CardRules(self.card_months)) if self.card else None

    @property
    def card_sentence(self) -> str:
        """Until when the newest card counts, or why it does not."""
        if self.card is None:
            return "No card signed."
        return explain_card(self.card, self.today, CardRules(self.card_months))


@dataclass(frozen=True)
class AssessmentRow:
    """One line of a worker's history."""

    id: UUID
    version: int
    assessment: WorkerAssessment
    assessed_on: date
    remarks: str
    created_by: str
    created_at: datetime


@dataclass(frozen=True)
class CardRow:
    """A card as the worker's page shows it."""

    id: UUID
    version: int
    signed_on: date
    collected_by: str
    revoked_on: date | None
    remarks: str
    created_by: str

    @property
    def card(self) -> Card:
        """The card as it is counted."""
        return Card(self.signed_on, self.revoked_on)


@dataclass(frozen=True)
class WorkerRecord:
    """All that a worker's page shows, newest assessments and cards first."""

    draft: WorkerDraft
    row: WorkerRow
    rules: CardRules
    assessments: tuple[AssessmentRow, ...]
    cards: tuple[CardRow, ...]
    in_bin: tuple[Binned, ...] = ()

    def explain(self, card: CardRow) -> str:
        """Return in a sentence until when a card counts, or why it does not."""
        return explain_card(card.card, self.row.today, self.rules)


@dataclass(frozen=True)
class SaltRow:
    """A salt as the campaign's page shows it."""

    id: UUID
    version: int
    member_id: UUID
    member: str
    card_number: str
    applied_on: date
    position: str
    proof: str
    result: SaltResult
    result_on: date | None
    witnesses: str
    remarks: str


@dataclass(frozen=True)
class ReceptivenessRow:
    """How an employer met the union on a day; ``activity_id`` where an activity tells it."""

    id: UUID
    version: int
    receptiveness: EmployerReceptiveness
    rated_on: date
    remarks: str
    created_by: str
    created_at: datetime
    activity_id: UUID | None = None


@dataclass(frozen=True)
class ReceptivenessHistory:
    """How an employer met the union, newest first, and what of it was written down and lies in the bin."""

    rows: tuple[ReceptivenessRow, ...]
    in_bin: tuple[Binned, ...] = ()


@dataclass(frozen=True)
class CampaignRecord:
    """All that a campaign's page shows; the day is the hall's."""

    draft: CampaignDraft
    row: CampaignRow
    today: date
    count: CardCount
    history: tuple[CardPoint, ...]
    lapsing: str
    assessments: Mapping[WorkerAssessment | None, int]
    committee: int
    salts: tuple[SaltRow, ...]
    receptiveness: tuple[ReceptivenessRow, ...]
    elections: tuple[ElectionRow, ...]
    in_bin: tuple[Binned, ...] = ()

    @property
    def assessment_lines(self) -> tuple[tuple[str, int], ...]:
        """How many workers stand at each step of the scale, in words, those not assessed last."""
        steps: tuple[WorkerAssessment | None, ...] = (*WorkerAssessment, None)
        return tuple((step.label if step else NOT_ASSESSED, self.assessments.get(step, 0)) for step in steps)
