"""Messages: notes with Undo, questions with verbs, errors told kindly, crashes with details."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from ip2a_desktop.domain.errors import Cancelled, DatabaseUnavailable
from ip2a_desktop.ui.kit.crash import CrashReporter, details_of, log_to
from ip2a_desktop.ui.kit.dialogs import SaveAnswer
from tests.ui.shell import Shell, show


@pytest.fixture
def shell(qtbot):
    made = Shell()
    show(made, qtbot)
    made.window.show_first_page()
    return made


@pytest.fixture
def messages(shell):
    return shell.messages


def button(dialog, words):
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == words)


def test_a_note_offers_undo_once(messages):
    undone = []
    messages.toast("3 members moved to the bin", action_text="Undo", on_action=lambda: undone.append(1))
    assert messages.current_toast.text == "3 members moved to the bin"
    messages.current_toast.action.click()
    assert undone == [1]
    assert messages.current_toast is None


def test_ctrl_z_takes_back_after_the_note_went(shell, messages, qtbot):
    undone = []
    messages.toast("Moved", action_text="Undo", on_action=lambda: undone.append(1))
    messages.current_toast.go()
    shell.window.findChild(object, "undo").trigger()
    shell.window.findChild(object, "undo").trigger()
    assert undone == [1]
    assert messages.current_toast.text == "There is nothing to undo."


def test_a_new_note_takes_the_place_of_the_old(messages):
    messages.toast("First")
    first = messages.current_toast
    messages.toast("Second")
    assert first.isHidden()
    assert messages.current_toast.text == "Second"


def test_a_note_stays_inside_a_narrow_window(shell, messages):
    shell.window.resize(700, 480)
    messages.toast("A long sentence about what was done. " * 5, action_text="Undo", on_action=lambda: None)
    toast = messages.current_toast
    assert toast.width() <= 700
    assert toast.resting_place().x() >= 0


def test_a_question_carries_its_verb(messages):
    answers = []
    dialog = messages.confirm(
        "Empty the bin (12 members)?",
        "They cannot come back.",
        "Empty the bin",
        lambda: answers.append("yes"),
        danger=True,
    )
    assert button(dialog, "Cancel").isDefault()
    assert button(dialog, "Empty the bin").property("kind") == "danger"
    button(dialog, "Empty the bin").click()
    assert answers == ["yes"]


def test_esc_says_no(messages, qtbot):
    answers = []
    dialog = messages.confirm("Sure?", "", "Do it", lambda: answers.append("yes"), on_no=lambda: answers.append("no"))
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == ["no"]


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Save", SaveAnswer.SAVE), ("Discard", SaveAnswer.DISCARD), ("Cancel", SaveAnswer.CANCEL)],
)
def test_three_ways_to_leave(messages, words, answer):
    answers = []
    dialog = messages.ask_save("Ana Ruiz", answers.append)
    button(dialog, words).click()
    assert answers == [answer]


def test_esc_leaves_nothing_behind(messages, qtbot):
    answers = []
    dialog = messages.ask_save("Ana Ruiz", answers.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert answers == [SaveAnswer.CANCEL]


def test_an_error_for_people_is_told_kindly(messages):
    retried = []
    error = DatabaseUnavailable("The server does not answer.", "What you typed is still here.", "Try again.")
    dialog = messages.show_error(error, lambda: retried.append(1))
    assert dialog.heading.text() == "The server does not answer."
    button(dialog, "Try again").click()
    assert retried == [1]


def test_cancelled_work_needs_no_dialog(messages):
    assert messages.show_error(Cancelled("Export was cancelled.", "No file was written.")) is None
    assert messages.current_toast.text == "Export was cancelled. No file was written."


@pytest.mark.logs
def test_the_unexpected_shows_details_to_copy(shell, messages, qtbot):
    with qtbot.waitSignal(shell.crashes.reported):
        messages.show_error(ZeroDivisionError("division by zero"))
    dialog = shell.crashes.dialog
    assert "ZeroDivisionError" in dialog.findChild(QPlainTextEdit).toPlainText()
    button(dialog, "Copy details").click()
    assert "ZeroDivisionError" in QGuiApplication.clipboard().text()
    button(dialog, "Go on working").click()
    assert shell.crashes.dialog is None


@pytest.mark.logs
def test_errors_of_other_threads_arrive(qtbot, tmp_path):
    crashes = CrashReporter(log_to(tmp_path / "logs"))
    crashes.install()

    def fail():
        raise RuntimeError("in a thread")

    try:
        with qtbot.waitSignal(crashes.reported) as caught:
            worker = threading.Thread(target=fail)
            worker.start()
        worker.join()
    finally:
        crashes.uninstall()
    assert str(caught.args[0]) == "in a thread"
    crashes.dialog.reject()
    log = (tmp_path / "logs" / "ip2a-desktop.log").read_text(encoding="utf-8")
    assert "RuntimeError: in a thread" in log


def test_details_name_versions():
    details = details_of(ValueError("x"))
    assert "IP2A Desktop" in details
    assert "Qt 6" in details
    assert "ValueError: x" in details


@pytest.mark.logs
def test_a_folder_that_takes_no_log(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert log_to(tmp_path / "file") is None
