"""The tab of a campaign's salts: who applied for work there, and the evidence of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.salting_drafts import SaltDraft
from ip2a_desktop.domain.salting_records import CampaignRecord, SaltRow
from ip2a_desktop.ui.kit.cards import Card, CardLine
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.organizing.child_forms import SALT, salt_dialog
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import SALTS, result_chip

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_WORDS = ChildWords(
    SALTS,
    "user-circle",
    "No salts yet",
    "Write down which members applied for work there, when, for what, and what proves it.",
)


class SaltsPanel(ChildList):
    """The salts of one campaign, the latest application first."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._desk = desk
        self._campaign: UUID | None = None
        self._salts: dict[UUID, SaltRow] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, SALT)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], SALTS, desk.campaigns.restore_salt))

    def show_record(self, record: CampaignRecord) -> None:
        """Show the campaign's salts."""
        self._campaign = record.row.id
        self._salts = {one.id: one for one in record.salts}
        self.set_read_only(record.row.deleted_at is not None)
        self.show_cards([salt_card(one) for one in record.salts])
        self.show_bin(record.row.id, [one for one in record.in_bin if one.table == "salt"])

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(lambda kept: kept.given.get("campaign_id") == str(self._campaign))

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._campaign is not None:
            self._open(SaltDraft.model_construct(campaign_id=self._campaign, applied_on=today()))

    def _edit(self, one: UUID) -> None:
        if one in self._salts and self._campaign is not None:
            self._open(draft_of(self._salts[one], self._campaign), self._salts[one].member)

    def _open(self, draft: SaltDraft, member: str = "") -> None:
        self.dialog = salt_dialog(self._kit, self, self._desk, draft, member)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        campaigns = self._desk.campaigns
        self._kit.move_to_bin(self, [one], SALTS, campaigns.bin_salt, campaigns.restore_salt)


def draft_of(salt: SaltRow, campaign: UUID) -> SaltDraft:
    """Return the draft of a salt as it was read."""
    values = {name: getattr(salt, name) for name in SaltDraft.model_fields if name != "campaign_id"}
    return SaltDraft.model_construct(campaign_id=campaign, **values)


def salt_card(salt: SaltRow) -> Card:
    """Return the card of a salt: what was applied for, and what proves it."""
    told = {
        "Position": salt.position,
        "Result on": day(salt.result_on),
        "Proof": salt.proof,
        "Witnesses": salt.witnesses,
        "Remarks": salt.remarks,
    }
    lines = tuple(CardLine(name, text) for name, text in told.items() if text)
    meta = f"Applied {day(salt.applied_on)} · card {salt.card_number}"
    return Card(salt.id, salt.member, (result_chip(salt.result),), meta, lines=lines)
