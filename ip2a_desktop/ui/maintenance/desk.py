"""The use cases that the page works with, as it calls them; everything here blocks and runs in a worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol
from uuid import UUID

from ip2a_desktop.domain.backups import Backup, BackupSettings, Restored
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.health import (
    Check,
    CheckResult,
    Comparison,
    Finding,
    HealthRun,
    Mute,
    RunKind,
    RunRow,
    TrendDay,
)
from ip2a_desktop.domain.notices import Channel, Notice, Tested
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.progress import Progress, silent
from ip2a_desktop.domain.repairs import HealReport, JournalEntry, RepairDone, RepairPlan, UndoDone


class Health(Protocol):
    """Checks and what they found (:class:`ip2a_desktop.maintenance.runs.HealthService` does)."""

    def checks(self, kind: RunKind) -> tuple[Check, ...]: ...
    def run(
        self,
        kind: RunKind,
        *,
        with_files: bool = True,
        progress: Progress = silent,
        on_result: Callable[[CheckResult], None] = lambda _result: None,
    ) -> HealthRun: ...
    def last(self, kind: RunKind | None = None) -> HealthRun | None: ...
    def runs(self, limit: int) -> tuple[RunRow, ...]: ...
    def load(self, run_id: UUID) -> HealthRun: ...
    def compare(self, older: HealthRun, newer: HealthRun) -> Comparison: ...
    def trend(self, days: int) -> tuple[TrendDay, ...]: ...
    def rows_of(self, finding: Finding) -> Sequence[UUID]: ...
    def mute(self, fingerprint: str, rule: str, reason: str, until: date) -> object: ...
    def mutes(self) -> tuple[Mute, ...]: ...
    def unmute(self, mute_id: UUID) -> object: ...


class Repairs(Protocol):
    """Repairs and their journal (:class:`ip2a_desktop.maintenance.repairs.RepairService` does)."""

    def preview(self, run: HealthRun) -> tuple[RepairPlan, ...]: ...
    def apply(self, plan: RepairPlan, accepted: Sequence[str], progress: Progress = silent) -> RepairDone: ...
    def undo(self, repair_id: UUID) -> UndoDone: ...
    def journal(self, most: int = 200) -> tuple[JournalEntry, ...]: ...
    def auto_heal(self, dry_run: bool, progress: Progress = silent) -> HealReport: ...


class Backups(Protocol):
    """Backups (:class:`ip2a_desktop.maintenance.backups.BackupService` does)."""

    def seen(self) -> tuple[tuple[Backup, ...], datetime | None]: ...
    def back_up(self, progress: Progress = silent) -> Backup: ...
    def verify(self, backup_id: UUID, progress: Progress = silent) -> Backup: ...
    def restore(self, file: Path, name: str, typed: str, progress: Progress = silent) -> Restored: ...
    def settings(self) -> BackupSettings: ...
    def save_settings(self, settings: BackupSettings) -> BackupSettings: ...
    def folder(self, settings: BackupSettings | None = None) -> Path: ...


class Notices(Protocol):
    """Notices to the admins (:class:`ip2a_desktop.maintenance.notices.NoticeService` does)."""

    def channels(self) -> tuple[Channel, ...]: ...
    def save_channel(self, channel: Channel, secret: str | None = None) -> Channel: ...
    def remove_channel(self, channel_id: UUID) -> Changes: ...
    def test(self, channel: Channel) -> Tested: ...
    def outbox(self, most: int = 200) -> tuple[Notice, ...]: ...
    def retry(self, delivery_id: UUID) -> object: ...


RunPaper = Callable[[HealthRun, Comparison | None, PaperSize], bytes]
"""Makes the PDF of a run; called in a worker."""


@dataclass(frozen=True)
class Desk:
    """What the page of maintenance is given.

    Args:
        health: checks.
        paper: prints a run; None where nothing can be printed.
        repairs: None where this database has no repairs yet.
        backups: None where this database has no backups yet.
        notices: None where this database has no notices yet.
        database: the name of the database that is open; a restore never goes over it.
        screens: the names of the pages that this person has, into which records can be shown.
    """

    health: Health
    paper: RunPaper | None = None
    repairs: Repairs | None = None
    backups: Backups | None = None
    notices: Notices | None = None
    database: str = ""
    screens: frozenset[str] = field(default_factory=frozenset)
