"""Notices to the admins: where they go, what they say, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.words import Word


class ChannelKind(Word):
    """The ways a notice can go."""

    LOG = "log", "Log file"
    EMAIL = "email", "E-mail"
    SLACK = "slack", "Slack"
    WEBHOOK = "webhook", "Webhook"


class Digest(Word):
    """How often what is new is sent."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day"
    WEEKLY = "weekly", "Once a week"


class DeliveryState(Word):
    """What became of a notice on one channel."""

    WAITING = "waiting", "Waiting"
    SENT = "sent", "Sent"
    RETRYING = "retrying", "Will be tried again"
    FAILED = "failed", "Not delivered"


@dataclass(frozen=True)
class Channel:
    """One way to tell the admins.

    Args:
        id: the record's id.
        kind: which way.
        name: what people call it, such as ``Office e-mail``.
        address: where it goes, such as an e-mail address or an https address; never a secret.
        is_on: whether notices go there.
        minimum: notices below this priority do not go there.
        digest: at once, or what is new once a day or week; CRITICAL always goes at once.
        has_secret: whether this machine's keyring holds its password or token.
        settings: what else its kind needs, such as (("server", "smtp.example.org"), ("port", "587")).
        last_sent: when a notice last went there.
        last_error: why the last one did not; empty where it did.
        version: which settings a form edited; a save of older ones is refused.
    """

    id: UUID
    kind: ChannelKind
    name: str
    address: str = ""
    is_on: bool = True
    minimum: Severity = Severity.MEDIUM
    digest: Digest = Digest.AT_ONCE
    has_secret: bool = False
    settings: tuple[tuple[str, str], ...] = ()
    last_sent: datetime | None = None
    last_error: str = ""
    version: int = 1

    def setting(self, name: str) -> str:
        """Return one of its settings, empty where it has none of this name."""
        return dict(self.settings).get(name, "")


@dataclass(frozen=True)
class Delivery:
    """What became of a notice on one channel.

    Args:
        id: what :meth:`NoticeService.retry` takes.
        channel: the channel's name.
        kind: which way.
        state: where it stands.
        tries: how often it was tried.
        last_try: when last.
        next_try: when again; None where it is not tried any more.
        error: why it did not go, one sentence.
    """

    id: UUID
    channel: str
    kind: ChannelKind
    state: DeliveryState
    tries: int = 0
    last_try: datetime | None = None
    next_try: datetime | None = None
    error: str = ""


@dataclass(frozen=True)
class Notice:
    """One notice of the outbox; it tells nothing personal.

    Args:
        id: the record's id.
        at: server time.
        priority: how much it matters.
        kind: what it is about, such as ``health`` or ``backup``.
        title: one line.
        body: the rest.
        deliveries: one for each channel it goes to.
    """

    id: UUID
    at: datetime
    priority: Severity
    kind: str
    title: str
    body: str = ""
    deliveries: tuple[Delivery, ...] = ()

    @property
    def state(self) -> DeliveryState:
        """The worst of its deliveries; SENT where it has none to make."""
        order = (DeliveryState.FAILED, DeliveryState.RETRYING, DeliveryState.WAITING)
        seen = {one.state for one in self.deliveries}
        return next((one for one in order if one in seen), DeliveryState.SENT)


@dataclass(frozen=True)
class Tested:
    """What a test of a channel came to.

    Args:
        delivered: whether the far side took it.
        sentence: what happened and, where it failed, what to do.
    """

    delivered: bool
    sentence: str
