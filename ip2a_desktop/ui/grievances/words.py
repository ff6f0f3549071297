"""How cases are called and drawn: nouns, who they are, how they lie in the bin."""

from ip2a_desktop.domain.grievances import DocketRow, Priority
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tokens import Tone

CASES = Noun("grievance", "grievances")
REQUESTS = Noun("request", "requests")
NAMES = Noun("name", "names")

_PRIORITY: dict[Priority, tuple[str, Tone]] = {
    Priority.NORMAL: ("minus", "neutral"),
    Priority.HIGH: ("arrow-up", "warn"),
    Priority.URGENT: ("warning", "bad"),
}


def priority_chip(priority: Priority) -> Chip | None:
    """Return the chip of what is more urgent than usual; None for the usual."""
    if priority is Priority.NORMAL:
        return None
    icon, tone = _PRIORITY[priority]
    return Chip(priority.label, icon, tone)


def case_title(row: DocketRow) -> str:
    """Return how a case is called, such as ``2026-014 Silva, Ana``."""
    return f"{row.number} {row.who}"


def bin_words(row: DocketRow) -> str:
    """Return that the case lies in the bin, since when and by whom; empty where it does not."""
    if row.deleted_at is None:
        return ""
    who = f" by {row.deleted_by}" if row.deleted_by else ""
    return f"This grievance was moved to the bin on {day(row.deleted_at.astimezone().date())}{who}."
