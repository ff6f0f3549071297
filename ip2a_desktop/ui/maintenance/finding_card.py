"""One finding: what is wrong, what to do, the first rows, and the verbs."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.health import Finding, Item, Repair
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label
from ip2a_desktop.ui.maintenance.words import many, severity_chip, severity_look

FIRST: Final = 5
"""So many rows are named; the others are counted."""
_NEW: Final = Chip("New", "sparkle", "info")
_REPAIRABLE: Final = Chip("Can be repaired", "wrench", "info")


class FindingCard(QFrame):
    """A finding with its verbs.

    Args:
        finding: what was found.
        is_new: the run before did not find it.
        can_show: whether this person has the page that shows its records.
        can_repair: whether repairs can be made here.

    Signals:
        show_wanted(Finding): show its records.
        repair_wanted(Finding): preview its repair.
        mute_wanted(Finding): mute it.
    """

    show_wanted = Signal(object)
    repair_wanted = Signal(object)
    mute_wanted = Signal(object)

    def __init__(self, finding: Finding, *, is_new: bool, can_show: bool, can_repair: bool) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("role", "card")
        self.setAccessibleName(finding.words)
        repairable = finding.repair is not Repair.PERSON
        self.show_button = button("Show records", icon_name="arrow-square-out", on_click=self._show)
        self.repair_button = button("Preview repair…", icon_name="wrench", on_click=self._repair)
        self.mute_button = button("Mute…", "quiet", icon_name="bell-slash", on_click=self._mute)
        icon, tone = severity_look(finding.severity)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP_WIDE - GAP_TIGHT, GAP_WIDE, GAP_WIDE - GAP_TIGHT)
        row.setSpacing(GAP_WIDE - GAP_TIGHT)
        row.addWidget(IconLabel(icon, f"{tone}_text", 22), 0, Qt.AlignmentFlag.AlignTop)
        chips = [severity_chip(finding.severity)]
        chips += [_NEW] * is_new + [_REPAIRABLE] * repairable
        row.addLayout(self._words(chips), 1)
        self.show_button.setVisible(can_show)
        self.repair_button.setVisible(can_repair and repairable)

    def _words(self, chips: list[Chip]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(GAP_TIGHT)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(self.finding.words, "strong", wrap=True, selectable=True), 1)
        for chip in chips:
            head.addWidget(ChipLabel(chip), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(label(self.finding.advice, "muted", wrap=True, selectable=True))
        for one in self.finding.items[:FIRST]:
            column.addWidget(_item(one))
        rest = self.finding.count - min(FIRST, len(self.finding.items))
        if self.finding.items and rest > 0:
            column.addWidget(label(f"and {many(rest, 'more', 'more')}", "caption"))
        verbs = QHBoxLayout()
        verbs.setSpacing(GAP)
        for made in (self.show_button, self.repair_button, self.mute_button):
            verbs.addWidget(made)
        verbs.addStretch(1)
        column.addSpacing(GAP_TIGHT)
        column.addLayout(verbs)
        return column

    def _show(self) -> None:
        self.show_wanted.emit(self.finding)

    def _repair(self) -> None:
        self.repair_wanted.emit(self.finding)

    def _mute(self) -> None:
        self.mute_wanted.emit(self.finding)


def _item(item: Item) -> QWidget:
    words = item.words or item.key
    return label(f"•  {words} – {item.detail}" if item.detail else f"•  {words}", wrap=True, selectable=True)
