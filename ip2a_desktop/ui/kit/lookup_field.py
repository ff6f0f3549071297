"""The field for another record: a few letters find it, nobody sees its id."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.text_fields import LineField

_ID = Qt.ItemDataRole.UserRole
_PAUSE = 80
"""Milliseconds without a keystroke before it is searched for."""


@dataclass(frozen=True)
class Found:
    """A record that can be chosen: its id, its name, and what tells it from others of that name."""

    id: UUID
    text: str
    subtext: str = ""

    @property
    def line(self) -> str:
        """How the list below the field shows it."""
        return f"{self.text}  ·  {self.subtext}" if self.subtext else self.text


class LookupField(LineField):
    """Another record, found by typing; Down opens the list of the first ones."""

    def __init__(
        self, tasks: Tasks, search: Callable[[str], Sequence[Found]], what: str, parent: QWidget | None = None
    ) -> None:
        """Prepare the field.

        Args:
            tasks: the door off the GUI thread.
            search: finds records by some letters; called in a worker.
            what: what is looked for, such as "employer".
            parent: the owner.
        """
        super().__init__(parent)
        self._tasks = tasks
        self._search = search
        self._what = what
        self._names: dict[UUID, str] = {}
        self._chosen: UUID | None = None
        self._found = QStandardItemModel(self)
        self._completer = QCompleter(self._found, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.activated[QModelIndex].connect(self._on_activated)  # type: ignore[index]  # an overload
        self._popup = QListView()
        self._popup.setProperty("look", "choices")
        self._popup.setAccessibleName(f"Found for {what}")
        self._completer.setPopup(self._popup)
        self.setPlaceholderText(f"Type to find the {what}")
        self.addAction(icon("magnifying-glass", "muted"), self.ActionPosition.LeadingPosition)
        self.textEdited.connect(self._on_typed)
        self.left.connect(self._on_left)

    def know(self, one: UUID, text: str) -> None:
        """Tell the name of a record whose id a draft will bring."""
        self._names[one] = text

    def value(self) -> Any:
        """Return the id of the chosen record, or None."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Show a record by its id; its name must be known (see :meth:`know`)."""
        self._chosen = value if isinstance(value, UUID) else None
        self._set_text(self.shown(self._chosen))

    def shown(self, value: Any) -> str:
        """Return the name of a record."""
        return "" if value is None else self._names.get(value, f"another {self._what}")

    def problem(self) -> str:
        """Ask to choose, where letters are typed but nothing is chosen."""
        if self._chosen is None and self.text().strip():
            return f"Choose the {self._what} from the list."
        return ""

    def state(self) -> Any:
        """Return id and text."""
        return {"id": str(self._chosen) if self._chosen else "", "text": self.text()}

    def set_state(self, state: Any) -> None:
        """Bring id and text back."""
        if not isinstance(state, Mapping):
            return
        try:
            self._chosen = UUID(str(state.get("id")))
        except ValueError:
            self._chosen = None
        self._set_text(str(state.get("text", "")))
        if self._chosen is not None:
            self._names[self._chosen] = self.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the list; Enter, Esc and Tab belong to the list while it is open."""
        is_open = self._popup.isVisible()
        if is_open and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab):
            event.ignore()
        elif event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self._ask("" if self._chosen else self.text())
        else:
            super().keyPressEvent(event)

    @property
    def found_count(self) -> int:
        """How many records the letters found last."""
        return self._found.rowCount()

    def take_first(self) -> None:
        """Choose the first record that was found, as Enter does in the list."""
        if self._found.rowCount():
            self._popup.hide()
            self._on_activated(self._found.index(0, 0))

    def _on_typed(self, text: str) -> None:
        self._chosen = None
        self._ask(text, _PAUSE)

    def _ask(self, text: str, delay: int = 0) -> None:
        search = self._search
        self._tasks.run(self, lambda: search(text.strip()), self._on_found, key="lookup", delay=delay)

    def _on_found(self, found: Sequence[Found]) -> None:
        self._found.clear()
        for one in found:
            self._names[one.id] = one.text
            item = QStandardItem(one.line)
            item.setData(one.id, _ID)
            self._found.appendRow(item)
        exact = [one for one in found if one.text.casefold() == self.text().strip().casefold()]
        if not self.hasFocus():
            if len(exact) == 1 and self._chosen is None:
                self._choose(exact[0].id)
            return
        if found:
            self._completer.complete()
        else:
            self._popup.hide()

    def _on_activated(self, index: QModelIndex) -> None:
        one = index.data(_ID)
        if isinstance(one, UUID):
            self._choose(one)

    def _choose(self, one: UUID) -> None:
        self._chosen = one
        self._set_text(self._names[one])
        self.edited.emit()

    def _on_left(self) -> None:
        """A name typed in full counts as chosen, an empty field as none."""
        if self._chosen is None and self.text().strip():
            self._ask(self.text())
