"""The use cases that the organizers' screens work with, and the fields that find an employer or a member."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting_records import ActivityRow, WorkerRow
from ip2a_desktop.ui.kit.fields import Found, LookupField
from ip2a_desktop.ui.kit.filters import Choice
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.timeline_panel import TimelineSource

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.services.receptiveness import ReceptivenessService
    from ip2a_desktop.services.salting import CampaignService
    from ip2a_desktop.services.salting_activities import ActivityService
    from ip2a_desktop.services.salting_workers import WorkerService

MOST_ROWS = 500
"""So many workers or activities are shown at once; the search finds the others."""
_MOST_FOUND = 50


@dataclass(frozen=True)
class Desk:
    """What organizers work with."""

    campaigns: CampaignService
    workers: WorkerService
    activities: ActivityService
    receptiveness: ReceptivenessService
    employers: EmployerService
    members: MemberService
    timeline: TimelineSource

    def workers_of(self, campaign: UUID, search: str) -> list[WorkerRow]:
        """Return the workers of a campaign by name, one more than are shown where there are too many."""
        query = ListQuery(search=search, filters=(("campaign", (str(campaign),)),), sort="last_name")
        return list(self.workers.first_page(query, MOST_ROWS + 1))

    def activities_of(self, campaign: UUID, search: str) -> list[ActivityRow]:
        """Return the activities of a campaign, the latest first, one more than are shown where there are too many."""
        query = ListQuery(search=search, filters=(("campaign", (str(campaign),)),), sort="done_on", descending=True)
        return list(self.activities.first_page(query, MOST_ROWS + 1))

    def employer_field(self, tasks: Tasks) -> LookupField:
        """Return a field that finds an employer."""

        def search(text: str) -> list[Found]:
            return [Found(one.id, one.name, one.place) for one in self.employers.choices(text)]

        return LookupField(tasks, search, "employer")

    def campaign_field(self, tasks: Tasks) -> LookupField:
        """Return a field that finds a campaign by its name or employer."""

        def search(text: str) -> list[Found]:
            return [Found(one.id, one.name, one.employer) for one in self.campaigns.choices(text)]

        return LookupField(tasks, search, "campaign")

    def member_field(self, tasks: Tasks) -> LookupField:
        """Return a field that finds a member by name or card number."""

        def search(text: str) -> list[Found]:
            found = self.members.first_page(ListQuery(search=text), _MOST_FOUND)
            return [Found(one.id, one.name, f"{one.card_number} · {one.status.label}") for one in found]

        return LookupField(tasks, search, "member")

    def campaign_choices(self, text: str) -> list[Choice]:
        """Return the campaigns for a filter."""
        return [Choice(str(one.id), one.name) for one in self.campaigns.choices(text)]

    def employer_choices(self, text: str) -> list[Choice]:
        """Return the employers for a filter."""
        return [Choice(str(one.id), one.name) for one in self.employers.choices(text)]
