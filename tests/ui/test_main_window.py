"""The main window: pages on demand, all of it by keyboard, what it remembers, how it closes."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.palette import Hit
from tests.ui.shell import Shell, show

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def shell(qtbot):
    made = Shell()
    show(made, qtbot)
    made.window.show_first_page()
    return made


def press(qtbot, key, modifiers=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifiers)


def test_the_window_is_never_larger_than_the_screen(shell):
    assert shell.window.screen().availableSize().width() < 1280
    fresh = Shell()
    assert fresh.window.width() <= fresh.window.screen().availableSize().width()
    assert fresh.window.height() <= fresh.window.screen().availableSize().height()


def test_pages_are_made_when_first_seen(shell):
    assert shell.made == ["members"]
    shell.window.show_page("employers")
    shell.window.show_page("members")
    shell.window.show_page("employers")
    assert shell.made == ["members", "employers"]


def test_numbers_lead_to_pages(shell, qtbot):
    press(qtbot, Qt.Key.Key_3, CTRL)
    assert shell.window.current_page.page_name == "bin"
    assert shell.window.navigation.items["bin"].isChecked()
    press(qtbot, Qt.Key.Key_1, CTRL)
    assert shell.window.current_page.page_name == "members"


def test_navigation_by_keyboard(shell, qtbot):
    item = shell.window.navigation.items["members"]
    item.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is shell.window.navigation.items["employers"]
    press(qtbot, Qt.Key.Key_Return)
    assert shell.window.current_page.page_name == "employers"


def test_the_tab_key_reaches_navigation_and_page(shell, qtbot):
    seen = set()
    for _ in range(30):
        press(qtbot, Qt.Key.Key_Tab)
        seen.add(QApplication.focusWidget())
    assert set(shell.window.navigation.items.values()) <= seen
    assert shell.window.current_page.field in seen


def test_every_item_has_an_accessible_name(shell):
    navigation = shell.window.navigation
    assert [item.accessibleName() for item in navigation.items.values()] == ["Members", "Employers", "Bin", "Settings"]
    assert navigation.search.accessibleName() == "Search"


def test_folding_is_remembered(shell, qtbot):
    shell.window.resize(QSize(1280, 800))
    press(qtbot, Qt.Key.Key_B, CTRL)
    assert shell.window.navigation.folded
    again = Shell(store=shell.store)
    show(again, qtbot)
    again.window.resize(QSize(1280, 800))
    assert again.window.navigation.folded


def test_a_window_that_begins_narrow_begins_folded(shell, qtbot):
    assert shell.window.width() < 900  # the offscreen screen is 800 wide
    assert shell.window.navigation.folded


def test_a_narrow_window_folds_by_itself_and_unfolds_again(shell):
    shell.window.resize(QSize(700, 500))
    assert shell.window.navigation.folded
    shell.window.resize(QSize(1280, 800))
    assert not shell.window.navigation.folded


def test_the_size_is_remembered_and_the_first_page_comes_first(shell, qtbot):
    shell.window.show_page("employers")
    shell.window.resize(720, 600)  # the offscreen screen is 800 wide
    with qtbot.waitSignal(shell.window.closed):
        shell.window.close()
    again = Shell(store=shell.store)
    show(again, qtbot)
    again.window.show_first_page()
    assert again.window.size() == QSize(720, 600)
    assert again.made == ["members"]  # the first page, wherever it was left


def test_closing_asks_every_page(shell):
    shell.window.show_page("employers")
    shell.window.page("members").closes = False
    assert not shell.window.close()
    assert shell.window.isVisible()
    shell.window.page("members").closes = True
    shell.window.close()
    assert not shell.window.isVisible()


def test_an_answer_that_comes_later_closes_the_window(shell):
    waiting = []
    shell.window.page("members").may_close = waiting.append
    shell.window.close()
    shell.window.close()
    assert shell.window.isVisible()
    assert len(waiting) == 1
    waiting[0](True)
    assert not shell.window.isVisible()


def test_a_page_can_ask_for_another(shell):
    shell.window.current_page.page_wanted.emit("employers", {"record": 7})
    assert shell.window.current_page.page_name == "employers"
    assert shell.window.current_page.opened == [{"record": 7}]


def test_help_opens_for_the_page(shell, qtbot):
    press(qtbot, Qt.Key.Key_F1)
    assert shell.window._help.page_name == "members"


def test_what_fails_in_a_task_is_shown(shell, qtbot):
    def fail():
        raise DatabaseUnavailable("The server does not answer.", "Nothing was lost.", "Try again.")

    shell.tasks.run(shell.window, fail, lambda _result: None)
    dialog = next(one for one in shell.window.findChildren(Dialog) if one.isVisible())
    assert dialog.heading.text() == "The server does not answer."
    dialog.reject()


def test_hall_person_and_connection_are_shown(shell):
    shell.window.set_hall("IBEW Local 46")
    shell.window.set_person("Ana Ruiz")
    shell.window.set_connection("lost", "The office server does not answer")
    assert "IBEW Local 46" in shell.window.windowTitle()
    assert shell.window.status._person.words.text() == "Ana Ruiz"
    assert shell.window.status._connection.words.text() == "The office server does not answer"


class TestPalette:
    """Ctrl+K."""

    @pytest.fixture
    def ran(self):
        return []

    @pytest.fixture
    def shell(self, qtbot, ran):
        def people(text):
            names = ("Ruiz, Ana", "Ruiz, Beatriz") if text.casefold().startswith("ru") else ()
            return [Hit(one, "Member", "user", "Members", lambda one=one: ran.append(one)) for one in names]

        def broken(_text):
            raise DatabaseUnavailable("The server does not answer.")

        made = Shell(providers=(people, broken))
        show(made, qtbot)
        made.window.show_first_page()
        return made

    def test_it_finds_and_opens_by_keyboard(self, shell, qtbot, ran):
        press(qtbot, Qt.Key.Key_K, CTRL)
        view = shell.window.palette_view
        assert view.isVisible()
        qtbot.keyClicks(view.field, "rui")
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Return)
        assert ran == ["Ruiz, Beatriz"]
        assert not view.isVisible()

    def test_esc_gives_the_keyboard_back(self, shell, qtbot):
        before = QApplication.focusWidget()
        press(qtbot, Qt.Key.Key_K, CTRL)
        press(qtbot, Qt.Key.Key_Escape)
        assert not shell.window.palette_view.isVisible()
        assert QApplication.focusWidget() is before

    def test_it_finds_pages_and_the_verbs_of_the_page(self, shell, qtbot):
        shell.window.show_palette("new in mem")
        press(qtbot, Qt.Key.Key_Return)
        assert shell.window.current_page.pressed == 1
        shell.window.show_palette("settings")
        press(qtbot, Qt.Key.Key_Return)
        assert shell.window.current_page.page_name == "settings"

    def test_many_hits_leave_the_foot_whole(self, qtbot):
        made = Shell(providers=(lambda _text: [Hit(f"Member {n}", "", "user", "Members", print) for n in range(40)],))
        window = show(made, qtbot)
        window.show_palette("m")
        panel = window.palette_view._panel
        assert panel.height() >= panel.layout().totalSizeHint().height()
        assert panel.geometry().bottom() <= window.height()
        foot = window.palette_view._foot.geometry()
        assert (foot.x(), panel.height() - foot.bottom()) >= (16, 8)

    def test_nothing_found_says_so(self, qtbot):
        shell = Shell(providers=(lambda _text: [],))
        show(shell, qtbot)
        shell.window.show_palette("zzz")
        view = shell.window.palette_view
        assert view.hits.count() == 0
        assert view._nothing.text() == "Nothing is called “zzz”. Try fewer letters."

    def test_what_could_not_be_searched_is_said_beside_what_was_found(self, shell):
        view = shell.window.palette_view
        for text, count in (("zzz", 0), ("rui", 3)):
            shell.window.show_palette(text)
            assert view.hits.count() == count
            assert view._nothing.isVisible()
            assert view._nothing.text() == "Not everything could be searched: The server does not answer."

    def test_keys_of_the_page_below_keep_still(self, shell, qtbot):
        press(qtbot, Qt.Key.Key_K, CTRL)
        press(qtbot, Qt.Key.Key_N, CTRL)
        assert shell.window.current_page.pressed == 0
        press(qtbot, Qt.Key.Key_Escape)
        press(qtbot, Qt.Key.Key_N, CTRL)
        assert shell.window.current_page.pressed == 1
