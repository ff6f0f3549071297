"""A procedure in sentences, for screen and paper: who sits at a step, how long each side has, what lateness does."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from ip2a_desktop.domain.deadlines import Limit, Unit
from ip2a_desktop.domain.procedures import (
    Act,
    FirstStrike,
    GrievanceKind,
    Lateness,
    RunsFrom,
    Side,
    Step,
    StepForm,
    StepLimit,
)

_NOUNS = {
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.WORKING_DAYS: "working day",
    Unit.ROLLED_DAYS: "calendar day",
    Unit.HOURS: "hour",
}
_WHO = {Side.UNION: "the union", Side.EMPLOYER: "the employer"}


class InOrder(Protocol):
    """Something with a name and a place: a step as the rules have it, or as it is kept."""

    @property
    def name(self) -> str: ...
    @property
    def position(self) -> int: ...


def limit_sentence(limit: StepLimit, step: Step | None, before: Step | None) -> str:
    """Return a limit in words: who does what, within which time from what, and what follows from being late.

    Args:
        limit: the limit.
        step: the step that it belongs to; None for the one that a settlement starts.
        before: the step before that one; None where it is the first.
    """
    doing = f"{_WHO[limit.side]} {_verb(limit, step)} {_within(limit.limit)} {_start(limit, before)}"
    return f"{_capital(doing)}{_rest(limit.limit)}. {_late(limit)}"


def act_phrase(act: Act, step: Step | None, before: Step | None) -> str:
    """Return what a limit is for, such as ``answer at Step 1`` or ``go to Step 2``."""
    if act is Act.GRIEVE_AGAIN or step is None:
        return "grieve again after a settlement"
    if act is Act.FILE:
        return f"file at {step.name}" if before is None else f"go to {step.name}"
    return f"{act.label.lower()} at {step.name}"


def step_sentences(step: Step) -> tuple[str, ...]:
    """Return who sits at a step, how it decides, and which cases begin there, a sentence each."""
    found = (_seats(step), _rule(step), _panel(step), _entry(step))
    return tuple(one for one in found if one)


def missing_acts(step: Step) -> tuple[Act, ...]:
    """Return for what the agreement sets no limit at a step."""
    return tuple(act for act in (Act.FILE, Act.MEET, Act.ANSWER) if step.limit(act) is None)


def missing_sentence(step: Step) -> str:
    """Return for what there is no limit at a step, in one sentence; empty where there is one for everything."""
    words = {Act.FILE: "to bring it here", Act.MEET: "to meet", Act.ANSWER: "to answer"}
    missing = [words[act] for act in missing_acts(step)]
    return f"No limit {_listed(missing, 'or')}." if missing else ""


def chain(steps: Iterable[InOrder]) -> str:
    """Return the names of the steps in their order, such as ``Step 1 → Step 2 → Arbitration``."""
    return " → ".join(step.name for step in sorted(steps, key=lambda one: one.position))


def _verb(limit: StepLimit, step: Step | None) -> str:
    if limit.act is Act.FILE:
        from_start = limit.runs_from is RunsFrom.TRIGGER
        return "files" if from_start or step is None else f"takes the case to {step.name}"
    return {Act.MEET: "meets", Act.ANSWER: "answers", Act.GRIEVE_AGAIN: "may grieve again"}[limit.act]


def _within(limit: Limit) -> str:
    if not limit.number:
        return "on the day of"
    noun = _NOUNS[limit.unit] + ("" if limit.number == 1 else "s")
    return f"within {limit.number:,} {noun} of"


def _start(limit: StepLimit, before: Step | None) -> str:
    at_step = f" at {before.name}" if limit.act is Act.FILE and before is not None else ""
    return {
        RunsFrom.TRIGGER: "the occurrence, or of the day it became known",
        RunsFrom.FILED: f"the filing{at_step}",
        RunsFrom.MET: f"the meeting{at_step}",
        RunsFrom.ANSWERED: f"the answer{at_step}" if before is not None else "the answer at the step before",
        RunsFrom.SETTLED: "the settlement, if it is not kept",
    }[limit.runs_from]


def _rest(limit: Limit) -> str:
    parts = []
    if limit.counts_trigger_day and limit.unit is not Unit.HOURS:
        parts.append(", that day counted")
    if limit.unit is Unit.ROLLED_DAYS:
        parts.append(", or on the next working day where the last day is none")
    if limit.article:
        parts.append(f" ({limit.article})")
    return "".join(parts)


def _late(limit: StepLimit) -> str:
    if limit.lateness is Lateness.ABANDONED and limit.act is Act.FILE:
        return "Later than that, the case is given up."
    if limit.lateness is Lateness.ABANDONED and limit.act is Act.GRIEVE_AGAIN:
        return "Later than that, it no longer can."
    return {
        Lateness.ABANDONED: "If it is late, it gives up its position.",
        Lateness.ADVANCES: "If it is late, the case goes to the next step by itself.",
        Lateness.MAY_ADVANCE: f"If it is late, {_WHO[limit.side.other]} may take the case to the next step.",
        Lateness.NO_EFFECT: "Being late changes nothing.",
    }[limit.lateness]


def _seats(step: Step) -> str:
    seats = [f"for {_WHO[side]}: {who}" for side, who in _sitting(step) if who]
    return f"{_capital('; '.join(seats))}." if seats else ""


def _sitting(step: Step) -> tuple[tuple[Side, str], ...]:
    return (Side.UNION, step.union_sits), (Side.EMPLOYER, step.employer_sits)


def _rule(step: Step) -> str:
    return f"{step.rule.rstrip('.')}." if step.rule else ""


def _panel(step: Step) -> str:
    if step.form is not StepForm.ARBITRATION or not step.panel_size:
        return ""
    names = "one name" if step.panel_size == 1 else f"{step.panel_size} names"
    first = {
        FirstStrike.RESPONDING: "; the employer strikes first",
        FirstStrike.GRIEVING: "; the union strikes first",
        None: "",
    }[step.first_strike]
    return f"A panel of {names}{first}."


def _entry(step: Step) -> str:
    kinds = [kind.label for kind in GrievanceKind if kind in step.entry_for]
    if not kinds:
        return ""
    listed = _listed([kinds[0], *(_small(one) for one in kinds[1:])], "and")
    return f"{listed} grievances begin here."


def _listed(words: Sequence[str], joint: str) -> str:
    return f"{', '.join(words[:-1])} {joint} {words[-1]}" if len(words) > 1 else "".join(words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
