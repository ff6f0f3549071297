"""The page of one case: the way so far with the verbs that may follow, and its tabs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from ip2a_desktop.domain.grievance_verbs import Offer, Verb
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.ending_panels import ArbitrationPanel, SettlementPanel
from ip2a_desktop.ui.grievances.fact_sheet_panel import FactSheetPanel
from ip2a_desktop.ui.grievances.facts_panel import FactsPanel
from ip2a_desktop.ui.grievances.form import FORM
from ip2a_desktop.ui.grievances.requests_panel import RequestsPanel
from ip2a_desktop.ui.grievances.steps_panel import StepsPanel
from ip2a_desktop.ui.grievances.verb_bar import VerbBar
from ip2a_desktop.ui.grievances.verb_forms import VerbForms
from ip2a_desktop.ui.grievances.words import CASES, bin_words, case_title
from ip2a_desktop.ui.kit.due_chips import standing_chip
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notes_panel import NotesPanel
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.record_kind import Heading, RecordKind
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.timeline_panel import TimelinePanel

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord
    from ip2a_desktop.services.grievances import GrievanceService


def grievance_kind(cases: GrievanceService) -> RecordKind:
    """Return what the shared pages need to know of cases."""
    return RecordKind(
        name="grievances",
        title="Grievances",
        noun=CASES,
        icon="scales",
        table="grievance",
        load=cases.load,
        heading=heading_of,
        children=_children,
        to_bin=cases.move_to_bin,
        restore=cases.restore,
        drafts=(FORM,),
        has_own_verbs=True,
    )


def heading_of(record: GrievanceRecord) -> Heading:
    """Return who a case is."""
    row = record.row
    return Heading(case_title(row), standing_chip(row), (row.employer, row.kind.label, row.jobsite), bin_words(row))


def _children(record: GrievanceRecord) -> Mapping[str, Collection[UUID]]:
    return {
        "information_request": [*(one.id for one in record.requests), *(one.id for one in record.in_bin)],
        "grievance": [one.id for one in record.links],
        "arbitration_panelist": [one.id for one in record.panel],
        "member": [one.member_id for one in record.grievants],
    }


class CaseView(RecordView):
    """One case with its tabs; those of its end are there once it has one.

    Args:
        kit: the screens' tools.
        kind: what :func:`grievance_kind` returned.
        desk: saves what belongs to the case, and carries its verbs out.
    """

    def __init__(self, kit: Kit, kind: RecordKind, desk: Desk) -> None:
        super().__init__(kit, kind)
        self._forms = VerbForms(kit, desk)
        self.dialog: FormDialog | None = None
        self.verbs = VerbBar(self.do)
        self.facts = FactsPanel()
        self.steps = StepsPanel()
        self.requests = RequestsPanel(kit, desk)
        self.settlement = SettlementPanel(kit, desk)
        self.arbitration = ArbitrationPanel(kit, desk)
        self.fact_sheet = FactSheetPanel(kit, desk)
        self.notes = NotesPanel(kit, desk.notes, "grievance")
        self.timeline = TimelinePanel(kit, desk.timeline, "grievance")
        self._panels_in_order: list[Panel] = []
        self.add_strip(self.verbs)
        self._add("Case", self.facts)
        self._add("Steps", self.steps)
        self._add("Information requests", self.requests)
        self._add("Settlement", self.settlement)
        self._add("Arbitration", self.arbitration)
        self._add("Fact sheet", self.fact_sheet)
        self._add("Notes", self.notes)
        self._add("Timeline", self.timeline)
        self.loaded.connect(self._on_read)
        self.facts.links.case_wanted.connect(
            lambda one: self.page_wanted.emit("grievances", {"record": one, "wide": True})
        )

    def _add(self, title: str, panel: Panel) -> None:
        self._panels_in_order.append(panel)
        self.add_panel(title, panel)

    def _on_read(self, record: GrievanceRecord) -> None:
        self.verbs.show_record(record)
        self._show_tab(self.settlement, record.settlement is not None)
        self._show_tab(self.arbitration, record.arbitration is not None)
        self._show_tab(self.fact_sheet, record.fact_sheet is not None)

    def _show_tab(self, panel: Panel, shown: bool) -> None:
        place = self._panels_in_order.index(panel)
        if not shown and self.tabs.currentIndex() == place:
            self.tabs.setCurrentIndex(0)
        self.tabs.setTabVisible(place, shown)

    def do(self, offer: Offer) -> None:
        """Open what a verb needs to be written down."""
        case = self.record
        if case is None:
            return
        if offer.verb is Verb.STRIKE:
            self.show_panel(self.arbitration)
        elif offer.verb is Verb.EXTEND:
            self._extend(case)
        else:
            self._open(self._forms.dialog(self, case, offer))

    def _extend(self, case: GrievanceRecord) -> None:
        """Give one clock more time; of several the person chooses one."""
        if len(case.running) == 1:
            self._open(self._forms.extension(self, case, case.running[0]))
            return
        menu = QMenu(self)
        for clock in case.running:
            action = menu.addAction(f"{clock.side.label}: {case.words(clock)}…".replace("&", "&&"))
            action.triggered.connect(
                lambda _checked=False, one=clock: self._open(self._forms.extension(self, case, one))
            )
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.open()
