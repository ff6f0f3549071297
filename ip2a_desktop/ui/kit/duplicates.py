""" "This looks like somebody you already have": a strip above a form that looks for twins while somebody types."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ip2a_desktop.domain.members import Duplicate
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit, Noun
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP
from ip2a_desktop.ui.kit.widgets import button, label

FindDuplicates = Callable[[Mapping[str, str], UUID], Sequence[Duplicate]]
"""Gives the records that look like the typed values, the record itself aside; called in a worker."""


class DuplicatesStrip(Notice):
    """Names the records that look like the one in a form; hidden while there are none.

    Signals:
        open_wanted(UUID): the person wants to see one of them.
    """

    open_wanted = Signal(object)

    def __init__(self, kit: Kit, form: Form, fields: Sequence[str], find: FindDuplicates, noun: Noun) -> None:
        """Watch a form.

        Args:
            kit: the screens' tools.
            form: the form, loaded or not.
            fields: the values by which twins are known; nothing is asked until one of them was changed.
            find: finds them.
            noun: what they are called.
        """
        super().__init__("warn")
        self.found: tuple[Duplicate, ...] = ()
        self._kit = kit
        self._form = form
        self._fields = tuple(fields)
        self._find = find
        self._noun = noun
        self._asked = self._typed()
        form.settled.connect(self.look)

    def look(self) -> None:
        """Look for twins of what stands in the form now, unless that was done already."""
        typed = self._typed()
        if typed == self._asked:
            return
        self._asked = typed
        find, own = self._find, self._form.draft.id
        self._kit.tasks.run(
            self,
            lambda: tuple(find(typed, own)),
            self._show_found,
            lambda _error: self._show_found(()),  # it is a hint only; saving tells whether the database is there
            key="duplicates",
        )

    def _typed(self) -> dict[str, str]:
        values = self._form.values()
        return {name: _text(values.get(name)) for name in self._fields}

    def _show_found(self, found: tuple[Duplicate, ...]) -> None:
        self.found = found
        self.set_lines([self._line(one) for one in found])
        noun = self._noun
        if len(found) > 1:
            self.show_words(f"This looks like {noun.many} that you already have:")
        else:
            self.show_words(f"This looks like one of the {noun.many} that you already have:" if found else "")

    def _line(self, one: Duplicate) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(label(one.name, "strong", selectable=True))
        row.addWidget(label(" · ".join(part for part in (one.card_number, one.why) if part), "muted"))
        if one.in_bin:
            row.addWidget(ChipLabel(Chip("In the bin", "trash", "neutral")), 0, Qt.AlignmentFlag.AlignVCenter)
        look = button("Look", "quiet", on_click=partial(self.open_wanted.emit, one.id))
        look.setAccessibleName(f"Look at {one.name}")
        row.addWidget(look)
        row.addStretch(1)
        return line


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
