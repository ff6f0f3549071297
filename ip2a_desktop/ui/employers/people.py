"""The members who work at an organization, and those who did: a list of jobs; opening one goes to the member."""

from dataclasses import replace
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ip2a_desktop.domain.employers import EmployerRecord
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import EmploymentRow
from ip2a_desktop.ui.employers.table import JOB_COLUMNS
from ip2a_desktop.ui.employers.words import JOBS
from ip2a_desktop.ui.kit.cells import PADDING
from ip2a_desktop.ui.kit.filter_bar import SearchField
from ip2a_desktop.ui.kit.fixed_rows import FixedRows
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.table_copy import TableCopy
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import label, line
from ip2a_desktop.ui.kit.windowed_model import WindowedModel

MOST_JOBS = 1_000
"""So many jobs come along with an organization at most."""
_SEARCH_FROM = 8
"""Fewer jobs are seen at a glance and need no search field."""


class PeoplePanel(Panel):
    """The jobs of one organization, the current ones first.

    Signals:
        member_wanted(UUID): the person wants to see this member.
    """

    member_wanted = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._jobs: dict[UUID, EmploymentRow] = {}
        self._source: FixedRows[EmploymentRow] = FixedRows(JOB_COLUMNS)
        self._organization: UUID | None = None
        self.model: WindowedModel[EmploymentRow] = WindowedModel(kit.tasks, self._source, JOB_COLUMNS, self)
        self.table = ListTable(self.model, "Members here")
        self.search = SearchField("Search these members")
        self.states = StateStack(self.table)
        self._count = label("", "caption")
        self._lay_out()
        self.copier = TableCopy(self.table, self._source, kit.tasks)
        self.copier.copied.connect(lambda count: kit.messages.toast(f"{JOBS.count(count)} copied", tone="good"))
        self.copier.failed.connect(kit.messages.show_error)
        self.search.textChanged.connect(self._on_searched)
        self.search.down.connect(partial(self.table.setFocus, Qt.FocusReason.TabFocusReason))
        self.table.typed.connect(self._on_typed)
        self.table.opened.connect(self._on_opened)
        self.table.sort_wanted.connect(self._on_sort_wanted)
        self.model.shown.connect(self._show_state)
        self.table.show_sort("", descending=False)
        self.table.window_action.setVisible(False)  # the window of a member belongs to the members' page

    @property
    def count_words(self) -> str:
        """How many work there and how many did, in words."""
        return self._count.text()

    def show_record(self, record: EmployerRecord) -> None:
        """Show the organization's jobs; search and order stay while it is the same organization."""
        is_other, self._organization = record.row.id != self._organization, record.row.id
        self._jobs = {job.id: job for job in record.employments}
        self._count.setText(_count_words(record))
        self.search.setHidden(len(self._jobs) < _SEARCH_FROM)
        self._source.set_rows(record.employments)
        if is_other:
            self.model.query = ListQuery(sort="")
            self.table.show_sort("", descending=False)
            self.search.clear()  # asks for the rows where something stood in it
            self.model.set_query(self.model.query)
        else:
            self.model.refresh()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, GAP + 4, MARGIN, GAP + 4)
        bar.setSpacing(GAP_WIDE)
        bar.addWidget(self.search, 1)
        bar.addWidget(self._count)
        bar.addStretch(0)
        self.search.setMaximumWidth(360)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(bar)
        layout.addWidget(line())
        layout.addWidget(self.states, 1)
        self.states.setContentsMargins(MARGIN - PADDING, 0, 0, 0)  # words stand below the search field

    def _on_searched(self, text: str) -> None:
        self.model.set_query(replace(self.model.query, search=text))

    def _on_typed(self, text: str) -> None:
        if not self.search.isHidden():
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.setText(text)

    def _on_sort_wanted(self, key: str, descending: bool) -> None:
        self.table.show_sort(key, descending)
        self.model.set_query(replace(self.model.query, sort=key, descending=descending))

    def _on_opened(self, job: UUID) -> None:
        if job in self._jobs:
            self.member_wanted.emit(self._jobs[job].member_id)

    def _show_state(self) -> None:
        if self.model.rowCount():
            self.states.show_content()
        elif self._jobs:
            self.states.show_empty(
                "No member matches", "Try fewer letters.", "Clear search", self.search.clear, "magnifying-glass"
            )
        else:
            self.states.show_empty(
                "Nobody has worked here yet",
                "Members show up here once a job of theirs names this organization.",
                icon="briefcase",
            )


def _count_words(record: EmployerRecord) -> str:
    """Return how many members work there, and how many jobs ended; of very many only the latest came along."""
    ended = sum(not job.is_current for job in record.employments)
    if not record.employments:
        return ""
    if len(record.employments) >= MOST_JOBS:
        return f"{record.row.current_members:,} now · the first {MOST_JOBS:,} jobs"
    return f"{record.row.current_members:,} now · {ended:,} former"
