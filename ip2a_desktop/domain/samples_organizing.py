"""Sample campaigns: what they consist of, checked by the same drafts as what organizers type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.salting_drafts import (
    ActivityDraft,
    AssessmentDraft,
    CampaignDraft,
    CardDraft,
    ReceptivenessDraft,
    SaltDraft,
    WorkerDraft,
)


@dataclass(frozen=True)
class SampleOrganizing:
    """Campaigns with all that belongs to them."""

    campaigns: list[CampaignDraft] = field(default_factory=list)
    workers: list[WorkerDraft] = field(default_factory=list)
    assessments: list[AssessmentDraft] = field(default_factory=list)
    cards: list[CardDraft] = field(default_factory=list)
    activities: list[ActivityDraft] = field(default_factory=list)
    salts: list[SaltDraft] = field(default_factory=list)
    receptiveness: list[ReceptivenessDraft] = field(default_factory=list)

    def tables(self) -> Iterator[tuple[str, Sequence[Draft]]]:
        """Yield the tables in the order in which they refer to each other, with their rows."""
        yield "organizing_campaign", self.campaigns
        yield "organizing_worker", self.workers
        yield "worker_assessment", self.assessments
        yield "authorization_card", self.cards
        yield "organizing_activity", self.activities
        yield "salt", self.salts
        yield "employer_receptiveness", self.receptiveness

    @property
    def total(self) -> int:
        """All records."""
        return sum(len(rows) for _, rows in self.tables())
