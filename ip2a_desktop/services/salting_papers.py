"""Papers of organizing: what a campaign or the activity log becomes when it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Protocol
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.domain.salting_records import ActivityRow, CampaignRecord
from ip2a_desktop.services.batches import in_order
from ip2a_desktop.services.papers import Hall


class Campaigns(Protocol):
    """One campaign's record."""

    def load(self, campaign_id: UUID) -> CampaignRecord:
        """Return all about one campaign."""
        ...


@dataclass(frozen=True)
class SaltingPrinters:
    """What turns the data of a paper into a PDF; given by the composition root, as services see no reports."""

    campaign_report: Callable[[CampaignRecord, PaperContext, bool], bytes]
    activity_log: Callable[[Sequence[ActivityRow], PaperContext], bytes]


class SaltingPapers:
    """Fetches what a paper shows and prints it; every method is called off the GUI thread and gives a PDF."""

    def __init__(
        self, campaigns: Campaigns, activities: ListSource[ActivityRow], hall: Hall, printers: SaltingPrinters
    ) -> None:
        self._campaigns = campaigns
        self._activities = activities
        self._hall = hall
        self._printers = printers

    def campaign_report(self, campaign_id: UUID, size: PaperSize, *, with_salts: bool = False) -> bytes:
        """Return the report of a campaign with its card count over time; who salts is named only if asked for.

        Raises:
            NotAllowed: without the organizers' duty.
            NotFound: there is no such campaign.
        """
        return self._printers.campaign_report(self._campaigns.load(campaign_id), self._context(size), with_salts)

    def activity_log(self, query: ListQuery | Sequence[UUID], size: PaperSize, about: str = "") -> bytes:
        """Return the activity log as it is on screen, or of the chosen activities.

        Raises:
            NotAllowed: without the organizers' duty.
        """
        ids = self._activities.ids(query) if isinstance(query, ListQuery) else query
        rows = list(chain.from_iterable(in_order(self._activities, ids)))
        return self._printers.activity_log(rows, self._context(size, about))

    def _context(self, size: PaperSize, about: str = "") -> PaperContext:
        # The server says when; the desk only says in which time zone people read it.
        now = self._hall.now().astimezone()
        return PaperContext(size, self._hall.hall_name(), self._hall.who_am_i(), now, about)
