"""What auto-heal would do, row by row, before it does it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.repairs import HealReport, rows_in
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.maintenance.diff import DiffTable
from ip2a_desktop.ui.maintenance.words import many

_WIDTH: Final = 900
_NARROW: Final = 440
_HIGH: Final = 280
_RECORD: Final = 320


class HealDialog(Dialog):
    """Shows a dry run, and offers to do the same for real.

    Args:
        report: the dry run.
        on_heal: does it.
        parent: over whose window it appears.
    """

    def __init__(self, report: HealReport, on_heal: Callable[[], object], parent: QWidget) -> None:
        number = rows_in(report.plans)
        super().__init__("What auto-heal would do", parent.window(), width=_WIDTH if number else _NARROW)
        self.add_sentence(report.sentence)
        if number:
            self.diff = DiffTable("What auto-heal would change", can_choose=False)
            self.diff.repairs.show_repairs([row for plan in report.plans for row in plan.rows])
            self.diff.setFixedHeight(_HIGH)
            self.diff.setColumnWidth(0, _RECORD)
            self.body.addWidget(self.diff)
            self.add_sentence("A verified backup is made first, and each row as it was is kept: you can take it back.")
        for plan in report.for_person:
            words = f"{plan.title}: {many(len(plan.rows), 'row', 'rows')}. {plan.for_person}".strip()
            self.body.addWidget(label(f"•  Left for a person: {words}", wrap=True))
        self.add_button("Cancel" if number else "Close", default=not number)
        if number:
            self.heal_button = self.add_button(
                f"Repair {many(number, 'row', 'rows')}", "primary", self.accept, default=True
            )
            self.accepted.connect(on_heal)
