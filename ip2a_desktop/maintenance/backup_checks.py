"""Checks of the backups: age, size, how they were proved, and whether a copy lies elsewhere."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from ip2a_desktop.domain.backups import AGE_FAIL, AGE_WARN, Backup
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.backups import BackupService
from ip2a_desktop.maintenance.inspecting import Look

_DRILL_WARN, _DRILL_FAIL = timedelta(days=7), timedelta(days=30)
_SMALLEST = 0.5
AGE = Check("backup.age", "A backup of the last day", Group.BACKUP)
PROVED = Check("backup.proved", "Backups were restored and compared", Group.BACKUP)
SIZE = Check("backup.size", "The newest backup is as large as the one before", Group.BACKUP)
ELSEWHERE = Check("backup.elsewhere", "A copy lies elsewhere", Group.BACKUP)


class BackupInspection:
    """Looks at what is recorded of the backups, and whether their files still lie there."""

    checks: Sequence[Check] = (AGE, PROVED, SIZE, ELSEWHERE)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the four results."""
        with look.database.statement() as session:
            now: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
        backups = BackupService(look.database, look.folder).all()
        yield age(backups, now)
        yield proved(backups, now)
        yield size(backups)
        yield elsewhere(backups)


def age(backups: Sequence[Backup], now: datetime) -> CheckResult:
    """Judge the age of the newest verified backup: 26 and 48 hours."""
    newest = next((one for one in backups if one.is_verified), None)
    if newest is None:
        words = "There is no verified backup." if backups else "No backup was ever made."
        return _result(AGE, Verdict.FAIL, words, "Make one now, on the Backups tab or with ip2adb backup.")
    hours = newest.age(now) / timedelta(hours=1)
    said = f"The newest verified backup is {hours:,.0f} hours old."
    if newest.age(now) < AGE_WARN:
        return CheckResult(AGE, Verdict.PASS, said, figures={"hours": hours})
    verdict = Verdict.FAIL if newest.age(now) >= AGE_FAIL else Verdict.WARN
    return _result(AGE, verdict, said, "Make one now, and see why the daily one was not made.", {"hours": hours})


def proved(backups: Sequence[Backup], now: datetime) -> CheckResult:
    """Judge whether the newest backup was proved, and how long ago any was restored: 7 and 30 days."""
    if not backups:
        return CheckResult(PROVED, Verdict.NOT_RUN, "There is no backup to look at.")
    newest = backups[0]
    if not newest.is_verified:
        words = f"The newest backup is not proved. {newest.proof}"
        return _result(PROVED, Verdict.FAIL, words, "Make another one, and look at why this one failed.", {}, newest)
    drilled = max((one.verified_at for one in backups if one.verified_at is not None), default=None)
    days = (now - drilled) / timedelta(days=1) if drilled else 9_999.0
    if days < _DRILL_WARN.days:
        return CheckResult(PROVED, Verdict.PASS, newest.proof, figures={"days": days})
    verdict = Verdict.FAIL if days >= _DRILL_FAIL.days else Verdict.WARN
    words = f"No backup was restored and compared for {days:,.0f} days."
    return _result(PROVED, verdict, words, "Verify the newest one on the Backups tab.", {"days": days}, newest)


def size(backups: Sequence[Backup]) -> CheckResult:
    """Judge the newest backup's size against the one before it."""
    usable = [one for one in backups if one.bytes]
    if len(usable) < 2:
        return CheckResult(SIZE, Verdict.NOT_RUN, "There are not yet two backups to compare.")
    newest, before = usable[0], usable[1]
    share = newest.bytes / before.bytes
    said = f"The newest backup has {share:.0%} of the size of the one before."
    if share >= _SMALLEST:
        return CheckResult(SIZE, Verdict.PASS, said, figures={"share": share})
    advice = "See whether much was removed since; keep the older backup until you know."
    return _result(SIZE, Verdict.FAIL, said, advice, {"share": share}, newest)


def elsewhere(backups: Sequence[Backup]) -> CheckResult:
    """Judge whether the newest verified backup has a second copy."""
    newest = next((one for one in backups if one.is_verified), None)
    if newest is None:
        return CheckResult(ELSEWHERE, Verdict.NOT_RUN, "There is no verified backup to look for.")
    if newest.copied_to is not None:
        return CheckResult(ELSEWHERE, Verdict.PASS, f"A second copy of the newest backup lies in {newest.copied_to}.")
    advice = "Name a second folder, such as a share in another building, on the Backups tab."
    return _result(ELSEWHERE, Verdict.WARN, "The newest backup lies in one place only.", advice, {}, newest)


def _result(
    check: Check,
    verdict: Verdict,
    words: str,
    advice: str,
    figures: dict[str, float] | None = None,
    backup: Backup | None = None,
) -> CheckResult:
    severity = Severity.CRITICAL if verdict is Verdict.FAIL else Severity.MEDIUM
    items = (Item(str(backup.file), str(backup.file)),) if backup else ()
    finding = Finding(check.name, severity, "", words, advice, 1, items)
    return CheckResult(check, verdict, words, (finding,), figures or {})
