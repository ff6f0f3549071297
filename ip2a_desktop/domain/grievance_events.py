"""What happened in a case, day by day, and what is still to come: the timeline of its page and its summary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from ip2a_desktop.domain.deadlines import long_day, spoken_time
from ip2a_desktop.domain.grievance_records import GrievanceRecord, StepRow
from ip2a_desktop.domain.procedures import Act


@dataclass(frozen=True)
class CaseEvent:
    """One thing of a case: its day, what it is, more about it; ``is_due`` where it is still to be done."""

    on: date
    what: str
    about: str = ""
    is_due: bool = False
    is_late: bool = False


def case_events(case: GrievanceRecord) -> tuple[CaseEvent, ...]:
    """Return what happened and what is due, in the order of days; of one day in the order of the procedure."""
    return tuple(sorted(_events(case), key=lambda one: one.on))


def _events(case: GrievanceRecord) -> Iterator[CaseEvent]:
    if case.draft.occurred_on:
        yield CaseEvent(case.draft.occurred_on, "It happened")
    if case.draft.knew_on:
        yield CaseEvent(case.draft.knew_on, "The grievant knew of it")
    for step in case.steps:
        yield from _at_step(case, step)
    for more in case.extensions:
        agreed = f"by {more.agreed_union} and {more.agreed_employer} ({more.document})"
        yield CaseEvent(
            more.agreed_on, f"More time: {case.words(more)}", f"Until {long_day(more.to_on)}, agreed {agreed}"
        )
    yield from _requests(case)
    yield from _arbitration(case)
    yield from _settlement(case)
    if case.row.closed_on and case.row.outcome:
        yield CaseEvent(case.row.closed_on, f"Closed: {case.row.outcome.label.lower()}", case.close_remarks)
    for clock in case.running:
        late = clock.is_over
        yield CaseEvent(clock.due_on, f"Due: {case.words(clock)}", clock.explanation, is_due=True, is_late=late)


def _at_step(case: GrievanceRecord, step: StepRow) -> Iterator[CaseEvent]:
    clock = next(
        (one for one in case.deadlines if one.position == step.position and one.act is Act.FILE and one.is_late), None
    )
    first = step is case.steps[0]
    what = f"Filed at {step.name}" if first else f"Taken to {step.name}"
    late = f"Late; it was due on {long_day(clock.due_on)}" if clock else ""
    yield CaseEvent(step.filed_on, what + _at(step.filed_time), late, is_late=clock is not None)
    if step.met_on:
        people = "; ".join(part for part in (step.union_attended, step.employer_attended) if part)
        yield CaseEvent(step.met_on, f"Meeting at {step.name}{_at(step.met_time)}", people)
    if step.answered_on:
        ends = f" ({step.disposition.label.lower()})" if step.disposition else ""
        yield CaseEvent(step.answered_on, f"Answer at {step.name}{_at(step.answered_time)}{ends}", step.answer)


def _requests(case: GrievanceRecord) -> Iterator[CaseEvent]:
    for one in case.requests:
        if one.requested_on:
            yield CaseEvent(one.requested_on, f"Information requested by {one.how.label.lower()}", one.items)
        if one.received_on:
            whole = "Information received, incomplete" if one.is_incomplete else "Information received"
            yield CaseEvent(one.received_on, whole, one.missing)


def _arbitration(case: GrievanceRecord) -> Iterator[CaseEvent]:
    one = case.arbitration
    if one is None:
        return
    if one.panel_received_on:
        yield CaseEvent(one.panel_received_on, "Panel of arbitrators received", one.agency)
    if one.hearing_on:
        yield CaseEvent(one.hearing_on, "Hearing", one.hearing_place)
    if one.briefs_due_on:
        yield CaseEvent(one.briefs_due_on, "Briefs due")
    if one.award_on:
        yield CaseEvent(one.award_on, "Award", one.award)


def _settlement(case: GrievanceRecord) -> Iterator[CaseEvent]:
    one = case.settlement
    if one is None:
        return
    if one.signed_on:
        yield CaseEvent(one.signed_on, "Settlement signed", one.terms)
    if one.complied_on:
        yield CaseEvent(one.complied_on, "Settlement kept")


def _at(hour: time | None) -> str:
    return f", {spoken_time(hour)}" if hour else ""
