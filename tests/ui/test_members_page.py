"""The members' page: list, record beside it and wide, own windows, bin, papers, export."""

import csv
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.errors import DatabaseUnavailable, NotFound
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.filters import Choice
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members.screen import MembersPage
from ip2a_desktop.ui.members.table import COLUMNS
from tests.ui.fake_employers import FakeNotes, make_kit, settle, toast_words
from tests.ui.fake_members import FakeMembers, FakePapers

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform


@pytest.fixture
def kit(tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def members():
    return FakeMembers()


@pytest.fixture
def ana(members):
    one = members.add("Ana Ruiz", status="suspended", phone="2065550142", city="Kent", state="WA", member_type="a")
    members.add("Bo Zander")
    members.add("Chidi Abara", status="retired")
    return one


@pytest.fixture
def papers():
    return FakePapers()


@pytest.fixture
def open_page(qtbot, kit, members, papers):
    """Show the page with a member beside the list."""

    def open_page(chosen=None):
        page = MembersPage(kit, members, members.employers, FakeNotes(), papers)
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1180, 700)
        page.show()
        page.activate()
        qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
        if chosen is not None:
            page.table.show_record(chosen)
            qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
        return page

    return open_page


def texts(menu_action):
    menu = menu_action.menu()
    menu.aboutToShow.emit()
    return [one.text() for one in menu.actions() if not one.isSeparator()]


def press(menu_action, text):
    menu = menu_action.menu()
    menu.aboutToShow.emit()
    next(one for one in menu.actions() if one.text() == text).trigger()


def test_the_list_shows_words_and_chips_and_no_stored_values(open_page, ana):
    page = open_page()
    rows = [page.list.model.line(row) for row in range(3)]
    assert [line.texts[0] for line in rows] == ["Abara, Chidi", "Ruiz, Ana", "Zander, Bo"]
    by_key = dict(zip([column.key for column in COLUMNS], rows[1].texts, strict=True))
    assert by_key["phone"] == "(206) 555-0142"
    assert (by_key["classification"], by_key["member_type"]) == ("Journey worker", "A")
    assert [chip.text for chip in rows[1].chips if chip] == ["Suspended"]
    assert all(chip.icon for line in rows for chip in line.chips if chip)
    assert page.header.title == "Members"


def test_every_column_but_those_of_the_office_exports_something_plain(members, ana):
    row = members.rows([ana])[0]
    exported = {column.key: column.exported(row) for column in COLUMNS}
    assert exported["status"] == "Suspended"
    assert exported["initiation_date"] is None
    assert exported["updated_at"] == row.updated_at


def test_the_member_stands_beside_the_list(open_page, ana):
    page = open_page(ana)
    view = page.stage.view
    assert view.profile.standing.value("status") == "Suspended"
    assert view.profile.reach.value("phone") == "(206) 555-0142"
    assert view.profile.reach.value("address") == "Kent, WA"
    assert view.profile.work.value("employer") == "–"
    assert view.profile.reach.value("phone_other") == ""


def test_opening_a_member_asks_the_database_once(qtbot, open_page, members, ana, kit):
    page = open_page()
    members.asked.clear()
    page.table.show_record(ana)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    assert members.asked == ["load"]


@pytest.mark.parametrize("wide", [False, True])
def test_a_member_whom_the_list_lets_go_is_not_left_beside_it(qtbot, open_page, kit, ana, wide):
    page = open_page()
    page.open(record=ana, wide=wide)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    page.open(filters={"status": [Choice("retired", "Retired")]})
    qtbot.waitUntil(lambda: kit.tasks.is_idle() and not page._follow.isActive())
    assert not page.is_wide
    assert page.stage.record_id is None
    assert not page.edit_action.isEnabled()


def test_enter_opens_wide_and_back_leads_to_the_list(qtbot, open_page, ana):
    page = open_page(ana)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.is_wide
    assert page.header.title == "Ana Ruiz"
    assert "Edit" in [verb.text() for verb in page.header.verbs]
    qtbot.keyClick(page, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not page.is_wide
    assert page.header.title == "Members"
    assert [verb.text() for verb in page.header.verbs] == ["New member", "Edit", "Print", "Export", "Move to bin"]


def test_ctrl_enter_opens_a_window_of_its_own_once(qtbot, open_page, kit, ana):
    page = open_page(ana)
    page.table.setFocus()
    for _ in range(2):
        qtbot.keyClick(page.table, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        settle(qtbot, kit)
    (window,) = page.windows
    qtbot.waitUntil(lambda: window.windowTitle() == "Ana Ruiz")
    assert window.header.title == "Ana Ruiz"
    window.close()
    assert page.windows == []


def test_the_bin_takes_without_asking_and_gives_back(qtbot, open_page, members, kit, ana):
    page = open_page(ana)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    assert members.kept[ana].deleted_at is not None
    assert toast_words(kit) == "1 member moved to the bin"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 3)
    assert members.kept[ana].deleted_at is None
    assert toast_words(kit) == "1 member brought back from the bin"


def test_after_the_bin_the_next_member_is_shown(qtbot, open_page, ana):
    page = open_page(ana)
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.stage.view.record.row.id != ana)
    assert page.stage.view.record.row.last_name == "Zander"
    assert not page.stage.view.is_in_bin


def test_a_bin_that_fails_says_so_and_keeps_everything(qtbot, open_page, members, kit, ana):
    page = open_page(ana)
    members.error = DatabaseUnavailable("The server does not answer.", "Nothing was changed.", "Try again.")
    page.bin_action.trigger()
    qtbot.waitUntil(lambda: page.window().findChild(QPushButton) is not None and kit.tasks.is_idle())
    assert page.list.model.rowCount() == 3
    members.error = None
    kit.bus.publish(members.change(ana, city="Tacoma"))
    qtbot.waitUntil(lambda: page.stage.view.profile.reach.value("address") == "Tacoma, WA")


def test_a_member_in_the_bin_can_be_seen_and_brought_back_but_not_edited(qtbot, open_page, members, kit, ana):
    members.move_to_bin([ana])
    page = open_page()
    page.show_record(ana, wide=True)
    qtbot.waitUntil(lambda: page.stage.view.record is not None)
    view = page.stage.view
    assert view.is_in_bin
    assert not page.edit_action.isEnabled()
    assert view.jobs.add_button.isHidden()
    page.edit()
    assert page.stage.form is None
    view.restore_wanted.emit(ana)
    qtbot.waitUntil(lambda: not view.is_in_bin)
    assert page.edit_action.isEnabled()


def test_verbs_need_somebody_chosen(open_page, ana):
    page = open_page()
    assert page.new_action.isEnabled()
    assert not page.edit_action.isEnabled()
    assert not page.bin_action.isEnabled()
    assert page.stage.view.states.state == "empty"


def test_a_member_who_is_gone_is_told_and_a_silent_server_too(qtbot, open_page, members, kit, ana):
    page = open_page(ana)
    view = page.stage.view
    members.error = DatabaseUnavailable("The server does not answer.", "", "Try again.")
    page.stage.reload()
    qtbot.waitUntil(lambda: view.states.state == "failed")
    members.error = NotFound("This member is not there any more.", "", "Refresh the list.")
    view.reload()
    qtbot.waitUntil(lambda: view.states.state == "empty")
    members.error = None
    view.reload()
    qtbot.waitUntil(lambda: view.states.state == "content")


def test_papers_are_of_the_record_and_of_the_list_on_screen(qtbot, open_page, papers, kit, ana):
    page = open_page(ana)
    page.list.filters.search.setText("r")
    qtbot.waitUntil(lambda: page.query.search == "r" and page.list.model.is_counted and kit.tasks.is_idle())
    assert texts(page.print_action) == [
        "Record of Ana Ruiz…",
        "Roster of the 3 members shown…",
        "Roster of all members…",
        "Labels for the selected member…",
        "Labels for the 3 members shown…",
        "Labels for all members…",
    ]
    choices = {one.text: one for one in page.papers_now() if one}
    choices["Roster of the 3 members shown"].make(PaperSize.LETTER)
    choices["Labels for the selected member"].make(PaperSize.A4)
    assert papers.printed[0] == ("roster", ListQuery(search="r"), PaperSize.LETTER, "“r”")
    assert [list(ids) for kind, ids, *_ in papers.printed if kind == "labels"] == [[ana]]
    page.set_wide(True)
    assert texts(page.print_action) == ["Record of Ana Ruiz…"]


def test_the_preview_opens_with_the_record(qtbot, open_page, papers, kit, ana):
    page = open_page(ana)
    press(page.print_action, "Record of Ana Ruiz…")
    qtbot.waitUntil(lambda: papers.printed != [] and kit.tasks.is_idle())
    assert papers.printed[0][:2] == ("record", ana)
    page.printing.dialog.reject()


def test_export_writes_what_is_shown_in_the_order_of_the_screen(qtbot, open_page, kit, tmp_path, ana):
    page = open_page(ana)
    assert texts(page.export_action) == [
        "The selected member to Excel…",
        "The selected member to CSV…",
        "All members to Excel…",
        "All members to CSV…",
    ]
    path = tmp_path / "members.csv"
    page.list.sort_by("name", True)
    state = page.list_state()
    page.exporter.write(path, state.query, state.columns, "csv")
    qtbot.waitUntil(lambda: path.exists() and kit.tasks.is_idle())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0][:3] == ["Name", "Card", "Status"]
    assert [row[0] for row in rows[1:]] == ["Zander, Bo", "Ruiz, Ana", "Abara, Chidi"]
    assert "3 members written to members.csv" in toast_words(kit)


def test_export_to_a_folder_that_is_not_there_is_told(qtbot, open_page, kit, tmp_path, ana):
    page = open_page(ana)
    state = page.list_state()
    path = Path(tmp_path, "nowhere", "members.xlsx")
    page.exporter.write(path, [ana], state.columns, "xlsx")
    qtbot.waitUntil(lambda: "is not there" in _dialog_words(page))
    assert not path.exists()


def _dialog_words(page):
    return " ".join(one.heading.text() for one in page.window().findChildren(Dialog) if one.isVisible())


def test_the_layout_is_the_person_s_own(qtbot, kit, members, papers, ana):
    saved = {}
    own = type(kit)(kit.tasks, kit.bus, kit.messages, kit.settings, kit.drafts,
                    lambda _name: {"sort": {"key": "card_number", "descending": True}},
                    lambda name, layout: saved.update({name: layout}))  # fmt: skip
    page = MembersPage(own, members, members.employers, FakeNotes(), papers)
    qtbot.addWidget(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
    assert (page.query.sort, page.query.descending) == ("card_number", True)
    page.table.sort_wanted.emit("city", False)
    qtbot.waitUntil(lambda: "members" in saved)
    assert saved["members"]["sort"] == {"key": "city", "descending": False}


def test_copy_puts_the_visible_columns_on_the_clipboard(qtbot, open_page, kit, ana):
    page = open_page(ana)
    page.table.copy_action.trigger()
    qtbot.waitUntil(lambda: "copied" in toast_words(kit))
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1].startswith("Ruiz, Ana\t")


def test_keys_of_the_list_and_of_the_record_are_not_in_each_other_s_way(open_page, ana):
    page = open_page(ana)
    page.set_wide(True)
    keys = [
        sequence.toString()
        for action in [*page.actions(), *page.stage.view.actions(), *page.stage.actions()]
        if isinstance(action, QAction) and action.isEnabled()
        for sequence in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


def test_a_window_of_somebody_who_is_not_there_says_so(qtbot, open_page, kit, ana):
    page = open_page()
    window = page.open_window(new_id())
    qtbot.waitUntil(lambda: window.stage.view.states.state == "empty" and kit.tasks.is_idle())
    assert window.stage.heading is None
    window.close_now()


def test_after_a_form_the_list_is_followed_again_to_the_record_that_was_edited(qtbot, open_page, kit, ana):
    page = open_page(ana)
    page.edit_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is not None)
    page.table.choose(2)  # the list behind the form moves on, as when the member leaves it
    qtbot.waitUntil(lambda: not page._follow.isActive())
    page.stage.leave_form()
    qtbot.waitUntil(lambda: page.stage.form is None and page.stage.record_id == page.current_id)
    assert page.current_id != ana
    page.table.choose(1)
    assert page.current_id == ana
    qtbot.waitUntil(lambda: page.stage.record_id == ana)
