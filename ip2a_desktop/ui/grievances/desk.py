"""What the grievances' screens work with, handed over at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from ip2a_desktop.domain.agreements import ArticleChoice, VersionChoice
from ip2a_desktop.domain.employers import EmployerChoice
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.domain.procedures import Rules
from ip2a_desktop.ui.grievances.grievants_field import Person
from ip2a_desktop.ui.kit.fields import Found
from ip2a_desktop.ui.kit.notes_panel import NotesSource
from ip2a_desktop.ui.kit.timeline_panel import TimelineSource

if TYPE_CHECKING:
    from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
    from ip2a_desktop.services.grievances import GrievanceService

_MOST = 12


class Members(Protocol):
    """What finds members."""

    def first_page(self, query: ListQuery, limit: int) -> Sequence[MemberRow]:
        """Return the first members of a query."""
        ...


class Employers(Protocol):
    """What finds employers."""

    def choices(self, search: str) -> Sequence[EmployerChoice]:
        """Return the organizations that match the typed words."""
        ...


class Versions(Protocol):
    """What finds the versions of agreements."""

    def versions(self, search: str = "", on: date | None = None) -> Sequence[VersionChoice]:
        """Return the versions that match the typed words."""
        ...

    def articles(self, version_id: UUID, search: str = "") -> Sequence[ArticleChoice]:
        """Return the articles of a version that match the typed words."""
        ...


class RulesSource(Protocol):
    """What reads the rules of a version."""

    def rules(self, version_id: UUID) -> Rules:
        """Return the rules that decide the dates of its cases."""
        ...


@dataclass(frozen=True)
class Desk:
    """The use cases and look-ups of the grievances' screens.

    Args:
        cases: the docket, and saving a case and its papers.
        verbs: how a case goes on.
        members: finds grievants.
        employers: finds the employer.
        agreements: finds the agreement's version.
        rules: reads the rules of a version.
        timeline: tells what happened to a case.
        notes: reads and keeps notes on a case.
    """

    cases: GrievanceService
    verbs: GrievanceVerbs
    members: Members
    employers: Employers
    agreements: Versions
    rules: RulesSource
    timeline: TimelineSource
    notes: NotesSource

    def find_people(self, text: str) -> list[Person]:
        """Return the members that match some letters; called in a worker."""
        rows = self.members.first_page(ListQuery(search=text), _MOST)
        return [Person(one.id, one.name, one.card_number) for one in rows]

    def find_employers(self, text: str) -> list[Found]:
        """Return the organizations that match some letters; called in a worker."""
        return [Found(one.id, one.name, one.place) for one in self.employers.choices(text)]

    def find_versions(self, text: str, on: date | None = None) -> list[Found]:
        """Return the versions of agreements that match some letters; called in a worker.

        Those in force on a day come alone, unless there is none: an agreement that ran out may still bind.
        """
        found = self.agreements.versions(text, on) or self.agreements.versions(text)
        return [Found(one.id, one.name, _years(one)) for one in found]

    def find_cases(self, text: str) -> list[Found]:
        """Return the cases that match some letters; called in a worker."""
        rows = self.cases.first_page(ListQuery(search=text, sort="number", descending=True), _MOST)
        return [Found(one.id, one.number, one.who) for one in rows]


def _years(one: VersionChoice) -> str:
    return f"{one.starts_on.year} to {one.ends_on.year}" if one.ends_on else f"since {one.starts_on.year}"
