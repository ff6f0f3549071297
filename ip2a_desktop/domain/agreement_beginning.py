"""What a person writes to begin an agreement or another version of one: its dates, and the procedure to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, ValidationInfo, field_validator

from ip2a_desktop.domain.agreement_drafts import (
    AgreementDraft,
    CaseDate,
    NeededDate,
    VersionDraft,
    VersionRecord,
    after_its_start,
)
from ip2a_desktop.domain.agreement_samples import SAMPLES, SampleProcedure
from ip2a_desktop.domain.contact import Line
from ip2a_desktop.domain.drafts import wrong
from ip2a_desktop.domain.ids import new_id

OWN = ""
"""The choice of no sample: the person writes the procedure."""
AS_BEFORE = "as-before:"
"""What the key of a procedure begins with that another version of the agreement has; its id follows."""


_MOST_KEPT = 2
"""Procedures of so many versions are offered; older ones hardly come back."""


def _version_name(text: str) -> str:
    if not text:
        raise wrong("Name this version, such as 2024–2027.")
    return text


class NewAgreementDraft(AgreementDraft):
    """An agreement with its first version. ``id`` is the agreement's; ``sample`` the key of the sample, or OWN."""

    version_id: UUID = Field(default_factory=new_id)
    version_name: Annotated[Line, AfterValidator(_version_name)] = Field("", title="Version", validate_default=True)
    starts_on: NeededDate = Field(None, title="In force from", validate_default=True)
    ends_on: CaseDate = Field(None, title="Until")
    sample: str = Field(SAMPLES[0].key, title="Procedure")

    @field_validator("ends_on")
    @classmethod
    def _in_order(cls, ends_on: date | None, others: ValidationInfo) -> date | None:
        return after_its_start(ends_on, others)

    @property
    def agreement(self) -> AgreementDraft:
        """The agreement itself."""
        return AgreementDraft.model_construct(
            id=self.id, name=self.name, organization_id=self.organization_id, remarks=self.remarks
        )

    @property
    def first_version(self) -> VersionDraft:
        """The version that it begins with."""
        return VersionDraft.model_construct(
            id=self.version_id,
            agreement_id=self.id,
            name=self.version_name,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
        )


class NewVersionDraft(VersionDraft):
    """Another version of an agreement; ``sample`` is the key of the procedure to begin with, or OWN."""

    sample: str = Field(OWN, title="Procedure")

    @property
    def itself(self) -> VersionDraft:
        """The version without the choice."""
        return VersionDraft.model_construct(**self.model_dump(exclude={"sample"}))


def procedures_to_begin_with(versions: Sequence[VersionRecord], zone: str) -> tuple[SampleProcedure, ...]:
    """Return what a new version can begin with: the procedures of the newest other versions, then the samples.

    Args:
        versions: the versions that the agreement has, newest first.
        zone: the hall's time zone.
    """
    with_steps = [one for one in versions if one.steps]
    kept = tuple(
        SampleProcedure(
            f"{AS_BEFORE}{one.draft.id}",
            f"As in {one.draft.name}",
            "The same steps and limits as in that version.",
            one.rules(zone).procedure,
        )
        for one in with_steps[:_MOST_KEPT]
    )
    return (*kept, *SAMPLES)


def span_name(starts_on: date | None, ends_on: date | None) -> str:
    """Return how versions are mostly called, such as ``2024–2027``; empty without a first day."""
    if starts_on is None:
        return ""
    if ends_on is None or ends_on.year == starts_on.year:
        return str(starts_on.year)
    return f"{starts_on.year}–{ends_on.year}"
