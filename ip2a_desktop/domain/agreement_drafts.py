"""Agreements, versions, articles, holidays, steps and limits as their forms edit them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo, field_validator, model_validator

from ip2a_desktop.domain.agreements import _FITTING, LATEST
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.deadlines import Calendar, Limit, Unit
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.members import EARLIEST
from ip2a_desktop.domain.procedures import (
    Act,
    FirstStrike,
    GrievanceKind,
    Lateness,
    Procedure,
    Rules,
    RunsFrom,
    Side,
    Step,
    StepForm,
    StepLimit,
)


def _within(day: date | None) -> date | None:
    if day is not None and not EARLIEST <= day <= LATEST:
        raise wrong("This date is before 1900 or after 2199.")
    return day


CaseDate = Annotated[date | None, AfterValidator(_within)]


def _agreement_name(text: str) -> str:
    if not text:
        raise wrong("An agreement needs a name.")
    return text


def _version_name(text: str) -> str:
    if not text:
        raise wrong("Name this version, such as 2024–2027.")
    return text


def _step_name(text: str) -> str:
    if not text:
        raise wrong("A step needs a name, such as Step 1.")
    return text


def _number(text: str) -> str:
    if not text:
        raise wrong("Write the article’s number, such as 5.2.")
    return text


def _holiday_name(text: str) -> str:
    if not text:
        raise wrong("A holiday needs a name.")
    return text


def _needed(day: date | None) -> date | None:
    if day is None:
        raise wrong("Write the date.")
    return day


NeededDate = Annotated[CaseDate, AfterValidator(_needed)]


def after_its_start(ends_on: date | None, others: ValidationInfo) -> date | None:
    """Return the last day of a version, told wrong beside its field where it lies before the first."""
    starts_on = others.data.get("starts_on")
    if starts_on and ends_on and ends_on < starts_on:
        raise wrong("The version ends before it starts.")
    return ends_on


class AgreementDraft(Draft):
    """An agreement (CBA); with an employer where it binds only that one."""

    name: Annotated[Line, AfterValidator(_agreement_name)] = Field("", title="Name", validate_default=True)
    organization_id: UUID | None = Field(None, title="Employer")
    remarks: LongText = Field("", title="Remarks")


class VersionDraft(Draft):
    """An agreement as it stands between two dates."""

    agreement_id: UUID
    name: Annotated[Line, AfterValidator(_version_name)] = Field("", title="Version", validate_default=True)
    starts_on: NeededDate = Field(None, title="In force from", validate_default=True)
    ends_on: CaseDate = Field(None, title="Until")
    remarks: LongText = Field("", title="Remarks")

    @field_validator("ends_on")
    @classmethod
    def _in_order(cls, ends_on: date | None, others: ValidationInfo) -> date | None:
        return after_its_start(ends_on, others)


class ArticleDraft(Draft):
    """An article that a grievance can name."""

    agreement_version_id: UUID
    number: Annotated[Line, AfterValidator(_number)] = Field("", title="Article", validate_default=True)
    title: Line = Field("", title="Title")
    body: LongText = Field("", title="Text")


class HolidayDraft(Draft):
    """A day that is no working day under the agreement."""

    agreement_version_id: UUID
    day: NeededDate = Field(None, title="Day", validate_default=True)
    name: Annotated[Line, AfterValidator(_holiday_name)] = Field("", title="Holiday", validate_default=True)


class StepDraft(Draft):
    """One step of the procedure."""

    agreement_version_id: UUID
    position: int = Field(1, title="Place in the order", ge=1, le=20)
    name: Annotated[Line, AfterValidator(_step_name)] = Field("", title="Name", validate_default=True)
    form: StepForm = Field(StepForm.MEETING, title="What it is")
    union_sits: Line = Field("", title="For the union")
    employer_sits: Line = Field("", title="For the employer")
    rule: Line = Field("", title="How it decides")
    entry_for: tuple[GrievanceKind, ...] = Field((), title="Cases that begin here")
    panel_size: int | None = Field(None, title="Names on the panel", ge=1, le=25)
    first_strike: FirstStrike | None = Field(None, title="Strikes first")


class LimitDraft(Draft):
    """A time limit; without a step it is the one that a settlement starts."""

    agreement_version_id: UUID
    procedure_step_id: UUID | None = Field(None, title="Step")
    act: Act = Field(Act.ANSWER, title="For")
    side: Side = Field(Side.EMPLOYER, title="Side")
    number: int = Field(10, title="How many", ge=0, le=3650)
    unit: Unit = Field(Unit.WORKING_DAYS, title="Unit")
    runs_from: RunsFrom = Field(RunsFrom.FILED, title="Counted from")
    counts_trigger_day: bool = Field(False, title="Count that day too")
    lateness: Lateness = Field(Lateness.MAY_ADVANCE, title="When late")
    article: Line = Field("", title="Article")

    @model_validator(mode="after")
    def _fits(self) -> LimitDraft:
        if self.runs_from not in _FITTING[self.act]:
            raise wrong(f"“{self.act.label}” cannot be counted from that.")
        if self.act in (Act.FILE, Act.GRIEVE_AGAIN) and self.side is not Side.UNION:
            raise wrong("Only the union files and appeals.")
        if (self.act is Act.GRIEVE_AGAIN) != (self.procedure_step_id is None):
            raise wrong("Only the limit that a settlement starts belongs to no step.")
        return self

    @property
    def limit(self) -> StepLimit:
        """The limit as the clocks count it."""
        counted = Limit(self.number, self.unit, self.article, self.counts_trigger_day)
        return StepLimit(self.act, self.side, counted, self.runs_from, self.lateness)


@dataclass(frozen=True)
class Parts:
    """What decides the dates of a version's cases, as rows; ``zone`` is the hall's time zone."""

    steps: tuple[StepDraft, ...]
    limits: tuple[LimitDraft, ...]
    holidays: tuple[HolidayDraft, ...]
    zone: str
    is_confirmed: bool

    @property
    def rules(self) -> Rules:
        """The rules made of the rows."""
        procedure = Procedure(
            tuple(_step(one, self.limits) for one in sorted(self.steps, key=lambda step: step.position)),
            next((one.limit for one in self.limits if one.procedure_step_id is None), None),
        )
        days = {one.day: one.name for one in self.holidays if one.day is not None}
        return Rules(procedure, Calendar(days, self.zone), self.is_confirmed)

    def with_part(self, draft: HolidayDraft | LimitDraft | StepDraft) -> Parts:
        """Return the parts with one holiday, limit or step added, or in the place of the one that has its id."""
        if isinstance(draft, HolidayDraft):
            return replace(self, holidays=(*_others(self.holidays, {draft.id}), draft))
        if isinstance(draft, StepDraft):
            return replace(self, steps=(*_others(self.steps, {draft.id}), draft))
        return replace(self, limits=(*_others(self.limits, {draft.id}), draft))

    def without(self, ids: Collection[UUID]) -> Parts:
        """Return the parts without the holidays, limits and steps of these ids."""
        return replace(
            self,
            holidays=_others(self.holidays, ids),
            limits=_others(self.limits, ids),
            steps=_others(self.steps, ids),
        )


PartT = TypeVar("PartT", HolidayDraft, LimitDraft, StepDraft)


def _others(parts: tuple[PartT, ...], ids: Collection[UUID]) -> tuple[PartT, ...]:
    return tuple(one for one in parts if one.id not in ids)


@dataclass(frozen=True)
class VersionRecord:
    """One version with all that belongs to it."""

    draft: VersionDraft
    confirmed_at: datetime | None
    confirmed_by: str
    cases: int
    articles: tuple[ArticleDraft, ...]
    holidays: tuple[HolidayDraft, ...]
    steps: tuple[StepDraft, ...]
    limits: tuple[LimitDraft, ...]

    def rules(self, zone: str) -> Rules:
        """Return what decides the dates of this version's cases, in the hall's time zone."""
        return Parts(self.steps, self.limits, self.holidays, zone, self.confirmed_at is not None).rules


def _step(draft: StepDraft, limits: tuple[LimitDraft, ...]) -> Step:
    own = {one.act: one.limit for one in limits if one.procedure_step_id == draft.id}
    return Step(
        draft.position,
        draft.name,
        draft.form,
        draft.union_sits,
        draft.employer_sits,
        draft.rule,
        tuple(own[act] for act in Act if act in own),
        frozenset(draft.entry_for),
        draft.panel_size,
        draft.first_strike,
    )
