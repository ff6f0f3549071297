"""Maintenance that runs by itself while the program is open on an admin's desktop, and tells the admins what is new."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.health import HealthRun, RunKind, Severity
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.schedule import Job, Standing, due
from ip2a_desktop.maintenance.joined import backup_service
from ip2a_desktop.maintenance.notices import NoticeService
from ip2a_desktop.maintenance.runs import HealthService
from ip2a_desktop.maintenance.seals import SealService

_STANDING = text("""
    SELECT clock_timestamp() AS now, coalesce((SELECT time_zone FROM hall), 'UTC') AS zone,
           (SELECT max(started_at) FROM health_run) AS looked_at,
           (SELECT max(started_at) FROM health_run WHERE kind = 'full' AND NOT was_cancelled) AS checked_at,
           (SELECT max(started_at) FROM backup) AS backed_up_at, s.daily_hour,
           s.machine IN ('', :machine) AS is_here
      FROM backup_settings AS s
""")


@dataclass(frozen=True)
class Step:
    """What a step of the schedule did.

    Args:
        did: the works, in their order.
        run: the newest run of checks among them; None where there was none.
        sent: how many messages went to the admins.
        problem: why the last work could not be done; empty where nothing failed.
    """

    did: tuple[Job, ...] = ()
    run: HealthRun | None = None
    sent: int = 0
    problem: str = ""


class Schedule:
    """What maintenance does by itself.

    Args:
        database: as an admin.
        folder: the data folder of this desktop.
        local: the embedded server, where the database is one.
    """

    def __init__(self, database: Database, folder: Path, local: LocalDatabase | None) -> None:
        self._database = database
        self._health = HealthService(database, folder)
        self._notices = NoticeService(database, folder)
        self._backups = backup_service(database, folder, local)
        self._seals = SealService(database)

    def standing(self) -> Standing:
        """Ask what was done last, in one question."""
        with self._database.statement() as session:
            row = session.execute(_STANDING, {"machine": platform.node()}).one()
        return Standing(
            row.now.astimezone(ZoneInfo(row.zone)),
            row.looked_at,
            row.checked_at,
            row.backed_up_at,
            row.daily_hour,
            row.is_here,
        )

    def step(self, progress: Progress = silent) -> Step:
        """Do what is due, tell the admins what is new, and deliver what waits.

        A work that another desktop does just now, or that cannot be done, is tried again at the next step.

        Raises:
            Cancelled: the program ends.
        """
        jobs = due(self.standing())
        did: list[Job] = []
        run, problem = None, ""
        for job in jobs:
            try:
                done = self._do(job, progress)
            except HallError as error:
                problem = error.what
                continue
            did.append(job)
            run = done or run
        return Step(tuple(did), run, self._notices.deliver(), problem)

    def _do(self, job: Job, progress: Progress) -> HealthRun | None:
        if job is Job.BACKUP:
            self._back_up(progress)
            return None
        return self._told(RunKind.FULL if job is Job.NIGHTLY else RunKind.CATALOG, progress)

    def _back_up(self, progress: Progress) -> None:
        try:
            made = self._backups.back_up(progress)
        except HallError as error:
            self._notices.tell(Severity.CRITICAL, "backup", "The daily backup was not made", error.what, self._day())
            raise
        if not made.is_verified:
            key = f"backup-{made.id}"
            self._notices.tell(Severity.CRITICAL, "backup", "The daily backup is not proved", made.proof, key)

    def _told(self, kind: RunKind, progress: Progress) -> HealthRun:
        """Run checks, and tell the admins of what was not there at the last run of the kind."""
        before = self._health.last(kind)
        run = self._health.run(kind, progress=progress)
        known = {one.fingerprint for one in before.findings()} if before else set()
        new = [one for one in run.findings() if one.fingerprint not in known]
        if new:
            title = f"Health check: {len(new):,} new {'finding' if len(new) == 1 else 'findings'}"
            body = "\n".join(one.words for one in new[:20])
            anchor = self._seals.latest_anchor()  # a copy of the seal in everybody's mail, out of reach of the database
            sealed = f"\n{anchor.words}" if anchor else ""
            self._notices.tell(new[0].severity, "health", title, f"{body}\n\n{run.sentence}{sealed}", f"run-{run.id}")
        return run

    def _day(self) -> str:
        return f"no-backup-{self.standing().now:%Y-%m-%d}"
