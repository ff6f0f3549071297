"""The employers' page: what the shared page of records needs to know of organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from ip2a_desktop.ui.employers.form import EmployerForms
from ip2a_desktop.ui.employers.papers import employer_papers
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.employers.table import COLUMNS, FILTERS
from ip2a_desktop.ui.employers.words import ORGANIZATIONS
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
from ip2a_desktop.ui.kit.record_view import MakeTabs

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.notes import NoteService
    from ip2a_desktop.services.papers import PaperService

_TABLES = ("organization", "organization_contact", "employment")
"""Whose changes concern the list: its own rows, the primary contact, and the count of current members."""


class EmployersPage(RecordListPage):
    """The list of organizations of every type with the organization beside it.

    Args:
        kit: the screens' tools.
        employers: the organizations' use cases.
        notes: notes and timelines.
        papers: makes what is printed.
    """

    def __init__(
        self,
        kit: Kit,
        employers: EmployerService,
        notes: NoteService,
        papers: PaperService,
        make_tabs: MakeTabs = dict,
    ) -> None:
        kind = employer_kind(employers)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(ORGANIZATIONS.one, ORGANIZATIONS.many),
            source=employers,
            columns=COLUMNS,
            tables=_TABLES,
            filters=FILTERS,
            search_hint="Search name, city, e-mail, phone",
            empty=EmptyList(
                "No employers yet",
                "Add the first one here, or bring in a whole list from a CSV or Excel file.",
                "New organization",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
        )

        def make_view() -> EmployerView:
            view = EmployerView(kit, kind, employers, notes, make_tabs())
            view.page_wanted.connect(lambda *wanted: self.page_wanted.emit(*wanted))  # noqa: PLW0108  # the page is not built yet
            return view

        def restore(one: UUID) -> None:
            kit.bring_back([one], ORGANIZATIONS, employers.restore)

        def show(one: UUID) -> None:
            self.open_window(one)  # a window of its own, so that what was typed stays beside it

        forms = EmployerForms(kit, employers, show, restore)
        super().__init__(kit, kind, spec, make_view, forms, employer_papers(papers))

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, or ``new=True`` for the form of a new organization."""
        super().open(**arguments)
        if arguments.get("new"):
            self.new()
