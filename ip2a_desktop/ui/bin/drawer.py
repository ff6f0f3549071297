"""One drawer of the bin: the list of one kind of record that lies there, the record beside it to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.list_page import EmptyList, ListPage, ListSpec
from ip2a_desktop.ui.kit.record_view import RecordView


@dataclass(frozen=True)
class DrawerSpec:
    """What a drawer holds.

    Args:
        source: where the rows come from.
        columns: what the list shows.
        make_view: makes the page of one record.
    """

    source: ListSource[Any]
    columns: Sequence[Column[Any]]
    make_view: Callable[[], RecordView]


class _Beside(QWidget):
    """The record beside the list: to look at only, so it may always be left."""

    def __init__(self, view: RecordView) -> None:
        super().__init__()
        self.view = view
        self.setFocusProxy(view.tabs)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(view)

    def show_record(self, one: UUID | None) -> None:
        """Show a record, or that none is chosen."""
        self.view.show_id(one)

    def may_leave(self, answer: Callable[[bool], None]) -> None:
        """Nothing is typed here."""
        answer(True)


class Drawer(ListPage):
    """The list of what lies in the bin, the latest first; its title line belongs to the bin's page."""

    def __init__(self, kit: Kit, spec: DrawerSpec, on_leave: Callable[[], object]) -> None:
        """Build the drawer; rows are asked for when it is first looked at.

        Args:
            kit: the screens' tools.
            spec: what it holds.
            on_leave: leads to the page of what is not in the bin.
        """
        self.kit = kit
        self.view = spec.make_view()
        self.kind = self.view.kind
        noun = self.kind.noun
        listed = ListSpec(
            name=f"bin.{self.kind.name}",
            title=f"{noun.many.capitalize()} in the bin",
            nouns=(noun.one, noun.many),
            source=spec.source,
            columns=spec.columns,
            tables=(self.kind.table,),
            empty=EmptyList(
                f"No {noun.many} in the bin",
                f"When {noun.many} are moved to the bin they wait here, as they were, until somebody brings them back.",
                f"Go to {self.kind.title}",
                on_leave,
                "trash",
            ),
            search_hint="Search the bin",
            start=ListQuery(sort="deleted_at", descending=True, in_bin=True),
        )
        super().__init__(
            listed, kit.tasks, kit.messages, detail=lambda: _Beside(self.view), on_layout=self._save_layout
        )
        self.header.hide()
        self.apply_layout(kit.load_layout(listed.name))
        self.list.model.counted.connect(lambda _count: self.place_detail())
        self.list.model.shown.connect(self.place_detail)
        kit.bus.changed.connect(self.refresh)
        self.place_detail()

    def chosen_ids(self) -> Sequence[UUID]:
        """Return what is to be brought back: the selected rows, or the record that is shown wide."""
        if self.is_wide and self.view.record_id is not None:
            return [self.view.record_id]
        return self.selected_ids()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what changed; F5 reads the record again too."""
        super().refresh(changes)
        if changes is None:
            self.view.reload()

    def shows_detail(self) -> bool:
        """Beside an empty list there is nothing to look at."""
        return self.list.model.rowCount() > 0

    def _save_layout(self, layout: dict[str, Any]) -> None:
        save, name = self.kit.save_layout, self.spec.name
        self.kit.tasks.run(self, lambda: save(name, layout), lambda _nothing: None, key="layout", delay=400)

    def activate(self) -> None:
        """Take the keyboard: into the record, or the list with its first line chosen."""
        super().activate()
        if not self.is_wide:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
