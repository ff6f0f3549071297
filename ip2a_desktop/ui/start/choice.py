"""The first page that anybody sees: sample data, an empty start, or the office server."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.config import APP_NAME
from ip2a_desktop.ui.kit.brand import Mark
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label
from ip2a_desktop.ui.start.choice_card import ChoiceCard

_WIDEST: Final = 920


class ChoicePage(QWidget):
    """Three cards, and where the data will lie.

    Args:
        data_folder: the folder as people read it.
    """

    sample_chosen = Signal()
    empty_chosen = Signal()
    server_chosen = Signal()
    folder_wanted = Signal()

    def __init__(self, data_folder: str) -> None:
        super().__init__()
        self.sample = ChoiceCard(
            "sparkle",
            "Look around with sample data",
            "Invented members, employers and jobs, so that you can try everything. What you add yourself stays yours.",
            "Removed later in one click",
        )
        self.empty = ChoiceCard(
            "file-plus",
            "Start empty",
            "Begin with your own members: type them in, or bring them in from a CSV or Excel file.",
            "Everything stays on this computer",
        )
        self.server = ChoiceCard(
            "hard-drives",
            "Connect to the office server",
            "Work on the records that the whole office shares. You need the server’s name and your password.",
            "PostgreSQL 15 or newer",
        )
        self.sample.clicked.connect(self.sample_chosen)
        self.empty.clicked.connect(self.empty_chosen)
        self.server.clicked.connect(self.server_chosen)
        self._folder = label("", "muted")
        self.set_data_folder(data_folder)
        self._lay_out()

    def set_data_folder(self, folder: str) -> None:
        """Show where the data will lie."""
        shown = self._folder.fontMetrics().elidedText(folder, Qt.TextElideMode.ElideMiddle, 460)
        self._folder.setText(f"Data on this computer lies in {shown}")
        self._folder.setToolTip(folder)

    def _lay_out(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(GAP_WIDE)
        for card in (self.sample, self.empty, self.server):
            cards.addWidget(card, 1)
        foot = QHBoxLayout()
        foot.setSpacing(GAP)
        foot.addStretch(1)
        foot.addWidget(self._folder)
        foot.addWidget(button("Choose another folder", "quiet", on_click=self.folder_wanted.emit))
        foot.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(middle)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(0)
        column.addStretch(3)
        column.addWidget(Mark(), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GAP_WIDE + 4)
        column.addWidget(label(f"Welcome to {APP_NAME}", "display"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(GAP)
        lead = label("Your local’s members, employers and papers in one place. How would you like to begin?", "lead")
        column.addWidget(lead, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(MARGIN + GAP)
        column.addLayout(cards)
        column.addSpacing(MARGIN)
        column.addLayout(foot)
        column.addStretch(4)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(middle, 100)
        row.addStretch(1)
