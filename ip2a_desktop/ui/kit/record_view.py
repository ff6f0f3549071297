"""The page of one record: who it is, tabs below; reads itself off the GUI thread and keeps itself fresh."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.company import Company
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.panel import Panel
from ip2a_desktop.ui.kit.record_kind import RecordKind
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import label

_REST = 60
"""Milliseconds on one line of the list before its record is read, so that holding an arrow key reads nothing."""


MakeTabs = Callable[[], Mapping[str, Panel]]
"""Makes further tabs of a record, by their titles; given where the program is put together."""


class RecordView(QWidget):
    """One record with its tabs: the feature says what kind it is and adds the panels.

    Signals:
        loaded(record): a record was read and is shown.
        cleared(): no record is shown any more (none was chosen, or it could not be read).
        restore_wanted(UUID): the record is in the bin and the person wants it back.
        page_wanted(str, dict): the person wants another page: its name, and the arguments of its ``open``.
    """

    loaded = Signal(object)
    cleared = Signal()
    restore_wanted = Signal(object)
    page_wanted = Signal(str, object)

    def __init__(self, kit: Kit, kind: RecordKind) -> None:
        """Show nothing yet.

        Args:
            kit: the screens' tools.
            kind: how records are read and called.
        """
        super().__init__()
        self.kit = kit
        self.kind = kind
        self.record: Any = None
        self.record_id: UUID | None = None
        self.heading_bar = QFrame()
        self.tabs = QTabBar()
        self._panels: list[Panel] = []
        self._stale_panels: set[Panel] = set()
        self._is_stale = False
        self._is_leaving = False
        self._title, self._chip = label("", "title", wrap=True, selectable=True), ChipLabel()
        self._subtitle = label("", "subtitle", wrap=True, selectable=True)
        self._notice = Notice("warn")
        self.company = Company(kit.bus, kind.noun.one)
        self._strips = QVBoxLayout()
        self._stack = QStackedWidget()
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self.tabs.currentChanged.connect(self._on_tab)
        kit.bus.changed.connect(self._on_changed)
        self.show_id(None)

    def add_panel(self, title: str, panel: Panel) -> None:
        """Add a tab."""
        self._panels.append(panel)
        self._stale_panels.add(panel)
        self._stack.addWidget(panel)
        self.tabs.addTab(title)

    def add_panels(self, tabs: Mapping[str, Panel]) -> None:
        """Add further tabs, by their titles."""
        for title, panel in tabs.items():
            self.add_panel(title, panel)

    def add_strip(self, strip: QWidget) -> None:
        """Put something between the name and the tabs that concerns them all."""
        self._strips.addWidget(strip)

    # -- what others ask ------------------------------------------------------------------------------------------

    def show_id(self, record_id: UUID | None) -> None:
        """Show a record, or the picture of none."""
        if record_id is None:
            self.kit.tasks.drop(self, "record")
            self.record_id = None
            self._forget()
            noun = self.kind.noun
            self.states.show_empty(
                f"No {noun.one} chosen", f"Choose {noun.a_one} in the list to see the record here.", icon=self.kind.icon
            )
            return
        self._is_leaving = False
        is_other = record_id != self.record_id
        if not is_other and self._shown_id() == record_id and not self._is_stale:
            return
        self.record_id = record_id
        self._read(delay=_REST if is_other and self.record is not None else 0)

    def expect_leave(self, leaving: bool) -> None:
        """Say that another record will be shown in a moment (this one goes to the bin): its change is no matter."""
        self._is_leaving = leaving

    def reload(self) -> None:
        """Read the record again."""
        if self.record_id is not None:
            self._read()

    def show_panel(self, panel: Panel) -> None:
        """Bring a tab to the front."""
        self.tabs.setCurrentIndex(self._panels.index(panel))

    def set_heading_shown(self, shown: bool) -> None:
        """Show the name above the tabs, or leave it to the page's own title line."""
        self.heading_bar.setVisible(shown)

    @property
    def is_in_bin(self) -> bool:
        """Whether the record that is shown lies in the bin."""
        return self.record is not None and bool(self.kind.heading(self.record).in_bin)

    # -- look -----------------------------------------------------------------------------------------------------

    def _content(self) -> QWidget:
        name = QHBoxLayout()
        name.setSpacing(GAP_WIDE - 4)
        name.addWidget(self._title, 1)
        name.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        heading = QVBoxLayout(self.heading_bar)
        heading.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP)
        heading.setSpacing(GAP // 2)
        heading.addLayout(name)
        heading.addWidget(self._subtitle)
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setIconSize(QSize(0, 0))
        tab_row = QHBoxLayout()
        tab_row.setContentsMargins(MARGIN, 0, GAP, 0)
        tab_row.addWidget(self.tabs, 1)  # all the room: a tab that appears later is not cut off
        rule = QFrame()
        rule.setProperty("role", "line")
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.heading_bar)
        column.addWidget(self._notice.in_margin())
        column.addWidget(self.company)
        column.addLayout(self._strips)
        column.addLayout(tab_row)
        column.addWidget(rule)
        column.addWidget(self._stack, 1)
        return content

    # -- what happens ---------------------------------------------------------------------------------------------

    def _read(self, delay: int = 0) -> None:
        wanted = self.record_id
        if wanted is None:
            return
        if self.record is None or self.record_id != self._shown_id():
            words = f"Reading the {self.kind.noun.one}…"
            self.states.show_loading(words, lambda: self.kit.tasks.drop(self, "record"), self.reload)
        self._is_stale = False
        load = self.kind.load
        self.kit.tasks.run(self, lambda: load(wanted), self._on_loaded, self._on_failed, key="record", delay=delay)

    def _shown_id(self) -> UUID | None:
        return self.record.row.id if self.record is not None else None

    def _on_loaded(self, record: Any) -> None:
        self.record = record
        heading = self.kind.heading(record)
        self._title.setText(heading.title)
        self._chip.set_chip(heading.chip)
        self._subtitle.setText(heading.subtitle)
        self._subtitle.setHidden(not heading.subtitle)
        self._notice.show_words(heading.in_bin, "Restore", self._want_back)
        self._stale_panels = set(self._panels)
        for panel in self._panels:
            panel.show_record(record)
        self.states.show_content()
        self.company.show_record(self.record_id)
        self._on_tab()
        self.loaded.emit(record)

    def _on_failed(self, error: Exception) -> None:
        self._forget()
        if isinstance(error, NotFound):
            self.states.show_empty(
                f"This {self.kind.noun.one} is not there any more", error.next_step, icon=self.kind.icon
            )
        else:
            self.states.show_failed(error, self.reload)

    def _forget(self) -> None:
        had_one = self.record is not None
        self.record = None
        self.company.show_record(None)
        if had_one:
            self.cleared.emit()

    def _want_back(self) -> None:
        if self.record_id is not None:
            self.restore_wanted.emit(self.record_id)

    def _on_tab(self) -> None:
        panel = self._stack.widget(self.tabs.currentIndex())
        self._stack.setCurrentIndex(self.tabs.currentIndex())
        if isinstance(panel, Panel) and panel in self._stale_panels and self.record is not None and self.isVisible():
            self._stale_panels.discard(panel)
            panel.open_record(self._shown_id())  # type: ignore[arg-type]  # there is a record

    def _on_changed(self, changes: Changes) -> None:
        if self.record_id is None or self._is_leaving or not self._concerns(changes):
            return
        if self.isVisible():
            self.reload()
        else:
            self._is_stale = True

    def _concerns(self, changes: Changes) -> bool:
        if self.record_id in changes.ids(self.kind.table) or changes.touches((*self.kind.watched, "note")):
            return True
        children = self.kind.children(self.record) if self.record is not None else {}
        return any(changes.ids(table) & set(ids) for table, ids in children.items())

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while nobody looked."""
        super().showEvent(event)
        if self._is_stale:
            self.reload()
        else:
            self._on_tab()
