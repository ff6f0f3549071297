"""The journal of repairs: who repaired what and when, row by row, and taking a repair back."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from ip2a_desktop.domain.repairs import JournalEntry, RepairState, UndoDone
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.formats import EMPTY, moment
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import button, label
from ip2a_desktop.ui.maintenance.diff import DiffTable
from ip2a_desktop.ui.maintenance.rows_table import RowsTable
from ip2a_desktop.ui.maintenance.words import many, repair_chip

COLUMNS: Final[tuple[Column[JournalEntry], ...]] = (
    Column("at", "When", lambda one: moment(one.at), 160),
    Column("title", "What was repaired", lambda one: one.title, 280),
    Column("rows", "Rows", lambda one: f"{len(one.rows):,}", 72, align="right"),
    Column("person", "By", lambda one: f"{one.person} (auto-heal)" if one.automatic else one.person, 168),
    Column("state", "State", lambda one: one.state.label, 168, chip=repair_chip),
    Column(
        "undone",
        "Taken back",
        lambda one: "" if one.undone_at is None else f"{moment(one.undone_at)} by {one.undone_by}",
        216,
    ),
)
_STRETCH: Final = 1


class Journal(QWidget):
    """The repairs that were made, newest first.

    Signals:
        undo_wanted(JournalEntry): take this one back.
    """

    undo_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.table: RowsTable[JournalEntry] = RowsTable("Repairs that were made", COLUMNS, stretch=_STRETCH)
        self.diff = DiffTable("What was changed", can_choose=False)
        self.undone, self.later = Notice("good"), Notice("warn")
        self.undo_button = button("Take back…", icon_name="arrow-counter-clockwise", on_click=self._undo)
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self.table.chosen.connect(self._on_chosen)
        self._on_chosen(None)

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.addWidget(label("Repairs that were made", "section"))
        head.addStretch(1)
        head.addWidget(self.undo_button)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.table)
        split.addWidget(self.diff)
        split.setChildrenCollapsible(False)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(head)
        column.addWidget(self.undone)
        column.addWidget(self.later)
        column.addWidget(split, 1)
        return made

    def show_entries(self, entries: tuple[JournalEntry, ...]) -> None:
        """Show the repairs; the one that was chosen stays so."""
        before = self.table.current
        self.table.show_rows(entries)
        if not entries:
            self.states.show_empty(
                "Nothing was repaired yet", "Each repair stands here with who made it, and can be taken back.",
                icon="wrench",
            )  # fmt: skip
            return
        self.states.show_content()
        places = [at for at, one in enumerate(entries) if before is not None and one.id == before.id]
        self.table.selectRow(places[0] if places else 0)

    def show_undone(self, done: UndoDone) -> None:
        """Say what taking back did, and show each row that somebody edited since."""
        self.undone.say(done.sentence if done.clean else "")
        self.later.say("" if done.clean else done.sentence)
        lines = []
        for one in done.later_edits:
            fields = "; ".join(f"{f.label}: {f.before or EMPTY} → {f.after or EMPTY}" for f in one.fields)
            who = f" by {one.person}" if one.person else ""
            when = f" on {moment(one.at)}" if one.at is not None else ""
            lines.append(label(f"•  {one.words} was edited{who}{when}. {fields}", wrap=True, selectable=True))
        self.later.set_lines(lines)

    def _on_chosen(self, entry: JournalEntry | None) -> None:
        self.undo_button.setEnabled(entry is not None and entry.state is RepairState.APPLIED)
        self.diff.repairs.show_repairs(entry.rows if entry is not None else ())

    def _undo(self) -> None:
        if self.table.current is not None:
            self.undo_wanted.emit(self.table.current)


def undo_question(entry: JournalEntry) -> tuple[str, str]:
    """Return the title and the sentence that ask before a repair is taken back."""
    rows = many(len(entry.rows), "row", "rows")
    sentence = (
        f"{entry.title}: each row is put back as it was before {moment(entry.at)}. "
        "Rows that somebody edited since are left as they are, and shown."
    )
    return f"Take back this repair ({rows})?", sentence
