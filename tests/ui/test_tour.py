"""The tour: pictures of what is on screen, an honest account, a failing exit where something failed."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from ip2a_desktop.config import Arguments
from ip2a_desktop.ui.kit.theme import apply_theme, theme
from ip2a_desktop.ui.kit.touring import TourFailure, TourStep
from ip2a_desktop.ui.tour import shell as shell_steps
from ip2a_desktop.ui.tour import walk
from ip2a_desktop.ui.tour.tour import Tour
from tests.ui.shell import Shell, show

SMALL = (QSize(900, 600), QSize(1100, 700))


@pytest.fixture
def shell(qtbot, qapp):
    apply_theme(qapp, "light")
    made = Shell()
    show(made, qtbot)
    made.window.show_first_page()
    return made


@pytest.fixture
def account():
    return []


@pytest.fixture
def tour(shell, tmp_path, account):
    return Tour(shell.window, shell.tasks, shell.crashes, tmp_path / "new", sizes=SMALL, say=account.append)


def test_each_picture_is_taken_at_each_size(tour, tmp_path, account):
    result = tour.run([TourStep("members", lambda context: context.shoot("list"))])
    assert result.exit_code == 0
    names = sorted(path.name for path in (tmp_path / "new").iterdir())
    assert names == ["01-members-list-1100x700-light-100.png", "01-members-list-900x600-light-100.png"]
    ratio = theme().parent().devicePixelRatio()
    sizes = {QImage(str(path)).size() / ratio for path in result.files}
    assert sizes == set(SMALL)
    assert account[-1].startswith("1 steps, all of them worked. 2 pictures, 0 papers")


def test_the_windows_own_steps_work(tour):
    result = tour.run(shell_steps.tour_steps())
    assert result.failures == {}
    assert len(result.files) >= 20


def test_the_walk_visits_every_page(shell, tmp_path):
    names = [step.name for step in walk.steps(shell.window)]
    assert names.index("start") < names.index("members") < names.index("settings") < names.index("search")
    assert {"employers", "bin"} <= set(names)


def test_the_smoke_test_opens_every_page_and_keeps_nothing(shell, capsys):
    assert walk.walk(shell.window, shell.tasks, shell.crashes, Arguments(smoke_test=True)) == 0
    assert shell.made == ["members", "employers", "bin", "settings"]
    assert "4 steps, all of them worked. 0 pictures" in capsys.readouterr().out


def test_a_step_that_fails_is_told_and_the_others_go_on(tour, account):
    def fail(context):
        context.check(False, "The list is empty.")

    result = tour.run([TourStep("first", fail), TourStep("second", lambda context: context.settle())])
    assert result.exit_code == 1
    assert result.failures == {"first": "The list is empty."}
    assert any("FAILED" in line and "The list is empty." in line for line in account)
    assert len(account) == 3


def test_an_exception_is_a_failure(tour):
    result = tour.run([TourStep("broken", lambda context: context.window.page("no such page"))])
    assert "KeyError" in result.failures["broken"]


@pytest.mark.logs
def test_a_crash_report_is_a_failure(tour, shell):
    result = tour.run([TourStep("crash", lambda _context: shell.crashes.report(ValueError("deep inside")))])
    assert "deep inside" in result.failures["crash"]
    assert shell.crashes.dialog is None


def test_a_dialog_left_open_is_a_failure_and_is_closed(tour, shell):
    result = tour.run([TourStep("open", lambda _context: shell.messages.ask_save("Ana", lambda _answer: None))])
    assert result.failures["open"].startswith("A dialog was left open")


def test_waiting_in_vain_ends(tour):
    def wait(context):
        context.wait(lambda: False, "a thing that never comes", patience_ms=50)

    assert "a thing that never comes" in tour.run([TourStep("wait", wait)]).failures["wait"]


def test_a_paper_is_kept_and_must_be_one(tour, tmp_path):
    def keep(context):
        context.save_pdf("roster", b"%PDF-1.7 ...")
        with pytest.raises(TourFailure):
            context.save_pdf("page", b"<html>")

    assert tour.run([TourStep("paper", keep)]).exit_code == 0
    assert (tmp_path / "new" / "roster.pdf").read_bytes() == b"%PDF-1.7 ..."


def test_hands_find_type_and_press(tour, shell):
    def work(context):
        context.type_text(shell.window.current_page.field, "Ruiz")
        context.click("New in Members")
        context.key("Ctrl+2")

    assert tour.run([TourStep("hands", work)]).failures == {}
    assert shell.window.page("members").field.text() == "Ruiz"
    assert shell.window.page("members").pressed == 1
    assert shell.window.current_page.page_name == "employers"
