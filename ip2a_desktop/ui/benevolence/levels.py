"""The review levels of the fund: their order, who decides there, and from which amount on they are needed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.benevolence_fund import FundSettings, dollars
from ip2a_desktop.domain.fund_drafts import LevelDraft
from ip2a_desktop.ui.benevolence.words import LEVELS
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.fields import MoneyField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings

FORM = "benevolence_level"
_WORDS = ChildWords(LEVELS, "users", "No review levels", "Without a level nothing can be handed in: add the first one.")


class LevelsList(ChildList):
    """The levels in their order.

    Args:
        kit: the screens' tools.
        settings: saves levels.
    """

    def __init__(self, kit: Kit, settings: BenevolenceSettings) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._settings = settings
        self._levels: dict[UUID, LevelDraft] = {}
        self._is_read_only = True
        self.dialog: FormDialog | None = None
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], LEVELS, settings.restore_level))

    def show_levels(self, rules: FundSettings, *, read_only: bool) -> None:
        """Show the levels; only an admin changes them, and brings back what lies in the bin."""
        levels = rules.levels
        self._levels = {one.id: one for one in levels}
        self._is_read_only = read_only
        self.set_read_only(read_only)
        self.show_cards([_card(one) for one in levels])
        ended = [replace(one, about=_when(Decimal(one.about))) for one in rules.in_bin]
        self.show_bin(rules.fund.id, ended)

    def _add(self) -> None:
        last = max((one.position for one in self._levels.values()), default=0)
        self._open(LevelDraft.model_construct(position=last + 1))

    def _edit(self, one: UUID) -> None:
        if one in self._levels and not self._is_read_only:
            self._open(self._levels[one])

    def _open(self, draft: LevelDraft) -> None:
        form = Form(LevelDraft)
        form.add("name", width=8)
        form.add("position", width=4)
        form.add("duty", width=6)
        form.add("threshold", MoneyField(), width=6, hint="$0 means always")
        form.load(draft)
        title, what = ("New level", "the new level") if draft.is_new else ("Edit level", "this level")
        self.dialog = FormDialog(self._kit, self, title, what, form, self._settings.save_level, name=FORM)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        if not self._is_read_only:
            settings = self._settings
            self._kit.move_to_bin(self, [one], LEVELS, settings.bin_level, settings.restore_level)


def _when(threshold: Decimal) -> str:
    return f"from {dollars(threshold)} on" if threshold else "always"


def _card(level: LevelDraft) -> Card:
    duty = level.duty.label
    body = f"Decided by: {duty.lower()}" if duty.casefold() != level.name.casefold() else ""
    return Card(level.id, f"{level.position}. {level.name}", meta=_when(level.threshold), body=body)
