"""Test connection: what stands between this computer and the office's work, or that nothing does."""

from dataclasses import dataclass
from typing import Any

import psycopg2

from ip2a_desktop.db import schema
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, NotAllowed, SchemaMismatch
from ip2a_desktop.domain.logins import Duty
from ip2a_desktop.services.opening import closing_words, place_of

_OLDEST = 150_000
_ASK = """
    SELECT current_setting('server_version_num')::integer AS number, current_setting('server_version') AS version,
           (SELECT s.version FROM pg_stat_ssl AS s WHERE s.pid = pg_backend_pid() AND s.ssl) AS tls,
           pg_is_in_recovery() AS is_copy, to_regclass('public.alembic_version') IS NOT NULL AS is_ours,
           coalesce(has_table_privilege(to_regclass('public.alembic_version'), 'SELECT'), false) AS may_read,
           ARRAY(SELECT r.rolname::text FROM pg_roles AS r
                  WHERE r.rolname = ANY(%(roles)s) AND pg_has_role(r.oid, 'MEMBER')) AS roles
"""
_NAMES = ("number", "version", "tls", "is_copy", "is_ours", "may_read", "roles")


@dataclass(frozen=True)
class Trial:
    """What was found.

    Args:
        words: one sentence about what was reached, where it can be worked with.
        problem: what stands in the way, None where nothing does.
        warnings: what works and is not as it should be.
    """

    words: str = ""
    problem: HallError | None = None
    warnings: tuple[str, ...] = ()


def tried(address: ServerAddress) -> Trial:
    """Try to sign in and to read, and say how far that goes; nothing is written."""
    database = Database(address)
    try:
        return _told(address, database)
    except HallError as error:
        return Trial(problem=closing_words(error, address))
    finally:
        database.close()


def _told(address: ServerAddress, database: Database) -> Trial:
    roles = {duty.role: duty for duty in Duty}
    found = dict(zip(_NAMES, database.fetch(_ASK, {"roles": list(roles)})[0], strict=True))
    _refuse(found)
    try:
        schema.refuse_other(schema.version_of(database))
    except psycopg2.Error as error:  # what was readable a moment ago is not any more
        raise DatabaseUnavailable("The database changed meanwhile.", "Nothing was changed.", "Try again.") from error
    duties = ", ".join(duty.label for role, duty in roles.items() if role in found["roles"])
    where = f"{address.database} on {place_of(address)} (PostgreSQL {found['version']})"
    words = f"Reached {where} as {address.user}: {duties or 'no duty'}."
    warnings = []
    if found["tls"] is None and not address.is_here:
        warnings.append("The connection is not encrypted: others on the network can read along.")
    elif address.query.get("sslmode") not in ("verify-full", None):
        warnings.append("The server did not have to prove who it is.")
    if found["is_copy"]:
        warnings.append("This is a copy that cannot be written to.")
    return Trial(words, None, tuple(warnings))


def _refuse(found: dict[str, Any]) -> None:
    if found["number"] < _OLDEST:
        raise SchemaMismatch(
            f"The server is PostgreSQL {found['version']}; this program needs 15 or newer.",
            "Nothing was changed.",
            "Ask whoever looks after the server.",
        )
    if not found["is_ours"]:
        raise SchemaMismatch(
            "The database has not been set up for this program.",
            "Nothing was changed.",
            "Check its name; an admin sets it up with: ip2adb server init",
        )
    if not found["may_read"]:
        raise NotAllowed(
            "This login has no right to this database.", "Nothing was changed.", "Ask an admin to give you a duty."
        )
