"""`ip2adb seed`: fill the database with sample data, the same for the same number."""

from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, folder_of, opened, progress_bar, tell
from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.domain.samples import QUICK, USUAL
from ip2a_desktop.seed.sample import NUMBER, seed_sample
from ip2a_desktop.seed.stress.attachments import Keep
from ip2a_desktop.seed.stress.hall import seed_stress
from ip2a_desktop.seed.stress.size import STRESS
from ip2a_desktop.services.document_places import DocumentPlaces


def seed(
    quick: Annotated[bool, typer.Option("--quick", help="50 members, 20 organizations, few cases.")] = False,
    stress: Annotated[
        bool, typer.Option("--stress", help="10,000 members, 750 organizations, 250,000 jobs; an empty database only.")
    ] = False,
    with_files: Annotated[
        bool, typer.Option("--with-files", help="With --stress: write small real documents too.")
    ] = False,
    members: Annotated[int | None, typer.Option(min=0, help="How many members.")] = None,
    organizations: Annotated[int | None, typer.Option(min=1, help="How many organizations.")] = None,
    number: Annotated[int, typer.Option("--seed", help="The same number gives the same data.")] = NUMBER,
    today: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that dates are told from.")
    ] = None,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Fill the database with sample data: 500 members and 60 organizations with jobs, grievances, applications."""
    if stress and (quick or members is not None or organizations is not None):
        raise typer.BadParameter("--stress is a size of its own; leave the others out.")
    if with_files and not stress:
        raise typer.BadParameter("--with-files goes with --stress.")
    day = today.date() if today else None
    with opened(database, data) as found, progress_bar(quiet=json) as progress:
        if stress:
            keep = DocumentPlaces(found.database, folder_of(data)).places().store.put if with_files else None
            facts = _stress(found.database, number, day, progress, keep)
        else:
            facts = _sample(found.database, quick, members, organizations, number, day, progress)
    tell(facts, as_json=json)
    if stress and not json:
        typer.echo("To begin again with an empty database is quicker than removing all of it: ip2adb reset")


def _stress(database: Database, number: int, day: date | None, progress: Progress, keep: Keep | None) -> dict[str, Any]:
    rows = seed_stress(database, STRESS, number=number, today=day, progress=progress, keep=keep).rows
    said = {
        "members": rows["member"],
        "organizations": rows["organization"],
        "jobs": rows["employment"],
        "grievances": rows["grievance"],
        "applications": rows["benevolence_application"],
        "activities": rows["organizing_activity"],
        "documents": rows["attachment"],
    }
    return said | {"all_records": sum(rows.values())}


def _sample(
    database: Database,
    quick: bool,
    members: int | None,
    organizations: int | None,
    number: int,
    day: date | None,
    progress: Progress,
) -> dict[str, Any]:
    wanted = QUICK if quick else USUAL
    size = replace(
        wanted,
        members=wanted.members if members is None else members,
        organizations=wanted.organizations if organizations is None else organizations,
    )
    made = seed_sample(database, size, number=number, today=day, progress=progress)
    kinds = ("members", "organizations", "jobs", "grievances", "applications")
    return {kind: getattr(made, kind) for kind in kinds}
