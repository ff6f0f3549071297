"""The tab of the steps: for each what was done and said there, what is due, and the sentence behind every date."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.grievances import DeadlineState
from ip2a_desktop.domain.procedures import AFTER_SETTLEMENT, Act, Step
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.panel import Panel

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import DeadlineRow, GrievanceRecord, StepRow

_LIMITS = {
    Act.FILE: "Limit to file",
    Act.MEET: "Limit to meet",
    Act.ANSWER: "Limit to answer",
    Act.GRIEVE_AGAIN: "Limit to grieve again",
}


class StepsPanel(Panel):
    """The steps of a case as cards, those ahead with who sits there and how long each side has."""

    def __init__(self) -> None:
        super().__init__()
        self.list = CardList("Steps")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    def show_record(self, record: GrievanceRecord) -> None:
        """Show the steps."""
        self.list.show_cards(list(_cards(record)))


def _cards(record: GrievanceRecord) -> Iterator[Card]:
    rows = {one.position: one for one in record.steps}
    entry = record.steps[0].position if record.steps else record.rules.procedure.entry(record.draft.kind).position
    for step in record.rules.procedure.steps:
        if step.position >= entry:
            yield _card(record, step, rows.get(step.position))
    after = [one for one in record.deadlines if one.position == AFTER_SETTLEMENT]
    if after:
        yield Card(None, "After the settlement", lines=tuple(_deadline(one) for one in after))


def _card(record: GrievanceRecord, step: Step, row: StepRow | None) -> Card:
    lines = [*(_done(row) if row else ()), *_deadlines(record, step.position), *_extensions(record, step.position)]
    sits = " · ".join(part for part in (step.union_sits, step.employer_sits) if part)
    body = "\n".join(part for part in (sits, step.rule) if part) if row is None else ""
    return Card(None, step.name, _chips(record, row), step.form.label, body, tuple(lines))


def _chips(record: GrievanceRecord, row: StepRow | None) -> tuple[Chip, ...]:
    if row is None:
        return (Chip("Ahead", "circle-dashed", "neutral"),)
    standing = Chip("Here now", "map-pin", "info") if row is record.now_at else Chip("Done", "check", "good")
    said = (Chip(row.disposition.label, "chat-text", "neutral"),) if row.disposition else ()
    return (standing, *said)


def _done(row: StepRow) -> Iterator[CardLine]:
    yield CardLine("Filed", _at(row.filed_on, row.filed_time))
    if row.met_on:
        attended = "; ".join(part for part in (row.union_attended, row.employer_attended) if part)
        yield CardLine("Met", _at(row.met_on, row.met_time) + (f" with {attended}" if attended else ""))
    if row.answered_on:
        yield CardLine("Answered", _at(row.answered_on, row.answered_time))
    if row.answer:
        yield CardLine("Answer", row.answer)
    signed = ", ".join(part for part in (row.union_signer, row.employer_signer) if part)
    if signed:
        yield CardLine("Signed", signed)


def _at(on: object, hour: object) -> str:
    return f"{day(on)}{f', {hour:%H:%M}' if hour else ''}"  # type: ignore[arg-type]  # a date and a time


def _deadlines(record: GrievanceRecord, position: int) -> Iterator[CardLine]:
    for one in record.deadlines:
        if one.position == position and one.state is not DeadlineState.MOOT:
            yield _deadline(one)


def _deadline(one: DeadlineRow) -> CardLine:
    if one.done_on is not None:
        state = f"Done on {day(one.done_on)}, {'late' if one.is_late else 'in time'}."
    elif one.is_over:
        state = f"Late. The agreement says: {one.lateness.label[0].lower()}{one.lateness.label[1:]}."
    else:
        state = f"The {one.side.label.lower()} has to do it."
    return CardLine(_LIMITS[one.act], f"{one.explanation}.\n{state}")


def _extensions(record: GrievanceRecord, position: int) -> Iterator[CardLine]:
    for one in record.extensions:
        if one.position == position:
            words = f"from {day(one.from_on)} to {day(one.to_on)}, agreed on {day(one.agreed_on)} by {one.agreed_union}"
            yield CardLine("More time", f"{words} and {one.agreed_employer} ({one.document})")
