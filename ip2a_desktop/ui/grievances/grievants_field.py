"""The field for the grievants of a case: found by name or card, many of them, one in the lead."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ip2a_desktop.domain.grievance_drafts import Grievant
from ip2a_desktop.ui.kit.fields import Found, LookupField
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, ICON
from ip2a_desktop.ui.kit.widgets import button, label

_MEMBER = Qt.ItemDataRole.UserRole
_ROW = 30
_TALLEST = 5
"""Rows before the list scrolls."""


@dataclass(frozen=True)
class Person:
    """A member as the field shows one."""

    id: UUID
    name: str
    card: str

    @property
    def line(self) -> str:
        """Name and card number."""
        return f"{self.name}  ·  {self.card}" if self.card else self.name


class GrievantsField(QWidget):
    """The grievants, the lead with a star; a name that is found and chosen is added below.

    Args:
        tasks: the door off the GUI thread.
        search: finds members by some letters; called in a worker.
    """

    edited = Signal()
    left = Signal()

    def __init__(self, tasks: Tasks, search: Callable[[str], Sequence[Person]]) -> None:
        super().__init__()
        self._known: dict[UUID, Person] = {}
        self._value: tuple[Grievant, ...] = ()

        def found(text: str) -> list[Found]:
            people = search(text)
            self._known.update({one.id: one for one in people})
            return [Found(one.id, one.name, one.card) for one in people]

        self.lookup = LookupField(tasks, found, "member")
        self.lookup.edited.connect(self._on_chosen)
        self.lookup.left.connect(self.left)
        self.list = QListWidget()
        self.list.setAccessibleName("Grievants")
        self.list.setProperty("frame", "box")
        self.list.setIconSize(QSize(ICON, ICON))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemSelectionChanged.connect(self._follow)
        self.lead_button = button("Make lead", icon_name="star", on_click=self._make_lead)
        self.remove_button = button("Remove", icon_name="x", on_click=self._remove)
        self._count = label("", "caption")
        self._lay_out()
        self.setFocusProxy(self.lookup)
        self._show()

    def _lay_out(self) -> None:
        self._below = QWidget()
        verbs = QHBoxLayout()
        verbs.setContentsMargins(0, 0, 0, 0)
        verbs.setSpacing(GAP)
        verbs.addWidget(self.lead_button)
        verbs.addWidget(self.remove_button)
        verbs.addWidget(self._count)
        verbs.addStretch(1)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GAP)
        below.addWidget(self.list)
        below.addLayout(verbs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_TIGHT + 2)
        layout.addWidget(self.lookup)
        layout.addWidget(self._below)

    def know(self, people: Sequence[Person]) -> None:
        """Tell the names of members whose ids a draft will bring."""
        self._known.update({one.id: one for one in people})

    def add(self, *members: UUID) -> None:
        """Add grievants as if the person had chosen them; the first of all is the lead."""
        there = {one.member_id for one in self._value}
        made = [Grievant(member_id=one) for one in members if one not in there]
        self._set((*self._value, *made))

    # -- what a form asks ------------------------------------------------------------------------------------------

    def value(self) -> Any:
        """Return the grievants."""
        return self._value

    def set_value(self, value: Any) -> None:
        """Show grievants; those that are not known by name are counted as members."""
        self._value = tuple(value or ())
        self._show()

    def shown(self, value: Any) -> str:
        """Return their names, the lead first."""
        ordered = sorted(value or (), key=lambda one: not one.is_lead)
        return "; ".join(self._person(one.member_id).name for one in ordered)

    def problem(self) -> str:
        """Ask to choose, where letters are typed but nobody is chosen."""
        return "Choose the member from the list." if self.lookup.text().strip() else ""

    def state(self) -> Any:
        """Return ids and names."""
        return [
            {**one.model_dump(mode="json"), "name": self._person(one.member_id).name,
             "card": self._person(one.member_id).card}
            for one in self._value
        ]  # fmt: skip

    def set_state(self, state: Any) -> None:
        """Bring ids and names back."""
        if not isinstance(state, list):
            return
        kept = [dict(one) for one in state if isinstance(one, dict)]
        people = [Person(UUID(one["member_id"]), one.pop("name", ""), one.pop("card", "")) for one in kept]
        self.know(people)
        self.set_value(tuple(Grievant.model_validate(one) for one in kept))

    def set_read_only(self, read_only: bool) -> None:
        """Show the names only, or let them be changed again."""
        self.lookup.setHidden(read_only)
        self.lead_button.setHidden(read_only)
        self.remove_button.setHidden(read_only)

    # -- what happens ----------------------------------------------------------------------------------------------

    def _on_chosen(self) -> None:
        chosen = self.lookup.value()
        if isinstance(chosen, UUID):
            self.add(chosen)
            self.lookup.set_value(None)
        else:
            self.edited.emit()

    def _chosen(self) -> set[UUID]:
        return {item.data(_MEMBER) for item in self.list.selectedItems()}

    def _make_lead(self) -> None:
        chosen = self._chosen()
        self._set(tuple(one.model_copy(update={"is_lead": one.member_id in chosen}) for one in self._value))

    def _remove(self) -> None:
        chosen = self._chosen()
        self._set(tuple(one for one in self._value if one.member_id not in chosen))

    def _set(self, value: tuple[Grievant, ...]) -> None:
        if value and not any(one.is_lead for one in value):
            value = (value[0].model_copy(update={"is_lead": True}), *value[1:])
        self._value = value
        self._show()
        self.edited.emit()

    def _person(self, one: UUID) -> Person:
        return self._known.get(one, Person(one, "another member", ""))

    def _show(self) -> None:
        self.list.clear()
        lead, other = icon("star-fill", "accent_text"), icon("user", "muted")  # once: there may be thousands
        for one in self._value:
            person = self._person(one.member_id)
            item = QListWidgetItem(f"{person.line}  ·  Lead" if one.is_lead else person.line)
            item.setIcon(lead if one.is_lead else other)
            item.setData(_MEMBER, one.member_id)
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self._below.setHidden(not self._value)
        self.list.setFixedHeight(min(max(len(self._value), 1), _TALLEST) * _ROW + GAP)
        self._count.setText(f"{len(self._value):,} grievants" if len(self._value) > 1 else "")
        self._follow()

    def _follow(self) -> None:
        chosen = self._chosen()
        self.lead_button.setEnabled(len(chosen) == 1)
        self.remove_button.setEnabled(bool(chosen))
