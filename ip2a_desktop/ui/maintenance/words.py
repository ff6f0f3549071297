"""How verdicts, severities and states look (icon, word and tone), and how ages and sizes are said."""

from datetime import datetime
from typing import Final

from ip2a_desktop.domain.backups import AGE_FAIL, AGE_WARN, Backup, BackupState
from ip2a_desktop.domain.health import CheckResult, HealthRun, Severity, Verdict
from ip2a_desktop.domain.notices import DeliveryState
from ip2a_desktop.domain.repairs import JournalEntry, RepairState
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import ago
from ip2a_desktop.ui.kit.tokens import Tone

NEVER: Final = "There was no health check yet."
_VERDICTS: Final[dict[Verdict, tuple[str, Tone]]] = {
    Verdict.PASS: ("check-circle", "good"),
    Verdict.WARN: ("warning", "warn"),
    Verdict.FAIL: ("warning-circle", "bad"),
    Verdict.PARTIAL: ("circle-half", "warn"),
    Verdict.NOT_RUN: ("eye-slash", "neutral"),
}
_SEVERITIES: Final[dict[Severity, tuple[str, Tone]]] = {
    Severity.CRITICAL: ("warning-octagon", "bad"),
    Severity.HIGH: ("warning-circle", "bad"),
    Severity.MEDIUM: ("warning", "warn"),
    Severity.LOW: ("info", "info"),
}
_BACKUPS: Final[dict[BackupState, tuple[str, Tone]]] = {
    BackupState.RUNNING: ("hourglass", "info"),
    BackupState.WRITTEN: ("circle-dashed", "warn"),
    BackupState.READ: ("circle-half", "warn"),
    BackupState.RESTORED: ("shield-check", "good"),
    BackupState.FAILED: ("warning-circle", "bad"),
    BackupState.MISSING: ("prohibit", "bad"),
}
_DELIVERIES: Final[dict[DeliveryState, tuple[str, Tone]]] = {
    DeliveryState.WAITING: ("hourglass", "neutral"),
    DeliveryState.SENT: ("check-circle", "good"),
    DeliveryState.RETRYING: ("clock-counter-clockwise", "warn"),
    DeliveryState.FAILED: ("warning-circle", "bad"),
}
_REPAIRS: Final[dict[RepairState, tuple[str, Tone]]] = {
    RepairState.APPLIED: ("check-circle", "good"),
    RepairState.UNDONE: ("arrow-counter-clockwise", "neutral"),
    RepairState.UNDONE_PARTLY: ("arrow-counter-clockwise", "warn"),
}
_MINUTE = 60
_KILO = 1_000


def verdict_chip(verdict: Verdict) -> Chip:
    """Return the chip of a check's outcome."""
    icon, tone = _VERDICTS[verdict]
    return Chip(verdict.label, icon, tone)


def severity_chip(severity: Severity) -> Chip:
    """Return the chip of how much a finding matters."""
    icon, tone = _SEVERITIES[severity]
    return Chip(severity.label, icon, tone)


def severity_look(severity: Severity) -> tuple[str, Tone]:
    """Return the icon and tone of how much a finding matters."""
    return _SEVERITIES[severity]


def run_look(verdict: Verdict) -> tuple[str, Tone]:
    """Return the icon and tone of a whole run; one that could not look everywhere is never green."""
    icon, tone = _VERDICTS[verdict]
    return icon, "warn" if verdict is Verdict.NOT_RUN else tone


def backup_chip(state: BackupState) -> Chip:
    """Return the chip of what was proved of a backup."""
    icon, tone = _BACKUPS[state]
    return Chip(state.label, icon, tone)


def delivery_chip(state: DeliveryState) -> Chip:
    """Return the chip of what became of a notice."""
    icon, tone = _DELIVERIES[state]
    return Chip(state.label, icon, tone)


def repair_chip(entry: JournalEntry) -> Chip:
    """Return the chip of what became of a repair."""
    icon, tone = _REPAIRS[entry.state]
    return Chip(entry.state.label, icon, tone)


def age_chip(backup: Backup, now: datetime) -> Chip:
    """Return the chip of how old a backup is."""
    age = backup.age(now)
    tone: Tone = "bad" if age > AGE_FAIL else "warn" if age > AGE_WARN else "good"
    return Chip(ago(backup.started_at, now), "clock-counter-clockwise", tone)


def size(number: int) -> str:
    """Return a file's size, such as ``3.4 MB``."""
    value = float(number)
    for unit in ("bytes", "KB", "MB", "GB"):
        if value < _KILO:
            return f"{value:,.0f} {unit}" if unit == "bytes" else f"{value:,.1f} {unit}"
        value /= _KILO
    return f"{value:,.1f} TB"


def took(seconds: float) -> str:
    """Return a length of time, such as ``42 ms``, ``1.2 s`` or ``3 min``."""
    if seconds < 1:
        return f"{seconds * 1_000:.0f} ms"
    return f"{seconds:.1f} s" if seconds < 2 * _MINUTE else f"{seconds / _MINUTE:.0f} min"


def many(number: int, one: str, more: str) -> str:
    """Return a number with its noun, such as ``1 row`` or ``1,200 rows``."""
    return f"{number:,} {one if number == 1 else more}"


def by_whom(run: HealthRun) -> str:
    """Return who ran a check and where."""
    return f"{run.person} on {run.machine}" if run.machine else run.person


def result_words(result: CheckResult) -> str:
    """Return what a check says, its findings' sentences where it has some."""
    return " ".join(one.words for one in result.findings) or result.words
