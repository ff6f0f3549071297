"""The page of the benevolence fund: what the shared page of records needs to know of applications."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction

from ip2a_desktop.domain.benevolence_record import ApplicationRecord
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.ui.benevolence.form import ApplicationForms, FindOutlook
from ip2a_desktop.ui.benevolence.office import OfficeDialog
from ip2a_desktop.ui.benevolence.record import ApplicationView, Notes, application_kind
from ip2a_desktop.ui.benevolence.rules import RulesDialog
from ip2a_desktop.ui.benevolence.table import COLUMNS, FILTERS
from ip2a_desktop.ui.benevolence.words import APPLICATIONS, OFFICE
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_spec import EmptyList, ListSpec
from ip2a_desktop.ui.kit.record_list_page import Papers, RecordListPage
from ip2a_desktop.ui.kit.record_view import MakeTabs
from ip2a_desktop.ui.kit.widgets import ICON_NAME

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence import BenevolenceService
    from ip2a_desktop.services.benevolence_settings import BenevolenceSettings
    from ip2a_desktop.services.benevolence_verbs import BenevolenceVerbs

_RULES = "Rules of the fund…"
_OFFICE = f"{OFFICE}…"
_TABLES = ("benevolence_application", "benevolence_payment", "benevolence_review", "benevolence_recusal", "member")
"""Whose changes concern the list: its own rows, whose turn it is, what was paid, and the member that a row names."""


class BenevolencePage(RecordListPage):
    """The list of applications with the application beside it.

    Args:
        kit: the screens' tools.
        fund: the applications' use cases.
        verbs: how an application goes on.
        settings: the fund's rules.
        outlook: knows what is left for a member.
        members: finds members for the form.
        notes: reads and saves notes, tells the timeline.
        papers: what can be printed; None where there is nothing to print.
        is_admin: says whether the person may change the rules of the fund; called in a worker.
    """

    def __init__(
        self,
        kit: Kit,
        fund: BenevolenceService,
        verbs: BenevolenceVerbs,
        settings: BenevolenceSettings,
        outlook: FindOutlook,
        members: ListSource[MemberRow],
        notes: Notes,
        papers: Papers | None = None,
        is_admin: Callable[[], bool] = lambda: False,
        make_tabs: MakeTabs = dict,
    ) -> None:
        self._settings = settings
        self._is_admin = is_admin
        self._members = members
        self.rules_action: QAction | None = None
        self.rules: RulesDialog | None = None
        self.office_action: QAction | None = None
        self.office: OfficeDialog | None = None
        kind = application_kind(fund)
        spec = ListSpec(
            name=kind.name,
            title=kind.title,
            nouns=(APPLICATIONS.one, APPLICATIONS.many),
            source=fund,
            columns=COLUMNS,
            tables=_TABLES,
            filters=FILTERS,
            search_hint="Search number, member, card, payee",
            empty=EmptyList(
                "No applications yet",
                "When a member asks the fund for help, the application begins here.",
                "New application",
                lambda: self.new(),  # noqa: PLW0108  # the page is not built yet
                kind.icon,
            ),
            start=ListQuery(sort="number", descending=True),
        )
        self.forms = ApplicationForms(kit, fund, members, outlook)

        def make_view() -> ApplicationView:
            view = ApplicationView(kit, kind, fund, verbs, settings, notes)
            view.add_panels(make_tabs())
            view.correct_wanted.connect(self._correct)
            return view

        super().__init__(kit, kind, spec, make_view, self.forms, papers)
        self.rules_action = QAction(icon("scales"), _RULES, self)
        self.rules_action.setProperty(ICON_NAME, "scales")
        self.rules_action.triggered.connect(self.show_rules)
        self.office_action = QAction(icon("users-three"), _OFFICE, self)
        self.office_action.setProperty(ICON_NAME, "users-three")
        self.office_action.triggered.connect(self.show_office)
        self._dress()

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``record``, ``search``, ``waiting=True`` (for my decision), or ``new=True``."""
        super().open(**arguments)
        if arguments.get("waiting"):
            self.set_wide(False)
            self._show_waiting()
        if arguments.get("new"):
            self.new()

    def _show_waiting(self) -> None:
        """Filter the list by what waits for the decision of the person at the desk."""
        button = next(one for one in self.list.filters.buttons if one.spec.name == "waiting")
        if list(button.chosen) != list(button.spec.choices):
            button.choose(list(button.spec.choices))
            button.changed.emit()

    def show_rules(self) -> None:
        """Open the rules of the fund."""
        self.rules = RulesDialog(self.kit, self, self._settings, self._is_admin)
        self.rules.office_wanted.connect(self.show_office)
        self.rules.open()

    def show_office(self) -> None:
        """Open who in the office is which member, and whose family."""
        self.office = OfficeDialog(self.kit, self, self._settings, self._members, self._is_admin)
        self.office.open()

    def _dress(self) -> None:
        super()._dress()
        if self.rules_action is not None and self.office_action is not None and not self.is_wide:
            plain = [self.edit_action, self.print_action, self.export_action]
            self.header.set_verbs(self.new_action, plain, [self.rules_action, self.office_action, self.bin_action])

    def _correct(self, record: ApplicationRecord, problems: Mapping[str, str]) -> None:
        """Open the form of an application that is not ready to be handed in."""
        self.show_form(lambda: self.forms.correct(record, problems))
