"""What belongs to a worker: the history of assessments, and every card that was signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.salting_drafts import AssessmentDraft, CardDraft
from ip2a_desktop.domain.salting_records import AssessmentRow, CardRow, WorkerRecord
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.ui.kit.cards import Card, CardLine
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.kit import BinVerb, Kit
from ip2a_desktop.ui.organizing.child_forms import ASSESSMENT, CARD, assessment_dialog, card_dialog
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import ASSESSMENTS, CARDS, assessment_chip, card_state_chip

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_ASSESSMENTS = ChildWords(
    ASSESSMENTS,
    "thumbs-up",
    "Not assessed yet",
    "Write down where the worker stands, from 1 strong support to 5 hostile; what was before stays as history.",
)
_CARDS = ChildWords(
    CARDS,
    "identification-card",
    "No card signed yet",
    "Write down the day on which the worker signed a card: it counts for some months from then on.",
)


class _WorkerPart(ChildList):
    """What both have in common: whose it is, the dialog, the bin, what was typed before a crash."""

    def __init__(self, kit: Kit, desk: Desk, words: ChildWords, form: str, to_bin: BinVerb, restore: BinVerb) -> None:
        super().__init__(words)
        self.kit = kit
        self.desk = desk
        self.record: WorkerRecord | None = None
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, form)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self.add)
        self.edit_wanted.connect(self.edit)
        self.bin_wanted.connect(lambda one: kit.move_to_bin(self, [one], words.noun, to_bin, restore))
        self.restore_wanted.connect(lambda one: kit.bring_back([one], words.noun, restore))

    def show_record(self, record: WorkerRecord) -> None:
        """Hold the worker."""
        self.record = record
        self.set_read_only(record.row.deleted_at is not None)

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(lambda kept: kept.given.get("worker_id") == str(record_id))

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self.add() if kept[0].version is None else self.edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def add(self) -> None:
        """Open the dialog of a new one."""

    def edit(self, one: UUID) -> None:
        """Open the dialog of this one."""


class AssessmentsPanel(_WorkerPart):
    """Where a worker stood, day by day, the latest first; the first one stands."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        workers = desk.workers
        super().__init__(kit, desk, _ASSESSMENTS, ASSESSMENT, workers.bin_assessment, workers.restore_assessment)

    def show_record(self, record: WorkerRecord) -> None:
        """Show the history."""
        super().show_record(record)
        self.show_cards([assessment_card(one) for one in record.assessments])
        in_bin = [_assessment_named(one) for one in record.in_bin if one.table == "worker_assessment"]
        self.show_bin(record.row.id, in_bin)

    def add(self) -> None:
        """Open the dialog of a new assessment."""
        if self.record is not None:
            self._open(AssessmentDraft.model_construct(worker_id=self.record.row.id, assessed_on=today()))

    def edit(self, one: UUID) -> None:
        """Open the dialog of an assessment."""
        row = next((row for row in self.record.assessments if row.id == one), None) if self.record else None
        if row is not None and self.record is not None:
            self._open(_assessment_draft(row, self.record.row.id))

    def _open(self, draft: AssessmentDraft) -> None:
        if self.record is not None:
            self.dialog = assessment_dialog(self.kit, self, self.desk, draft, self.record.row.name)
            self.dialog.open()


class CardsPanel(_WorkerPart):
    """Every card of a worker, the newest first; it stands for the older ones."""

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk, _CARDS, CARD, desk.workers.bin_card, desk.workers.restore_card)

    def show_record(self, record: WorkerRecord) -> None:
        """Show the cards."""
        super().show_record(record)
        self.show_cards([signed_card(record, one) for one in record.cards])
        in_bin = [replace(one, title="Card") for one in record.in_bin if one.table == "authorization_card"]
        self.show_bin(record.row.id, in_bin)

    def add(self) -> None:
        """Open the dialog of a new card."""
        if self.record is not None:
            self._open(CardDraft.model_construct(worker_id=self.record.row.id, signed_on=today()))

    def edit(self, one: UUID) -> None:
        """Open the dialog of a card."""
        row = next((row for row in self.record.cards if row.id == one), None) if self.record else None
        if row is not None and self.record is not None:
            self._open(card_draft(row, self.record.row.id))

    def _open(self, draft: CardDraft) -> None:
        if self.record is not None:
            row, rules = self.record.row, self.record.rules
            self.dialog = card_dialog(self.kit, self, self.desk, draft, row.name, rules)
            self.dialog.open()


def _assessment_named(one: Binned) -> Binned:
    return replace(one, title=WorkerAssessment(int(one.title)).label)


def _assessment_draft(row: AssessmentRow, worker: UUID) -> AssessmentDraft:
    return AssessmentDraft.model_construct(
        id=row.id,
        version=row.version,
        worker_id=worker,
        assessment=row.assessment,
        assessed_on=row.assessed_on,
        remarks=row.remarks,
    )


def card_draft(card: CardRow, worker: UUID) -> CardDraft:
    """Return the draft of a card as it was read."""
    return CardDraft.model_construct(
        id=card.id,
        version=card.version,
        worker_id=worker,
        signed_on=card.signed_on,
        collected_by=card.collected_by,
        revoked_on=card.revoked_on,
        remarks=card.remarks,
    )


def assessment_card(row: AssessmentRow) -> Card:
    """Return the card of an assessment: the step with its words, when and by whom."""
    return Card(row.id, day(row.assessed_on), (assessment_chip(row.assessment),), f"by {row.created_by}", row.remarks)


def signed_card(record: WorkerRecord, card: CardRow) -> Card:
    """Return the card of an authorization card: until when it counts, or why it does not."""
    collected = (CardLine("Collected by", card.collected_by),) if card.collected_by else ()
    is_newest = card.id == record.cards[0].id
    words = record.explain(card) if is_newest else f"Signed {day(card.signed_on)}: a newer card stands for it."
    lines = (*collected, *((CardLine("Remarks", card.remarks),) if card.remarks else ()))
    chips = (card_state_chip(card.card, record.row.today, record.rules),) if is_newest else ()
    return Card(card.id, day(card.signed_on), chips, f"by {card.created_by}", words, lines)
