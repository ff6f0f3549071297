"""The household's budget: income by source, expenses, balances; add, correct, to the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.benevolence import ApplicationStatus, BudgetKind
from ip2a_desktop.domain.benevolence_drafts import BudgetLineDraft
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, BudgetLine
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.benevolence.words import LINES, budget_chip
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.fields import MoneyField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import money
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence import BenevolenceService
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

FORM = "benevolence_budget_line"
_WORDS = ChildWords(
    LINES,
    "house-line",
    "No income or expense yet",
    "Write down what comes in and goes out each month, by source and purpose, and what is in the bank.",
)
_ORDER = tuple(BudgetKind)


class HouseholdPanel(ChildList):
    """The lines of one application's household: income first, then expenses, then balances.

    Args:
        kit: the screens' tools.
        fund: saves lines.
    """

    def __init__(self, kit: Kit, fund: BenevolenceService) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._fund = fund
        self._application: UUID | None = None
        self._lines: dict[UUID, BudgetLine] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, FORM)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], LINES, self._restorer()))

    def show_record(self, record: ApplicationRecord) -> None:
        """Show the household; once handed in it stays as it is."""
        self._application = record.row.id
        self._lines = {one.id: one for one in record.lines}
        self.set_read_only(record.row.deleted_at is not None or record.outcome.status is not ApplicationStatus.DRAFT)
        found = sorted(record.lines, key=lambda one: (_ORDER.index(one.kind), -one.amount))
        self.show_cards([_card(one) for one in found])
        ended = [one for one in record.in_bin if one.table == FORM]
        self.show_bin(record.row.id, [replace(one, about=BudgetKind(one.about).label) for one in ended])

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(lambda kept: kept.given.get("application_id") == str(self._application))

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._application is not None:
            self._open(BudgetLineDraft.model_construct(application_id=self._application))

    def _edit(self, one: UUID) -> None:
        line = self._lines.get(one)
        if line is None or self._application is None or self.is_read_only:
            return
        self._open(
            BudgetLineDraft.model_construct(
                id=line.id,
                version=line.version,
                application_id=self._application,
                kind=line.kind,
                description=line.description,
                amount=line.amount,
            )
        )

    @property
    def is_read_only(self) -> bool:
        """Whether the application was handed in, or lies in the bin."""
        return self.add_button.isHidden()

    def _open(self, draft: BudgetLineDraft) -> None:
        form = Form(BudgetLineDraft)
        form.add("kind", width=5)
        form.add("amount", MoneyField(), width=7, required=True)
        form.add("description")
        form.load(draft)
        title, what = ("New line", "the new line") if draft.is_new else ("Edit line", "this line")
        self.dialog = FormDialog(
            self._kit,
            self,
            title,
            what,
            form,
            self._fund.save_line,
            name=FORM,
            given={"application_id": draft.application_id},
        )
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        if self._application is None or self.is_read_only:
            return
        self._kit.move_to_bin(self, [one], LINES, self._fund.bin_line, self._restorer())

    def _restorer(self) -> Callable[[Sequence[UUID]], Changes]:
        fund, application = self._fund, self._application

        def restore(ids: Sequence[UUID]) -> Changes:
            # The page that shows the application does not know the line while it is in the bin.
            told = [application] if application is not None else []
            return fund.restore_line(ids) | Changes.of("benevolence_application", *told)

        return restore


def _card(line: BudgetLine) -> Card:
    return Card(line.id, line.description, (budget_chip(line.kind),), money(line.amount))
