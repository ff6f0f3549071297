"""Sample campaigns: four employers being organized, with workers, assessments, cards, activities and a few salts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome, CampaignStatus, SaltResult
from ip2a_desktop.domain.salting_drafts import (
    ActivityDraft,
    AssessmentDraft,
    CampaignDraft,
    CardDraft,
    ReceptivenessDraft,
    SaltDraft,
    WorkerDraft,
)
from ip2a_desktop.domain.samples_organizing import SampleOrganizing
from ip2a_desktop.seed import organizing_texts as texts
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.names import Names
from ip2a_desktop.seed.places import Places


@dataclass(frozen=True)
class Plot:
    """How a campaign goes.

    Args:
        status: where it stands.
        began: how many days ago it began.
        unit: how many workers are in the unit.
        listed: how many of them are known by name.
        cards: how many signed a card that counts today.
        lapsed: how many signed so long ago that the card counts no more.
        petition: how many days ago the petition was filed; None before that.
        election: how many days ago the election was (before zero: is to be); None without one.
        ended: how many days ago it ended; None while it goes on.
        salts: how many members applied for work there.
    """

    status: CampaignStatus
    began: int
    unit: int
    listed: int
    cards: int
    lapsed: int = 1
    petition: int | None = None
    election: int | None = None
    ended: int | None = None
    salts: int = 1


PLOTS = (
    Plot(CampaignStatus.ACTIVE, 130, 42, 30, 17, lapsed=2, salts=2),
    Plot(CampaignStatus.PETITIONED, 170, 24, 22, 17, lapsed=1, petition=12, election=-16),
    Plot(CampaignStatus.PLANNED, 20, 60, 9, 2, lapsed=0, salts=0),
    Plot(CampaignStatus.WON, 330, 18, 16, 0, lapsed=13, petition=210, election=180, ended=172),
)
_WITHOUT_CAMPAIGN = 0.1
"""So many of the activities are at employers where nobody has begun a campaign yet."""
_KINDS = {
    ActivityKind.ONE_ON_ONE: 25,
    ActivityKind.SITE_VISIT: 18,
    ActivityKind.OUTREACH: 15,
    ActivityKind.MEETING: 12,
    ActivityKind.LEAFLETING: 10,
    ActivityKind.CARD_SIGNING: 10,
    ActivityKind.INFORMATION_SESSION: 5,
    ActivityKind.PETITION: 3,
    ActivityKind.OTHER: 2,
}
_OUTCOMES = {
    ActivityOutcome.POSITIVE: 45,
    ActivityOutcome.NEUTRAL: 30,
    ActivityOutcome.NEGATIVE: 15,
    ActivityOutcome.NO_CONTACT: 10,
}
_SUPPORT = {1: 5, 2: 5, 3: 1}
_DOUBT = {2: 2, 3: 5, 4: 3, 5: 2}


def sample_organizing(
    chance: Chance,
    names: Names,
    places: Places,
    today: date,
    employers: Sequence[UUID],
    members: Sequence[UUID],
    count: int,
) -> SampleOrganizing:
    """Return sample campaigns with so many activities, without writing them; nothing without employers.

    Args:
        chance: what is random in them.
        names: where names come from.
        places: where phone numbers come from.
        today: the day that everything is told from.
        employers: whom the campaigns are at, each at another.
        members: who salts and takes part.
        count: how many activities; few of them stand for fewer campaigns.
    """
    made = SampleOrganizing()
    wanted = min(len(PLOTS), len(employers), -(-count // 4))
    if not wanted or not count:
        return made
    chosen = chance.sample(list(employers), min(len(employers), wanted + 2))
    jobsites = chance.sample(texts.JOBSITES, wanted)
    stories = [
        Story(chance, names, places, today, employer, jobsite, members, plot)
        for employer, jobsite, plot in zip(chosen[:wanted], jobsites, PLOTS, strict=False)
    ]
    for story in stories:
        story.tell(made)
    for number in range(count):
        elsewhere = chosen[wanted:]
        if elsewhere and chance.happens(_WITHOUT_CAMPAIGN):
            made.activities.append(_activity(chance, today, chance.choice(elsewhere), None, members, 400))
        else:
            made.activities.append(stories[number % wanted].activity())
    return made


class Story:
    """One campaign and what belongs to it."""

    def __init__(
        self,
        chance: Chance,
        names: Names,
        places: Places,
        today: date,
        employer: UUID,
        jobsite: str,
        members: Sequence[UUID],
        plot: Plot,
    ) -> None:
        self._chance = chance
        self._names = names
        self._places = places
        self._today = today
        self._employer = employer
        self._jobsite = jobsite
        self._members = members
        self._plot = plot
        self.campaign = self._campaign()

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _maybe_ago(self, days: int | None) -> date | None:
        return None if days is None else self._ago(days)

    def _campaign(self) -> CampaignDraft:
        chance, plot = self._chance, self._plot
        values = {
            "name": f"{self._jobsite.split(' ')[0]} crew {self._today.year - (plot.began > 300)}",
            "organization_id": self._employer,
            "jobsite": self._jobsite,
            "status": plot.status,
            "lead_organizer": chance.choice(texts.ORGANIZERS),
            "unit": chance.choice(texts.UNITS),
            "unit_size": plot.unit,
            "started_on": self._ago(plot.began),
            "petition_on": self._maybe_ago(plot.petition),
            "election_on": self._maybe_ago(plot.election),
            "ended_on": self._maybe_ago(plot.ended),
        }
        return check(CampaignDraft, values)

    def tell(self, made: SampleOrganizing) -> None:
        """Add the campaign, its workers with assessments and cards, its salts, and how the employer met the union."""
        made.campaigns.append(self.campaign)
        for number in range(self._plot.listed):
            self._worker(made, number)
        for member in self._chance.sample(list(self._members), min(self._plot.salts, len(self._members))):
            made.salts.append(self._salt(member))
        for place, days in enumerate((self._plot.began - 3, self._plot.began // 2)):
            values = {
                "organization_id": self._employer,
                "receptiveness": self._chance.choice((1, 2, 2, 3, 3, 4)),
                "rated_on": self._ago(max(days, 1)),
                "remarks": self._chance.choice(texts.RATINGS) if place == 0 else "",
            }
            made.receptiveness.append(check(ReceptivenessDraft, values))

    def _worker(self, made: SampleOrganizing, number: int) -> None:
        chance, plot = self._chance, self._plot
        name = self._names.other()
        worker = check(
            WorkerDraft,
            {
                "campaign_id": self.campaign.id,
                "first_name": name.first,
                "last_name": name.last,
                "position": chance.choice(texts.JOBS),
                "department": chance.choice(texts.DEPARTMENTS),
                "shift": chance.choice(texts.SHIFTS),
                "phone": self._places.phone() if chance.happens(0.7) else "",
                "on_committee": number < 4 and plot.cards + plot.lapsed > 3,
                "last_contact_on": self._day(),
            },
        )
        made.workers.append(worker)
        signed = number < plot.cards + plot.lapsed
        if number < plot.cards:
            self._card(made, worker, chance.randint(2, min(plot.began, 165)))
        elif signed:
            self._card(made, worker, chance.randint(min(200, plot.began), max(200, plot.began)))
        if signed or chance.happens(0.75):
            self._assess(made, worker, signed=signed)

    def _card(self, made: SampleOrganizing, worker: WorkerDraft, days: int) -> None:
        values = {
            "worker_id": worker.id,
            "signed_on": self._ago(days),
            "collected_by": self._chance.choice(texts.ORGANIZERS),
        }
        made.cards.append(check(CardDraft, values))

    def _assess(self, made: SampleOrganizing, worker: WorkerDraft, *, signed: bool) -> None:
        """Write down one to three assessments, the later ones nearer to where the worker stands."""
        chance = self._chance
        days = sorted((chance.randint(1, self._plot.began) for _ in range(chance.randint(1, 3))), reverse=True)
        for place, day in enumerate(dict.fromkeys(days)):
            scale = _SUPPORT if signed and place == len(days) - 1 else _DOUBT
            values = {
                "worker_id": worker.id,
                "assessment": chance.weighted(scale),
                "assessed_on": self._ago(day),
                "remarks": chance.choice(texts.WHY),
            }
            made.assessments.append(check(AssessmentDraft, values))

    def _salt(self, member: UUID) -> SaltDraft:
        chance = self._chance
        applied = chance.randint(10, max(11, self._plot.began))
        result = chance.choice(list(SaltResult))
        values: dict[str, Any] = {
            "campaign_id": self.campaign.id,
            "member_id": member,
            "applied_on": self._ago(applied),
            "position": chance.choice(texts.POSITIONS),
            "proof": chance.choice(texts.PROOFS),
            "result": result,
            "result_on": None if result is SaltResult.WAITING else self._ago(applied - chance.randint(1, 9)),
            "witnesses": chance.choice(texts.WITNESSES),
        }
        return check(SaltDraft, values)

    def _day(self) -> date:
        return self._ago(self._chance.randint(max(1, self._plot.ended or 1), self._plot.began))

    def activity(self) -> ActivityDraft:
        """Return something that was done in the campaign."""
        since = max(self._plot.ended or 0, 0)
        return _activity(
            self._chance, self._today, self._employer, self.campaign, self._members, self._plot.began, since
        )


def _activity(
    chance: Chance,
    today: date,
    employer: UUID,
    campaign: CampaignDraft | None,
    members: Sequence[UUID],
    oldest: int,
    newest: int = 0,
) -> ActivityDraft:
    kind, outcome = chance.weighted(_KINDS), chance.weighted(_OUTCOMES)
    days = chance.randint(max(newest, 1), oldest)
    done_on = today - timedelta(days=days)
    reached = 0 if outcome is ActivityOutcome.NO_CONTACT else chance.randint(1, 14)
    if kind is ActivityKind.ONE_ON_ONE:
        reached = min(reached, 1)
    cards = chance.randint(0, 3) if kind is ActivityKind.CARD_SIGNING else 0
    follows = chance.happens(0.45)
    values: dict[str, Any] = {
        "organization_id": employer,
        "campaign_id": campaign.id if campaign else None,
        "done_on": done_on,
        "kind": kind,
        "jobsite": campaign.jobsite if campaign else "",
        "organizer": chance.choice(texts.ORGANIZERS),
        "member_id": chance.choice(members) if members and chance.happens(0.25) else None,
        "workers_contacted": reached,
        "cards_signed": min(cards, reached),
        "outcome": outcome,
        "receptiveness": chance.choice((1, 2, 3, 3, 4, 5)) if chance.happens(0.2) else None,
        "follow_up_on": done_on + timedelta(days=chance.randint(2, 14)) if follows else None,
        "is_followed_up": follows and days > 20,
        "description": chance.choice(texts.HAPPENED[kind]),
    }
    return check(ActivityDraft, values)
