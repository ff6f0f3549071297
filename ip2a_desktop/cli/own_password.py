"""`ip2adb password`: whoever signs in to the office's server chooses a new password of their own."""

from typing import Annotated

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, opened, tell, typed_password
from ip2a_desktop.services.own_password import choose_password

StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of the input; nothing is asked.")
]


def password(
    database: DatabaseOption = None,
    data: DataOption = None,
    password_stdin: StdinOption = False,
    json: JsonOption = False,
) -> None:
    """Choose a new password for yourself; it is typed unseen and never shown."""
    with opened(database, data, wants_password_is_fine=True) as found:
        again = choose_password(found, typed_password(password_stdin))
        again.close()
    tell({"user": again.database.address.user, "password": "changed"}, as_json=json)
