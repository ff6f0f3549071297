"""Which year's statistics to print: asked in one line, this year unless another is chosen."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.widgets import label

_FIRST = 1950


class YearDialog(Dialog):
    """Asks for a year.

    Args:
        parent: the window that it belongs to.
        on_year: called with the year that was chosen.
    """

    def __init__(self, parent: QWidget | None, on_year: Callable[[int], object]) -> None:
        super().__init__("Yearly statistics", parent)
        self.add_sentence("Filed, settled, won and open cases of a year, by employer and by article.")
        self.year = QSpinBox()
        self.year.setRange(_FIRST, today().year)
        self.year.setValue(today().year)
        self.year.setAccessibleName("Year")
        name = label("&Year")
        name.setBuddy(self.year)
        row = QHBoxLayout()
        row.addWidget(name)
        row.addWidget(self.year)
        row.addStretch(1)
        self.body.addLayout(row)
        self._on_year = on_year
        self.add_button("Cancel")
        self.show_button = self.add_button("Show", "primary", self._show_paper, default=True)
        self.year.setFocus()

    def _show_paper(self) -> None:
        self.accept()
        self._on_year(self.year.value())
