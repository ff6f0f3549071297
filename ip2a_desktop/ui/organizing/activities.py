"""The tab of a campaign's activities: what was done, how it went, what is to be followed up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.salting import ActivityKind
from ip2a_desktop.domain.salting_drafts import ActivityDraft
from ip2a_desktop.domain.salting_records import ActivityRecord, ActivityRow, CampaignRecord
from ip2a_desktop.ui.kit.cards import Card, CardLine
from ip2a_desktop.ui.kit.child_list import ChildWords
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.organizing.child_forms import ACTIVITY, activity_dialog
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.rows_panel import RowsPanel
from ip2a_desktop.ui.organizing.words import ACTIVITIES, WORKERS, follow_up_words, outcome_chip

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_WORDS = ChildWords(
    ACTIVITIES,
    "megaphone",
    "No activities yet",
    "Write down each visit, talk and meeting: how it went, and what is to be followed up.",
)


class ActivitiesPanel(RowsPanel):
    """The activities of one campaign, the latest first."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk, _WORDS, desk.activities_of, activity_card, (ACTIVITY,))
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], ACTIVITIES, desk.activities.restore))

    def show_record(self, record: CampaignRecord) -> None:
        """Hold the campaign, and show what of it lies in the bin."""
        super().show_record(record)
        binned = [_named(one) for one in record.in_bin if one.table == "organizing_activity"]
        self.show_bin(record.row.id, binned)

    def go_on(self, kept: Sequence[KeptDraft], bring_back: Callable[[], None]) -> None:
        """Open the dialog of the activity that was being written."""
        if kept[0].version is None:
            self._add()
            bring_back()
            return

        def found(activity: ActivityRecord) -> None:
            self._open_found(activity)
            bring_back()

        load, one = self.desk.activities.load, kept[0].record
        self.kit.tasks.run(self, lambda: load(one), found, self.kit.show_error)

    def _add(self) -> None:
        if self.record is None:
            return
        campaign = self.record.row
        self._open(
            ActivityDraft.model_construct(
                organization_id=campaign.organization_id,
                campaign_id=campaign.id,
                done_on=today(),
                jobsite=campaign.jobsite,
                organizer=campaign.lead_organizer,
            )
        )

    def _edit(self, one: UUID) -> None:
        if self.record is not None and self.record.row.deleted_at is None:
            load = self.desk.activities.load
            self.kit.tasks.run(self, lambda: load(one), self._open_found, self.kit.show_error)

    def _open_found(self, found: ActivityRecord) -> None:
        self._open(found.draft, found.row.member)

    def _open(self, draft: ActivityDraft, member: str = "") -> None:
        self.dialog = activity_dialog(self.kit, self, self.desk, draft, member)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        activities = self.desk.activities
        self.kit.move_to_bin(self, [one], ACTIVITIES, activities.move_to_bin, activities.restore)


def _named(one: Binned) -> Binned:
    return replace(one, title=ActivityKind(one.title).label)


def activity_card(row: ActivityRow) -> Card:
    """Return the card of an activity."""
    told = {
        "Contacted": WORKERS.count(row.workers_contacted) if row.workers_contacted else "",
        "Cards": f"{row.cards_signed:,} signed" if row.cards_signed else "",
        "Member": row.member,
        "Receptiveness": row.receptiveness.label if row.receptiveness else "",
        "Jobsite": row.jobsite,
        "Follow up": follow_up_words(row),
    }
    lines = tuple(CardLine(name, text) for name, text in told.items() if text)
    meta = " · ".join(part for part in (day(row.done_on), row.organizer) if part)
    return Card(row.id, row.kind.label, (outcome_chip(row.outcome),), meta, row.description, lines)
