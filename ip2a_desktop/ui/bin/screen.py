"""The bin: members, organizations and more that were moved there, a look at each, and the way back."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.employers import EmployerRow
from ip2a_desktop.domain.lists import ListSource
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.ui.bin.drawer import Drawer, DrawerSpec
from ip2a_desktop.ui.bin.table import MEMBERS, ORGANIZATIONS
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.record_view import RecordView
from ip2a_desktop.ui.kit.tokens import GAP, MARGIN


class BinPage(Page):
    """What lies in the bin, a drawer for each kind of record.

    Args:
        kit: the screens' tools.
        members: gives the members that lie there.
        employers: gives the organizations that lie there.
        member_view: makes the page of one member.
        employer_view: makes the page of one organization.
        more: further drawers.
    """

    def __init__(
        self,
        kit: Kit,
        members: ListSource[MemberRow],
        employers: ListSource[EmployerRow],
        member_view: Callable[[], RecordView],
        employer_view: Callable[[], RecordView],
        more: Sequence[DrawerSpec] = (),
    ) -> None:
        super().__init__("bin", "Bin")
        self._kit = kit
        first = (DrawerSpec(members, MEMBERS, member_view), DrawerSpec(employers, ORGANIZATIONS, employer_view))
        specs = (*first, *more)
        self.drawers = [Drawer(kit, spec, partial(self._go_to, place)) for place, spec in enumerate(specs)]
        self._counts = [""] * len(self.drawers)
        self.tabs = QTabBar()
        self.restore_action = make("restore", self, self.restore)
        self.header.set_verbs(self.restore_action)
        self._lay_out()
        self._connect()
        self._follow()

    @property
    def drawer(self) -> Drawer:
        """The drawer that is looked at."""
        return self.drawers[self.tabs.currentIndex()]

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``table`` (``member`` or ``organization``) chooses the drawer."""
        wanted = arguments.pop("table", self.drawer.kind.table)
        place = next((n for n, one in enumerate(self.drawers) if one.kind.table == wanted), self.tabs.currentIndex())
        self.tabs.setCurrentIndex(place)
        self.drawer.open(**arguments)

    def activate(self) -> None:
        """Take the keyboard, and count what lies in the drawers that are closed."""
        self.drawer.activate()
        self._count_others()

    def restore(self) -> None:
        """Bring back what is chosen."""
        self._bring_back(self.drawer, list(self.drawer.chosen_ids()))

    # -- building -------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What is shown of the bin")
        self.stack = QStackedWidget()
        for drawer in self.drawers:
            self.tabs.addTab(drawer.kind.noun.many.capitalize())
            self.stack.addWidget(drawer)
        self._tab_row = QWidget()
        row = QHBoxLayout(self._tab_row)
        row.setContentsMargins(MARGIN, 0, MARGIN, GAP)
        row.addWidget(self.tabs)
        row.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._tab_row)
        column.addWidget(self.stack, 1)
        self.set_body(body)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._on_tab)
        self._kit.bus.changed.connect(self._on_changed)
        for place, drawer in enumerate(self.drawers):
            drawer.list.counted.connect(partial(self._on_counted, place))
            drawer.list.model.counted.connect(lambda _count, place=place: self._show_total(place))
            drawer.selection_changed.connect(lambda _count: self._follow())
            drawer.opened.connect(lambda _one: self._follow())
            drawer.back_action.triggered.connect(self._follow)
            drawer.view.loaded.connect(lambda _record: self._follow())
            drawer.view.restore_wanted.connect(lambda one, drawer=drawer: self._bring_back(drawer, [one]))
            drawer.view.page_wanted.connect(self.page_wanted)

    # -- what happens ---------------------------------------------------------------------------------------------

    def _bring_back(self, drawer: Drawer, ids: Sequence[UUID]) -> None:
        """Bring records back, and offer to undo it."""
        kind = drawer.kind
        if not ids:
            return

        def done(_changes: Changes) -> None:
            drawer.set_wide(False)
            self._follow()
            self._kit.messages.toast(
                f"{kind.noun.count(len(ids))} brought back from the bin",
                tone="good",
                action_text="Undo",
                on_action=lambda: self._kit.move_to_bin(self._kit.bus, ids, kind.noun, kind.to_bin, kind.restore),
            )

        def failed(error: Exception) -> None:
            drawer.view.expect_leave(False)
            self._kit.messages.show_error(error)

        drawer.view.expect_leave(drawer.view.record_id in ids)
        self._kit.write(self, lambda: kind.restore(ids), done, failed)

    def _go_to(self, place: int) -> None:
        self.page_wanted.emit(self.drawers[place].kind.name, {})

    def _on_tab(self) -> None:
        self.stack.setCurrentWidget(self.drawer)
        self.header.set_subtitle(self._counts[self.tabs.currentIndex()])
        self.drawer.list.start()
        self._follow()

    def _on_counted(self, place: int, words: str) -> None:
        self._counts[place] = words
        if place == self.tabs.currentIndex():
            self.header.set_subtitle(words)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(drawer.kind.table for drawer in self.drawers) and self.isVisible():
            self._count_others()

    def _count_others(self) -> None:
        """Count what lies in the drawers that nobody has looked into."""
        for place, drawer in enumerate(self.drawers):
            if drawer is not self.drawer and not drawer.list.model.is_counted:
                total = partial(drawer.spec.source.total, in_bin=True)
                self._kit.tasks.run(
                    self,
                    total,
                    partial(self._show_count, place),
                    lambda _error: None,  # the word alone does as well
                    key=f"count {place}",
                )

    def _show_total(self, place: int) -> None:
        drawer = self.drawers[place]
        if not drawer.query.is_narrowed:
            self._show_count(place, drawer.list.model.rowCount())

    def _show_count(self, place: int, count: int) -> None:
        words = self.drawers[place].kind.noun.many.capitalize()
        self.tabs.setTabText(place, f"{words}  {count:,}" if count else words)

    def _follow(self) -> None:
        """Let the title line and its verb follow what is chosen."""
        drawer = self.drawer
        self._tab_row.setHidden(drawer.is_wide)
        self.header.set_back(drawer.back_action if drawer.is_wide else None)
        self.restore_action.setEnabled(len(drawer.chosen_ids()) > 0)
