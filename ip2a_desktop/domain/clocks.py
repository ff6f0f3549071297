"""Which clocks run in a case: both sides' limits at its step, the next one that would follow, the settlement's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ip2a_desktop.domain.deadlines import Deadline, Extension, Moment, Trigger, deadline
from ip2a_desktop.domain.procedures import (
    AFTER_SETTLEMENT,
    Act,
    GrievanceKind,
    Lateness,
    Rules,
    RunsFrom,
    Side,
    Step,
    StepLimit,
)
from ip2a_desktop.domain.words import Word


class TriggerUsed(Word):
    """Which day starts the time to file."""

    OCCURRENCE = "occurrence", "The day it happened"
    KNOWLEDGE = "knowledge", "The day the grievant knew or should have known"


class GrievanceStatus(Word):
    """Where a case stands; it only ever goes down this list."""

    PREPARING = "preparing", "Being prepared"
    OPEN = "open", "Open"
    ARBITRATION = "arbitration", "In arbitration"
    SETTLED = "settled", "Settled, not yet closed"
    CLOSED = "closed", "Closed"


RUNNING = frozenset({GrievanceStatus.PREPARING, GrievanceStatus.OPEN, GrievanceStatus.ARBITRATION})
"""The standings in which the steps' clocks run."""


@dataclass(frozen=True)
class StepFacts:
    """What happened at a step, and when."""

    position: int
    filed: Moment | None = None
    met: Moment | None = None
    answered: Moment | None = None


ClockKey = tuple[int, Act]
"""The step (or the settlement) and the act that a clock is for."""

_NONE: Mapping[ClockKey, tuple[Extension, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class CaseFacts:
    """What a case's clocks are counted from; all of it is stored, so the same facts give the same dates."""

    kind: GrievanceKind
    status: GrievanceStatus
    occurred_on: date
    knew_on: date | None = None
    trigger_used: TriggerUsed = TriggerUsed.OCCURRENCE
    steps: tuple[StepFacts, ...] = ()
    settlement_runs_from: date | None = None
    extensions: Mapping[ClockKey, tuple[Extension, ...]] = field(default_factory=lambda: _NONE)

    @property
    def trigger(self) -> Trigger:
        """The day that starts the time to file, in words."""
        if self.trigger_used is TriggerUsed.KNOWLEDGE and self.knew_on is not None:
            return Trigger(self.knew_on, "when the grievant knew")
        return Trigger(self.occurred_on, "when it happened" if self.knew_on else "")


@dataclass(frozen=True)
class Clock:
    """One running limit of a case: at which step, for which act, whose, until when, and what lateness does."""

    position: int
    act: Act
    side: Side
    lateness: Lateness
    deadline: Deadline

    @property
    def key(self) -> ClockKey:
        """What names this clock within its case."""
        return self.position, self.act


def open_clocks(case: CaseFacts, rules: Rules) -> tuple[Clock, ...]:
    """Return every clock that runs in a case, in the order of the procedure.

    Until the employer answers, the union's time to appeal is counted from the day on which the answer is due: it is
    there to be seen before it begins, and it is right where no answer ever comes.
    """
    if case.status is GrievanceStatus.SETTLED:
        return tuple(_after_settlement(case, rules))
    if case.status not in RUNNING or not rules.procedure.steps:
        return ()
    return tuple(_Count(case, rules).clocks())


def act_words(position: int, act: Act, rules: Rules) -> str:
    """Return what has to be done in words, such as ``Answer at Step 1`` or ``Appeal to Step 2``."""
    if position == AFTER_SETTLEMENT:
        return "Grieve again unless the settlement is kept"
    step = rules.procedure.step(position)
    if act is not Act.FILE:
        return f"{act.label} at {step.name}"
    first = position == rules.procedure.steps[0].position
    return f"File at {step.name}" if first else f"Go to {step.name}"


class _Count:
    """The clocks of one case that is not settled yet."""

    def __init__(self, case: CaseFacts, rules: Rules) -> None:
        self._case = case
        self._rules = rules
        self._procedure = rules.procedure

    def clocks(self) -> Iterator[Clock]:
        if not self._case.steps:
            yield from self._to_file()
            return
        now = self._case.steps[-1]
        step = self._procedure.step(now.position)
        meet = None if now.met or now.answered else self._clock(step, Act.MEET, self._filed(now, step))
        if meet:
            yield meet
        answer = None if now.answered else self._clock(step, Act.ANSWER, self._answer_runs_from(now, step, meet))
        if answer:
            yield answer
        following = self._procedure.next_after(step.position)
        appeal = following and self._clock(
            following, Act.FILE, self._appeal_runs_from(following, now, step, meet, answer)
        )
        if appeal:
            yield appeal

    def _to_file(self) -> Iterator[Clock]:
        clock = self._clock(self._procedure.entry(self._case.kind), Act.FILE, self._case.trigger)
        if clock:
            yield clock

    def _filed(self, now: StepFacts, step: Step) -> Trigger | None:
        return Trigger(now.filed, f"the filing at {step.name}") if now.filed else None

    def _answer_runs_from(self, now: StepFacts, step: Step, meet: Clock | None) -> Trigger | None:
        limit = step.limit(Act.ANSWER)
        from_meeting = limit is not None and limit.runs_from is RunsFrom.MET
        return self._met(now, step, meet) if from_meeting else self._filed(now, step)

    def _met(self, now: StepFacts, step: Step, meet: Clock | None) -> Trigger | None:
        if now.met:
            return Trigger(now.met, f"the meeting at {step.name}")
        return Trigger(meet.deadline.due_on, f"when the meeting at {step.name} is due") if meet else None

    def _appeal_runs_from(
        self, following: Step, now: StepFacts, step: Step, meet: Clock | None, answer: Clock | None
    ) -> Trigger | None:
        limit = following.limit(Act.FILE)
        if limit is None:
            return None
        if limit.runs_from is RunsFrom.FILED:
            return self._filed(now, step)
        if limit.runs_from is RunsFrom.MET:
            return self._met(now, step, meet)
        if now.answered:
            return Trigger(now.answered, f"the answer at {step.name}")
        return Trigger(answer.deadline.due_on, f"when the answer at {step.name} is due") if answer else None

    def _clock(self, step: Step, act: Act, trigger: Trigger | None) -> Clock | None:
        limit = step.limit(act)
        if limit is None or trigger is None:
            return None
        return _clock(step.position, limit, trigger, self._case, self._rules)


def _after_settlement(case: CaseFacts, rules: Rules) -> Iterator[Clock]:
    limit = rules.procedure.after_settlement
    if limit is not None and case.settlement_runs_from is not None:
        trigger = Trigger(case.settlement_runs_from, "the settlement")
        yield _clock(AFTER_SETTLEMENT, limit, trigger, case, rules)


def _clock(position: int, limit: StepLimit, trigger: Trigger, case: CaseFacts, rules: Rules) -> Clock:
    extensions: Sequence[Extension] = case.extensions.get((position, limit.act), ())
    due = deadline(limit.limit, trigger, rules.calendar, extensions)
    return Clock(position, limit.act, limit.side, limit.lateness, due)
