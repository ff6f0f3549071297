"""Notices in memory, behind the interface of their service."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.notices import Channel, ChannelKind, Delivery, DeliveryState, Digest, Notice, Tested
from tests.ui.fake_health import NOW

LOG = Channel(new_id(), ChannelKind.LOG, "Log file", minimum=Severity.LOW, last_sent=NOW)
MAIL = Channel(
    new_id(),
    ChannelKind.EMAIL,
    "Office e-mail",
    "ana@example.org",
    digest=Digest.DAILY,
    has_secret=True,
    settings=(("server", "smtp.example.org"), ("user", "hall")),
    last_error="The mail server refused the password.",
)
SENT = Delivery(new_id(), "Log file", ChannelKind.LOG, DeliveryState.SENT, 1, NOW)
LATE = Delivery(
    new_id(),
    "Office e-mail",
    ChannelKind.EMAIL,
    DeliveryState.RETRYING,
    3,
    NOW,
    NOW + timedelta(minutes=8),
    "The mail server refused the password.",
)
NOTICE = Notice(
    new_id(), NOW, Severity.HIGH, "health", "2 things need you", "Full health check of this morning.", (SENT, LATE)
)
OLD = Notice(
    new_id(), NOW - timedelta(days=1), Severity.LOW, "backup", "A backup was restored and compared", "", (SENT,)
)


class FakeNotices:
    """Does what the service of notices does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self, *channels):
        self.kept = list(channels or (LOG, MAIL))
        self.notices = [NOTICE, OLD]
        self.secrets = {}
        self.asked = []
        self.error = None
        self.tested = Tested(True, "The far side took the test message.")

    def _note(self, what):
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def channels(self):
        self._note("channels")
        return tuple(self.kept)

    def save_channel(self, channel, secret=None):
        self._note("save")
        if channel.kind is ChannelKind.EMAIL and not channel.setting("server"):
            raise RuleViolation({"server": "Name the mail server, such as smtp.example.org."})
        if secret:
            self.secrets[channel.id] = secret
        is_new = channel.id not in [one.id for one in self.kept]
        saved = replace(channel, version=channel.version + 1)
        self.kept = [*self.kept, saved] if is_new else [saved if one.id == saved.id else one for one in self.kept]
        return saved

    def remove_channel(self, channel_id):
        self._note("remove")
        self.kept = [one for one in self.kept if one.id != channel_id]
        return Changes.of("notice_channel", channel_id)

    def test(self, channel):
        self._note("test")
        return self.tested

    def outbox(self, most=200):
        self._note("outbox")
        return tuple(self.notices)

    def retry(self, delivery_id):
        self._note("retry")
        waiting = replace(LATE, state=DeliveryState.WAITING, error="", tries=0)
        self.notices[0] = replace(self.notices[0], deliveries=(SENT, waiting))
        return Changes()


def outcome(delivered, sentence):
    return Tested(delivered, sentence)
