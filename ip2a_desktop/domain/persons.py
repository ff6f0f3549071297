"""Who the people in the office are: which member a sign-in name belongs to, and who is their family."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import Field

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.contact import Line
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.words import Word


class Relation(Word):
    """How somebody in the office is related to a member."""

    SPOUSE = "spouse", "Spouse or partner"
    PARENT = "parent", "Parent"
    CHILD = "child", "Child"
    SIBLING = "sibling", "Brother or sister"
    IN_LAW = "in_law", "In-law"
    HOUSEHOLD = "household", "Same household"
    OTHER = "other", "Other relation"


class PersonLinkDraft(Draft):
    """Which member somebody in the office is, so that nobody decides on their own application."""

    login: Line = Field("", title="Sign-in name", min_length=1)
    member_id: UUID | None = Field(None, title="Member")


class FamilyDraft(Draft):
    """A member of the family of somebody in the office."""

    login: Line = Field("", title="Sign-in name", min_length=1)
    member_id: UUID | None = Field(None, title="Member of the family")
    relation: Relation = Field(Relation.OTHER, title="Relation")


@dataclass(frozen=True)
class PersonRow:
    """A sign-in name and the member that it belongs to, as shown; ``member`` is empty for somebody who is none."""

    id: UUID
    version: int
    login: str
    member_id: UUID | None
    member: str


@dataclass(frozen=True)
class FamilyRow:
    """A member of somebody's family, as shown."""

    id: UUID
    version: int
    login: str
    member_id: UUID
    member: str
    relation: Relation


@dataclass(frozen=True)
class OfficePerson:
    """Somebody of the office: a sign-in name, its duties in words, which member it is, and its family.

    ``link`` is None where nobody said yet which member it is; ``in_bin`` holds the relations that were ended.
    """

    login: str
    duties: tuple[str, ...]
    link: PersonRow | None
    family: tuple[FamilyRow, ...]
    in_bin: tuple[Binned, ...] = ()

    @property
    def member(self) -> str:
        """Which member it is, in words."""
        if self.link is None:
            return "Not linked yet"
        return self.link.member or "Not a member"


@dataclass(frozen=True)
class Office:
    """The people of the office, and the sign-in name of the one at the desk."""

    people: tuple[OfficePerson, ...]
    me: str

    @property
    def is_unknown(self) -> bool:
        """Whether nobody said yet which member anybody is, or whose family."""
        return not any(one.link is not None or one.family for one in self.people)
