"""Maintenance in memory, behind the interfaces of its services: checks, repairs, backups, notices."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from ip2a_desktop.domain.health import (
    Check,
    CheckResult,
    Finding,
    Group,
    HealthRun,
    Item,
    Mute,
    Repair,
    RunKind,
    RunRow,
    Severity,
    TrendDay,
    Verdict,
)
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.maintenance.comparing import compare
from ip2a_desktop.ui.maintenance.desk import Desk

NOW = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)
SCREENS = frozenset({"members", "employers", "grievances", "benevolence", "organizing", "agreements"})


def check(name, title, group=Group.RECORDS):
    return Check(name, title, group)


def items(number, words="Kowalski, Ana"):
    return tuple(Item(f"{words}{one}", f"{words} {one + 1}", new_id()) for one in range(number))


ENDED = Finding(
    "employment.current_with_end",
    Severity.HIGH,
    "employment",
    "7 jobs are marked current although they have a last day.",
    "Take the mark off, or take the last day off where the person still works there.",
    7,
    items(7),
    Repair.SAFE,
    "members",
)
NO_GRIEVANT = Finding(
    "grievance.no_grievant",
    Severity.CRITICAL,
    "grievance",
    "2 open cases have no grievant.",
    "Open each case and name who it is for.",
    2,
    tuple(Item(f"2026-00{one}", f"Case 2026-00{one}", new_id(), "Cascade Electric") for one in (4, 9)),
    Repair.PERSON,
    "grievances",
)
OLD_BACKUP = Finding(
    "backup.old",
    Severity.MEDIUM,
    "",
    "The last verified backup is 31 hours old.",
    "Make one now in the tab Backups.",
    1,
)

CHECKS = (
    check("integrity.employment.current_with_end", "Jobs that ended are not marked current"),
    check("integrity.grievance.no_grievant", "Every case has a grievant"),
    check("integrity.member.card", "Card numbers are there once", Group.RECORDS),
    check("refs.orphans", "Nothing points to a missing record", Group.REFERENCES),
    check("server.replica", "Replicas keep up", Group.SERVER),
    check("files.whole", "Attached files are whole", Group.FILES),
    check("backup.age", "The last verified backup is young", Group.BACKUP),
    check("rules.on", "All rules of the database are on", Group.RULES),
)


def results(*, ended=True):
    found = {
        CHECKS[0].name: (Verdict.WARN, ENDED) if ended else (Verdict.PASS, None),
        CHECKS[1].name: (Verdict.FAIL, NO_GRIEVANT),
        CHECKS[6].name: (Verdict.WARN, OLD_BACKUP),
    }
    made = []
    for one in CHECKS:
        verdict, finding = found.get(one.name, (Verdict.PASS, None))
        words = "Looked at 10,012 rows."
        if one.name == "server.replica":
            verdict, words = Verdict.NOT_RUN, "You may not see replicas: the login lacks the duty of maintenance."
        if one.name == "files.whole":
            verdict, words = Verdict.PARTIAL, "Read 400 of 1,200 files; the others follow on the next nights."
        made.append(CheckResult(one, verdict, words, (finding,) if finding else (), took=0.012))
    return tuple(made)


def run(*, started=NOW, kind=RunKind.FULL, cancelled=False, muted=None, found=None):
    return HealthRun(
        new_id(),
        kind,
        started,
        started + timedelta(seconds=1.4),
        "ana",
        "front-desk",
        found if found is not None else results(),
        muted or {},
        cancelled,
    )


class FakeHealth:
    """Does what the service of checks does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self, *kept):
        self.kept = list(kept)
        self.asked = []
        self.error = None
        self.muted = []
        self.gate = None
        self.records = None
        self.found = results()

    def _note(self, what):
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def checks(self, kind):
        return CHECKS

    def run(self, kind, *, with_files=True, progress=None, on_result=None):
        self._note(f"run {kind.value}{' with files' if with_files else ''}")
        for done, result in enumerate(self.found):
            progress(done, len(CHECKS), result.check.title)
            on_result(result)
            if self.gate is not None and done == 2:
                self.gate(progress)
        made = run(started=NOW + timedelta(hours=len(self.kept)), kind=kind, found=self.found, muted=self._muted())
        self.kept.append(made)
        return made

    def last(self, kind=None):
        self._note("last")
        fitting = [one for one in self.kept if kind is None or one.kind is kind]
        return fitting[-1] if fitting else None

    def runs(self, limit):
        self._note("runs")
        return tuple(
            RunRow(one.id, one.kind, one.started_at, one.ended_at, one.person, one.machine, one.verdict, one.sentence)
            for one in reversed(self.kept[-limit:])
        )

    def load(self, run_id):
        self._note("load")
        return next(one for one in self.kept if one.id == run_id)

    def compare(self, older, newer):
        self._note("compare")
        return compare(older, newer)

    def trend(self, days):
        self._note(f"trend {days}")
        first = NOW.date() - timedelta(days=days - 1)
        return tuple(TrendDay(first + timedelta(days=one), one % 3, 4 + one % 5, (one * 2) % 4) for one in range(days))

    def rows_of(self, finding):
        self._note("rows_of")
        own = [one.record_id for one in finding.items if one.record_id is not None]
        return own if self.records is None else self.records

    def mute(self, fingerprint, rule, reason, until):
        self._note("mute")
        self.muted.append(Mute(new_id(), fingerprint, rule, reason, until, "ana", NOW))

    def mutes(self):
        self._note("mutes")
        return tuple(self.muted)

    def unmute(self, mute_id):
        self._note("unmute")
        self.muted = [one for one in self.muted if one.id != mute_id]

    def _muted(self):
        return {one.fingerprint: one.reason for one in self.muted}


def paper(run, comparison, size):
    return b"%PDF-1.7 " + run.sentence.encode()


def desk(health=None, **values):
    return Desk(
        health or FakeHealth(),
        database="hall",
        screens=SCREENS,
        **{"paper": paper, **values},
    )


def last_day(days=30):
    return date(2026, 3, 6) + timedelta(days=days)
