"""The tabs of a case's end: the settlement that was signed, and the arbitration with its award."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ip2a_desktop.domain.casework_drafts import ArbitrationDraft, PanelistDraft, PanelistRow, SettlementDraft
from ip2a_desktop.domain.grievance_verbs import chosen_arbitrator, strikes_next
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.facts_panel import TextBlock
from ip2a_desktop.ui.grievances.words import NAMES
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock
from ip2a_desktop.ui.kit.fields import MoneyField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, money, number
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label, scrolled

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord

_SETTLED = (
    Fact("signed_on", "Signed on", always=True),
    Fact("union_signer", "For the union"),
    Fact("employer_signer", "For the employer"),
    Fact("amount", "Amount"),
    Fact("is_precedent", "Sets a precedent", always=True),
    Fact("comply_by", "To be kept by"),
    Fact("complied_on", "Kept on"),
)
_ARBITRATION = (
    Fact("demanded_on", "Demanded on", always=True),
    Fact("agency", "Agency"),
    Fact("case_number", "Agency’s number"),
    Fact("panel_requested_on", "Panel requested"),
    Fact("panel_received_on", "Panel received"),
    Fact("arbitrator", "Arbitrator", always=True),
    Fact("hearing_on", "Hearing", always=True),
    Fact("hearing_place", "Place"),
    Fact("briefs_due_on", "Briefs due"),
    Fact("award_on", "Award of"),
    Fact("cost", "Cost"),
    Fact("union_share", "Union’s share"),
)


class _EditedPanel(Panel):
    """Facts with a button "Edit" above them."""

    def __init__(self, text: str, icon_name: str, on_edit: Callable[[], object]) -> None:
        super().__init__()
        self.edit_button = button(text, icon_name=icon_name, on_click=on_edit)
        self.hint = label("", "muted")
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, GAP + 4, GAP_WIDE, 0)
        bar.setSpacing(GAP_WIDE)
        bar.addWidget(self.edit_button)
        bar.addWidget(self.hint)
        bar.addStretch(1)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addLayout(bar)


class SettlementPanel(_EditedPanel):
    """What both sides agreed to.

    Args:
        kit: the screens' tools.
        desk: saves the settlement.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__("It was kept…", "check", self._edit)
        self._kit = kit
        self._cases = desk.cases
        self._kept: SettlementDraft | None = None
        self.dialog: FormDialog | None = None
        self.facts = FactBlock("Settlement", _SETTLED)
        self.terms = TextBlock("Terms")
        columns = BlockColumns()
        columns.add(self.facts)
        columns.add(self.terms, "right")
        self.body.addWidget(scrolled(columns), 1)

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the settlement, where there is one."""
        self._kept = kept = record.settlement
        if kept is None:
            return
        self.edit_button.setHidden(record.row.deleted_at is not None or kept.complied_on is not None)
        self.facts.show_values(
            {
                "signed_on": day(kept.signed_on),
                "union_signer": kept.union_signer,
                "employer_signer": kept.employer_signer,
                "amount": money(kept.amount),
                "is_precedent": "Yes" if kept.is_precedent else "No",
                "comply_by": day(kept.comply_by),
                "complied_on": day(kept.complied_on),
            }
        )
        self.terms.show_text(kept.terms)

    def _edit(self) -> None:
        if self._kept is None:
            return
        form = Form(SettlementDraft)
        form.add("complied_on", width=6)
        form.load(self._kept)
        save = self._cases.save_settlement
        self.dialog = FormDialog(self._kit, self, "The settlement was kept", "the settlement", form, save)
        self.dialog.open()


class ArbitrationPanel(_EditedPanel):
    """Where an arbitration stands, and the panel of names with its strikes.

    Args:
        kit: the screens' tools.
        desk: saves the arbitration and carries out strikes.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__("Edit arbitration", "pencil-simple", self._edit)
        self._kit = kit
        self._cases = desk.cases
        self._kept: ArbitrationDraft | None = None
        self.dialog: FormDialog | None = None
        self.facts = FactBlock("Arbitration", _ARBITRATION)
        self.award = TextBlock("Award")
        self.names = NamesPanel(kit, desk)
        self.names.setMinimumHeight(400)
        columns = BlockColumns()
        columns.add(self.facts)
        columns.add(self.names, "right")
        columns.add(self.award)
        self.body.addWidget(scrolled(columns), 1)

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the arbitration, where it was demanded."""
        self.names.show_record(record)
        self._kept = kept = record.arbitration
        if kept is None:
            return
        self.edit_button.setHidden(record.row.deleted_at is not None)
        share = f"{number(kept.union_share)} %" if kept.union_share is not None else ""
        values = {fact.key: getattr(kept, fact.key) for fact in _ARBITRATION}
        shown = {
            key: value if isinstance(value, str) else day(value) for key, value in values.items() if key not in _SUMS
        }
        arbitrator = kept.arbitrator or chosen_arbitrator(record)
        self.facts.show_values({**shown, "arbitrator": arbitrator, "cost": money(kept.cost), "union_share": share})
        self.award.show_text(kept.award)

    def _edit(self) -> None:
        if self._kept is None:
            return
        form = arbitration_form()
        form.load(self._kept)
        save = self._cases.save_arbitration
        self.dialog = FormDialog(self._kit, self, "Edit arbitration", "the arbitration", form, save, width=680)
        self.dialog.open()


_SUMS = ("cost", "union_share")


def arbitration_form() -> Form:
    """Return the fields of an arbitration, without values."""
    form = Form(ArbitrationDraft)
    form.add("demanded_on", width=4)
    form.add("agency", width=4)
    form.add("case_number", width=4)
    form.add("panel_requested_on", width=4)
    form.add("panel_received_on", width=4)
    form.add("arbitrator", width=4)
    form.add("hearing_on", width=4)
    form.add("hearing_place", width=4)
    form.add("briefs_due_on", width=4)
    form.add("award_on", width=4)
    form.add("cost", MoneyField(), width=4)
    form.add("union_share", width=4)
    form.add("award")
    return form


_WORDS = ChildWords(
    NAMES,
    "list-numbers",
    "No panel yet",
    "The names that the agency sent. Both sides strike one after the other until one is left.",
)


class NamesPanel(ChildList):
    """The panel of arbitrators: names in their order, struck ones with the side that struck them.

    Args:
        kit: the screens' tools.
        desk: carries out strikes.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._desk = desk
        self._case: GrievanceRecord | None = None
        self._names: dict[UUID, PanelistRow] = {}
        self.dialog: FormDialog | None = None
        self.strike_action = self.add_verb("Strike this name", "eraser", self._strike, self._may_strike)
        self.back_action = self.add_verb(
            "Take the last strike back", "arrow-counter-clockwise", self._take_back, self._is_last
        )
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the panel."""
        self._case = record
        self._names = {one.id: one for one in record.panel}
        self.set_read_only(record.row.deleted_at is not None)
        self.show_cards([_name_card(one, chosen_arbitrator(record)) for one in record.panel])

    def _may_strike(self, one: UUID) -> bool:
        case = self._case
        return case is not None and strikes_next(case) is not None and self._names[one].struck_by is None

    def _is_last(self, one: UUID) -> bool:
        struck = [name.strike_order or 0 for name in self._names.values() if name.struck_by]
        return bool(struck) and self._names[one].strike_order == max(struck)

    def _strike(self, one: UUID) -> None:
        side = strikes_next(self._case) if self._case is not None else None
        if side is None:
            return
        verbs, name = self._desk.verbs, self._names[one]
        words = f"{name.name} struck by the {side.label.lower()}"
        self._kit.write(
            self, lambda: verbs.strike(name, side), lambda _done: self._kit.messages.toast(words, tone="good")
        )

    def _take_back(self, one: UUID) -> None:
        verbs, name = self._desk.verbs, self._names[one]
        self._kit.write(self, lambda: verbs.take_back_strike(name))

    def _add(self) -> None:
        if self._case is not None:
            place = max((one.position for one in self._names.values()), default=0) + 1
            self._open(PanelistDraft.model_construct(grievance_id=self._case.row.id, position=place))

    def _edit(self, one: UUID) -> None:
        if one in self._names:
            row = self._names[one]
            self._open(PanelistDraft.model_construct(**{n: getattr(row, n) for n in PanelistDraft.model_fields}))

    def _open(self, draft: PanelistDraft) -> None:
        form = Form(PanelistDraft)
        form.add("name", width=9)
        form.add("position", width=3)
        form.load(draft)
        title = "New name" if draft.is_new else "Edit name"
        self.dialog = FormDialog(self._kit, self, title, "the name", form, self._desk.cases.save_panelist)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        cases = self._desk.cases
        self._kit.write(self, lambda: cases.bin_panelists([one]))


def _name_card(one: PanelistRow, chosen: str) -> Card:
    if one.struck_by is not None:
        side = one.struck_by.label.lower()
        return Card(one.id, one.name, (Chip(f"Struck {one.strike_order} by the {side}", "eraser", "neutral"),))
    chips = (Chip("Arbitrator", "scales", "good"),) if one.name == chosen else ()
    return Card(one.id, one.name, chips)
