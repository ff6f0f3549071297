"""The page of one organization: how it is read and called, and its tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.employers import EmployerRecord
from ip2a_desktop.ui.employers.contacts import ContactsPanel
from ip2a_desktop.ui.employers.elections import ElectionsPanel
from ip2a_desktop.ui.employers.people import PeoplePanel
from ip2a_desktop.ui.employers.profile import ProfilePanel
from ip2a_desktop.ui.employers.words import ORGANIZATIONS, bin_words, place_words, signatory_chip
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notes_panel import NotesPanel
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.notes import NoteService


def employer_kind(employers: EmployerService) -> RecordKind:
    """Return what the shared pages need to know of organizations."""
    return RecordKind(
        name="employers",
        title="Employers",
        noun=ORGANIZATIONS,
        icon="buildings",
        table="organization",
        load=employers.load,
        heading=heading_of,
        children=_children,
        to_bin=employers.move_to_bin,
        restore=employers.restore,
        watched=("employment", "election"),
    )


def heading_of(record: EmployerRecord) -> Heading:
    """Return who an organization is."""
    row = record.row
    trade_name = f"doing business as {row.trade_name}" if row.trade_name else ""
    words = (row.organization_type.label, trade_name, place_words(row))
    return Heading(row.name, signatory_chip(row.organization_type, row.signatory_status), words, bin_words(row))


def _children(record: EmployerRecord) -> Mapping[str, Collection[UUID]]:
    return {
        "organization_contact": [*(one.id for one in record.contacts), *(one.id for one in record.in_bin)],
        "member": [one.member_id for one in record.employments],
    }


class EmployerView(RecordView):
    """One organization with its tabs.

    Args:
        kit: the screens' tools.
        kind: what :func:`employer_kind` returned.
        employers: saves contacts.
        notes: reads and saves notes, tells the timeline.
        tabs: further tabs that this person has, by their titles.
    """

    def __init__(
        self,
        kit: Kit,
        kind: RecordKind,
        employers: EmployerService,
        notes: NoteService,
        tabs: Mapping[str, Panel] | None = None,
    ) -> None:
        super().__init__(kit, kind)
        self.profile = ProfilePanel()
        self.people = PeoplePanel(kit)
        self.contacts = ContactsPanel(kit, employers)
        self.elections = ElectionsPanel(kit, employers.elections)
        self.notes = NotesPanel(kit, notes, "organization")
        self.timeline = TimelinePanel(kit, notes, "organization")
        self.add_panel("Profile", self.profile)
        self.add_panel("Members", self.people)
        self.add_panel("Contacts", self.contacts)
        self.add_panel("Notes", self.notes)
        self.add_panel("Timeline", self.timeline)
        self.add_panels(tabs or {})
        self.add_panel("Elections", self.elections)
        self.tabs.setTabVisible(self.tabs.count() - 1, False)
        self.loaded.connect(self._show_elections_tab)
        self.people.member_wanted.connect(self._show_member)

    def _show_elections_tab(self, record: EmployerRecord) -> None:
        """Most organizations never had an election: an empty tab would only be in the way."""
        self.tabs.setTabVisible(self.tabs.count() - 1, record.has_elections)

    def _show_member(self, member: UUID) -> None:
        self.page_wanted.emit("members", {"record": member, "wide": True})
