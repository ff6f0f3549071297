"""The office's server to an admin of it: setting it up, and the people who sign in."""

from collections.abc import Sequence
from datetime import date

from ip2a_desktop.db import server_setup
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.logins import logins_of
from ip2a_desktop.db.server_setup import SetUp
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.logins import Duty, LoginRow, checked_name, checked_password
from ip2a_desktop.services.opening import protected


def set_up_server(url: ServerAddress | str) -> SetUp:
    """Make database, owner, group roles, schema and maintenance rights where they are missing.

    Args:
        url: an admin's address, with the database to make.

    Raises:
        InputProblem: this is no address, the server is too old, or the database holds something else.
        NotAllowed: the login may not do this.
        SchemaMismatch: the database is of another version of the program.
    """
    return server_setup.set_up(protected(url))


class People:
    """Who signs in to a server.

    Args:
        url: an admin's address: a superuser's, or of a login that may create roles.
    """

    def __init__(self, url: ServerAddress | str) -> None:
        self._address = protected(url)

    def rows(self) -> list[LoginRow]:
        """Return everybody with a duty, by name."""
        with logins_of(self._address) as logins:
            return logins.rows()

    def add(self, name: str, password: str, duties: Sequence[Duty], *, choose_new: bool = True) -> None:
        """Let a person in.

        Args:
            choose_new: whether the program asks for a password of the person's own at the first sign-in.

        Raises:
            RuleViolation: the name or the password cannot be taken, or no duty is given.
        """
        checked_password(password, checked_name(name))
        _some(duties)
        with logins_of(self._address) as logins:
            logins.add(name, password, duties)
            if choose_new:
                logins.want_password(name)

    def give(self, name: str, duties: Sequence[Duty]) -> None:
        """Give exactly these duties, and take the others; they hold from the next question on."""
        _some(duties)
        with logins_of(self._address) as logins:
            logins.give(name, duties)

    def lock(self, name: str) -> int:
        """Let nobody in by this name, and end its sessions; return how many were ended."""
        with logins_of(self._address) as logins:
            return logins.lock(name)

    def unlock(self, name: str) -> None:
        """Let the person in again."""
        with logins_of(self._address) as logins:
            logins.unlock(name)

    def set_password(self, name: str, password: str, *, until: date | None = None, choose_new: bool = True) -> None:
        """Give a new password.

        Args:
            until: the last day on which it holds; None for always.
            choose_new: whether the program asks for one of the person's own at the next sign-in.

        Raises:
            RuleViolation: the password cannot be taken.
        """
        checked_password(password, name)
        with logins_of(self._address) as logins:
            logins.set_password(name, password, until=until)
            if choose_new:
                logins.want_password(name)

    def want_password(self, name: str) -> None:
        """Have the program ask this person for a new password at the next sign-in; the old one holds until then."""
        with logins_of(self._address) as logins:
            logins.want_password(name)


def _some(duties: Sequence[Duty]) -> None:
    if not duties:
        raise RuleViolation({"duties": "Name at least one duty; to keep somebody out, lock the login."})
