"""Cases of a stress hall: years of grievances over all steps and ends, with the clocks that verbs would have left."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from ip2a_desktop.domain.agreement_drafts import Parts
from ip2a_desktop.domain.agreement_samples import SAMPLES, sample_parts
from ip2a_desktop.domain.clocks import CaseFacts, Clock, ClockKey, GrievanceStatus, StepFacts, open_clocks
from ip2a_desktop.domain.deadlines import DEFAULT_ZONE
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Rules, Side
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.grievance_texts import ANSWERS, MATTERS, OFFICERS, REQUESTS, STEWARDS, TERMS
from ip2a_desktop.seed.stress.lines import Ids, Rows, Sheet
from ip2a_desktop.seed.stress.people import Member, Weighted

_NAMES = ("Inside Construction Agreement", "Residential Agreement", "Limited Energy Agreement")
_YEARS_BACK = 8
_KINDS = {
    GrievanceKind.INDIVIDUAL: 70, GrievanceKind.DISCIPLINE: 16, GrievanceKind.GROUP: 9, GrievanceKind.POLICY: 5,
}  # fmt: skip
_RUNNING = {"preparing": 3, "filed": 3, "answered": 4, "appealed": 2, "arbitration": 2, "settled": 2}
_OVER = {"settled": 46, "withdrawn": 21, "denied": 16, "sustained": 13, "untimely": 4}
_STILL_RUNNING = 0.12
_GOES_ON, _ARBITRATED = 0.35, 0.08
_ARBITRATION: Final = 3


@dataclass
class _Version:
    """A version of an agreement, and the ids of its steps by place."""

    id: str
    rules: Rules
    steps: dict[int, UUID]
    ends_on: date | None


@dataclass
class _Plan:
    """What is to become of a case: when it happened, and how far it went."""

    kind: GrievanceKind
    end: str
    occurred_on: date
    is_running: bool
    reaches: int = 1


@dataclass
class _Case:
    """A case while it is told."""

    id: str
    facts: CaseFacts
    version: _Version
    clocks: dict[ClockKey, Clock] = field(default_factory=dict)
    done: dict[ClockKey, date] = field(default_factory=dict)
    last: date = date.min

    def count(self) -> None:
        """Count the clocks anew; one that runs no more stays as it was counted last."""
        self.clocks |= {one.key: one for one in open_clocks(self.facts, self.version.rules)}

    def running(self) -> set[ClockKey]:
        """What runs at the end."""
        return {one.key for one in open_clocks(self.facts, self.version.rules)}


class Cases:
    """Makes agreements and the cases under them.

    Args:
        chance: where the dice come from.
        ids: gives out their ids.
        members: whom the cases are about.
        employers: against whom they are.
        today: the day that everything is told from.
    """

    def __init__(
        self, chance: Chance, ids: Ids, members: Sequence[Member], employers: Sequence[str], today: date
    ) -> None:
        self._chance = chance
        self._ids = ids
        self._members = members
        self._employers = employers
        self._today = today
        self._kinds = Weighted(chance, _KINDS)
        self._running = Weighted(chance, _RUNNING)
        self._over = Weighted(chance, _OVER)
        self._agreements = Rows("agreement", "id", "name")
        self._versions = Rows("agreement_version", "id", "agreement_id", "name", "starts_on", "ends_on")
        self._procedure_steps = Rows(
            "procedure_step", "id", "agreement_version_id", "position", "name", "form", "union_sits", "employer_sits",
            "rule", "entry_for", "panel_size", "first_strike",
        )  # fmt: skip
        self._limits = Rows(
            "procedure_limit", "id", "agreement_version_id", "procedure_step_id", "act", "side", "number", "unit",
            "runs_from", "counts_trigger_day", "lateness", "article",
        )  # fmt: skip
        self._holidays = Rows("agreement_holiday", "id", "agreement_version_id", "day", "name")
        self._cases = Rows(
            "grievance", "id", "number_year", "number_seq", "kind", "organization_id", "agreement_version_id",
            "jobsite", "occurred_on", "trigger_used", "steward", "representative", "supervisor", "statement", "remedy",
            "priority", "status", "step_position", "outcome", "closed_on",
        )  # fmt: skip
        self._grievants = Rows("grievance_grievant", "id", "grievance_id", "member_id", "is_lead")
        self._articles = Rows("grievance_article", "id", "grievance_id", "reference")
        self._steps = Rows(
            "grievance_step", "id", "grievance_id", "procedure_step_id", "position", "filed_on", "met_on",
            "union_attended", "employer_attended", "answered_on", "answer", "disposition",
        )  # fmt: skip
        self._deadlines = Rows(
            "grievance_deadline", "id", "grievance_id", "position", "act", "side", "lateness", "due_on", "due_at",
            "explanation", "state", "done_on", "is_next", "is_ours",
        )  # fmt: skip
        self._requests = Rows(
            "information_request", "id", "grievance_id", "requested_on", "addressed_to", "items", "reason", "due_on",
            "received_on",
        )  # fmt: skip
        self._settlements = Rows(
            "settlement", "id", "terms", "signed_on", "union_signer", "employer_signer", "amount", "complied_on"
        )
        self._arbitrations = Rows("arbitration", "id", "demanded_on", "arbitrator", "hearing_on", "award_on", "award")
        self._numbers: dict[int, int] = {}
        self.case_ids: list[str] = []

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The rows of all that was made, in the order in which they refer to each other."""
        rows = (
            self._agreements, self._versions, self._procedure_steps, self._limits, self._holidays, self._cases,
            self._grievants, self._articles, self._steps, self._deadlines, self._requests, self._settlements,
            self._arbitrations,
        )  # fmt: skip
        return tuple(one.sheet for one in rows)

    def make(self, count: int) -> None:
        """Make the agreements and so many cases, numbered by the day on which they happened."""
        agreements = [self._agreement(name) for name in _NAMES]
        plans = sorted((self._plan() for _ in range(count)), key=lambda one: one.occurred_on)
        for plan in plans:
            versions = self._chance.choice(agreements)
            version = next(one for one in versions if one.ends_on is None or plan.occurred_on <= one.ends_on)
            self._tell(plan, version)

    # -- agreements ------------------------------------------------------------------------------------------------

    def _agreement(self, name: str) -> list[_Version]:
        """Return its versions, the older ones first; each with the calendar of its years."""
        agreement_id = self._ids.new()
        self._agreements.add(agreement_id, name)
        first = self._today.year - _YEARS_BACK - 1
        starts = [first, first + 4, first + 8]
        return [
            self._version(agreement_id, start, None if at == len(starts) - 1 else date(starts[at + 1] - 1, 12, 31))
            for at, start in enumerate(starts)
        ]

    def _version(self, agreement_id: str, year: int, ends_on: date | None) -> _Version:
        version_id = self._ids.new()
        starts_on = date(year, 1, 1)
        self._versions.add(version_id, agreement_id, f"{year}–{year + 3}", starts_on, ends_on)
        made = sample_parts(SAMPLES[0], UUID(version_id), starts_on)
        rows = ((self._procedure_steps, made.steps), (self._limits, made.limits), (self._holidays, made.holidays))
        for table, drafts in rows:
            for one in drafts:
                table.add(*(getattr(one, column) for column in table.columns))
        parts = Parts(made.steps, made.limits, made.holidays, DEFAULT_ZONE, False)
        return _Version(version_id, parts.rules, {one.position: one.id for one in made.steps}, ends_on)

    # -- cases -----------------------------------------------------------------------------------------------------

    def _plan(self) -> _Plan:
        chance = self._chance
        kind = self._kinds.pick()
        if chance.random() < _STILL_RUNNING:
            end = self._running.pick()
            days = {"preparing": 4, "filed": 5, "answered": 9, "appealed": 20, "arbitration": 60, "settled": 30}[end]
            return _Plan(kind, end, self._ago(days + chance.randrange(3)), True)
        reaches = 2 if chance.random() < _GOES_ON else 1
        end = self._over.pick()
        if end in ("sustained", "denied") and chance.random() < _ARBITRATED * 4:
            reaches = _ARBITRATION
        return _Plan(kind, end, self._ago(chance.randint(520, _YEARS_BACK * 365)), False, reaches)

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _tell(self, plan: _Plan, version: _Version) -> None:
        entry = version.rules.procedure.entry(plan.kind).position
        facts = CaseFacts(plan.kind, GrievanceStatus.PREPARING, plan.occurred_on)
        case = _Case(self._ids.new(), facts, version, last=plan.occurred_on)
        case.count()
        position, outcome, closed_on = entry, None, None
        if plan.end != "preparing":
            self._file(case, entry, 2)
            position = self._go_on(plan, case, entry)
        if not plan.is_running:
            outcome, closed_on = plan.end, self._after(case, 4, 30)
            case.facts = replace(case.facts, status=GrievanceStatus.CLOSED)
        if plan.end == "settled":
            self._settle(case)
        self._write(plan, case, position, outcome, closed_on)

    def _go_on(self, plan: _Plan, case: _Case, entry: int) -> int:
        """Let a filed case go on as planned, and return the step that it stands at."""
        position = entry
        if plan.end == "filed":
            return position
        self._answer(case)
        goes_on = plan.reaches > 1 or plan.end in ("appealed", "arbitration")
        while goes_on and position < _ARBITRATION:
            if position + 1 == _ARBITRATION and not (plan.reaches == _ARBITRATION or plan.end == "arbitration"):
                break
            position += 1
            self._file(case, position, 3)
            if position == _ARBITRATION:
                self._arbitrate(plan, case)
            elif plan.end != "appealed":
                self._answer(case)
        return position

    def _after(self, case: _Case, least: int, most: int) -> date:
        """Return a day some days after the last thing that happened, at most today."""
        case.last = min(self._today, case.last + timedelta(days=self._chance.randint(least, most)))
        return case.last

    def _file(self, case: _Case, position: int, days: int) -> None:
        """File at a step; the answer before it, where there is one, was not accepted."""
        day = self._after(case, 1, days)
        facts = case.facts
        status = GrievanceStatus.ARBITRATION if position == _ARBITRATION else GrievanceStatus.OPEN
        case.facts = replace(facts, status=status, steps=(*facts.steps, StepFacts(position, day)))
        case.done[position, Act.FILE] = day
        case.count()

    def _answer(self, case: _Case) -> None:
        day = self._after(case, 1, 4)
        *before, now = case.facts.steps
        case.facts = replace(case.facts, steps=(*before, replace(now, answered=day)))
        case.done[now.position, Act.ANSWER] = day
        case.count()

    def _arbitrate(self, plan: _Plan, case: _Case) -> None:
        demanded = case.last
        if plan.is_running:
            self._arbitrations.add(case.id, demanded, "", None, None, "")
            return
        hearing = self._after(case, 60, 150)
        award = self._after(case, 20, 60)
        words = f"The grievance is {plan.end}."
        self._arbitrations.add(case.id, demanded, "Castillo, Elena", hearing, award, words)

    def _settle(self, case: _Case) -> None:
        chance = self._chance
        day = case.last
        if case.facts.status is not GrievanceStatus.CLOSED:
            case.facts = replace(case.facts, status=GrievanceStatus.SETTLED, settlement_runs_from=day)
            case.count()
        amount = chance.randint(4, 60) * 50
        complied = day if case.facts.status is GrievanceStatus.CLOSED and chance.random() < 0.8 else None
        self._settlements.add(
            case.id, chance.choice(TERMS), day, chance.choice(OFFICERS), "Human resources", amount, complied
        )

    # -- rows ------------------------------------------------------------------------------------------------------

    def _write(self, plan: _Plan, case: _Case, position: int, outcome: str | None, closed_on: date | None) -> None:
        chance, new = self._chance, self._ids.new
        year = plan.occurred_on.year
        number = self._numbers[year] = self._numbers.get(year, 0) + 1
        matter = chance.choice(MATTERS[plan.kind])
        steward = chance.choice(STEWARDS)
        self.case_ids.append(case.id)
        self._cases.add(
            case.id, year, number, plan.kind, chance.choice(self._employers), case.version.id,
            f"Jobsite {chance.randint(1, 900)}", plan.occurred_on, "occurrence", steward, chance.choice(OFFICERS),
            "Superintendent", matter.statement, matter.remedy,
            "urgent" if plan.kind is GrievanceKind.DISCIPLINE else "normal", case.facts.status, position, outcome,
            closed_on,
        )  # fmt: skip
        count = {GrievanceKind.GROUP: chance.randint(3, 14), GrievanceKind.POLICY: 0}.get(plan.kind, 1)
        for at, member in enumerate(chance.sample(self._members, count)):
            self._grievants.add(new(), case.id, member.id, at == 0)
        for reference in matter.articles:
            self._articles.add(new(), case.id, reference)
        self._write_steps(case, steward, outcome)
        self._write_clocks(case)
        if case.facts.steps and chance.random() < 0.3:
            self._ask(case.id, plan.occurred_on)

    def _write_steps(self, case: _Case, steward: str, outcome: str | None) -> None:
        last = case.facts.steps[-1] if case.facts.steps else None
        for step in case.facts.steps:
            is_last = step is last
            disposition = None
            if step.answered is not None:
                won = outcome in ("settled", "sustained")
                disposition = "appealed" if not is_last else "accepted" if won else "rejected"
            answer = self._chance.choice(ANSWERS) if step.answered else ""
            self._steps.add(
                self._ids.new(), case.id, case.version.steps[step.position], step.position, step.filed, step.answered,
                steward if step.answered else "", "Superintendent" if step.answered else "", step.answered, answer,
                disposition,
            )  # fmt: skip

    def _write_clocks(self, case: _Case) -> None:
        running = sorted(
            (one for key, one in case.clocks.items() if key in case.running()),
            key=lambda one: (one.deadline.due_at, one.position, one.act.value),
        )
        first = running[0].key if running else None
        ours = next((one.key for one in running if one.side is Side.UNION), None)
        open_keys = {one.key for one in running}
        for key, clock in case.clocks.items():
            done = case.done.get(key)
            state = "done" if done else "open" if key in open_keys else "moot"
            self._deadlines.add(
                self._ids.new(), case.id, clock.position, clock.act, clock.side, clock.lateness,
                clock.deadline.due_on, clock.deadline.due_at, clock.deadline.explanation, state, done,
                key == first, key == ours,
            )  # fmt: skip

    def _ask(self, case_id: str, day: date) -> None:
        came = min(self._today, day + timedelta(days=9)) if self._chance.random() < 0.6 else None
        self._requests.add(
            self._ids.new(), case_id, day, "Human resources", self._chance.choice(REQUESTS),
            "The union needs it to judge and to present this grievance.", day + timedelta(days=10), came,
        )  # fmt: skip
