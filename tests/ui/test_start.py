"""The start: three choices, the server's form, waiting and failing; all of it as plain values."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.ui.start.server_choice import ServerChoice
from ip2a_desktop.ui.start.window import StartWindow


@pytest.fixture
def window(qtbot):
    made = StartWindow("/data/ip2a-desktop")
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.show_choice()
    return made


def shown_words(place):
    return [one.text() for one in place.findChildren(QLabel) if one.isVisible()]


@pytest.mark.parametrize(("card", "signal"), [("sample", "sample_chosen"), ("empty", "empty_chosen")])
def test_a_card_tells_the_choice(window, qtbot, card, signal):
    with qtbot.waitSignal(getattr(window, signal)):
        qtbot.mouseClick(getattr(window.choice, card), Qt.MouseButton.LeftButton)


def test_cards_by_keyboard(window, qtbot):
    assert QApplication.focusWidget() is window.choice.sample
    qtbot.keyClick(window.choice.sample, Qt.Key.Key_Right)
    assert QApplication.focusWidget() is window.choice.empty
    with qtbot.waitSignal(window.empty_chosen):
        qtbot.keyClick(window.choice.empty, Qt.Key.Key_Return)


def test_the_form_gives_plain_values(window, qtbot):
    window.choice.server.click()
    form = window.server
    assert window.current is form
    form.host.setText(" hall.example.org ")
    form.user.setText("ana")
    form.password.setText("a word")
    with qtbot.waitSignal(window.server_chosen) as chosen:
        qtbot.keyClick(form.password, Qt.Key.Key_Return)
    assert chosen.args == [ServerChoice("hall.example.org", 5432, "ip2a", "ana", "a word", "verify-full", "")]


def test_what_is_missing_is_named_at_its_field(window):
    window.choice.server.click()
    window.server.connect_button.click()
    assert window.server.host.property("invalid")
    assert window.server.user.property("invalid")
    assert not window.server.database.property("invalid")
    assert QApplication.focusWidget() is window.server.host
    assert "Write the name that you sign in with." in shown_words(window)


def test_less_protection_is_warned_of(window):
    window.choice.server.click()
    form = window.server
    assert form.tls.currentData() == "verify-full"
    assert form._notice.isHidden()
    for mode in ("verify-ca", "require", "disable"):
        form.tls.setCurrentIndex(form.tls.findData(mode))
        assert form._notice.isVisible()
        assert form._warning.text()


def test_a_refused_connection_keeps_what_was_typed(window):
    window.choice.server.click()
    window.server.host.setText("hall.example.org")
    window.server.set_busy(True)
    assert not window.server.connect_button.isEnabled()
    window.server.show_problem(DatabaseUnavailable("The server did not answer.", "", "Check the name."))
    assert window.server.connect_button.isEnabled()
    assert window.server.host.text() == "hall.example.org"
    assert "The server did not answer.\nCheck the name." in shown_words(window)


def test_the_server_of_last_time_is_filled_in(qtbot):
    window = StartWindow("/data", ServerChoice("hall", 5433, "local", "ana", "", "verify-ca", "ca.crt"))
    qtbot.addWidget(window)
    choice = window.server.choice()
    assert choice == ServerChoice("hall", 5433, "local", "ana", "", "verify-ca", "ca.crt")


def test_back_leads_to_the_choice(window):
    window.choice.server.click()
    window.server.back_wanted.emit()
    assert window.current is window.choice


def test_waiting_says_what_is_done(window):
    window.show_progress("Making sample data…", 30, 50)
    assert window.current is window.progress
    assert "Making sample data…" in shown_words(window)
    assert window.progress._bar.value() == 30


@pytest.mark.parametrize(
    ("name", "signal"), [("retry", "retry_wanted"), ("folder", "folder_wanted"), ("quit", "quit_wanted")]
)
def test_a_failure_has_three_ways_on(window, qtbot, name, signal):
    window.show_failed(
        DatabaseUnavailable("The folder cannot be written to.", "Nothing was changed.", "Choose another.")
    )
    assert "The folder cannot be written to." in shown_words(window)
    with qtbot.waitSignal(getattr(window, signal)):
        getattr(window.failed, name).click()


def test_a_server_failure_offers_no_other_folder(window):
    window.show_failed(DatabaseUnavailable("The server does not answer."), can_choose_folder=False)
    assert window.failed.folder.isHidden()


def test_an_unexpected_failure_shows_no_traceback(window):
    window.show_failed(KeyError("host"))
    assert all("KeyError" not in one and "'host'" not in one for one in shown_words(window))


def test_long_words_are_shown_whole(window):
    window.show_failed(DatabaseUnavailable("It failed.", "Nothing was changed. " * 12, ""))
    sentence = window.failed._sentence
    QApplication.processEvents()
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
