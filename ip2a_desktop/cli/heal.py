"""`ip2adb auto-heal`, and the repairs of `ip2adb integrity --repair`: row by row, after a verified backup."""

from __future__ import annotations

import json as json_text
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, folder_of, opened, progress_bar
from ip2a_desktop.cli.health_text import exit_code
from ip2a_desktop.domain.health import HealthRun
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.domain.repairs import HealReport, RepairDone, RepairPlan, RowRepair
from ip2a_desktop.maintenance.joined import repair_service
from ip2a_desktop.maintenance.repairs import RepairService

_out = Console(highlight=False)


def auto_heal(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Change nothing; say what the real run would do.")] = False,
    summary: Annotated[bool, typer.Option("--summary", help="Leave the single rows out.")] = False,
    no_files: Annotated[bool, typer.Option("--no-files", help="Leave the attachments out.")] = False,
    json: JsonOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
) -> None:
    """Check, repair what is safe by itself, check again, and tell the admins.

    Exit code: 0 all is well, 1 something is left, 2 something could not be looked at.
    """
    with opened(database, data) as found:
        service = repair_service(found.database, folder_of(data), found.local)
        with progress_bar(quiet=json) as progress:
            report = service.auto_heal(dry_run, progress, with_files=not no_files)
    if json:
        print(json_text.dumps(_report(report), ensure_ascii=False, indent=2, default=str))  # noqa: T201 - its output
    else:
        _tell_plans("Repaired by itself", report.plans, rows=not summary)
        _tell_plans("For a person", report.for_person, rows=not summary)
        _out.print(f"\n[bold]{escape(report.sentence)}[/bold] {escape(report.told)}")
    last = report.after or report.before
    raise typer.Exit(exit_code(last) if last is not None else 2)


def repair_all(service: RepairService, run: HealthRun, progress: Progress) -> list[tuple[RepairPlan, RepairDone]]:
    """Repair what a run found and what is not left for a person.

    Args:
        service: the repairs.
        run: what was found.
        progress: told of the backups.
    """
    plans = [one for one in service.preview(run) if not one.for_person]
    return [(one, service.apply(one, one.keys, progress)) for one in plans]


def tell_repairs(done: Sequence[tuple[RepairPlan, RepairDone]]) -> None:
    """Print what was repaired row by row, and what was left with the reason."""
    _tell_plans("Repaired", [plan for plan, _ in done], rows=True)
    for _, one in done:
        for words, problem in one.left:
            _out.print(f"  left as it was: {escape(words)}: {escape(problem)}")


def rows_of(done: Sequence[tuple[RepairPlan, RepairDone]]) -> list[dict[str, Any]]:
    """Return the repairs for programs."""
    return [_plan(plan) | {"repaired": one.repaired, "left": [list(pair) for pair in one.left]} for plan, one in done]


def _report(report: HealReport) -> dict[str, Any]:
    return {
        "dry_run": report.dry_run,
        "sentence": report.sentence,
        "repairs": [_plan(one) for one in report.plans],
        "for_person": [_plan(one) | {"why": one.for_person} for one in report.for_person],
        "before": report.before.sentence if report.before else "",
        "after": report.after.sentence if report.after else "",
        "backup": report.backup,
        "told": report.told,
    }


def _plan(plan: RepairPlan) -> dict[str, Any]:
    return {
        "rule": plan.rule,
        "severity": plan.severity.value,
        "repair": plan.repair.value,
        "words": plan.title,
        "rows": [_row(one) for one in plan.rows],
    }


def _row(row: RowRepair) -> dict[str, Any]:
    return {
        "table": row.table,
        "id": str(row.record_id or row.key),
        "words": row.words,
        "kind": row.kind.value,
        "fields": {one.name: [one.before, one.after] for one in row.fields},
    }


def _tell_plans(heading: str, plans: Sequence[RepairPlan], *, rows: bool) -> None:
    if not plans:
        return
    _out.print(f"\n[bold]{heading}[/bold]")
    for plan in plans:
        _out.print(f"  {escape(plan.title)} {escape(plan.for_person)}")
        for row in plan.rows if rows else ():
            changes = "; ".join(f"{one.label}: {one.before or '–'} → {one.after or '–'}" for one in row.fields)
            _out.print(f"      {row.kind.label.lower()}: {escape(row.words)} {escape(changes)}", style="dim")
