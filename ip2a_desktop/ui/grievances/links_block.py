"""The cases that belong to a case: the one that it follows or went into, and those the other way round, as links."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ip2a_desktop.ui.kit.facts import block_layout
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import LinkedCase

_NAME_WIDTH = 132


class LinksBlock(QWidget):
    """A heading and a line for each case that belongs to this one; not there where there is none.

    Signals:
        case_wanted(UUID): the person wants to see that case.
    """

    case_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Related cases")
        self.links: list[LinkedCase] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_WIDE)
        self._grid.setVerticalSpacing(GAP // 2)
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        block_layout(self, "Related cases").addLayout(self._grid)

    def show_links(self, links: Sequence[LinkedCase]) -> None:
        """Show other links."""
        while (item := self._grid.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        self.links = list(links)
        before = None
        for row, one in enumerate(links):
            name = label(one.link.label if one.link is not before else "", "muted")
            before = one.link
            self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self._button(one), row, 1, Qt.AlignmentFlag.AlignLeft)
        self.setHidden(not links)

    def _button(self, one: LinkedCase) -> QWidget:
        words = f"{one.number}, happened on {day(one.occurred_on)} · {one.standing}"
        made = button(words, "quiet", icon_name="arrow-square-out", on_click=lambda: self._want(one.id))
        made.setAccessibleName(f"{one.link.label}: {words}")
        return made

    def _want(self, one: UUID) -> None:
        self.case_wanted.emit(one)
