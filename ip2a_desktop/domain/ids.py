"""Identifiers: UUIDv7, made by the client so that a write can be sent twice and count once."""

from uuid import UUID

from uuid_utils import compat


def new_id() -> UUID:
    """Return a new UUIDv7: ordered by time, made without asking the server."""
    return compat.uuid7()
