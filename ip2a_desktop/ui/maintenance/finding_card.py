"""One finding: what is wrong, what to do, the first rows, and the verbs."""

from collections.abc import Collection
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Can:
    """What this person can do with findings.

    Args:
        screens: the pages that the person has, into which records can be shown.
        repair: whether repairs can be made here.
        back_up: whether there is a tab of backups.
    """

    screens: Collection[str]
    repair: bool = False
    back_up: bool = False


class FindingCard(QFrame):
    """A finding with its verbs.

    Args:
        finding: what was found.
        can: what this person can do with it.
        new: how many of its rows the run before did not find.

    Signals:
        show_wanted(Finding): show its records.
        repair_wanted(Finding): preview its repair.
        backups_wanted(): show the backups.
        mute_wanted(Finding): mute it.
    """

    show_wanted = Signal(object)
    repair_wanted = Signal(object)
    backups_wanted = Signal()
    mute_wanted = Signal(object)

    def __init__(self, finding: Finding, can: Can, *, new: int) -> None:
        super().__init__()
        self.finding = finding
        self.setProperty("role", "card")
        self.setAccessibleName(finding.words)
        repairable = finding.repair is not Repair.PERSON
        self.show_button = button("Show records", icon_name="arrow-square-out", on_click=self._show)
        self.repair_button = button("Preview repair…", icon_name="wrench", on_click=self._repair)
        self.backups_button = button("Go to Backups", icon_name="hard-drives", on_click=self.backups_wanted.emit)
        self.mute_button = button("Mute…", "quiet", icon_name="bell-slash", on_click=self._mute)
        icon, tone = severity_look(finding.severity)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP_WIDE - GAP_TIGHT, GAP_WIDE, GAP_WIDE - GAP_TIGHT)
        row.setSpacing(GAP_WIDE - GAP_TIGHT)
        row.addWidget(IconLabel(icon, f"{tone}_text", 22), 0, Qt.AlignmentFlag.AlignTop)
        chips = [severity_chip(finding.severity)]
        chips += [_NEW if new >= finding.count else Chip(f"{new:,} new", "sparkle", "info")] * bool(new)
        chips += [_REPAIRABLE] * repairable
        row.addLayout(self._words(chips), 1)
        has_records = any(one.record_id is not None for one in finding.items)
        self.show_button.setVisible(has_records and finding.screen in can.screens)
        self.repair_button.setVisible(can.repair and repairable)
        self.backups_button.setVisible(can.back_up and finding.rule.startswith("backup"))

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
        for made in (self.show_button, self.repair_button, self.backups_button):
            verbs.addWidget(made)
        verbs.addStretch(1)
        verbs.addWidget(self.mute_button)
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
