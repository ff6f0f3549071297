"""`ip2adb integrity`: every record against the rules of the database and of the hall."""

from typing import Annotated

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, folder_of, opened, progress_bar
from ip2a_desktop.cli.heal import repair_all, rows_of, tell_repairs
from ip2a_desktop.cli.health_text import exit_code, show_json, show_text
from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.maintenance.joined import repair_service
from ip2a_desktop.maintenance.runs import HealthService


def integrity(
    repair: Annotated[
        bool, typer.Option("--repair", help="Repair what can be, after a verified backup; it can be taken back.")
    ] = False,
    no_files: Annotated[bool, typer.Option("--no-files", help="Leave the attachments out.")] = False,
    json: JsonOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
) -> None:
    """Check every record against the rules of the database and of the hall.

    Exit code: 0 all is well, 1 something was found, 2 something could not be looked at.
    """
    with opened(database, data) as found:
        health = HealthService(found.database, folder_of(data))
        with progress_bar(quiet=json) as progress:
            run = health.run(RunKind.INTEGRITY, with_files=not no_files, progress=progress)
            done = []
            if repair:
                done = repair_all(repair_service(found.database, folder_of(data), found.local), run, progress)
                run = health.run(RunKind.INTEGRITY, with_files=not no_files, progress=progress) if done else run
    if json:
        show_json(run, {"repairs": rows_of(done)} if repair else {})
    else:
        tell_repairs(done)
        show_text(run)
    raise typer.Exit(exit_code(run))
