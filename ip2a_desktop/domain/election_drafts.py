"""Elections as their form edits them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from ip2a_desktop.domain.agreement_drafts import CaseDate, NeededDate
from ip2a_desktop.domain.contact import LegalName, Line, LongText
from ip2a_desktop.domain.drafts import Draft, wrong
from ip2a_desktop.domain.elections import TallyType


def _case_number(text: str) -> str:
    if not re.fullmatch(r"\d{2}-[A-Z]{2}-\d{6}", text.upper()):
        raise wrong("Write a case number such as 06-RC-309800.")
    return text.upper()


Votes = Annotated[int, Field(ge=0, le=10_000_000)]


class ElectionDraft(Draft):
    """One tally. ``votes_for`` has a number for each of ``unions``."""

    organization_id: UUID | None = Field(None, title="Employer")
    case_number: Annotated[Line, AfterValidator(_case_number)] = Field("", title="Case number", validate_default=True)
    case_name: LegalName = Field("", title="Case name")
    region: Line = Field("", title="Region")
    unit_id: Line = Field("", title="Unit")
    unit_description: LongText = Field("", title="Who is in the unit")
    ballot_type: Line = Field("", title="Ballot")
    tally_type: TallyType = Field(TallyType.INITIAL, title="Tally")
    filed_on: CaseDate = Field(None, title="Filed")
    tallied_on: NeededDate = Field(None, title="Tally date", validate_default=True)
    closed_on: CaseDate = Field(None, title="Closed")
    closed_as: Line = Field("", title="Closed as")
    eligible_voters: Votes | None = Field(None, title="Eligible voters")
    unions: tuple[LegalName, ...] = Field((), title="Unions")
    votes_for: tuple[Votes | None, ...] = Field((), title="Votes for")
    votes_against: Votes | None = Field(None, title="Votes against")
    ballots_counted: Votes | None = Field(None, title="Ballots counted")
    void_ballots: Votes | None = Field(None, title="Void ballots")
    challenged_ballots: Votes | None = Field(None, title="Challenged ballots")
    challenges_decide: bool = Field(False, title="Challenges are determinative")
    runoff_required: bool = Field(False, title="Run-off required")
    union_to_certify: LegalName = Field("", title="Union to certify")

    @field_validator("votes_for")
    @classmethod
    def _each_union(cls, votes: tuple[int | None, ...], info: ValidationInfo) -> tuple[int | None, ...]:
        if len(votes) != len(info.data.get("unions", ())):
            raise wrong("Each union needs a number of votes.")
        return votes

    @property
    def key(self) -> tuple[str, str, str, date | None]:
        """What makes a tally one of its kind."""
        return self.case_number, self.unit_id, self.tally_type.value, self.tallied_on
