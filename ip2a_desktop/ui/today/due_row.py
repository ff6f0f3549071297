"""What stands in the cards of the page Today: a case with something due, an application that waits for a decision."""

from decimal import Decimal

from ip2a_desktop.domain.benevolence_record import ApplicationRow
from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.due_chips import left_chip, next_words
from ip2a_desktop.ui.kit.formats import day, money
from ip2a_desktop.ui.today.card_row import CardRow


class DueRow(CardRow):
    """A case: its number and grievants, what is due and at whom, and the time left; the reason is its hint."""

    def __init__(self, row: DocketRow) -> None:
        self.row = row
        first = f"{row.number}  {row.who}"
        second = " · ".join(part for part in (next_words(row), row.employer) if part)
        said = ", ".join(part for part in (first, second, row.left_words) if part)
        super().__init__(first, second, left_chip(row), row.explanation, said)


class WaitingRow(CardRow):
    """An application: its number and member, what is asked at which level, and by when it is needed."""

    def __init__(self, row: ApplicationRow) -> None:
        self.row = row
        first = f"{row.number}  {row.member}"
        reason = row.reason.label if row.reason is not None else ""
        asked = f"{money(row.requested or Decimal(0))} requested"
        second = " · ".join(part for part in (f"Level: {row.level}" if row.level else "", asked, reason) if part)
        needed = f"Needed by {day(row.need_by)}" if row.need_by else ""
        chip = Chip(needed, "calendar-blank", "neutral") if needed else None
        super().__init__(first, second, chip, said=", ".join(part for part in (first, second, needed) if part))
