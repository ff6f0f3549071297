"""A list: search and filters above, the table below, and how many there are; a feature brings only data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.cells import PADDING
from ip2a_desktop.ui.kit.filter_bar import FilterBar
from ip2a_desktop.ui.kit.filters import ONLY_THESE
from ip2a_desktop.ui.kit.list_spec import ListSpec
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.table_copy import TableCopy
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.tokens import MARGIN
from ip2a_desktop.ui.kit.widgets import line, tool_button
from ip2a_desktop.ui.kit.windowed_model import WindowedModel


class ListPane(QWidget):
    """A list that can be searched, filtered, sorted, copied and remembered.

    Signals:
        counted(str): how many rows there are, in words, such as "Showing 42 of 10,012".
        layout_changed(): the person arranged something otherwise; see :meth:`layout_dict`.
    """

    counted = Signal(str)
    layout_changed = Signal()

    def __init__(self, spec: ListSpec, tasks: Tasks, messages: Messages, parent: QWidget | None = None) -> None:
        """Build the list; :meth:`start` asks for the rows.

        Args:
            spec: what the feature brings.
            tasks: the door off the GUI thread.
            messages: the door to the person.
            parent: the owner.
        """
        super().__init__(parent)
        self.spec = spec
        self._tasks = tasks
        self._messages = messages
        self._total: int | None = None
        self._is_started = False
        self.model: WindowedModel[Any] = WindowedModel(tasks, spec.source, spec.columns, self)
        self.model.query = spec.start
        self.table = ListTable(self.model, spec.title)
        self.table.show_sort(spec.start.sort, spec.start.descending)
        self.filters = FilterBar(
            tasks, spec.search_hint, [*spec.filters, ONLY_THESE], lambda q: len(spec.source.ids(q))
        )
        self.states = StateStack(self.table)
        self.copier = TableCopy(self.table, spec.source, tasks)
        self._lay_out()
        self._connect()

    def start(self) -> None:
        """Ask for the rows, the first time that the list is shown."""
        if not self._is_started:
            self._is_started = True
            self._show_loading()
            self.model.set_query(self.filters.apply_to(self.model.query))

    @property
    def query(self) -> ListQuery:
        """What the list shows now; export and print take the same."""
        return self.model.query

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed (None: everything may have); choice and place are kept."""
        if not self._is_started or (changes is not None and not changes.touches(self.spec.tables)):
            return
        self._total = None
        own, *others = self.spec.tables
        is_own_rows = changes is not None and not changes.touches(others)
        self.model.refresh(changes.ids(own) if changes is not None and is_own_rows else None)

    def sort_by(self, key: str, descending: bool) -> None:
        """Sort by a column; before the list started it only notes how it will be sorted."""
        query = replace(self.query, sort=key, descending=descending)
        self.table.show_sort(key, descending)
        if self._is_started:
            self.model.set_query(query)
        else:
            self.model.query = query

    def search_for(self, text: str | None = None) -> None:
        """Put the keyboard into the search field, with a text or to type one."""
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if text is None:
            self.filters.search.selectAll()
        else:
            self.filters.search.setText(text)

    def selected_ids(self) -> Sequence[UUID]:
        """Return the ids of the selected rows in order, made when they are read."""
        return self.table.selected_ids()

    def layout_dict(self) -> dict[str, Any]:
        """Return the person's columns, order and saved filters as plain data."""
        return {
            "columns": self.table.layout_of_columns.to_dict(),
            "sort": {"key": self.query.sort, "descending": self.query.descending},
            "saved": self.filters.saved.to_list(),
        }

    def apply_layout(self, kept: Mapping[str, Any]) -> None:
        """Take on a kept layout; what is not understood is left out."""
        self.table.layout_of_columns.apply(kept.get("columns"))
        self.filters.saved.apply(kept.get("saved"))
        sort = kept.get("sort")
        sortable = {column.key for column in self.spec.columns if column.sortable}
        if isinstance(sort, Mapping) and sort.get("key") in sortable:
            self.sort_by(str(sort["key"]), bool(sort.get("descending")))

    # -- building -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(line())
        column.addWidget(self.states, 1)
        self.states.setContentsMargins(MARGIN - PADDING, 0, 0, 0)  # words stand below the search field
        action = self.table.columns_action
        self.filters.add_at_end(tool_button("columns", action.toolTip(), action.trigger))

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filters_changed)
        self.filters.saved_changed.connect(self.layout_changed)
        self.filters.search.down.connect(partial(self.table.setFocus, Qt.FocusReason.TabFocusReason))
        self.table.sort_wanted.connect(self._on_sort_wanted)
        self.table.typed.connect(self.search_for)
        self.table.selection_changed.connect(self._tell_count)
        self.table.layout_of_columns.changed.connect(self.layout_changed)
        self.model.shown.connect(self._show_state)
        self.model.counted.connect(self._on_counted)
        self.model.failed.connect(self._on_failed)
        self.copier.copied.connect(self._on_copied)
        self.copier.failed.connect(self._messages.show_error)

    # -- what happens -------------------------------------------------------------------------------------

    def _on_filters_changed(self) -> None:
        if self._is_started:
            self.model.set_query(self.filters.apply_to(self.query))

    def _on_sort_wanted(self, key: str, descending: bool) -> None:
        self.sort_by(key, descending)
        self.layout_changed.emit()

    def _on_failed(self, error: Exception) -> None:
        self.states.show_failed(error, self._on_retry)
        self.counted.emit("")

    def _on_retry(self) -> None:
        self._show_loading()
        self.model.retry()

    def _show_loading(self) -> None:
        self.states.show_loading(f"Loading {self.spec.nouns[1]}…", self.model.stop, self._on_retry)

    def _show_state(self) -> None:
        """Show the rows, or that there are none and what helps."""
        empty = self.spec.empty
        if self.model.rowCount():
            self.states.show_content()
        elif self.query.is_narrowed:
            self.states.show_empty(
                f"No {self.spec.nouns[0]} matches",
                "Try fewer letters, or take off a filter.",
                "Clear search and filters",
                self.filters.clear,
                "magnifying-glass",
            )
        else:
            button = (empty.button_text, empty.on_click)
            self.states.show_empty(empty.title, empty.sentence, *button, empty.icon, primary=True)

    def _on_counted(self, count: int) -> None:
        self._show_state()
        if not self.query.is_narrowed:
            self._total = count
        elif self._total is None:
            in_bin, source = self.query.in_bin, self.spec.source
            self._tasks.run(
                self,
                lambda: source.total(in_bin=in_bin),
                self._on_total,
                lambda _error: None,  # the total is left out; the rows themselves are there
                key="total",
            )
        self._tell_count()

    def _on_total(self, total: int) -> None:
        self._total = total
        self._tell_count()

    def _tell_count(self) -> None:
        chosen = self.table.capture().selected_count
        parts = (self._count_words(), f"{chosen:,} chosen" if chosen > 1 else "")
        self.counted.emit(" · ".join(part for part in parts if part))

    def _count_words(self) -> str:
        if not self.model.is_counted:
            return ""
        count = self.model.rowCount()
        if not self.query.is_narrowed or self._total is None:
            return self.spec.counted(count)
        return f"Showing {count:,} of {self._total:,}"

    def _on_copied(self, count: int) -> None:
        self._messages.toast(f"{self.spec.counted(count)} copied", tone="good")
