"""What can be printed of organizing: the report of a campaign, and the activity log as it is on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.salting_records import CampaignRecord
from ip2a_desktop.ui.kit.export_menu import ListState, scopes
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_list_page import Papers
from ip2a_desktop.ui.organizing.words import ACTIVITIES

if TYPE_CHECKING:
    from ip2a_desktop.services.salting_papers import SaltingPapers

Rows = ListQuery | Sequence[UUID]
_LOG = "Activity log"


def campaign_papers(papers: SaltingPapers) -> Papers:
    """Return the papers of the campaigns' page."""
    everything = ListQuery(sort="done_on", descending=True)

    def of_list(_state: ListState) -> list[PaperChoice]:
        return [PaperChoice("Activity log of all employers", _LOG, _log(papers, everything, ""), "clipboard-text")]

    return Papers(of_list, partial(_of_campaign, papers))


def activity_papers(papers: SaltingPapers) -> Papers:
    """Return the papers of the activity log's page: of what is selected, shown, or all."""

    def of_list(state: ListState) -> list[PaperChoice]:
        return [
            PaperChoice(
                f"{_LOG} of {words}",
                _LOG,
                _log(papers, rows, state.about if rows is state.query else ""),
                "clipboard-text",
            )
            for words, rows in scopes(state, ACTIVITIES)
        ]

    return Papers(of_list, lambda _record: [])


def _of_campaign(papers: SaltingPapers, record: CampaignRecord) -> list[PaperChoice]:
    one, name = record.row.id, record.row.name
    own = ListQuery(sort="done_on", descending=True, filters=(("campaign", (str(one),)),))
    title = f"Campaign report: {name}"
    salted = partial(papers.campaign_report, one, with_salts=True)
    return [
        PaperChoice("Campaign report", title, partial(papers.campaign_report, one), "megaphone", f"Report {name}"),
        PaperChoice(
            "Campaign report with the salts",
            title,
            salted,
            "lock-simple",
            f"Report {name} with salts",
            enabled=bool(record.salts),
        ),
        PaperChoice(
            "Activity log of this campaign",
            f"{_LOG}: {name}",
            _log(papers, own, f"Campaign: {name}"),
            "clipboard-text",
            f"{_LOG} {name}",
        ),
    ]


def _log(papers: SaltingPapers, rows: Rows, about: str) -> Callable[[PaperSize], bytes]:
    return lambda size: papers.activity_log(rows, size, about)
