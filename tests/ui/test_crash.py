"""Errors that nobody caught: written down, shown once, and no dialog for what is told elsewhere."""

import sys

import pytest

from ip2a_desktop.ui.kit.crash import CrashReporter


@pytest.fixture
def crashes(qapp, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    reporter = CrashReporter()
    reporter.install()
    yield reporter
    reporter.uninstall()


@pytest.mark.logs
def test_an_unexpected_error_is_shown_and_written_down(qtbot, crashes, caplog):
    error = ValueError("deep inside")
    with qtbot.waitSignal(crashes.reported):
        sys.excepthook(ValueError, error, None)
    assert crashes.dialog is not None
    crashes.dialog.close()
    assert "Unexpected error" in caplog.text


@pytest.mark.logs
def test_what_the_driver_prints_beside_an_error_that_was_raised_is_no_crash(qtbot, crashes, caplog):
    error = SystemError("decode returned a result with an exception set")
    error.__cause__ = ConnectionError("terminating connection")
    with qtbot.assertNotEmitted(crashes.reported, wait=0):
        sys.excepthook(SystemError, error, None)
    assert "terminating connection" in caplog.text
    assert crashes.dialog is None
