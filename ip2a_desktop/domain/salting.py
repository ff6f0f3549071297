"""Organizing (SALTing): its words."""

from __future__ import annotations

from ip2a_desktop.domain.words import Word


class CampaignStatus(Word):
    """Where a campaign stands."""

    PLANNED = "planned", "Being prepared"
    ACTIVE = "active", "Active"
    PETITIONED = "petitioned", "Petition filed"
    PAUSED = "paused", "Paused"
    WON = "won", "Won by election"
    RECOGNIZED = "recognized", "Recognized by the employer"
    LOST = "lost", "Lost"
    ENDED = "ended", "Ended without an election"

    @property
    def is_open(self) -> bool:
        """Whether organizers are still at it."""
        return self in (CampaignStatus.PLANNED, CampaignStatus.ACTIVE, CampaignStatus.PETITIONED)

    @property
    def is_over(self) -> bool:
        """Whether the campaign has ended, one way or another."""
        return self in (CampaignStatus.WON, CampaignStatus.RECOGNIZED, CampaignStatus.LOST, CampaignStatus.ENDED)


class ActivityKind(Word):
    """What organizers did."""

    OUTREACH = "outreach", "Outreach"
    SITE_VISIT = "site_visit", "Site visit"
    LEAFLETING = "leafleting", "Leafleting"
    ONE_ON_ONE = "one_on_one", "One-on-one"
    MEETING = "meeting", "Meeting"
    PETITION = "petition", "Petition"
    CARD_SIGNING = "card_signing", "Card signing"
    INFORMATION_SESSION = "information_session", "Information session"
    OTHER = "other", "Other"


class ActivityOutcome(Word):
    """How an activity went."""

    POSITIVE = "positive", "Positive"
    NEUTRAL = "neutral", "Neutral"
    NEGATIVE = "negative", "Negative"
    NO_CONTACT = "no_contact", "No contact"


class SaltResult(Word):
    """What came of a salt's application."""

    WAITING = "waiting", "No answer yet"
    INTERVIEWED = "interviewed", "Interviewed"
    HIRED = "hired", "Hired"
    REFUSED = "refused", "Not hired"
    WITHDRAWN = "withdrawn", "Withdrawn"
