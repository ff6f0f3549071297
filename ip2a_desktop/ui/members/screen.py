"""The members' page: what the shared page of records needs to know of members."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.late_forms import LateForms
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.papers import member_papers
from ip2a_desktop.ui.members.table import COLUMNS, filters
from ip2a_desktop.ui.members.words import MEMBERS

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.services.notes import NoteService
    from ip2a_desktop.services.papers import PaperService
    from ip2a_desktop.ui.kit.record_view import MakeTabs
    from ip2a_desktop.ui.members.form import MemberForms
    from ip2a_desktop.ui.members.record import MemberView

_TABLES = ("member", "employment", "organization")
"""Whose changes concern the list: its own rows, and the employer that each row names."""


class MembersPage(RecordListPage):
    """The list of members with the member beside it.

    Args:
        kit: the screens' tools.
        members: the members' use cases.
        employers: finds organizations for filters and jobs.
        notes: notes and timelines.
        papers: makes what is printed.
        make_tabs: makes further tabs of a member.
    """

    def __init__(
        self,
        kit: Kit,
        members: MemberService,
        employers: EmployerService,
        notes: NoteService,
        papers: PaperService,
        make_tabs: MakeTabs = dict,
    ) -> None:
        kind = member_kind(members)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(MEMBERS.one, MEMBERS.many),
            source=members,
            columns=COLUMNS,
            tables=_TABLES,
            filters=filters(employers),
            search_hint="Search name, card number, e-mail, phone",
            empty=EmptyList(
                "No members yet",
                "Add the first one here, or bring in a whole list from a CSV or Excel file.",
                "New member",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
        )

        def make_view() -> MemberView:
            from ip2a_desktop.ui.members.record import MemberView  # noqa: PLC0415 - after the rows of the list

            view = MemberView(kit, kind, members, employers, notes)
            view.add_panels(make_tabs())
            return view

        def restore(one: UUID) -> None:
            kit.bring_back([one], MEMBERS, members.restore)

        def forms() -> MemberForms:
            from ip2a_desktop.ui.members.form import MemberForms  # noqa: PLC0415 - with what checks the fields

            return MemberForms(kit, members, lambda one: self.show_record(one, wide=True), restore)

        super().__init__(kit, kind, spec, make_view, LateForms(forms), member_papers(papers))

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, or ``new=True`` for the form of a new member."""
        super().open(**arguments)
        if arguments.get("new"):
            self.new()
