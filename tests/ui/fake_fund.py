"""Applications in memory behind the interface of the fund's services."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.benevolence_fund import Cap, FundSettings, LevelDuty, Officer
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, ApplicationRow
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.persons import Office
from tests.benevolence_cases import FUND, LEVELS, NOW, cap

TABLE = "benevolence_application"
_CAP = cap(500, 180)


class FakeFund:
    """Gives records, and keeps what is asked of it in ``done``; ``error`` is raised instead where it is set."""

    def __init__(self) -> None:
        self.records: dict[UUID, ApplicationRecord] = {}
        self.done: list[tuple[str, Any]] = []
        self.error: Exception | None = None
        self.filters: tuple[Any, ...] = ()

    def add(self, record: ApplicationRecord) -> UUID:
        """Keep an application and return its id."""
        self.records[record.row.id] = record
        return record.row.id

    def first_page(self, query: ListQuery, limit: int) -> Sequence[ApplicationRow]:
        return self._found(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        return IdSnapshot.of([row.id for row in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[ApplicationRow]:
        return [self.records[one].row for one in ids if one in self.records]

    def total(self, *, in_bin: bool) -> int:
        return len(self._found(ListQuery(in_bin=in_bin)))

    def _found(self, query: ListQuery) -> list[ApplicationRow]:
        self.filters = query.filters
        rows = [one.row for one in self.records.values() if (one.row.deleted_at is not None) == query.in_bin]
        return [row for row in rows if query.search.casefold() in row.member.casefold()]

    def load(self, one: UUID) -> ApplicationRecord:
        return self.records[one]

    def save(self, draft: Any) -> Changes:
        return self._do("save", draft)

    def begin(self, draft: Any) -> Changes:
        return self._do("begin", draft)

    def save_line(self, draft: Any) -> Changes:
        return self._do("line", draft)

    def save_document(self, draft: Any) -> Changes:
        return self._do("document", draft)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        return self._mark(ids, NOW)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        return self._mark(ids, None)

    bin_line = bin_document = restore_line = restore_document = move_to_bin

    def _mark(self, ids: Sequence[UUID], when: Any) -> Changes:
        for one in ids:
            record = self.records[one]
            self.records[one] = replace(record, row=replace(record.row, deleted_at=when))
        return Changes.of(TABLE, *ids)

    def _do(self, what: str, draft: Any) -> Changes:
        if self.error is not None:
            raise self.error
        self.done.append((what, draft))
        return Changes.of(TABLE, *self.records)

    # -- the verbs, the settings, the outlook -----------------------------------------------------------------------

    def submit(self, draft: Any) -> Changes:
        return self._do("submit", draft)

    def decide(self, draft: Any) -> Changes:
        return self._do("decide", draft)

    def answer(self, draft: Any) -> Changes:
        return self._do("answer", draft)

    def recuse(self, draft: Any) -> Changes:
        return self._do("recuse", draft)

    def pay(self, draft: Any) -> Changes:
        return self._do("pay", draft)

    def withdraw(self, draft: Any) -> Changes:
        return self._do("withdraw", draft)

    def report_false(self, draft: Any) -> Changes:
        return self._do("report_false", draft)

    def void(self, _application: UUID, draft: Any) -> Changes:
        return self._do("void", draft)

    def officers(self) -> tuple[Officer, ...]:
        return (
            Officer("vp", "Robin Baker", frozenset({LevelDuty.VP})),
            Officer("dana", "Dana Cruz", frozenset({LevelDuty.MANAGER})),
        )

    def office(self) -> Office:
        return Office((), "robin")

    def rules(self) -> FundSettings:
        return FundSettings(FUND, LEVELS)


class FakeSettings(FakeFund):
    """The fund's settings."""

    def load(self, one: UUID | None = None) -> Any:
        return self.rules()


@dataclass(frozen=True)
class FakeOutlook:
    """What is left for a member."""

    cap: Cap = _CAP
    problems: tuple[str, ...] = ()
