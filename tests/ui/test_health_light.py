"""The light at the foot of the window: what it says, what it does not claim, and that a click opens Maintenance."""

from datetime import UTC, datetime, timedelta

import pytest

from ip2a_desktop.app.health_light import HealthLight
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow
from tests.ui.fake_employers import make_kit, settle
from tests.ui.shell import PlainPage


class Runs:
    """A database that knows only what the light asks for."""

    def __init__(self):
        self.rows = []
        self.error = None

    def fetch(self, _sql, _values):
        if self.error is not None:
            raise self.error
        return self.rows


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def window(qtbot, kit):
    screens = [
        Screen("today", "Today", "sun-horizon", lambda: PlainPage("today", "Today")),
        Screen("maintenance", "Maintenance", "first-aid-kit", lambda: PlainPage("maintenance", "Maintenance")),
    ]
    made = MainWindow(screens, tasks=kit.tasks, messages=kit.messages, store=kit.settings)
    qtbot.addWidget(made)
    made.show_page("today")
    made.show()
    return made


def test_it_says_what_the_last_check_said(qtbot, kit, window):
    runs = Runs()
    light = HealthLight(runs, kit.tasks, window)
    qtbot.waitUntil(lambda: window.status.health_words == "Health: not checked yet")
    at = datetime.now(UTC) - timedelta(hours=3, minutes=1)
    runs.rows = [("fail", "2 things need you, 41 checks passed.", at)]
    light.look()
    settle(qtbot, kit)
    assert window.status.health_words == "Health: 2 things need you · 3 h ago"


def test_what_cannot_be_asked_is_not_called_healthy(qtbot, kit, window):
    runs = Runs()
    runs.error = DatabaseUnavailable("The server does not answer.")
    HealthLight(runs, kit.tasks, window)
    qtbot.waitUntil(lambda: window.status.health_words == "Health: could not be asked")


def test_a_click_opens_maintenance(qtbot, kit, window):
    HealthLight(Runs(), kit.tasks, window)
    qtbot.waitUntil(lambda: bool(window.status.health_words))
    window.status.health_wanted.emit()
    assert window.current_page.page_name == "maintenance"


def test_a_window_without_a_light_says_nothing(window):
    assert window.status.health_words == ""
