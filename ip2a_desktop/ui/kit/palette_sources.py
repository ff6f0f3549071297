"""Where the palette finds pages and actions; records come from providers of the services."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtGui import QAction

from ip2a_desktop.ui.kit.actions import ACTIONS
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.palette import Hit, Provider, matching
from ip2a_desktop.ui.kit.widgets import ICON_NAME


def of_pages(screens: Sequence[Screen], show: Callable[[str], object]) -> Provider:
    """Return the provider of the window's pages."""
    hits = [
        Hit(screen.title, "Page", screen.icon, "Pages", lambda name=screen.name: show(name))  # type: ignore[misc]
        for screen in screens
    ]
    return lambda text: matching(hits, text)


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
