"""`ip2adb import members|employers|elections FILE` and `ip2adb import undo BATCH`."""

from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, opened, progress_bar, tell
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.import_fields import FIELDS
from ip2a_desktop.domain.imports import LEFT_OVER, Counts, ImportKind, ImportPlan, MatchPolicy, SourceFile
from ip2a_desktop.services.all_imports import AllImports

app = typer.Typer(help="Bring in members, employers and election results from files, and take an import back.")

_MOST_SHOWN = 50

FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or Excel file.")]
MapOption = Annotated[
    list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="Which column fills a field; may be repeated.")
]
MatchOption = Annotated[MatchPolicy, typer.Option("--on-match", help="What to do with those who are here already.")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and write nothing.")]


@app.command("members")
def members(
    file: FileArgument,
    mapping: MapOption = None,
    on_match: MatchOption = MatchPolicy.SKIP,
    dry_run: DryRunOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Bring in members."""
    _bring_in(ImportKind.MEMBERS, file, mapping, on_match, dry_run, database, data, json)


@app.command("employers")
def employers(
    file: FileArgument,
    mapping: MapOption = None,
    on_match: MatchOption = MatchPolicy.SKIP,
    dry_run: DryRunOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Bring in employers and other organizations."""
    _bring_in(ImportKind.EMPLOYERS, file, mapping, on_match, dry_run, database, data, json)


@app.command("elections")
def elections(
    file: FileArgument,
    mapping: MapOption = None,
    on_match: MatchOption = MatchPolicy.UPDATE,
    dry_run: DryRunOption = False,
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Bring in election results as the labor board publishes them; employers who are not here come with them."""
    _bring_in(ImportKind.ELECTIONS, file, mapping, on_match, dry_run, database, data, json)


@app.command("undo")
def undo(
    batch: Annotated[UUID, typer.Argument(help="The import, as `ip2adb import` named it.")],
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
) -> None:
    """Take an import back: new records go to the bin, changed fields to what they were."""
    with opened(database, data) as found, progress_bar(quiet=json) as progress:
        done = AllImports(found.database).undo(batch, progress)
    kept = [{"record": one.name, "why": one.why} for one in done.kept]
    tell({"to_the_bin": done.to_bin, "set_back": done.set_back, "left_alone": kept}, as_json=json)


def _bring_in(
    kind: ImportKind,
    file: Path,
    mapping: list[str] | None,
    on_match: MatchPolicy,
    dry_run: bool,
    database: str | None,
    data: Path | None,
    as_json: bool,
) -> None:
    with opened(database, data) as found, progress_bar(quiet=as_json) as progress:
        imports = AllImports(found.database)
        source = imports.open(file, kind, progress=progress)
        plan = ImportPlan(source, kind, on_match, _chosen(kind, source, mapping or []))
        preview = imports.preview(plan, progress)
        facts: dict[str, Any] = {"file": source.name, "columns": dict(plan.mapping), "rows": _words(preview.counts)}
        if kind is ImportKind.ELECTIONS:
            facts["new_employers"] = preview.new_employers
        left = [row for row in preview.rows if row.fate in LEFT_OVER]
        if not dry_run:
            facts["import"] = imports.run(plan, progress, expected=preview.counts).batch_id
    facts["left_out"] = [f"row {row.number}: {' '.join(row.problems) or row.detail}" for row in left[:_MOST_SHOWN]]
    if dry_run:
        facts["written"] = "nothing (--dry-run)"
    tell(facts, as_json=as_json)
    if left:
        raise typer.Exit(1)


def _chosen(kind: ImportKind, source: SourceFile, pairs: list[str]) -> dict[str, str]:
    """Return the guessed columns with those that the person named over them; ``FIELD=`` leaves a field out."""
    fields = {field.name for field in FIELDS[kind]}
    chosen = dict(source.mapping)
    for pair in pairs:
        field, separator, column = pair.partition("=")
        if not separator or field not in fields:
            raise InputProblem(
                f"--map {pair} names no field.",
                "Nothing was imported.",
                f"Write FIELD=COLUMN with one of: {', '.join(sorted(fields))}.",
            )
        if column:
            chosen = {name: heading for name, heading in chosen.items() if heading != column} | {field: column}
        else:
            chosen.pop(field, None)
    return chosen


def _words(counts: Counts) -> dict[str, int]:
    return {fate.label: number for fate, number in counts.by_fate.items()}
