"""`ip2adb server`: set up the office's server."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from ip2a_desktop.cli.console import JsonOption, tell
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.domain.profiles import USUAL_DATABASE
from ip2a_desktop.domain.server_files import as_text, server_files
from ip2a_desktop.services.files import write_whole
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


@app.command("files")
def files(
    host: Annotated[str, typer.Option("--host", help="The server's name, as its certificate has it.")],
    network: Annotated[
        list[str], typer.Option("--network", help="From where people sign in, as 192.168.1.0/24. Again for each.")
    ],
    name: Annotated[str, typer.Option("--name", help="The database's name.")] = USUAL_DATABASE,
    hall: Annotated[str, typer.Option("--hall", help="The hall's name, for the head of the page.")] = "",
    paper: Annotated[PaperSize, typer.Option("--paper", help="The paper's size.")] = PaperSize.LETTER,
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE", help="Write the page as a PDF.")] = None,
    json: JsonOption = False,
) -> None:
    """Show the two files to change on the server, with the hall's own values; nothing is changed."""
    made = server_files(host, name, tuple(network))
    if export is not None:
        from ip2a_desktop.reports.server_files import server_files_page  # noqa: PLC0415 - needed for a paper only

        context = PaperContext(paper, hall, getpass.getuser(), datetime.now(UTC).astimezone())
        write_whole(export, server_files_page(made, host, context))
    if json:
        tell({one.name: list(one.lines) for one in made}, as_json=True)
    else:
        typer.echo(as_text(made))
