"""`ip2adb backup`, `backup verify`, `backup list`, `restore`: backups that were restored and compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, folder_of, opened, progress_bar, tell
from ip2a_desktop.domain.backups import Backup
from ip2a_desktop.maintenance.backups import BackupService
from ip2a_desktop.maintenance.seals import SealService

app = typer.Typer(help="Make a backup, restore it into a scratch server, and compare it table by table.")


@app.callback(invoke_without_command=True)
def backup(
    context: typer.Context,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
    folder: Annotated[
        Path | None, typer.Option("--folder", help="Where the backup goes; the settings say it otherwise.")
    ] = None,
) -> None:
    """Make a backup and prove it: read to its end, restored into a scratch server, compared table by table."""
    if context.invoked_subcommand is not None:
        return
    with _service(database, data) as service, progress_bar(quiet=json) as progress:
        made = service.back_up(progress, folder)
    tell(_facts(made), as_json=json)
    raise typer.Exit(0 if made.is_verified else 1)


@app.command("verify")
def verify(
    file: Annotated[Path | None, typer.Argument(help="A backup's file; the newest one where none is named.")] = None,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Prove a backup once more: the newest one that is recorded, or any file."""
    with _service(database, data) as service, progress_bar(quiet=json) as progress:
        if file is not None:
            checked = service.check_file(file.resolve(), progress)
            facts: dict[str, Any] = {"file": str(checked.file), "proof": checked.proof, "proved": checked.is_proved}
            proved = checked.is_proved
        else:
            newest = next(iter(service.all()), None)
            if newest is None:
                typer.echo("There is no backup yet. Make one with: ip2adb backup", err=True)
                raise typer.Exit(1)
            again = service.verify(newest.id, progress)
            facts, proved = _facts(again), again.is_verified
    tell(facts, as_json=json)
    raise typer.Exit(0 if proved else 1)


@app.command("list")
def list_all(database: DatabaseOption = None, data: DataOption = None, json: JsonOption = False) -> None:
    """Show the backups with what was proved of each."""
    with _service(database, data) as service:
        tell({str(one.file): _facts(one) if json else f"{one.state.label}. {one.proof}" for one in service.all()},
             as_json=json)  # fmt: skip


def restore(
    file: Annotated[Path, typer.Argument(help="The backup's file.")],
    name: Annotated[str, typer.Option("--into", help="The new database's name.")],
    data: DataOption = None,
    json: JsonOption = False,
    confirm: Annotated[
        str, typer.Option(prompt="Type the new database's name once more", help="The new database's name once more.")
    ] = "",
) -> None:
    """Restore a backup into a new database beside the live one, which stays as it is."""
    with _service(None, data) as service, progress_bar(quiet=json) as progress:
        done = service.restore(file.resolve(), name, confirm, progress)
    tell({"database": done.database, "tables": done.tables, "rows": done.rows, "words": done.sentence}, as_json=json)


@contextmanager
def _service(database: str | None, data: Path | None) -> Iterator[BackupService]:
    with opened(database, data) as found:
        seals = SealService(found.database)
        yield BackupService(found.database, folder_of(data), found.local, seals.anchor_text)


def _facts(one: Backup) -> dict[str, Any]:
    return {
        "file": str(one.folder / one.file),
        "bytes": one.bytes,
        "state": one.state.label,
        "proof": one.proof,
        "proved": one.is_verified,
        "started_at": one.started_at.isoformat(),
        "copied_to": str(one.copied_to or ""),
        "anchor": one.anchor,
    }
