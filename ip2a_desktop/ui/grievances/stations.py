"""The way of a case as stations: each step of its procedure with what was done there and what is due, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievances import days_left_words
from ip2a_desktop.domain.procedures import AFTER_SETTLEMENT, Act, Step
from ip2a_desktop.ui.kit.due_chips import SOON, standing_chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.tokens import Tone

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import DeadlineRow, GrievanceRecord, StepRow

Standing = Literal["done", "now", "ahead", "passed", "end"]

_DONE = {Act.MEET: "Met", Act.ANSWER: "Answered"}
_DUE = {Act.MEET: "Meeting due", Act.ANSWER: "Answer due", Act.GRIEVE_AGAIN: "Grieve again by"}


@dataclass(frozen=True)
class Due:
    """A running clock as it is shown: its words, how urgent it is, and the sentence that explains its date.

    ``day`` is the date alone, for where there is no room for more.
    """

    words: str
    tone: Tone
    icon: str
    explanation: str
    day: str = ""


@dataclass(frozen=True)
class Station:
    """One step on the way.

    Args:
        name: the step's name, or how the case ended.
        standing: whether it is done, is where the case is now, lies ahead, or is the end.
        lines: what was done there and when.
        dues: what is due there.
        hint: all of it with every explanation, for the hint under the pointer.
    """

    name: str
    standing: Standing
    lines: tuple[str, ...] = ()
    dues: tuple[Due, ...] = field(default=())
    tone: Tone = "neutral"
    icon: str = ""

    @property
    def hint(self) -> str:
        """Everything about the station in sentences."""
        return "\n".join([self.name, *self.lines, *(f"{one.words}\n{one.explanation}" for one in self.dues)])


def stations(case: GrievanceRecord) -> tuple[Station, ...]:
    """Return the stations of a case in their order: the steps it passes, then its end where it has one."""
    return tuple(_stations(case))


def _stations(case: GrievanceRecord) -> Iterator[Station]:
    rows = {one.position: one for one in case.steps}
    entry = case.steps[0].position if case.steps else case.rules.procedure.entry(case.draft.kind).position
    is_over = case.row.status in (GrievanceStatus.SETTLED, GrievanceStatus.CLOSED)
    for step in case.rules.procedure.steps:
        row = rows.get(step.position)
        if step.position < entry or (is_over and row is None):
            continue
        yield _station(case, step, row)
    if is_over:
        yield _end(case)


def _station(case: GrievanceRecord, step: Step, row: StepRow | None) -> Station:
    dues = tuple(due(one, case) for one in case.running if one.position == step.position)
    if row is None:
        is_first = not case.steps and step.position == case.rules.procedure.entry(case.draft.kind).position
        return Station(step.name, "now" if is_first else "ahead", (), dues)
    is_now = case.now_at is row and case.row.status in (GrievanceStatus.OPEN, GrievanceStatus.ARBITRATION)
    return Station(row.name, "now" if is_now else "done", step_lines(row), dues)


def _end(case: GrievanceRecord) -> Station:
    chip = standing_chip(case.row)
    dues = tuple(due(one, case) for one in case.running if one.position == AFTER_SETTLEMENT)
    lines: tuple[str, ...] = ()
    if case.row.closed_on is not None:
        lines = (f"On {day(case.row.closed_on)}",)
    elif case.settlement is not None and case.settlement.signed_on is not None:
        lines = (f"Signed {day(case.settlement.signed_on)}",)
    return Station(chip.text, "end", lines, dues, chip.tone, chip.icon)


def step_lines(row: StepRow) -> tuple[str, ...]:
    """Return what was done at a step, each with its day."""
    done: list[tuple[str, date | None]] = [("Filed", row.filed_on), ("Met", row.met_on), ("Answered", row.answered_on)]
    return tuple(f"{words} {day(on)}" for words, on in done if on is not None)


def due(one: DeadlineRow, case: GrievanceRecord) -> Due:
    """Return how a running clock is shown."""
    days = (one.due_on - case.today).days
    if one.act is Act.FILE:
        label = "File by" if not case.steps else "Go on by"
    else:
        label = _DUE[one.act]
    left = "late since today" if one.is_over and days >= 0 else days_left_words(days).lower()
    words = f"{label} {day(one.due_on)} · {left}"
    if one.is_over:
        return Due(words, "bad", "warning-circle", one.explanation, day(one.due_on))
    if days <= SOON:
        return Due(words, "warn", "clock", one.explanation, day(one.due_on))
    return Due(words, "neutral", "calendar-blank", one.explanation, day(one.due_on))
