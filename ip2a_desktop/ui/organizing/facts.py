"""The facts of a campaign: its cards over time, the unit, its days, where the workers stand in all, and remarks."""

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.salting_records import NOT_ASSESSED, CampaignRecord
from ip2a_desktop.domain.scales import WorkerAssessment
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock
from ip2a_desktop.ui.kit.formats import day, number
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.organizing.card_chart import CardChart

_UNIT = (
    Fact("unit", "Who is in it"),
    Fact("unit_size", "Workers in it", always=True),
    Fact("committee", "On the committee", always=True),
    Fact("receptiveness", "Receptiveness", always=True),
)
_DAYS = (
    Fact("started_on", "Started", always=True),
    Fact("petition_on", "Petition filed", always=True),
    Fact("election_on", "Election", always=True),
    Fact("ended_on", "Ended"),
    Fact("remarks", "Remarks"),
)

_STANDING = tuple(
    Fact(words, words, always=True) for words in (*(step.label for step in WorkerAssessment), NOT_ASSESSED)
)


class CampaignPanel(Panel):
    """The facts as blocks; one column beside the list, two where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = CardChart()
        self.unit = FactBlock("The unit", _UNIT)
        self.days = FactBlock("Days", _DAYS)
        self.standing = FactBlock("Where the workers stand", _STANDING)
        columns = BlockColumns()
        columns.add(self.cards)
        columns.add(self.unit)
        columns.add(self.standing, "right")
        columns.add(self.days)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: CampaignRecord) -> None:
        """Show the facts."""
        draft, seen = record.draft, record.row.receptiveness
        self.cards.show_record(record)
        self.unit.show_values(
            {
                "unit": draft.unit,
                "unit_size": number(draft.unit_size),
                "committee": f"{record.committee:,}",
                "receptiveness": seen.label if seen else "Not rated",
            }
        )
        days = ("started_on", "petition_on", "election_on", "ended_on")
        self.days.show_values({name: day(getattr(draft, name)) for name in days} | {"remarks": draft.remarks})
        self.standing.show_values({words: f"{count:,}" for words, count in record.assessment_lines})
