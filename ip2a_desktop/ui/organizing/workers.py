"""The tab of a campaign's workers: where each stands in words, and whether the card counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.cards import CardRules
from ip2a_desktop.domain.salting_drafts import AssessmentDraft, CardDraft, WorkerDraft
from ip2a_desktop.domain.salting_records import CampaignRecord, WorkerRecord, WorkerRow
from ip2a_desktop.ui.kit.cards import Card, CardLine
from ip2a_desktop.ui.kit.child_list import ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.organizing.child_forms import (
    ASSESSMENT,
    CARD,
    WORKER,
    assessment_dialog,
    card_dialog,
    worker_dialog,
)
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.rows_panel import RowsPanel
from ip2a_desktop.ui.organizing.words import WORKERS, assessment_chip, card_chip
from ip2a_desktop.ui.organizing.worker_parts import card_draft

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_WORDS = ChildWords(
    WORKERS,
    "users",
    "No workers yet",
    "Write down who works there, where each one stands, and who signed a card.",
)


class WorkersPanel(RowsPanel):
    """The workers of one campaign by name.

    Signals:
        worker_wanted(UUID): the page of this worker is to be shown.
    """

    worker_wanted = Signal(object)

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk, _WORDS, desk.workers_of, worker_card, (WORKER, ASSESSMENT, CARD))
        self.show_action = self.add_verb("Show assessments and cards", "clock", self.worker_wanted.emit)
        self.assess_action = self.add_verb("Assess", "thumbs-up", self._assess)
        self.card_action = self.add_verb("Card signed", "identification-card", self._card)
        self.newest_action = self.add_verb(
            "Change or take back the newest card", "pencil-line", self._newest, self._has_card
        )
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], WORKERS, desk.workers.restore))

    def show_record(self, record: CampaignRecord) -> None:
        """Hold the campaign, and show what of it lies in the bin."""
        super().show_record(record)
        self.show_bin(record.row.id, [one for one in record.in_bin if one.table == "organizing_worker"])

    def go_on(self, kept: Sequence[KeptDraft], bring_back: Callable[[], None]) -> None:
        """Open the dialog that was open: of a worker, an assessment or a card."""
        first = kept[0]
        if first.form == WORKER and first.version is None:
            self._add()
            bring_back()
            return
        if first.form == ASSESSMENT:
            self._assess(UUID(first.given["worker_id"]))
            bring_back()
            return

        def found(worker: WorkerRecord) -> None:
            if first.form == WORKER:
                self._open(worker.draft)
            else:
                self._open_card(kept_card(worker, first), worker.row.name)
            bring_back()

        one = first.record if first.form == WORKER else UUID(first.given["worker_id"])
        load = self.desk.workers.load
        self.kit.tasks.run(self, lambda: load(one), found, self.kit.show_error)

    def _has_card(self, one: UUID) -> bool:
        return one in self.rows and self.rows[one].card is not None

    def _add(self) -> None:
        if self.record is not None:
            self._open(WorkerDraft.model_construct(campaign_id=self.record.row.id))

    def _edit(self, one: UUID) -> None:
        if self.record is not None and self.record.row.deleted_at is None:
            load = self.desk.workers.load
            self.kit.tasks.run(self, lambda: load(one), lambda found: self._open(found.draft), self.kit.show_error)

    def _open(self, draft: WorkerDraft) -> None:
        self.dialog = worker_dialog(self.kit, self, self.desk, draft)
        self.dialog.open()

    def _assess(self, one: UUID) -> None:
        draft = AssessmentDraft.model_construct(worker_id=one, assessed_on=today())
        self.dialog = assessment_dialog(self.kit, self, self.desk, draft, self.rows[one].name)
        self.dialog.open()

    def _card(self, one: UUID) -> None:
        self._open_card(CardDraft.model_construct(worker_id=one, signed_on=today()), self.rows[one].name)

    def _newest(self, one: UUID) -> None:
        load = self.desk.workers.load
        self.kit.tasks.run(self, lambda: load(one), self._open_newest, self.kit.show_error)

    def _open_newest(self, found: WorkerRecord) -> None:
        if found.cards:
            self._open_card(card_draft(found.cards[0], found.row.id), found.row.name)

    def _open_card(self, draft: CardDraft, worker: str) -> None:
        rules = self.record.draft.card_rules if self.record is not None else CardRules()
        self.dialog = card_dialog(self.kit, self, self.desk, draft, worker, rules)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        workers = self.desk.workers
        self.kit.move_to_bin(self, [one], WORKERS, workers.move_to_bin, workers.restore)


def kept_card(worker: WorkerRecord, kept: KeptDraft) -> CardDraft:
    """Return the card that was being written, as it was read, or a new one."""
    known = next((card for card in worker.cards if card.id == kept.record), None)
    if known is not None:
        return card_draft(known, worker.row.id)
    return CardDraft.model_construct(worker_id=worker.row.id, signed_on=today())


def worker_card(row: WorkerRow) -> Card:
    """Return the card of a worker: the assessment with its words, the card with its sentence."""
    chips = [assessment_chip(row.assessment), card_chip(row.card_state)]
    if row.on_committee:
        chips.append(Chip("Committee", "users-three", "info"))
    where = " · ".join(part for part in (row.position, row.department, row.shift, row.location) if part)
    told = {
        "Card": row.card_sentence,
        "Assessed": day(row.assessed_on),
        "Reach": " · ".join(part for part in (shown_phone(row.phone), row.email) if part),
        "Last contact": day(row.last_contact_on),
        "Unit": "" if row.is_in_unit else "Outside the unit: the card does not count",
        "Left": day(row.left_on),
    }
    lines = tuple(CardLine(name, text) for name, text in told.items() if text)
    return Card(row.id, row.name, tuple(chips), body=where, lines=lines)
