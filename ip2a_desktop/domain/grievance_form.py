"""The grievance form, which the employer gets: what stands on it, and nothing else.

It is made of its own fields, not of the case's record, so that the union's own paper has no way onto it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ip2a_desktop.domain.grievance_records import GrievanceRecord, StepRow
from ip2a_desktop.domain.procedures import Step

_MOST_NAMES = 12
"""More grievants than these are listed at the end of the form."""


@dataclass(frozen=True)
class FormGrievant:
    """A grievant as the form names them."""

    name: str
    classification: str
    hire_date: date | None


@dataclass(frozen=True)
class FormStep:
    """A step's block, to be filled by hand where nothing is known yet."""

    name: str
    sits: str
    received_on: date | None = None
    met_on: date | None = None
    attended: str = ""
    answered_on: date | None = None
    answer: str = ""
    disposition: str = ""
    union_signer: str = ""
    employer_signer: str = ""


@dataclass(frozen=True)
class GrievanceForm:
    """The employer's copy of a grievance."""

    number: str
    kind: str
    filed_on: date | None
    brought_by: str
    grievants: tuple[FormGrievant, ...]
    employer: str
    jobsite: str
    supervisor: str
    steward: str
    representative: str
    agreement: str
    occurred_on: date | None
    statement: str
    violation: str
    remedy: str
    steps: tuple[FormStep, ...]

    @property
    def has_list(self) -> bool:
        """Whether the grievants are too many for the head of the form."""
        return len(self.grievants) > _MOST_NAMES


def grievance_form(case: GrievanceRecord) -> GrievanceForm:
    """Return the employer's copy of a case."""
    return GrievanceForm(
        number=case.row.number,
        kind=case.row.kind.label,
        filed_on=case.row.filed_on,
        brought_by=case.row.who,
        grievants=tuple(FormGrievant(one.name, one.classification.label, one.hire_date) for one in case.grievants),
        employer=case.row.employer,
        jobsite=case.draft.jobsite,
        supervisor=case.draft.supervisor,
        steward=case.draft.steward,
        representative=case.draft.representative,
        agreement=case.agreement,
        occurred_on=case.draft.occurred_on,
        statement=case.draft.statement,
        violation=_violation(case),
        remedy=case.draft.remedy,
        steps=tuple(_steps(case)),
    )


def _violation(case: GrievanceRecord) -> str:
    """The sentence that names the articles and leaves none out."""
    cited = ", ".join(one.reference for one in case.draft.articles)
    named = f"{cited} and all other applicable provisions" if cited else "the applicable provisions"
    sentence = f"This violates {named} of the agreement ({case.agreement})."
    return f"{sentence}\n{case.draft.other_provisions}" if case.draft.other_provisions else sentence


def _steps(case: GrievanceRecord) -> Iterator[FormStep]:
    entered = {one.position: one for one in case.steps}
    first = min(entered, default=case.step.position)
    for step in case.rules.procedure.steps:
        if step.position >= first:
            yield _step(step, entered.get(step.position))


def _step(step: Step, done: StepRow | None) -> FormStep:
    sits = "; ".join(part for part in (step.union_sits, step.employer_sits) if part)
    if done is None:
        return FormStep(step.name, sits)
    attended = "; ".join(part for part in (done.union_attended, done.employer_attended) if part)
    return FormStep(
        done.name,
        sits,
        done.filed_on,
        done.met_on,
        attended,
        done.answered_on,
        done.answer,
        done.disposition.label if done.disposition else "",
        done.union_signer,
        done.employer_signer,
    )
