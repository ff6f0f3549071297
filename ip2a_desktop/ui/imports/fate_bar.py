"""The counts of a preview as buttons: a press shows only the rows of that fate."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ip2a_desktop.domain.imports import Counts, RowFate
from ip2a_desktop.ui.imports.words import count_chip, fate_chip
from ip2a_desktop.ui.kit.flow import FlowLayout
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import button


class FateBar(QWidget):
    """One button for all rows and one for each fate that occurs.

    Signals:
        chosen(RowFate | None): show the rows of this fate, or all.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[RowFate | None, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._row = FlowLayout(GAP, self)

    def show_counts(self, counts: Counts) -> None:
        """Show other counts, with all rows chosen."""
        for old in self.buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = {}
        self._add(None, f"All {counts.total:,}")
        for fate in counts.by_fate:
            self._add(fate, count_chip(fate, counts[fate], done=False).text)
        self.buttons[None].setChecked(True)

    def _add(self, fate: RowFate | None, words: str) -> None:
        made = button(words)
        made.setCheckable(True)
        if fate is not None:
            chip = fate_chip(fate)
            made.setIcon(icon(chip.icon, f"{chip.tone}_text"))
        made.clicked.connect(partial(self._on_clicked, fate))
        self._group.addButton(made)
        self._row.addWidget(made)
        self.buttons[fate] = made

    def _on_clicked(self, fate: RowFate | None, _checked: bool = False) -> None:
        self.chosen.emit(fate)

    def choose(self, fate: RowFate | None) -> None:
        """Press a button by program."""
        if fate in self.buttons:
            self.buttons[fate].click()
