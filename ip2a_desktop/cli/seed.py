"""`ip2adb seed`: fill the database with sample data, the same for the same number."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, opened, progress_bar, tell
from ip2a_desktop.domain.samples import QUICK, USUAL
from ip2a_desktop.seed.sample import NUMBER, seed_sample


def seed(
    quick: Annotated[bool, typer.Option("--quick", help="50 members, 20 organizations, few cases.")] = False,
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
    wanted = QUICK if quick else USUAL
    size = replace(
        wanted,
        members=wanted.members if members is None else members,
        organizations=wanted.organizations if organizations is None else organizations,
    )
    with opened(database, data) as found, progress_bar(quiet=json) as progress:
        day = today.date() if today else None
        made = seed_sample(found.database, size, number=number, today=day, progress=progress)
    kinds = ("members", "organizations", "jobs", "grievances", "applications")
    tell({kind: getattr(made, kind) for kind in kinds}, as_json=json)
