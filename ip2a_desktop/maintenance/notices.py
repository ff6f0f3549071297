"""Notices to the admins: told once, kept in an outbox, delivered by whichever desktop can, tried again where not."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import Row, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import RuleViolation, StaleRecord
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.notices import Channel, ChannelKind, Delivery, DeliveryState, Digest, Notice, Tested
from ip2a_desktop.maintenance.notice_senders import Message, NotSent, addresses_of, check_address, send
from ip2a_desktop.services.credentials import keep_password, kept_password

_MOST_TRIES = 12
_NEEDS_SECRET = (ChannelKind.SLACK,)
_KEPT_AS = "notices"

_TELL = text("""
    WITH told AS (
        INSERT INTO notice (id, priority, kind, title, body, key) VALUES (:id, :priority, :kind, :title, :body, :key)
        ON CONFLICT (key) DO NOTHING RETURNING id
    ), zone AS (SELECT coalesce((SELECT time_zone FROM hall), 'UTC') AS name),
    today AS (SELECT date_trunc('day', clock_timestamp() AT TIME ZONE zone.name) AS day, zone.name FROM zone)
    INSERT INTO notice_delivery (notice_id, channel_id, next_try_at)
    SELECT told.id, c.id, CASE
               WHEN c.digest = 'at_once' OR :priority = 'critical' THEN clock_timestamp()
               WHEN c.digest = 'daily' THEN (today.day + interval '1 day 7 hours') AT TIME ZONE today.name
               ELSE (date_trunc('week', today.day) + interval '7 days 7 hours') AT TIME ZONE today.name END
      FROM told, today, notice_channel AS c
     WHERE c.is_on AND c.removed_at IS NULL
       AND array_position(ARRAY['low', 'medium', 'high', 'critical'], c.minimum)
        <= array_position(ARRAY['low', 'medium', 'high', 'critical'], :priority)
    RETURNING notice_id
""")
_CHANNELS = text("""
    SELECT c.*, newest.last_sent_at, coalesce(newest.last_error, '') AS last_error
      FROM notice_channel AS c
      LEFT JOIN LATERAL (
          SELECT max(d.last_try_at) FILTER (WHERE d.state = 'sent') AS last_sent_at,
                 (array_agg(d.error ORDER BY d.last_try_at DESC)
                  FILTER (WHERE d.last_try_at IS NOT NULL))[1] AS last_error
            FROM notice_delivery AS d WHERE d.channel_id = c.id
      ) AS newest ON true
     WHERE c.removed_at IS NULL ORDER BY c.created_at, c.id
""")
_SAVE = text("""
    INSERT INTO notice_channel (id, kind, name, address, is_on, minimum, digest, settings)
    VALUES (:id, :kind, :name, :address, :is_on, :minimum, :digest, CAST(:settings AS jsonb))
    ON CONFLICT (id) DO UPDATE SET (kind, name, address, is_on, minimum, digest, settings)
        = (excluded.kind, excluded.name, excluded.address, excluded.is_on, excluded.minimum, excluded.digest,
           excluded.settings)
     WHERE notice_channel.version = :version
    RETURNING id
""")
_REMOVE = text("UPDATE notice_channel SET removed_at = clock_timestamp() WHERE id = :id AND removed_at IS NULL")
_CLAIM = text("""
    UPDATE notice_delivery AS d
       SET state = 'retrying', tries = d.tries + 1, last_try_at = clock_timestamp(),
           next_try_at = clock_timestamp() + least(interval '6 hours', interval '1 minute' * power(2, d.tries))
      FROM notice_channel AS c, notice AS n
     WHERE c.id = d.channel_id AND n.id = d.notice_id AND d.id IN (
         SELECT one.id FROM notice_delivery AS one JOIN notice_channel AS of ON of.id = one.channel_id
          WHERE one.state IN ('waiting', 'retrying') AND one.next_try_at <= clock_timestamp()
            AND of.is_on AND of.removed_at IS NULL AND of.id = ANY(CAST(:channels AS uuid[]))
          ORDER BY one.next_try_at LIMIT 200 FOR UPDATE OF one SKIP LOCKED)
    RETURNING d.id, d.channel_id, d.tries, n.priority, n.title, n.body, n.at
""")
_DONE = text("""
    UPDATE notice_delivery SET state = :state, error = :error,
           next_try_at = CASE WHEN :state = 'retrying' THEN next_try_at END
     WHERE id = ANY(CAST(:ids AS uuid[]))
""")
_OUTBOX = text("""
    SELECT n.id, n.at, n.priority, n.kind, n.title, n.body, d.id AS delivery, d.state, d.tries, d.last_try_at,
           d.next_try_at, d.error, c.name AS channel, c.kind AS channel_kind
      FROM (SELECT * FROM notice ORDER BY at DESC, id LIMIT :most) AS n
      LEFT JOIN notice_delivery AS d ON d.notice_id = n.id
      LEFT JOIN notice_channel AS c ON c.id = d.channel_id
     ORDER BY n.at DESC, n.id, c.created_at
""")
_RETRY = text("""
    UPDATE notice_delivery SET state = 'waiting', tries = 0, next_try_at = clock_timestamp()
     WHERE id = :id AND state IN ('retrying', 'failed') RETURNING notice_id
""")


class NoticeService:
    """The use cases of notices.

    Args:
        database: as the person.
        folder: this desktop's data folder, which holds the log.
        resolve: gives the addresses of a host name.
    """

    def __init__(self, database: Database, folder: Path, resolve: Callable[[str], list[str]] = addresses_of) -> None:
        self.database = database
        self._folder = folder
        self._resolve = resolve
        self._session_secrets: dict[UUID, str] = {}

    def tell(self, priority: Severity, kind: str, title: str, body: str, key: str) -> bool:
        """Put a notice into the outbox, in one statement; the same key is told once.

        Args:
            priority: how much it matters; each channel has its lowest.
            kind: what it is about, such as ``health``.
            title: one line, with nothing personal.
            body: the rest, with nothing personal: numbers, never names.
            key: what is the same for the same thing, whichever desktop tells it.

        Returns:
            Whether it goes to any channel.
        """
        values = {"id": new_id(), "priority": priority.value, "kind": kind, "title": title, "body": body, "key": key}
        with self.database.statement() as session:
            return bool(session.execute(_TELL, values).all())

    def deliver(self) -> int:
        """Send what is due on the channels that this desktop can use; return how many messages went.

        A message may go twice where the desktop ends between sending and saying so; it never gets lost.
        """
        channels = {one.id: one for one in self.channels() if one.is_on and self._can_use(one)}
        with self.database.statement() as session:
            due = session.execute(_CLAIM, {"channels": list(channels)}).all() if channels else []
        sent = 0
        for channel_id, rows in groupby(sorted(due, key=lambda row: (row.channel_id, row.at)), lambda r: r.channel_id):
            sent += self._send_all(channels[channel_id], list(rows))
        return sent

    def _send_all(self, channel: Channel, rows: Sequence[Row[Any]]) -> bool:
        """Send all that is due on a channel as one message."""
        try:
            self._send(channel, _one_message(rows))
        except NotSent as error:
            for gave_up, some in groupby(sorted(rows, key=lambda row: row.tries), lambda r: r.tries >= _MOST_TRIES):
                state = DeliveryState.FAILED if gave_up else DeliveryState.RETRYING
                self._done(some, state, str(error))
            return False
        self._done(rows, DeliveryState.SENT, "")
        return True

    def _done(self, rows: Iterable[Row[Any]], state: DeliveryState, error: str) -> None:
        values = {"ids": [row.id for row in rows], "state": state.value, "error": error}
        with self.database.statement() as session:
            session.execute(_DONE, values)

    def _send(self, channel: Channel, message: Message) -> None:
        secret = self._secret(channel.id) or ""
        send(channel.kind, channel.address, dict(channel.settings), secret, message, self._folder, self._resolve)

    # -- channels ----------------------------------------------------------------------------------------------

    def channels(self) -> tuple[Channel, ...]:
        """Return the channels, in the order in which they were made."""
        with self.database.statement() as session:
            return tuple(self._channel(row) for row in session.execute(_CHANNELS))

    def save_channel(self, channel: Channel, secret: str | None = None) -> Channel:
        """Save a channel in one statement, and its secret in this computer's keyring.

        Args:
            channel: as edited, or a new one; its ``version`` is the one it was loaded with.
            secret: a new password or token; None keeps the one there is.

        Returns:
            The channel as it was saved.

        Raises:
            RuleViolation: its address cannot be used.
            StaleRecord: somebody else saved it first.
        """
        self._check(channel)
        values = {
            "id": channel.id,
            "kind": channel.kind.value,
            "name": channel.name,
            "address": channel.address,
            "is_on": channel.is_on,
            "minimum": channel.minimum.value,
            "digest": channel.digest.value,
            "settings": json.dumps(dict(channel.settings)),
            "version": channel.version,
        }
        with self.database.statement() as session:
            saved = session.execute(_SAVE, values).one_or_none()
        if saved is None:
            raise StaleRecord(channel.id, next((one for one in self.channels() if one.id == channel.id), None))
        if secret and not keep_password(_KEPT_AS, str(channel.id), secret):
            self._session_secrets[channel.id] = secret
        return next(one for one in self.channels() if one.id == channel.id)

    def _check(self, channel: Channel) -> None:
        problems = {}
        if not channel.name.strip():
            problems["name"] = "Give the channel a name."
        if channel.kind is ChannelKind.EMAIL and "@" not in channel.address:
            problems["address"] = "Write an e-mail address such as ana@example.org."
        if channel.kind is ChannelKind.EMAIL and not channel.setting("server"):
            problems["server"] = "Name the mail server, such as smtp.example.org."
        if channel.kind is ChannelKind.WEBHOOK:
            try:
                check_address(channel.address, dict(channel.settings), self._resolve)
            except NotSent as error:
                problems["address"] = str(error)
        if problems:
            raise RuleViolation(problems)

    def remove_channel(self, channel_id: UUID) -> Changes:
        """Take a channel out of use; what was sent on it stays in the outbox."""
        with self.database.statement() as session:
            session.execute(_REMOVE, {"id": channel_id})
        return Changes.of("notice_channel", channel_id)

    def test(self, channel: Channel) -> Tested:
        """Send a message for trial now, past the outbox."""
        if not self._can_use(channel):
            return Tested(False, "This computer does not have the channel's password or token. Enter it here once.")
        with self.database.statement() as session:
            now: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        try:
            words = "If you can read this, notices of IP2A Desktop arrive here."
            self._send(channel, Message(Severity.LOW, "A test of IP2A Desktop", words, now))
        except NotSent as error:
            return Tested(False, f"It was not delivered. {error}")
        return Tested(True, "The far side took the test message.")

    def _can_use(self, channel: Channel) -> bool:
        needs = channel.kind in _NEEDS_SECRET or bool(channel.setting("user"))
        return not needs or channel.has_secret

    def _secret(self, channel_id: UUID) -> str | None:
        return self._session_secrets.get(channel_id) or kept_password(_KEPT_AS, str(channel_id))

    # -- the outbox --------------------------------------------------------------------------------------------

    def outbox(self, most: int = 200) -> tuple[Notice, ...]:
        """Return the newest notices with what became of each on each channel."""
        with self.database.statement() as session:
            rows = session.execute(_OUTBOX, {"most": most}).all()
        return tuple(_notice(list(group)) for _, group in groupby(rows, lambda row: row.id))

    def retry(self, delivery_id: UUID) -> Changes:
        """Let a delivery that failed be tried again at once."""
        with self.database.statement() as session:
            notice = session.execute(_RETRY, {"id": delivery_id}).scalar_one_or_none()
        return Changes.of("notice", notice) if notice is not None else Changes()

    def _channel(self, row: Row[Any]) -> Channel:
        kind = ChannelKind(row.kind)
        needs = kind in _NEEDS_SECRET or "user" in row.settings
        return Channel(
            id=row.id,
            kind=kind,
            name=row.name,
            address=row.address,
            is_on=row.is_on,
            minimum=Severity(row.minimum),
            digest=Digest(row.digest),
            has_secret=needs and self._secret(row.id) is not None,
            settings=tuple(sorted(row.settings.items())),
            last_sent=row.last_sent_at,
            last_error=row.last_error,
            version=row.version,
        )


def _one_message(rows: Sequence[Row[Any]]) -> Message:
    """Return one message for one or more notices: the digest of what is new."""
    order = list(Severity)
    gravest = min((Severity(row.priority) for row in rows), key=order.index)
    newest = max(row.at for row in rows)
    if len(rows) == 1:
        return Message(gravest, rows[0].title, rows[0].body, newest)
    lines = [f"{Severity(row.priority).label}: {row.title}\n{row.body}".rstrip() for row in rows]
    return Message(gravest, f"{len(rows)} notices", "\n\n".join(lines), newest)


def _notice(rows: Sequence[Row[Any]]) -> Notice:
    first = rows[0]
    deliveries = tuple(
        Delivery(
            id=row.delivery,
            channel=row.channel,
            kind=ChannelKind(row.channel_kind),
            state=DeliveryState(row.state),
            tries=row.tries,
            last_try=row.last_try_at,
            next_try=row.next_try_at,
            error=row.error,
        )
        for row in rows
        if row.delivery is not None
    )
    return Notice(first.id, first.at, Severity(first.priority), first.kind, first.title, first.body, deliveries)
