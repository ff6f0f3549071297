"""The system's signals reach the program while Qt runs, and are given back."""

import signal

import pytest

from ip2a_desktop.ui.kit.ending import Ending


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_is_heard_and_the_ways_of_before_come_back(qtbot, number):
    before = signal.getsignal(number)
    ending = Ending()
    try:
        with qtbot.waitSignal(ending.wanted):
            signal.raise_signal(number)
    finally:
        ending.close()
    assert signal.getsignal(number) is before
    assert signal.set_wakeup_fd(-1) == -1
