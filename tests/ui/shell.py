"""A main window with plain pages, for the tests of the window itself."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import QLineEdit

from ip2a_desktop.ui.kit import actions
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.page import Page, Screen
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow


class PlainPage(Page):
    """A page that remembers what it was asked for."""

    def __init__(self, name, title):
        super().__init__(name, title)
        self.opened = []
        self.pressed = 0
        self.closes = True
        self.field = QLineEdit()
        self.set_body(self.field)
        self.header.set_verbs(actions.make("new", self, self._on_new, text=f"New in {title}"))

    def _on_new(self):
        self.pressed += 1

    def open(self, **arguments):
        self.opened.append(arguments)

    def activate(self):
        self.field.setFocus()

    def may_close(self, answer):
        answer(self.closes)


@dataclass
class Shell:
    """The window with what it stands on."""

    providers: tuple = ()
    store: SettingsStore = field(default_factory=SettingsStore)
    made: list = field(default_factory=list)

    def __post_init__(self):
        self.tasks = Tasks(inline=True)
        self.crashes = CrashReporter()
        self.messages = Messages(self.crashes)
        screens = [
            self._screen("members", "Members", "users"),
            self._screen("employers", "Employers", "buildings"),
            self._screen("bin", "Bin", "trash", "Tools"),
            self._screen("settings", "Settings", "gear", "bottom"),
        ]
        self.window = MainWindow(
            screens, tasks=self.tasks, messages=self.messages, store=self.store, providers=self.providers
        )

    def _screen(self, name, title, icon, section="Office"):
        def make():
            self.made.append(name)
            return PlainPage(name, title)

        return Screen(name, title, icon, make, section)


def show(shell, qtbot):
    """Show the window and bring it to the front."""
    qtbot.addWidget(shell.window, before_close_func=_let_close)
    with qtbot.waitActive(shell.window):
        shell.window.show()
        shell.window.activateWindow()
    return shell.window


def _let_close(window):
    window._may_close = True
