"""Organizing of a stress hall: campaigns with workers, assessments, cards, salts, and years of activities."""

from collections.abc import Sequence
from datetime import date, timedelta

from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.organizing_texts import ORGANIZERS
from ip2a_desktop.seed.stress.lines import Ids, Rows, Sheet
from ip2a_desktop.seed.stress.people import Member, Pool

_YEARS_BACK = 6
_ENDS = ("won", "recognized", "lost", "ended")
_RUNNING = ("active", "active", "active", "petitioned", "paused", "planned")
_STILL_RUNNING = 0.25
_KINDS = (
    "one_on_one", "one_on_one", "site_visit", "site_visit", "outreach", "meeting", "leafleting", "card_signing",
    "information_session", "petition",
)  # fmt: skip
_OUTCOMES = ("positive", "positive", "neutral", "neutral", "negative", "no_contact")
_SAID = (
    "Talked at the gate before the shift.", "Two of the crew asked how dues work.", "Left cards and the wage sheet.",
    "The foreman told people not to talk to us.", "Coffee after work; five came.", "Nobody wanted to stop today.",
)  # fmt: skip
_WITHOUT_CAMPAIGN = 0.1


class Organizing:
    """Makes campaigns and activities.

    Args:
        chance: where the dice come from.
        ids: gives out their ids.
        pool: names of workers.
        today: the day that nothing lies behind.
    """

    def __init__(self, chance: Chance, ids: Ids, pool: Pool, today: date) -> None:
        self._chance = chance
        self._ids = ids
        self._pool = pool
        self._today = today
        self._campaigns = Rows(
            "organizing_campaign", "id", "name", "organization_id", "jobsite", "status", "lead_organizer", "unit",
            "unit_size", "started_on", "petition_on", "election_on", "ended_on",
        )  # fmt: skip
        self._workers = Rows(
            "organizing_worker", "id", "campaign_id", "first_name", "last_name", "position", "department", "shift",
            "on_committee", "last_contact_on",
        )  # fmt: skip
        self._assessments = Rows("worker_assessment", "id", "worker_id", "assessment", "assessed_on")
        self._cards = Rows("authorization_card", "id", "worker_id", "signed_on", "collected_by")
        self._salts = Rows(
            "salt", "id", "campaign_id", "member_id", "applied_on", "position", "result", "result_on"
        )  # fmt: skip
        self._activities = Rows(
            "organizing_activity", "id", "organization_id", "campaign_id", "done_on", "kind", "jobsite", "organizer",
            "workers_contacted", "cards_signed", "outcome", "receptiveness", "follow_up_on", "is_followed_up",
            "description",
        )  # fmt: skip
        self._receptiveness = Rows("employer_receptiveness", "id", "organization_id", "receptiveness", "rated_on")

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The rows of all that was made, in the order in which they refer to each other."""
        rows = (
            self._campaigns, self._workers, self._assessments, self._cards, self._salts, self._activities,
            self._receptiveness,
        )  # fmt: skip
        return tuple(one.sheet for one in rows)

    def make(self, members: Sequence[Member], employers: Sequence[str], campaigns: int, activities: int) -> None:
        """Make so many campaigns, each at another employer, and so many activities."""
        places = self._chance.sample(list(employers), min(campaigns, len(employers)))
        made = [self._campaign(place, members) for place in places]
        for employer in employers:
            if self._chance.random() < 0.6:
                day = self._today - timedelta(days=self._chance.randrange(_YEARS_BACK * 365))
                self._receptiveness.add(self._ids.new(), employer, self._chance.randint(1, 5), day)
        for _ in range(activities):
            if made and self._chance.random() >= _WITHOUT_CAMPAIGN:
                self._activity(*self._chance.choice(made))
            else:
                first = self._today - timedelta(days=_YEARS_BACK * 365)
                self._activity(None, self._chance.choice(employers), first, self._today)

    def _campaign(self, employer: str, members: Sequence[Member]) -> tuple[str, str, date, date]:
        """Return its id, its employer, and its first and last day."""
        chance, new = self._chance, self._ids.new
        is_running = chance.random() < _STILL_RUNNING
        status = chance.choice(_RUNNING if is_running else _ENDS)
        began = self._today - timedelta(days=chance.randint(40, 300) if is_running else chance.randint(420, 2_100))
        ended = None if is_running else began + timedelta(days=chance.randint(150, 400))
        until = ended or self._today
        petition = until - timedelta(days=25) if status in ("petitioned", "won", "lost") else None
        election = petition + timedelta(days=21) if petition and not is_running else None
        listed = chance.randint(15, 70)
        one_id = new()
        self._campaigns.add(
            one_id, f"Drive {began:%Y} at jobsite {chance.randint(1, 900)}", employer,
            f"Jobsite {chance.randint(1, 900)}", status, chance.choice(ORGANIZERS), "All electrical workers",
            listed + chance.randint(0, 20), began, petition, election, ended,
        )  # fmt: skip
        for _ in range(listed):
            self._worker(one_id, began, until)
        for member in chance.sample(list(members), chance.randint(0, 4)):
            applied = chance.day(began, until - timedelta(days=20))
            result = chance.choice(("hired", "refused", "interviewed"))
            self._salts.add(new(), one_id, member.id, applied, "Electrician", result, applied + timedelta(days=14))
        return one_id, employer, began, until

    def _worker(self, campaign_id: str, began: date, until: date) -> None:
        chance, new = self._chance, self._ids.new
        name = self._pool.person(0.3)
        day = chance.day(began, until)
        worker_id = new()
        self._workers.add(
            worker_id, campaign_id, name.first, name.last, "Electrician", chance.choice(("Field", "Shop", "Service")),
            chance.choice(("Day", "Night")), chance.random() < 0.1, day,
        )  # fmt: skip
        for _ in range(chance.randint(1, 3)):
            self._assessments.add(new(), worker_id, chance.randint(1, 5), chance.day(began, day))
        if chance.random() < 0.5:
            self._cards.add(new(), worker_id, chance.day(began, day), chance.choice(ORGANIZERS))

    def _activity(self, campaign_id: str | None, employer: str, first: date, last: date) -> None:
        chance = self._chance
        day = chance.day(first, last)
        outcome = chance.choice(_OUTCOMES)
        reached = 0 if outcome == "no_contact" else chance.randint(1, 12)
        follows = chance.random() < 0.3
        self._activities.add(
            self._ids.new(), employer, campaign_id, day, chance.choice(_KINDS), f"Jobsite {chance.randint(1, 900)}",
            chance.choice(ORGANIZERS), reached, chance.randint(0, min(3, reached)), outcome,
            chance.randint(1, 5) if reached else None, day + timedelta(days=10) if follows else None,
            follows and day + timedelta(days=10) < self._today, chance.choice(_SAID),
        )  # fmt: skip
