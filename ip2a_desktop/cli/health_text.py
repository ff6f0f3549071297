"""A run of checks as the command line tells it: text for people, JSON for programs, a code for scripts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape

from ip2a_desktop.domain.health import CheckResult, Finding, Group, HealthRun, Severity, Verdict, is_quiet
from ip2a_desktop.maintenance.rules.all_rules import NOT_THERE_YET
from ip2a_desktop.maintenance.run_documents import document_of, finding_document

CLEAN, FOUND, BLIND = 0, 1, 2

_MOST_ROWS = 5
_COLORS = {Severity.CRITICAL: "bold red", Severity.HIGH: "red", Severity.MEDIUM: "yellow", Severity.LOW: "cyan"}
_out = Console(highlight=False)


def exit_code(run: HealthRun) -> int:
    """Return 1 where something was found, 2 where something could not be looked at, 0 where all is well."""
    if run.findings():
        return FOUND
    blind = any(one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL) for one in run.results)
    return BLIND if blind or run.cancelled else CLEAN


def show_json(run: HealthRun, more: Mapping[str, Any] | None = None) -> None:
    """Print the run for programs, with more facts beside it."""
    facts: dict[str, Any] = {
        "run": str(run.id),
        "kind": run.kind.value,
        "started_at": run.started_at.isoformat(),
        "person": run.person,
        "verdict": run.verdict.value,
        "sentence": run.sentence,
        "findings": [finding_document(one) for one in run.findings()],
        "not_there_yet": list(NOT_THERE_YET),
        "checks": document_of(run)["results"],
        **(more or {}),
    }
    print(json.dumps(facts, ensure_ascii=False, indent=2))  # noqa: T201 - the command's own output


def show_text(run: HealthRun, out: Console = _out) -> None:
    """Print the run for people: what was found, what could not be looked at, how much is well."""
    for group in Group:
        results = [one for one in run.results if one.check.group is group and one.verdict is not Verdict.PASS]
        if not results:
            continue
        out.print(f"\n[bold]{group.label}[/bold]")
        for one in results:
            _show_result(one, run, out)
    passed = sum(one.verdict is Verdict.PASS for one in run.results)
    out.print(f"\n[bold]{escape(run.sentence)}[/bold]")
    if passed == len(run.results) and run.results:
        took = sum(one.took for one in run.results)
        out.print(f"All {passed} checks looked, in {took:.1f} s.")
    out.print(f"Not kept by this version, and so not looked at: {', '.join(NOT_THERE_YET)}.", style="dim")


def _show_result(result: CheckResult, run: HealthRun, out: Console) -> None:
    if not result.findings:
        out.print(
            f"  {escape(result.check.title)}: {result.verdict.label.lower()}. {escape(result.words)}", style="dim"
        )
    for finding in result.findings:
        if is_quiet(finding, run.muted):
            out.print(f"  muted: {escape(finding.words)}", style="dim")
        else:
            _show_finding(finding, out)


def _show_finding(finding: Finding, out: Console) -> None:
    color = _COLORS[finding.severity]
    out.print(f"  [{color}]{finding.severity.label}[/{color}]  {escape(finding.words)}")
    out.print(f"      {escape(finding.advice)}")
    for item in finding.items[:_MOST_ROWS]:
        said = ": ".join(part for part in (item.words or item.key, item.detail) if part)
        out.print(f"      - {escape(said)}", style="dim")
    left = finding.count - min(len(finding.items), _MOST_ROWS)
    if left > 0 and finding.items:
        out.print(f"      and {left:,} more", style="dim")
