"""What somebody does not want to hear of until a day, and why."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.health import Mute
from ip2a_desktop.domain.ids import new_id

_STANDING = "ended_at IS NULL AND until >= ip2a_today()"
_ALL = f"""
SELECT id, fingerprint, rule, reason, until, muted_by, muted_at FROM health_mute
 WHERE {_STANDING} ORDER BY until, muted_at
"""
# One that ran out makes room for the next.
_MUTE = """
INSERT INTO health_mute AS m (id, fingerprint, rule, reason, until) VALUES (:id, :fingerprint, :rule, :reason, :until)
ON CONFLICT (fingerprint) WHERE ended_at IS NULL
DO UPDATE SET reason = excluded.reason, until = excluded.until, muted_by = session_user, muted_at = clock_timestamp()
RETURNING id
"""
_UNMUTE = """
UPDATE health_mute SET ended_at = clock_timestamp(), ended_by = session_user
 WHERE id = :id AND ended_at IS NULL RETURNING id
"""


def mutes(database: Database) -> tuple[Mute, ...]:
    """Return those that stand, the next to end first."""
    with database.statement() as session:
        return tuple(Mute(*row) for row in session.execute(text(_ALL)))


def mute(database: Database, fingerprint: str, rule: str, reason: str, until: date) -> UUID:
    """Keep a problem quiet until a day; one that is muted already gets the new reason and day.

    Raises:
        RuleViolation: no reason, or a day that is past or more than a year ahead.
    """
    values = {"id": new_id(), "fingerprint": fingerprint, "rule": rule, "reason": reason, "until": until}
    with database.statement() as session:
        found: UUID = session.execute(text(_MUTE), values).scalar_one()
        return found


def unmute(database: Database, mute_id: UUID) -> None:
    """Let it be heard again.

    Raises:
        NotFound: it was ended before.
    """
    with database.statement() as session:
        if session.execute(text(_UNMUTE), {"id": mute_id}).first() is None:
            raise NotFound("This was unmuted already.", "Nothing was changed.", "Open the list again.")
