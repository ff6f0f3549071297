"""From the first window to an open database: what is asked, what is remembered, what a failure leaves open."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from ip2a_desktop.domain.errors import DatabaseUnavailable, NotAllowed, RuleViolation
from ip2a_desktop.domain.profiles import ServerProfile
from ip2a_desktop.services.profiles import Profiles
from ip2a_desktop.services.testing_connection import Trial
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.start import flow, server_desk
from ip2a_desktop.ui.start.flow import Start
from ip2a_desktop.ui.start.server_choice import ServerChoice

HALL = ServerChoice("hall.example.org", 5432, "ip2a", "ana", "a word", "verify-full", "")


@dataclass
class Doors:
    """Stands in for what opens databases, and remembers what was asked for."""

    log: list = field(default_factory=list)
    fails: Exception | None = None
    keyring: dict | None = field(default_factory=dict)
    closed: int = 0
    wants_password: bool = False

    def open(self, what):
        self.log.append(what)
        if self.fails is not None:
            raise self.fails
        return self

    def close(self):
        self.closed += 1

    def keep(self, server, user, password):
        if self.keyring is None:
            return False
        self.keyring[f"{user}@{server}"] = password
        return True

    def kept(self, server, user):
        return (self.keyring or {}).get(f"{user}@{server}")


@pytest.fixture
def doors(monkeypatch):
    found = Doors()
    monkeypatch.setattr(flow, "open_embedded", lambda folder: found.open(folder.name))
    monkeypatch.setattr(flow, "open_server", lambda at: found.open(at.url().render_as_string(hide_password=False)))
    monkeypatch.setattr(flow, "open_database", lambda url, _folder: found.open(url))
    monkeypatch.setattr(flow, "keep_password", found.keep)
    monkeypatch.setattr(flow, "kept_password", found.kept)
    return found


class Begun:
    """A start and what it said."""

    def __init__(self, start):
        self.start = start
        self.window = start.window
        self.opened, self.folders, self.given_up = [], [], []
        start.opened.connect(lambda opened, words: self.opened.append((opened, words)))
        start.folder_chosen.connect(self.folders.append)
        start.quit_wanted.connect(lambda: self.given_up.append(True))
        start.begin()


@pytest.fixture
def begin(qtbot, doors, tmp_path):
    """Begin a start in a data folder, as often as a person starts the program."""
    tasks = Tasks(inline=True)

    def begin(url=None, **options):
        def seed(opened, progress):
            progress(1, 2, "Sample data: 1 of 2 records")
            doors.log.append("sample")

        start = Start(tmp_path / "data", url, SettingsStore(tmp_path / "data"), tasks, seed, **options)
        qtbot.addWidget(start.window)
        return Begun(start)

    yield begin
    tasks.close()


def test_the_first_start_asks_and_opens_nothing(begin, doors):
    begun = begin()
    assert begun.window.isVisible()
    assert begun.window.current is begun.window.choice
    assert (doors.log, begun.opened) == ([], [])


def test_sample_data_is_made_once_and_the_second_start_goes_straight_on(begin, doors):
    first = begin()
    first.window.choice.sample_chosen.emit()
    assert doors.log == ["data", "sample"]
    assert first.opened == [(doors, "")]
    second = begin()
    assert doors.log == ["data", "sample", "data"]
    assert second.opened == [(doors, "")]
    assert not second.window.isVisible()


def test_an_empty_database_is_remembered_too(begin, doors):
    begin().window.choice.empty_chosen.emit()
    assert doors.log == ["data"]
    assert begin().opened == [(doors, "")]


def test_a_folder_that_holds_a_database_is_opened_without_asking(begin, doors, tmp_path):
    (tmp_path / "data" / "pgdata").mkdir(parents=True)
    assert begin().opened == [(doors, "")]


def test_the_tour_gets_sample_data_without_asking(begin, doors):
    assert begin(with_sample=True).opened == [(doors, "")]
    assert doors.log == ["data", "sample"]


def test_an_address_of_the_command_line_wins_and_is_not_remembered(begin, doors):
    assert begin("postgresql://hall/ip2a").opened == [(doors, "")]
    assert doors.log == ["postgresql://hall/ip2a"]
    assert begin().opened == []


def test_the_server_is_remembered_with_its_password_in_the_keyring_only(begin, doors, tmp_path):
    first = begin()
    first.window.server_chosen.emit(HALL)
    assert first.opened == [(doors, "")]
    kept = (tmp_path / "data" / "settings.json").read_text(encoding="utf-8")
    assert "hall.example.org" in kept
    assert "a word" not in kept
    assert begin().opened == [(doors, "")]
    assert doors.log[0] == doors.log[1] != ""
    assert "sslmode=verify-full" in doors.log[1]


def test_without_a_keyring_the_password_holds_for_the_session_and_that_is_said(begin, doors):
    doors.keyring = None
    first = begin()
    first.window.server_chosen.emit(HALL)
    assert "this session only" in first.opened[0][1]
    second = begin()
    assert second.opened == []
    assert second.window.isVisible()
    assert second.window.current is second.window.server
    assert second.window.server.host.text() == "hall.example.org"


def test_a_refused_password_is_told_in_the_form(begin, doors):
    doors.fails = NotAllowed("The user name or password is wrong.", "Nothing was changed.", "Sign in again.")
    begun = begin()
    begun.window.server_chosen.emit(HALL)
    assert begun.opened == []
    assert begun.window.current is begun.window.server
    assert begun.window.server.connect_button.isEnabled()


def test_a_failure_can_be_tried_again(begin, doors):
    begun = begin()
    doors.fails = DatabaseUnavailable("The embedded database does not start.", "", "")
    begun.window.choice.empty_chosen.emit()
    assert begun.window.current is begun.window.failed
    doors.fails = None
    begun.window.failed.retry.click()
    assert begun.opened == [(doors, "")]


def test_sample_data_that_fails_leaves_nothing_open_and_trying_again_makes_it(begin, doors, monkeypatch):
    begun = begin()
    monkeypatch.setattr(begun.start, "_seed", lambda *_: (_ for _ in ()).throw(DatabaseUnavailable("No room.", "", "")))
    begun.window.choice.sample_chosen.emit()
    assert begun.window.current is begun.window.failed
    assert doors.closed == 1
    monkeypatch.setattr(begun.start, "_seed", lambda *_: doors.log.append("sample"))
    begun.window.failed.retry.click()
    assert doors.log == ["data", "data", "sample"]
    assert begun.opened == [(doors, "")]


def test_another_folder_is_offered_where_it_helps(begin, doors):
    doors.fails = DatabaseUnavailable("The folder is closed.", "", "")
    begun = begin()
    begun.window.choice.empty_chosen.emit()
    assert not begun.window.failed.folder.isHidden()
    begun.window.failed.folder.click()
    dialog = begun.window.findChild(flow.QFileDialog)
    dialog.fileSelected.emit("/elsewhere")
    dialog.close()
    assert begun.folders == [Path("/elsewhere")]


def test_an_address_of_the_command_line_offers_no_other_folder(begin, doors):
    doors.fails = DatabaseUnavailable("Nothing listens.", "", "")
    begun = begin("postgresql://hall/ip2a")
    assert begun.window.isVisible()
    assert begun.window.failed.folder.isHidden()
    doors.fails = None
    begun.window.failed.retry.click()
    assert begun.opened == [(doors, "")]


def test_what_was_opened_after_the_person_gave_up_is_closed(begin, doors, monkeypatch):
    begun = begin()
    monkeypatch.setattr(begun.start._tasks, "run", lambda _owner, work, *_: work())  # its result reaches nobody
    begun.window.choice.empty_chosen.emit()
    begun.start.abandon()
    assert doors.closed == 1
    begun.start.abandon()
    assert doors.closed == 1


def test_what_somebody_took_is_left_open(begin, doors):
    begun = begin()
    begun.window.choice.empty_chosen.emit()
    begun.start.abandon()
    assert (begun.opened, doors.closed) == ([(doors, "")], 0)


def test_closing_the_first_window_gives_up(begin):
    begun = begin()
    begun.window.close()
    assert begun.given_up == [True]


def test_a_new_password_is_chosen_before_anything_is_shown(begin, doors, monkeypatch):
    chosen = []

    def choose(opened, password):
        if password == "short":
            raise RuleViolation({"password": "A password has at least 12 characters."})
        chosen.append(password)
        doors.wants_password = False
        return opened

    monkeypatch.setattr("ip2a_desktop.services.own_password.choose_password", choose)
    doors.wants_password = True
    begun = begin()
    begun.window.server_chosen.emit(HALL)
    page = begun.window.new_password
    assert begun.window.current is page
    for first, second in (("short", "other"), ("short", "short")):
        page.first.setText(first)
        page.second.setText(second)
        page.save.click()
    assert "12 characters" in page.problem.words
    assert (begun.opened, chosen) == ([], [])
    for editor in (page.first, page.second):
        editor.setText("a long word of my own")
    page.save.click()
    assert chosen == ["a long word of my own"]
    assert doors.keyring == {"ana@hall.example.org:5432/ip2a": "a long word of my own"}
    assert begun.opened == [(doors, "Your new password holds from now on.")]


def test_a_server_that_was_reached_is_offered_by_its_name(begin, doors, tmp_path):
    begun = begin()
    begun.window.server_chosen.emit(HALL)
    doors.keyring.clear()
    form = begin().window.server
    assert [form.known.itemText(place) for place in range(1, form.known.count())] == ["hall.example.org"]
    form.host.clear()
    form.known.setCurrentIndex(1)
    form.known.activated.emit(1)
    assert (form.host.text(), form.user.text(), form.password.text()) == ("hall.example.org", "ana", "")
    assert "a word" not in (tmp_path / "data" / "servers.json").read_text(encoding="utf-8")


def test_a_connection_is_tested_without_opening_anything(begin, doors, monkeypatch):
    asked = []

    def trial(address):
        asked.append(address)
        return Trial("Reached ip2a on hall.example.org.", None, ("The server did not have to prove who it is.",))

    monkeypatch.setattr(server_desk, "tried", trial)
    begun = begin()
    begun.window.choice.server.click()
    form = begun.window.server
    form.test_button.click()
    assert asked == []  # the server's name is missing
    form.host.setText("hall.example.org")
    form.user.setText("ana")
    form.password.setText("a word")
    form.test_button.click()
    assert (asked[0].host, asked[0].password) == ("hall.example.org", "a word")
    assert form._success.text() == "Reached ip2a on hall.example.org.\nThe server did not have to prove who it is."
    assert not form._reached.isHidden()
    assert form.test_button.isEnabled()
    problem = NotAllowed("This login is locked.", "Nothing was changed.", "Ask an admin to unlock it.")
    monkeypatch.setattr(server_desk, "tried", lambda _address: Trial(problem=problem))
    form.test_button.click()
    assert form._reached.isHidden()
    assert "This login is locked." in form._failure.text()
    assert (begun.opened, doors.log) == ([], [])


def test_an_admin_s_file_fills_the_form_and_another_is_written_from_it(begin, tmp_path):
    begun = begin()
    begun.window.choice.server.click()
    form = begun.window.server
    given = ServerProfile("Our hall", "hall.example.org, spare.example.org")
    Profiles(tmp_path).export(given, tmp_path / "given.json")
    form.import_wanted.emit(tmp_path / "given.json")
    assert (form.name.text(), form.host.text(), form.user.text()) == (given.name, given.host, "")
    assert form.known.currentText() == "Our hall"
    form.user.setText("ana")
    form.export_wanted.emit(form.choice().profile, tmp_path / "mine.json")
    assert (tmp_path / "mine.json").read_text() == (tmp_path / "given.json").read_text()
    (tmp_path / "given.json").write_text("no profile")
    form.import_wanted.emit(tmp_path / "given.json")
    assert "not a server profile" in form._failure.text()
