"""The strip above a form that says: this looks like somebody you already have. It looks while the person types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.members import Duplicate
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, ICON
from ip2a_desktop.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.forms import Form

FindDuplicates = Callable[[Mapping[str, str], UUID], Sequence[Duplicate]]
"""Gives the records that look like the typed values, the record itself aside; called in a worker."""


class DuplicateStrip(Notice):
    """Names the records that look like the one in a form; hidden while there are none.

    Signals:
        open_wanted(UUID): the person wants to see one of them.
        restore_wanted(UUID): it lies in the bin, and the person wants it back.
    """

    open_wanted = Signal(object)
    restore_wanted = Signal(object)

    def __init__(self, kit: Kit, form: Form, find: FindDuplicates, fields: Sequence[str], words: str) -> None:
        """Watch a form.

        Args:
            kit: the screens' tools.
            form: the form, loaded already.
            find: finds the twins; called in a worker.
            fields: the values by which twins are known; nothing is asked until one of them was changed.
            words: what is said above them.
        """
        super().__init__("warn")
        self.found: tuple[Duplicate, ...] = ()
        self._kit = kit
        self._form = form
        self._find = find
        self._fields = tuple(fields)
        self._sentence = words
        self._asked = self._typed()
        form.settled.connect(self.look)
        kit.bus.changed.connect(self._on_changed)

    def look(self) -> None:
        """Look for twins of what stands in the form now, unless that was done already."""
        typed = self._typed()
        if typed != self._asked:
            self._ask(typed)

    def _ask(self, typed: dict[str, str]) -> None:
        self._asked = typed
        find, own = self._find, self._form.draft.id
        self._kit.tasks.run(
            self,
            lambda: tuple(find(typed, own)),
            self._show_found,
            lambda _error: self._show_found(()),  # it is a hint only; saving tells whether the database is there
            key="duplicates",
        )

    def _on_changed(self, changes: Changes) -> None:
        """One of those that are named was changed, moved to the bin, or brought back."""
        known = {one.id for one in self.found}
        if any(ids & known for ids in changes.rows.values()):
            self._ask(self._asked)

    def _typed(self) -> dict[str, str]:
        values = self._form.values()
        return {name: _text(values.get(name)) for name in self._fields}

    def _show_found(self, found: tuple[Duplicate, ...]) -> None:
        self.found = found
        self.set_lines([self._line(one) for one in found])
        self.show_words(self._sentence if found else "")

    def _line(self, one: Duplicate) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(ICON + GAP, 0, 0, 0)  # below the words, not below the icon
        row.setSpacing(GAP)
        row.addWidget(label(one.name, "strong", selectable=True))
        row.addWidget(label(" · ".join(part for part in (one.card_number, one.why) if part), "muted"))
        if one.in_bin:
            row.addWidget(ChipLabel(Chip("In the bin", "trash", "neutral")), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._verb("Look", f"Look at {one.name}", partial(self.open_wanted.emit, one.id)))
        if one.in_bin:
            row.addWidget(self._verb("Restore", f"Restore {one.name}", partial(self.restore_wanted.emit, one.id)))
        row.addStretch(1)
        return line

    def _verb(self, text: str, name: str, on_click: Callable[[], object]) -> QPushButton:
        made = button(text, "quiet", on_click=on_click)
        made.setAccessibleName(name)
        return made


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
