"""The form of a job; a second current job is a question to the person, not an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.member_drafts import EmploymentDraft
from ip2a_desktop.domain.members import EmploymentRow
from ip2a_desktop.ui.kit.fields import Found, LookupField, MoneyField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit, Write
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.members.job_drafts import draft_of

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.members import MemberService

FORM = "employment"
"""Under which name what is typed is kept in case of a crash."""


def job_dialog(
    kit: Kit,
    parent: QWidget,
    members: MemberService,
    employers: EmployerService,
    draft: EmploymentDraft,
    employer: str,
    others: Sequence[EmploymentRow],
) -> FormDialog:
    """Return the dialog in which a job is written.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        members: saves the job.
        employers: finds the employer.
        draft: the job.
        employer: the name of its employer, empty for a new job.
        others: the member's other current jobs.
    """
    form = Form(EmploymentDraft)
    form.add("organization_id", _employer_field(kit, employers, draft, employer), required=True)
    form.add("position")
    form.add("started_on", width=6)
    form.add("ended_on", width=6)
    form.add("weekly_hours", width=6)
    form.add("hourly_rate", MoneyField(), width=6)
    form.load(draft)
    title, what = ("New job", "the new job") if draft.is_new else ("Edit job", f"the job at {employer}")
    given = {"member_id": draft.member_id}
    dialog = FormDialog(kit, parent, title, what, form, members.save_employment, name=FORM, given=given)
    if others:
        question = OtherJobs(form, others)
        dialog.add_strip(question)
        dialog.session.also = partial(question.write, members.save_employment)
    return dialog


def _employer_field(kit: Kit, employers: EmployerService, draft: EmploymentDraft, name: str) -> LookupField:
    def search(text: str) -> list[Found]:
        return [Found(one.id, one.name, one.place) for one in employers.choices(text)]

    field = LookupField(kit.tasks, search, "employer")
    if draft.organization_id is not None:
        field.know(draft.organization_id, name)
    return field


class OtherJobs(QWidget):
    """Tells of the member's other current jobs while this one has no end, and offers to end them.

    Args:
        form: the form of the job.
        others: the other current jobs.
    """

    def __init__(self, form: Form, others: Sequence[EmploymentRow]) -> None:
        super().__init__()
        self._form = form
        self._others = tuple(others)
        self.notice = Notice("warn")
        self.end_them = QCheckBox()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.notice)
        self.notice.set_lines([self.end_them])
        form.edited.connect(self._follow)
        self._follow()

    def write(self, save: Callable[[EmploymentDraft], Changes]) -> Write | None:
        """Return the write that ends the other jobs, None where the person did not ask for it."""
        if self.notice.isHidden() or not self.end_them.isChecked():
            return None
        ended = [draft_of(job, max(self._last_day(), job.started_on or self._last_day())) for job in self._others]

        def end() -> Changes:
            changes = Changes()
            for draft in ended:
                changes = changes | save(draft)
            return changes

        return end

    def _last_day(self) -> date:
        """The day on which the other jobs would end: the start of this one, or today."""
        started = self._form.values().get("started_on")
        return started if isinstance(started, date) else today()

    def _follow(self) -> None:
        is_current = self._form.values().get("ended_on") is None
        self.notice.show_words(_told(self._others) if is_current else "")
        jobs = "that job" if len(self._others) == 1 else "those jobs"
        self.end_them.setText(f"End {jobs} on {day(self._last_day())}")


def _told(jobs: Sequence[EmploymentRow]) -> str:
    parts = [f"for {job.employer}" + (f" since {day(job.started_on)}" if job.started_on else "") for job in jobs]
    return f"Already working {' and '.join(parts)}."
