"""Collective bargaining agreements as data: versions, articles, holidays and the procedure, as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.procedures import (
    Act,
    RunsFrom,
)

if TYPE_CHECKING:
    from ip2a_desktop.domain.agreement_drafts import AgreementDraft, VersionRecord

LATEST = date(2199, 12, 31)
"""No date of a case lies after this day: it would be a slip of the keys."""


_FITTING = {
    Act.FILE: {RunsFrom.TRIGGER, RunsFrom.ANSWERED, RunsFrom.MET, RunsFrom.FILED},
    Act.MEET: {RunsFrom.FILED},
    Act.ANSWER: {RunsFrom.FILED, RunsFrom.MET},
    Act.GRIEVE_AGAIN: {RunsFrom.SETTLED},
}


def starts_of(act: Act) -> tuple[RunsFrom, ...]:
    """Return from what a limit for an act can be counted."""
    return tuple(one for one in RunsFrom if one in _FITTING[act])


@dataclass(frozen=True)
class AgreementRow:
    """An agreement as one line of a list, with its newest version."""

    id: UUID
    version: int
    name: str
    employer: str
    newest_version: str
    starts_on: date | None
    ends_on: date | None
    is_confirmed: bool
    open_cases: int
    updated_at: datetime
    deleted_at: datetime | None = None
    deleted_by: str = ""


@dataclass(frozen=True)
class ArticleChoice:
    """An article of a version as a choice in a field."""

    id: UUID
    number: str
    title: str

    @property
    def reference(self) -> str:
        """How a case names it, such as ``Art. 5.2 Overtime``."""
        number = f"Art. {self.number}" if self.number[:1].isdigit() else self.number
        return f"{number} {self.title}".strip()


@dataclass(frozen=True)
class VersionChoice:
    """A version of an agreement as a choice in a field."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class AgreementRecord:
    """All that the agreement's page shows; the newest version first. ``zone`` is the hall's time zone.

    ``in_bin`` holds its versions and their parts that lie in the bin.
    """

    draft: AgreementDraft
    row: AgreementRow
    versions: tuple[VersionRecord, ...]
    zone: str
    in_bin: tuple[Binned, ...] = ()
