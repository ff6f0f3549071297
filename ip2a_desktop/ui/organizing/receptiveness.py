"""How an employer meets the union, day by day: on the campaign's page and, for organizers, on the employer's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.salting_drafts import ReceptivenessDraft
from ip2a_desktop.domain.salting_records import ReceptivenessHistory, ReceptivenessRow
from ip2a_desktop.domain.scales import EmployerReceptiveness
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.organizing.child_forms import RECEPTIVENESS, receptiveness_dialog
from ip2a_desktop.ui.organizing.desk import Desk
from ip2a_desktop.ui.organizing.words import RATINGS, receptiveness_chip

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

TABLES = ("employer_receptiveness", "organizing_activity")
"""What tells how an employer meets the union."""
_WORDS = ChildWords(
    RATINGS,
    "buildings",
    "Not rated yet",
    "Write down how the employer meets the union, from 1 hostile to 5 supportive; what was before stays as history.",
)


class ReceptivenessPanel(ChildList):
    """The history of one employer with date and author; what an activity tells is shown, and changed there.

    Args:
        kit: the screens' tools.
        desk: the organizers' use cases.
        organization_of: gives the employer of the record that the page shows.
    """

    def __init__(self, kit: Kit, desk: Desk, organization_of: Callable[[Any], UUID]) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._desk = desk
        self._organization_of = organization_of
        self._organization: UUID | None = None
        self._rows: dict[UUID, ReceptivenessRow] = {}
        self._shown: UUID | None = None
        self.dialog: FormDialog | None = None
        self.edit_action.setText("Edit rating")
        self.offer = self.offer_drafts(kit, RECEPTIVENESS)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], RATINGS, desk.receptiveness.restore))
        kit.bus.changed.connect(self._on_changed)

    def show_record(self, record: Any) -> None:
        """Hold the employer; the history is read once somebody looks."""
        self._organization = self._organization_of(record)
        self.set_read_only(record.row.deleted_at is not None)
        if self._shown != self._organization:
            self._rows = {}
            self.show_cards(())

    def open_record(self, record_id: UUID) -> None:
        """Read the history, and look whether something was being written here when the program ended."""
        organization = self._organization
        if organization is None:
            return
        if self._shown != organization:
            self.states.show_loading(
                "Reading the ratings…",
                lambda: self._kit.tasks.drop(self, "ratings"),
                lambda: self.open_record(record_id),
            )
        history = self._desk.receptiveness.history
        self._kit.tasks.run(
            self,
            lambda: history(organization),
            lambda found: self._show_history(organization, found),
            lambda error: self.states.show_failed(error, lambda: self.open_record(record_id)),
            key="ratings",
        )
        self.offer.look(lambda kept: kept.given.get("organization_id") == str(organization))

    def _show_history(self, organization: UUID, found: ReceptivenessHistory) -> None:
        self._shown = organization
        self._rows = {one.id: one for one in found.rows}
        self.show_cards([rating_card(one) for one in found.rows])
        self.show_bin(organization, [_named(one) for one in found.in_bin])

    def _on_changed(self, changes: Any) -> None:
        if self._shown is not None and changes.touches(TABLES):
            if self.isVisible():
                self.open_record(self._shown)
            else:
                self._shown = None

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._organization is not None:
            self._open(ReceptivenessDraft.model_construct(organization_id=self._organization, rated_on=today()))

    def _edit(self, one: UUID) -> None:
        row = self._rows.get(one)
        if row is None or self._organization is None:
            return
        if row.activity_id is not None:
            self._kit.messages.toast("An activity tells this: change it in the activity", tone="info")
            return
        self._open(draft_of(row, self._organization))

    def _open(self, draft: ReceptivenessDraft) -> None:
        self.dialog = receptiveness_dialog(self._kit, self, self._desk, draft)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        if one in self._rows and self._rows[one].activity_id is not None:
            self._kit.messages.toast("An activity tells this: change it in the activity", tone="info")
            return
        ratings = self._desk.receptiveness
        self._kit.move_to_bin(self, [one], RATINGS, ratings.move_to_bin, ratings.restore)


def _named(one: Binned) -> Binned:
    return replace(one, title=EmployerReceptiveness(int(one.title)).label)


def draft_of(row: ReceptivenessRow, organization: UUID) -> ReceptivenessDraft:
    """Return the draft of a rating as it was read."""
    return ReceptivenessDraft.model_construct(
        id=row.id,
        version=row.version,
        organization_id=organization,
        receptiveness=row.receptiveness,
        rated_on=row.rated_on,
        remarks=row.remarks,
    )


def rating_card(row: ReceptivenessRow) -> Card:
    """Return the card of a rating: the step with its words, when and by whom."""
    chips = [receptiveness_chip(row.receptiveness)]
    if row.activity_id is not None:
        chips.append(Chip("Told by an activity", "megaphone", "neutral"))
    return Card(
        row.id,
        day(row.rated_on),
        tuple(chip for chip in chips if chip),
        f"by {row.created_by}",
        row.remarks,
    )
