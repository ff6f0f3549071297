"""What a health check says: verdicts that never call unchecked things green, findings, runs, and their sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from ip2a_desktop.domain.words import Word


class Verdict(Word):
    """What one check, or a whole run, came to."""

    PASS = "pass", "Passed"
    WARN = "warn", "Look at this"
    FAIL = "fail", "Needs you"
    PARTIAL = "partial", "Saw a part only"
    NOT_RUN = "not_run", "Could not look"


class Severity(Word):
    """How much a finding matters; a notice about it has the same priority."""

    CRITICAL = "critical", "Critical"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Repair(Word):
    """Who may repair what a rule finds."""

    SAFE = "safe", "Repaired by itself"
    PREVIEW = "preview", "Repaired after a look"
    PERSON = "person", "For a person"


class Group(Word):
    """The parts of the report, in their order."""

    RECORDS = "records", "Records"
    REFERENCES = "references", "References between records"
    RULES = "rules", "Rules of the database"
    SERVER = "server", "Server"
    STORAGE = "storage", "Storage and growth"
    SPEED = "speed", "Speed"
    FILES = "files", "Attachments"
    BACKUP = "backup", "Backups"
    SECURITY = "security", "Security"
    AUDIT = "audit", "Record of who did what"
    MAINTENANCE = "maintenance", "Maintenance itself"


@dataclass(frozen=True)
class Item:
    """One row or object that a rule found.

    Args:
        key: the row's id as text, or the object's name; what tells this problem from others of its rule.
        words: what a person knows it by, such as a member's name.
        record_id: the row's id, None for an object of the server.
        detail: what is wrong with this one, where the finding's sentence does not say it already.
    """

    key: str
    words: str = ""
    record_id: UUID | None = None
    detail: str = ""


@dataclass(frozen=True)
class Finding:
    """What one rule found.

    Args:
        rule: the rule's name, such as ``employment.end_before_start``.
        severity: how much it matters.
        table: the table of the rows, empty for the server.
        words: what is wrong, one sentence that tells how many.
        advice: what to do, one sentence.
        count: how many rows or objects, also beyond ``items``.
        items: the first of them, at most :data:`MOST_ITEMS`.
        repair: who may repair it.
        screen: the page whose records these are, empty where no page shows them.
    """

    rule: str
    severity: Severity
    table: str
    words: str
    advice: str
    count: int
    items: tuple[Item, ...] = ()
    repair: Repair = Repair.PERSON
    screen: str = ""

    @property
    def fingerprint(self) -> str:
        """What is the same for the same finding in every run: its rule and table."""
        return fingerprint(self.rule, self.table)

    def fingerprints(self) -> tuple[str, ...]:
        """Return one fingerprint for each distinct problem; the finding's own where it has no items."""
        return tuple(fingerprint(self.rule, self.table, one.key) for one in self.items) or (self.fingerprint,)


MOST_ITEMS = 1_000
"""How many rows a finding carries; beyond that it tells the number only."""


@dataclass(frozen=True)
class Check:
    """What is known of a check before it looks.

    Args:
        name: such as ``integrity.employment.end_before_start``; unique, never shown.
        title: what a person reads in the list of checks.
        group: the part of the report it stands in.
    """

    name: str
    title: str
    group: Group


@dataclass(frozen=True)
class CheckResult:
    """What one check came to.

    Args:
        check: which one.
        verdict: the outcome; an exception, a missing right or a time-out is never PASS.
        words: one sentence: what was looked at, or why it could not.
        findings: what it found.
        figures: what it measured, by name, for the history.
        took: seconds; of a part of its inspection where several checks were asked in one question.
    """

    check: Check
    verdict: Verdict
    words: str
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)
    took: float = 0.0


class RunKind(Word):
    """How much a run looks at."""

    INTEGRITY = "integrity", "Integrity"
    RESILIENCE = "resilience", "Resilience"
    FULL = "full", "Full health check"
    CATALOG = "catalog", "Hourly look"


@dataclass(frozen=True)
class HealthRun:
    """One run of checks; times are the server's.

    Args:
        id: the run's id.
        kind: how much it looked at.
        started_at: server time.
        ended_at: server time; None while it runs.
        person: the login that ran it.
        machine: the desktop's name.
        results: in the order of the report.
        muted: fingerprints (of findings or of single problems) that somebody muted, with the reason.
        cancelled: the person ended it before all checks had looked.
    """

    id: UUID
    kind: RunKind
    started_at: datetime
    ended_at: datetime | None
    person: str
    machine: str
    results: tuple[CheckResult, ...]
    muted: Mapping[str, str] = field(default_factory=dict)
    cancelled: bool = False

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings that nobody muted, the gravest first."""
        order = list(Severity)
        found = [one for result in self.results for one in result.findings if not is_quiet(one, self.muted)]
        return tuple(sorted(found, key=lambda one: order.index(one.severity)))

    @property
    def verdict(self) -> Verdict:
        """The gravest outcome; a run that could not look everywhere never passed."""
        seen = {standing(one, self.muted) for one in self.results}
        order = (Verdict.FAIL, Verdict.WARN, Verdict.NOT_RUN, Verdict.PARTIAL, Verdict.PASS)
        worst = next((one for one in order if one in seen), Verdict.NOT_RUN)
        return Verdict.NOT_RUN if self.cancelled and worst is Verdict.PASS else worst

    @property
    def sentence(self) -> str:
        """The verdict in one sentence."""
        return verdict_sentence(self.results, self.muted, cancelled=self.cancelled)


def is_quiet(finding: Finding, muted: Mapping[str, str]) -> bool:
    """Whether somebody muted the finding, or each single problem of it."""
    if finding.fingerprint in muted:
        return True
    if not muted or not finding.items or finding.count > len(finding.items):
        return False
    # One by one: the first that nobody muted answers, and a finding carries up to a thousand.
    return all(fingerprint(finding.rule, finding.table, one.key) in muted for one in finding.items)


def standing(result: CheckResult, muted: Mapping[str, str]) -> Verdict:
    """Return the verdict of a result whose muted findings count as passed."""
    if result.verdict in (Verdict.WARN, Verdict.FAIL) and result.findings:
        loud = [one for one in result.findings if not is_quiet(one, muted)]
        return result.verdict if loud else Verdict.PASS
    return result.verdict


def verdict_sentence(results: Sequence[CheckResult], muted: Mapping[str, str], *, cancelled: bool = False) -> str:
    """Return such as "2 things need you, 3 can be repaired, 41 checks passed, 1 could not look."."""
    loud = [one for result in results for one in result.findings if not is_quiet(one, muted)]
    yours = sum(one.repair is Repair.PERSON for one in loud)
    repairable = len(loud) - yours
    verdicts = [standing(one, muted) for one in results]
    blind = verdicts.count(Verdict.NOT_RUN)
    partial = verdicts.count(Verdict.PARTIAL)
    quiet = sum(is_quiet(one, muted) for result in results for one in result.findings)
    parts = [
        _counted(yours, "thing needs you", "things need you"),
        _counted(repairable, "can be repaired", "can be repaired"),
        _counted(verdicts.count(Verdict.PASS), "check passed", "checks passed") or "no check passed",
        _counted(partial, "saw a part only", "saw a part only"),
        _counted(blind, "could not look", "could not look"),
        _counted(quiet, "muted", "muted"),
    ]
    said = ", ".join(part for part in parts if part)
    return f"{'Stopped before the end: ' if cancelled else ''}{said}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}" if number else ""


def fingerprint(*parts: str) -> str:
    """Return 16 hexadecimal digits that are the same for the same parts in every run and on every desktop."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def fingerprints_of(findings: Iterable[Finding]) -> frozenset[str]:
    """Return the fingerprints of all distinct problems."""
    return frozenset(one for finding in findings for one in finding.fingerprints())


@dataclass(frozen=True)
class RunRow:
    """One line of the list of runs.

    Args:
        id: the run's id.
        kind: how much it looked at.
        started_at: server time.
        ended_at: server time; None where it never ended.
        person: the login that ran it.
        machine: the desktop's name.
        verdict: the gravest outcome.
        sentence: the verdict in one sentence.
        cancelled: it was ended before all checks had looked.
    """

    id: UUID
    kind: RunKind
    started_at: datetime
    ended_at: datetime | None
    person: str
    machine: str
    verdict: Verdict
    sentence: str
    cancelled: bool = False


@dataclass(frozen=True)
class Comparison:
    """Two runs beside each other, by distinct findings.

    Args:
        new: only the newer run has them.
        still_open: both have them.
        fixed: only the older run has them, and the newer one looked again.
        unknown: only the older run has them, and the newer one could not look.
    """

    new: tuple[Finding, ...] = ()
    still_open: tuple[Finding, ...] = ()
    fixed: tuple[Finding, ...] = ()
    unknown: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class TrendDay:
    """The distinct problems of one day.

    Args:
        day: the day in the hall's time.
        new: that were found first on it.
        open: that stood open at its end.
        fixed: that were found fixed on it.
    """

    day: date
    new: int
    open: int
    fixed: int


@dataclass(frozen=True)
class Mute:
    """A finding, or one problem of it, that somebody muted.

    Args:
        id: what takes it back.
        fingerprint: of the finding or problem.
        rule: the rule's name; never shown.
        reason: why.
        until: the last day it is muted.
        muted_by: who muted it.
        muted_at: when.
    """

    id: UUID
    fingerprint: str
    rule: str
    reason: str
    until: date
    muted_by: str
    muted_at: datetime


@dataclass(frozen=True)
class HealthPaper:
    """A run as it is printed.

    Args:
        run: what was found.
        comparison: with the run before; None where there is none.
        anchor: the latest seal of the record of who did what; empty where there is none.
    """

    run: HealthRun
    comparison: Comparison | None = None
    anchor: str = ""
