"""One tab of the page: it reads its data when it is first looked at, and brings its own verbs."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.maintenance.desk import Desk


@dataclass(frozen=True)
class Verbs:
    """What can be done in a tab: the accent button, plain buttons, the menu."""

    primary: QAction | None = None
    plain: Sequence[QAction] = ()
    more: Sequence[QAction] = ()


class Part(QWidget):
    """One tab.

    Signals:
        verbs_changed(): see :attr:`verbs`.
        page_wanted(name, arguments): another page of the window is wanted.
        part_wanted(name, argument): another tab is wanted, told something.
    """

    verbs_changed = Signal()
    page_wanted = Signal(str, object)
    part_wanted = Signal(str, object)

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__()
        self.kit = kit
        self.desk = desk
        self.verbs = Verbs()
        self._is_started = False

    def start(self) -> None:
        """Read the data, the first time that the tab is looked at."""
        if not self._is_started:
            self._is_started = True
            self.refresh()

    def refresh(self) -> None:
        """Read everything again."""

    def told(self, argument: object) -> None:
        """Show something particular that another tab asks for."""
