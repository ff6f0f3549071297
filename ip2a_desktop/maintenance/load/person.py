"""One person at work: does one act after the other through the services, each on a connection of their own."""

import csv
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import StaleRecord
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberContactDraft, MemberDraft
from ip2a_desktop.domain.members import NoteVisibility
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.maintenance.load.plan import Act
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.exports import export_csv
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService

_PAGE = 40
_NAMES = ("gar", "smi", "john", "nguy", "wil", "mart", "lee", "and", "rod", "tay", "kow", "sil", "0012", "206")
_TRIES = 5
MARK = "Load run"
"""Begins what load runs write, so that people know it."""


@dataclass(frozen=True)
class Ground:
    """What people work on: records of the sample data alone."""

    members: tuple[UUID, ...]
    employers: tuple[UUID, ...]
    cases: tuple[UUID, ...]
    folder: Path


class LoadPerson:
    """A person with a connection, a list before them and a member open.

    Args:
        database: their own.
        ground: what they work on.
        number: what is random in what they do follows from it.
    """

    def __init__(self, database: Database, ground: Ground, number: int) -> None:
        self._ground = ground
        self._chance = random.Random(number)
        self._members = MemberService(database)
        self._employers = EmployerService(database)
        self._cases = GrievanceService(database)
        self._notes = NoteService(database)
        self._file = ground.folder / f"list {number}.csv"
        self._open: MemberDraft | None = None
        self.resolved = 0
        self._acts: dict[Act, Callable[[], object]] = {
            Act.PAGE: lambda: self._members.first_page(ListQuery(), _PAGE),
            Act.SCROLL: lambda: self._members.rows(self._window()),
            Act.SEARCH: lambda: self._members.first_page(ListQuery(search=self._chance.choice(_NAMES)), _PAGE),
            Act.OPEN_MEMBER: self._open_member,
            Act.NOTES: lambda: self._notes.notes("member", self._member()),
            Act.TIMELINE: lambda: self._notes.timeline("member", self._member()),
            Act.DOCKET: lambda: self._cases.first_page(ListQuery(), _PAGE),
            Act.OPEN_CASE: self._open_case,
            Act.OPEN_EMPLOYER: lambda: self._employers.load(self._chance.choice(self._ground.employers)),
            Act.SAVE_NOTE: lambda: self._save_note(self._member()),
            Act.SAVE_CONTACT: self._save_contact,
            Act.SAVE_JOB: self._save_job,
            Act.SAVE_MEMBER: self._save_member,
            Act.CHANGE_MEMBER: self._change_member,
            Act.NOTE_AND_LOOK: self._note_and_look,
            Act.WRITE_LIST: self._write_list,
            Act.READ_LIST: self._read_list,
        }

    def arrive(self) -> None:
        """Sign in and do everything once, as somebody whose program has been open for a while."""
        for act in Act:
            self.do(act)

    def do(self, act: Act) -> None:
        """Do one act to its end.

        Raises:
            HallError: it did not work.
        """
        self._acts[act]()

    def _member(self) -> UUID:
        return self._chance.choice(self._ground.members)

    def _window(self) -> Sequence[UUID]:
        first = self._chance.randrange(max(1, len(self._ground.members) - _PAGE))
        return self._ground.members[first : first + _PAGE]

    def _open_member(self) -> None:
        self._open = self._members.load(self._member()).draft

    def _open_case(self) -> None:
        if self._ground.cases:
            self._cases.load(self._chance.choice(self._ground.cases))

    def _save_note(self, member_id: UUID) -> None:
        words = f"{MARK}: called at {self._chance.randint(8, 17)}, will call back."
        draft = NoteDraft(subject_table="member", subject_id=member_id, body=words, visibility=NoteVisibility.STAFF)
        self._notes.save(draft)

    def _save_contact(self) -> None:
        phone = f"+1206555{self._chance.randint(100, 199):04}"
        self._members.save_contact(MemberContactDraft(member_id=self._member(), name=f"{MARK} Contact", phone=phone))

    def _save_job(self) -> None:
        year = self._chance.randint(1975, 1985)
        self._members.save_employment(
            EmploymentDraft(
                member_id=self._member(), organization_id=self._chance.choice(self._ground.employers),
                position=MARK, started_on=date(year, 3, 1), ended_on=date(year, 9, 30),
            )
        )  # fmt: skip

    def _save_member(self) -> None:
        if self._open is None:
            self._open_member()
        if self._open is not None:
            self._put_right(self._open)
        self._open = None

    def _change_member(self) -> None:
        self._put_right(self._members.load(self._member()).draft)

    def _put_right(self, draft: MemberDraft) -> None:
        """Save a change; where somebody was faster, make it again on what stands there now, as a person does."""
        skills = f"{MARK} {self._chance.randint(1, 999)}"
        for _ in range(_TRIES):
            try:
                self._members.save(draft.model_copy(update={"skills": skills}))
            except StaleRecord:
                self.resolved += 1
                draft = self._members.load(draft.id).draft
            else:
                return
        raise StaleRecord(draft.id, None)

    def _note_and_look(self) -> None:
        member_id = self._member()
        self._save_note(member_id)
        self._notes.notes("member", member_id)

    def _write_list(self) -> None:
        rows = self._members.rows(self._window())
        columns = [("Card number", lambda one: one.card_number), ("Last name", lambda one: one.last_name)]
        export_csv(self._file, columns, [rows])

    def _read_list(self) -> None:
        with self._file.open(encoding="utf-8-sig", newline="") as file:
            list(csv.reader(file))
