"""`ip2adb profile`: servers under a name, kept on this computer, given to others as files without a password."""

from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from ip2a_desktop.cli.console import DataOption, JsonOption, chosen_password, complain, folder_of, keep_typed, tell
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.profiles import USUAL_DATABASE, USUAL_PORT, ServerProfile, TlsMode, hosts_of
from ip2a_desktop.services.opening import profile_address
from ip2a_desktop.services.profiles import Profiles
from ip2a_desktop.services.testing_connection import tried

app = typer.Typer(help="Servers under a name, for: ip2adb --profile NAME COMMAND.", no_args_is_help=True)

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="The profile's name.")]
UserOption = Annotated[str, typer.Option("--user", help="Who signs in.")]
AskOption = Annotated[bool, typer.Option("--ask", help="Type the password anew; it is kept when it holds.")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The profile's file.")]


@app.command("add")
def add(
    name: NameArgument,
    host: Annotated[str, typer.Option("--host", help="The server; several with commas, tried in this order.")],
    user: UserOption,
    port: Annotated[int, typer.Option("--port", min=1, max=65_535)] = USUAL_PORT,
    name_of_database: Annotated[str, typer.Option("--name", help="The database's name.")] = USUAL_DATABASE,
    tls: Annotated[str, typer.Option("--tls", help=f"One of: {', '.join(get_args(TlsMode))}.")] = "verify-full",
    ca_file: Annotated[
        Path | None, typer.Option("--ca-file", help="The certificates of the office's authority.")
    ] = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Keep a server under a name, or change the one of that name."""
    mode = next((one for one in get_args(TlsMode) if one == tls), None)
    if mode is None:
        raise InputProblem(
            f"There is no protection named {tls}.", "Nothing was changed.", f"Choose: {', '.join(get_args(TlsMode))}."
        )
    hosts_of(host, port)
    authority = str(ca_file.resolve()) if ca_file else ""
    profile = ServerProfile(name, host, port, name_of_database, user, mode, authority)
    Profiles(folder_of(data)).keep(profile)
    tell(_facts(profile), as_json=json)


@app.command("list")
def list_all(data: DataOption = None, json: JsonOption = False) -> None:
    """Show the servers that this computer knows."""
    found = Profiles(folder_of(data)).all()
    tell({one.name: _facts(one) for one in found} or {"profiles": "none yet"}, as_json=json)


@app.command("test")
def try_out(name: NameArgument, ask: AskOption = False, data: DataOption = None, json: JsonOption = False) -> None:
    """Try to sign in, and say in plain words what stands in the way; exit 0 only when nothing does."""
    profile = Profiles(folder_of(data)).get(name)
    found = tried(profile_address(profile, chosen_password(profile, ask=ask)))
    if found.problem is not None:
        complain(found.problem)
        raise typer.Exit(1)
    keep_typed()
    tell({"profile": profile.name, "reached": found.words, "but": list(found.warnings) or "nothing"}, as_json=json)


@app.command("export")
def export(name: NameArgument, file: FileArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Write a profile into a file for others: with the CA file, without password and user name."""
    profiles = Profiles(folder_of(data))
    profiles.export(profiles.get(name), file)
    tell({"profile": name, "file": str(file)}, as_json=json)


@app.command("import")
def import_(file: FileArgument, user: UserOption = "", data: DataOption = None, json: JsonOption = False) -> None:
    """Keep the profile of a file that somebody exported."""
    profiles = Profiles(folder_of(data))
    profile = profiles.bring_in(file)
    if user:
        profile = replace(profile, user=user)
        profiles.keep(profile)
    tell(_facts(profile), as_json=json)


@app.command("forget")
def forget(name: NameArgument, data: DataOption = None, json: JsonOption = False) -> None:
    """Take a profile away; the server itself is not touched."""
    Profiles(folder_of(data)).forget(name)
    tell({"profile": name, "done": "forgotten on this computer"}, as_json=json)


def _facts(profile: ServerProfile) -> dict[str, Any]:
    return asdict(profile) | ({"but": profile.warning} if profile.warning else {})
