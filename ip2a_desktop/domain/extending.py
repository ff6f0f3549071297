"""What more time for one clock does to the dates of its case, before it is agreed."""

from __future__ import annotations

from dataclasses import replace

from ip2a_desktop.domain.clocks import ClockKey
from ip2a_desktop.domain.deadlines import Extension
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.recomputing import DateChange, KeptCase, KeptDeadline, recounted


def moved_by(case: GrievanceRecord, clock: ClockKey, more: Extension) -> tuple[DateChange, ...]:
    """Return each date of a case that an extension of one of its clocks would move, before and after."""
    facts = case.facts
    known = {**facts.extensions, clock: (*facts.extensions.get(clock, ()), more)}
    running = {(one.position, one.act): KeptDeadline(one.due_on, one.due_at, one.explanation) for one in case.running}
    kept = KeptCase(case.row.id, case.row.number, replace(facts, extensions=known), running)
    return tuple(change for one in recounted([kept], case.rules) for change in one.changes if change.is_moved)
