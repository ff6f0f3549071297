"""The door off the GUI thread: where results arrive, which are dropped, how work is cancelled and closed."""

import threading

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.tasks import Tasks


@pytest.fixture
def tasks(qtbot):
    door = Tasks()
    yield door
    door.close()


def wait_idle(qtbot, tasks):
    qtbot.waitUntil(tasks.is_idle, timeout=5000)


def test_the_work_runs_elsewhere_and_the_result_arrives_on_the_gui_thread(qtbot, tasks):
    seen = {}

    def work():
        seen["work"] = threading.current_thread()
        return 42

    def on_success(result):
        seen["result"] = (result, threading.current_thread(), QThread.currentThread() is tasks.thread())

    with qtbot.waitSignal(tasks.idle):
        tasks.run(tasks, work, on_success)
    assert seen["work"] is not threading.main_thread()
    assert seen["result"] == (42, threading.main_thread(), True)


def test_an_error_goes_to_its_caller_or_to_the_signal(qtbot, tasks):
    errors = []

    def work():
        raise ValueError("broken")

    with qtbot.waitSignal(tasks.idle):
        tasks.run(tasks, work, lambda _: None, errors.append)
    assert [str(error) for error in errors] == ["broken"]
    with qtbot.waitSignal(tasks.failed) as failed:
        tasks.run(tasks, work, lambda _: None)
    assert str(failed.args[0]) == "broken"
    wait_idle(qtbot, tasks)


def test_the_result_for_a_deleted_owner_is_dropped(qtbot, tasks):
    owner = QObject()
    gate = threading.Event()
    results = []
    tasks.run(owner, lambda: gate.wait(5), results.append)
    shiboken6.delete(owner)
    gate.set()
    wait_idle(qtbot, tasks)
    assert results == []


def test_a_newer_run_of_the_same_key_supersedes_the_older(qtbot, tasks):
    gate = threading.Event()
    results = []

    def slow_and_old():
        gate.wait(5)
        return "old"

    tasks.run(tasks, slow_and_old, results.append, key="search")
    tasks.run(tasks, lambda: "new", results.append, key="search")
    tasks.run(tasks, lambda: "other", results.append, key="other")
    qtbot.waitUntil(lambda: len(results) == 2)
    gate.set()
    wait_idle(qtbot, tasks)
    assert sorted(results) == ["new", "other"]


def test_superseded_work_that_waits_never_runs(qtbot):
    tasks = Tasks(threads=1)
    gate = threading.Event()
    ran = []
    tasks.run(tasks, lambda: gate.wait(5), lambda _: None)
    for letter in "abc":
        tasks.run(tasks, lambda letter=letter: ran.append(letter), lambda _: None, key="typed")
    gate.set()
    wait_idle(qtbot, tasks)
    tasks.close()
    assert ran == ["c"]


def test_delayed_work_waits_for_the_last_keystroke_and_counts_as_busy(qtbot, tasks):
    results = []
    for letter in "abc":
        tasks.run(tasks, lambda letter=letter: letter, results.append, key="typed", delay=30)
    assert not tasks.is_idle()
    wait_idle(qtbot, tasks)
    assert results == ["c"]


def test_work_that_is_taken_back_reaches_nobody(qtbot, tasks):
    results = []
    tasks.run(tasks, lambda: 1, results.append, key="waits", delay=10_000)
    with qtbot.waitSignal(tasks.idle):
        tasks.drop(tasks, "waits")
    gate = threading.Event()
    tasks.run(tasks, lambda: gate.wait(5), results.append, key="runs")
    tasks.drop(tasks, "runs")
    tasks.drop(tasks, "never began")
    gate.set()
    wait_idle(qtbot, tasks)
    assert results == []


def test_busy_is_told_once_at_either_end(qtbot, tasks):
    told = []
    tasks.busy_changed.connect(told.append)
    with qtbot.waitSignal(tasks.idle):
        tasks.run(tasks, lambda: 1, lambda _: None)
        tasks.run(tasks, lambda: 2, lambda _: None)
    assert told == [True, False]


def test_long_work_reports_progress(qtbot, tasks):
    results = []
    gate = threading.Event()

    def work(progress):
        gate.wait(5)
        progress(10, 10, "10 of 10 rows")
        return "done"

    job = tasks.run_long(tasks, work, results.append, title="Import")
    with qtbot.waitSignals([(job.progressed, "progressed"), (job.finished, "finished")]):
        gate.set()
    assert job.title == "Import"
    assert results == ["done"]


def test_long_work_that_is_cancelled_says_so(qtbot, tasks):
    started = threading.Event()
    go_on = threading.Event()
    errors = []

    def work(progress):
        started.set()
        go_on.wait(5)
        progress(1, 10, "1 of 10 rows")

    job = tasks.run_long(tasks, work, lambda _: None, errors.append, title="Import")
    assert started.wait(5)
    job.cancel()
    with qtbot.waitSignal(job.finished):
        go_on.set()
    assert isinstance(errors[0], Cancelled)


def test_inline_work_is_done_at_once():
    tasks = Tasks(inline=True)
    results = []
    tasks.run(tasks, lambda: 1, results.append, delay=1000, key="typed")
    tasks.run_long(tasks, lambda progress: progress(1, 1, "all") or 2, results.append, title="Export")
    assert results == [1, 2]
    assert tasks.is_idle()
    tasks.close()


def test_closing_leaves_no_thread_and_delivers_nothing(qtbot):
    before = set(threading.enumerate())
    tasks = Tasks()
    results = []
    for _ in range(8):
        tasks.run(tasks, lambda: 1, results.append)
    tasks.run(tasks, lambda: 1, results.append, delay=10_000)
    tasks.close()
    assert set(threading.enumerate()) == before
    assert results == []
    assert tasks.is_idle()


def test_work_is_given_on_the_gui_thread_only(qtbot, tasks):
    errors = []
    inner = []

    def work():
        tasks.run(tasks, lambda: 1, inner.append)

    with qtbot.waitSignal(tasks.idle):
        tasks.run(tasks, work, lambda _: None, errors.append)
    assert isinstance(errors[0], RuntimeError)
    assert inner == []


def test_the_change_bus_tells_what_changed(qtbot):
    bus = ChangeBus()
    changes = Changes.of("member", new_id())
    with qtbot.waitSignal(bus.changed) as told:
        bus.publish(changes)
    assert told.args == [changes]
    with qtbot.assertNotEmitted(bus.changed):
        bus.publish(Changes())
