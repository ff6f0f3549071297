"""The jobs of a member: cards, newest first; add, correct, end today, to the bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.member_drafts import EmploymentDraft
from ip2a_desktop.domain.members import EmploymentRow, MemberRecord
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, money, number, span, today
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.members.job_drafts import draft_of, reopen
from ip2a_desktop.ui.members.job_form import FORM, job_dialog
from ip2a_desktop.ui.members.words import JOBS, job_chip

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

_WORDS = ChildWords(
    JOBS,
    "briefcase",
    "No jobs yet",
    "Each job stands here with its employer, its days, hours and rate. The one without an end is the current one.",
)


class JobsPanel(ChildList):
    """The jobs of one member.

    Args:
        kit: the screens' tools.
        members: saves jobs.
        employers: finds organizations for the form.
    """

    def __init__(self, kit: Kit, members: MemberService, employers: EmployerService) -> None:
        super().__init__(_WORDS)
        self._kit = kit
        self._members = members
        self._employers = employers
        self._member: UUID | None = None
        self._jobs: dict[UUID, EmploymentRow] = {}
        self.dialog: FormDialog | None = None
        self.offer = self.offer_drafts(kit, FORM)
        self.offer.continue_wanted.connect(self._continue)
        self.end_action = self.add_verb("End this job today", "calendar-check", self._end_today, self._is_current)
        self.add_wanted.connect(self._add)
        self.edit_wanted.connect(self._edit)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(lambda one: kit.bring_back([one], JOBS, members.restore_employment))

    def show_record(self, record: MemberRecord) -> None:
        """Show the member's jobs."""
        self._member = record.row.id
        self._jobs = {job.id: job for job in record.employments}
        self.set_read_only(record.row.deleted_at is not None)
        self.show_cards([_card(job) for job in record.employments])
        self.show_bin(record.row.id, [one for one in record.in_bin if one.table == "employment"])

    def _is_current(self, one: UUID) -> bool:
        return one in self._jobs and self._jobs[one].is_current

    def _current_jobs(self, but: UUID | None = None) -> Sequence[EmploymentRow]:
        return [job for job in self._jobs.values() if job.is_current and job.id != but]

    def open_record(self, record_id: UUID) -> None:
        """Look whether something was being written here when the program ended."""
        self.offer.look(self._is_mine)

    def _is_mine(self, kept: KeptDraft) -> bool:
        return kept.given.get("member_id") == str(self._member)

    def _continue(self, kept: Sequence[KeptDraft]) -> None:
        self._add() if kept[0].version is None else self._edit(kept[0].record)
        if self.dialog is not None:
            self.dialog.session.bring_back(kept)
            self.offer.show_words("")

    def _add(self) -> None:
        if self._member is not None:
            self._open(EmploymentDraft.model_construct(member_id=self._member))

    def _edit(self, one: UUID) -> None:
        job = self._jobs.get(one)
        if job is not None:
            self._open(draft_of(job), job.employer)

    def _open(self, draft: EmploymentDraft, employer: str = "") -> None:
        others = self._current_jobs(but=draft.id)
        self.dialog = job_dialog(self._kit, self, self._members, self._employers, draft, employer, others)
        self.dialog.open()

    def _end_today(self, one: UUID) -> None:
        job, members = self._jobs[one], self._members
        ended = draft_of(job, max(today(), job.started_on or today()))

        def done(_changes: Changes) -> None:
            self._kit.messages.toast(
                f"Job at {job.employer} ended on {day(ended.ended_on)}",
                tone="good",
                action_text="Undo",
                on_action=lambda: self._kit.write(self._kit.bus, lambda: reopen(members, job.member_id, one)),
            )

        self._kit.write(self, lambda: members.save_employment(ended), done)

    def _to_bin(self, one: UUID) -> None:
        members = self._members
        self._kit.move_to_bin(self, [one], JOBS, members.bin_employment, members.restore_employment)


def _card(job: EmploymentRow) -> Card:
    chip = job_chip(job)
    hours = f"{number(job.weekly_hours)} hours a week" if job.weekly_hours is not None else ""
    rate = f"{money(job.hourly_rate)} an hour" if job.hourly_rate is not None else ""
    body = " · ".join(part for part in (job.position, hours, rate) if part)
    return Card(job.id, job.employer, (chip,) if chip else (), span(job.started_on, job.ended_on), body)
