"""The page of one member: profile, jobs, contacts, notes, timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notes_panel import NotesPanel
from ip2a_desktop.ui.kit.record_kind import RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel
from ip2a_desktop.ui.members.contacts import ContactsPanel
from ip2a_desktop.ui.members.jobs import JobsPanel
from ip2a_desktop.ui.members.profile import ProfilePanel

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.services.notes import NoteService


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
