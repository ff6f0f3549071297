"""The grievances' page: the docket with the case beside it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QAction

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.form import GrievanceForms
from ip2a_desktop.ui.grievances.record import CaseView, grievance_kind
from ip2a_desktop.ui.grievances.table import COLUMNS, filters
from ip2a_desktop.ui.grievances.words import CASES
from ip2a_desktop.ui.grievances.year_dialog import YearDialog
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_list_page import Papers, RecordListPage
from ip2a_desktop.ui.kit.record_view import MakeTabs
from ip2a_desktop.ui.kit.widgets import ICON_NAME

_TABLES = ("grievance", "organization", "member", "agreement_version")
"""Whose changes concern the docket: its own rows, the names in them, and the limits that its dates hang on."""


class GrievancesPage(RecordListPage):
    """The docket, what is due first at the top, with the case beside it.

    Args:
        kit: the screens' tools.
        desk: the use cases and look-ups.
        papers: what can be printed; None where nothing can be yet.
        statistics: makes the paper of a year's numbers; None offers none.
        make_tabs: makes further tabs of a case.
    """

    def __init__(
        self,
        kit: Kit,
        desk: Desk,
        papers: Papers | None = None,
        statistics: Callable[[int], PaperChoice] | None = None,
        make_tabs: MakeTabs = dict,
    ) -> None:
        self.statistics_action: QAction | None = None
        self.year_dialog: YearDialog | None = None
        kind = grievance_kind(desk.cases)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(CASES.one, CASES.many),
            source=desk.cases,
            columns=COLUMNS,
            tables=_TABLES,
            filters=filters(desk.cases, desk.employers),
            search_hint="Search number, grievant, employer, jobsite",
            empty=EmptyList(
                "No grievances yet",
                "Write down the first one: the program counts its dates by the agreement and keeps its papers.",
                "New grievance",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
            start=ListQuery(sort="due_on"),
        )

        def make_view() -> CaseView:
            view = CaseView(kit, kind, desk)
            view.add_panels(make_tabs())
            view.page_wanted.connect(lambda *wanted: self.page_wanted.emit(*wanted))  # noqa: PLW0108  # the page is not built yet
            return view

        super().__init__(kit, kind, spec, make_view, GrievanceForms(kit, desk), papers)
        if statistics is not None:
            self.statistics_action = QAction(icon("chart-bar"), "Yearly statistics…", self)
            self.statistics_action.setProperty(ICON_NAME, "chart-bar")
            self.statistics_action.triggered.connect(lambda: self._ask_year(statistics))
            self._dress()

    def _ask_year(self, statistics: Callable[[int], PaperChoice]) -> None:
        """Ask for the year, then show its paper."""
        self.year_dialog = YearDialog(self.window(), lambda year: self.printing.show(statistics(year)))
        self.year_dialog.open()

    def _dress(self) -> None:
        super()._dress()
        if self.statistics_action is not None and not self.is_wide:
            plain = [self.edit_action, self.print_action, self.export_action]
            self.header.set_verbs(self.new_action, plain, [self.statistics_action, self.bin_action])

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, ``due`` (a value of that filter), or ``new=True``."""
        super().open(**arguments)
        if "due" in arguments:
            self.set_wide(False)
            self._show_due(str(arguments["due"]))
        if arguments.get("new"):
            self.new()

    def _show_due(self, due: str) -> None:
        """Filter the docket by what is due; by nothing where ``due`` is empty."""
        button = self.list.filters.buttons[0]
        wanted = [one for one in button.spec.choices if one.value == due]
        if list(button.chosen) != wanted:
            button.choose(wanted)
            button.changed.emit()
