"""The page of one campaign: how it is read and called, its cards in sentences, and its tabs."""

from collections.abc import Collection, Mapping
from uuid import UUID

from ip2a_desktop.domain.salting_records import CampaignRecord
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel
from ip2a_desktop.ui.organizing.activities import ActivitiesPanel
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.facts import CampaignPanel
from ip2a_desktop.ui.organizing.form import FORM
from ip2a_desktop.ui.organizing.receptiveness import ReceptivenessPanel
from ip2a_desktop.ui.organizing.salts import SaltsPanel
from ip2a_desktop.ui.organizing.summary import CardsSummary
from ip2a_desktop.ui.organizing.words import CAMPAIGNS, bin_words, status_chip
from ip2a_desktop.ui.organizing.workers import WorkersPanel

PARTS = ("organizing_worker", "worker_assessment", "authorization_card", "organizing_activity")
"""What belongs to a campaign: a change of it changes the cards, the tabs, or the last activity."""


def campaign_kind(desk: Desk) -> RecordKind:
    """Return what the shared pages need to know of campaigns."""
    return RecordKind(
        name="organizing",
        title="Campaigns",
        noun=CAMPAIGNS,
        icon="megaphone",
        table="organizing_campaign",
        load=desk.campaigns.load,
        heading=heading_of,
        children=_children,
        to_bin=desk.campaigns.move_to_bin,
        restore=desk.campaigns.restore,
        watched=(*PARTS, "salt", "employer_receptiveness"),
        drafts=(FORM,),
    )


def heading_of(record: CampaignRecord) -> Heading:
    """Return which campaign it is, at which employer, and who leads it."""
    row = record.row
    lead = f"led by {row.lead_organizer}" if row.lead_organizer else ""
    return Heading(row.name, status_chip(row.status), (row.employer, row.jobsite, lead), bin_words(row))


def _children(record: CampaignRecord) -> Mapping[str, Collection[UUID]]:
    return {"organization": [record.row.organization_id]}


class CampaignView(RecordView):
    """One campaign with its tabs.

    Args:
        kit: the screens' tools.
        kind: what :func:`campaign_kind` returned.
        desk: the organizers' use cases.
    """

    def __init__(self, kit: Kit, kind: RecordKind, desk: Desk) -> None:
        super().__init__(kit, kind)
        self.summary = CardsSummary()
        self.workers = WorkersPanel(kit, desk)
        self.activities = ActivitiesPanel(kit, desk)
        self.salts = SaltsPanel(kit, desk)
        self.receptiveness = ReceptivenessPanel(kit, desk, lambda record: record.row.organization_id)
        self.campaign = CampaignPanel()
        self.timeline = TimelinePanel(kit, desk.timeline, "organizing_campaign")
        self.add_strip(self.summary)
        self.add_panel("Workers", self.workers)
        self.add_panel("Activities", self.activities)
        self.add_panel("Salts", self.salts)
        self.add_panel("Receptiveness", self.receptiveness)
        self.add_panel("Campaign", self.campaign)
        self.add_panel("Timeline", self.timeline)
        self.loaded.connect(self.summary.show_record)
        self.workers.worker_wanted.connect(self._show_worker)

    def _show_worker(self, worker: UUID) -> None:
        self.page_wanted.emit("organizing_workers", {"record": worker, "wide": True})
