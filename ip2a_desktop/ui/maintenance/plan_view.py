"""What one rule's repair would do: its rows as a diff, accepted one by one or all, and the button that repairs."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.repairs import RepairPlan
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT
from ip2a_desktop.ui.kit.widgets import button, label
from ip2a_desktop.ui.maintenance.diff import DiffTable
from ip2a_desktop.ui.maintenance.words import many, severity_chip

_ALL: Final = "All rows"


class PlanView(QWidget):
    """A plan, and what of it is accepted.

    Signals:
        apply_wanted(RepairPlan, tuple): repair the rows of these keys.
    """

    apply_wanted = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.plan: RepairPlan | None = None
        self.title = label("", "section", wrap=True)
        self.chip = ChipLabel()
        self.advice = label("", "muted", wrap=True)
        self.for_person = Notice("info")
        self.all_box = QCheckBox(_ALL)
        self.all_box.clicked.connect(self._on_all)
        self.diff = DiffTable(can_choose=True)
        self.diff.repairs.accepted_changed.connect(self._follow)
        self.apply_button = button("Repair", "primary", icon_name="wrench", on_click=self._apply)
        self._is_busy = False
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.title, 1)
        head.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        bar = QHBoxLayout()
        bar.addWidget(self.all_box)
        bar.addStretch(1)
        bar.addWidget(self.apply_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_TIGHT)
        column.addLayout(head)
        column.addWidget(self.advice)
        column.addWidget(self.for_person)
        column.addLayout(bar)
        column.addWidget(self.diff, 1)

    def show_plan(self, plan: RepairPlan) -> None:
        """Show a plan with all its rows accepted."""
        self.plan = plan
        self.title.setText(plan.title)
        self.chip.set_chip(severity_chip(plan.severity))
        self.advice.setText(plan.advice)
        self.advice.setHidden(not plan.advice)
        self.for_person.say(plan.for_person)
        self.diff.repairs.show_repairs(plan.rows)

    def set_busy(self, is_busy: bool) -> None:
        """Let nothing be repaired while something else is."""
        self._is_busy = is_busy
        self._follow()

    def _follow(self) -> None:
        number = len(self.diff.repairs.accepted)
        total = len(self.plan.rows) if self.plan is not None else 0
        state = Qt.CheckState.Checked if number == total else Qt.CheckState.PartiallyChecked
        self.all_box.setCheckState(state if number else Qt.CheckState.Unchecked)
        self.all_box.setText(_ALL if number == total else f"{number:,} of {many(total, 'row', 'rows')}")
        self.apply_button.setText(f"Repair {many(number, 'row', 'rows')}" if number else "Repair")
        self.apply_button.setEnabled(bool(number) and not self._is_busy)

    def _on_all(self) -> None:
        total = len(self.plan.rows) if self.plan is not None else 0
        self.diff.repairs.accept_all(len(self.diff.repairs.accepted) < total)

    def _apply(self) -> None:
        plan = self.plan
        if plan is not None:
            accepted = tuple(one for one in plan.keys if one in self.diff.repairs.accepted)
            self.apply_wanted.emit(plan, accepted)
