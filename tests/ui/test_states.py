"""Empty, loading and failed: three pictures, each with its one button."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.ui.kit.states import CANCEL_AFTER_MS, LOADING_AFTER_MS, StateStack


@pytest.fixture
def stack(qtbot):
    made = StateStack(QLabel("content"))
    qtbot.addWidget(made)
    made.resize(640, 480)
    made.show()
    return made


def words(stack):
    return [one.text() for one in stack.findChildren(QLabel) if one.isVisible() and one.text()]


def shown_button(stack):
    return next((one for one in stack.findChildren(QPushButton) if one.isVisible()), None)


def test_it_begins_with_the_content(stack):
    assert stack.state == "content"
    assert stack.currentWidget() is stack.content


def test_empty_offers_what_helps(stack, qtbot):
    pressed = []
    stack.show_empty("No members yet", "Add the first one.", "New member", lambda: pressed.append(1), "users")
    assert words(stack) == ["No members yet", "Add the first one."]
    shown_button(stack).click()
    assert pressed == [1]


def test_loading_shows_only_when_it_lasts(stack, qtbot):
    stack.show_loading("Loading members…")
    assert stack.currentWidget() is stack.content
    qtbot.waitUntil(lambda: stack.currentWidget() is not stack.content, timeout=LOADING_AFTER_MS * 10)
    assert words(stack) == ["Loading members…"]


def test_what_takes_long_can_be_cancelled_and_asked_for_again(stack, qtbot):
    done = []
    stack.show_loading("Loading members…", lambda: done.append("dropped"), lambda: done.append("again"))
    qtbot.waitUntil(lambda: stack.currentWidget() is not stack.content, timeout=LOADING_AFTER_MS * 10)
    assert not [one for one in stack.findChildren(QPushButton) if one.isVisible()]
    assert stack._patience.isActive()
    assert stack._patience.interval() == CANCEL_AFTER_MS
    stack._patience.timeout.emit()
    assert shown_button(stack).text() == "Cancel"
    shown_button(stack).click()
    assert done == ["dropped"]
    assert stack.state == "empty"
    assert words(stack)[0] == "Cancelled"
    shown_button(stack).click()
    assert done == ["dropped", "again"]


def test_a_place_that_is_ready_again_offers_no_cancel(stack, qtbot):
    stack.show_loading("Loading members…", lambda: None, lambda: None)
    stack.show_empty("No members yet", "", "New member", lambda: None)
    assert not stack._patience.isActive()
    assert shown_button(stack).text() == "New member"


def test_quick_work_never_shows_loading(stack):
    stack.show_loading()
    stack.show_content()
    assert not stack._wait.isActive()
    assert stack.currentWidget() is stack.content


def test_failed_says_what_was_kept_and_what_to_do(stack):
    pressed = []
    error = DatabaseUnavailable("The server does not answer.", "Nothing was lost.", "Check the network.")
    stack.show_failed(error, lambda: pressed.append(1))
    assert words(stack) == ["The server does not answer.", "Nothing was lost. Check the network."]
    assert shown_button(stack).text() == "Try again"
    shown_button(stack).click()
    assert pressed == [1]


def test_an_unexpected_error_shows_no_traceback(stack):
    stack.show_failed(ZeroDivisionError("division by zero"), lambda: None)
    assert all("division" not in one for one in words(stack))
    assert stack.state == "failed"


def test_words_stay_inside_a_narrow_place(stack):
    stack.show_empty("No notes yet", "Write down what the next person at this desk should know. " * 3)
    stack.resize(260, 480)
    assert stack._notice._sentence.width() <= 260
    assert stack._notice._sentence.height() >= stack._notice._sentence.heightForWidth(stack._notice._sentence.width())


def test_the_three_pictures_differ(stack):
    pictures = []
    for show in (
        lambda: stack.show_empty("Nothing", "", "New", lambda: None),
        lambda: stack.show_failed(ValueError(), lambda: None),
    ):
        show()
        pictures.append(stack._notice._picture.grab().toImage())
    stack.show_loading("…")
    pictures.append(stack._notice._picture.grab().toImage())
    assert pictures[0] != pictures[1]
    assert pictures[1] != pictures[2]
    assert pictures[0] != pictures[2]
