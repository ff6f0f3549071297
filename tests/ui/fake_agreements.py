"""Agreements in memory behind the interfaces of their services."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.agreement_drafts import (
    AgreementDraft,
    ArticleDraft,
    HolidayDraft,
    LimitDraft,
    StepDraft,
    VersionDraft,
    VersionRecord,
)
from ip2a_desktop.domain.agreement_samples import SAMPLES, SampleProcedure, sample_parts
from ip2a_desktop.domain.agreements import AgreementRecord, AgreementRow
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import Draft, check
from ip2a_desktop.domain.employers import EmployerChoice
from ip2a_desktop.domain.errors import NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.notes import TimelineEntry
from ip2a_desktop.domain.recomputing import DateChange

NOW = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)
ZONE = "America/Los_Angeles"
Parts = dict[UUID, Draft]
_TABLES: dict[type[Draft], str] = {
    VersionDraft: "agreement_version",
    ArticleDraft: "agreement_article",
    HolidayDraft: "agreement_holiday",
    StepDraft: "procedure_step",
    LimitDraft: "procedure_limit",
}


@dataclass
class FakeAgreements:
    """Does what the service does, at once and in memory; ``error`` is raised instead where it is set."""

    agreements: Parts = field(default_factory=dict)
    parts: Parts = field(default_factory=dict)
    binned: set[UUID] = field(default_factory=set)
    confirmed: set[UUID] = field(default_factory=set)
    employers: dict[UUID, str] = field(default_factory=dict)
    open_cases: int = 0
    asked: list[str] = field(default_factory=list)
    error: Exception | None = None

    def add(self, called: str, sample: SampleProcedure = SAMPLES[0], **version: Any) -> tuple[UUID, UUID]:
        """Keep an agreement with one version; return the ids of both."""
        agreement = check(AgreementDraft, {"name": called})
        return agreement.id, self.add_version(agreement.id, sample, agreement, **version)

    def add_version(
        self,
        agreement_id: UUID,
        sample: SampleProcedure = SAMPLES[0],
        agreement: AgreementDraft | None = None,
        **values: Any,
    ) -> UUID:
        """Keep another version; in force since two years ago unless other days are given."""
        starts = date.today() - timedelta(days=730)
        known = {"agreement_id": agreement_id, "name": "2024–2027", "starts_on": starts}
        version = check(VersionDraft, known | values)
        self.begin(sample, version, agreement)
        return version.id

    # -- the list -------------------------------------------------------------------------------------------------

    def first_page(self, query: ListQuery, limit: int) -> Sequence[AgreementRow]:
        self._note("first_page")
        return self._found(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        self._note("ids")
        return IdSnapshot.of([row.id for row in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[AgreementRow]:
        self._note("rows")
        return [self._row(one) for one in ids if one in self.agreements]

    def total(self, *, in_bin: bool) -> int:
        self._note("total")
        return sum((one in self.binned) == in_bin for one in self.agreements)

    def _found(self, query: ListQuery) -> list[AgreementRow]:
        wanted = {"yes": True, "no": False}
        confirmed = [wanted[one] for one in query.chosen("confirmed")]
        found = [
            row
            for row in map(self._row, self.agreements)
            if (row.deleted_at is not None) == query.in_bin
            and query.search.casefold() in row.name.casefold()
            and (not confirmed or row.is_confirmed in confirmed)
        ]
        return sorted(found, key=lambda row: (str(getattr(row, query.sort)), row.id), reverse=query.descending)

    def _row(self, one: UUID) -> AgreementRow:
        draft = self.agreements[one]
        assert isinstance(draft, AgreementDraft)
        newest = next(iter(self._versions(one)), None)
        return AgreementRow(
            one,
            draft.version or 1,
            draft.name,
            self.employers.get(draft.organization_id, "") if draft.organization_id else "",
            newest.name if newest else "",
            newest.starts_on if newest else None,
            newest.ends_on if newest else None,
            newest is not None and newest.id in self.confirmed,
            self.open_cases,
            NOW,
            NOW if one in self.binned else None,
            "ana" if one in self.binned else "",
        )

    # -- the record -----------------------------------------------------------------------------------------------

    def load(self, agreement_id: UUID) -> AgreementRecord:
        self._note("load")
        if agreement_id not in self.agreements:
            raise NotFound("This agreement is not there any more.", "Nothing was changed.", "Refresh the list.")
        draft = self.agreements[agreement_id]
        assert isinstance(draft, AgreementDraft)
        versions = tuple(self._version(one) for one in self._versions(agreement_id))
        return AgreementRecord(draft, self._row(agreement_id), versions, ZONE, self._in_bin(agreement_id))

    def _in_bin(self, agreement_id: UUID) -> tuple[Binned, ...]:
        versions = {one.id for one in self.parts.values() if getattr(one, "agreement_id", None) == agreement_id}
        found = (one for one in self.parts.values() if one.id in self.binned)
        own = (one for one in found if one.id in versions or getattr(one, "agreement_version_id", None) in versions)
        return tuple(_binned(one) for one in own)

    def _versions(self, agreement_id: UUID) -> list[VersionDraft]:
        own = [one for one in self.of(VersionDraft) if one.agreement_id == agreement_id]
        return sorted(own, key=lambda one: str(one.starts_on), reverse=True)

    def _version(self, draft: VersionDraft) -> VersionRecord:
        is_confirmed = draft.id in self.confirmed
        own = [
            tuple(one for one in self.of(kind) if one.agreement_version_id == draft.id)
            for kind in (ArticleDraft, HolidayDraft, StepDraft, LimitDraft)
        ]
        return VersionRecord(draft, NOW if is_confirmed else None, "ana" if is_confirmed else "", 0, *own)

    def of(self, kind: type[Any]) -> list[Any]:
        """Return the parts of a kind that are not in the bin."""
        return [one for one in self.parts.values() if type(one) is kind and one.id not in self.binned]

    # -- writing --------------------------------------------------------------------------------------------------

    def save(self, draft: AgreementDraft) -> Changes:
        self._note("save")
        return self._keep(self.agreements, draft, "agreement")

    def save_part(self, draft: Draft) -> Changes:
        self._note("save_part")
        if isinstance(draft, StepDraft):
            self._refuse_double(draft)
        return self._keep(self.parts, draft, _TABLES[type(draft)])

    def bin_part(self, kind: type[Draft], ids: Sequence[UUID]) -> Changes:
        self._note("bin_part")
        self.binned.update(ids)
        return Changes.of(_TABLES[kind], *ids)

    def restore_part(self, kind: type[Draft], ids: Sequence[UUID]) -> Changes:
        self._note("restore_part")
        self.binned.difference_update(ids)
        return Changes.of(_TABLES[kind], *ids)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        self._note("move_to_bin")
        self.binned.update(ids)
        return Changes.of("agreement", *ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        self._note("restore")
        self.binned.difference_update(ids)
        return Changes.of("agreement", *ids)

    def begin(self, sample: SampleProcedure, version: VersionDraft, agreement: AgreementDraft | None = None) -> Changes:
        self._note("begin")
        assert version.starts_on is not None
        made = sample_parts(sample, version.id, version.starts_on)
        if agreement is not None:
            self.agreements[agreement.id] = agreement.model_copy(update={"version": 1})
        for one in (version, *made.steps, *made.limits, *made.holidays):
            self.parts[one.id] = one.model_copy(update={"version": 1})
        return Changes.of("agreement", version.agreement_id) | Changes.of("agreement_version", version.id)

    def confirm(self, version_id: UUID, version: int) -> Changes:
        self._note("confirm")
        if self.parts[version_id].version != version:
            raise StaleRecord(version_id, None)
        self.confirmed.add(version_id)
        return Changes.of("agreement_version", version_id)

    def _keep(self, kept: Parts, draft: Draft, table: str) -> Changes:
        before = kept.get(draft.id)
        if before is not None and before.version != draft.version:
            raise StaleRecord(draft.id, before, "bo")
        kept[draft.id] = draft.model_copy(update={"version": (draft.version or 0) + 1})
        return Changes.of(table, draft.id)

    def _refuse_double(self, draft: StepDraft) -> None:
        same = (draft.agreement_version_id, draft.position)
        others = (one for one in self.of(StepDraft) if one.id != draft.id)
        if any((one.agreement_version_id, one.position) == same for one in others):
            raise RuleViolation({"position": "Another step has this place."})

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error


def _binned(part: Any) -> Binned:
    day = getattr(part, "day", None)
    title = str(getattr(part, "name", "") or getattr(part, "number", ""))
    title = part.act.value if isinstance(part, LimitDraft) else title
    version = getattr(part, "agreement_version_id", None)
    return Binned(part.id, _TABLES[type(part)], title, "", day, day, NOW, "ana", version)


@dataclass
class FakeRecounts:
    """Saves holidays and limits, and gives the dates that a test wants to change."""

    agreements: FakeAgreements
    changes: tuple[DateChange, ...] = ()
    asked: list[str] = field(default_factory=list)

    def preview(self, version_id: UUID) -> tuple[DateChange, ...]:
        return self._asked("preview")

    def recount(self, version_id: UUID) -> Changes:
        self.asked.append("recount")
        return self._cases()

    def preview_save(self, *drafts: HolidayDraft | LimitDraft) -> tuple[DateChange, ...]:
        return self._asked("preview_save")

    def preview_bin(self, version_id: UUID, ids: Iterable[UUID]) -> tuple[DateChange, ...]:
        return self._asked("preview_bin")

    def preview_restore(self, version_id: UUID, kind: type[Draft], ids: Sequence[UUID]) -> tuple[DateChange, ...]:
        return self._asked("preview_restore")

    def save(self, *drafts: HolidayDraft | LimitDraft) -> Changes:
        self.asked.append("save")
        changes = self._cases()
        for draft in drafts:
            changes = changes | self.agreements.save_part(draft)
        return changes

    def move_to_bin(self, version_id: UUID, kind: type[Draft], ids: Sequence[UUID]) -> Changes:
        self.asked.append("move_to_bin")
        return self.agreements.bin_part(kind, ids) | self._cases()

    def restore(self, version_id: UUID, kind: type[Draft], ids: Sequence[UUID]) -> Changes:
        self.asked.append("restore")
        return self.agreements.restore_part(kind, ids) | self._cases()

    def _asked(self, what: str) -> tuple[DateChange, ...]:
        self.asked.append(what)
        return self.changes

    def _cases(self) -> Changes:
        return Changes.of("grievance", *(one.grievance_id for one in self.changes))


@dataclass
class FakeEmployerChoices:
    """Finds organizations by their first letters."""

    known: dict[UUID, str] = field(default_factory=dict)

    def choices(self, search: str) -> tuple[EmployerChoice, ...]:
        found = [(one, name) for one, name in self.known.items() if name.casefold().startswith(search.casefold())]
        return tuple(EmployerChoice(one, name, "Kent, WA") for one, name in found)


class FakeTimeline:
    """A timeline of one line."""

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        return (TimelineEntry(NOW, "ana", f"{table.capitalize()} added", ()),)


def moved(number: str = "2026-014", what: str = "Answer at Step 1", days: int = 1) -> DateChange:
    """Return a date that moves by some days."""
    before = date(2026, 11, 25)
    reason = (
        "Mon Nov 30: 5 working days from Wed Nov 18, the filing at Step 1; Thanksgiving Day (Thu Nov 26) not counted"
    )
    return DateChange(new_id(), number, what, before, before + timedelta(days=days), reason)
