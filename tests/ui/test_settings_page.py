"""The settings page: themes, the hall's data, sample data."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import KeptRecord
from ip2a_desktop.domain.samples import SampleRemoved
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.theme import apply_theme, theme
from ip2a_desktop.ui.settings.screen import SettingsHooks, SettingsPage
from ip2a_desktop.ui.settings.theme_tiles import ThemeTiles
from tests.ui.shell import Shell, show


class Hall:
    """The hall's data as the service would keep it."""

    def __init__(self):
        self.kept = HallDraft(name="IBEW Local 46", city="Kent", state="WA", phone="+12533956500", version=1)
        self.has_sample = True
        self.stays = ()
        self.saved = []

    def save(self, draft):
        self.saved.append(draft)
        self.kept = draft.model_copy(update={"version": 2})
        return Changes.of("hall", draft.id)

    def remove_sample(self, _progress):
        self.has_sample = False
        return SampleRemoved(3, 2, self.stays, Changes())


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def page(qtbot, hall):
    apply_theme(qtbot_app(), "light")
    shell = Shell()
    hooks = SettingsHooks(
        load_hall=lambda: hall.kept,
        save_hall=hall.save,
        has_sample=lambda: hall.has_sample,
        remove_sample=hall.remove_sample,
        data_folder=Path("data"),
        database="This computer",
    )
    kit = Kit(shell.tasks, ChangeBus(), shell.messages, shell.store, Path("drafts"), lambda _name: {}, lambda *_: None)
    shell.window._screens["settings"] = Screen(
        "settings", "Settings", "gear", lambda: SettingsPage(kit, hooks), "bottom"
    )
    show(shell, qtbot)
    shell.window.show_page("settings")
    shown = shell.window.page("settings")
    shown.shell = shell
    yield shown
    apply_theme(qtbot_app(), "light")


def qtbot_app():
    return theme().parent()


def dialog_of(page):
    return next(one for one in page.shell.window.findChildren(Dialog) if one.isVisible())


def press(place, words):
    next(one for one in place.findChildren(QPushButton) if one.text() == words).click()


def test_the_keyboard_goes_to_the_theme_that_is_chosen(page):
    assert page.shell.window.focusWidget() is page.tiles.tiles["light"]


def test_a_theme_is_shown_at_once_and_remembered(page, qtbot):
    qtbot.mouseClick(page.tiles.tiles["dark"], Qt.MouseButton.LeftButton)
    assert theme().scheme == "dark"
    assert page.shell.store.get("theme", "") == "dark"


def test_themes_by_keyboard(page, qtbot):
    light = page.tiles.tiles["light"]
    light.setFocus()
    qtbot.keyClick(light, Qt.Key.Key_Right)
    assert theme().scheme == "dark"


def test_the_hall_is_loaded_and_nothing_waits_to_be_saved(page):
    assert page.hall.values()["name"] == "IBEW Local 46"
    assert page.hall._editors["phone"].text() == "(253) 395-6500"
    assert not page.hall.is_dirty
    assert not page.hall.save_button.isEnabled()


def test_the_time_zone_is_chosen_and_kept_by_other_changes(page, hall, qtbot):
    page.hall.load(hall.kept.model_copy(update={"time_zone": "Europe/Berlin"}))
    assert page.hall.zone.currentText() == "Europe/Berlin"
    qtbot.keyClicks(page.hall._editors["city"], "x")
    page.hall.save_button.click()
    assert hall.saved[-1].time_zone == "Europe/Berlin"
    page.hall.zone.setCurrentText("Hawaii (Honolulu)")
    page.hall.save_button.click()
    assert hall.saved[-1].time_zone == "Pacific/Honolulu"


def test_a_change_is_saved(page, hall, qtbot):
    editor = page.hall._editors["city"]
    editor.selectAll()
    qtbot.keyClicks(editor, "Seattle")
    assert page.hall.save_button.isEnabled()
    page.hall.save_button.click()
    assert hall.saved[0].city == "Seattle"
    assert hall.saved[0].version == 1
    assert not page.hall.is_dirty
    assert page.shell.messages.current_toast.text == "The hall’s data is saved"


def test_a_fault_stands_at_its_field_and_nothing_is_saved(page, hall):
    page.hall._editors["email"].setText("not an address")
    page.hall._save()
    assert hall.saved == []
    assert page.hall._editors["email"].property("invalid")
    assert page.hall._problems["email"].text() == "Write an e-mail address such as ana@example.org."


def test_sample_data_is_removed_after_a_question(page, hall):
    assert page.sample.isVisible()
    press(page.sample, "Remove sample data")
    press(dialog_of(page), "Remove sample data")
    assert not hall.has_sample
    assert not page.sample.isVisible()


def test_what_somebody_worked_on_is_counted_when_the_sample_goes(page, hall):
    hall.stays = (
        KeptRecord(new_id(), "benevolence_application", "B-2026-014", "somebody worked on it"),
        KeptRecord(new_id(), "member", "Silva, Ana", "somebody worked on it"),
    )
    press(page.sample, "Remove sample data")
    asked = " ".join(label.text() for label in dialog_of(page).findChildren(QLabel))
    assert "grievances, applications to the fund and organizing activities" in asked
    press(dialog_of(page), "Remove sample data")
    assert page._kit.messages.current_toast.text == "The sample data is removed; 2 records that are in use stay"


def test_sample_data_stays_when_cancelled(page, hall):
    press(page.sample, "Remove sample data")
    press(dialog_of(page), "Cancel")
    assert hall.has_sample


def test_leaving_asks_about_what_is_typed(page):
    answers = []
    page.may_close(answers.append)
    page.hall._editors["city"].setText("Auburn")
    page.may_close(answers.append)
    press(dialog_of(page), "Cancel")
    page.may_close(answers.append)
    press(dialog_of(page), "Discard")
    assert answers == [True, False, True]


@pytest.mark.parametrize("width", [1000, 520])
def test_every_theme_is_seen_whole_in_any_width(qtbot, width):
    tiles = ThemeTiles("light")
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.addWidget(tiles)
    layout.addStretch(1)
    qtbot.addWidget(place)
    place.resize(width, 500)
    place.show()
    qtbot.waitUntil(lambda: place.width() == width)
    inside = tiles.rect()
    assert all(inside.contains(tile.geometry()) for tile in tiles.tiles.values())
    rows = {tile.y() for tile in tiles.tiles.values()}
    assert len(rows) == (1 if width == 1000 else 2)
