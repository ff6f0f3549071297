"""Campaigns, workers and activities that tests begin with."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.salting_drafts import ActivityDraft, AssessmentDraft, CampaignDraft, CardDraft, WorkerDraft
from ip2a_desktop.services.campaign_timeline import CampaignTimeline
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.receptiveness import ReceptivenessService
from ip2a_desktop.services.salting import CampaignService
from ip2a_desktop.services.salting_activities import ActivityService
from ip2a_desktop.services.salting_workers import WorkerService
from ip2a_desktop.ui.kit.record_list_page import Papers
from ip2a_desktop.ui.organizing.desk import Desk
from tests.factories import saved_employer

NO_PAPERS = Papers(lambda _state: [], lambda _record: [])
"""For pages whose papers are no matter."""


class Organizing:
    """The services of one person, with what most tests need in a line each."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.employers = EmployerService(database)
        self.campaigns = CampaignService(database)
        self.workers = WorkerService(database)
        self.activities = ActivityService(database)
        with database.statement() as session:
            self.today: date = session.execute(text("SELECT ip2a_today()")).scalar_one()

    def days_ago(self, days: int) -> date:
        """Return a day before the hall's today."""
        return self.today - timedelta(days=days)

    def campaign(self, **values: Any) -> CampaignDraft:
        """Save a campaign and return the draft as loaded again."""
        if "organization_id" not in values:
            values["organization_id"] = saved_employer(self.employers).id
        draft = check(CampaignDraft, {"name": "Cascade", **values})
        self.campaigns.save(draft)
        return self.campaigns.load(draft.id).draft

    def worker(
        self, campaign: CampaignDraft, *cards: date, assessment: int | None = None, **values: Any
    ) -> WorkerDraft:
        """Save a worker who signed cards on some days, and return the draft as loaded again."""
        draft = check(WorkerDraft, {"campaign_id": campaign.id, "last_name": "Okafor", **values})
        self.workers.save(draft)
        for day in cards:
            self.workers.save_card(check(CardDraft, {"worker_id": draft.id, "signed_on": day}))
        if assessment is not None:
            self.assess(draft, assessment, self.days_ago(1))
        return self.workers.load(draft.id).draft

    def assess(self, worker: WorkerDraft, assessment: int, day: date, **values: Any) -> AssessmentDraft:
        """Write down where a worker stands."""
        told = {"worker_id": worker.id, "assessment": assessment, "assessed_on": day}
        draft = check(AssessmentDraft, told | values)
        self.workers.save_assessment(draft)
        return draft

    def activity(self, campaign: CampaignDraft, **values: Any) -> ActivityDraft:
        """Save an activity of yesterday and return the draft as loaded again."""
        told = {"organization_id": campaign.organization_id, "campaign_id": campaign.id, "done_on": self.days_ago(1)}
        draft = check(ActivityDraft, told | values)
        self.activities.save(draft)
        return self.activities.load(draft.id).draft


def desk_of(one: Organizing) -> Desk:
    """Return the use cases of the organizers' screens."""
    database = one.database
    return Desk(
        one.campaigns,
        one.workers,
        one.activities,
        ReceptivenessService(database),
        one.employers,
        MemberService(database),
        CampaignTimeline(database),
    )
