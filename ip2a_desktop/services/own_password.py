"""A person chooses a new password of their own, because an admin asked for it or because they want one."""

from dataclasses import replace

from ip2a_desktop.db import own_password
from ip2a_desktop.domain.errors import InputProblem, RuleViolation
from ip2a_desktop.domain.logins import checked_password
from ip2a_desktop.services.opening import Opened, open_server


def choose_password(opened: Opened, password: str) -> Opened:
    """Change the password of whoever is signed in, and sign in with it; what was open is closed.

    Raises:
        RuleViolation: the password cannot be taken.
        InputProblem: this is the embedded database, which nobody signs in to.
        HallError: what the server said.
    """
    if opened.local is not None:
        raise InputProblem(
            "The database on this computer has no password to choose.", "Nothing was changed.", "Just open it."
        )
    address = opened.database.address
    checked_password(password, address.user)
    if password == address.password:
        raise RuleViolation({"password": "This is the old password. Choose another one."})
    own_password.change(address, password)
    opened.close()
    return open_server(replace(address, password=password))
