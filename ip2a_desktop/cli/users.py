"""`ip2adb user`: who signs in to the office's server, with which duties; passwords are never printed."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, server_database, tell, typed_password
from ip2a_desktop.domain.logins import Duty, LoginRow, duties_of
from ip2a_desktop.services.server_setup import People

app = typer.Typer(help="People of the office's server; needs an admin's address.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The sign-in name.")]
DutyOption = Annotated[
    list[str], typer.Option("--duty", metavar="DUTY", help=f"One of: {', '.join(Duty)}. Again for each duty.")
]
StdinOption = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from the first line of the input; nothing is asked.")
]
KeepOption = Annotated[
    bool, typer.Option("--keep-password", help="The person may keep this password, and is not asked for an own one.")
]


@app.command("add")
def add(
    name: NameArgument,
    duty: DutyOption,
    database: DatabaseOption = None,
    data: DataOption = None,
    password_stdin: StdinOption = False,
    keep_password: KeepOption = False,
    json: JsonOption = False,
) -> None:
    """Let a person in; at the first sign-in the program asks for a password of their own."""
    people, duties = _people(database, data), duties_of(duty)
    people.add(name, typed_password(password_stdin), duties, choose_new=not keep_password)
    tell({"name": name, "duties": [one.label for one in duties]}, as_json=json)


@app.command("duties")
def duties(
    name: NameArgument,
    duty: DutyOption,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Give a person exactly these duties, and take the others."""
    given = duties_of(duty)
    _people(database, data).give(name, given)
    tell({"name": name, "duties": [one.label for one in given]}, as_json=json)


@app.command("lock")
def lock(
    name: NameArgument, database: DatabaseOption = None, data: DataOption = None, json: JsonOption = False
) -> None:
    """Let nobody in by this name, and end its sessions; everything the person wrote stays."""
    tell({"name": name, "locked": True, "sessions_ended": _people(database, data).lock(name)}, as_json=json)


@app.command("unlock")
def unlock(
    name: NameArgument, database: DatabaseOption = None, data: DataOption = None, json: JsonOption = False
) -> None:
    """Let a person in again."""
    _people(database, data).unlock(name)
    tell({"name": name, "locked": False}, as_json=json)


@app.command("password")
def password(
    name: NameArgument,
    database: DatabaseOption = None,
    data: DataOption = None,
    password_stdin: StdinOption = False,
    keep_password: KeepOption = False,
    ask: Annotated[
        bool, typer.Option("--ask", help="Set none: the program asks the person for a new one at the next sign-in.")
    ] = False,
    until: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The last day on which the password holds.")
    ] = None,
    json: JsonOption = False,
) -> None:
    """Give a person a new password, or have the program ask the person for one."""
    people = _people(database, data)
    if ask:
        people.want_password(name)
        tell({"name": name, "at_the_next_sign_in": "the program asks for a new password"}, as_json=json)
        return
    last_day = until.date() if until else None
    people.set_password(name, typed_password(password_stdin), until=last_day, choose_new=not keep_password)
    tell({"name": name, "password": "changed", "holds_until": last_day or "it is changed"}, as_json=json)


@app.command("list")
def list_all(
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Show who signs in, with which duties, and when each was last seen."""
    rows = _people(database, data).rows()
    tell({row.name: _facts(row) if json else _words(row) for row in rows} or {"people": "nobody yet"}, as_json=json)


def _people(database: str | None, data: Path | None) -> People:
    return People(server_database(database, data))


def _facts(row: LoginRow) -> dict[str, Any]:
    return {
        "duties": [duty.value for duty in row.duties],
        "locked": row.is_locked,
        "signed_in": row.is_here,
        "last_seen": row.last_seen,
        "password_until": row.until,
        "chooses_new_password": row.wants_password,
    }


def _words(row: LoginRow) -> str:
    said = [", ".join(duty.label for duty in row.duties)]
    said.append("locked out" if row.is_locked else "signed in now" if row.is_here else _last_seen(row))
    if row.until:
        said.append(f"password holds until {row.until}")
    if row.wants_password:
        said.append("chooses a new password at the next sign-in")
    return "; ".join(said)


def _last_seen(row: LoginRow) -> str:
    return f"last seen {row.last_seen}" if row.last_seen else "not seen yet"
