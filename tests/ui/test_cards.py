"""Cards, facts and strips: as high as their words, the same for keyboard, mouse and screen reader."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList, CardModel
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.facts import BlockColumns, Fact, FactBlock
from ip2a_desktop.ui.kit.notice import Notice

LONG = "Fiber splicing, medium voltage terminations, rigging, PLC programming and conduit bending. " * 4


@pytest.fixture
def cards(qtbot):
    shown = CardList("Jobs")
    qtbot.addWidget(shown)
    shown.resize(460, 400)
    shown.show()
    return shown


def card(title, **values):
    return Card(new_id(), title, **values)


def height(cards, row=0):
    cards.doItemsLayout()
    return cards.visualRect(cards.cards.index(row, 0)).height()


def test_the_model_keeps_qt_s_rules(qtmodeltester):
    model = CardModel()
    model.set_cards([card("Cascade Electric"), card("Berg Power", lines=(CardLine("City", "Kent"),))])
    qtmodeltester.check(model)
    assert model.rowCount() == 2


def test_a_card_is_as_high_as_its_words_need_in_this_width(cards):
    cards.show_cards([card("Cascade Electric"), card("Berg Power", body=LONG)])
    low, high = height(cards), height(cards, 1)
    assert high > 2 * low
    cards.resize(900, 400)
    assert height(cards, 1) < high
    cards.show_cards([card("A", body="one\ntwo\nthree\n")])
    three = height(cards)
    cards.show_cards([card("A", body="one")])
    assert three > height(cards)


def test_words_without_blanks_break_and_nothing_is_wider_than_the_list(cards):
    cards.show_cards([card("x" * 300, chips=(Chip("Current", "briefcase", "good"),), meta="ana", body="y" * 500)])
    assert height(cards) > 100
    assert cards.visualRect(cards.cards.index(0, 0)).width() <= cards.viewport().width()
    assert not cards.grab().isNull()


def test_the_current_card_stays_when_the_cards_are_read_again(qtbot, cards):
    first, second = card("Cascade Electric"), card("Berg Power")
    cards.show_cards([first, second])
    cards.choose(second.id)
    cards.show_cards([card("New Power"), second, first])
    assert cards.current_id == second.id
    cards.show_cards([first])
    assert cards.current_id is None


def test_enter_and_double_click_open_a_card(qtbot, cards):
    one = card("Cascade Electric")
    cards.show_cards([one])
    cards.choose(one.id)
    with qtbot.waitSignal(cards.opened) as opened:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert opened.args == [one.id]
    with qtbot.waitSignal(cards.opened):
        cards.doubleClicked.emit(cards.cards.index(0, 0))


def test_a_card_without_an_id_opens_nothing(qtbot, cards):
    cards.show_cards([Card(None, "Member added")])
    cards.setCurrentIndex(cards.cards.index(0, 0))
    with qtbot.assertNotEmitted(cards.opened):
        qtbot.keyClick(cards, Qt.Key.Key_Return)


def test_a_screen_reader_hears_everything_on_a_card():
    spoken = card("Berg", chips=(Chip("Current", "", "good"),), meta="2020", lines=(CardLine("City", "Kent"),)).spoken()
    assert spoken == "Berg, Current, 2020\nCity: Kent"


# -- facts ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def block(qtbot):
    facts = (Fact("phone", "Phone", always=True), Fact("skills", "Skills"), Fact("status", "Status"))
    shown = FactBlock("Work", facts)
    qtbot.addWidget(shown)
    shown.resize(400, 300)
    shown.show()
    return shown


def test_facts_without_a_value_are_left_out_unless_they_are_wanted(block):
    block.show_values({"skills": "Rigging", "of another block": "no matter"})
    assert (block.value("phone"), block.value("skills"), block.value("status")) == ("–", "Rigging", "")


def test_other_words_take_other_room(block):
    block.show_values({"skills": "Rigging"})
    low = [line.height() for line in block.lines if not line.isHidden()]
    block.show_values({"skills": LONG, "status": Chip("Active", "check-circle", "good")})
    high = [line.height() for line in block.lines if not line.isHidden()]
    assert len(high) == 3
    assert high[1] > 3 * low[1]
    block.show_values({"skills": "Rigging"})
    assert [line.height() for line in block.lines if not line.isHidden()] == low
    assert block.value("status") == ""


def test_an_empty_block_says_so(qtbot):
    block = FactBlock("Work", (Fact("skills", "Skills"),))
    qtbot.addWidget(block)
    block.show()
    block.show_values({})
    assert block.grab().height() > 0
    assert block.value("skills") == ""


def test_blocks_stand_in_two_columns_where_there_is_room(qtbot):
    columns = BlockColumns()
    qtbot.addWidget(columns)
    left, right = FactBlock("Work", ()), FactBlock("Reach", ())
    columns.add(left)
    columns.add(right, "right")
    columns.resize(900, 500)
    columns.show()
    qtbot.waitUntil(lambda: right.x() > left.x() and right.y() == left.y())
    columns.resize(420, 500)
    qtbot.waitUntil(lambda: right.x() == left.x() and right.y() > left.y())
    assert left.width() == right.width()


# -- strips -----------------------------------------------------------------------------------------------------------


def test_a_strip_is_seen_while_it_has_words(qtbot):
    strip = Notice("warn")
    holder = strip.in_margin()
    qtbot.addWidget(holder)
    holder.show()
    pressed = []
    strip.show_words("In the bin", "Restore", lambda: pressed.append(1))
    assert strip.words == "In the bin"
    (button,) = [one for one in strip.findChildren(QPushButton) if not one.isHidden()]
    button.click()
    assert pressed == [1]
    strip.say("")
    assert holder.isHidden()
    assert strip.words == ""
