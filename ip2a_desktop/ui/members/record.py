"""The page of one member: profile, jobs, contacts, notes, timeline."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.members import MemberRecord
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notes_panel import NotesPanel
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel
from ip2a_desktop.ui.members.contacts import ContactsPanel
from ip2a_desktop.ui.members.form import FORM, PRIVATE_FORM
from ip2a_desktop.ui.members.jobs import JobsPanel
from ip2a_desktop.ui.members.profile import ProfilePanel
from ip2a_desktop.ui.members.words import MEMBERS, bin_words, status_chip

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.services.notes import NoteService


def member_kind(members: MemberService) -> RecordKind:
    """Return what the shared pages need to know of members."""
    return RecordKind(
        name="members",
        title="Members",
        noun=MEMBERS,
        icon="users",
        table="member",
        load=members.load,
        heading=heading,
        children=children,
        to_bin=members.move_to_bin,
        restore=members.restore,
        drafts=(FORM, PRIVATE_FORM),
        watched=("employment", "member_contact"),
    )


def heading(record: MemberRecord) -> Heading:
    """Say who a member is."""
    row = record.row
    words = (row.card_number, row.classification.label, row.employer)
    return Heading(row.full_name, status_chip(row.status), words, bin_words(row))


def children(record: MemberRecord) -> Mapping[str, Collection[UUID]]:
    """Return the ids of what belongs to a member."""
    return {
        "employment": [job.id for job in record.employments],
        "member_contact": [contact.id for contact in record.contacts],
        "member_private": [record.row.id],
        "organization": [job.organization_id for job in record.employments],
    }


class MemberView(RecordView):
    """One member with all that belongs to them."""

    def __init__(
        self, kit: Kit, kind: RecordKind, members: MemberService, employers: EmployerService, notes: NoteService
    ) -> None:
        super().__init__(kit, kind)
        self.profile = ProfilePanel()
        self.jobs = JobsPanel(kit, members, employers)
        self.contacts = ContactsPanel(kit, members)
        self.notes = NotesPanel(kit, notes, "member")
        self.timeline = TimelinePanel(kit, notes, "member")
        self.add_panel("Profile", self.profile)
        self.add_panel("Jobs", self.jobs)
        self.add_panel("Contacts", self.contacts)
        self.add_panel("Notes", self.notes)
        self.add_panel("Timeline", self.timeline)
