"""The one model of every list: pages, snapshots, windows, what survives a refresh, and what it never does."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.chips import CHIP_ROLE, Chip
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.windowed_model import WindowedModel
from tests.ui.fake_source import COLUMNS, People, person


@pytest.fixture
def tasks(qtbot):
    door = Tasks()
    yield door
    door.close()


def text(model, row, column=0):
    return model.index(row, column).data()


@pytest.fixture
def settle(qtbot, tasks):
    """Wait until nothing is on its way, the deferred fetch included."""
    return lambda model: qtbot.waitUntil(lambda: tasks.is_idle() and not model._fetch_soon.isActive())


@pytest.fixture
def make(tasks, settle):
    def make(count, **options):
        source = People(count)
        model = WindowedModel(tasks, source, COLUMNS, **options)
        model.set_query(ListQuery())
        settle(model)
        return model, source

    return make


def test_a_small_list_is_there_in_one_round_trip(make):
    model, source = make(12)
    assert source.asked == ["first_page"]
    assert (model.rowCount(), model.is_counted) == (12, True)
    assert [text(model, row) for row in range(12)] == [one.name for one in source.by_name()]


def test_opening_a_large_list_costs_two_round_trips_and_shows_the_first_page_first(qtbot, tasks, settle):
    source = People(500)
    model = WindowedModel(tasks, source, COLUMNS, page=60)
    gate = threading.Event()
    all_ids = source.ids
    source.ids = lambda query: gate.wait(5) and all_ids(query)
    with qtbot.waitSignal(model.shown):
        model.set_query(ListQuery())
    assert (model.rowCount(), model.is_counted) == (60, False)
    assert text(model, 0) == source.by_name()[0].name
    with qtbot.waitSignal(model.counted) as counted:
        gate.set()
    assert counted.args == [500]
    settle(model)
    assert source.asked == ["first_page", "ids"]


def test_painting_never_queries_and_a_missing_row_comes_soon_with_its_neighbours(make, settle):
    model, source = make(500)
    source.asked.clear()
    for row in range(200, 230):
        assert text(model, row) is None
    assert source.asked == []
    settle(model)
    assert source.asked == ["rows"]
    names = [one.name for one in source.by_name()]
    assert [text(model, row) for row in range(170, 260)] == names[170:260]
    assert source.asked == ["rows"]


def test_the_rows_at_hand_are_bounded(make, settle):
    model, _ = make(1000, kept=300)
    for first in range(0, 1000, 100):
        for row in range(first, first + 50):
            text(model, row)
        settle(model)
    assert len(model._store) <= 300


def test_selection_and_flags_fetch_nothing(make, settle):
    model, source = make(500)
    source.asked.clear()
    assert model.flags(model.index(400, 0)) & Qt.ItemFlag.ItemIsSelectable
    settle(model)
    assert source.asked == []


def test_cells_have_chips_and_alignment_and_headings_have_words(make):
    model, _ = make(3)
    chip = model.index(1, 2).data(CHIP_ROLE)
    assert isinstance(chip, Chip)
    assert model.index(0, 4).data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Card number"
    assert model.headerData(1, Qt.Orientation.Vertical) is None


def test_the_answer_to_an_older_search_is_dropped(qtbot, tasks, settle):
    source = People(300)
    model = WindowedModel(tasks, source, COLUMNS)
    gate = threading.Event()
    first_page = source.first_page

    def slow_for_adams(query, limit):
        if query.search == "adams":
            gate.wait(5)
        return first_page(query, limit)

    source.first_page = slow_for_adams
    model.set_query(ListQuery(search="adams"))
    model.set_query(ListQuery(search="baker"))
    with qtbot.waitSignal(model.counted):
        pass
    gate.set()
    settle(model)
    assert model.rowCount() == 30
    assert all("Baker" in text(model, row) for row in range(30))


def test_a_search_with_few_results_asks_for_no_snapshot(make, settle):
    model, source = make(500)
    source.asked.clear()
    model.set_query(ListQuery(search="chidi"))
    settle(model)
    assert source.asked == ["first_page"]
    assert model.rowCount() == 50


def test_a_changed_row_is_fetched_again_and_shown_meanwhile(make, settle):
    model, source = make(10)
    first = source.by_name()[0]
    source.change(first.id, card_number="NEW")
    model.refresh([first.id])
    assert text(model, 0, 1) == first.card_number
    settle(model)
    assert text(model, 0, 1) == "NEW"
    assert source.asked == ["first_page", "rows", "ids"]


def test_a_new_row_takes_its_place_after_a_refresh(make, settle):
    model, source = make(100)
    extra = person(0)
    source.people[extra.id] = extra
    model.refresh([extra.id])
    settle(model)
    assert model.rowCount() == 101
    assert extra.id in list(model.ids)


def test_a_row_that_vanished_leaves_the_list(make, settle):
    model, source = make(300)
    gone = model.ids[200]
    del source.people[gone]
    text(model, 200)
    settle(model)
    assert model.rowCount() == 299
    assert gone not in list(model.ids)


def test_a_source_that_never_gives_a_listed_row_is_not_asked_for_ever(make, settle):
    model, source = make(300)
    ghost = model.ids[200]
    rows = source.rows
    source.rows = lambda ids: [one for one in rows(ids) if one.id != ghost]
    for _ in range(5):
        text(model, 200)
        settle(model)
    assert source.asked.count("rows") == 1
    assert text(model, 200) is None


def test_a_failed_first_page_is_told_and_asked_again(qtbot, tasks, settle):
    source = People(20)
    source.error = DatabaseUnavailable("The server does not answer.")
    model = WindowedModel(tasks, source, COLUMNS)
    with qtbot.waitSignal(model.failed) as failed:
        model.set_query(ListQuery())
    assert failed.args == [source.error]
    source.error = None
    model.retry()
    settle(model)
    assert model.rowCount() == 20


def test_a_failed_window_is_told_once_and_asked_again_on_retry(qtbot, make, settle):
    model, source = make(500)
    source.error = DatabaseUnavailable("The server does not answer.")
    with qtbot.waitSignal(model.failed):
        text(model, 300)
    with qtbot.assertNotEmitted(model.failed):
        text(model, 300)
        settle(model)
    source.error = None
    model.retry()
    text(model, 300)
    settle(model)
    assert text(model, 300) == source.by_name()[300].name


def test_rows_that_changed_while_on_their_way_are_fetched_once_more(qtbot, make, settle):
    model, source = make(500)
    one = model.ids[300]
    gate, started = threading.Event(), threading.Event()
    rows = source.rows

    def slow_rows(ids):
        found = rows(ids)
        started.set()
        gate.wait(5)
        return found

    source.rows = slow_rows
    text(model, 300)
    qtbot.waitUntil(started.is_set)
    source.rows = rows
    source.change(one, card_number="NEW")
    model.refresh([one])
    gate.set()
    settle(model)
    text(model, 300)
    settle(model)
    assert text(model, 300, 1) == "NEW"


@pytest.mark.parametrize("count", [0, 5, 300])
def test_qt_finds_no_fault_with_the_model(make, settle, count):
    model, source = make(count)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_query(ListQuery(sort="card_number", descending=True))
    settle(model)
    model.set_query(ListQuery(search="baker"))
    settle(model)
    model.set_query(ListQuery())
    settle(model)
    source.people[new_id()] = person(1)
    model.refresh()
    settle(model)
    assert model.rowCount() >= count
