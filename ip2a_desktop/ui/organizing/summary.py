"""What stands above a campaign's tabs: the cards against what a petition needs and what organizers want, in words."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.salting_records import CampaignRecord
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, MARGIN
from ip2a_desktop.ui.kit.widgets import label


class CardsSummary(QWidget):
    """The count of cards and its arithmetic, a sentence on each line."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Cards")
        self._count = label("", "strong", wrap=True, selectable=True)
        self._rest = label("", "body", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        column.setSpacing(GAP_TIGHT)
        column.addWidget(self._count)
        column.addWidget(self._rest)

    @property
    def words(self) -> str:
        """All that is said."""
        return "\n".join((self._count.text(), self._rest.text()))

    def show_record(self, record: CampaignRecord) -> None:
        """Show the cards of a campaign."""
        first, *others = record.count.sentences
        self._count.setText(first)
        if record.draft.status.is_over:  # nobody collects cards any more
            others = [f"This campaign is over: {record.draft.status.label.lower()}."]
        self._rest.setText("\n".join(one for one in (*others, record.lapsing) if one))
        self._rest.setHidden(not self._rest.text())
