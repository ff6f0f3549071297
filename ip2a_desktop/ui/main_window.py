"""The main window: navigation at the left, one page at a time, messages, search and help around it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QByteArray, QSize, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from ip2a_desktop.config import APP_NAME
from ip2a_desktop.ui.kit import actions
from ip2a_desktop.ui.kit.actions import ACTIONS
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.navigation import Navigation
from ip2a_desktop.ui.kit.page import Page, Screen
from ip2a_desktop.ui.kit.scripts import Scripts
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.status_line import BusyPointer, Connection, StatusLine
from ip2a_desktop.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from ip2a_desktop.ui.help.window import HelpWindow
    from ip2a_desktop.ui.kit.palette import Hit, Palette, Provider

_SIZE: Final = QSize(1280, 800)
_LEAST: Final = QSize(640, 400)
_ROOM_FROM: Final = 900
"""Below this width the navigation folds by itself."""
_GEOMETRY: Final = "window.geometry"
_FOLDED: Final = "window.navigation_folded"
_IN_PALETTE: Final = ("help", "keys", "fold", "undo", "quit")


class MainWindow(QMainWindow):
    """The window of the program.

    Args:
        screens: the pages in the order of the navigation; a page is made when it is first shown.
        tasks: runs the work off this thread; what fails without a handler is shown here.
        messages: shows its messages over this window.
        store: remembers place, size and folding.
        providers: what the search (Ctrl+K) looks through, beside pages and actions.
    """

    closed = Signal()
    page_shown = Signal(str)

    def __init__(
        self,
        screens: Sequence[Screen],
        *,
        tasks: Tasks,
        messages: Messages,
        store: SettingsStore,
        providers: Sequence[Provider] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.messages = messages
        self._store = store
        self._screens = {screen.name: screen for screen in screens}
        self._pages: dict[str, Page] = {}
        self._may_close = self._asking = self._in_close_event = False
        self._has_room = True
        self._help: HelpWindow | None = None
        self._commands: list[Hit] = []
        self.setWindowTitle(APP_NAME)
        self.setMinimumSize(_LEAST)
        Scripts(self).begin()
        messages.attach(self)
        self.navigation = Navigation(screens, ACTIONS["palette"].keys_text(), ACTIONS["help"].keys_text())
        self.stack = QStackedWidget()
        self.status = StatusLine(tasks)
        self.setStatusBar(self.status)
        self._lay_out()
        self._make_actions()
        self._tasks = tasks
        self._providers = providers
        self._palette: Palette | None = None
        self._busy = BusyPointer(self, tasks)
        tasks.failed.connect(messages.show_error)
        self._restore()

    def _lay_out(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.navigation.chosen.connect(self.show_page)
        self.navigation.search_wanted.connect(self.show_palette)
        self.navigation.help_wanted.connect(self.show_help)
        self.navigation.folded_changed.connect(lambda folded: self._store.set(_FOLDED, folded))

    def _make_actions(self) -> None:
        slots: dict[str, Callable[[], object]] = {
            "palette": self.show_palette,
            "help": self.show_help,
            "keys": lambda: self.show_help("keys"),
            "fold": self.navigation.toggle,
            "undo": self.messages.undo_last,
            "quit": self.close,
        }
        if "maintenance" in self._screens:
            self.status.health_wanted.connect(lambda: self.show_page("maintenance"))
        if "settings" in self._screens:
            slots["preferences"] = lambda: self.show_page("settings")
        for number, name in enumerate(list(self._screens)[:9], start=1):
            slots[f"go_{number}"] = lambda name=name: self.show_page(name)  # type: ignore[misc]
        for name, slot in slots.items():
            actions.make(name, self, slot)
        for number, (name, item) in enumerate(self.navigation.items.items(), start=1):
            if number <= 9:
                title = self._screens[name].title
                item.setAccessibleDescription(f"{title}, {ACTIONS[f'go_{number}'].keys_text()}")

    def _restore(self) -> None:
        self.resize(_SIZE)
        kept = self._store.get(_GEOMETRY, "")
        if kept:
            self.restoreGeometry(QByteArray.fromBase64(kept.encode("ascii", "ignore")))
        self.resize(self.size().boundedTo(self.screen().availableSize()))  # as of today: screens and scales change
        self.navigation.set_folded(self._store.get(_FOLDED, False))

    def page(self, name: str) -> Page:
        """Return a page, made now where nobody has seen it yet.

        Raises:
            KeyError: there is no such page.
        """
        if name not in self._pages:
            page = self._screens[name].make()
            page.page_wanted.connect(lambda wanted, arguments: self.show_page(wanted, **arguments))
            self._pages[name] = page
            self.stack.addWidget(page)
        return self._pages[name]

    @property
    def screen_names(self) -> list[str]:
        """The names of all pages, in the order of the navigation."""
        return list(self._screens)

    @property
    def current_page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def show_page(self, name: str, **open_args: Any) -> None:
        """Bring a page to the front, and have it show something particular.

        Args:
            open_args: go to the page's ``open``.

        Raises:
            KeyError: there is no such page.
        """
        page = self.page(name)
        if self._palette is not None:
            self._palette.close_palette()
        self.stack.setCurrentWidget(page)
        self.navigation.set_current(name)
        page.activate()
        if open_args:
            page.open(**open_args)
        self.page_shown.emit(name)

    def show_first_page(self) -> None:
        """Begin with the first page, which is Today: what is due is seen before anything else, whatever was left."""
        self.show_page(next(iter(self._screens)))

    def set_connection(self, state: Connection, words: str) -> None:
        """Show at the foot whether the database is there."""
        self.status.set_connection(state, words)

    def set_person(self, name: str) -> None:
        """Show at the foot who is at work."""
        self.status.set_person(name)

    def set_health(self, icon_name: str, tone: str, words: str) -> None:
        """Show at the foot how the database is."""
        self.status.set_health(icon_name, tone, words)

    def set_hall(self, name: str) -> None:
        """Show the hall's name above the navigation and in the window's title."""
        self.navigation.set_name(name or APP_NAME)
        self.setWindowTitle(f"{name} - {APP_NAME}" if name else APP_NAME)

    def show_help(self, page_name: str = "") -> None:
        """Open the help for a page, by default for the one that is shown."""
        if self._help is None:
            from ip2a_desktop.ui.help.window import HelpWindow  # noqa: PLC0415 - 40 ms that no start needs

            self._help = HelpWindow(self)
        current = self.current_page
        self._help.show_page(page_name or (current.page_name if current else "getting_started"))

    def show_palette(self, text: str = "") -> None:
        """Open the search over everything."""
        page = self.current_page
        verbs = page.header.verbs if page is not None else []
        own = [action for action in self.actions() if action.objectName() in _IN_PALETTE]
        from ip2a_desktop.ui.kit.palette_sources import hits_of  # noqa: PLC0415 - as in palette_view

        self._commands = hits_of([*verbs, *own])
        self.palette_view.open(text)

    @property
    def palette_view(self) -> Palette:
        """The search over everything, made when it is first opened."""
        if self._palette is None:
            from ip2a_desktop.ui.kit.palette import Palette  # noqa: PLC0415 - no start searches
            from ip2a_desktop.ui.kit.palette_sources import of_pages  # noqa: PLC0415 - as above

            pages = of_pages(list(self._screens.values()), self.show_page)
            self._palette = Palette(self, self._tasks, [*self._providers, pages, self._find_command])
        return self._palette

    def _find_command(self, text: str) -> list[Hit]:
        from ip2a_desktop.ui.kit.palette import matching  # noqa: PLC0415 - as in palette_view

        return matching(self._commands, text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        has_room = event.size().width() >= _ROOM_FROM
        if has_room != self._has_room:
            self._has_room = has_room
            self.navigation.set_room(has_room)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close and not self._asking:
            self._asking = self._in_close_event = True
            self._ask_to_close(list(self._pages.values()))
            self._in_close_event = False
        if not self._may_close:
            event.ignore()
            return
        self._store.set(_GEOMETRY, bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        event.accept()
        self.closed.emit()

    def _ask_to_close(self, left: list[Page]) -> None:
        """Ask one page after the other; the first that says no keeps the window open."""
        if left:
            left[0].may_close(lambda may: self._on_answer(may, left[1:]))
            return
        self._asking = False
        self._may_close = True
        if not self._in_close_event:  # the answer came later, from a dialog
            self.close()

    def _on_answer(self, may_close: bool, left: list[Page]) -> None:
        if may_close:
            self._ask_to_close(left)
        else:
            self._asking = False
