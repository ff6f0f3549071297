"""A verb of a page that opens a menu: print what, export what; the menu is made when it opens."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tokens import HEADER_HEIGHT, MARGIN


@dataclass(frozen=True)
class Entry:
    """One line of a verb's menu.

    Args:
        text: its words.
        on_click: what it does.
        icon: a Phosphor icon's name, "" for none.
        enabled: whether it can be used now.
    """

    text: str
    on_click: Callable[[], object]
    icon: str = ""
    enabled: bool = True


Entries = Callable[[], Sequence[Entry | None]]
"""Gives the lines of a menu as they are now; None stands for a line between groups."""


def menu_verb(name: str, owner: QWidget, entries: Entries) -> QAction:
    """Return an action of the table that opens a menu: its button opens it, and so do its keys.

    Args:
        name: a name of ``ACTIONS``.
        owner: the widget that the keys belong to (the page).
        entries: gives the lines; asked each time the menu opens.
    """
    menu = QMenu(owner)

    def pop_up() -> None:
        fill()  # the menu stands at the right: how wide it is has to be known
        _pop_up(menu, owner)

    def fill() -> None:
        menu.clear()
        for one in entries():
            if one is None:
                menu.addSeparator()
            else:
                _add(menu, one)

    action = make(name, owner, pop_up)
    action.setMenu(menu)
    menu.aboutToShow.connect(fill)
    fill()  # a menu without lines would not open at all
    return action


def _add(menu: QMenu, entry: Entry) -> None:
    added = menu.addAction(entry.text.replace("&", "&&"))
    if entry.icon:
        added.setIcon(icon(entry.icon))
    added.setEnabled(entry.enabled)
    added.triggered.connect(lambda _checked=False: entry.on_click())


def _pop_up(menu: QMenu, owner: QWidget) -> None:
    """Open the menu below the page's verbs, for those who pressed its keys."""
    across = owner.width() - MARGIN - menu.sizeHint().width()
    menu.popup(owner.mapToGlobal(QPoint(max(across, 0), HEADER_HEIGHT)))
