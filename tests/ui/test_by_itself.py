"""Maintenance by itself: one step at a time, the light told of runs, a failure tried again."""

import threading

import pytest

from ip2a_desktop.app.by_itself import ByItself
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.maintenance.schedule import Step
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import make_kit, settle
from tests.ui.fake_health import run


class Steps:
    def __init__(self):
        self.taken = 0
        self.result = Step()
        self.error = None
        self.gate = None

    def step(self, progress):
        self.taken += 1
        if self.gate is not None:
            self.gate.wait()
        if self.error is not None:
            raise self.error
        return self.result


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def steps():
    return Steps()


@pytest.fixture
def by_itself(kit, steps):
    made = []

    def make():
        made.append(steps)
        return steps

    one = ByItself(kit.tasks, kit.bus, make, kit.bus)
    one.made = made
    return one


def test_what_does_the_steps_is_made_once(qtbot, kit, steps, by_itself):
    for _ in range(2):
        by_itself.step()
        settle(qtbot, kit)
    assert steps.taken == 2
    assert by_itself.made == [steps]


def test_a_run_is_told_to_the_screens(qtbot, kit, steps, by_itself):
    told = []
    kit.bus.changed.connect(told.append)
    by_itself.step()
    settle(qtbot, kit)
    assert told == []
    steps.result = Step(run=run())
    by_itself.step()
    settle(qtbot, kit)
    assert told[0].ids("health_run") == {steps.result.run.id}


def test_a_step_under_way_is_not_begun_again(qtbot, kit, steps, by_itself):
    steps.gate = threading.Event()
    by_itself.step()
    by_itself.step()
    steps.gate.set()
    settle(qtbot, kit)
    assert steps.taken == 1


def test_what_failed_is_tried_again_and_nobody_is_disturbed(qtbot, kit, steps, by_itself):
    steps.error = DatabaseUnavailable("The server does not answer.")
    failed = []
    kit.tasks.failed.connect(failed.append)
    by_itself.step()
    settle(qtbot, kit)
    assert failed == []
    steps.error = None
    by_itself.step()
    settle(qtbot, kit)
    assert steps.taken == 2
