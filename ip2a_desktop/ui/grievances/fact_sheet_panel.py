"""The tab of the fact sheet: the union's own paper, marked as such; it never goes to the employer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ip2a_desktop.domain.casework import Representation
from ip2a_desktop.domain.casework_drafts import FactSheetDraft
from ip2a_desktop.domain.procedures import GrievanceKind
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.grievances.facts_panel import TextBlock
from ip2a_desktop.ui.kit.facts import BlockColumns
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label, scrolled

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord

FORM = "fact_sheet"
"""Under which name what is typed is kept in case of a crash."""
CONFIDENTIAL = "Union confidential. This sheet is for the union alone: it is never printed with the grievance form."
_FACTS = (
    "what_happened",
    "when_it_happened",
    "how_often",
    "where_it_happened",
    "why_violation",
    "within_limits",
    "settlement_wanted",
    "seniority",
    "management",
    "witnesses",
    "employer_position",
    "documents",
    "arbitration_limit",
)
_TESTS = (
    "test_notice",
    "test_reasonable_rule",
    "test_investigation",
    "test_fair_investigation",
    "test_proof",
    "test_equal_treatment",
    "test_penalty",
)


class FactSheetPanel(Panel):
    """The fact sheet of one case, for those who may see it.

    Args:
        kit: the screens' tools.
        desk: saves the sheet.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__()
        self._kit = kit
        self._cases = desk.cases
        self._case: GrievanceRecord | None = None
        self.dialog: FormDialog | None = None
        self.notice = Notice("warn")
        self.notice.say(CONFIDENTIAL)
        self.edit_button = button("Write the fact sheet", icon_name="pencil-simple", on_click=self.edit)
        self.blocks = {name: TextBlock(FactSheetDraft.label(name)) for name in (*_FACTS, *_TESTS)}
        self.blocks |= {name: TextBlock(FactSheetDraft.label(name)) for name in ("representation", "prepared_by")}
        self._empty = label("Nothing is written on it yet.", "muted")
        self._lay_out()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, GAP, MARGIN, 0)
        bar.setSpacing(GAP * 2)
        bar.addWidget(self.edit_button)
        bar.addWidget(self._empty)
        bar.addStretch(1)
        columns = BlockColumns()
        for number, block in enumerate(self.blocks.values()):
            columns.add(block, "right" if number % 2 else "left")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notice.in_margin())
        layout.addLayout(bar)
        layout.addWidget(scrolled(columns), 1)

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the sheet."""
        self._case = record
        sheet = record.fact_sheet
        if sheet is None:
            return
        self.edit_button.setHidden(record.row.deleted_at is not None)
        self.edit_button.setText("Write the fact sheet" if sheet.is_new else "Edit the fact sheet")
        self._empty.setHidden(not sheet.is_new)
        for name, block in self.blocks.items():
            block.show_text(_words(sheet, name))

    def edit(self) -> None:
        """Open the form of the sheet."""
        if self._case is None or self._case.fact_sheet is None:
            return
        form = fact_sheet_form(self._case.draft.kind is GrievanceKind.DISCIPLINE)
        form.load(self._case.fact_sheet)
        title = f"Fact sheet of {self._case.row.number} (union confidential)"
        self.dialog = FormDialog(
            self._kit, self, title, "the fact sheet", form, self._cases.save_fact_sheet, name=FORM, width=760
        )
        area = scrolled(form)
        self.dialog.body.addWidget(area, 1)
        area.setMinimumHeight(480)
        self.dialog.open()
        form.setFocus()


def _words(sheet: FactSheetDraft, name: str) -> str:
    """Return a field as people read it; a sheet that nobody wrote says nothing, not even what it begins with."""
    value = getattr(sheet, name)
    if isinstance(value, Representation):
        return "" if sheet.is_new else value.label
    return str(value)


def fact_sheet_form(is_discipline: bool) -> Form:
    """Return the fields of a fact sheet, without values; the tests of just cause come first for discipline."""
    form = Form(FactSheetDraft)
    parts = [("Facts", _FACTS), ("The seven tests of just cause", _TESTS)]
    for title, names in reversed(parts) if is_discipline else parts:
        form.section(title)
        for name in names:
            form.add(name)
        if names is _TESTS:
            form.add("representation", width=6)
    form.section("Signed")
    form.add("prepared_by", width=6)
    return form
