"""Jobs, contacts and notes in the bin: seen where they stood, brought back from there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.member_drafts import MemberContactDraft
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.ui.employers.record import EmployerView, employer_kind
from ip2a_desktop.ui.kit.child_list import ChildList, ChildWords
from ip2a_desktop.ui.kit.kit import Noun
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.widgets import button
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.record import MemberView
from tests.ui.fake_employers import FakeEmployers, FakeNotes, make_kit, settle, toast_words
from tests.ui.fake_members import FakeMembers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def show(qtbot, kit):
    def show(view, record_id):
        qtbot.addWidget(view)
        kit.messages.attach(view)
        view.resize(460, 700)
        view.show()
        view.show_id(record_id)
        qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
        return view

    return show


@pytest.fixture
def members():
    return FakeMembers()


@pytest.fixture
def notes():
    return FakeNotes()


@pytest.fixture
def view(show, kit, members, notes):
    made = MemberView(kit, member_kind(members), members, members.employers, notes)
    ana = members.add("Ana Ruiz")
    members.add_job(ana, "Cascade Electric")
    members.add_job(ana, "Berg Power")
    members.save_contact(check(MemberContactDraft, {"member_id": ana, "name": "Rosa"}))
    return show(made, ana)


def titles(panel):
    return [card.title for card in panel.list.cards.cards]


def bin_first(qtbot, kit, panel):
    panel.list.choose(panel.list.cards.cards[0].id)
    panel.bin_action.trigger()
    settle(qtbot, kit)


def test_a_job_in_the_bin_is_found_where_it_stood_and_comes_back(qtbot, kit, view, members):
    view.show_panel(view.jobs)
    assert view.jobs.bin_button.isHidden()
    bin_first(qtbot, kit, view.jobs)
    assert titles(view.jobs) == ["Berg Power"]
    assert view.jobs.bin_button.text() == "In the bin (1)"

    view.jobs.bin_button.click()
    assert titles(view.jobs) == ["Cascade Electric"]
    assert "Moved to the bin" in view.jobs.list.cards.cards[0].meta
    assert view.jobs.add_button.isHidden()
    assert not view.jobs.bin_action.isEnabled()
    assert not view.jobs.edit_action.isEnabled()
    view.jobs.restore_action.trigger()  # the only one is chosen
    settle(qtbot, kit)
    assert toast_words(kit) == "1 job brought back from the bin"
    assert sorted(titles(view.jobs)) == ["Berg Power", "Cascade Electric"]
    assert view.jobs.bin_button.isHidden()
    assert not view.jobs.add_button.isHidden()


def test_enter_changes_nothing_that_lies_in_the_bin(qtbot, kit, view):
    view.show_panel(view.jobs)
    bin_first(qtbot, kit, view.jobs)
    view.jobs.bin_button.click()
    view.jobs.list.choose(view.jobs.list.cards.cards[0].id)
    qtbot.keyClick(view.jobs.list, Qt.Key.Key_Return)
    assert view.jobs.dialog is None


def test_the_last_one_in_the_bin_leaves_a_way_back(qtbot, kit, view):
    view.show_panel(view.contacts)
    bin_first(qtbot, kit, view.contacts)
    assert view.contacts.states.state == "empty"
    assert view.contacts.bin_button.isVisible()
    view.contacts.bin_button.click()
    assert view.contacts.states.state == "content"
    assert titles(view.contacts) == ["Rosa"]
    view.contacts.bin_button.click()
    assert view.contacts.states.state == "empty"


def test_another_record_begins_with_what_is_there(qtbot, kit, view, members):
    view.show_panel(view.jobs)
    bin_first(qtbot, kit, view.jobs)
    view.jobs.bin_button.click()
    bo = members.add("Bo Berg")
    members.add_job(bo, "Puget Power")
    view.show_id(bo)
    settle(qtbot, kit)
    assert titles(view.jobs) == ["Puget Power"]
    assert view.jobs.bin_button.isHidden()


def test_a_note_comes_back(qtbot, kit, view, members, notes):
    note = check(NoteDraft, {"subject_table": "member", "subject_id": view.record_id, "body": "Called"})
    notes.save(note)
    members.notes = notes
    view.show_panel(view.notes)
    settle(qtbot, kit)
    bin_first(qtbot, kit, view.notes)
    view.notes.bin_button.click()
    (card,) = view.notes.list.cards.cards
    assert card.body == "Called"
    view.notes.list.choose(card.id)
    view.notes.restore_action.trigger()
    settle(qtbot, kit)
    assert [one.body for one in view.notes.list.cards.cards] == ["Called"]


def test_a_record_that_is_itself_in_the_bin_brings_nothing_back(qtbot, kit, view, members):
    view.show_panel(view.jobs)
    bin_first(qtbot, kit, view.jobs)
    view.jobs.bin_button.click()
    kit.bus.publish(members.move_to_bin([view.record_id]))
    settle(qtbot, kit)
    assert view.jobs.bin_button.isHidden()
    assert titles(view.jobs) == ["Berg Power"]


def test_an_organization_s_contact_comes_back(qtbot, kit, show):
    employers, notes = FakeEmployers(), FakeNotes()
    cascade = employers.add("Cascade Electric")
    employers.add_contact(cascade, "Rosa")
    view = show(EmployerView(kit, employer_kind(employers), employers, notes), cascade)
    view.show_panel(view.contacts)
    bin_first(qtbot, kit, view.contacts)
    view.contacts.bin_button.click()
    view.contacts.list.choose(view.contacts.list.cards.cards[0].id)
    view.contacts.restore_action.trigger()
    settle(qtbot, kit)
    assert titles(view.contacts) == ["Rosa"]
    assert replace(view.record, in_bin=()) == view.record


def test_in_a_narrow_place_the_verbs_go_to_the_next_line(qtbot):
    shown = ChildList(ChildWords(Noun("holiday", "holidays"), "calendar", "No holidays yet", "They would stand here."))
    shown.add_beside(button("Usual ones…", icon_name="calendar-plus"))
    shown.bin_button.setText("In the bin (1)")
    qtbot.addWidget(shown)
    buttons = (shown.add_button, shown.bin_button, *shown.findChildren(QToolButton))
    heights = []
    for width in (900, 452):
        shown.resize(width, 400)
        shown.show()
        shown.bin_button.show()
        qtbot.waitUntil(lambda wide=width: shown.width() == wide)
        assert all(one.width() >= one.sizeHint().width() for one in buttons if one.isVisible())
        heights.append(shown.states.y())
    assert heights[0] < heights[1]
