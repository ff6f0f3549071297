"""The theme: chosen, followed, and seen at once by what is on screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.icons import icon, is_icon
from ip2a_desktop.ui.kit.theme import apply_theme, color, mark_invalid, scheme_of_system, theme
from ip2a_desktop.ui.kit.tokens import SCHEMES
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label


@pytest.fixture(autouse=True)
def light(qapp):
    apply_theme(qapp, "light")
    yield
    apply_theme(qapp, "light")


@pytest.mark.parametrize("choice", ["light", "dark", "contrast", "contrast_light"])
def test_a_choice_reaches_palette_and_colours(qapp, choice):
    apply_theme(qapp, choice)
    tokens = SCHEMES[choice]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens["surface"])
    assert color("accent") == QColor(tokens["accent"])
    assert theme().scheme == choice


def test_what_is_on_screen_is_painted_again(qapp, qtbot):
    place = QWidget()
    layout = QVBoxLayout(place)
    for one in (
        label("Members", "title"),
        button("New", "primary"),
        IconLabel("users"),
        ChipLabel(Chip("Active", "check")),
    ):
        layout.addWidget(one)
    qtbot.addWidget(place)
    place.show()
    before = place.grab().toImage()
    with qtbot.waitSignal(theme().changed):
        apply_theme(qapp, "dark")
    after = place.grab().toImage()
    assert before.pixelColor(1, 1) == QColor(SCHEMES["light"]["surface"])
    assert after.pixelColor(1, 1) == QColor(SCHEMES["dark"]["surface"])


def test_an_icon_takes_on_the_new_colour_without_being_made_again(qapp):
    kept = icon("circle-fill", "accent")
    before = kept.pixmap(24, 24).toImage().pixelColor(12, 12)
    apply_theme(qapp, "contrast")
    after = kept.pixmap(24, 24).toImage().pixelColor(12, 12)
    assert before == QColor(SCHEMES["light"]["accent"])
    assert after == QColor(SCHEMES["contrast"]["accent"])


@pytest.mark.parametrize("scheme", ["dark", "contrast", "contrast_light", "light"])
def test_the_system_is_followed(qapp, monkeypatch, scheme):
    apply_theme(qapp, "system")
    monkeypatch.setattr(theme(), "_wanted", lambda: scheme)  # the offscreen system has no dark mode to switch
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme().scheme == scheme


@pytest.mark.parametrize(
    ("wants_contrast", "scheme", "shown"),
    [
        (True, Qt.ColorScheme.Dark, "contrast"),
        (True, Qt.ColorScheme.Light, "contrast_light"),
        (True, Qt.ColorScheme.Unknown, "contrast"),
        (False, Qt.ColorScheme.Dark, "dark"),
        (False, Qt.ColorScheme.Light, "light"),
    ],
)
def test_high_contrast_is_as_light_or_dark_as_the_system(wants_contrast, scheme, shown):
    assert scheme_of_system(wants_contrast, scheme) == shown


def test_a_chosen_theme_does_not_follow_the_system(qapp):
    apply_theme(qapp, "light")
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme().scheme == "light"


def test_a_fault_is_drawn_and_taken_back(qtbot):
    editor = QLineEdit("12")
    qtbot.addWidget(editor)
    editor.show()
    inside = editor.rect().center().x(), 6
    assert editor.grab().toImage().pixelColor(*inside) == QColor(SCHEMES["light"]["field"])
    mark_invalid(editor, True)
    assert editor.grab().toImage().pixelColor(*inside) == QColor(SCHEMES["light"]["bad_tint"])
    mark_invalid(editor, False)
    assert editor.grab().toImage().pixelColor(*inside) == QColor(SCHEMES["light"]["field"])


def test_type_scale_grows_and_has_figures_of_one_width(qapp):
    sizes = [typography.pixels(role) for role in ("caption", "body", "lead", "title", "display")]
    assert sizes == sorted(set(sizes))
    assert typography.font().family() == "Inter"
    font = typography.font(tabular=True)
    assert [tag.toString().data() for tag in font.featureTags()] == [b"tnum"]


def test_unknown_icons_are_refused(qapp):
    assert is_icon("users")
    with pytest.raises(KeyError):
        icon("no-such-icon")


def test_labels_show_what_was_typed_and_no_markup(qtbot):
    shown = label("<b>Ana</b> & Söhne")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == "<b>Ana</b> & Söhne"
