"""Where the palette finds pages and actions; records come from providers of the services."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from PySide6.QtGui import QAction

from ip2a_desktop.domain.lists import HasId, ListQuery, ListSource
from ip2a_desktop.ui.kit.actions import ACTIONS
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.palette import Hit, Provider, matching
from ip2a_desktop.ui.kit.widgets import ICON_NAME

RowT = TypeVar("RowT", bound=HasId)
_MOST_FOUND: Final = 6


def of_pages(screens: Sequence[Screen], show: Callable[[str], object]) -> Provider:
    """Return the provider of the window's pages."""
    hits = [
        Hit(screen.title, "Page", screen.icon, "Pages", lambda name=screen.name: show(name))  # type: ignore[misc]
        for screen in screens
    ]
    return lambda text: matching(hits, text)


def of_list(source: ListSource[RowT], to_hit: Callable[[RowT], Hit]) -> Provider:
    """Return the provider of the first few records that a list finds."""

    def find(text: str) -> list[Hit]:
        return [to_hit(row) for row in source.first_page(ListQuery(search=text), _MOST_FOUND)] if text.strip() else []

    return find


def hits_of(actions: Iterable[QAction]) -> list[Hit]:
    """Return the hits of the actions that can be used now; called on the GUI thread."""
    return [
        Hit(
            action.text(),
            ACTIONS[action.objectName()].keys_text() if action.objectName() in ACTIONS else "",
            str(action.property(ICON_NAME) or "caret-right"),
            "Actions",
            action.trigger,
        )
        for action in actions
        if action.isEnabled() and action.isVisible() and not action.isSeparator() and action.text()
    ]
