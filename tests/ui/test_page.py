"""Pages and chips: verbs as buttons, room for them, states as words with icons."""

import pytest
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QPushButton, QTableView, QToolButton, QWidget

from ip2a_desktop.ui.kit import actions
from ip2a_desktop.ui.kit.cells import ChipDelegate
from ip2a_desktop.ui.kit.chips import CHIP_ROLE, Chip, ChipLabel, chip_size
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.theme import apply_theme, color


@pytest.fixture(autouse=True)
def light(qapp):
    apply_theme(qapp, "light")


@pytest.fixture
def page(qtbot):
    made = Page("members", "Members")
    made.pressed = []
    verbs = {
        name: actions.make(name, made, lambda name=name: made.pressed.append(name))
        for name in ("new", "print", "export", "import")
    }
    made.verbs = verbs
    made.header.set_verbs(verbs["new"], [verbs["print"], verbs["export"]], [verbs["import"]])
    made.set_body(QWidget())
    made.resize(1200, 600)
    qtbot.addWidget(made)
    made.show()
    return made


def buttons(page):
    return {one.text(): one for one in page.header.findChildren(QPushButton) if one.isVisible()}


def menu(page):
    return [one.text() for one in page.header._menu.actions() if not one.isSeparator()]


def test_the_first_verb_is_the_accent_button(page):
    shown = buttons(page)
    assert list(shown) == ["Print", "Export", "New"]
    assert shown["New"].property("kind") == "primary"
    shown["New"].click()
    shown["Print"].click()
    assert page.pressed == ["new", "print"]
    assert menu(page) == ["Import"]


def test_new_verbs_take_the_place_of_the_old_at_once(page, qtbot):
    page.header.set_verbs(page.verbs["export"])
    assert list(buttons(page)) == []  # the new one comes with the next turn of the event loop, the old are gone
    qtbot.waitUntil(lambda: list(buttons(page)) == ["Export"])
    page.verbs["new"].setText("Another")
    assert list(buttons(page)) == ["Export"]


def test_without_room_verbs_go_into_the_menu(page):
    page.resize(280, 600)
    assert list(buttons(page)) == ["New"]
    assert menu(page) == ["Print", "Export", "Import"]
    page.resize(1200, 600)
    assert menu(page) == ["Import"]


def test_a_long_title_is_elided_and_kept_as_a_hint(page, qtbot):
    page.header.set_title("Ruiz de la Prada y Fernández de Córdoba, María del Carmen")
    page.resize(360, 600)
    assert page.title == "Ruiz de la Prada y Fernández de Córdoba, María del Carmen"
    shown = page.header._title
    qtbot.waitUntil(lambda: QLabel.text(shown).endswith("…"))
    assert shown.toolTip() == page.title
    assert list(buttons(page)) == ["New"]


def test_buttons_follow_their_action(page):
    page.verbs["print"].setEnabled(False)
    page.verbs["export"].setVisible(False)
    page.verbs["new"].setText("New member")
    shown = buttons(page)
    assert not shown["Print"].isEnabled()
    assert list(shown) == ["Print", "New member"]


def test_more_is_named_for_screen_readers(page):
    assert page.header.findChild(QToolButton).accessibleName() == "More"


def test_a_page_closes_without_asking_by_default(page):
    answers = []
    page.may_close(answers.append)
    assert answers == [True]


def test_a_chip_has_word_and_icon(qtbot):
    chip = Chip("Suspended", "pause-circle", "warn")
    shown = ChipLabel(chip)
    qtbot.addWidget(shown)
    assert shown.accessibleName() == "Suspended"
    assert shown.sizeHint() == chip_size(chip)
    shown.show()
    assert color("warn_tint").name() in pixels(shown.grab().toImage())
    shown.set_chip(None)
    assert shown.isHidden()


def pixels(image):
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}


def test_a_cell_draws_its_chip_selected_or_not(qtbot):
    model = QStandardItemModel(2, 1)
    for row in range(2):
        item = QStandardItem("")
        item.setData(Chip("Active", "check-circle", "good"), CHIP_ROLE)
        model.setItem(row, 0, item)
    view = QTableView()
    view.setModel(model)
    view.setItemDelegate(ChipDelegate(view))
    view.resize(300, 200)
    qtbot.addWidget(view)
    view.show()
    view.selectRow(0)
    seen = pixels(view.viewport().grab().toImage())
    assert color("good_tint").name() in seen
    assert {color("selected").name(), color("selected_idle").name()} & seen
