"""What a change of holidays, limits or extensions does to open cases: every date before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from ip2a_desktop.domain.clocks import CaseFacts, Clock, ClockKey, act_words, open_clocks
from ip2a_desktop.domain.procedures import AFTER_SETTLEMENT, Rules


@dataclass(frozen=True)
class KeptDeadline:
    """A running deadline as it stands in the database."""

    due_on: date
    due_at: datetime
    explanation: str


@dataclass(frozen=True)
class KeptCase:
    """A case with the deadlines that were counted for it before."""

    id: UUID
    number: str
    facts: CaseFacts
    deadlines: Mapping[ClockKey, KeptDeadline]


@dataclass(frozen=True)
class DateChange:
    """One date before and after; ``before`` is None for a new clock, ``after`` for one that stops."""

    grievance_id: UUID
    number: str
    what: str
    before: date | None
    after: date | None
    explanation: str

    @property
    def is_moved(self) -> bool:
        """Whether the day itself changes, and not only its reason."""
        return self.before != self.after


@dataclass(frozen=True)
class RecountedCase:
    """A case of which something changes: all its clocks as they must be, and the changes for people."""

    id: UUID
    clocks: tuple[Clock, ...]
    changes: tuple[DateChange, ...]


def recounted(cases: Iterable[KeptCase], rules: Rules) -> Iterator[RecountedCase]:
    """Give the cases of which a date or its reason differs from what is kept."""
    for case in cases:
        clocks = open_clocks(case.facts, rules)
        changes = tuple(_changes(case, clocks, rules))
        if changes:
            yield RecountedCase(case.id, clocks, changes)


def _changes(case: KeptCase, clocks: Sequence[Clock], rules: Rules) -> Iterator[DateChange]:
    for clock in clocks:
        kept, new = case.deadlines.get(clock.key), clock.deadline
        if kept is None or kept.due_at != new.due_at or kept.explanation != new.explanation:
            before = kept.due_on if kept else None
            words = act_words(clock.position, clock.act, rules)
            yield DateChange(case.id, case.number, words, before, new.due_on, new.explanation)
    counted = {clock.key for clock in clocks}
    for key, kept in case.deadlines.items():
        if key not in counted:
            stopped = "The agreement sets no limit for this any more."
            yield DateChange(case.id, case.number, _words(key, rules), kept.due_on, None, stopped)


def _words(key: ClockKey, rules: Rules) -> str:
    """Return what had to be done, also at a step that the rules do not have any more."""
    is_there = any(step.position == key[0] for step in rules.procedure.steps)
    return act_words(*key, rules) if is_there or key[0] == AFTER_SETTLEMENT else "Go to a step that is taken away"


def fit(cases: Iterable[KeptCase], rules: Rules) -> bool:
    """Say whether the rules still have the step at which each of the cases is."""
    there = {step.position for step in rules.procedure.steps}
    return all(case.facts.steps[-1].position in there for case in cases if case.facts.steps)
