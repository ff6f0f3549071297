"""The review as a timeline: who decided what and when, who stepped aside, which level is next."""

from typing import Final

from PySide6.QtWidgets import QVBoxLayout

from ip2a_desktop.domain.benevolence import ApplicationStatus
from ip2a_desktop.domain.benevolence_fund import dollars
from ip2a_desktop.domain.benevolence_record import Answer, ApplicationRecord, Recusal, Review, Step
from ip2a_desktop.domain.benevolence_review import barred, open_steps, seat_of
from ip2a_desktop.ui.benevolence.rail import Rail, Stop
from ip2a_desktop.ui.benevolence.words import DECISION, decision_chip
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.formats import day, moment
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.widgets import scrolled

_STILL_OPEN: Final = (
    ApplicationStatus.SUBMITTED,
    ApplicationStatus.UNDER_REVIEW,
    ApplicationStatus.NEEDS_INFORMATION,
)


class ReviewPanel(Panel):
    """The review levels of one application, and everything that was decided."""

    def __init__(self) -> None:
        super().__init__()
        self.rail = Rail("Review")
        self.states = StateStack(scrolled(self.rail))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)

    def show_record(self, record: ApplicationRecord) -> None:
        """Show the review of an application."""
        stops = stops_of(record)
        self.rail.show_stops(stops)
        if stops:
            self.states.show_content()
        else:
            self.states.show_empty(
                "Not handed in yet",
                "The levels that have to approve are fixed when it is handed in, by the amount that is asked for.",
                icon="users",
            )


def stops_of(record: ApplicationRecord) -> list[Stop]:
    """Return the review from the day it was handed in to the level that comes last."""
    outcome = record.outcome
    past = [
        *((one.at, _decided(one, outcome.round)) for one in record.reviews),
        *((one.at, _answered(one)) for one in record.answers),
        *((one.at, _stepped_aside(one)) for one in record.recusals),
    ]
    found = [stop for _at, stop in sorted(past, key=lambda pair: pair[0])]
    if outcome.submitted_on is not None:
        found.insert(0, _handed_in(record))
    if outcome.status in _STILL_OPEN:
        found += _to_come(record)
    elif outcome.status is ApplicationStatus.DRAFT and found:
        found.append(Stop("To be corrected and handed in again", "pencil-simple", "warn", "now"))
    else:
        found += _end(record)
    return found


def _handed_in(record: ApplicationRecord) -> Stop:
    outcome = record.outcome
    asked = f"{dollars(record.draft.requested)} asked for" if record.draft.requested is not None else ""
    meta = " · ".join(part for part in (outcome.submitted_by, day(outcome.submitted_on)) if part)
    again = f"Round {outcome.round}: the review began anew." if outcome.round > 1 else ""
    return Stop("Handed in", "paper-plane-tilt", "info", meta=meta, lines=tuple(one for one in (asked, again) if one))


def _decided(one: Review, this_round: int) -> Stop:
    icon, tone = DECISION[one.decision]
    stands_in = f", in the place of {one.alternate_for}" if one.alternate_for else ""
    before = "" if one.round == this_round else f" · round {one.round}"
    lines = []
    if one.amount is not None:
        lines.append(f"{dollars(one.amount)} approved" + (f". {one.cap.sentence}" if one.cap else ""))
    if one.comment:
        lines.append(one.comment)
    if one.override_reason:
        lines.append(f"Rule set aside: {one.override_reason}")
    return Stop(
        one.level,
        icon,
        tone,
        chip=decision_chip(one.decision),
        meta=f"{one.reviewer}{stands_in} · {moment(one.at)}{before}",
        lines=tuple(lines),
    )


def _answered(one: Answer) -> Stop:
    return Stop("The member answered", "chat-text", "info", meta=f"{one.by} · {moment(one.at)}", lines=(one.words,))


def _stepped_aside(one: Recusal) -> Stop:
    said = f"{one.alternate_name} decides in the place of {one.recused_name}."
    return Stop(
        one.level,
        "user-circle-minus",
        "neutral",
        chip=Chip("Recusal", "user-circle-minus", "neutral"),
        meta=f"{one.by} · {moment(one.at)}",
        lines=(said, one.reason),
    )


def _to_come(record: ApplicationRecord) -> list[Stop]:
    stops = []
    for place, step in enumerate(open_steps(record)):
        stops.append(_next(record, step) if place == 0 else _later(record, step))
    return stops


def _next(record: ApplicationRecord, step: Step) -> Stop:
    if record.outcome.status is ApplicationStatus.NEEDS_INFORMATION:
        words = "Decides again when the answer of the member is written down."
        return Stop(
            step.name, "question", "warn", "now", Chip("Waits for the member", "question", "warn"), lines=(words,)
        )
    stands_in = _seated(record, step)
    why_not = barred(record, record.person, step)
    chip = Chip("Your turn", "hand-palm", "warn") if not why_not else Chip("Next", "hourglass-medium", "info")
    said = tuple(one for one in (stands_in, why_not) if one and one != f"The {step.name} decides at this level.")
    return Stop(step.name, "hourglass-medium", "warn" if not why_not else "info", "now", chip, lines=said)


def _later(record: ApplicationRecord, step: Step) -> Stop:
    stands_in = _seated(record, step)
    return Stop(step.name, "circle", "neutral", "later", meta="Later", lines=(stands_in,) if stands_in else ())


def _seated(record: ApplicationRecord, step: Step) -> str:
    seat = seat_of(record.recusals, step)
    return f"{seat.alternate_name} decides in the place of {seat.recused_name}." if seat else ""


def _end(record: ApplicationRecord) -> list[Stop]:
    outcome = record.outcome
    found = []
    if outcome.status.is_granted and outcome.approved is not None:
        meta = day(outcome.decided_on)
        found.append(Stop(f"{dollars(outcome.approved)} granted", "currency-circle-dollar", "good", meta=meta))
    elif outcome.status is ApplicationStatus.WITHDRAWN:
        found.append(Stop("Withdrawn", "sign-out", "neutral", lines=(outcome.withdrawn_reason,)))
    if outcome.found_false_on is not None:
        said = (outcome.found_false_reason,)
        found.append(Stop("A statement was false", "warning", "bad", meta=day(outcome.found_false_on), lines=said))
    return found
