"""The people to reach about a member: cards; add, edit, to the bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.member_drafts import MemberContactDraft
from ip2a_desktop.domain.members import MemberContact, MemberRecord
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.members.contact_form import FORM, contact_dialog
from ip2a_desktop.ui.members.words import CONTACTS, contact_chip

if TYPE_CHECKING:
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_WORDS = ChildWords(
    CONTACTS,
    "address-book",
    "No contacts yet",
    "Whom to call in an emergency, family, beneficiaries: add them here.",
)


class ContactsPanel(ChildList):
    """The contacts of one member.

    Args:
        kit: the screens' tools.
        members: saves contacts.
    """

    def __init__(self, kit: Kit, members: MemberService) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._members = members
        self._member: UUID | None = None
        self._contacts: dict[UUID, MemberContact] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, FORM)
        self.offer.continue_wanted.connect(self._continue)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], CONTACTS, members.restore_contact))

    def show_record(self, record: MemberRecord) -> None:
        """Show the member's contacts."""
        self._member = record.row.id
        self._contacts = {one.id: one for one in record.contacts}
        self.set_read_only(record.row.deleted_at is not None)
        self.show_cards([_card(one) for one in record.contacts])
        self.show_bin(record.row.id, [one for one in record.in_bin if one.table == "member_contact"])

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(self._is_mine)

    def _is_mine(self, kept: KeptDraft) -> bool:
        return kept.given.get("member_id") == str(self._member)

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._member is not None:
            self._open(MemberContactDraft.model_construct(member_id=self._member))

    def _edit(self, one: UUID) -> None:
        if one in self._contacts and self._member is not None:
            self._open(draft_of(self._contacts[one], self._member))

    def _open(self, draft: MemberContactDraft) -> None:
        self.dialog = contact_dialog(self._kit, self, self._members, draft)
        self.dialog.open()

    def _to_bin(self, one: UUID) -> None:
        members = self._members
        self._kit.move_to_bin(self, [one], CONTACTS, members.bin_contact, members.restore_contact)


def draft_of(contact: MemberContact, member: UUID) -> MemberContactDraft:
    """Return the draft of a contact as it was read."""
    return MemberContactDraft.model_construct(
        id=contact.id,
        version=contact.version,
        member_id=member,
        kind=contact.kind,
        name=contact.name,
        relation=contact.relation,
        phone=contact.phone,
        email=contact.email,
    )


def _card(contact: MemberContact) -> Card:
    body = " · ".join(part for part in (shown_phone(contact.phone), contact.email) if part)
    return Card(contact.id, contact.name, (contact_chip(contact.kind),), contact.relation, body)
