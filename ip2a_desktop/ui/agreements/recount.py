"""What a change of a holiday, limit or step does to open cases: each date before and after, shown before it is made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.agreement_drafts import HolidayDraft, LimitDraft, StepDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.deadlines import short_day
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.recomputing import DateChange
from ip2a_desktop.ui.agreements.words import CASES
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.fixed_rows import FixedRows
from ip2a_desktop.ui.kit.formats import EMPTY
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.tokens import ROW_HEIGHT
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.kit.windowed_model import WindowedModel

Part = HolidayDraft | LimitDraft | StepDraft
Preview = Callable[[], Sequence[DateChange]]
AskFirst = Callable[[Sequence[Any], Callable[[bool], object]], None]
DATES = Noun("date", "dates")
_WIDTH = 760
_MOST_ROWS = 8


class Recounts(Protocol):
    """What changes holidays, limits and steps together with the dates of open cases (the service does)."""

    def preview_save(self, *drafts: Part) -> tuple[DateChange, ...]: ...
    def preview_bin(self, version_id: UUID, ids: Sequence[UUID]) -> tuple[DateChange, ...]: ...
    def preview_restore(self, version_id: UUID, kind: type[Part], ids: Sequence[UUID]) -> tuple[DateChange, ...]: ...
    def save(self, *drafts: Part) -> Changes: ...
    def move_to_bin(self, version_id: UUID, kind: type[Part], ids: Sequence[UUID]) -> Changes: ...
    def restore(self, version_id: UUID, kind: type[Part], ids: Sequence[UUID]) -> Changes: ...


@dataclass(frozen=True)
class _Row:
    """One line of the table."""

    id: UUID
    change: DateChange


def _day(row: _Row, after: bool) -> str:
    this, other = (row.change.after, row.change.before) if after else (row.change.before, row.change.after)
    if this is None:
        return EMPTY
    return short_day(this, other) if other is not None else f"{short_day(this)}, {this.year}"


COLUMNS: tuple[Column[_Row], ...] = (
    Column("number", "Case", lambda row: row.change.number, 104, sortable=False),
    Column("what", "For", lambda row: row.change.what, 248, sortable=False),
    Column("before", "Before", lambda row: _day(row, after=False), 160, sortable=False),
    Column("after", "After", lambda row: _day(row, after=True), 160, sortable=False),
)


class RecountDialog(Dialog):
    """Every date that moves, old and new; the reason of the one that is chosen stands below the table.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        changes: the dates.
        verb: the words of the button, such as "Save".
    """

    def __init__(self, kit: Kit, parent: QWidget, changes: Sequence[DateChange], verb: str) -> None:
        count = len({one.grievance_id for one in changes})
        dates, cases = DATES.count(len(changes)), f"{count:,} open {'case' if count == 1 else 'cases'}"
        super().__init__(f"{dates} of {cases} would change", parent.window(), tone="warn", width=_WIDTH)
        self.changes = tuple(changes)
        self.add_sentence("The cases keep what was filed and answered; only what is still due is counted again.")
        rows = {one.id: one for one in (_Row(new_id(), change) for change in changes)}
        self._rows = rows
        source: FixedRows[_Row] = FixedRows(COLUMNS, list(rows.values()))
        self.model: WindowedModel[_Row] = WindowedModel(kit.tasks, source, COLUMNS, self)
        self.table = ListTable(self.model, "Dates that change")
        self.table.setProperty("frame", "box")
        self.table.setMinimumHeight(ROW_HEIGHT * (min(len(changes), _MOST_ROWS) + 1) + 2)
        self.table.window_action.setVisible(False)
        self.table.show_sort("", descending=False)
        self.table.current_changed.connect(self._on_current)
        self.reason = label("Choose a line to read how its new date is counted.", "muted", wrap=True, selectable=True)
        self.reason.setMinimumHeight(self.reason.fontMetrics().lineSpacing() * 2)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.reason)
        self.add_button("Cancel", default=True)
        self.verb_button = self.add_button(f"{verb} and change {dates}", "primary", self.accept)
        self.model.set_query(ListQuery(sort=""))

    def _on_current(self, one: UUID | None) -> None:
        if one in self._rows:
            self.reason.setText(self._rows[one].change.explanation)


def ask_first(kit: Kit, owner: QWidget, preview: Preview, verb: str, answer: Callable[[bool], object]) -> None:
    """Call ``answer``: may it be done? Asks the person where dates of open cases would change, else says yes.

    Args:
        kit: the screens' tools.
        owner: whose work it is, and over whose window the question appears.
        preview: gives the dates that would change; called in a worker.
        verb: the words of the button, such as "Save".
        answer: called once.
    """

    def show(changes: Sequence[DateChange]) -> None:
        if not changes:
            answer(True)
            return
        dialog = RecountDialog(kit, owner, changes, verb)
        dialog.accepted.connect(lambda: answer(True))
        dialog.rejected.connect(lambda: answer(False))
        dialog.open()

    def failed(error: Exception) -> None:
        kit.show_error(error)
        answer(False)

    kit.tasks.run(owner, preview, show, failed, key="recount")


def done_words(noun: Noun, changes: Changes) -> str:
    """Return what was done, and how many cases were counted again."""
    cases = len(changes.ids("grievance"))
    again = f"; {CASES.count(cases)} counted again" if cases else ""
    return f"{noun.one.capitalize()} saved{again}"


def bin_part(
    kit: Kit, owner: QWidget, recounts: Recounts, version_id: UUID, kind: type[Part], part_id: UUID, noun: Noun
) -> None:
    """Move a holiday, limit or step to the bin, asking first where dates of open cases would change."""

    def go(may: bool) -> None:
        if may:
            kit.move_to_bin(
                owner,
                [part_id],
                noun,
                lambda ids: recounts.move_to_bin(version_id, kind, ids),
                lambda ids: recounts.restore(version_id, kind, ids),
            )

    ask_first(kit, owner, lambda: recounts.preview_bin(version_id, [part_id]), "Move to bin", go)


def bring_back(
    kit: Kit, owner: QWidget, recounts: Recounts, version_id: UUID, kind: type[Part], part_id: UUID, noun: Noun
) -> None:
    """Bring a holiday, limit or step back from the bin, asking first where dates of open cases would change."""

    def go(may: bool) -> None:
        if may:
            kit.bring_back([part_id], noun, lambda ids: recounts.restore(version_id, kind, ids))

    ask_first(kit, owner, lambda: recounts.preview_restore(version_id, kind, [part_id]), "Bring back", go)


def ask_before_saving(kit: Kit, dialog: QWidget, recounts: Recounts) -> AskFirst:
    """Return what a form's session asks before a holiday, limit or step is written."""

    def ask(drafts: Sequence[Any], answer: Callable[[bool], object]) -> None:
        ask_first(kit, dialog, lambda: recounts.preview_save(*drafts), "Save", answer)

    return ask
