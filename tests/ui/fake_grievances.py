"""Cases in memory behind the interfaces of their services, for the tests of their screens."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.agreements import ArticleChoice, VersionChoice
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.deadlines import Calendar
from ip2a_desktop.domain.docket_days import DocketDays
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.notes import TimelineEntry
from ip2a_desktop.domain.procedures import Rules
from ip2a_desktop.ui.grievances.desk import Desk
from tests.ui.fake_employers import NOW, FakeEmployers, FakeNotes
from tests.ui.fake_members import FakeMembers
from tests.unit.reports.grievance_record import grievance_record

VERSION = VersionChoice(new_id(), "Inside Agreement, 2024–2027", date(2024, 1, 1), date(2027, 12, 31))

ARTICLES = (ArticleChoice(new_id(), "5.2", "Overtime"), ArticleChoice(new_id(), "9", "Discharge"))


class FakeCases:
    """Does what the service of cases does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self) -> None:
        self.kept: dict[UUID, GrievanceRecord] = {}
        self.saved: list[Any] = []
        self.asked: list[ListQuery] = []
        self.error: Exception | None = None

    def add(self, row: DocketRow, **values: Any) -> UUID:
        """Keep a case and return its id."""
        case = grievance_record(**values)
        draft = case.draft.model_copy(update={"id": row.id, "version": row.version, "kind": row.kind})
        self.kept[row.id] = replace(case, row=row, draft=draft)
        return row.id

    def change(self, one: UUID, **values: Any) -> None:
        """Put a case into another standing."""
        self.kept[one] = replace(self.kept[one], **values)

    # -- the list -------------------------------------------------------------------------------------------------

    def first_page(self, query: ListQuery, limit: int) -> Sequence[DocketRow]:
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        return self._found(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        return IdSnapshot.of([row.id for row in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[DocketRow]:
        return [self.kept[one].row for one in ids if one in self.kept]

    def total(self, *, in_bin: bool) -> int:
        return sum((one.row.deleted_at is not None) == in_bin for one in self.kept.values())

    def choices(self, name: str) -> tuple[str, ...]:
        return tuple(sorted({getattr(one.row, name) for one in self.kept.values()}))

    def _found(self, query: ListQuery) -> list[DocketRow]:
        rows = [one.row for one in self.kept.values() if (one.row.deleted_at is not None) == query.in_bin]
        if query.chosen("due") == ("overdue",):
            rows = [one for one in rows if one.is_overdue]
        return sorted(rows, key=lambda one: (one.due_on or date.max, one.number))

    # -- the record -----------------------------------------------------------------------------------------------

    def load(self, grievance_id: UUID) -> GrievanceRecord:
        if grievance_id not in self.kept:
            raise NotFound("This grievance is not there any more.", "Nothing was changed.", "Refresh the docket.")
        return self.kept[grievance_id]

    def save(self, draft: Any) -> Changes:
        self.saved.append(draft)
        row = replace(grievance_record().row, id=draft.id, number="2026-099")
        if draft.id not in self.kept:
            self.add(row)
        return Changes.of("grievance", draft.id)

    def _keep(self, draft: Any) -> Changes:
        self.saved.append(draft)
        return Changes.of("grievance", getattr(draft, "grievance_id", draft.id))

    save_fact_sheet = save_settlement = save_arbitration = save_request = save_panelist = _keep

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        for one in ids:
            self.change(one, row=replace(self.kept[one].row, deleted_at=NOW, deleted_by="ana"))
        return Changes.of("grievance", *ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        for one in ids:
            self.change(one, row=replace(self.kept[one].row, deleted_at=None, deleted_by=""))
        return Changes.of("grievance", *ids)

    def bin_requests(self, ids: Sequence[UUID]) -> Changes:
        return Changes.of("information_request", *ids)

    def restore_requests(self, ids: Sequence[UUID]) -> Changes:
        self.saved.append(("restore_requests", list(ids)))
        return Changes.of("information_request", *ids)

    bin_panelists = bin_requests


class FakeVerbs:
    """Notes which verbs were carried out; ``error`` is raised instead where it is set."""

    def __init__(self) -> None:
        self.done: list[tuple[Any, ...]] = []
        self.error: Exception | None = None

    def _note(self, what: str, *given: Any) -> Changes:
        if self.error is not None:
            raise self.error
        self.done.append((what, *given))
        return Changes.of("grievance", getattr(given[-1], "grievance_id", getattr(given[-1], "id", new_id())))

    def file_grievance(self, draft: Any) -> Changes:
        return self._note("file", draft)

    def advance_step(self, draft: Any) -> Changes:
        return self._note("advance", draft)

    def record_meeting(self, draft: Any) -> Changes:
        return self._note("meet", draft)

    def record_answer(self, draft: Any) -> Changes:
        return self._note("answer", draft)

    def extend(self, draft: Any) -> Changes:
        return self._note("extend", draft)

    def settle(self, version: int, draft: Any) -> Changes:
        return self._note("settle", version, draft)

    def withdraw(self, draft: Any) -> Changes:
        return self._note("withdraw", draft)

    def close(self, draft: Any) -> Changes:
        return self._note("close", draft)

    def strike(self, name: Any, side: Any) -> Changes:
        self.done.append(("strike", name.name, side))
        return Changes.of("grievance", name.grievance_id)

    def take_back_strike(self, name: Any) -> Changes:
        self.done.append(("take back", name.name))
        return Changes.of("grievance", name.grievance_id)


class FakeVersions:
    """One version of one agreement, and its rules."""

    def __init__(self) -> None:
        self.asked = 0
        self.days: list[date | None] = []

    def versions(self, search: str = "", on: date | None = None) -> tuple[VersionChoice, ...]:
        self.days.append(on)
        return (VERSION,)

    def articles(self, version_id: UUID, search: str = "") -> tuple[ArticleChoice, ...]:
        return tuple(
            one for one in ARTICLES if version_id == VERSION.id and search.casefold() in one.reference.casefold()
        )

    def rules(self, version_id: UUID) -> Rules:
        self.asked += 1
        return Rules(SAMPLES[0].procedure, Calendar({date(2026, 2, 16): "Presidents’ Day"}))

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        return (TimelineEntry(NOW, "ana", "Filed", ()),)


class FakeDays:
    """What is due, in memory; notes which days were asked for."""

    def __init__(self, today: date, rows: Sequence[DocketRow] = (), cases: int | None = None) -> None:
        self.today = today
        self.due = tuple(rows)
        self.cases = len(self.due) if cases is None else cases
        self.asked: list[tuple[date, date]] = []
        self.error: Exception | None = None

    def days(self, first: date, last: date) -> DocketDays:
        self.asked.append((first, last))
        if self.error is not None:
            raise self.error
        return DocketDays(self.today, self.cases, self.due)


def make_desk() -> Desk:
    """Return the use cases of the screens, all in memory."""
    versions = FakeVersions()
    cases: Any = FakeCases()
    verbs: Any = FakeVerbs()
    return Desk(cases, verbs, FakeMembers(), FakeEmployers(), versions, versions, versions, FakeNotes())  # type: ignore[arg-type]
