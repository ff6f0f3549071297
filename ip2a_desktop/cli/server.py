"""`ip2adb server`: set up the office's server."""

from typing import Annotated

import typer

from ip2a_desktop.cli.console import JsonOption, tell
from ip2a_desktop.services.server_setup import set_up_server

app = typer.Typer(help="Set up the office's server.", no_args_is_help=True)

_ADDRESS = "An admin's address, such as postgresql://postgres@server/ip2a; the database is made."


@app.callback()
def server() -> None:
    """Set up the office's server."""


@app.command("init")
def init(url: Annotated[str, typer.Argument(metavar="URL", help=_ADDRESS)], json: JsonOption = False) -> None:
    """Make the database with its owner, group roles, tables and rights on an empty PostgreSQL 15 or newer.

    Doing it again is safe: what is there stays. Exit code: 0 all is done, 1 something needs a superuser.
    """
    made = set_up_server(url)
    facts = {
        "database": made.database,
        "server": f"PostgreSQL {made.server_version}",
        "done": "made and set up" if made.is_new else "set up" if made.before is None else "was set up already",
        "version": made.after,
        "still_to_do": list(made.lacking) or "nothing",
        "next": "Let people in with: ip2adb user add NAME --duty DUTY --database URL",
    }
    tell(facts, as_json=json)
    raise typer.Exit(1 if made.lacking else 0)
