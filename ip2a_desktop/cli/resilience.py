"""`ip2adb resilience`: server, storage, speed, damage, seals, rights and backups."""

from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, folder_of, opened, progress_bar
from ip2a_desktop.cli.health_text import exit_code, show_json, show_text
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import HealthPaper, HealthRun, RunKind
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.maintenance.catalog.server import accept_server
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.maintenance.seals import SealService
from ip2a_desktop.services.files import write_whole
from ip2a_desktop.services.hall import HallService

_WIDTH = 110


def resilience(
    export: Annotated[
        Path | None, typer.Option("--export", metavar="FILE", help="Write it too: a PDF where the name ends in .pdf.")
    ] = None,
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="Write the seals of the record, as a PDF.")
    ] = None,
    accept: Annotated[
        bool, typer.Option("--accept-server", help="From now on this is the right server (after a move).")
    ] = False,
    json: JsonOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
) -> None:
    """Check server, storage, speed, damage, seals, rights and backups; seal the record and note today's sizes.

    Exit code: 0 all is well, 1 something was found, 2 something could not be looked at.
    """
    with opened(database, data) as found:
        if accept:
            accept_server(found.database)
        with progress_bar(quiet=json) as progress:
            run = HealthService(found.database, folder_of(data)).run(RunKind.RESILIENCE, progress=progress)
        if export is not None:
            write_whole(export, _report(run, found.database) if export.suffix.lower() == ".pdf" else _text(run))
        if certificate is not None:
            from ip2a_desktop.reports.seals import seal_certificate  # noqa: PLC0415 - needed for a paper only

            size = HallService(found.database).load().paper_size
            seals = SealService(found.database, folder_of(data), seal_certificate)
            write_whole(certificate, seals.print_certificate(size))
    if json:
        show_json(run)
    else:
        show_text(run)
    raise typer.Exit(exit_code(run))


def _report(run: HealthRun, database: Database) -> bytes:
    from ip2a_desktop.reports.health import health_report  # noqa: PLC0415 - needed for a paper only

    hall = HallService(database)
    known = hall.load()
    anchor = SealService(database).latest_anchor()
    context = PaperContext(known.paper_size, known.name, hall.who_am_i(), hall.now().astimezone())
    return health_report(HealthPaper(run, anchor=anchor.words if anchor else ""), context)


def _text(run: HealthRun) -> bytes:
    said = StringIO()
    show_text(run, Console(file=said, width=_WIDTH, highlight=False, color_system=None))
    return said.getvalue().encode()
