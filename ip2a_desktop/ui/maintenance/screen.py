"""The page Maintenance: what an admin opens on a bad morning."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.tokens import MARGIN
from ip2a_desktop.ui.kit.widgets import line
from ip2a_desktop.ui.maintenance.backups_part import BackupsPart
from ip2a_desktop.ui.maintenance.desk import Desk
from ip2a_desktop.ui.maintenance.health_part import HealthPart
from ip2a_desktop.ui.maintenance.history_part import HistoryPart
from ip2a_desktop.ui.maintenance.notices_part import NoticesPart
from ip2a_desktop.ui.maintenance.part import Part
from ip2a_desktop.ui.maintenance.repairs_part import RepairsPart

TITLE: Final = "Maintenance"
MakePart = Callable[[Kit, Desk], Part]


def usual_parts(desk: Desk) -> list[tuple[str, str, MakePart]]:
    """Return the tabs by name, each with its word; those whose use cases are not there are left out."""
    found: list[tuple[str, str, MakePart]] = [("health", "Health", HealthPart), ("history", "History", HistoryPart)]
    if desk.repairs is not None:
        found.append(("repairs", "Repairs", RepairsPart))
    if desk.backups is not None:
        found.append(("backups", "Backups", BackupsPart))
    if desk.notices is not None:
        found.append(("notices", "Notices", NoticesPart))
    return found


class MaintenancePage(Page):
    """Health, history, repairs, backups and notices; each tab is made when it is first looked at.

    Args:
        kit: the screens' tools.
        desk: the use cases.
        parts: the tabs by name with their words, by default those of the use cases that are there.

    Signals:
        checked(HealthRun): a check has ended, or counts otherwise because something was muted.
    """

    checked = Signal(object)

    def __init__(self, kit: Kit, desk: Desk, parts: Sequence[tuple[str, str, MakePart]] = ()) -> None:
        super().__init__("maintenance", TITLE)
        self.kit = kit
        self.desk = desk
        self._makers = {name: make_part for name, _words, make_part in parts or usual_parts(desk)}
        self._names = list(self._makers)
        self._parts: dict[str, Part] = {}
        self.tabs = QTabBar()
        self.stack = QStackedWidget()
        for _name, words, _make_part in parts or usual_parts(desk):
            self.tabs.addTab(words)
        self._lay_out()
        make("refresh", self, self.refresh)
        self.tabs.currentChanged.connect(self._on_tab)

    def _lay_out(self) -> None:
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setElideMode(Qt.TextElideMode.ElideNone)
        self.tabs.setIconSize(QSize(0, 0))
        self.tabs.setAccessibleName(TITLE)
        bar = QHBoxLayout()
        bar.setContentsMargins(MARGIN, 0, MARGIN, 0)
        bar.addWidget(self.tabs, 1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(line())
        column.addWidget(self.stack, 1)
        self.set_body(body)

    def part(self, name: str) -> Part:
        """Return a tab, made now where nobody has seen it yet.

        Raises:
            KeyError: there is no such tab.
        """
        if name not in self._parts:
            made = self._makers[name](self.kit, self.desk)
            made.page_wanted.connect(self.page_wanted)
            made.part_wanted.connect(self.show_part)
            made.verbs_changed.connect(self._dress)
            if isinstance(made, HealthPart):
                made.checked.connect(self.checked)
            made.setObjectName(name)
            self._parts[name] = made
            self.stack.addWidget(made)
        return self._parts[name]

    @property
    def current(self) -> Part:
        """The tab that is shown."""
        return self.part(self._names[self.tabs.currentIndex()])

    def show_part(self, name: str, argument: object = None) -> None:
        """Bring a tab to the front, and tell it something."""
        if name not in self._makers:
            return
        part = self.part(name)
        self.tabs.setCurrentIndex(self._names.index(name))
        self._on_tab()
        if argument is not None:
            part.told(argument)

    def activate(self) -> None:
        """Show the tab; the first time it reads its data."""
        super().activate()
        self._on_tab()

    def open(self, **arguments: Any) -> None:
        """Show something particular: ``tab`` (a name), ``run=True`` to begin a health check."""
        self.show_part(str(arguments.get("tab", "health")))
        part = self.current
        if arguments.get("run") and isinstance(part, HealthPart):
            part.look()

    def refresh(self) -> None:
        """Read the tab that is shown again."""
        self.current.refresh()

    def _on_tab(self, _place: int = 0) -> None:
        part = self.current
        self.stack.setCurrentWidget(part)
        self._dress()
        part.start()

    def _dress(self) -> None:
        verbs = self.current.verbs
        self.header.set_verbs(verbs.primary, verbs.plain, verbs.more)
