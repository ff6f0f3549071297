"""`ip2adb`, the command line of admins: one thin command a file."""

import multiprocessing
import sys
from typing import Annotated

import typer

from ip2a_desktop.cli import (
    backup,
    everything,
    heal,
    imports,
    integrity,
    load,
    migrate,
    own_password,
    profiles,
    reset,
    resilience,
    seed,
    server,
    status,
    users,
)
from ip2a_desktop.cli.console import choose_profile, complain
from ip2a_desktop.domain.errors import HallError

app = typer.Typer(
    name="ip2adb",
    help="Set up, fill, import and look after the database of IP2A Desktop.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@app.callback()
def choose(
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="NAME", help="The server of this profile; see: ip2adb profile.")
    ] = None,
) -> None:
    """Set up, fill, import and look after the database of IP2A Desktop."""
    choose_profile(profile)


app.command("status")(status.status)
app.command("seed")(seed.seed)
app.command("load")(load.load)
app.add_typer(imports.app, name="import")
app.command("integrity")(integrity.integrity)
app.command("auto-heal")(heal.auto_heal)
app.command("resilience")(resilience.resilience)
app.add_typer(backup.app, name="backup")
app.command("restore")(backup.restore)
app.command("all")(everything.everything)
app.command("migrate")(migrate.migrate)
app.add_typer(server.app, name="server")
app.add_typer(profiles.app, name="profile")
app.add_typer(users.app, name="user")
app.command("password")(own_password.password)
app.command("reset")(reset.reset)


def main() -> None:
    """Run the command line; exit 0 when all went well, 1 when the answer is no, 2 when it could not look."""
    multiprocessing.freeze_support()  # in the packaged program the processes of a load run begin here
    try:
        app()
    except HallError as error:
        complain(error)
        sys.exit(2)
