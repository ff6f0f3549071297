"""Five sample procedures to begin an agreement with; none of them is law, and each is marked SAMPLE until confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from ip2a_desktop.domain.agreement_drafts import HolidayDraft, LimitDraft, StepDraft
from ip2a_desktop.domain.deadlines import Limit, Unit
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.holidays import usual_holidays
from ip2a_desktop.domain.procedures import (
    Act,
    FirstStrike,
    GrievanceKind,
    Lateness,
    Procedure,
    RunsFrom,
    Side,
    Step,
    StepForm,
    StepLimit,
)

_YEARS_OF_HOLIDAYS = 4
_WORKING, _CALENDAR = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
_STEWARD = ("Steward", "Foreman or superintendent")
_REPRESENTATIVE = ("Business representative and steward", "Project manager or human resources")
_MANAGER = ("Business manager and representative", "Director of human resources or counsel")
_COUNSEL = ("Counsel, business manager and representative", "Counsel")


@dataclass(frozen=True)
class SampleProcedure:
    """A procedure to begin with: its key, its name, one sentence about it."""

    key: str
    name: str
    about: str
    procedure: Procedure


@dataclass(frozen=True)
class SampleParts:
    """The rows that a sample puts into a version of an agreement."""

    steps: tuple[StepDraft, ...]
    limits: tuple[LimitDraft, ...]
    holidays: tuple[HolidayDraft, ...]


def _file(number: int, unit: Unit = _WORKING, runs_from: RunsFrom = RunsFrom.ANSWERED) -> StepLimit:
    return StepLimit(Act.FILE, Side.UNION, Limit(number, unit), runs_from, Lateness.ABANDONED)


def _first(number: int) -> StepLimit:
    return _file(number, runs_from=RunsFrom.TRIGGER)


def _answer(number: int, unit: Unit = _WORKING) -> StepLimit:
    return StepLimit(Act.ANSWER, Side.EMPLOYER, Limit(number, unit), RunsFrom.FILED, Lateness.MAY_ADVANCE)


def _meet(number: int) -> StepLimit:
    return StepLimit(Act.MEET, Side.EMPLOYER, Limit(number, _WORKING), RunsFrom.FILED, Lateness.MAY_ADVANCE)


def _step(
    position: int,
    sit: tuple[str, str],
    *limits: StepLimit,
    entry_for: tuple[GrievanceKind, ...] = (),
) -> Step:
    return Step(position, f"Step {position}", StepForm.MEETING, *sit, limits=limits, entry_for=frozenset(entry_for))


def _arbitration(position: int, *limits: StepLimit, rule: str = "", panel: int | None = None) -> Step:
    first = FirstStrike.RESPONDING if panel else None
    form = StepForm.ARBITRATION
    return Step(
        position, "Arbitration", form, *_COUNSEL, rule=rule, limits=limits, panel_size=panel, first_strike=first
    )


_INSIDE = Procedure(
    (
        _step(1, _STEWARD, _first(5), _answer(48, Unit.HOURS)),
        Step(
            2,
            "Labor-Management Committee",
            StepForm.COMMITTEE,
            "Members of the committee for the union",
            "Members of the committee for the employers",
            "Quorum of four; the majority decides",
        ),
        Step(
            3,
            "Council on Industrial Relations",
            StepForm.COUNCIL,
            "Six members for the union",
            "Six members for the employers",
            "After a deadlock of the committee; meets in February, May, August and November; final",
        ),
    )
)

_PROJECT = Procedure(
    (
        _step(1, _STEWARD, _first(10), _answer(10)),
        _step(2, _REPRESENTATIVE, _file(10), _answer(10)),
        _arbitration(3, rule="FMCS list of seven names, struck in turn", panel=7),
    )
)

_PUBLIC = Procedure((_step(1, _STEWARD, _first(10), _meet(5)), _arbitration(2)))

_GENERAL = Procedure(
    (
        _step(1, _STEWARD, _first(10)),
        _step(2, _REPRESENTATIVE, _file(10)),
        _step(3, _MANAGER, _file(10), entry_for=(GrievanceKind.DISCIPLINE,)),
        _arbitration(4, _file(10)),
    )
)

_DEFAULT = Procedure(
    (
        _step(1, _STEWARD, _first(10), _answer(5)),
        _step(
            2,
            _REPRESENTATIVE,
            _file(10),
            _answer(5),
            entry_for=(GrievanceKind.POLICY, GrievanceKind.GROUP, GrievanceKind.DISCIPLINE),
        ),
        _arbitration(3, _file(30, _CALENDAR), rule="FMCS list of seven names, struck in turn", panel=7),
    ),
    StepLimit(Act.GRIEVE_AGAIN, Side.UNION, Limit(30, _CALENDAR), RunsFrom.SETTLED, Lateness.ABANDONED),
)

SAMPLES: tuple[SampleProcedure, ...] = (
    SampleProcedure("default", "Two steps, then arbitration", "Where no other sample fits.", _DEFAULT),
    SampleProcedure("inside", "IBEW/NECA inside clause", "Committee and council, no arbitrator.", _INSIDE),
    SampleProcedure("project", "Project labor agreement", "Ten days all the way, a list of seven.", _PROJECT),
    SampleProcedure("public", "Public sector", "A meeting within five days, then arbitration.", _PUBLIC),
    SampleProcedure("general", "Three steps, then arbitration", "Discharges begin at Step 3.", _GENERAL),
)
"""The procedures that the program ships; the first one is the default."""


def sample_parts(sample: SampleProcedure, version_id: UUID, starts_on: date) -> SampleParts:
    """Return the rows of a sample for one version, with the usual holidays of its first years.

    Their ids follow from the version's, so that rows made and sent twice are the same rows.
    """
    steps = {one.position: _step_draft(one, version_id) for one in sample.procedure.steps}
    limits = [
        _limit_draft(limit, version_id, steps[step.position].id)
        for step in sample.procedure.steps
        for limit in step.limits
    ]
    if sample.procedure.after_settlement:
        limits.append(_limit_draft(sample.procedure.after_settlement, version_id, None))
    days = usual_holidays(range(starts_on.year, starts_on.year + _YEARS_OF_HOLIDAYS))
    holidays = (
        check(
            HolidayDraft,
            {"id": uuid5(version_id, str(day)), "agreement_version_id": version_id, "day": day, "name": name},
        )
        for day, name in days.items()
    )
    return SampleParts(tuple(steps.values()), tuple(limits), tuple(holidays))


def _step_draft(step: Step, version_id: UUID) -> StepDraft:
    values = {
        "id": uuid5(version_id, f"step {step.position}"),
        "agreement_version_id": version_id,
        "position": step.position,
        "name": step.name,
        "form": step.form,
        "union_sits": step.union_sits,
        "employer_sits": step.employer_sits,
        "rule": step.rule,
        "entry_for": sorted(step.entry_for),
        "panel_size": step.panel_size,
        "first_strike": step.first_strike,
    }
    return check(StepDraft, values)


def _limit_draft(one: StepLimit, version_id: UUID, step_id: UUID | None) -> LimitDraft:
    values = {
        "id": uuid5(step_id or version_id, one.act.value),
        "agreement_version_id": version_id,
        "procedure_step_id": step_id,
        "act": one.act,
        "side": one.side,
        "number": one.limit.number,
        "unit": one.limit.unit,
        "runs_from": one.runs_from,
        "counts_trigger_day": one.limit.counts_trigger_day,
        "lateness": one.lateness,
        "article": one.limit.article,
    }
    return check(LimitDraft, values)
