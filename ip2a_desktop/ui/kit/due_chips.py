"""How time left and standing of a case are drawn, wherever one is shown: a word and an icon, never a colour alone."""

from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievances import DocketRow, Outcome
from ip2a_desktop.domain.procedures import Act, Side
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.tokens import Tone

SOON = 3
"""So many days before it is due, a date is shown as one that comes soon."""

_STATUS: dict[GrievanceStatus, tuple[str, str, Tone]] = {
    GrievanceStatus.PREPARING: ("Being prepared", "pencil-simple", "neutral"),
    GrievanceStatus.OPEN: ("Open", "folder-open", "info"),
    GrievanceStatus.ARBITRATION: ("In arbitration", "scales", "warn"),
    GrievanceStatus.SETTLED: ("Settled, not closed", "handshake", "good"),
    GrievanceStatus.CLOSED: ("Closed", "archive-box", "neutral"),
}
_OUTCOME: dict[Outcome, tuple[str, Tone]] = {
    Outcome.SETTLED: ("handshake", "good"),
    Outcome.SUSTAINED: ("circle-wavy-check", "good"),
    Outcome.DENIED: ("x-circle", "bad"),
    Outcome.WITHDRAWN: ("arrow-u-up-left", "neutral"),
    Outcome.UNTIMELY: ("clock-afternoon", "bad"),
    Outcome.MERGED: ("git-merge", "neutral"),
}


def standing_chip(row: DocketRow) -> Chip:
    """Return the chip of where a case stands; of a closed one, how it ended."""
    if row.outcome is not None:
        icon, tone = _OUTCOME[row.outcome]
        words = "Merged" if row.outcome is Outcome.MERGED else row.outcome.label
        return Chip(f"Closed: {words.lower()}", icon, tone)
    return Chip(*_STATUS[row.status])


def next_words(row: DocketRow) -> str:
    """Return what is due next and who has to do it, such as ``Employer: answer at Step 1``; empty for nothing."""
    if row.next_act is Act.FILE and row.filed_on is None:
        return f"Union: file at {row.next_step}"
    return row.next_words


def left_chip(row: DocketRow) -> Chip | None:
    """Return the chip of the time left until what is due next; None where nothing is due.

    What the employer let pass is told as late too, but it is not the union's alarm.
    """
    if row.days_left is None:
        return None
    if row.is_overdue:
        words = row.left_words if row.days_left < 0 else "Late since today"
        is_ours = row.next_side is Side.UNION
        return Chip(words, "warning-circle" if is_ours else "hourglass-low", "bad" if is_ours else "warn")
    if row.days_left <= 0:
        return Chip("Due today", "bell-ringing", "warn")
    if row.days_left <= SOON:
        return Chip(row.left_words, "clock", "warn")
    return Chip(row.left_words, "calendar-blank", "neutral")
