"""A member's life through the real window on a real database."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.reports.employers import employer_roster
from ip2a_desktop.reports.labels import mailing_labels
from ip2a_desktop.reports.members import member_record, member_roster
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.layouts import LayoutService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.papers import PaperService, Printers
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.page import Screen
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.main_window import MainWindow
from ip2a_desktop.ui.members.screen import MembersPage
from tests.conftest import RoundTrips
from tests.factories import job, member_draft, saved_employer, saved_member

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


class Desk:
    """The window with the members' page on a database."""

    def __init__(self, qtbot, database, folder):
        self.qtbot = qtbot
        self.members, self.employers = MemberService(database), EmployerService(database)
        notes, layouts = NoteService(database), LayoutService(database)
        printers = Printers(member_record, member_roster, employer_roster, mailing_labels)
        papers = PaperService(self.members, self.employers, notes, HallService(database), lambda: printers)
        self.tasks = Tasks()
        messages, settings = Messages(CrashReporter()), SettingsStore(folder)
        self.kit = Kit(self.tasks, ChangeBus(), messages, settings, folder, lambda _name: {}, layouts.save)
        screen = Screen(
            "members",
            "Members",
            "users",
            lambda: MembersPage(self.kit, self.members, self.employers, notes, papers),
        )
        self.window = MainWindow([screen], tasks=self.tasks, messages=messages, store=settings)
        qtbot.addWidget(self.window)
        self.window.show()
        self.window.show_page("members")
        self.page = self.window.page("members")
        self.settle()

    def settle(self):
        self.qtbot.waitUntil(lambda: self.page.list.model.is_counted and self.tasks.is_idle())

    def choose(self, one):
        self.page.table.show_record(one)
        self.qtbot.waitUntil(lambda: self.page.stage.view.record is not None and self.page.stage.record_id == one)
        self.settle()

    def type_into(self, name, text):
        widget = self.page.stage.form.parts[0].form.cells[name].widget
        widget.setFocus()
        widget.selectAll()
        widget.insert(text)  # key by key, Qt's own test tool takes Latin letters only

    def press(self, words):
        buttons = [one for top in QApplication.topLevelWidgets() for one in top.findChildren(QPushButton)]
        next(one for one in buttons if one.text() == words and one.isVisible()).click()


@pytest.fixture
def desk(qtbot, tmp_path):
    """Open the window on a database; the work ends before the database closes."""
    made = []

    def open_desk(database):
        made.append(Desk(qtbot, database, tmp_path))
        return made[-1]

    yield open_desk
    for one in made:
        one.tasks.close()


def test_a_member_is_written_corrected_employed_thrown_away_and_brought_back(qtbot, desk, database: Database):
    desk = desk(database)
    page = desk.page
    employer = saved_employer(desk.employers, name="Cascade Electric")
    page.new_action.trigger()
    for name, text in (
        ("first_name", "Łucja"),
        ("last_name", "O’Neil"),
        ("card_number", "A 77"),
        ("phone", "2065550142"),
    ):
        desk.type_into(name, text)
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None and page.list.model.rowCount() == 1)
    (row,) = desk.members.first_page(ListQuery(search="lucja"), 5)
    qtbot.waitUntil(lambda: page.current_id == row.id and page.stage.view.record is not None and desk.tasks.is_idle())

    page.edit()
    qtbot.waitUntil(lambda: page.stage.form is not None)
    desk.type_into("city", "Tacoma")
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None and desk.tasks.is_idle())
    assert desk.members.load(row.id).draft.city == "Tacoma"

    view = page.stage.view
    view.jobs.add_button.click()
    view.jobs.dialog.form.put({"organization_id": employer.id})
    with qtbot.waitSignal(view.jobs.dialog.accepted):
        view.jobs.dialog.save_button.click()
    qtbot.waitUntil(lambda: page.list.model.row_at(0) is not None and page.list.model.row_at(0).employer != "")
    assert page.list.model.row_at(0).employer == "Cascade Electric"

    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 0 and page.list.states.state == "empty")
    desk.kit.messages.undo_last()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)

    page.show_record(row.id, wide=True)
    view.show_panel(view.timeline)
    qtbot.waitUntil(lambda: len(view.timeline.list.cards.cards) == 5)
    assert [card.title for card in view.timeline.list.cards.cards] == [
        "Member brought back from the bin",
        "Member moved to the bin",
        "Job added",
        "Member changed",
        "Member added",
    ]
    desk.settle()


def test_two_people_at_one_member_choose_field_by_field(qtbot, desk, database: Database, members: MemberService):
    mine = saved_member(members, city="Kent")
    desk = desk(database)
    desk.choose(mine.id)
    desk.page.edit()
    qtbot.waitUntil(lambda: desk.page.stage.form is not None)
    desk.type_into("city", "Tacoma")
    members.save(mine.model_copy(update={"home_local": "46"}))
    desk.page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: "Somebody else changed this record" in _titles())
    desk.press("Save this")
    qtbot.waitUntil(lambda: desk.page.stage.form is None)
    kept = members.load(mine.id).draft
    assert (kept.city, kept.home_local) == ("Tacoma", "46")
    desk.settle()


def test_what_a_screen_costs_in_round_trips(qtbot, desk, counted: tuple[Database, RoundTrips]):
    database, trips = counted
    members = MemberService(database)
    one = saved_member(members)
    cascade = saved_employer(EmployerService(database))
    members.save_employment(job(one, cascade))
    for _ in range(3):
        members.save(member_draft())
    trips.reset()
    desk = desk(database)
    assert trips.count <= 2, trips.statements
    trips.reset()
    desk.choose(one.id)
    assert trips.count <= 2, trips.statements
    desk.page.edit()
    qtbot.waitUntil(lambda: desk.page.stage.form is not None)
    desk.type_into("city", "Tacoma")
    desk.settle()
    trips.reset()
    desk.page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: desk.page.stage.form is None)
    desk.settle()
    assert ["UPDATE member" in statement for statement in trips.statements[:2]] == [True, False]
    assert sum(statement.startswith("UPDATE") for statement in trips.statements) == 1


def _titles():
    return [one.windowTitle() for one in QApplication.topLevelWidgets() if one.isVisible()]
