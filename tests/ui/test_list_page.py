"""The page of every list: search, filters, counts, the four states, saved filters, the record beside the list."""

from threading import Event

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.list_page import EmptyList, ListPage, ListSpec
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.saved_filters import SavedFilter
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_source import COLUMNS, People, person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


class Status(Word):
    ACTIVE = "active", "Active"
    RETIRED = "retired", "Retired"


class Beside(QWidget):
    """A record beside the list that may refuse to be left."""

    def __init__(self):
        super().__init__()
        self.shown = []
        self.may = True
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_record(self, one):
        self.shown.append(one)

    def may_leave(self, answer):
        answer(self.may)


@pytest.fixture
def tasks(qtbot):
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def make(qtbot, tasks, tmp_path):
    def make(count=300, *, detail=Beside, layout=None, started=True):
        source = People(count)
        spec = ListSpec(
            "people",
            "People",
            ("person", "people"),
            source,
            COLUMNS,
            ("person", "status_history"),
            EmptyList("Nobody yet", "Begin with one.", "New person", lambda: source.asked.append("new")),
            (
                FilterSpec.of_words("status", "Status", Status),
                FilterSpec("town", "Town", search=lambda text: [Choice("1", f"Town of {text or 'nobody'}")]),
            ),
            "Search names",
        )
        kept = []
        page = ListPage(spec, tasks, Messages(CrashReporter(tmp_path)), detail=detail, on_layout=kept.append)
        if layout is not None:
            page.apply_layout(layout)
        page.source, page.kept = source, kept
        qtbot.addWidget(page)
        page.resize(1080, 700)
        page.show()
        if started:
            page.activate()
            settle(qtbot, tasks, page)
        return page

    return make


def settle(qtbot, tasks, page):
    soon = page.list.model._fetch_soon
    qtbot.waitUntil(lambda: tasks.is_idle() and not soon.isActive() and not page._follow.isActive())


@pytest.fixture
def wait(qtbot, tasks):
    return lambda page: settle(qtbot, tasks, page)


def subtitle(page):
    return page.header._subtitle.text()


def choose(button, *labels):
    """Choose values in a filter's panel as a person does."""
    button.button.click()
    checks = button.panel._list
    for item in [checks.item(row) for row in range(checks.count())]:
        if item.text() in labels:
            checks._toggle(item)
    button.panel.close()


def test_nothing_is_asked_before_the_page_is_shown(make, wait):
    page = make(started=False)
    assert page.source.asked == []
    page.activate()
    wait(page)
    assert page.source.asked == ["first_page", "ids"]
    assert subtitle(page) == "300 people"


def test_a_search_narrows_the_list_and_says_how_many_of_how_many(qtbot, make, wait):
    page = make()
    qtbot.keyClicks(page.list.filters.search, "adams")
    wait(page)
    assert subtitle(page) == "Showing 30 of 300"
    assert page.query.search == "adams"
    qtbot.keyClick(page.list.filters.search, Qt.Key.Key_Escape)
    wait(page)
    assert subtitle(page) == "300 people"


def test_opening_with_a_search_asks_for_the_total_too(make, wait):
    page = make(started=False)
    page.open(search="adams")
    wait(page)
    assert subtitle(page) == "Showing 30 of 300"
    assert page.source.asked.count("total") == 1


def test_a_filter_is_chosen_named_and_taken_off(make, wait):
    page = make()
    status = page.list.filters.buttons[0]
    choose(status, "Retired")
    wait(page)
    assert page.query.chosen("status") == ("retired",)
    assert status.button.text() == "Status: Retired"
    assert subtitle(page) == "Showing 100 of 300"
    status.cross.click()
    wait(page)
    assert not page.query.is_narrowed
    choose(status, "Active")
    page.list.filters.clear_button.click()
    wait(page)
    assert (page.query.is_narrowed, status.button.text()) == (False, "Status")


def test_values_of_a_long_filter_are_searched(qtbot, make, wait):
    page = make()
    town = page.list.filters.buttons[1]
    town.button.click()
    wait(page)
    assert town.panel._list.item(0).text() == "Town of nobody"
    qtbot.keyClicks(town.panel._search, "oak")
    wait(page)
    assert town.panel._list.item(0).text() == "Town of oak"
    qtbot.keyClick(town.panel._list, Qt.Key.Key_Space)
    assert town.button.text() == "Town: Town of oak"
    town.panel.clear_button.click()
    assert (town.button.text(), town.panel.isVisible()) == ("Town", False)


def test_filters_are_saved_under_a_name_and_counted(qtbot, make, wait):
    page = make()
    choose(page.list.filters.buttons[0], "Retired")
    wait(page)
    dialog = page.list.filters.saved.ask_name()
    dialog.findChild(QLineEdit).setText("  Our retirees ")
    dialog.accept()
    assert page.kept[-1]["saved"] == [
        {"name": "Our retirees", "search": "", "chosen": {"status": [["retired", "Retired"]]}}
    ]
    other = make(layout=page.kept[-1])
    menu = other.list.filters.saved.menu()
    menu.aboutToShow.emit()
    wait(other)
    assert menu.actions()[0].text() == "Our retirees\t100"
    menu.actions()[0].trigger()
    wait(other)
    assert subtitle(other) == "Showing 100 of 300"
    assert other.list.filters.buttons[0].button.text() == "Status: Retired"
    other.list.filters.saved.remove("Our retirees")
    assert other.kept[-1]["saved"] == []


@pytest.mark.parametrize(
    "layout",
    [
        {},
        {"saved": "x", "sort": 3, "splitter": ["a", 1], "columns": {}},
        {"saved": [{"name": "a", "chosen": 3}, {"name": "b", "chosen": {"status": [1]}}, 7]},
        {"sort": {"key": "dues"}},
    ],
)
def test_a_layout_that_is_not_understood_does_no_harm(make, layout):
    page = make(5, layout=layout)
    assert page.list.filters.saved.to_list() == []
    assert page.query.sort == "name"


def test_sort_columns_and_splitter_are_remembered(qtbot, make, wait):
    page = make()
    page.table.horizontalHeader().sectionClicked.emit(1)
    page._splitter.splitterMoved.emit(1, 1)
    with qtbot.waitSignal(page._settled.timeout):
        pass
    kept = page.kept[-1]
    assert kept["sort"] == {"key": "card_number", "descending": False}
    assert kept["splitter"] == page._splitter.sizes()
    other = make(layout=kept)
    assert other.query.sort == "card_number"
    assert other.table.horizontalHeader().sortIndicatorSection() == 1


def test_the_four_states_are_told_apart(qtbot, make, wait):
    page = make(0)
    assert page.list.states.state == "empty"
    page.list.states._notice._button.click()
    assert page.source.asked[-1] == "new"
    one = person(1)
    page.source.people[one.id] = one
    page.refresh(Changes.of("person", one.id))
    wait(page)
    assert page.list.states.state == "content"
    page.list.filters.search.setText("nobody at all")
    wait(page)
    assert page.list.states.state == "empty"
    page.list.states._notice._button.click()  # clear search and filters
    wait(page)
    assert page.list.states.state == "content"
    page.source.error = DatabaseUnavailable("The server does not answer.")
    page.refresh()
    wait(page)
    assert (page.list.states.state, subtitle(page)) == ("failed", "")
    page.source.error = None
    page.list.states._notice._button.click()
    wait(page)
    assert page.list.states.state == "content"


def test_only_changes_of_its_own_tables_are_read_again(make, wait):
    page = make(5)
    page.source.asked.clear()
    page.refresh(Changes.of("organization", person(1).id))
    wait(page)
    assert page.source.asked == []
    page.refresh(Changes.of("status_history", person(1).id))
    wait(page)
    assert sorted(page.source.asked) == ["ids", "rows"]


def test_the_current_record_is_shown_beside_the_list_once_the_keys_rest(make, wait):
    page = make()
    for row in range(20):
        page.table.choose(row)
    wait(page)
    assert page.detail.shown == [page.list.model.ids[19]]
    page.previous_action.trigger()
    wait(page)
    assert page.detail.shown[-1] == page.list.model.ids[18]


def test_a_record_with_text_that_is_not_saved_is_not_left(make, wait):
    page = make()
    page.table.choose(3)
    wait(page)
    page.detail.may = False
    page.table.choose(9)
    wait(page)
    assert page.current_id == page.list.model.ids[3]
    assert len(page.detail.shown) == 1
    answers = []
    page.may_close(answers.append)
    assert answers == [False]


def test_enter_shows_the_record_wide_and_back_shows_the_list(qtbot, make):
    page = make()
    page.table.choose(3)
    with qtbot.waitSignal(page.opened) as opened:
        page.table.open_action.trigger()
    assert opened.args == [page.list.model.ids[3]]
    assert (page.is_wide, page.detail.shown) == (True, [page.list.model.ids[3]])
    page.back_action.trigger()
    assert (page.is_wide, page.list.isVisible()) == (False, True)


def test_a_page_opens_on_a_record(make, wait):
    page = make(started=False)
    last = page.source.by_name()[-1].id
    page.open(record=last, wide=True)
    wait(page)
    assert (page.current_id, page.is_wide, page.detail.shown[-1]) == (last, True, last)


def test_a_page_without_a_record_beside_it_only_tells(qtbot, make):
    page = make(detail=None)
    page.table.choose(0)
    with qtbot.waitSignal(page.opened):
        page.table.open_action.trigger()
    answers = []
    page.may_close(answers.append)
    assert answers == [True]


def test_letters_typed_into_the_list_search_and_down_leads_back(qtbot, make, wait):
    page = make()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_J)
    assert page.list.filters.search.text() == "j"
    wait(page)
    qtbot.keyClick(page.list.filters.search, Qt.Key.Key_Down)
    qtbot.waitUntil(page.table.hasFocus)
    assert page.current_id == page.list.model.ids[0]
    page.find_action.trigger()
    qtbot.waitUntil(page.list.filters.search.hasFocus)


def test_several_chosen_rows_are_counted_and_copied(qtbot, make):
    page = make(5)
    QGuiApplication.clipboard().setMimeData(QMimeData())
    page.table.selectAll()
    assert subtitle(page) == "5 people · 5 chosen"
    with qtbot.waitSignal(page.list.copier.copied):
        page.table.copy_action.trigger()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 6
    assert len(page.selected_ids()) == 5


def test_a_list_that_takes_long_can_be_left_and_asked_for_again(qtbot, make, tasks, wait):
    page = make(started=False)
    slow, usual = Event(), page.source.first_page

    def never_mind(query, limit):
        slow.wait(20)
        return usual(query, limit)

    page.source.first_page = never_mind
    page.activate()
    assert page.list.states.state == "loading"
    page.list.states._patience.timeout.emit()
    cancel = next(one for one in page.list.states.findChildren(QPushButton) if one.text() == "Cancel")
    cancel.click()
    slow.set()
    qtbot.waitUntil(tasks.is_idle)
    assert page.list.states.state == "empty"
    assert page.list.model.rowCount() == 0
    again = next(one for one in page.list.states.findChildren(QPushButton) if one.text() == "Try again")
    again.click()
    wait(page)
    assert page.list.states.state == "content"
    assert page.list.model.rowCount() > 0


@pytest.fixture
def imported(qtbot, tasks, tmp_path):
    """A page whose list can be narrowed from elsewhere, as to what one import brought in."""
    source = People(30)
    filters = (FilterSpec("town", "Town"), FilterSpec("status", "Import", given=True))
    nouns, empty = ("person", "people"), EmptyList("Nobody")
    spec = ListSpec("people", "People", nouns, source, COLUMNS, ("person",), empty, filters)
    page = ListPage(spec, tasks, Messages(CrashReporter(tmp_path)))
    qtbot.addWidget(page)
    page.resize(1080, 700)
    page.show()
    page.activate()
    settle(qtbot, tasks, page)
    page.retired = sum(one.status == "retired" for one in source.people.values())
    return page


def test_a_filter_that_is_given_from_elsewhere_shows_as_a_chip_that_goes_again(imported, wait):
    chip = imported.list.filters.buttons[1]
    assert chip.isHidden()
    imported.list.search_for("nobody of this name")
    wait(imported)
    imported.open(filters={"status": [Choice("retired", "employers.csv, 11/23/2026")]})
    wait(imported)
    assert chip.isVisible()
    assert chip.button.text() == "Import: employers.csv, 11/23/2026"
    assert imported.list.filters.search.text() == ""
    assert subtitle(imported) == f"Showing {imported.retired} of 30"
    chip.button.click()
    assert "panel" not in vars(chip)
    chip.cross.click()
    wait(imported)
    assert chip.isHidden()
    assert imported.list.model.rowCount() == 30


def test_a_given_filter_is_kept_with_a_saved_one(imported, wait):
    imported.open(filters={"status": [Choice("retired", "employers.csv")]})
    imported.list.filters.saved.save_as("The import")
    (saved,) = imported.list.filters.saved.to_list()
    imported.list.filters.clear()
    assert imported.list.filters.buttons[1].isHidden()
    imported.list.filters.show_filter(SavedFilter.from_dict(saved))
    wait(imported)
    assert imported.list.filters.buttons[1].isVisible()
    assert imported.list.model.rowCount() == imported.retired


def test_where_there_is_no_room_the_record_folds_away_and_enter_still_opens_it(qtbot, make, wait):
    page = make()
    window = QWidget()  # as in the main window, the page gets no more room than there is
    qtbot.addWidget(window)
    page.setParent(window)
    window.resize(1100, 720)
    with qtbot.waitActive(window):
        window.show()
        page.show()
        window.activateWindow()
    page.table.show_record(page.list.model.ids[3])
    wait(page)
    chosen = page.current_id
    page.resize(700, 600)
    assert page.detail.isHidden()
    qtbot.waitUntil(lambda: page.list.width() == page.width())
    assert page.current_id == chosen
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    wait(page)
    assert page.is_wide
    assert page.detail.isVisible()
    assert page.detail.shown[-1] == chosen
    page.resize(690, 600)
    assert page.detail.isVisible()
    page.back_action.trigger()
    assert page.detail.isHidden()
    assert page.list.isVisible()
    assert page.current_id == chosen
    page.resize(1080, 700)
    assert page.detail.isVisible()
    assert page.list.isVisible()
