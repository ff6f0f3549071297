"""What the office writes down as a case goes on: filing, meeting, answer, appeal, extension, close."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from ip2a_desktop.domain.agreement_drafts import NeededDate
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.deadlines import Moment
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.grievances import Disposition, Outcome
from ip2a_desktop.domain.procedures import Act


def moment_of(day: date | None, hour: time | None, zone: ZoneInfo) -> Moment | None:
    """Return a day, with the hour at the hall where it was written down."""
    if day is None or hour is None:
        return day
    return datetime.combine(day, hour, zone)


class FilingDraft(Draft):
    """Filing a case, or taking it to its next step. ``id`` is the new step's, ``version`` the case's."""

    grievance_id: UUID
    filed_on: NeededDate = Field(None, title="Filed on", validate_default=True)
    filed_time: time | None = Field(None, title="At")


class MeetingDraft(Draft):
    """A meeting at a step. ``id`` and ``version`` are the step's."""

    grievance_id: UUID
    met_on: NeededDate = Field(None, title="Met on", validate_default=True)
    met_time: time | None = Field(None, title="At")
    union_attended: Line = Field("", title="For the union")
    employer_attended: Line = Field("", title="For the employer")


def _not_appealed(value: Disposition | None) -> Disposition | None:
    if value is Disposition.APPEALED:
        raise wrong("An answer is appealed by taking the case to its next step.")
    return value


class AnswerDraft(Draft):
    """The employer's answer at a step. ``id`` and ``version`` are the step's."""

    grievance_id: UUID
    answered_on: NeededDate = Field(None, title="Answered on", validate_default=True)
    answered_time: time | None = Field(None, title="At")
    answer: LongText = Field("", title="Answer")
    disposition: Annotated[Disposition | None, AfterValidator(_not_appealed)] = Field(None, title="Disposition")
    union_signer: Line = Field("", title="Signed for the union")
    employer_signer: Line = Field("", title="Signed for the employer")


def _by_whom(text: str) -> str:
    if not text:
        raise wrong("Both sides agree to more time: write who did.")
    return text


def _document(text: str) -> str:
    if not text:
        raise wrong("More time is agreed in writing: name the letter or e-mail.")
    return text


class ExtensionDraft(Draft):
    """More time for a clock that runs. ``due_on`` is the date as the person saw it."""

    grievance_id: UUID
    position: int
    act: Act
    due_on: date
    to_on: NeededDate = Field(None, title="New date", validate_default=True)
    agreed_on: NeededDate = Field(None, title="Agreed on", validate_default=True)
    agreed_union: Annotated[Line, AfterValidator(_by_whom)] = Field(
        "", title="Agreed for the union by", validate_default=True
    )
    agreed_employer: Annotated[Line, AfterValidator(_by_whom)] = Field(
        "", title="Agreed for the employer by", validate_default=True
    )
    document: Annotated[Line, AfterValidator(_document)] = Field("", title="Document", validate_default=True)

    @model_validator(mode="after")
    def _longer(self) -> ExtensionDraft:
        if self.to_on and self.to_on <= self.due_on:
            raise wrong("An extension gives more time: choose a later date.")
        return self


class CloseDraft(Draft):
    """The end of a case. ``id`` and ``version`` are the case's."""

    outcome: Outcome | None = Field(None, title="Outcome")
    closed_on: NeededDate = Field(None, title="Closed on", validate_default=True)
    close_remarks: LongText = Field("", title="Remarks")
    merged_into_id: UUID | None = Field(None, title="Merged into")

    @model_validator(mode="after")
    def _whole(self) -> CloseDraft:
        if self.outcome is None:
            raise wrong("Choose how the case ended.")
        if (self.outcome is Outcome.MERGED) != (self.merged_into_id is not None):
            raise wrong("Choose the case into which this one is merged.")
        return self
