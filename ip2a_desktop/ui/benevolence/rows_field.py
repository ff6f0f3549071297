"""A field that holds several small rows, such as the lines of a household: one added below the other, and taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.field import Field
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, GAP_TIGHT, ICON
from ip2a_desktop.ui.kit.widgets import button, label

Values = dict[str, Any]


@dataclass(frozen=True)
class RowColumn:
    """One value of a row.

    Args:
        name: the value's name.
        words: the heading above it.
        make: makes the field that edits it.
        share: how much of the width it takes, beside the others.
    """

    name: str
    words: str
    make: Callable[[], QWidget]
    share: int = 1


class RowsField(QWidget):
    """Rows with a field for each value. A row that nothing was written into is as if it were not there.

    Args:
        noun: how a row is called, such as "line".
        columns: the values of a row.
        adds: the buttons that add a row: their words, and what the row begins with.
        begins: the rows that stand there at the beginning, empty but for these values.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        noun: str,
        columns: Sequence[RowColumn],
        adds: Sequence[tuple[str, Values]],
        begins: Sequence[Values] = (),
    ) -> None:
        super().__init__()
        self._noun = noun
        self._columns = tuple(columns)
        self._begins = tuple(begins)
        self._is_read_only = False
        self.rows: list[dict[str, QWidget]] = []
        self.take_out_buttons: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(GAP_TIGHT + 2)
        self.heads = [label(one.words, "caption") for one in self._columns]
        for place, one in enumerate(self._columns):
            self._grid.addWidget(self.heads[place], 0, place)
            self._grid.setColumnStretch(place, one.share)
        self.add_buttons = [
            button(words, icon_name="plus", on_click=partial(self._add_by_hand, given)) for words, given in adds
        ]
        self.told = label("", "muted", wrap=True)
        verbs = QHBoxLayout()
        verbs.setContentsMargins(0, 0, 0, 0)
        verbs.setSpacing(GAP)
        for made in self.add_buttons:
            verbs.addWidget(made)
        verbs.addSpacing(GAP)
        verbs.addWidget(self.told, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(self._grid)
        layout.addLayout(verbs)
        self.set_value(())

    # -- what a form asks ------------------------------------------------------------------------------------------

    def value(self) -> Any:
        """Return the values of the rows that something was written into."""
        return tuple(values for values in map(self._values, self.rows) if not self.is_blank(values))

    def set_value(self, value: Any) -> None:
        """Show other rows; where there are none, those of the beginning."""
        self._clear()
        for one in [dict(row) for row in value or ()] or self._begins:
            self._append(one)
        self._follow()

    def shown(self, value: Any) -> str:
        """Return how many rows there are."""
        return f"{len(value or ())}"

    def problem(self) -> str:
        """Say what is wrong with which row, the first one first."""
        for number, row in enumerate(self.rows, start=1):
            values = self._values(row)
            said = {name: problem for name in row if (problem := _field(row[name]).problem())}
            if not said and not self.is_blank(values):
                said = self.problems_of(values)
            if said:
                name, words = next(iter(said.items()))
                self.setFocusProxy(row[name])  # the form leads there
                return f"{self._noun.capitalize()} {number}: {words}"
        return ""

    def state(self) -> Any:
        """Return what stands in every row."""
        return [{name: _field(widget).state() for name, widget in row.items()} for row in self.rows]

    def set_state(self, state: Any) -> None:
        """Bring the rows back."""
        if not isinstance(state, list):
            return
        self._clear()
        for kept in state:
            row = self._append({})
            for name, widget in row.items():
                if isinstance(kept, Mapping) and name in kept:
                    _field(widget).set_state(kept[name])
        self._follow()

    def set_read_only(self, read_only: bool) -> None:
        """Show the rows only, or let them be changed again."""
        self._is_read_only = read_only
        for row in self.rows:
            for widget in row.values():
                _field(widget).set_read_only(read_only)
        for one in (*self.take_out_buttons, *self.add_buttons):
            one.setHidden(read_only)

    # -- what a kind of rows decides -------------------------------------------------------------------------------

    def is_blank(self, values: Values) -> bool:
        """Say whether a row is as if it were not there."""
        return all(value is None or value == "" for value in values.values())

    def problems_of(self, values: Values) -> dict[str, str]:
        """Return what is wrong with the values of a row that is not blank."""
        return {}

    def sum_up(self) -> str:
        """Return what is told beside the buttons."""
        return ""

    # -- what happens ----------------------------------------------------------------------------------------------

    def add(self, given: Values) -> dict[str, QWidget]:
        """Add a row with some values, and return its fields by name."""
        row = self._append(given)
        self._on_edited()
        return row

    def _add_by_hand(self, given: Values) -> None:
        row = self.add(given)
        next(widget for name, widget in row.items() if name not in given).setFocus()

    def _append(self, given: Values) -> dict[str, QWidget]:
        number = len(self.rows) + 1
        row: dict[str, QWidget] = {}
        for place, column in enumerate(self._columns):
            widget = row[column.name] = column.make()
            widget.setAccessibleName(f"{self._noun} {number}: {column.words}")
            if column.name in given:
                _field(widget).set_value(given[column.name])
            _field(widget).edited.connect(self._on_edited)
            _field(widget).left.connect(self.left)
            self._grid.addWidget(widget, number, place)
        remover = button("", "quiet", icon_name="x")
        remover.setAccessibleName(f"Take {self._noun} {number} out")
        remover.setToolTip(remover.accessibleName())
        remover.setFixedSize(QSize(CONTROL_HEIGHT, CONTROL_HEIGHT))
        remover.setIconSize(QSize(ICON, ICON))
        remover.setIcon(icon("x", "muted"))
        remover.clicked.connect(partial(self._take_out, row))
        self._grid.addWidget(remover, number, len(self._columns))
        self.rows.append(row)
        self.take_out_buttons.append(remover)
        self._chain([*row.values(), remover])
        return row

    def _take_out(self, row: dict[str, QWidget], _checked: bool = False) -> None:
        kept = [{name: _field(widget).state() for name, widget in one.items()} for one in self.rows if one is not row]
        self.set_state(kept)
        self._on_edited()
        self.add_buttons[0].setFocus()

    def _clear(self) -> None:
        self.setFocusProxy(self.add_buttons[0])
        for row, remover in zip(self.rows, self.take_out_buttons, strict=True):
            for widget in (*row.values(), remover):
                self._grid.removeWidget(widget)
                widget.hide()
                widget.deleteLater()
        self.rows, self.take_out_buttons = [], []

    def _chain(self, widgets: Sequence[QWidget]) -> None:
        """Let the Tab key reach a new row after the rows above it, and before the buttons."""
        before = self._before_buttons()
        if before is None:  # nothing else takes the keyboard yet
            widgets = [*widgets, *self.add_buttons]
        for widget in widgets:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        self.setFocusProxy(next(iter(self.rows[0].values())))

    def _before_buttons(self) -> QWidget | None:
        """Return what the Tab key reaches before the buttons."""
        first = self.add_buttons[0]
        found = first.previousInFocusChain()
        while found is not None and found is not first:
            if found.focusPolicy() & Qt.FocusPolicy.TabFocus and found not in self.add_buttons:
                return found
            found = found.previousInFocusChain()
        return None

    def _values(self, row: Mapping[str, QWidget]) -> Values:
        return {name: _field(widget).value() for name, widget in row.items()}

    def _on_edited(self) -> None:
        self._follow()
        self.edited.emit()

    def _follow(self) -> None:
        for head in self.heads:
            head.setHidden(not self.rows)
        self.told.setText(self.sum_up())


def _field(widget: QWidget) -> Field:
    return cast(Field, widget)
