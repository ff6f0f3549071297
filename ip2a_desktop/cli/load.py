"""`ip2adb load`: many people at work at once on the sample data, and how the database bears it."""

import json as jsons
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, opened, progress_bar
from ip2a_desktop.maintenance.load.plan import QUICK, STRESS, LoadPlan, Pattern
from ip2a_desktop.maintenance.load.report import LoadReport, Times
from ip2a_desktop.maintenance.load.running import run_load

_out = Console(highlight=False)


def load(
    quick: Annotated[bool, typer.Option("--quick", help="10 people, 20 operations each.")] = False,
    stress: Annotated[bool, typer.Option("--stress", help="200 people, 80 operations each.")] = False,
    users: Annotated[int | None, typer.Option(min=1, max=1_000, help="How many people at once.")] = None,
    ops: Annotated[int | None, typer.Option(min=1, help="How many operations each of them does.")] = None,
    think_time: Annotated[
        float | None, typer.Option(min=0, metavar="MS", help="The pause between two operations, on average.")
    ] = None,
    ramp_up: Annotated[
        float | None, typer.Option(min=0, metavar="S", help="Within so many seconds all have begun.")
    ] = None,
    pattern: Annotated[Pattern, typer.Option(help="What people do how often.")] = Pattern.MIXED,
    export: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the outcome as JSON too.")] = None,
    json: JsonOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
) -> None:
    """Let many people work at once on the sample data, through the program's own services.

    Exit code: 0 everybody came and nothing failed, 1 something failed, 2 it could not be run.
    """
    plan = STRESS if stress else QUICK if quick else LoadPlan()
    wanted = {"users": users, "operations": ops, "think_time": think_time, "ramp_up": ramp_up}
    plan = replace(plan, pattern=pattern, **{name: value for name, value in wanted.items() if value is not None})  # type: ignore[arg-type]
    with opened(database, data) as found, progress_bar(quiet=json) as progress:
        report = run_load(found.database, plan, progress)
    facts = load_facts(report)
    if export is not None:
        export.write_text(jsons.dumps(facts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if json:
        print(jsons.dumps(facts, ensure_ascii=False, indent=2))  # noqa: T201 - the command's own output
    else:
        show_load(report)
    raise typer.Exit(0 if report.is_clean else 1)


def load_facts(report: LoadReport) -> dict[str, Any]:
    """Return the outcome for programs."""
    plan = report.plan
    return {
        "users": plan.users,
        "users_at_work": report.at_work,
        "processes": report.processes,
        "pattern": plan.pattern.value,
        "shares": {kind.value: share for kind, share in plan.pattern.shares.items()},
        "operations_each": plan.operations,
        "think_time_ms": plan.think_time,
        "ramp_up_s": plan.ramp_up,
        "seconds": report.seconds,
        "operations_a_second": report.a_second,
        "all": asdict(report.all),
        "acts": {act.label: asdict(times) for act, times in report.acts.items()},
        "put_right_after_somebody_was_faster": report.resolved,
        "processor_ms_of_people_for_each_operation": report.processor,
        "kept_away": list(report.kept_away),
        "failures": list(report.words),
        "server": dict(report.server),
    }


def show_load(report: LoadReport) -> None:
    """Print the outcome for a person."""
    plan, every = report.plan, report.all
    processes = "1 process" if report.processes == 1 else f"{report.processes} processes"
    _out.print(
        f"{report.at_work} of {plan.users} people at work at the same time, each with a connection of their own; "
        f"they shared {processes}, since this machine would otherwise start Python {plan.users} times."
    )
    shares = ", ".join(f"{share} % {kind.value}" for kind, share in plan.pattern.shares.items())
    _out.print(f"{shares}; {plan.think_time:g} ms of thought between two operations, begun within {plan.ramp_up:g} s")
    _out.print(f"{report.a_second:,.0f} operations a second, {every.count:,} in {report.seconds:.1f} s")
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for heading in ("times", "failed", "average", "p50", "p95", "p99", "longest"):
        table.add_column(heading, justify="right")
    _row(table, "all", every)
    for act, times in report.acts.items():
        _row(table, act.label, times)
    _out.print(table)
    _out.print(f"{report.resolved:,} times somebody else had saved first, and it was put right")
    _out.print(f"the people took {report.processor:.1f} ms of a processor for each operation; desktops bring their own")
    _out.print("server: " + ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in report.server.items()))
    for words in (*report.kept_away, *report.words):
        _out.print(words, markup=False)
    _out.print("What was written begins with “Load run”. To begin again: ip2adb reset")


def _row(table: Table, label: str, times: Times) -> None:
    milliseconds = (times.average, times.p50, times.p95, times.p99, times.longest)
    table.add_row(label, f"{times.count:,}", f"{times.failed:,}", *(f"{one:,.1f}" for one in milliseconds))
