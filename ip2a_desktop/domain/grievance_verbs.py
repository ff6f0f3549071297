"""What may follow in a case: the verbs that its page offers. PostgreSQL refuses every other one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ip2a_desktop.domain.clocks import RUNNING, GrievanceStatus
from ip2a_desktop.domain.grievance_records import DeadlineRow, GrievanceRecord
from ip2a_desktop.domain.grievances import Disposition, Outcome
from ip2a_desktop.domain.procedures import Act, FirstStrike, Lateness, Side, Step, StepForm
from ip2a_desktop.domain.words import Word


class Verb(Word):
    """What the office can do with a case."""

    FILE = "file", "File the grievance"
    MEET = "meet", "Record the meeting"
    ANSWER = "answer", "Record the answer"
    APPEAL = "appeal", "Appeal"
    ARBITRATE = "arbitrate", "Demand arbitration"
    STRIKE = "strike", "Strike a name"
    EXTEND = "extend", "Extend a limit"
    SETTLE = "settle", "Settle"
    WITHDRAW = "withdraw", "Withdraw"
    CLOSE = "close", "Close"


@dataclass(frozen=True)
class Offer:
    """A verb as the case's page shows it; ``warning`` is said before it is done."""

    verb: Verb
    text: str
    warning: str = ""


def offers(case: GrievanceRecord) -> tuple[Offer, ...]:
    """Return what may be done with a case now, the likeliest first."""
    return tuple(_offers(case))


def _offers(case: GrievanceRecord) -> Iterator[Offer]:
    status = case.row.status
    if status is GrievanceStatus.PREPARING:
        yield Offer(Verb.FILE, f"File at {case.step.name}", _late(case, Act.FILE, case.step))
    if status is GrievanceStatus.OPEN:
        yield from _at_a_step(case)
    if status is GrievanceStatus.ARBITRATION and (side := strikes_next(case)):
        yield Offer(Verb.STRIKE, f"Strike a name ({side.label.lower()}’s turn)")
    if case.running:
        yield Offer(Verb.EXTEND, Verb.EXTEND.label)
    if status in (GrievanceStatus.OPEN, GrievanceStatus.ARBITRATION):
        yield Offer(Verb.SETTLE, Verb.SETTLE.label)
    if status in RUNNING:
        yield Offer(Verb.WITHDRAW, Verb.WITHDRAW.label)
    if status is not GrievanceStatus.CLOSED:
        yield Offer(Verb.CLOSE, Verb.CLOSE.label)


def _at_a_step(case: GrievanceRecord) -> Iterator[Offer]:
    now = case.now_at
    if now is None:
        return
    following = case.rules.procedure.next_after(now.position)
    if following is not None and may_go_on(case):
        demand = following.form is StepForm.ARBITRATION
        text = Verb.ARBITRATE.label if demand else f"Appeal to {following.name}"
        yield Offer(Verb.ARBITRATE if demand else Verb.APPEAL, text, _late(case, Act.FILE, following))
    answered = "Correct" if now.answered_on else "Record"
    met = "Correct" if now.met_on else "Record"
    yield Offer(Verb.ANSWER, f"{answered} the answer at {now.name}")
    yield Offer(Verb.MEET, f"{met} the meeting at {now.name}")


def may_go_on(case: GrievanceRecord) -> bool:
    """Say whether the case may go to its next step: it was answered, or the employer is late and that opens the way."""
    now = case.now_at
    if now is None or now.disposition is Disposition.ACCEPTED:
        return False
    opens = (Lateness.ADVANCES, Lateness.MAY_ADVANCE)
    return now.answered_on is not None or any(
        one.is_over and one.side is Side.EMPLOYER and one.position == now.position and one.lateness in opens
        for one in case.running
    )


def outcomes(case: GrievanceRecord) -> tuple[Outcome, ...]:
    """Return how the case may end as it stands now."""
    if case.row.status is GrievanceStatus.CLOSED:
        return ()
    if case.row.status is GrievanceStatus.SETTLED:
        return (Outcome.SETTLED,)
    awarded = case.arbitration is not None and case.arbitration.award_on is not None
    decided = awarded or any(one.answered_on for one in case.steps)
    always = (Outcome.WITHDRAWN, Outcome.UNTIMELY, Outcome.MERGED)
    return (Outcome.SUSTAINED, Outcome.DENIED, *always) if decided else always


def strikes_next(case: GrievanceRecord) -> Side | None:
    """Return whose turn it is to strike a name, None where no name is left to strike."""
    struck = sum(one.struck_by is not None for one in case.panel)
    if len(case.panel) - struck <= 1:
        return None
    first = (case.step.first_strike or FirstStrike.RESPONDING).side
    return first if struck % 2 == 0 else first.other


def chosen_arbitrator(case: GrievanceRecord) -> str:
    """Return the name that was left on the panel; empty while names are still to be struck."""
    left = [one.name for one in case.panel if one.struck_by is None]
    return left[0] if len(left) == 1 and len(case.panel) > 1 else ""


def _late(case: GrievanceRecord, act: Act, step: Step) -> str:
    clock = next((one for one in case.running if one.act is act and one.position == step.position), None)
    if clock is None or not clock.is_over:
        return ""
    days = (case.today - clock.due_on).days
    return f"This is {_days(days)} late. The agreement says: {_consequence(clock)}"


def _days(count: int) -> str:
    return f"{count:,} {'day' if count == 1 else 'days'}" if count else "some hours"


def _consequence(clock: DeadlineRow) -> str:
    words = clock.lateness.label
    return f"{words[0].lower()}{words[1:]}."
