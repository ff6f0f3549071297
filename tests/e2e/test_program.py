"""The whole program on a data folder of its own: first start, search, closing, the next start, a second copy."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ip2a_desktop.app.program import Program
from ip2a_desktop.config import Arguments, folder_for_show, is_throwaway
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.ui.kit.crash import log
from ip2a_desktop.ui.start.window import StartWindow
from tests.factories import saved_member

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.slow]


class Desk:
    """A person at the program."""

    def __init__(self, qtbot, program):
        self.qtbot = qtbot
        self.program = program
        self.codes = []
        program.ended.connect(self.codes.append)
        program.begin()

    @property
    def window(self):
        return self.program.window

    @property
    def database(self):
        return self.program.database

    @property
    def first_window(self):
        return next(one for one in QApplication.topLevelWidgets() if isinstance(one, StartWindow) and one.isVisible())

    def wait_for_window(self):
        self.qtbot.waitUntil(lambda: self.window is not None and self.window.isVisible(), timeout=60_000)
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(self.program.tasks.is_idle, timeout=20_000)

    def close(self):
        self.window.close()
        self.program.leave()


@pytest.fixture
def sit_down(qtbot, open_folder, request):
    """Start the program on the test's data folder, as often as the person likes."""
    folder = open_folder / f"program {abs(hash(request.node.name)) % 10000}"
    begun = []

    def sit_down():
        begun.append(Desk(qtbot, Program(Arguments(data=folder))))
        return begun[-1]

    sit_down.folder = folder
    yield sit_down
    for one in begun:
        if one.window is not None:
            one.window.deleteLater()
        one.program.leave()
    assert log.handlers == []


def test_from_the_first_start_to_the_next(qtbot, sit_down):
    first = sit_down()
    first.first_window.choice.empty_chosen.emit()
    first.wait_for_window()
    assert first.window.current_page.page_name == first.window.screen_names[0]
    service = MemberService(first.database)
    saved_member(service, first_name="Bo", last_name="Berg")
    ana = saved_member(service, first_name="Ana", last_name="Ångström", card_number="0046")

    qtbot.keyClick(first.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = first.window.palette_view
    assert palette.isVisible()
    qtbot.keyClicks(palette.field, "angst")
    first.settle()
    titles = [palette.hits.item(row).text() for row in range(palette.hits.count())]
    assert "Ångström, Ana" in titles
    assert "Berg, Bo" not in titles
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    first.settle()
    stage = first.window.page("members").stage
    assert not palette.isVisible()
    assert stage.record_id == ana.id
    assert stage.view.record.draft.card_number == "0046"

    first.window.resize(788, 640)  # the offscreen screen is small
    first.window.show_page("employers")
    first.settle()
    first.close()
    assert first.codes == [0]
    assert not (sit_down.folder / "pgdata" / "postmaster.pid").exists()

    second = sit_down()
    second.wait_for_window()
    assert second.window.current_page.page_name == "today"
    assert (second.window.width(), second.window.height()) == (788, 640)
    assert MemberService(second.database).total(in_bin=False) == 2


def test_the_hall_s_new_name_and_paper_are_taken_up_at_once(sit_down):
    desk = sit_down()
    desk.first_window.choice.empty_chosen.emit()
    desk.wait_for_window()
    hall = HallService(desk.database)
    words = {"name": "Local 46", "paper_size": PaperSize.A4}
    desk.program.bus.publish(hall.save(hall.load().model_copy(update=words)))
    desk.settle()
    assert desk.window.windowTitle().startswith("Local 46")
    assert desk.program.kit.hall_paper() is PaperSize.A4


def test_giving_up_at_the_first_window_leaves_nothing_behind(sit_down):
    desk = sit_down()
    desk.first_window.close()
    assert desk.codes == [0]
    assert desk.window is None
    assert not (sit_down.folder / "pgdata").exists()


def test_closing_the_first_window_while_the_database_starts_stops_it_too(sit_down):
    desk = sit_down()
    desk.first_window.choice.empty_chosen.emit()
    desk.first_window.close()
    desk.program.leave()
    assert desk.codes == [0]
    assert not (sit_down.folder / "pgdata" / "postmaster.pid").exists()


def test_two_copies_share_a_named_folder_and_the_last_one_stops_its_server(open_folder):
    folder = open_folder / "named"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    words = [sys.executable, "-m", "ip2a_desktop", "--smoke-test", "--data", str(folder)]
    copies = [
        subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    said = [one.communicate(timeout=150)[0] for one in copies]
    assert [one.returncode for one in copies] == [0, 0], said
    assert (folder / "pgdata" / "PG_VERSION").exists()
    assert not (folder / "pgdata" / "postmaster.pid").exists()


def test_a_tour_never_touches_a_person_s_data(tmp_path):
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "settings.json").write_text("{}", encoding="utf-8")
    own = folder_for_show(theirs)
    assert own != theirs
    assert is_throwaway(own)
    own.rmdir()
    new = folder_for_show(tmp_path / "new" / "deep")
    assert new == tmp_path / "new" / "deep"
    assert not is_throwaway(new)
    assert folder_for_show(new) == new


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends a program without asking it")
@pytest.mark.parametrize("sign", ["server.lock", "server.users"])
def test_a_program_that_the_system_ends_stops_its_server(qtbot, open_folder, sign):
    folder = open_folder / f"ended at {sign}"  # while the server starts, and once it is there
    folder.mkdir()
    (folder / "settings.json").write_text('{"embedded.chosen": true}', encoding="utf-8")
    words = [sys.executable, "-m", "ip2a_desktop", "--data", str(folder)]
    copy = subprocess.Popen(words, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})
    qtbot.waitUntil((folder / sign).exists, timeout=60_000)
    copy.terminate()
    assert copy.wait(60) == 0
    assert not (folder / "pgdata" / "postmaster.pid").exists()
