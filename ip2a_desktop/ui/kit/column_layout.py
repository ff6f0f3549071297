"""Which columns a list shows, how wide and in which order; remembered for the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtWidgets import QHeaderView

from ip2a_desktop.ui.kit.check_menu import CheckMenu
from ip2a_desktop.ui.kit.columns import Column

NARROWEST = 48
"""The least width of a column, in pixels."""
_WIDEST = 2_000
_SETTLED = 400
"""Milliseconds after the last move of a column until the layout is kept."""


class ColumnLayout(QObject):
    """Chooses, moves and sizes the columns of one heading, and gives the layout as plain data.

    Signals:
        changed(): the person changed something; told once the hand rests.
    """

    changed = Signal()

    def __init__(self, header: QHeaderView, columns: Sequence[Column[Any]]) -> None:
        """Arrange the columns as they are declared; the header must have its model already."""
        super().__init__(header)
        self._header = header
        self._columns = tuple(columns)
        self._widths = {column.key: column.width for column in columns}
        self._is_applying = False
        self._soon = QTimer(self, singleShot=True, interval=_SETTLED)
        self._soon.timeout.connect(self.changed)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(NARROWEST)
        header.setStretchLastSection(True)
        self.reset()
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._on_changed)

    def visible(self) -> list[int]:
        """Return the columns that are shown, in the order on screen."""
        header = self._header
        logical = (header.logicalIndex(visual) for visual in range(header.count()))
        return [section for section in logical if not header.isSectionHidden(section)]

    def to_dict(self) -> list[dict[str, Any]]:
        """Return the layout as plain data, in the order on screen."""
        header = self._header
        order = [self._columns[header.logicalIndex(visual)] for visual in range(header.count())]
        return [
            {
                "key": column.key,
                "width": self._widths[column.key],
                "shown": not header.isSectionHidden(self._columns.index(column)),
            }
            for column in order
        ]

    def apply(self, kept: object) -> None:
        """Take on a kept layout; what is not understood (another release, a damaged file) is left out."""
        entries = [one for one in kept if isinstance(one, Mapping)] if isinstance(kept, list) else []
        by_key = {column.key: section for section, column in enumerate(self._columns)}
        known = {one["key"]: one for one in entries if one.get("key") in by_key}
        order = [by_key[key] for key in known]
        order += [section for section in by_key.values() if section not in order]  # columns of a later release
        hidden = {key for key, one in known.items() if one.get("shown") is False}
        hidden |= {column.key for column in self._columns if column.key not in known and not column.shown}
        if len(hidden) == len(self._columns):
            hidden.discard(self._columns[0].key)
        widths = {key: one["width"] for key, one in known.items() if _is_width(one.get("width"))}
        self._arrange(order, hidden, widths)

    def reset(self) -> None:
        """Arrange the columns as they are declared."""
        hidden = {column.key for column in self._columns if not column.shown}
        widths = {column.key: column.width for column in self._columns}
        self._arrange(range(len(self._columns)), hidden, widths)

    def show_menu(self, at: QPoint) -> None:
        """Let the person choose columns, at a place of the screen."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def menu(self) -> CheckMenu:
        """Return the menu that chooses columns."""
        menu = CheckMenu(self._header)
        for section, column in enumerate(self._columns):
            is_shown = not self._header.isSectionHidden(section)
            menu.add_choice(column.title, is_shown, partial(self._choose, section))
        menu.addSeparator()
        menu.addAction("As at first").triggered.connect(self._on_reset)
        return menu

    def _choose(self, section: int, shown: bool) -> None:
        if not shown and self.visible() == [section]:
            return  # one column always stays
        self._header.setSectionHidden(section, not shown)
        self._spread()
        self._on_changed()

    def _on_reset(self) -> None:
        self.reset()
        self._on_changed()

    def _arrange(self, order: Sequence[int], hidden: set[str], widths: Mapping[str, int]) -> None:
        self._is_applying = True
        self._widths |= widths
        for visual, section in enumerate(order):
            self._header.moveSection(self._header.visualIndex(section), visual)
        for section, column in enumerate(self._columns):
            self._header.setSectionHidden(section, column.key in hidden)
        self._is_applying = False
        self._spread()

    def _spread(self) -> None:
        """Give each column its own width; the last one shown takes what is left."""
        self._is_applying = True
        for section in self.visible():
            self._header.resizeSection(section, self._widths[self._columns[section].key])
        self._is_applying = False

    def _on_resized(self, section: int, _old: int, new: int) -> None:
        if self._is_applying or self._header.isSectionHidden(section) or section == self.visible()[-1]:
            return
        self._widths[self._columns[section].key] = new
        self._on_changed()

    def _on_changed(self) -> None:
        if not self._is_applying:
            self._soon.start()


def _is_width(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and NARROWEST <= value <= _WIDEST
