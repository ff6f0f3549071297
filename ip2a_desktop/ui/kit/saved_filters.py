"""Filters that a person gave a name, kept with the layout of the list, shown with their counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.filters import Choice
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.widgets import label

Chosen = Mapping[str, tuple[Choice, ...]]
_LONGEST = 60


@dataclass(frozen=True)
class SavedFilter:
    """A search and chosen values under a name."""

    name: str
    search: str
    chosen: Chosen

    def query(self) -> ListQuery:
        """Return the query that it stands for."""
        query = ListQuery(search=self.search)
        for name, choices in self.chosen.items():
            query = query.with_filter(name, [one.value for one in choices])
        return query

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data."""
        chosen = {name: [[one.value, one.label] for one in choices] for name, choices in self.chosen.items()}
        return {"name": self.name, "search": self.search, "chosen": chosen}

    @classmethod
    def from_dict(cls, kept: object) -> SavedFilter | None:
        """Return what was kept as plain data; None where it is not understood."""
        if not isinstance(kept, Mapping) or not isinstance(kept.get("name"), str):
            return None
        try:
            chosen = {
                str(name): tuple(Choice(str(value), str(words)) for value, words in choices)
                for name, choices in dict(kept.get("chosen") or {}).items()
            }
        except (TypeError, ValueError):
            return None  # damaged; a filter is easily made again
        return cls(kept["name"], str(kept.get("search") or ""), chosen)


class SavedFilters(QToolButton):
    """The button that keeps and brings back filters.

    Signals:
        chosen(SavedFilter): the person wants this one.
        changed(): one was added or removed; see :meth:`to_list`.
    """

    chosen = Signal(object)
    changed = Signal()

    def __init__(self, tasks: Tasks, count: Callable[[ListQuery], int], current: Callable[[], SavedFilter]) -> None:
        """Prepare the button.

        Args:
            tasks: the door off the GUI thread.
            count: how many rows a query finds; called in a worker when the menu opens.
            current: the filter that is on now, its name empty.
        """
        super().__init__()
        self._tasks = tasks
        self._count = count
        self._current = current
        self._saved: list[SavedFilter] = []
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setProperty("kind", "plain")
        self.setIcon(icon("funnel"))
        self.setToolTip("Saved filters")
        self.setAccessibleName("Saved filters")

    def to_list(self) -> list[dict[str, Any]]:
        """Return the saved filters as plain data."""
        return [one.to_dict() for one in self._saved]

    def apply(self, kept: object) -> None:
        """Take on kept filters; what is not understood is left out."""
        found = map(SavedFilter.from_dict, kept if isinstance(kept, list) else [])
        self._saved = [one for one in found if one is not None]

    def save_as(self, name: str) -> None:
        """Keep the filter that is on now; one of the same name is replaced."""
        name = " ".join(name.split())[:_LONGEST]
        if not name:
            return
        now = self._current()
        kept = [one for one in self._saved if one.name.casefold() != name.casefold()]
        self._saved = sorted([*kept, SavedFilter(name, now.search, now.chosen)], key=lambda one: one.name.casefold())
        self.changed.emit()

    def remove(self, name: str) -> None:
        """Forget a saved filter."""
        self._saved = [one for one in self._saved if one.name != name]
        self.changed.emit()

    def ask_name(self) -> Dialog:
        """Ask under which name to keep the filter that is on now."""
        dialog = Dialog("Save this filter", self.window())
        name = QLineEdit(maxLength=_LONGEST)
        words = label("Name", "caption")
        words.setBuddy(name)
        name.setAccessibleName("Name of the filter")
        dialog.body.addWidget(words)
        dialog.body.addWidget(name)
        dialog.add_button("Cancel")
        save = dialog.add_button("Save filter", "primary", dialog.accept, default=True)
        save.setEnabled(False)
        name.textChanged.connect(lambda text: save.setEnabled(bool(text.strip())))
        dialog.accepted.connect(lambda: self.save_as(name.text()))
        dialog.open()
        name.setFocus()
        return dialog

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        for one in self._saved:
            action = menu.addAction(one.name.replace("&", "&&"), partial(self.chosen.emit, one))
            self._tasks.run(
                action,
                partial(self._count, one.query()),
                partial(_show_count, action),
                lambda _error: None,  # the name alone does as well
            )
        if not self._saved:
            menu.addAction("No filter is saved yet").setEnabled(False)
        menu.addSeparator()
        is_narrowed = self._current().query().is_narrowed
        menu.addAction("Save this filter…", self.ask_name).setEnabled(is_narrowed)
        if self._saved:
            removal = menu.addMenu("Remove")
            for one in self._saved:
                removal.addAction(one.name.replace("&", "&&"), partial(self.remove, one.name))


def _show_count(action: QAction, count: int) -> None:
    action.setText(f"{action.text()}\t{count:,}")
