"""The organizers' page: what the shared page of records needs to know of campaigns."""

from typing import Any

from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import Papers, RecordListPage
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.form import CampaignForms
from ip2a_desktop.ui.organizing.record import PARTS, CampaignView, campaign_kind
from ip2a_desktop.ui.organizing.table import COLUMNS, FILTERS
from ip2a_desktop.ui.organizing.words import CAMPAIGNS

_TABLES = ("organizing_campaign", *PARTS, "employer_receptiveness", "organization")


class OrganizingPage(RecordListPage):
    """The list of campaigns with the campaign beside it.

    Args:
        kit: the screens' tools.
        desk: the organizers' use cases.
        papers: what can be printed.
    """

    def __init__(self, kit: Kit, desk: Desk, papers: Papers) -> None:
        self.desk = desk
        kind = campaign_kind(desk)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(CAMPAIGNS.one, CAMPAIGNS.many),
            source=desk.campaigns,
            columns=COLUMNS,
            tables=_TABLES,
            filters=FILTERS,
            search_hint="Search campaign, employer, organizer",
            empty=EmptyList(
                "No campaigns yet",
                "A campaign begins with an employer, and with the size of the unit that cards are counted against.",
                "New campaign",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
        )

        def make_view() -> CampaignView:
            view = CampaignView(kit, kind, desk)
            view.page_wanted.connect(lambda *wanted: self.page_wanted.emit(*wanted))  # noqa: PLW0108  # the page is not built yet
            return view

        super().__init__(kit, kind, spec, make_view, CampaignForms(kit, desk), papers)

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, or ``new=True`` for the form of a new campaign."""
        super().open(**arguments)
        if arguments.get("new"):
            self.new()
