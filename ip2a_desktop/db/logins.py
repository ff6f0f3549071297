"""Login roles of people: made, given duties, locked and given passwords by an admin of the server.

A password leaves this computer only as what the server keeps of it (SCRAM), so that no log of the server can hold it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import psycopg2
from psycopg2 import errors, sql
from psycopg2.extensions import encrypt_password

from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.driver_errors import translated
from ip2a_desktop.db.schema import NEW_PASSWORD
from ip2a_desktop.domain.errors import NotAllowed, NotFound, RuleViolation
from ip2a_desktop.domain.logins import Duty, LoginRow

_WANTED = f"{NEW_PASSWORD}=wanted"
_ROWS = """
    SELECT r.rolname, r.rolcanlogin, r.rolvaliduntil,
           coalesce(%(wanted)s = ANY(r.rolconfig), false) AS wants,
           EXISTS (SELECT FROM pg_stat_activity AS a WHERE a.usename = r.rolname) AS is_here,
           ARRAY(SELECT g.rolname::text FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid
                  WHERE m.member = r.oid) AS groups
      FROM pg_roles AS r
     WHERE NOT r.rolsuper AND r.rolname !~ '^(pg|ip2a)_'
       AND EXISTS (SELECT FROM pg_auth_members AS m JOIN pg_roles AS g ON g.oid = m.roleid
                    WHERE m.member = r.oid AND g.rolname = ANY(%(groups)s))
       AND NOT pg_has_role(r.oid, 'ip2a_owner', 'MEMBER')
     ORDER BY r.rolname
"""
_SEEN = "SELECT login, last_seen FROM login_seen"


class Logins:
    """The people of a server, to an admin of it.

    Args:
        connection: the driver's, in autocommit.
    """

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def rows(self) -> list[LoginRow]:
        """Return everybody who signs in with a duty."""
        roles = {duty.role: duty for duty in Duty}
        found = self._ask(_ROWS, {"wanted": _WANTED, "groups": list(roles)})
        seen = self._last_seen()
        return [
            LoginRow(
                name,
                tuple(duty for role, duty in roles.items() if role in groups),
                not can_login,
                is_here,
                seen.get(name),
                _day(until),
                wants,
            )
            for name, can_login, until, wants, is_here, groups in found
        ]

    def add(self, name: str, password: str, duties: Sequence[Duty]) -> None:
        """Make a login with duties, all or nothing.

        Raises:
            RuleViolation: there is one of this name.
        """
        try:
            self._do(
                ["CREATE ROLE {name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD {verifier}"]
                + [f"GRANT {duty.role} TO {{name}}" for duty in duties],
                name,
                password,
            )
        except errors.DuplicateObject as error:
            raise RuleViolation({"name": f"There is a login named {name} already."}) from error

    def give(self, name: str, duties: Sequence[Duty]) -> None:
        """Give exactly these duties, and take the others."""
        held = self._one(name).duties
        self._do(
            [f"GRANT {duty.role} TO {{name}}" for duty in duties if duty not in held]
            + [f"REVOKE {duty.role} FROM {{name}}" for duty in held if duty not in duties],
            name,
        )

    def lock(self, name: str) -> int:
        """Let nobody in by this name, and end its sessions; return how many were ended."""
        self._one(name)
        self._do(["ALTER ROLE {name} NOLOGIN"], name)
        ended = self._ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %(n)s", {"n": name})
        return sum(bool(row[0]) for row in ended)

    def unlock(self, name: str) -> None:
        """Let the person in again."""
        self._one(name)
        self._do(["ALTER ROLE {name} LOGIN"], name)

    def set_password(self, name: str, password: str, *, until: date | None = None) -> None:
        """Give a new password.

        Args:
            until: the last day on which it holds; None for always.
        """
        self._one(name)
        end = (until + timedelta(days=1)).isoformat() if until else "infinity"
        self._do([f"ALTER ROLE {{name}} PASSWORD {{verifier}} VALID UNTIL '{end}'"], name, password)

    def want_password(self, name: str) -> None:
        """Have the program ask this person for a new password at the next sign-in.

        Raises:
            NotAllowed: the server was not set up for that.
        """
        self._one(name)
        try:
            self._do([f"ALTER ROLE {{name}} SET {NEW_PASSWORD} = 'wanted'"], name)
        except errors.InsufficientPrivilege as error:
            raise NotAllowed(
                "This login may not make anybody choose a new password.",
                "Everything else was done.",
                "Sign in as a superuser, who also allows it to others by: ip2adb server init.",
            ) from error

    def _one(self, name: str) -> LoginRow:
        """Return the person of this name; nobody else's role is ever touched."""
        found = next((row for row in self.rows() if row.name == name), None)
        if found is None:
            raise NotFound(
                f"Nobody signs in as {name}.", "Nothing was changed.", "See who does with: ip2adb user list."
            )
        return found

    def _last_seen(self) -> dict[str, date | None]:
        try:
            return dict(self._ask(_SEEN, {}))
        except errors.InsufficientPrivilege:  # an admin of the server need not be one of the hall
            return {}

    def _do(self, statements: Sequence[str], name: str, password: str = "") -> None:
        if not statements:
            return
        parts: dict[str, sql.Composable] = {"name": sql.Identifier(name)}
        if password:
            kept = encrypt_password(password, name, self._connection, "scram-sha-256")
            parts["verifier"] = sql.Literal(kept)
        with self._connection.cursor() as cursor:
            cursor.execute(sql.SQL("; ".join(statements)).format(**parts))

    def _ask(self, question: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
        with self._connection.cursor() as cursor:
            cursor.execute(question, parameters)
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


@contextmanager
def logins_of(address: ServerAddress) -> Iterator[Logins]:
    """Give the people of a server.

    Args:
        address: with the login of a superuser, or of one that may create roles.

    Raises:
        HallError: what the server said.
    """
    with translated():
        connection = psycopg2.connect(**{"connect_timeout": 10, **address.arguments()})
        try:
            connection.autocommit = True
            yield Logins(connection)
        finally:
            connection.close()


def _day(until: datetime | None) -> date | None:
    """Return the last whole day before a moment; the driver gives what has no end as the last day it knows."""
    if until is None or until.year == date.max.year:
        return None
    return (until - timedelta(days=1)).date()
