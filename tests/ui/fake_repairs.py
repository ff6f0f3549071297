"""Repairs in memory, behind the interface of their service."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.health import CheckResult, Repair, Severity, Verdict
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.repairs import (
    FieldRepair,
    HealReport,
    JournalEntry,
    LaterEdit,
    RepairDone,
    RepairKind,
    RepairPlan,
    RepairState,
    RowRepair,
    UndoDone,
)
from tests.ui.fake_health import CHECKS, ENDED, NOW


def row(number, **values):
    return RowRepair(
        **{
            "key": f"k{number}",
            "table": "employment",
            "record_id": new_id(),
            "words": f"Kowalski, Ana {number} at Cascade Electric",
            "kind": RepairKind.CHANGE,
            "fields": (FieldRepair("is_current", "Current job", "yes", "no"),),
            **values,
        }
    )


JOBS = RepairPlan(
    ENDED.rule,
    "Jobs that ended but are marked current",
    Severity.HIGH,
    Repair.SAFE,
    tuple(row(one) for one in range(1, 8)),
    "The mark is taken off; the last day stays as it is.",
)
ORPHANS = RepairPlan(
    "orphan.contact",
    "Contacts whose organization is missing",
    Severity.MEDIUM,
    Repair.PREVIEW,
    (
        row(20, words="Dana Baker", kind=RepairKind.SET_ASIDE, fields=(), table="organization_contact"),
        row(
            21,
            words="Cascade Electric",
            kind=RepairKind.ADD,
            fields=(FieldRepair("name", "Name", "", "Recreated organization"),),
            why="Added again because 3 jobs name it.",
        ),
    ),
    "What lost its organization is set aside, never deleted.",
    "More than 50 rows go to a person.",
)


class FakeRepairs:
    """Does what the service of repairs does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self, *plans):
        self.plans = list(plans or (JOBS, ORPHANS))
        self.asked = []
        self.error = None
        self.left = ()
        self.later = ()
        self.after = Verdict.PASS
        self.entries = []

    def _note(self, what):
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def preview(self, run):
        self._note("preview")
        return tuple(self.plans)

    def apply(self, plan, accepted, progress=None):
        self._note(f"apply {','.join(accepted)}")
        done = tuple(one for one in plan.rows if one.key in accepted)
        rest = tuple(one for one in plan.rows if one.key not in accepted)
        self.plans = [replace(one, rows=rest) if one is plan else one for one in self.plans]
        self.plans = [one for one in self.plans if one.rows]
        self.entries.insert(0, JournalEntry(new_id(), NOW, "ana", "front-desk", plan.title, done, rule=plan.rule))
        check = CheckResult(CHECKS[0], self.after, "Looked at 41,530 jobs.")
        return RepairDone(new_id(), len(done), self.left, check, Changes.of("employment", new_id()))

    def undo(self, repair_id):
        self._note("undo")
        state = RepairState.UNDONE_PARTLY if self.later else RepairState.UNDONE
        place = next(at for at, one in enumerate(self.entries) if one.id == repair_id)
        entry = self.entries[place]
        self.entries[place] = replace(entry, state=state, undone_at=NOW + timedelta(hours=1), undone_by="bo")
        return UndoDone(len(entry.rows) - len(self.later), self.later)

    def journal(self, most=200):
        self._note("journal")
        return tuple(self.entries)

    def auto_heal(self, dry_run, progress=None):
        self._note("dry run" if dry_run else "heal")
        progress(1, 2, "Looking")
        safe = tuple(one for one in self.plans if one.repair is Repair.SAFE)
        rest = tuple(one for one in self.plans if one.repair is not Repair.SAFE)
        if dry_run:
            return HealReport(True, safe, rest)
        self.plans = list(rest)
        return HealReport(False, safe, rest, told="The admins were told.", backup="A backup was restored and compared.")


def later_edit():
    return LaterEdit("Kowalski, Ana 1", (FieldRepair("job", "Job title", "Wireman", "Foreman"),), "bo", NOW)
