"""Organizations in memory behind the interface of their service, and the kit that screens are handed in tests."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.elections import ElectionRow
from ip2a_desktop.domain.employer_drafts import EmployerContactDraft, EmployerDraft
from ip2a_desktop.domain.employers import EmployerContact, EmployerRecord, EmployerRow
from ip2a_desktop.domain.errors import NotFound, StaleRecord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.domain.members import Duplicate, EmploymentRow
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.domain.notes import Note, TimelineEntry
from ip2a_desktop.domain.papers import MailingLabel, PaperSize
from ip2a_desktop.services.papers import Labels
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks

NOW = datetime(2026, 3, 6, 14, 5, tzinfo=UTC)


@dataclass
class Kept:
    """One organization with what belongs to it."""

    draft: EmployerDraft
    contacts: dict[UUID, EmployerContact] = field(default_factory=dict)
    jobs: list[EmploymentRow] = field(default_factory=list)
    elections: list[ElectionRow] = field(default_factory=list)
    deleted_at: datetime | None = None


class FakeEmployers:
    """Does what the service does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self) -> None:
        self.kept: dict[UUID, Kept] = {}
        self.binned: dict[UUID, EmployerContact] = {}
        self.asked: list[str] = []
        self.error: Exception | None = None

    def add(self, name: str, **values: Any) -> UUID:
        """Keep an organization and return its id."""
        draft = check(EmployerDraft, {"name": name, "version": 1, **values})
        self.kept[draft.id] = Kept(draft)
        return draft.id

    def add_contact(self, organization: UUID, name: str, **values: Any) -> UUID:
        """Keep a contact and return its id."""
        draft = check(EmployerContactDraft, {"organization_id": organization, "name": name, **values})
        self.save_contact(draft)
        return draft.id

    def add_job(self, organization: UUID, member: str, card: str, ended_on: date | None = None) -> EmploymentRow:
        """Let a member work there."""
        job = EmploymentRow(
            new_id(), 1, new_id(), member, card, organization, "", "Wireman", date(2020, 3, 6), ended_on, None, None
        )
        self.kept[organization].jobs.append(job)
        return job

    # -- the list -------------------------------------------------------------------------------------------------

    def first_page(self, query: ListQuery, limit: int) -> Sequence[EmployerRow]:
        self._note("first_page")
        return self._found(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        self._note("ids")
        return IdSnapshot.of([row.id for row in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[EmployerRow]:
        self._note("rows")
        return [self._row(one) for one in ids if one in self.kept]

    def total(self, *, in_bin: bool) -> int:
        self._note("total")
        return sum((one.deleted_at is not None) == in_bin for one in self.kept.values())

    def _found(self, query: ListQuery) -> list[EmployerRow]:
        rows = [self._row(one) for one in self.kept]
        found = [
            row
            for row in rows
            if (row.deleted_at is not None) == query.in_bin
            and query.search.casefold() in row.name.casefold()
            and all(str(getattr(row, name)) in values for name, values in query.filters)
        ]
        return sorted(found, key=lambda row: (str(getattr(row, query.sort)), row.id), reverse=query.descending)

    def _row(self, one: UUID) -> EmployerRow:
        kept = self.kept[one]
        primary = next((contact.name for contact in kept.contacts.values() if contact.is_primary), "")
        values = {name: getattr(kept.draft, name) for name in EmployerDraft.model_fields if name in _ROW_FIELDS}
        return EmployerRow(
            **values,
            contact=primary,
            current_members=sum(job.is_current for job in kept.jobs),
            updated_at=NOW,
            deleted_at=kept.deleted_at,
            deleted_by="ana" if kept.deleted_at else "",
        )

    # -- the record -----------------------------------------------------------------------------------------------

    def load(self, organization_id: UUID) -> EmployerRecord:
        self._note("load")
        if organization_id not in self.kept:
            raise NotFound("This organization is not there any more.", "Nothing was changed.", "Refresh the list.")
        kept = self.kept[organization_id]
        contacts = sorted(kept.contacts.values(), key=lambda one: (not one.is_primary, one.name))
        jobs = tuple(sorted(kept.jobs, key=lambda job: not job.is_current))
        binned = tuple(
            Binned(one.id, "organization_contact", one.name, one.title, None, None, NOW, "ana")
            for one in self.binned.values()
        )
        return EmployerRecord(
            kept.draft, self._row(organization_id), tuple(contacts), jobs, binned, bool(kept.elections)
        )

    def elections(self, organization_id: UUID) -> tuple[ElectionRow, ...]:
        self._note("elections")
        return tuple(self.kept[organization_id].elections)

    def save(self, draft: EmployerDraft) -> Changes:
        self._note("save")
        before = self.kept.get(draft.id)
        if before is not None and before.draft.version != draft.version:
            raise StaleRecord(draft.id, before.draft, "bo")
        saved = draft.model_copy(update={"version": (draft.version or 0) + 1})
        self.kept[draft.id] = replace(before, draft=saved) if before else Kept(saved)
        return Changes.of("organization", draft.id)

    def duplicates(self, values: Any, exclude: UUID) -> tuple[Duplicate, ...]:
        self._note("duplicates")
        wanted = values["name"].casefold()
        found = [one for one in self.kept.values() if one.draft.id != exclude and one.draft.name.casefold() == wanted]
        return tuple(Duplicate(one.draft.id, one.draft.name, one.draft.city, "same name") for one in found)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        self._note("move_to_bin")
        return self._set_bin(ids, NOW)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        self._note("restore")
        return self._set_bin(ids, None)

    def _set_bin(self, ids: Iterable[UUID], when: datetime | None) -> Changes:
        moved = [one for one in ids if one in self.kept]
        for one in moved:
            self.kept[one].deleted_at = when
        return Changes.of("organization", *moved)

    # -- contacts -------------------------------------------------------------------------------------------------

    def save_contact(self, draft: EmployerContactDraft) -> Changes:
        self._note("save_contact")
        contacts = self.kept[draft.organization_id].contacts
        if draft.is_primary:
            contacts.update({one: replace(contact, is_primary=False) for one, contact in contacts.items()})
        values = {name: getattr(draft, name) for name in EmployerContact.__dataclass_fields__}
        contacts[draft.id] = EmployerContact(**(values | {"version": (draft.version or 0) + 1}))
        changes = Changes.of("organization_contact", draft.id)
        return changes | Changes.of("organization", draft.organization_id)

    def bin_contact(self, ids: Sequence[UUID]) -> Changes:
        self._note("bin_contact")
        for kept in self.kept.values():
            self.binned.update({one: kept.contacts.pop(one) for one in ids if one in kept.contacts})
        return Changes.of("organization_contact", *ids)

    def restore_contact(self, ids: Sequence[UUID]) -> Changes:
        self._note("restore_contact")
        for kept in list(self.kept.values())[:1]:
            kept.contacts.update({one: self.binned.pop(one) for one in ids if one in self.binned})
        return Changes.of("organization_contact", *ids)

    def _note(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error


_ROW_FIELDS = set(EmployerRow.__dataclass_fields__)


class FakeNotes:
    """Notes in memory, and a timeline of one line."""

    def __init__(self) -> None:
        self.saved: list[NoteDraft] = []
        self.binned: list[NoteDraft] = []

    def notes(self, table: str, record_id: UUID) -> tuple[Note, ...]:
        found = [one for one in self.saved if (one.subject_table, one.subject_id) == (table, record_id)]
        return tuple(Note(one.id, 1, one.body, one.visibility, NOW, "ana", NOW) for one in found)

    def save(self, draft: NoteDraft) -> Changes:
        self.saved.append(draft)
        return Changes.of("note", draft.id) | Changes.of(draft.subject_table, draft.subject_id)

    def move_to_bin(self, ids: Sequence[UUID]) -> Changes:
        self.binned += [one for one in self.saved if one.id in ids]
        self.saved = [one for one in self.saved if one.id not in ids]
        return Changes.of("note", *ids)

    def restore(self, ids: Sequence[UUID]) -> Changes:
        self.saved += [one for one in self.binned if one.id in ids]
        self.binned = [one for one in self.binned if one.id not in ids]
        return Changes.of("note", *ids)

    def timeline(self, table: str, record_id: UUID) -> tuple[TimelineEntry, ...]:
        return (TimelineEntry(NOW, "ana", f"{table.capitalize()} added", ()),)


@dataclass
class FakePapers:
    """Notes what was to be printed."""

    printed: list[tuple[Any, ...]] = field(default_factory=list)

    def employer_roster(self, query: Any, size: PaperSize, about: str = "") -> bytes:
        self.printed.append(("roster", query, size, about))
        return b"%PDF roster"

    def member_roster(self, query: Any, size: PaperSize, about: str = "") -> bytes:
        self.printed.append(("members", query, size, about))
        return b"%PDF members"

    def employer_labels(self, query: Any) -> Labels:
        return Labels((MailingLabel(("Cascade Electric", "Kent, WA")),), 2, "organizations")

    def print_labels(self, labels: Labels, size: PaperSize, start_at: int = 1) -> bytes:
        self.printed.append(("labels", labels, size, start_at))
        return b"%PDF labels"


def make_kit(tasks: Tasks, folder: Path) -> Kit:
    """Return the tools of a screen, layouts and settings kept nowhere but in the folder."""
    messages = Messages(CrashReporter(folder))
    settings = SettingsStore(folder)
    return Kit(tasks, ChangeBus(), messages, settings, folder / "drafts", lambda _name: {}, lambda _name, _layout: None)


def settle(qtbot: Any, kit: Kit) -> None:
    """Wait until no work runs and what came of it is delivered."""
    qtbot.waitUntil(kit.tasks.is_idle)


def toast_words(kit: Kit) -> str:
    """Return what the short note on screen says, empty where there is none."""
    toast = kit.messages.current_toast
    return "" if toast is None else toast.text
