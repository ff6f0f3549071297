"""Backups too old, never restored, suddenly small or in one place only: each is found by its own check."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ip2a_desktop.domain.backups import Backup, BackupState
from ip2a_desktop.domain.health import CheckResult, Verdict
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.maintenance.backup_checks import age, elsewhere, proved, size

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
P, W, F, N = Verdict.PASS, Verdict.WARN, Verdict.FAIL, Verdict.NOT_RUN


def _backup(hours: float = 1, drilled_days: float | None = 0, bytes_: int = 100) -> Backup:
    at = NOW - timedelta(hours=hours)
    drilled = None if drilled_days is None else NOW - timedelta(days=drilled_days)
    return Backup(new_id(), Path("a.dump"), Path("/b"), at, at, bytes_, "ip2a", "18", "0008", BackupState.RESTORED,
                  "Restored and compared: all equal.", verified_at=drilled)  # fmt: skip


def _said(result: CheckResult, verdict: Verdict) -> None:
    assert result.verdict is verdict
    found = [result.check.name] if verdict in (W, F) else []
    assert [one.rule for one in result.findings] == found


@pytest.mark.parametrize(("hours", "verdict"), [(1, P), (25, P), (27, W), (47, W), (49, F)])
def test_age(hours: float, verdict: Verdict) -> None:
    _said(age([_backup(hours)], NOW), verdict)


def test_age_of_what_was_not_proved_counts_for_nothing() -> None:
    _said(age([], NOW), F)
    _said(age([replace(_backup(), state=BackupState.FAILED)], NOW), F)


@pytest.mark.parametrize(("days", "verdict"), [(0, P), (6, P), (8, W), (29, W), (31, F), (None, F)])
def test_proved(days: float | None, verdict: Verdict) -> None:
    _said(proved([_backup(drilled_days=days)], NOW), verdict)


@pytest.mark.parametrize("state", [BackupState.FAILED, BackupState.READ])
def test_the_newest_one_that_was_not_proved(state: BackupState) -> None:
    _said(proved([replace(_backup(), state=state), _backup(25)], NOW), F)
    _said(proved([], NOW), N)


@pytest.mark.parametrize(("share", "verdict"), [(300, P), (100, P), (50, P), (49, F), (1, F)])
def test_size(share: int, verdict: Verdict) -> None:
    _said(size([_backup(bytes_=share), _backup(25)]), verdict)
    _said(size([_backup()]), N)


def test_elsewhere() -> None:
    _said(elsewhere([_backup()]), W)
    _said(elsewhere([replace(_backup(), copied_to=Path("/c"))]), P)
    _said(elsewhere([]), N)
