"""Who may sign in: sign-in names, duties in the words of a hall, and what a password must be."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ip2a_desktop.domain.errors import InputProblem, RuleViolation
from ip2a_desktop.domain.words import Word

SHORTEST_PASSWORD = 12
"""Characters; length is what makes a password hard to guess (NIST SP 800-63B asks for no signs of certain kinds)."""

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,62}")
_OF_THE_SERVER = ("pg_", "ip2a_", "postgres")


class Duty(Word):
    """What a person may be given; each is a group role of the server."""

    STAFF = "staff", "Staff"
    VP = "vp", "Vice president"
    MANAGER = "manager", "Business manager"
    PRESIDENT = "president", "President"
    ADMIN = "admin", "Admin"
    ORGANIZER = "organizer", "Organizer"
    AUDITOR = "auditor", "Auditor (reads only)"
    PRIVATE = "private", "Private fields of members"
    MAINTENANCE = "maintenance", "Maintenance of the server"
    BACKUP = "backup", "Backups"

    @property
    def role(self) -> str:
        """The server's group role of this duty."""
        return f"ip2a_{self.value}"


@dataclass(frozen=True)
class LoginRow:
    """One person who signs in.

    Args:
        name: the sign-in name.
        duties: in the order of :class:`Duty`.
        is_locked: whether the server lets nobody in by this name.
        is_here: whether somebody is signed in by it now.
        last_seen: the day it was last seen at work, as far as runs of checks have watched; None where never.
        until: the day from which the password does not hold any more; None where it always does.
        wants_password: whether the program asks for a new password at the next sign-in.
    """

    name: str
    duties: tuple[Duty, ...]
    is_locked: bool = False
    is_here: bool = False
    last_seen: date | None = None
    until: date | None = None
    wants_password: bool = False


def checked_name(name: str) -> str:
    """Return a sign-in name that may be given to a person.

    Raises:
        RuleViolation: it is not one, or it belongs to the server itself.
    """
    if not _NAME.fullmatch(name):
        words = "A sign-in name has small letters, digits, dots, dashes or underscores and begins with a letter."
        raise RuleViolation({"name": words})
    if name.startswith(_OF_THE_SERVER):
        raise RuleViolation({"name": f"{name} is a name of the server itself. Choose another one."})
    return name


def checked_password(password: str, name: str) -> str:
    """Return a password that is good enough.

    Raises:
        RuleViolation: it is too short, or says the name.
    """
    if len(password) < SHORTEST_PASSWORD:
        words = f"A password has at least {SHORTEST_PASSWORD} characters; a few words in a row are easy to remember."
        raise RuleViolation({"password": words})
    if "\0" in password or name in password.casefold():
        raise RuleViolation({"password": "A password does not hold the sign-in name."})
    return password


def duties_of(words: Iterable[str]) -> tuple[Duty, ...]:
    """Return the duties that some words name, such as ``staff`` or ``ip2a_staff``, each once and in order.

    Raises:
        InputProblem: a word names none.
    """
    known = {duty.value: duty for duty in Duty}
    asked = [word.strip().lower().removeprefix("ip2a_") for word in words]
    unknown = [word for word in asked if word not in known]
    if unknown:
        raise InputProblem(
            f"There is no duty named {unknown[0]}.", "Nothing was changed.", f"Choose among: {', '.join(known)}."
        )
    return tuple(duty for duty in Duty if duty.value in asked)
