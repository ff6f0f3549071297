"""What the checks say of backups: never green without one that was proved."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ip2a_desktop.domain.backups import Backup, BackupState
from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.maintenance.backup_checks import age, elsewhere, proved, size

_NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _made(hours: float, state: BackupState = BackupState.RESTORED, bytes_: int = 100, copied: bool = True) -> Backup:
    moment = _NOW - timedelta(hours=hours)
    verified = moment if state is BackupState.RESTORED else None
    return Backup(new_id(), Path(f"{hours}.dump"), Path("/b"), moment, moment, bytes_, "ip2a", "18", "0008", state,
                  verified_at=verified, copied_to=Path("/share") if copied else None)  # fmt: skip


def test_without_a_backup_nothing_is_green() -> None:
    verdicts = [age((), _NOW), proved((), _NOW), size(()), elsewhere(())]
    assert [one.verdict for one in verdicts] == [Verdict.FAIL, Verdict.NOT_RUN, Verdict.NOT_RUN, Verdict.NOT_RUN]


@pytest.mark.parametrize(("hours", "verdict"), [(25, "pass"), (26, "warn"), (47, "warn"), (48, "fail")])
def test_age(hours: float, verdict: str) -> None:
    assert age((_made(1, BackupState.READ), _made(hours)), _NOW).verdict.value == verdict


@pytest.mark.parametrize(
    ("state", "days", "verdict"),
    [("restored", 6, "pass"), ("restored", 8, "warn"), ("restored", 31, "fail"), ("read", 0, "fail"),
     ("failed", 0, "fail"), ("missing", 0, "fail")],
)  # fmt: skip
def test_proof(state: str, days: float, verdict: str) -> None:
    found = proved((_made(days * 24, BackupState(state)),), _NOW)
    assert found.verdict.value == verdict
    assert bool(found.findings) is (verdict != "pass")


def test_a_backup_of_half_the_size_is_found() -> None:
    assert size((_made(1, bytes_=49), _made(25))).verdict is Verdict.FAIL
    assert size((_made(1, bytes_=51), _made(25))).verdict is Verdict.PASS
    assert size((_made(1),)).verdict is Verdict.NOT_RUN


def test_one_place_is_a_warning() -> None:
    assert elsewhere((_made(1, copied=False),)).verdict is Verdict.WARN
    assert elsewhere((_made(1),)).verdict is Verdict.PASS
