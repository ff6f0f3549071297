"""One filter of a list: its values, the button that opens them, and the panel in which they are chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ip2a_desktop.domain.lists import THESE, these_value
from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, SPACE
from ip2a_desktop.ui.kit.widgets import button, label, show_or_hide, tool_button

_VALUE = Qt.ItemDataRole.UserRole
_TALLEST = 9
"""Rows of the panel before it scrolls."""
_WIDTH = SPACE * 34
_ROW = 30
_CARET = 12
_NAMED = 2
"""Up to so many values are named on the button; more are counted."""


@dataclass(frozen=True)
class Choice:
    """A value of a filter: as stored, and as people read it."""

    value: str
    label: str


@dataclass(frozen=True)
class FilterSpec:
    """A filter that a list offers.

    Args:
        name: how :class:`ip2a_desktop.domain.lists.ListQuery` calls it.
        label: the word on its button.
        choices: the values, where they are few and known.
        search: gives the values for a typed text, where they are many; called in a worker.
        given: nobody chooses it here; another page turns it on, and it is seen only while it is on.
    """

    name: str
    label: str
    choices: tuple[Choice, ...] = ()
    search: Callable[[str], Sequence[Choice]] | None = None
    given: bool = False

    @classmethod
    def of_words(cls, name: str, label: str, words: type[Word]) -> FilterSpec:
        """Return the filter of a closed list of words."""
        return cls(name, label, tuple(Choice(word.value, word.label) for word in words))


ONLY_THESE = FilterSpec(THESE, "Only", given=True)
"""What every list has: another page may show some of its records, and a cross shows all of them again."""


def only_these(ids: Sequence[UUID], words: str) -> Mapping[str, tuple[Choice, ...]]:
    """Return the filters with which a list shows these records alone.

    Args:
        ids: the records.
        words: what the filter says, such as "12 records from the health check".
    """
    return {THESE: (Choice(these_value(ids), words),)}


class _Checks(QListWidget):
    """A list of check marks: a click anywhere on a line, or the space bar, changes its mark."""

    toggled = Signal(QListWidgetItem)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "choices")
        self.setStyleSheet("background: transparent;")  # the panel's own ground shows through
        self.itemClicked.connect(self._toggle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None:
            self._toggle(item)
        else:
            super().keyPressEvent(event)

    def _toggle(self, item: QListWidgetItem) -> None:
        item.setCheckState(_state(item.checkState() != Qt.CheckState.Checked))
        self.toggled.emit(item)


class FilterPanel(QFrame):
    """The panel below a filter's button: a check mark for each value, a search field where there are many.

    Signals:
        changed(tuple[Choice, ...]): the person chose otherwise.
    """

    changed = Signal(object)

    def __init__(self, spec: FilterSpec, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._spec = spec
        self._tasks = tasks
        self._chosen: dict[str, Choice] = {}
        self.setProperty("role", "popup")
        self.setAccessibleName(spec.label)
        self.setFixedWidth(_WIDTH)
        self._search = QLineEdit(placeholderText=f"Search {spec.label.lower()}", clearButtonEnabled=True)
        self._search.setProperty("look", "search")
        self._search.setAccessibleName(f"Search {spec.label.lower()}")
        if spec.search is None:
            self._search.hide()  # showing it before it has a parent would flash up a window
        self._search.textChanged.connect(self._ask)
        self._list = _Checks()
        self._list.setAccessibleName(spec.label)
        self._list.toggled.connect(self._on_toggled)
        self._nothing = label("Nothing matches.", "muted")
        self._nothing.hide()
        self.clear_button = button("Clear", "quiet", on_click=self._on_clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP // 2)
        for widget in (self._search, self._list, self._nothing):
            layout.addWidget(widget)
        layout.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_below(self, widget: QWidget, chosen: Iterable[Choice]) -> None:
        """Open below a button with these values chosen."""
        self._chosen = {one.value: one for one in chosen}
        self._search.clear()
        self._fill(self._spec.choices)
        if self._spec.search is not None:
            self._ask("")
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + GAP // 2)))
        self.show()
        (self._search if self._spec.search else self._list).setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter closes the panel as Esc does; Down leads from the search field into the list."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close()
        elif event.key() == Qt.Key.Key_Down and self._search.hasFocus():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _ask(self, text: str) -> None:
        search = self._spec.search
        if search is not None:
            self._tasks.run(self, lambda: search(text.strip()), self._on_found, key="choices")

    def _on_found(self, found: Sequence[Choice]) -> None:
        """Show what was found, below what is chosen already."""
        kept = [] if self._search.text().strip() else list(self._chosen.values())
        self._fill([*kept, *(one for one in found if one not in kept)])

    def _fill(self, choices: Sequence[Choice]) -> None:
        self._list.clear()
        for one in choices:
            item = QListWidgetItem(one.label, self._list)
            item.setData(_VALUE, one.value)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(_state(one.value in self._chosen))
        if choices:
            self._list.setCurrentRow(0)
        self._list.setVisible(bool(choices))
        self._nothing.setVisible(not choices)
        self._list.setFixedHeight(_ROW * min(max(len(choices), 1), _TALLEST) + GAP)
        self.clear_button.setEnabled(bool(self._chosen))
        self.adjustSize()

    def _on_toggled(self, item: QListWidgetItem) -> None:
        value = item.data(_VALUE)
        self._chosen.pop(value, None)
        if item.checkState() == Qt.CheckState.Checked:
            self._chosen[value] = Choice(value, item.text())
        self.clear_button.setEnabled(bool(self._chosen))
        self.changed.emit(tuple(self._chosen.values()))

    def _on_clear(self) -> None:
        self._chosen.clear()
        self.close()
        self.changed.emit(())


class FilterButton(QWidget):
    """The button of one filter; it names what is chosen, and a cross beside it takes the filter off.

    Signals:
        changed(): the person chose otherwise; see :attr:`chosen`.
    """

    changed = Signal()

    def __init__(self, spec: FilterSpec, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.chosen: tuple[Choice, ...] = ()
        self._tasks = tasks
        self.button = button(spec.label, on_click=self._on_clicked)
        if not spec.given:
            self.button.setIcon(icon("caret-down", "muted"))
        self.button.setIconSize(QSize(_CARET, _CARET))
        self.button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the caret stands behind the word
        self.button.setCheckable(True)
        self.cross = tool_button("x", f"Take off the filter {spec.label}", lambda: self._on_changed(()))
        self.cross.setFixedHeight(CONTROL_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.button)
        row.addWidget(self.cross)
        self.choose(())

    @cached_property
    def panel(self) -> FilterPanel:
        """The panel of the values, made when it is first opened so that a list opens at once."""
        panel = FilterPanel(self.spec, self._tasks, self)
        panel.changed.connect(self._on_changed)
        return panel

    def choose(self, chosen: Iterable[Choice]) -> None:
        """Choose values without telling anybody."""
        self.chosen = tuple(chosen)
        labels = [one.label for one in self.chosen]
        few = ", ".join(labels)
        words = f": {few if len(labels) <= _NAMED else f'{len(labels)} chosen'}" if labels else ""
        self.button.setText(f"{self.spec.label}{words}".replace("&", "&&"))
        self.button.setToolTip(few)
        self.button.setAccessibleName(f"Filter by {self.spec.label.lower()}{': ' * bool(few)}{few}")
        self.button.setChecked(bool(labels))
        self.cross.setVisible(bool(labels))
        show_or_hide(self, bool(labels) or not self.spec.given)
        self.adjustSize()

    def _on_clicked(self) -> None:
        self.button.setChecked(bool(self.chosen))  # it is pressed in where the filter is on, not where it was clicked
        if not self.spec.given:
            self.panel.show_below(self.button, self.chosen)

    def _on_changed(self, chosen: tuple[Choice, ...]) -> None:
        self.choose(chosen)
        self.changed.emit()


def _state(checked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
