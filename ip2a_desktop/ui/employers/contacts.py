"""The people at an organization: cards, the primary one first; add, edit, make primary, to the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft
from ip2a_desktop.domain.employers import EmployerContact, EmployerRecord
from ip2a_desktop.ui.employers.contact_form import contact_dialog
from ip2a_desktop.ui.employers.words import CONTACTS, primary_chip
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService

_WORDS = ChildWords(
    CONTACTS,
    "address-book",
    "No contacts yet",
    "Whom to call there: add the people, and say which one is the primary contact.",
)


class ContactsPanel(ChildList):
    """The contacts of one organization.

    Args:
        kit: the screens' tools.
        employers: saves contacts.
    """

    def __init__(self, kit: Kit, employers: EmployerService) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._employers = employers
        self._organization: UUID | None = None
        self._contacts: dict[UUID, EmployerContact] = {}
        self.dialog: FormDialog | None = None
        self.primary_action = self.add_verb("Make primary", "star", self._make_primary, self._is_secondary)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], CONTACTS, employers.restore_contact))

    def show_record(self, record: EmployerRecord) -> None:
        """Show the organization's contacts."""
        self._organization = record.row.id
        self._contacts = {one.id: one for one in record.contacts}
        self.set_read_only(record.row.deleted_at is not None)
        self.show_cards([card_of(one) for one in record.contacts])
        self.show_bin(record.row.id, [one for one in record.in_bin if one.table == "organization_contact"])

    def _is_secondary(self, one: UUID) -> bool:
        return one in self._contacts and not self._contacts[one].is_primary

    def _add(self) -> None:
        if self._organization is not None:
            self._open(
                EmployerContactDraft.model_construct(organization_id=self._organization, is_primary=not self._contacts)
            )

    def _edit(self, one: UUID) -> None:
        if one in self._contacts and self._organization is not None:
            self._open(draft_of(self._contacts[one], self._organization))

    def _open(self, draft: EmployerContactDraft) -> None:
        self.dialog = contact_dialog(self._kit, self, self._employers, draft)
        self.dialog.open()

    def _make_primary(self, one: UUID) -> None:
        if self._organization is None:
            return
        employers, name = self._employers, self._contacts[one].name
        draft = draft_of(self._contacts[one], self._organization).model_copy(update={"is_primary": True})
        self._kit.write(
            self,
            lambda: employers.save_contact(draft),
            lambda _changes: self._kit.messages.toast(f"{name} is the primary contact now", tone="good"),
        )

    def _to_bin(self, one: UUID) -> None:
        self._kit.move_to_bin(self, [one], CONTACTS, self._employers.bin_contact, self._employers.restore_contact)


def draft_of(contact: EmployerContact, organization: UUID) -> EmployerContactDraft:
    """Return the draft of a contact as it was read."""
    return EmployerContactDraft.model_construct(
        id=contact.id,
        version=contact.version,
        organization_id=organization,
        name=contact.name,
        title=contact.title,
        phone=contact.phone,
        email=contact.email,
        is_primary=contact.is_primary,
        remarks=contact.remarks,
    )


def card_of(contact: EmployerContact) -> Card:
    """Return the card of a contact."""
    chip = primary_chip(contact)
    reach = " · ".join(part for part in (shown_phone(contact.phone), contact.email) if part)
    body = "\n".join(part for part in (reach, contact.remarks) if part)
    return Card(contact.id, contact.name, (chip,) if chip else (), contact.title, body)
