"""A card of the page Today: a heading with a count, and the records below it."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, Tone
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label
from ip2a_desktop.ui.today.due_row import DueRow, WaitingRow

_MOST = 8
"""Rows of a card; the docket has the others."""


class DueCard(QFrame):
    """Records that have the same urgency.

    Args:
        title: the heading.
        icon: a Phosphor icon's name.
        tone: of the icon and of the count where there is anything.
        nothing: what is said where there is nothing.
        open_one: called with the record that the person wants to see.
        open_all: called where the person wants to see all of them; None offers no button.
        make: makes the line of a record.
    """

    def __init__(
        self,
        title: str,
        icon: str,
        tone: Tone,
        nothing: str,
        open_one: Callable[[UUID], object],
        open_all: Callable[[], object] | None = None,
        make: Callable[[Any], DueRow | WaitingRow] = DueRow,
    ) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self.rows: list[DueRow | WaitingRow] = []
        self._make = make
        self._tone: Tone = tone
        self._icon = icon
        self._open_one = open_one
        self._picture = IconLabel(icon, "muted", 20)
        self.title = label(title, "section")
        self.count = ChipLabel()
        self._nothing = label(nothing, "muted", wrap=True)
        self.all_button = button("", "quiet", on_click=open_all)
        self._offers_all = open_all is not None
        heading = QHBoxLayout()
        heading.setSpacing(GAP)
        heading.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        heading.addWidget(self.title)
        heading.addWidget(self.count)
        heading.addStretch(1)
        heading.addWidget(self.all_button)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP + 4, GAP_WIDE, GAP + 4)
        layout.setSpacing(GAP)
        layout.addLayout(heading)
        layout.addWidget(self._nothing)
        layout.addLayout(self._column)
        self._column.setContentsMargins(-GAP, 0, -GAP, 0)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Any], nothing: str = "") -> None:
        """Show other records; ``nothing`` replaces what is said where there is none."""
        for old in self.rows:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.rows = [self._made(one) for one in rows[:_MOST]]
        self.count.set_chip(Chip(f"{len(rows):,}", "", self._tone) if rows else None)
        self._picture.show_icon(self._icon if rows else "check-circle", f"{self._tone}_text" if rows else "good_text")
        if nothing:
            self._nothing.setText(nothing)
        self._nothing.setHidden(bool(rows))
        self.all_button.setText(f"Show all {len(rows):,}")
        self.all_button.setHidden(not self._offers_all or len(rows) <= _MOST)
        self._column.setSpacing(GAP_TIGHT // 2)

    def _made(self, row: Any) -> DueRow | WaitingRow:
        made = self._make(row)
        made.clicked.connect(lambda: self._open_one(row.id))
        self._column.addWidget(made)
        return made
