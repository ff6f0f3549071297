"""How campaigns, workers and activities are called and drawn: nouns, and a chip for each state."""

from collections.abc import Mapping
from datetime import date

from ip2a_desktop.domain.cards import Card, CardRules, CardState, card_state
from ip2a_desktop.domain.salting import ActivityOutcome, CampaignStatus, SaltResult
from ip2a_desktop.domain.salting_records import NOT_ASSESSED, ActivityRow, CampaignRow, WorkerRow
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tokens import Tone

CAMPAIGNS = Noun("campaign", "campaigns")
WORKERS = Noun("worker", "workers")
ACTIVITIES = Noun("activity", "activities")
ASSESSMENTS = Noun("assessment", "assessments")
CARDS = Noun("card", "cards")
SALTS = Noun("salt", "salts")
RATINGS = Noun("rating", "ratings")

_STATUS: Mapping[CampaignStatus, tuple[str, Tone]] = {
    CampaignStatus.PLANNED: ("pencil-simple", "neutral"),
    CampaignStatus.ACTIVE: ("megaphone", "info"),
    CampaignStatus.PETITIONED: ("flag", "info"),
    CampaignStatus.PAUSED: ("pause", "warn"),
    CampaignStatus.WON: ("check-circle", "good"),
    CampaignStatus.RECOGNIZED: ("handshake", "good"),
    CampaignStatus.LOST: ("x-circle", "bad"),
    CampaignStatus.ENDED: ("minus-circle", "neutral"),
}
_ASSESSMENT: Mapping[WorkerAssessment | None, tuple[str, Tone]] = {
    WorkerAssessment.STRONG_SUPPORT: ("star", "good"),
    WorkerAssessment.SUPPORT: ("thumbs-up", "good"),
    WorkerAssessment.UNDECIDED: ("question", "warn"),
    WorkerAssessment.AGAINST: ("thumbs-down", "bad"),
    WorkerAssessment.HOSTILE: ("prohibit", "bad"),
    None: ("question", "neutral"),
}
_RECEPTIVENESS: Mapping[EmployerReceptiveness, Tone] = {
    EmployerReceptiveness.HOSTILE: "bad",
    EmployerReceptiveness.RESISTANT: "warn",
    EmployerReceptiveness.NEUTRAL: "neutral",
    EmployerReceptiveness.RECEPTIVE: "good",
    EmployerReceptiveness.SUPPORTIVE: "good",
}
_CARD: Mapping[CardState | None, tuple[str, str, Tone]] = {
    CardState.COUNTS: ("Card counts", "identification-card", "good"),
    CardState.LAPSED: ("Card lapsed", "hourglass-medium", "warn"),
    CardState.REVOKED: ("Card taken back", "x-circle", "bad"),
    CardState.NOT_YET: ("Card signed later", "hourglass-medium", "neutral"),
    None: ("No card", "minus-circle", "neutral"),
}
_OUTCOME: Mapping[ActivityOutcome, tuple[str, Tone]] = {
    ActivityOutcome.POSITIVE: ("thumbs-up", "good"),
    ActivityOutcome.NEUTRAL: ("minus-circle", "neutral"),
    ActivityOutcome.NEGATIVE: ("thumbs-down", "bad"),
    ActivityOutcome.NO_CONTACT: ("prohibit", "neutral"),
}
_RESULT: Mapping[SaltResult, tuple[str, Tone]] = {
    SaltResult.WAITING: ("hourglass-medium", "neutral"),
    SaltResult.INTERVIEWED: ("chats-circle", "info"),
    SaltResult.HIRED: ("check-circle", "good"),
    SaltResult.REFUSED: ("x-circle", "bad"),
    SaltResult.WITHDRAWN: ("minus-circle", "neutral"),
}


def status_chip(status: CampaignStatus) -> Chip:
    """Return the chip of where a campaign stands."""
    icon, tone = _STATUS[status]
    return Chip(status.label, icon, tone)


def assessment_chip(assessment: WorkerAssessment | None) -> Chip:
    """Return the chip of where a worker stands: the digit never without its words."""
    icon, tone = _ASSESSMENT[assessment]
    return Chip(assessment.label if assessment else NOT_ASSESSED, icon, tone)


def card_chip(state: CardState | None) -> Chip:
    """Return the chip of a worker's newest card."""
    return Chip(*_CARD[state])


def card_state_chip(card: Card, on: date, rules: CardRules) -> Chip:
    """Return the chip of whether a card counts on a day."""
    return card_chip(card_state(card, on, rules))


def receptiveness_chip(step: EmployerReceptiveness | None) -> Chip | None:
    """Return the chip of how an employer meets the union; none where nobody rated it."""
    return Chip(step.label, "buildings", _RECEPTIVENESS[step]) if step else None


def outcome_chip(outcome: ActivityOutcome) -> Chip:
    """Return the chip of how an activity went."""
    icon, tone = _OUTCOME[outcome]
    return Chip(outcome.label, icon, tone)


def result_chip(result: SaltResult) -> Chip:
    """Return the chip of what came of a salt's application."""
    icon, tone = _RESULT[result]
    return Chip(result.label, icon, tone)


def follow_up_words(row: ActivityRow) -> str:
    """Return when an activity is to be followed up, and whether that was done; empty where there is nothing to do."""
    if row.follow_up_on is None:
        return ""
    return f"{day(row.follow_up_on)}, done" if row.is_followed_up else day(row.follow_up_on)


def percent_words(row: CampaignRow) -> str:
    """Return the share of the unit whose cards count, such as ``30.0 %``; empty without the unit's size."""
    return "" if row.percent is None else f"{row.percent} %"


def bin_words(row: CampaignRow | WorkerRow | ActivityRow, noun: Noun = CAMPAIGNS) -> str:
    """Return that a record lies in the bin, since when and by whom; empty where it does not."""
    if row.deleted_at is None:
        return ""
    who = f" by {row.deleted_by}" if row.deleted_by else ""
    return f"This {noun.one} was moved to the bin on {day(row.deleted_at.astimezone().date())}{who}."
