"""Members in memory behind the interface of their service, for the tests of their screens."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.employers import EmployerChoice
from ip2a_desktop.domain.errors import NotFound, RuleViolation, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberContactDraft, MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import (
    Duplicate,
    EmploymentRow,
    MemberContact,
    MemberRecord,
    MemberRow,
    MemberStatus,
    StatusChange,
)
from ip2a_desktop.domain.papers import PaperSize

NOW = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)
_ROW_FIELDS = set(MemberRow.__dataclass_fields__) & set(MemberDraft.model_fields)


@dataclass
class Kept:
    """One member with what belongs to them."""

    draft: MemberDraft
    private: MemberPrivateDraft
    jobs: dict[UUID, EmploymentDraft] = field(default_factory=dict)
    contacts: dict[UUID, MemberContactDraft] = field(default_factory=dict)
    binned: dict[UUID, Any] = field(default_factory=dict)
    deleted_at: datetime | None = None


class FakeMembers:
    """Does what the service does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Kept] = {}
        self.may_see_private = True
        self.asked: list[str] = []
        self.error: Exception | None = None
        self.employers = FakeChoices()
        self.notes: Any = None

    def add(self, name: str, **values: Any) -> UUID:
        """Keep a member and return the id."""
        first, last = name.split()
        card = f"{len(self.kept) + 1:06d}"
        draft = check(MemberDraft, {"first_name": first, "last_name": last, "card_number": card, **values})
        draft = draft.model_copy(update={"version": 1})
        self.kept[draft.id] = Kept(draft, MemberPrivateDraft(id=draft.id))
        return draft.id

    def add_job(self, member: UUID, employer: str, **values: Any) -> UUID:
        """Let a member work somewhere and return the job's id."""
        values = {"member_id": member, "organization_id": self.employers.add(employer), "version": 1, **values}
        job = check(EmploymentDraft, values)
        self.kept[member].jobs[job.id] = job
        return job.id

    def change(self, member: UUID, **values: Any) -> Changes:
        """Change a member as somebody else would."""
        kept = self.kept[member]
        kept.draft = kept.draft.model_copy(update={**values, "version": (kept.draft.version or 0) + 1})
        return Changes.of("member", member)

    # -- the list -------------------------------------------------------------------------------------------------

    def first_page(self, query: ListQuery, limit: int) -> Sequence[MemberRow]:
        self._note("first_page")
        return self._found(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        self._note("ids")
        return IdSnapshot.of([row.id for row in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[MemberRow]:
        self._note("rows")
        return [self._row(one) for one in ids if one in self.kept]

    def total(self, *, in_bin: bool) -> int:
        self._note("total")
        return sum((one.deleted_at is not None) == in_bin for one in self.kept.values())

    def _found(self, query: ListQuery) -> list[MemberRow]:
        rows = [
            row
            for row in map(self._row, self.kept)
            if (row.deleted_at is not None) == query.in_bin
            and query.search.casefold() in row.name.casefold()
            and all(str(getattr(row, name)) in values for name, values in query.filters)
        ]
        return sorted(rows, key=lambda row: (str(getattr(row, query.sort)), row.id), reverse=query.descending)

    def _row(self, one: UUID) -> MemberRow:
        kept = self.kept[one]
        current = [job for job in kept.jobs.values() if job.ended_on is None]
        return MemberRow(
            **{name: getattr(kept.draft, name) for name in _ROW_FIELDS},
            employer=self.employers.names[current[0].organization_id] if current else "",
            updated_at=NOW,
            deleted_at=kept.deleted_at,
            deleted_by="ana" if kept.deleted_at else "",
        )

    # -- the record -----------------------------------------------------------------------------------------------

    def load(self, member_id: UUID) -> MemberRecord:
        self._note("load")
        if member_id not in self.kept:
            raise NotFound("This member is not there any more.", "Nothing was changed.", "Refresh the list.")
        kept = self.kept[member_id]
        statuses = (StatusChange(MemberStatus.ACTIVE, date(2020, 3, 6), "Reinstated", NOW, "ana"),)
        jobs = sorted(kept.jobs.values(), key=lambda job: job.ended_on is not None)
        return MemberRecord(
            draft=kept.draft,
            row=self._row(member_id),
            private=kept.private if self.may_see_private else None,
            statuses=statuses,
            employments=tuple(self._job(job) for job in jobs),
            contacts=tuple(_contact(one) for one in kept.contacts.values()),
            in_bin=tuple(self._in_bin(kept)),
        )

    def _in_bin(self, kept: Kept) -> Iterable[Binned]:
        for one in kept.binned.values():
            if isinstance(one, EmploymentDraft):
                title = self.employers.names[one.organization_id]
                days = (one.started_on, one.ended_on)
                yield Binned(one.id, "employment", title, one.position, *days, NOW, "ana")
            else:
                yield Binned(one.id, "member_contact", one.name, one.relation, None, None, NOW, "ana")
        for one in self.notes.binned if self.notes is not None else ():
            yield Binned(one.id, "note", "", one.body, None, None, NOW, "ana")

    def _job(self, job: EmploymentDraft) -> EmploymentRow:
        values = job.model_dump(exclude={"id", "version", "member_id", "organization_id"})
        employer = self.employers.names[job.organization_id]
        return EmploymentRow(job.id, job.version or 1, job.member_id, "", "", job.organization_id, employer, **values)

    def save(self, draft: MemberDraft) -> Changes:
        self._note("save")
        before = self.kept.get(draft.id)
        if before is not None and before.draft.version != draft.version:
            raise StaleRecord(draft.id, before.draft, "bo")
        if any(one.draft.card_number == draft.card_number and one.draft.id != draft.id for one in self.kept.values()):
            raise RuleViolation({"card_number": "Another member has this card number."})
        saved = draft.model_copy(update={"version": (draft.version or 0) + 1})
        if before is None:
            self.kept[draft.id] = Kept(saved, MemberPrivateDraft(id=draft.id))
        else:
            before.draft = saved
        return Changes.of("member", draft.id)

    def save_private(self, draft: MemberPrivateDraft) -> Changes:
        self._note("save_private")
        self.kept[draft.id].private = draft.model_copy(update={"version": (draft.version or 0) + 1})
        return Changes.of("member_private", draft.id)

    def duplicates(self, values: Mapping[str, str], exclude: UUID) -> tuple[Duplicate, ...]:
        self._note("duplicates")
        wanted = (values["first_name"].casefold(), values["last_name"].casefold())
        found = [
            one
            for one in self.kept.values()
            if one.draft.id != exclude and (one.draft.first_name.casefold(), one.draft.last_name.casefold()) == wanted
        ]
        return tuple(
            Duplicate(one.draft.id, self._row(one.draft.id).full_name, one.draft.card_number, "same name",
                      one.deleted_at is not None)
            for one in found
        )  # fmt: skip

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        self._note("move_to_bin")
        return self._set_bin(ids, NOW)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        self._note("restore")
        return self._set_bin(ids, None)

    def _set_bin(self, ids: Iterable[UUID], when: datetime | None) -> Changes:
        for one in ids:
            self.kept[one].deleted_at = when
        return Changes.of("member", *ids)

    # -- jobs and contacts ----------------------------------------------------------------------------------------

    def save_employment(self, draft: EmploymentDraft) -> Changes:
        self._note("save_employment")
        if draft.organization_id is None:
            raise RuleViolation({"organization_id": "Choose the employer."})
        saved = draft.model_copy(update={"version": (draft.version or 0) + 1})
        self.kept[draft.member_id].jobs[draft.id] = saved
        return Changes.of("employment", draft.id) | Changes.of("member", draft.member_id)

    def bin_employment(self, ids: Sequence[UUID]) -> Changes:
        return self._bin_children("jobs", ids, "employment")

    def restore_employment(self, ids: Sequence[UUID]) -> Changes:
        return self._restore_children("jobs", ids, "employment")

    def save_contact(self, draft: MemberContactDraft) -> Changes:
        self._note("save_contact")
        saved = draft.model_copy(update={"version": (draft.version or 0) + 1})
        self.kept[draft.member_id].contacts[draft.id] = saved
        return Changes.of("member_contact", draft.id) | Changes.of("member", draft.member_id)

    def bin_contact(self, ids: Sequence[UUID]) -> Changes:
        return self._bin_children("contacts", ids, "member_contact")

    def restore_contact(self, ids: Sequence[UUID]) -> Changes:
        return self._restore_children("contacts", ids, "member_contact")

    def _bin_children(self, kind: str, ids: Sequence[UUID], table: str) -> Changes:
        for kept in self.kept.values():
            children = getattr(kept, kind)
            kept.binned.update({one: children.pop(one) for one in ids if one in children})
        return Changes.of(table, *ids)

    def _restore_children(self, kind: str, ids: Sequence[UUID], table: str) -> Changes:
        for kept in self.kept.values():
            getattr(kept, kind).update({one: kept.binned.pop(one) for one in ids if one in kept.binned})
        return Changes.of(table, *ids)

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error


def _contact(draft: MemberContactDraft) -> MemberContact:
    return MemberContact(draft.id, draft.version or 1, draft.kind, draft.name, draft.relation, draft.phone, draft.email)


class FakeChoices:
    """Organizations to choose from."""

    def __init__(self) -> None:
        self.names: dict[UUID | None, str] = {}

    def add(self, name: str) -> UUID:
        """Keep an organization (once) and return its id."""
        known = next((one for one, kept in self.names.items() if kept == name), None)
        made = known or new_id()
        self.names[made] = name
        return made

    def choices(self, search: str) -> tuple[EmployerChoice, ...]:
        found = [(one, name) for one, name in self.names.items() if search.casefold() in name.casefold()]
        return tuple(EmployerChoice(one, name, "Seattle, WA") for one, name in found if one is not None)


@dataclass
class FakePapers:
    """Notes what was to be printed."""

    printed: list[tuple[Any, ...]] = field(default_factory=list)

    def member_record(self, member_id: UUID, size: PaperSize) -> bytes:
        self.printed.append(("record", member_id, size))
        return b"%PDF record"

    def member_roster(self, query: Any, size: PaperSize, about: str = "") -> bytes:
        self.printed.append(("roster", query, size, about))
        return b"%PDF roster"

    def mailing_labels(self, query: Any, size: PaperSize, start_at: int = 1) -> bytes:
        self.printed.append(("labels", query, size, start_at))
        return b"%PDF labels"
