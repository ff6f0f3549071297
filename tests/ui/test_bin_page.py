"""The bin: what lies there, by whom and when, a look at each, and the way back."""

import pytest
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.ui.bin.screen import BinPage
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.record import MemberView
from tests.ui.fake_employers import NOW, FakeEmployers, FakeNotes, make_kit, toast_words
from tests.ui.fake_members import FakeMembers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def members():
    made = FakeMembers()
    for name in ("Ana Ruiz", "Bo Okafor", "Chidi Silva"):
        made.add(name)
    return made


@pytest.fixture
def employers():
    made = FakeEmployers()
    made.add("Berg Power", city="Kent")
    return made


@pytest.fixture
def thrown(members):
    """Two members who lie in the bin."""
    found = [one for one, kept in members.kept.items() if kept.draft.last_name != "Silva"]
    members.move_to_bin(found)
    members.asked.clear()
    return found


@pytest.fixture
def open_bin(qtbot, kit, members, employers):
    """Show the bin."""

    def open_bin(**arguments):
        notes = FakeNotes()
        page = BinPage(
            kit,
            members,
            employers,
            lambda: MemberView(kit, member_kind(members), members, employers, notes),
            lambda: EmployerView(kit, employer_kind(employers), employers, notes),
        )
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1080, 700)
        page.show()
        page.activate()
        if arguments:
            page.open(**arguments)
        qtbot.waitUntil(lambda: page.drawer.list.model.is_counted and kit.tasks.is_idle())
        return page

    return open_bin


@pytest.fixture
def look(qtbot, kit):
    """Choose a line and wait for its record."""

    def look(page, row=0):
        drawer = page.drawer
        drawer.table.choose(row)
        wanted = drawer.current_id
        qtbot.waitUntil(lambda: drawer.view.record is not None and drawer.view.record.row.id == wanted)
        qtbot.waitUntil(kit.tasks.is_idle)
        return drawer.view

    return look


def lines(page):
    """Return the texts of the rows that have come in."""
    model = page.drawer.list.model
    found = [model.line(row) for row in range(model.rowCount())]
    return [line.texts for line in found if line is not None]


def test_it_tells_who_moved_what_there_and_when(open_bin, thrown):
    page = open_bin()
    assert {line[0] for line in lines(page)} == {"Ruiz, Ana", "Okafor, Bo"}
    assert {line[2:4] for line in lines(page)} == {(moment(NOW), "ana")}
    assert (page.header.title, page.tabs.tabText(0)) == ("Bin", "Members  2")


def test_an_empty_bin_is_friendly_and_leads_on(open_bin, qtbot):
    page = open_bin()
    states = page.drawer.list.states
    assert states.state == "empty"
    assert page.drawer.detail.isHidden(), "there is nothing to look at"
    assert not page.restore_action.isEnabled()
    go = next(one for one in states.findChildren(QPushButton) if one.text() == "Go to Members")
    with qtbot.waitSignal(page.page_wanted) as wanted:
        go.click()
    assert wanted.args == ["members", {}]


def test_what_is_chosen_comes_back_and_can_be_taken_back(open_bin, thrown, members, kit, qtbot):
    page = open_bin()
    page.drawer.table.selectAll()
    page.restore_action.trigger()
    qtbot.waitUntil(lambda: not lines(page) and kit.tasks.is_idle())
    assert all(kept.deleted_at is None for kept in members.kept.values())
    assert toast_words(kit) == "2 members brought back from the bin"
    assert page.tabs.tabText(0) == "Members"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: len(lines(page)) == 2 and kit.tasks.is_idle())
    assert sum(kept.deleted_at is not None for kept in members.kept.values()) == 2


def test_the_record_is_only_looked_at(open_bin, thrown, look):
    page = open_bin()
    view = look(page)
    assert view.is_in_bin
    assert view.contacts.add_button.isHidden()
    assert not page.drawer.detail.isHidden()


def test_the_notice_on_the_record_brings_it_back_and_shows_the_next(open_bin, thrown, members, look, kit, qtbot):
    page = open_bin()
    view = look(page)
    first = view.record_id
    view.restore_wanted.emit(first)
    qtbot.waitUntil(lambda: view.record is not None and view.record_id != first and kit.tasks.is_idle())
    assert (view.record_id, view.is_in_bin) == (page.drawer.current_id, True)
    assert members.kept[first].deleted_at is None
    assert members.asked.count("load") == 2, "the record that went is not read again"


def test_wide_the_record_that_is_shown_comes_back(open_bin, thrown, members, look, kit, qtbot):
    page = open_bin()
    view = look(page)
    page.drawer.table.open_action.trigger()
    assert page.drawer.is_wide
    assert page.tabs.parentWidget().isHidden()
    first = view.record_id
    page.restore_action.trigger()
    qtbot.waitUntil(lambda: len(lines(page)) == 1 and kit.tasks.is_idle())
    assert not page.drawer.is_wide
    assert members.kept[first].deleted_at is None


def test_the_arrow_leads_back_to_the_list(open_bin, thrown, look):
    page = open_bin()
    look(page)
    page.drawer.table.open_action.trigger()
    page.drawer.back_action.trigger()
    assert not page.drawer.is_wide
    assert not page.tabs.parentWidget().isHidden()


def test_what_cannot_come_back_is_told_and_stays(open_bin, thrown, members, look, kit, qtbot, monkeypatch):
    page = open_bin()
    view = look(page)
    told = []
    monkeypatch.setattr(kit.messages, "show_error", told.append)
    members.error = RuleViolation({"card_number": "Bo Okafor has this card number now."})
    page.restore_action.trigger()
    qtbot.waitUntil(lambda: len(told) == 1)
    members.error = None
    assert str(told[0]).startswith("Bo Okafor has this card number now.")
    assert len(lines(page)) == 2
    kit.bus.publish(members.change(view.record_id, preferred_name="Annie"))
    qtbot.waitUntil(lambda: view.record.draft.preferred_name == "Annie" and kit.tasks.is_idle())


def test_organizations_have_a_drawer_of_their_own(open_bin, thrown, employers, look, kit, qtbot):
    (berg,) = employers.kept
    employers.move_to_bin([berg])
    page = open_bin()
    qtbot.waitUntil(lambda: page.tabs.tabText(1) == "Organizations  1")
    page.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: page.drawer.list.model.is_counted and kit.tasks.is_idle())
    assert [line[:1] + line[3:5] for line in lines(page)] == [("Berg Power", "Employer", "Kent")]
    assert look(page).is_in_bin


def test_others_may_ask_for_a_drawer(open_bin, thrown, employers):
    page = open_bin(table="organization")
    assert page.drawer.kind.table == "organization"


def test_search_finds_what_was_thrown_away(open_bin, thrown, kit, qtbot):
    page = open_bin()
    page.drawer.list.filters.search.setText("okafor")
    qtbot.waitUntil(lambda: [line[0] for line in lines(page)] == ["Okafor, Bo"] and kit.tasks.is_idle())
    assert page.tabs.tabText(0) == "Members  2", "the tab counts all of them"


def test_what_others_throw_away_is_seen(open_bin, thrown, members, employers, kit, qtbot):
    page = open_bin()
    kit.bus.publish(members.move_to_bin(list(members.kept)))
    kit.bus.publish(employers.move_to_bin(list(employers.kept)))
    qtbot.waitUntil(lambda: page.drawer.list.model.rowCount() == 3 and page.tabs.tabText(1) == "Organizations  1")
    qtbot.waitUntil(kit.tasks.is_idle)


def test_opening_it_costs_two_questions(open_bin, thrown, members, employers):
    open_bin()
    assert (members.asked, employers.asked) == (["first_page"], ["total"])
