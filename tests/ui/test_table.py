"""The one table: keys, selection, headings, copying, and the place that survives what happens to the rows."""

import threading
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtWidgets import QMenu, QToolTip

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.ui.kit import table_copy
from ip2a_desktop.ui.kit.table import ListTable
from ip2a_desktop.ui.kit.table_copy import TableCopy
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.windowed_model import WindowedModel
from tests.ui.fake_source import COLUMNS, People, person

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def tasks(qtbot):
    door = Tasks()
    yield door
    door.close()


class Shown:
    """A table on screen with the people it shows."""

    def __init__(self, qtbot, tasks, source):
        self.qtbot, self.tasks, self.source = qtbot, tasks, source
        self.model = WindowedModel(tasks, source, COLUMNS)
        self.table = ListTable(self.model, "People")
        qtbot.addWidget(self.table)
        self.table.resize(700, 440)  # ten rows below the heading
        self.table.show()
        self.ask(ListQuery())

    def ask(self, query):
        self.model.set_query(query)
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: self.tasks.is_idle() and not self.model._fetch_soon.isActive())

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(self.table, key, modifier)

    def row_of(self, one):
        return self.model.ids.position(one)


@pytest.fixture
def shown(qtbot, tasks):
    return lambda count: Shown(qtbot, tasks, People(count))


class MillionIds(People):
    """A source whose order is a million ids long, with nobody behind most of them."""

    def __init__(self):
        super().__init__(100)
        self.order = IdSnapshot(
            b"\0" * 19
            + b"".join(b"\0\1\0\0\0\x10" + one.bytes for one in self.people)
            + b"".join(b"\0\1\0\0\0\x10" + row.to_bytes(16, "big") for row in range(1_000_000 - 100))
            + b"\xff\xff"
        )

    def first_page(self, query, limit):
        return [self.people[one] for one in self.order[:limit]]

    def ids(self, query):
        return self.order


def test_keys_go_through_the_list(shown):
    list_ = shown(300)
    list_.table.choose(0)
    list_.press(Qt.Key.Key_End)
    assert list_.table.currentIndex().row() == 299
    list_.press(Qt.Key.Key_Home)
    assert list_.table.currentIndex().row() == 0
    list_.press(Qt.Key.Key_PageDown)
    assert list_.table.currentIndex().row() >= 9
    list_.press(Qt.Key.Key_Right)
    assert list_.table.currentIndex().row() >= 9
    list_.press(Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier)
    assert len(list_.table.selected_ids()) >= 10
    list_.table.step(-5)
    assert list_.table.currentIndex().row() == 0


def test_enter_opens_and_ctrl_enter_wants_a_window(qtbot, shown):
    list_ = shown(5)
    list_.table.choose(2)
    list_.table.setFocus()
    one = list_.model.ids[2]
    with qtbot.waitSignal(list_.table.opened) as opened:
        list_.table.open_action.trigger()
    with qtbot.waitSignal(list_.table.window_wanted) as wanted:
        list_.table.window_action.trigger()
    with qtbot.waitSignal(list_.table.opened) as clicked:
        list_.table.doubleClicked.emit(list_.model.index(2, 0))
    assert opened.args == wanted.args == clicked.args == [one]


def test_typed_letters_go_to_the_search(qtbot, shown):
    list_ = shown(5)
    with qtbot.waitSignal(list_.table.typed) as typed:
        list_.press(Qt.Key.Key_G)
    assert typed.args == ["g"]
    with qtbot.assertNotEmitted(list_.table.typed):
        list_.press(Qt.Key.Key_Space)


def test_a_million_rows_are_selected_at_once(qtbot, tasks):
    list_ = Shown(qtbot, tasks, MillionIds())
    list_.source.asked.clear()
    with qtbot.waitSignal(list_.table.selection_changed) as told:
        list_.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    list_.table.repaint()
    list_.table.horizontalHeader().viewport().repaint()
    assert told.args == [1_000_000]
    ids = list_.table.selected_ids()
    assert (len(ids), ids[-1]) == (1_000_000, list_.source.order[999_999])
    assert list_.source.asked == []


def test_selection_current_record_and_scroll_survive_a_refresh(qtbot, shown):
    list_ = shown(300)
    list_.table.verticalScrollBar().setValue(150 * 40 + 7)
    list_.table.choose(153)
    list_.table.selectionModel().select(
        list_.model.index(20, 0), QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    )
    current, selected = list_.table.current_id, list(list_.table.selected_ids())
    at = list_.table.rowViewportPosition(153)
    for number in range(30):
        extra = person(number)
        list_.source.people[extra.id] = extra
    told = []
    list_.table.current_changed.connect(told.append)
    list_.model.refresh()
    list_.settle()
    assert list_.model.rowCount() == 330
    assert list_.table.current_id == current
    assert set(list_.table.selected_ids()) == set(selected)
    assert list_.table.rowViewportPosition(list_.row_of(current)) == at
    assert told == []


def test_the_next_record_takes_over_when_the_current_one_goes(shown):
    list_ = shown(100)
    list_.table.choose(50)
    after = list_.model.ids[51]
    del list_.source.people[list_.model.ids[50]]
    list_.model.refresh()
    list_.settle()
    assert list_.table.current_id == after
    assert list(list_.table.selected_ids()) == [after]


def test_sorting_keeps_the_records_and_reads_from_the_top(shown):
    list_ = shown(300)
    list_.table.choose(120)
    list_.table.verticalScrollBar().setValue(110 * 40)
    current = list_.table.current_id
    told = []
    list_.table.current_changed.connect(told.append)
    list_.ask(ListQuery(sort="card_number"))
    assert list_.table.current_id == current
    assert list(list_.table.selected_ids()) == [current]
    assert list_.table.verticalScrollBar().value() == 0
    assert told == []


def test_what_the_person_selects_while_the_order_is_sought_counts(qtbot, shown):
    list_ = shown(300)
    list_.table.choose(120)
    gate = threading.Event()
    all_ids = list_.source.ids
    list_.source.ids = lambda query: gate.wait(5) and all_ids(query)
    with qtbot.waitSignal(list_.model.shown):
        list_.model.set_query(ListQuery(sort="card_number"))
    list_.table.choose(3)
    chosen = list_.table.current_id
    gate.set()
    list_.settle()
    assert list(list_.table.selected_ids()) == [chosen]


def test_another_search_lets_go_of_what_it_does_not_find(qtbot, shown):
    list_ = shown(100)
    list_.table.choose(0)
    with qtbot.waitSignal(list_.table.current_changed) as told:
        list_.ask(ListQuery(search="jensen"))
    assert told.args == [None]
    assert list(list_.table.selected_ids()) == []


def test_a_record_is_shown_as_soon_as_the_list_holds_it(qtbot, tasks):
    source = People(300)
    last = source.by_name()[-1].id
    list_ = Shown(qtbot, tasks, source)
    list_.model.set_query(ListQuery())
    list_.table.show_record(last)
    list_.settle()
    assert list_.table.current_id == last
    assert list_.table.rowAt(10) > 200


def test_a_heading_sorts_and_turns_round(qtbot, shown):
    list_ = shown(5)
    header = list_.table.horizontalHeader()
    with qtbot.waitSignal(list_.table.sort_wanted) as told:
        header.sectionClicked.emit(0)
    assert told.args == ["name", True]
    with qtbot.waitSignal(list_.table.sort_wanted) as told:
        header.sectionClicked.emit(1)
    assert told.args == ["card_number", False]
    with qtbot.assertNotEmitted(list_.table.sort_wanted):
        header.sectionClicked.emit(4)
    list_.table.show_sort("card_number", True)
    assert header.sortIndicatorSection() == 1
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder


def test_columns_are_chosen_moved_and_sized_and_remembered(qtbot, shown):
    list_ = shown(5)
    layout = list_.table.layout_of_columns
    header = list_.table.horizontalHeader()
    with qtbot.waitSignal(layout.changed):
        header.resizeSection(0, 333)
        header.moveSection(header.visualIndex(1), 0)
        layout.menu().actions()[4].trigger()
    kept = layout.to_dict()
    assert [one["key"] for one in kept] == ["card_number", "name", "status", "joined", "dues"]
    assert {one["key"]: one["shown"] for one in kept}["dues"] is True
    other = shown(5)
    other.table.layout_of_columns.apply(kept)
    assert other.table.layout_of_columns.to_dict() == kept
    assert other.table.columnWidth(0) == 333
    layout.menu().actions()[-1].trigger()
    assert [one["key"] for one in layout.to_dict()] == [column.key for column in COLUMNS]


@pytest.mark.parametrize(
    "kept",
    [
        None,
        "nonsense",
        [1, {"key": "of another release", "width": 10}],
        [{"key": "name", "width": "wide"}, {"key": "status", "width": 999_999}, {"key": "joined", "shown": 0}],
        [{"key": column.key, "shown": False} for column in COLUMNS],
    ],
)
def test_a_damaged_layout_does_no_harm(shown, kept):
    list_ = shown(5)
    list_.table.layout_of_columns.apply(kept)
    visible = list_.table.layout_of_columns.visible()
    assert 0 in visible
    assert list_.table.columnWidth(0) == 200 or len(visible) == 1


def test_the_last_visible_column_cannot_be_taken_off(shown):
    list_ = shown(5)
    layout = list_.table.layout_of_columns
    for choice in layout.menu().actions()[:5]:
        if choice.isChecked():
            choice.trigger()
    assert len(layout.visible()) == 1


def test_selected_rows_are_copied_with_headings_in_the_order_on_screen(qtbot, shown, tasks):
    list_ = shown(300)
    copier = TableCopy(list_.table, list_.source, tasks)
    odd = list_.model.ids[250]
    list_.source.change(odd, name="Tab\tand\nline")
    list_.table.horizontalHeader().moveSection(1, 0)
    list_.table.choose(249)
    list_.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(copier.copied) as copied:
        list_.table.copy_action.trigger()
    assert copied.args == [2]
    first = list_.source.people[list_.model.ids[249]]
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Card number\tName\tStatus\tJoined"
    assert lines[1] == f"{first.card_number}\t{first.name}\t{first.status.capitalize()}\t{date(2020, 3, 6)}"
    assert lines[2].split("\t")[1] == "Tab and line"


def test_more_rows_than_the_clipboard_takes_are_refused_with_a_sentence(qtbot, shown, tasks, monkeypatch):
    monkeypatch.setattr(table_copy, "MOST", 2)
    list_ = shown(5)
    copier = TableCopy(list_.table, list_.source, tasks)
    list_.table.selectAll()
    with qtbot.waitSignal(copier.failed) as failed:
        copier.copy()
    assert isinstance(failed.args[0], InputProblem)
    list_.table.clearSelection()
    with qtbot.assertNotEmitted(copier.failed):
        copier.copy()


def test_a_list_that_takes_the_keyboard_chooses_its_first_record(qtbot, shown):
    list_ = shown(5)
    list_.table.clearFocus()
    list_.ask(ListQuery(search="nobody"))
    list_.ask(ListQuery())
    assert list_.table.current_id is None
    list_.table.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(list_.table.hasFocus)
    assert list(list_.table.selected_ids()) == [list_.model.ids[0]]


def test_the_context_menu_offers_what_can_be_done(shown):
    list_ = shown(5)
    at = QPoint(50, 90)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, list_.table.mapToGlobal(at))
    list_.table.choose(1)
    list_.table.contextMenuEvent(event)
    menu = list_.table.findChildren(QMenu)[0]
    assert [action.text() for action in menu.actions()] == ["Open", "Open in a window", "Copy"]
    menu.close()


def test_a_text_that_is_cut_off_is_shown_whole_when_the_pointer_rests_on_it(shown):
    list_ = shown(5)
    list_.table.setColumnWidth(0, 60)
    at = list_.table.visualRect(list_.model.index(0, 0)).center()
    event = QHelpEvent(QHelpEvent.Type.ToolTip, at, list_.table.viewport().mapToGlobal(at))
    list_.table.viewportEvent(event)
    assert QToolTip.text() == list_.source.by_name()[0].name
    QToolTip.hideText()


def test_rows_that_are_not_there_yet_are_drawn_as_bars(qtbot, tasks, shown):
    list_ = shown(300)
    gate = threading.Event()
    rows = list_.source.rows
    list_.source.rows = lambda ids: gate.wait(5) and rows(ids)
    list_.table.verticalScrollBar().setValue(200 * 40)
    waiting = list_.table.grab().toImage()
    gate.set()
    list_.settle()
    assert list_.table.grab().toImage() != waiting
    assert list_.model.index(205, 0).data() == list_.source.by_name()[205].name
