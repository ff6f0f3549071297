"""A tab with parts of the chosen version as cards: add, edit, to the bin; what was typed survives a crash."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from ip2a_desktop.domain.agreement_drafts import ArticleDraft, HolidayDraft, VersionRecord
from ip2a_desktop.domain.agreements import AgreementRecord
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

PartT = TypeVar("PartT", ArticleDraft, HolidayDraft)


class PartsPanel(ChildList, Generic[PartT]):
    """The cards of one kind of part.

    Args:
        kit: the screens' tools.
        chosen: the version whose parts are shown.
        words: what the list says.
        form: the table of the parts, under whose name what is typed is kept in case of a crash.
    """

    def __init__(self, kit: Kit, chosen: ChosenVersion, words: ChildWords, form: str) -> None:
        super().__init__(words)
        self._table = form
        self.kit = kit
        self.chosen = chosen
        self.parts: dict[UUID, PartT] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, form)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        chosen.changed.connect(self._follow_version)

    @abstractmethod
    def parts_of(self, version: VersionRecord) -> Sequence[PartT]:
        """Return the parts in their order."""

    @abstractmethod
    def cards_of(self, parts: Sequence[PartT]) -> list[Card]:
        """Return the cards of the parts."""

    @abstractmethod
    def new_draft(self, version: VersionRecord) -> PartT:
        """Return the draft of a new part."""

    @abstractmethod
    def form_dialog(self, draft: PartT) -> FormDialog:
        """Return the dialog in which a part is written."""

    def show_record(self, record: AgreementRecord) -> None:
        """Nothing yet: the cards follow the version that is chosen."""

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(self._is_mine)

    def _follow_version(self) -> None:
        version = self.chosen.version
        self.set_read_only(self.chosen.is_read_only or version is None)
        parts = self.parts_of(version) if version is not None else ()
        self.parts = {one.id: one for one in parts}
        self.show_cards(self.cards_of(parts))
        if version is not None:
            self.show_bin(version.draft.id, self.chosen.in_bin(self._table))
        else:
            self.states.show_empty("No version yet", "Add a version of the agreement first.", icon=self.words.icon)

    def _is_mine(self, kept: KeptDraft) -> bool:
        version = self.chosen.version
        return version is not None and kept.given.get("agreement_version_id") == str(version.draft.id)

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self.chosen.version is not None:
            self._open(self.new_draft(self.chosen.version))

    def _edit(self, one: UUID) -> None:
        if one in self.parts and not self.chosen.is_read_only:
            self._open(self.parts[one])

    def _open(self, draft: PartT) -> None:
        self.dialog = self.form_dialog(draft)
        self.dialog.open()
