"""The versions of an agreement, newest first: add one, edit its dates, confirm it, to the bin."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.agreement_beginning import OWN, NewVersionDraft, procedures_to_begin_with
from ip2a_desktop.domain.agreement_drafts import VersionDraft, VersionRecord
from ip2a_desktop.domain.agreements import AgreementRecord
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.procedure_words import chain
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.agreements.confirming import VERB, ask_to_confirm
from ip2a_desktop.ui.agreements.version_form import new_version_dialog, version_dialog
from ip2a_desktop.ui.agreements.words import CASES, VERSIONS, force_chip, period, version_chip
from ip2a_desktop.ui.kit.cards import Card, CardLine
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import moment, today
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService

_WORDS = ChildWords(
    VERSIONS,
    "calendar-blank",
    "No versions yet",
    "A version is the agreement between two dates. Add the one in force: it holds the procedure and the holidays.",
)


class VersionsPanel(ChildList):
    """The versions of one agreement; the one that is chosen here is shown in the other tabs.

    Args:
        kit: the screens' tools.
        agreements: saves versions.
        chosen: the version that the tabs show.
    """

    def __init__(self, kit: Kit, agreements: AgreementService, chosen: ChosenVersion) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._agreements = agreements
        self._chosen = chosen
        self._versions: dict[UUID, VersionRecord] = {}
        self._shown: list[Card] = []
        self._bin_shown: tuple[UUID, list[Binned]] | None = None
        self.dialog: FormDialog | Dialog | None = None
        self.confirm_action = self.add_verb(VERB, "check-circle", self._confirm, self._is_sample)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(
            lambda one: kit.bring_back([one], VERSIONS, partial(agreements.restore_part, VersionDraft))
        )
        self.list.current_changed.connect(self._on_current)
        chosen.changed.connect(self._follow_version)

    def show_record(self, record: AgreementRecord) -> None:
        """Nothing yet: the cards follow the version that is chosen."""

    def _follow_version(self) -> None:
        record, version = self._chosen.record, self._chosen.version
        self._versions = {one.draft.id: one for one in record.versions} if record is not None else {}
        self.set_read_only(self._chosen.is_read_only)
        cards = [card_of(one) for one in self._versions.values()]
        if cards != self._shown:
            self._shown = cards
            self.show_cards(cards)
        binned = self._chosen.in_bin("agreement_version")
        if record is not None and (record.row.id, binned) != self._bin_shown:
            self._bin_shown = (record.row.id, binned)
            self.show_bin(*self._bin_shown)
        if version is not None and not self.is_bin_shown:
            self.list.choose(version.draft.id)

    def _on_current(self, one: UUID | None) -> None:
        if one is not None and not self.is_bin_shown:
            self._chosen.choose(one)

    def _is_sample(self, one: UUID) -> bool:
        version = self._versions.get(one)
        return version is not None and version.confirmed_at is None and bool(version.steps)

    def _confirm(self, one: UUID) -> None:
        self.dialog = ask_to_confirm(self._kit, self, self._agreements, self._versions[one])

    def _add(self) -> None:
        record = self._chosen.record
        if record is None:
            return
        choices = procedures_to_begin_with(record.versions, record.zone)
        draft = NewVersionDraft.model_construct(agreement_id=record.row.id, sample=choices[0].key)

        def save(written: NewVersionDraft) -> Changes:
            if written.sample == OWN:
                return self._agreements.save_part(written.itself)
            sample = next(one for one in choices if one.key == written.sample)
            return self._agreements.begin(sample, written.itself)

        self.dialog = new_version_dialog(self._kit, self, draft, choices, save)
        self.dialog.open()

    def _edit(self, one: UUID) -> None:
        if one in self._versions and not self._chosen.is_read_only:
            self.dialog = version_dialog(self._kit, self, self._versions[one].draft, self._agreements.save_part)
            self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        record, service = self._chosen.record, self._agreements
        if record is None:
            return
        agreement = record.row.id

        def both(verb: partial[Changes], ids: Sequence[UUID]) -> Changes:
            return verb(ids) | Changes.of("agreement", agreement)

        to_bin = partial(both, partial(service.bin_part, VersionDraft))
        restore = partial(both, partial(service.restore_part, VersionDraft))
        self._kit.move_to_bin(self, [one], VERSIONS, to_bin, restore)


def card_of(version: VersionRecord) -> Card:
    """Return the card of a version."""
    draft = version.draft
    confirmed = f"{moment(version.confirmed_at)} by {version.confirmed_by}" if version.confirmed_at else ""
    lines = (
        CardLine("Procedure", chain(version.steps)),
        CardLine("Cases", CASES.count(version.cases) if version.cases else ""),
        CardLine("Confirmed", confirmed),
        CardLine("Remarks", draft.remarks),
    )
    return Card(
        draft.id,
        draft.name,
        (force_chip(draft, today()), version_chip(version)),
        period(draft.starts_on, draft.ends_on),
        lines=tuple(one for one in lines if one.text),
    )
