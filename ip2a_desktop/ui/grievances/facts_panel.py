"""The first tab of a case: what it is about, who is in it, when it happened, what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.grievances import GrievantRow
from ip2a_desktop.ui.grievances.links_block import LinksBlock
from ip2a_desktop.ui.grievances.words import priority_chip
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock, Line, LinesBlock, block_layout
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.value_label import ValueLabel
from ip2a_desktop.ui.kit.widgets import label, scrolled

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord

MOST_NAMES = 40
"""More grievants than this are counted, not named: their list is a paper."""

_CASE = (
    Fact("kind", "Kind", always=True),
    Fact("priority", "Priority"),
    Fact("employer", "Employer", always=True),
    Fact("jobsite", "Jobsite"),
    Fact("agreement", "Agreement", always=True),
    Fact("articles", "Violates", always=True),
    Fact("other_provisions", "And"),
    Fact("close_remarks", "How it ended"),
)
_WHEN = (
    Fact("occurred_on", "Happened on", always=True),
    Fact("knew_on", "Known since"),
    Fact("trigger_used", "Counted from", always=True),
)
_WHO = (
    Fact("steward", "Steward", always=True),
    Fact("representative", "Representative", always=True),
    Fact("supervisor", "Supervisor"),
    Fact("group_name", "Group"),
)


class FactsPanel(Panel):
    """The facts as blocks; one column beside the list, two where there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.case = FactBlock("Case", _CASE)
        self.when = FactBlock("When", _WHEN)
        self.who = FactBlock("For the union", _WHO)
        self.grievants = LinesBlock("Grievants", "A case of the union itself: no grievant")
        self.links = LinksBlock()
        self.statement = TextBlock("Statement")
        self.remedy = TextBlock("Remedy")
        columns = BlockColumns()
        columns.add(self.case)
        columns.add(self.grievants, "right")
        columns.add(self.when, "right")
        columns.add(self.who, "right")
        columns.add(self.links, "right")
        columns.add(self.statement)
        columns.add(self.remedy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(columns))

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the facts."""
        values = _values(record)
        for block in (self.case, self.when, self.who):
            block.show_values(values)
        self.grievants.set_lines(_grievants(record.grievants))
        self.links.show_links(record.links)
        self.statement.show_text(record.draft.statement)
        self.remedy.show_text(record.draft.remedy)


def _values(record: GrievanceRecord) -> dict[str, str | Chip]:
    draft, row = record.draft, record.row
    return {
        "kind": draft.kind.label,
        "priority": priority_chip(draft.priority) or "",
        "employer": "\n".join([row.employer, *record.employer_address]),
        "jobsite": draft.jobsite,
        "agreement": record.agreement,
        "articles": "\n".join(one.reference for one in draft.articles),
        "other_provisions": draft.other_provisions,
        "close_remarks": record.close_remarks,
        "occurred_on": day(draft.occurred_on),
        "knew_on": day(draft.knew_on),
        "trigger_used": draft.trigger_used.label,
        "steward": draft.steward,
        "representative": draft.representative,
        "supervisor": draft.supervisor,
        "group_name": draft.group_name,
    }


def _grievants(rows: tuple[GrievantRow, ...]) -> list[Line]:
    made = [_grievant(one) for one in rows[:MOST_NAMES]]
    if len(rows) > MOST_NAMES:
        rest = Line(label(""), "The others")
        rest.show_value(f"and {len(rows) - MOST_NAMES:,} others; the grievance form names them all")
        made.append(rest)
    return made


def _grievant(one: GrievantRow) -> Line:
    if one.is_lead:
        left: QWidget = ChipLabel(Chip("Lead", "star", "info"))
    elif one.signs_for_all:
        left = ChipLabel(Chip("Signs for all", "pen-nib", "neutral"))
    else:
        left = label(f"Card {one.card_number}" if one.card_number else "", "muted")
    made = Line(left, one.name)
    made.show_value(" · ".join(part for part in (one.name, one.classification.label, _card(one)) if part))
    return made


def _card(one: GrievantRow) -> str:
    return f"card {one.card_number}" if one.card_number and (one.is_lead or one.signs_for_all) else ""


class TextBlock(QWidget):
    """A heading with a text of many lines below it; not there where there is no text."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setAccessibleName(title)
        self._words = ValueLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        block_layout(self, title).addWidget(self._words)

    def show_text(self, text: str) -> None:
        """Show a text, or nothing."""
        self._words.setText(text)
        self.setHidden(not text)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._words.text()
