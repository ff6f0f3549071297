"""Runs of health checks: one desktop at a time, every run kept, problems followed over time."""

from __future__ import annotations

import json
import platform
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import Cancelled, HallError, NotFound
from ip2a_desktop.domain.health import (
    Check,
    CheckResult,
    Comparison,
    Finding,
    Group,
    HealthRun,
    Mute,
    RunKind,
    RunRow,
    TrendDay,
    Verdict,
)
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.maintenance import all_checks, comparing, lease, mutes, problems
from ip2a_desktop.maintenance.hall_words import words_of
from ip2a_desktop.maintenance.inspecting import Inspection, Look, inspect
from ip2a_desktop.maintenance.run_documents import document_of, run_of

LEASE = "health check"

_COLUMNS = "id, kind, started_at, ended_at, person, machine, was_cancelled"
_STORE = """
INSERT INTO health_run (id, kind, started_at, machine, verdict, sentence, was_cancelled, results)
VALUES (:id, :kind, :started_at, :machine, :verdict, :sentence, :was_cancelled, CAST(:results AS jsonb))
RETURNING ended_at, person
"""


class HealthService:
    """The use cases of health checks.

    Args:
        database: as the person who runs them, who must be an admin.
        folder: the data folder of this desktop.
        inspections: what a kind of run looks at.
    """

    def __init__(
        self,
        database: Database,
        folder: Path,
        inspections: Callable[[RunKind], Sequence[Inspection]] = all_checks.inspections,
    ) -> None:
        self._database = database
        self._folder = folder
        self._inspections = inspections

    def checks(self, kind: RunKind) -> tuple[Check, ...]:
        """Return what a run of this kind looks at, in the order of the report."""
        return tuple(check for one in self._inspections(kind) for check in one.checks)

    def run(
        self,
        kind: RunKind,
        *,
        with_files: bool = True,
        progress: Progress = silent,
        on_result: Callable[[CheckResult], None] = lambda _result: None,
    ) -> HealthRun:
        """Look, keep what was seen, and follow the problems; a run that is cancelled keeps what it saw.

        Args:
            kind: how much to look at.
            with_files: whether attachments are read.
            progress: told of each step; raises ``Cancelled`` when the person cancelled.
            on_result: told of each result at once.

        Raises:
            HallError: another desktop runs checks now, with who does.
            NotAllowed: the person is no admin.
        """
        with lease.held(self._database, LEASE, _busy) as held:
            started_at, muted = self._before()

            def step(done: int, total: int, words: str) -> None:
                held.check()
                progress(done, total, words)

            look = Look(self._database, self._folder, with_files, step)
            wanted = [one for one in self._inspections(kind) if with_files or not _reads_files(one)]
            results: list[CheckResult] = []
            is_cancelled = False
            try:
                for result in inspect(wanted, look, on_result):
                    results.append(result)  # noqa: PERF402 - what came before a cancel is kept
            except Cancelled:
                is_cancelled = True
            ordered = _in_order(results, self.checks(kind))
            run = HealthRun(new_id(), kind, started_at, None, "", platform.node(), ordered, muted, is_cancelled)
            return self._keep(run)

    def last(self, kind: RunKind | None = None) -> HealthRun | None:
        """Return the newest run, of one kind or of any; None where there is none."""
        narrowed = "WHERE kind = :kind" if kind else ""
        sql = f"SELECT {_COLUMNS}, results FROM health_run {narrowed} ORDER BY started_at DESC LIMIT 1"
        return self._one(sql, {"kind": kind.value} if kind else {})

    def load(self, run_id: UUID) -> HealthRun:
        """Return a run with all that it said.

        Raises:
            NotFound: there is no such run.
        """
        found = self._one(f"SELECT {_COLUMNS}, results FROM health_run WHERE id = :id", {"id": run_id})
        if found is None:
            raise NotFound("This health check is not kept.", "Nothing was changed.", "Choose another one.")
        return found

    def runs(self, limit: int = 100) -> tuple[RunRow, ...]:
        """Return the newest runs."""
        sql = f"SELECT {_COLUMNS}, verdict, sentence FROM health_run ORDER BY started_at DESC LIMIT :limit"
        with self._database.statement() as session:
            return tuple(
                RunRow(
                    row.id, RunKind(row.kind), row.started_at, row.ended_at, row.person, row.machine,
                    Verdict(row.verdict), row.sentence, row.was_cancelled,
                )
                for row in session.execute(text(sql), {"limit": limit})
            )  # fmt: skip

    def compare(self, older: HealthRun, newer: HealthRun) -> Comparison:
        """Return what is new, still open and fixed between two runs."""
        return comparing.compare(older, newer)

    def trend(self, days: int) -> tuple[TrendDay, ...]:
        """Return new, open and fixed problems for each of the last days, oldest first."""
        return problems.trend(self._database, days)

    def mute(self, fingerprint: str, rule: str, reason: str, until: date) -> UUID:
        """Keep a finding, or a single problem, quiet until a day; return the mute's id.

        Raises:
            RuleViolation: no reason, or a day that is past or more than a year ahead.
        """
        return mutes.mute(self._database, fingerprint, rule, reason, until)

    def mutes(self) -> tuple[Mute, ...]:
        """Return what is muted now."""
        return mutes.mutes(self._database)

    def unmute(self, mute_id: UUID) -> None:
        """Let it be heard again.

        Raises:
            NotFound: it was ended before.
        """
        mutes.unmute(self._database, mute_id)

    def rows_of(self, finding: Finding) -> tuple[UUID, ...]:
        """Return the ids of the records that the finding's page shows: of a job, its member's."""
        ids = [one.record_id for one in finding.items if one.record_id]
        words = words_of(finding.table)
        if not ids or not finding.screen or words.owner == "id":
            return tuple(ids)
        sql = f"SELECT DISTINCT {words.owner} FROM {finding.table} WHERE id = ANY (:ids) AND {words.owner} IS NOT NULL"
        with self._database.statement() as session:
            return tuple(session.scalars(text(sql), {"ids": ids}))

    def _before(self) -> tuple[datetime, dict[str, str]]:
        with self._database.statement() as session:
            started_at: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        return started_at, {one.fingerprint: one.reason for one in self.mutes()}

    def _keep(self, run: HealthRun) -> HealthRun:
        values = {
            "id": run.id, "kind": run.kind.value, "started_at": run.started_at, "machine": run.machine,
            "verdict": run.verdict.value, "sentence": run.sentence, "was_cancelled": run.cancelled,
            "results": json.dumps(document_of(run)),
        }  # fmt: skip
        with self._database.transaction() as session:
            row = session.execute(text(_STORE), values).one()
            problems.record(session, run)
        return replace(run, ended_at=row.ended_at, person=row.person)

    def _one(self, sql: str, values: dict[str, object]) -> HealthRun | None:
        with self._database.statement() as session:
            row = session.execute(text(sql), values).mappings().first()
        return None if row is None else run_of(dict(row))


def _busy(holder: str) -> HallError:
    return HallError(
        f"{holder} is running a health check now.",
        "Nothing was changed.",
        "Wait until it is done, and look at what it found.",
    )


def _reads_files(inspection: Inspection) -> bool:
    return all(check.group is Group.FILES for check in inspection.checks)


def _in_order(results: Sequence[CheckResult], checks: Sequence[Check]) -> tuple[CheckResult, ...]:
    """The order of the report; a single rule stands behind the check that it belongs to."""
    place = {one.name: at for at, one in enumerate(checks)}
    return tuple(sorted(results, key=lambda one: place.get(one.check.name.split("/")[0], len(place))))
