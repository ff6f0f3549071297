"""A run as a document: all that it said, to be shown or printed again later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.health import (
    Check,
    CheckResult,
    Finding,
    Group,
    HealthRun,
    Item,
    Repair,
    RunKind,
    Severity,
    Verdict,
)


def document_of(run: HealthRun) -> dict[str, Any]:
    """Return the results and mutes of a run as JSON values."""
    return {"results": [_result(one) for one in run.results], "muted": dict(run.muted)}


def run_of(row: Mapping[str, Any]) -> HealthRun:
    """Return the run of a stored row."""
    document = row["results"]
    return HealthRun(
        row["id"], RunKind(row["kind"]), row["started_at"], row["ended_at"], row["person"], row["machine"],
        tuple(_read_result(one) for one in document["results"]), document["muted"], row["was_cancelled"],
    )  # fmt: skip


def finding_document(finding: Finding) -> dict[str, Any]:
    """Return a finding as JSON values, also for programs that read the command line's output."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "table": finding.table,
        "words": finding.words,
        "advice": finding.advice,
        "count": finding.count,
        "repair": finding.repair.value,
        "screen": finding.screen,
        "fingerprint": finding.fingerprint,
        "items": [_item(one) for one in finding.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "key": item.key,
        "words": item.words,
        "id": str(item.record_id) if item.record_id else None,
        "detail": item.detail,
    }


def _result(result: CheckResult) -> dict[str, Any]:
    return {
        "check": result.check.name,
        "title": result.check.title,
        "group": result.check.group.value,
        "verdict": result.verdict.value,
        "words": result.words,
        "figures": dict(result.figures),
        "took": result.took,
        "findings": [finding_document(one) for one in result.findings],
    }


def _read_result(said: Mapping[str, Any]) -> CheckResult:
    return CheckResult(
        Check(said["check"], said["title"], Group(said["group"])), Verdict(said["verdict"]), said["words"],
        tuple(_read_finding(one) for one in said["findings"]), said["figures"], said["took"],
    )  # fmt: skip


def _read_finding(said: Mapping[str, Any]) -> Finding:
    return Finding(
        said["rule"], Severity(said["severity"]), said["table"], said["words"], said["advice"], said["count"],
        tuple(_read_item(one) for one in said["items"]), Repair(said["repair"]), said["screen"],
    )  # fmt: skip


def _read_item(said: Mapping[str, Any]) -> Item:
    return Item(said["key"], said["words"], UUID(said["id"]) if said["id"] else None, said["detail"])
