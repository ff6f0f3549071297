"""What every command shares: which database, text or JSON, and errors as one sentence."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table
from rich.text import Text

from ip2a_desktop.config import data_folder, settings
from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.domain.errors import HallError, InputProblem, NotAllowed
from ip2a_desktop.domain.profiles import ServerProfile
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.services.credentials import keep_password, kept_password
from ip2a_desktop.services.opening import Opened, open_database, profile_address
from ip2a_desktop.services.profiles import Profiles

DatabaseOption = Annotated[
    str | None,
    typer.Option("--database", metavar="URL", help="Address of the database; the embedded one where none is given."),
]
DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="FOLDER", help="Folder of the embedded database and settings.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

_profile: ContextVar[str | None] = ContextVar("profile", default=None)
_typed: ContextVar[tuple[ServerProfile, str] | None] = ContextVar("typed", default=None)
_out = Console(highlight=False)
_err = Console(stderr=True, highlight=False)


def choose_profile(name: str | None) -> None:
    """Take the server of a profile for the command that follows; None takes none."""
    _profile.set(name)


def folder_of(data: Path | None) -> Path:
    """Return the data folder: the option, else what the environment says, else the person's own."""
    return data_folder(data or settings().data)


def chosen_database(database: str | None, data: Path | None) -> ServerAddress | str | None:
    """Return the database to work on: the option, else the profile, else the environment's; None is the embedded one.

    Raises:
        NotFound: there is no such profile.
    """
    name = _profile.get()
    if name is None or database:
        return database or settings().database
    profile = Profiles(folder_of(data)).get(name)
    if profile.warning:
        _err.print(Text(profile.warning))
    return profile_address(profile, chosen_password(profile))


def chosen_password(profile: ServerProfile, *, ask: bool = False) -> str:
    """Return the kept password, or ask a person at a terminal for it.

    Args:
        ask: for another one, since the kept one does not hold any more.
    """
    kept = None if ask else kept_password(profile.key, profile.user)
    if kept is not None or not (ask or sys.stdin.isatty()):
        return kept or ""
    typed: str = typer.prompt(f"Password of {profile.user} on {profile.name}", hide_input=True, err=True)
    _typed.set((profile, typed))
    return typed


def keep_typed() -> None:
    """Keep the password that was typed, now that it let the person in."""
    profile, password = _typed.get() or (None, "")
    _typed.set(None)
    if profile is not None and not keep_password(profile.key, profile.user, password):
        _err.print("This computer has no keyring: the password holds for this command only.")


def server_database(database: str | None, data: Path | None) -> ServerAddress | str:
    """Return the office's server to work on.

    Raises:
        InputProblem: none is named.
    """
    found = chosen_database(database, data)
    if not found:
        raise InputProblem(
            "No server is named; the embedded database has one person only.",
            "Nothing was changed.",
            "Add --database postgresql://postgres@server/ip2a, with an admin's name.",
        )
    return found


def typed_password(from_stdin: bool) -> str:
    """Return a new password that was typed twice unseen, or the first line of the input."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same password again")
    return typed


@contextmanager
def opened(database: str | None, data: Path | None, *, wants_password_is_fine: bool = False) -> Iterator[Opened]:
    """Give the chosen database, closed at the end.

    Raises:
        NotAllowed: an admin asks the person to choose a new password first.
        HallError: it cannot be opened.
    """
    found = open_database(chosen_database(database, data), folder_of(data))
    try:
        keep_typed()
        if found.wants_password and not wants_password_is_fine:
            raise NotAllowed(
                "An admin asks you to choose a new password first.",
                "Nothing was changed.",
                "Choose it with: ip2adb password",
            )
        yield found
    finally:
        found.close()


def tell(facts: Mapping[str, Any], *, as_json: bool, title: str = "") -> None:
    """Print facts by name: as JSON for programs, as a table for people."""
    if as_json:
        print(json.dumps(facts, default=str, ensure_ascii=False, indent=2))  # noqa: T201 - the command's own output
        return
    if title:
        _out.print(Text(title, style="bold"))
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in facts.items():
        table.add_row(Text(name.replace("_", " ")), Text(_plain(value)))  # what a file says is never markup
    _out.print(table)


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        if all(isinstance(inner, int) for inner in value.values()):
            return ", ".join(f"{inner:,} {name.replace('_', ' ')}" for name, inner in value.items())
        return ", ".join(f"{name} = {inner}" for name, inner in value.items())
    if isinstance(value, list | tuple | set | frozenset):
        return ("\n" if any(" " in str(one) for one in value) else ", ").join(_plain(one) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)


def complain(error: HallError) -> None:
    """Print what happened, what was kept and what to do next."""
    for sentence in (error.what, error.kept, error.next_step):
        if sentence:
            _err.print(sentence, markup=False)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Give the progress of long work: a bar for a person at a terminal, nothing for a program."""
    with Bar(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(),
        console=_err, disable=quiet or not sys.stderr.isatty(), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("", total=None)

        def report(done: int, total: int, words: str) -> None:
            bar.update(task, completed=done, total=total or None, description=words)

        yield report
