"""What stands above a list: the search field, the filters, and what of them is on now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.filters import Choice, FilterButton, FilterSpec
from ip2a_desktop.ui.kit.flow import FlowLayout
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.saved_filters import SavedFilter, SavedFilters
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button


class SearchField(QLineEdit):
    """The search field of a list: Esc empties it, Down and Enter lead into the list.

    Signals:
        down(): the person goes on to the list.
    """

    down = Signal()

    def __init__(self, hint: str) -> None:
        super().__init__(placeholderText=hint, clearButtonEnabled=True)
        self.setProperty("look", "search")
        self.setAccessibleName(hint)
        self.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Search field and saved filters; the filters, which name what is chosen.

    Signals:
        changed(): search text or filters are others now; see :meth:`apply_to`.
        saved_changed(): a filter was saved or removed.
    """

    changed = Signal()
    saved_changed = Signal()

    def __init__(self, tasks: Tasks, hint: str, specs: Sequence[FilterSpec], count: Callable[[ListQuery], int]) -> None:
        """Build the bar.

        Args:
            tasks: the door off the GUI thread.
            hint: what the search field finds, such as "Search name, card number, phone".
            specs: the filters.
            count: how many rows a query finds, for the saved filters.
        """
        super().__init__()
        self.search = SearchField(hint)
        self.buttons = [FilterButton(spec, tasks) for spec in specs]
        self.saved = SavedFilters(tasks, count, self._current)
        self.clear_button = button("Clear", "quiet", on_click=self.clear)
        self.save_button = button("Save filter…", "quiet", on_click=self.saved.ask_name)
        self._is_setting = False
        self._end = QHBoxLayout()
        self._end.setSpacing(GAP)
        self._lay_out()
        self.search.textChanged.connect(self._on_changed)
        for one in self.buttons:
            one.changed.connect(self._on_changed)
        self.saved.chosen.connect(self.show_filter)
        self.saved.changed.connect(self.saved_changed)
        self._show_state()

    def add_at_end(self, widget: QWidget) -> None:
        """Put a widget at the right end of the bar."""
        self._end.addWidget(widget)

    def apply_to(self, query: ListQuery) -> ListQuery:
        """Return a query with the search text and filters that are on now."""
        now = self._current().query()
        return ListQuery(now.search, now.filters, query.sort, query.descending, query.in_bin)

    def show_filter(self, wanted: SavedFilter) -> None:
        """Set search text and filters, and tell it once."""
        self._set(wanted.search, wanted.chosen)
        self._on_changed()

    def clear(self) -> None:
        """Take off search text and filters, and tell it once."""
        self.show_filter(SavedFilter("", "", {}))

    def _lay_out(self) -> None:
        first = QHBoxLayout()
        first.setSpacing(GAP)
        first.addWidget(self.search, 1)
        first.addWidget(self.saved)
        first.addLayout(self._end)
        second = FlowLayout(GAP)
        for one in (*self.buttons, self.clear_button, self.save_button):
            second.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, GAP_WIDE, GAP_WIDE - GAP // 2)
        layout.setSpacing(GAP)
        layout.addLayout(first)
        if self.buttons:
            layout.addLayout(second)

    def _set(self, search: str, chosen: Mapping[str, tuple[Choice, ...]]) -> None:
        self._is_setting = True  # not by blocking signals: the field's own cross listens to them too
        self.search.setText(search)
        for one in self.buttons:
            one.choose(chosen.get(one.spec.name, ()))
        self._is_setting = False

    def _current(self) -> SavedFilter:
        chosen = {one.spec.name: one.chosen for one in self.buttons if one.chosen}
        return SavedFilter("", self.search.text(), chosen)

    def _on_changed(self) -> None:
        if self._is_setting:
            return
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        is_narrowed = self._current().query().is_narrowed
        self.clear_button.setVisible(is_narrowed)
        self.save_button.setVisible(is_narrowed)
