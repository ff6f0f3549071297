"""How applications to the fund are called and drawn: nouns, and a chip for each status, reason and decision."""

from ip2a_desktop.domain.benevolence import ApplicationStatus, BudgetKind, Decision, Reason
from ip2a_desktop.domain.benevolence_record import ApplicationRow, Payment
from ip2a_desktop.domain.benevolence_review import Verb
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tokens import Tone

APPLICATIONS = Noun("application", "applications")
LINES = Noun("line", "lines")
DOCUMENTS = Noun("document", "documents")
PAYMENTS = Noun("payment", "payments")
LEVELS = Noun("level", "levels")
OFFICE = "Members and family of the office"
NOBODY_YET = "Nobody of the office is linked to a member yet."
NOBODY = f"{NOBODY_YET} Until then the program cannot know that an application is somebody’s own or their family’s."

STATUS: dict[ApplicationStatus, tuple[str, Tone]] = {
    ApplicationStatus.DRAFT: ("pencil-simple", "neutral"),
    ApplicationStatus.SUBMITTED: ("paper-plane-tilt", "info"),
    ApplicationStatus.UNDER_REVIEW: ("eye", "info"),
    ApplicationStatus.NEEDS_INFORMATION: ("question", "warn"),
    ApplicationStatus.APPROVED: ("check-circle", "good"),
    ApplicationStatus.PARTLY_PAID: ("hourglass-medium", "good"),
    ApplicationStatus.PAID: ("currency-circle-dollar", "good"),
    ApplicationStatus.DENIED: ("x-circle", "bad"),
    ApplicationStatus.WITHDRAWN: ("sign-out", "neutral"),
}
REASON: dict[Reason, str] = {
    Reason.MEDICAL: "first-aid",
    Reason.DEATH: "flower",
    Reason.DISASTER: "cloud-lightning",
    Reason.JOB_LOSS: "briefcase",
    Reason.HARDSHIP: "house-line",
    Reason.OTHER: "dots-three-circle",
}
DECISION: dict[Decision, tuple[str, Tone]] = {
    Decision.APPROVED: ("check-circle", "good"),
    Decision.DENIED: ("x-circle", "bad"),
    Decision.NEEDS_INFORMATION: ("question", "warn"),
    Decision.SENT_BACK: ("arrow-bend-up-left", "warn"),
    Decision.DEFERRED: ("hourglass-medium", "neutral"),
}
VERB_ICON: dict[Verb, str] = {
    Verb.SUBMIT: "paper-plane-tilt",
    Verb.APPROVE: "check-circle",
    Verb.DENY: "x-circle",
    Verb.ASK: "question",
    Verb.SEND_BACK: "arrow-bend-up-left",
    Verb.DEFER: "hourglass-medium",
    Verb.ANSWER: "chat-text",
    Verb.RECUSE: "user-circle-minus",
    Verb.PAY: "money",
    Verb.VOID: "prohibit",
    Verb.WITHDRAW: "sign-out",
    Verb.REPORT_FALSE: "warning",
}
_BUDGET: dict[BudgetKind, tuple[str, Tone]] = {
    BudgetKind.INCOME: ("money", "good"),
    BudgetKind.EXPENSE: ("receipt", "warn"),
    BudgetKind.BALANCE: ("bank", "info"),
}


def status_chip(status: ApplicationStatus) -> Chip:
    """Return the chip of a status."""
    return Chip(status.label, *STATUS[status])


def reason_chip(reason: Reason | None) -> Chip | None:
    """Return the chip of a reason; none where it is not written yet."""
    return Chip(reason.label, REASON[reason], "neutral") if reason else None


def decision_chip(decision: Decision) -> Chip:
    """Return the chip of what a level decided."""
    return Chip(decision.label, *DECISION[decision])


def budget_chip(kind: BudgetKind) -> Chip:
    """Return the chip of a line of the household's budget."""
    return Chip(kind.label, *_BUDGET[kind])


def payment_chip(payment: Payment) -> Chip:
    """Return the chip that says whether the money left the fund for good."""
    return Chip("Paid", "check-circle", "good") if payment.counts else Chip("Voided", "prohibit", "bad")


def verb_words(verb: Verb) -> str:
    """Return the words of a verb's button; an ellipsis where it asks for more first."""
    words = "Ask for more" if verb is Verb.ASK else verb.label
    return words if verb is Verb.SUBMIT else f"{words}…"


def waiting_words(row: ApplicationRow) -> str:
    """Return whom an application waits for, empty where it waits for nobody."""
    if row.status is ApplicationStatus.DRAFT:
        return "To be handed in"
    if row.status is ApplicationStatus.NEEDS_INFORMATION:
        return "The member"
    if row.status in (ApplicationStatus.APPROVED, ApplicationStatus.PARTLY_PAID):
        return "Payment"
    return row.level if row.status.is_in_review else ""


def waiting_chip(row: ApplicationRow) -> Chip | None:
    """Return the chip of what waits for the person at the desk; anything else is told in words."""
    return Chip(f"You · {row.level}", "hand-palm", "warn") if row.waits_for_me else None


def bin_words(row: ApplicationRow) -> str:
    """Return that the record lies in the bin, since when and by whom; empty where it does not."""
    if row.deleted_at is None:
        return ""
    who = f" by {row.deleted_by}" if row.deleted_by else ""
    return f"This application was moved to the bin on {day(row.deleted_at.astimezone().date())}{who}."
