"""A form: the fields of one draft, checked by the draft's own rules, each message beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ip2a_desktop.domain.drafts import Draft, check
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.ui.kit.field import Field
from ip2a_desktop.ui.kit.fields import field_for
from ip2a_desktop.ui.kit.form_cell import FormCell
from ip2a_desktop.ui.kit.form_line import COLUMNS, FormLine
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import label

_REST = 300
"""Milliseconds without an edit until what was typed is looked at (for hints while typing)."""


class Form(QWidget):
    """The fields of one kind of draft.

    Fields are added in the order of reading; each takes some of the twelve columns of its line.

    Signals:
        edited(): the person changed something.
        settled(): the person stopped typing a moment ago.
        dirty_changed(bool): whether there is anything to save.
    """

    edited = Signal()
    settled = Signal()
    dirty_changed = Signal(bool)

    def __init__(self, kind: type[Draft], parent: QWidget | None = None) -> None:
        """Begin a form without fields.

        Args:
            kind: the class of draft that the form edits.
            parent: the owner.
        """
        super().__init__(parent)
        self.kind = kind
        self.cells: dict[str, FormCell] = {}
        self.draft: Draft = kind.model_construct()
        self._loaded: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._is_dirty = False
        self._required = _required(kind)
        self._line: FormLine | None = None
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.settled)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GAP_WIDE)

    # -- building -----------------------------------------------------------------------------------------

    def section(self, title: str) -> None:
        """Begin a part of the form with a heading."""
        self._line = None
        heading = label(title, "section")
        heading.setContentsMargins(0, GAP if self.cells else 0, 0, 0)
        self._lines.addWidget(heading)

    def add_note(self, note: QWidget) -> None:
        """Put a widget that is no field below the last line, over its whole width."""
        self._line = None
        self._lines.addWidget(note)

    def add(
        self,
        name: str,
        field: QWidget | None = None,
        *,
        width: int = COLUMNS,
        words: str = "",
        required: bool | None = None,
        hint: str = "",
    ) -> QWidget:
        """Add the field of one value and return it.

        Args:
            name: the value's name in the draft.
            field: the field; by default the one that fits the value's type.
            width: how many of the line's twelve columns it takes; where it finds no room it begins a new line.
            words: other words for the label than the draft's.
            required: whether it is marked as required; by default where the draft refuses an empty one.
            hint: a few words that help to fill it in.

        Raises:
            KeyError: the draft has no such value.
        """
        made = field if field is not None else field_for(self.kind.model_fields[name])
        is_required = name in self._required if required is None else required
        cell = FormCell(made, words or self.kind.label(name), required=is_required, hint=hint)
        self._place(cell, width)
        if self.cells:
            QWidget.setTabOrder(list(self.cells.values())[-1].widget, made)
        else:
            self.setFocusProxy(made)
        self.cells[name] = cell
        cell.field.edited.connect(partial(self._on_edited, name))
        cell.field.left.connect(partial(self._on_left, name))
        return made

    def _place(self, cell: FormCell, width: int) -> None:
        if self._line is None or width > self._line.room:
            self._line = FormLine(GAP_WIDE)
            self._lines.addLayout(self._line)
        self._line.add_field(cell, width)

    # -- values -------------------------------------------------------------------------------------------

    def load(self, draft: Draft) -> None:
        """Show a draft; from now on dirty means different from it."""
        self.draft = draft
        values = dict(draft)
        for name, cell in self.cells.items():
            cell.field.set_value(values.get(name))
        self._loaded = self.values()
        self._touched.clear()
        self.show_problems({}, focus=False)
        self._tell_dirty()

    def load_new(self, **given: Any) -> None:
        """Show an empty draft with some values given, such as the record that it belongs to."""
        self.load(self.kind.model_construct(**given))

    def values(self) -> dict[str, Any]:
        """Return all values of the draft: those of the fields, and what was loaded for the rest."""
        return dict(self.draft) | {name: cell.value() for name, cell in self.cells.items()}

    def put(self, values: Mapping[str, Any]) -> None:
        """Show other values as if the person had entered them."""
        for name, value in values.items():
            if name in self.cells and self.cells[name].value() != value:
                self.cells[name].field.set_value(value)
                self._touched.add(name)
        self._on_change()

    def states(self) -> dict[str, Any]:
        """Return what stands in the fields, faulty or not, as plain data (JSON)."""
        return {name: cell.field.state() for name, cell in self.cells.items()}

    def set_states(self, states: Mapping[str, Any]) -> None:
        """Bring back what :meth:`states` gave."""
        for name, state in states.items():
            if name in self.cells:
                self.cells[name].field.set_state(state)
                self._touched.add(name)
        self._on_change()

    @property
    def is_new(self) -> bool:
        """Whether the draft was never saved."""
        return self.draft.version is None

    @property
    def is_dirty(self) -> bool:
        """Whether what stands in the fields differs from what was loaded."""
        return any(cell.field.problem() or cell.value() != self._loaded.get(name) for name, cell in self.cells.items())

    @property
    def field_names(self) -> tuple[str, ...]:
        """The values that the form has fields for, in the order of reading."""
        return tuple(self.cells)

    def field(self, name: str) -> Field:
        """Return the field of a value.

        Raises:
            KeyError: the form has no such field.
        """
        return self.cells[name].field

    def set_read_only(self, read_only: bool) -> None:
        """Show the values without letting them be changed, or let them be changed again."""
        for cell in self.cells.values():
            cell.field.set_read_only(read_only)

    # -- checking -----------------------------------------------------------------------------------------

    def check(self) -> Draft:
        """Return the checked draft.

        Raises:
            RuleViolation: with a sentence for each value that is wrong.
        """
        problems = {name: problem for name, cell in self.cells.items() if (problem := cell.field.problem())}
        try:
            draft = check(self.kind, self.values())
        except RuleViolation as violation:
            raise RuleViolation(violation.problems | problems) from violation
        if problems:
            raise RuleViolation(problems)
        return draft

    def show_problems(self, problems: Mapping[str, str], *, focus: bool = True) -> None:
        """Show each sentence beside its field and lead to the first fault.

        What belongs to no field (see :attr:`field_names`) is for the caller to tell.
        """
        for name, cell in self.cells.items():
            cell.show_problem(problems.get(name, ""))
        first = next((cell for name, cell in self.cells.items() if name in problems), None)
        if focus and first is not None:
            self._lead_to(first.widget)

    def problems(self) -> dict[str, str]:
        """Return what would be wrong if it were saved now."""
        try:
            self.check()
        except RuleViolation as violation:
            return violation.problems
        return {}

    def _lead_to(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        if around is not None:
            self._lines.activate()  # the messages have just come
            around.ensureWidgetVisible(widget, 0, MARGIN * 2)

    # -- what happens -------------------------------------------------------------------------------------

    def _on_edited(self, name: str) -> None:
        self._touched.add(name)
        if self.cells[name].problem and not self.problems().get(name):
            self.cells[name].show_problem("")
        self._on_change()

    def _on_change(self) -> None:
        self._tell_dirty()
        self._rest.start()
        self.edited.emit()

    def _on_left(self, name: str) -> None:
        """Check the field that is left; those that say something already are checked again."""
        if name not in self._touched:
            return
        problems = self.problems()
        for other, cell in self.cells.items():
            if other == name or cell.problem:
                cell.show_problem(problems.get(other, ""))

    def _tell_dirty(self) -> None:
        is_dirty = self.is_dirty
        if is_dirty != self._is_dirty:
            self._is_dirty = is_dirty
            self.dirty_changed.emit(is_dirty)


def _required(kind: type[Draft]) -> frozenset[str]:
    """Return the values that the draft refuses when nothing is entered."""
    try:
        check(kind, {})
    except RuleViolation as violation:
        return frozenset(violation.problems)
    return frozenset()
