"""People in memory behind the interface of a service, so that lists are tested without a database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.columns import Column

FIRST = ("Ana", "Bo", "Chidi", "Dolores", "Émile", "Fatima", "Goran", "Hana", "Ivo", "Jun")
LAST = ("Adams", "Baker", "Castillo", "Diaz", "Eriksen", "Flores", "García", "Huang", "Ito", "Jensen")


@dataclass(frozen=True)
class Person:
    id: UUID
    name: str
    card_number: str
    status: str
    dues: Decimal = Decimal("41.50")
    joined: date = date(2020, 3, 6)


COLUMNS: tuple[Column[Person], ...] = (
    Column("name", "Name", lambda one: one.name, 200),
    Column("card_number", "Card number", lambda one: one.card_number, 110),
    Column(
        "status",
        "Status",
        lambda one: one.status.capitalize(),
        110,
        chip=lambda one: Chip(one.status.capitalize(), "check", "good" if one.status == "active" else "warn"),
    ),
    Column("joined", "Joined", lambda one: one.joined.isoformat(), value=lambda one: one.joined),
    Column("dues", "Dues", lambda one: f"{one.dues:.2f}", align="right", shown=False, sortable=False),
)


class People:
    """A list source over people in memory that counts how often it was asked."""

    def __init__(self, count: int = 0) -> None:
        self.people = {one.id: one for one in map(person, range(count))}
        self.asked: list[str] = []
        self.error: Exception | None = None

    def first_page(self, query: ListQuery, limit: int) -> Sequence[Person]:
        self._note("first_page")
        return self._matching(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        self._note("ids")
        return IdSnapshot.of([one.id for one in self._matching(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[Person]:
        self._note("rows")
        return [self.people[one] for one in ids if one in self.people]

    def total(self, *, in_bin: bool) -> int:
        self._note("total")
        return 0 if in_bin else len(self.people)

    def change(self, one: UUID, **values: str) -> None:
        self.people[one] = replace(self.people[one], **values)

    def by_name(self) -> list[Person]:
        return sorted(self.people.values(), key=lambda one: (one.name, one.id))

    def _matching(self, query: ListQuery) -> list[Person]:
        wanted = query.search.casefold()
        statuses = query.chosen("status")
        found = [
            one
            for one in self.people.values()
            if wanted in one.name.casefold() and (not statuses or one.status in statuses)
        ]
        found.sort(key=lambda one: (getattr(one, query.sort), one.id), reverse=query.descending)
        return found

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error


def person(number: int) -> Person:
    """Make one of many people: names repeat, card numbers do not."""
    name = f"{LAST[number // 10 % 10]}, {FIRST[number % 10]} {number:06d}"
    return Person(new_id(), name, f"{number:06d}", "active" if number % 3 else "retired")
