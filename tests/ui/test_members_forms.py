"""Writing members: new and edit, problems, those who look alike, conflicts, leaving, coming back after a crash."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.ui.kit.conflict import ConflictDialog
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.form_drafts import KeptDraft
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.members.screen import MembersPage
from tests.ui.fake_employers import FakeNotes, make_kit, settle
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
    one = members.add("Ana Ruiz", city="Kent", state="WA")
    members.add("Bo Zander")
    return one


@pytest.fixture
def page(qtbot, kit, members, ana):
    page = MembersPage(kit, members, members.employers, FakeNotes(), FakePapers())
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.resize(1180, 760)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.list.model.is_counted and kit.tasks.is_idle())
    page.table.show_record(ana)
    qtbot.waitUntil(lambda: page.stage.view.record is not None and kit.tasks.is_idle())
    return page


def fields(page, part=0):
    return page.stage.form.parts[part].form


def type_into(qtbot, page, name, text, part=0):
    widget = fields(page, part).cells[name].widget
    widget.setFocus()
    widget.selectAll()
    qtbot.keyClicks(widget, text)


def dialog(page):
    shown = [one for one in page.window().findChildren(Dialog) if one.isVisible()]
    return shown[-1] if shown else None


def answer(qtbot, page, words):
    qtbot.waitUntil(lambda: dialog(page) is not None)
    button = next(one for one in dialog(page).findChildren(QPushButton) if one.text() == words)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def begin_edit(qtbot, page, kit):
    page.edit()
    qtbot.waitUntil(lambda: page.stage.form is not None)
    return page.stage.form


def test_a_new_member_is_written_and_then_shown(qtbot, page, members, kit):
    page.new_action.trigger()
    assert page.is_wide
    assert page.header.title == "New member"
    assert page.header.verbs == []
    for name, text in (("first_name", "Dolores"), ("last_name", "Huerta"), ("card_number", "A 77")):
        type_into(qtbot, page, name, text)
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None)
    saved = next(kept.draft for kept in members.kept.values() if kept.draft.last_name == "Huerta")
    assert (saved.card_number, saved.version) == ("A 77", 1)
    assert not page.is_wide
    qtbot.waitUntil(lambda: page.stage.view.record is not None and page.stage.record_id == saved.id)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 3)


def test_faults_stand_beside_their_fields_and_the_keyboard_goes_to_the_first(qtbot, page, members):
    page.new_action.trigger()
    type_into(qtbot, page, "last_name", "Huerta")
    type_into(qtbot, page, "phone", "12")
    page.stage.form.save_action.trigger()
    cells = fields(page).cells
    assert cells["first_name"].problem == "A member needs a first name."
    assert cells["card_number"].problem == "A member needs a card number."
    assert "area code" in cells["phone"].problem
    assert cells["last_name"].problem == ""
    assert page.stage.form.focusWidget() is cells["first_name"].widget
    assert "save" not in members.asked


def test_what_the_database_refuses_stands_beside_its_field(qtbot, page, members, kit):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "card_number", "000002")
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: fields(page).cells["card_number"].problem != "")
    assert fields(page).cells["card_number"].problem == "Another member has this card number."
    assert fields(page).isEnabled()


def test_somebody_who_is_known_is_named_while_typing(qtbot, page, members, kit, ana):
    members.move_to_bin([ana])
    page.new_action.trigger()
    type_into(qtbot, page, "first_name", "ana")
    type_into(qtbot, page, "last_name", "RUIZ")
    qtbot.waitUntil(lambda: "looks like somebody you already have" in page.stage.form.strip_words())
    buttons = {one.accessibleName(): one for one in page.stage.form.findChildren(QPushButton)}
    buttons["Restore Ana Ruiz"].click()
    qtbot.waitUntil(lambda: members.kept[ana].deleted_at is None)
    settle(qtbot, kit)
    assert page.stage.form is not None
    next(one for one in page.stage.form.findChildren(QPushButton) if one.accessibleName() == "Look at Ana Ruiz").click()
    answer(qtbot, page, "Discard")
    qtbot.waitUntil(lambda: page.stage.form is None and page.stage.record_id == ana)
    assert page.is_wide


def test_an_edit_is_saved_with_the_private_fields_and_the_list_comes_back(qtbot, page, members, kit, ana):
    begin_edit(qtbot, page, kit)
    assert page.header.title == "Edit Ana Ruiz"
    type_into(qtbot, page, "city", "Tacoma")
    type_into(qtbot, page, "ssn_last4", "0042", part=1)
    members.asked.clear()
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None)
    assert [one for one in members.asked if one.startswith("save")] == ["save", "save_private"]
    assert (members.kept[ana].draft.city, members.kept[ana].private.ssn_last4) == ("Tacoma", "0042")
    assert not page.is_wide
    qtbot.waitUntil(lambda: page.stage.view.profile.reach.value("address") == "Tacoma, WA")


@pytest.mark.parametrize("way", ["save_action", "cancel"])
def test_after_the_form_the_keyboard_is_with_the_record_so_that_its_keys_work(qtbot, page, members, kit, way):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.set_wide(True)
    begin_edit(qtbot, page, kit)
    if way == "cancel":
        page.stage.leave_form()
    else:
        type_into(qtbot, page, "city", "Tacoma")
        page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None)
    settle(qtbot, kit)
    assert page.is_wide
    assert page.focusWidget() is page.stage.view.tabs
    qtbot.keyClick(page.focusWidget(), Qt.Key.Key_F2)
    assert page.stage.form is not None


def test_after_a_new_member_in_a_wide_page_the_keyboard_is_with_that_member(qtbot, page, members, kit):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.set_wide(True)
    page.new_action.trigger()
    for name, text in (("first_name", "Dolores"), ("last_name", "Huerta"), ("card_number", "A 77")):
        type_into(qtbot, page, name, text)
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None and page.stage.view.record is not None)
    settle(qtbot, kit)
    assert page.stage.view.record.draft.last_name == "Huerta"
    assert page.focusWidget() is page.stage.view.tabs


def test_esc_leaves_a_form_and_asks_where_something_was_typed(qtbot, page, members, kit, ana):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.set_wide(True)
    begin_edit(qtbot, page, kit)
    qtbot.keyClick(page.stage.form.first_field, Qt.Key.Key_Escape)
    assert page.stage.form is None
    assert page.is_wide
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    qtbot.keyClick(fields(page).cells["city"].widget, Qt.Key.Key_Escape)
    answer(qtbot, page, "Discard")
    qtbot.waitUntil(lambda: page.stage.form is None)
    qtbot.keyClick(page.stage.view.tabs, Qt.Key.Key_Escape)
    assert not page.is_wide
    assert members.kept[ana].draft.city == "Kent"


def test_another_status_begins_today_unless_the_person_says_otherwise(qtbot, page, members, kit, ana):
    members.change(ana, status_since=date(2020, 3, 6), status_reason="Reinstated")
    page.stage.reload()
    settle(qtbot, kit)
    begin_edit(qtbot, page, kit)
    form = fields(page)
    status = form.field("status")
    form.cells["status"].widget.setCurrentIndex(list(MemberStatus).index(MemberStatus.RETIRED))
    status.edited.emit()
    assert (form.values()["status_since"], form.values()["status_reason"]) == (today(), "")
    form.put({"status_since": date(2026, 1, 31)})
    form.cells["status"].widget.setCurrentIndex(list(MemberStatus).index(MemberStatus.DECEASED))
    status.edited.emit()
    assert form.values()["status_since"] == date(2026, 1, 31)
    form.cells["status"].widget.setCurrentIndex(0)
    status.edited.emit()
    assert (form.values()["status_since"], form.values()["status_reason"]) == (date(2020, 3, 6), "Reinstated")
    assert not form.is_dirty


def test_without_the_private_duty_there_are_no_private_fields(qtbot, page, members, kit):
    members.may_see_private = False
    page.stage.reload()
    settle(qtbot, kit)
    assert page.stage.view.profile.private.isHidden()
    begin_edit(qtbot, page, kit)
    assert len(page.stage.form.parts) == 1


def test_an_untouched_form_is_left_without_a_question(qtbot, page, members, kit):
    form = begin_edit(qtbot, page, kit)
    form.cancel()
    assert page.stage.form is None
    assert dialog(page) is None
    assert "save" not in members.asked


@pytest.mark.parametrize(
    ("words", "stays", "city"), [("Cancel", True, "Kent"), ("Discard", False, "Kent"), ("Save", False, "Tacoma")]
)
def test_leaving_asks_save_discard_or_cancel(qtbot, page, members, kit, ana, words, stays, city):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    page.back_action.trigger()
    answer(qtbot, page, words)
    qtbot.waitUntil(lambda: kit.tasks.is_idle() and (page.stage.form is not None) == stays)
    assert members.kept[ana].draft.city == city
    if stays:
        assert fields(page).values()["city"] == "Tacoma"


def test_closing_the_window_asks_too(qtbot, page, kit):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    answers = []
    page.may_close(answers.append)
    answer(qtbot, page, "Cancel")
    assert answers == [False]
    page.may_close(answers.append)
    answer(qtbot, page, "Discard")
    assert answers == [False, True]


def test_a_conflict_is_shown_field_by_field_and_nothing_is_lost(qtbot, page, members, kit, ana):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    members.change(ana, city="Auburn", home_local="46")
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: isinstance(dialog(page), ConflictDialog))
    asked = dialog(page)
    assert {one.name for one in asked.differences} == {"city", "home_local"}
    asked.choose("city", "mine")
    asked.save_button.click()
    qtbot.waitUntil(lambda: page.stage.form is None)
    assert (members.kept[ana].draft.city, members.kept[ana].draft.home_local) == ("Tacoma", "46")


def test_a_conflict_may_be_put_off(qtbot, page, members, kit, ana):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    members.change(ana, city="Auburn")
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: isinstance(dialog(page), ConflictDialog))
    answer(qtbot, page, "Keep editing")
    assert fields(page).values()["city"] == "Tacoma"
    assert members.kept[ana].draft.city == "Auburn"


def test_a_silent_server_keeps_the_text(qtbot, page, members, kit, ana):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    members.error = DatabaseUnavailable("The server does not answer.", "Your text is still here.", "Try again.")
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: dialog(page) is not None)
    assert dialog(page).heading.text() == "The server does not answer."
    members.error = None
    answer(qtbot, page, "Try again")
    qtbot.waitUntil(lambda: page.stage.form is None)
    assert members.kept[ana].draft.city == "Tacoma"


def kept(form, record, version, title, states):
    """What a copy of the program that ended long ago left behind."""
    return KeptDraft(form, record, version, title, states, {}, datetime(2026, 3, 6, 14, 5, tzinfo=UTC), (1, 0.0))


def test_what_was_typed_before_a_crash_is_offered_and_goes_on(qtbot, kit, members, ana):
    other = new_id()
    kit.draft_store.keep(kept("member", ana, 1, "Ana Ruiz", {"city": "Tacoma"}))
    kit.draft_store.keep(kept("member", other, None, "the new member", {"last_name": "Huerta"}))
    members.asked.clear()
    page = MembersPage(kit, members, members.employers, FakeNotes(), FakePapers())
    qtbot.addWidget(page)
    kit.messages.attach(page)
    page.show()
    page.activate()
    qtbot.waitUntil(lambda: page.offer.words != "" and kit.tasks.is_idle())
    buttons = {one.accessibleName(): one for one in page.offer.findChildren(QPushButton)}
    buttons["Continue: Ana Ruiz"].click()
    qtbot.waitUntil(lambda: page.stage.form is not None)
    assert fields(page).values()["city"] == "Tacoma"
    assert page.stage.form.session.is_dirty
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None and kit.tasks.is_idle())
    assert members.kept[ana].draft.city == "Tacoma"
    assert [one.record for one in kit.draft_store.pending()] == [other]


def test_a_new_member_comes_back_after_a_crash_with_the_same_id(qtbot, page, members, kit):
    other = new_id()
    kit.draft_store.keep(kept("member", other, None, "the new member", {"first_name": "Dolores"}))
    page.offer.look()
    qtbot.waitUntil(lambda: page.offer.words != "")
    next(one for one in page.offer.findChildren(QPushButton) if one.text() == "Continue").click()
    qtbot.waitUntil(lambda: page.stage.form is not None)
    type_into(qtbot, page, "last_name", "Huerta")
    type_into(qtbot, page, "card_number", "77")
    page.stage.form.save_action.trigger()
    qtbot.waitUntil(lambda: page.stage.form is None)
    assert members.kept[other].draft.first_name == "Dolores"


def test_what_was_typed_before_a_crash_can_be_thrown_away(qtbot, page, kit, ana):
    kit.draft_store.keep(kept("member", ana, 1, "Ana Ruiz", {"city": "Tacoma"}))
    page.offer.look()
    qtbot.waitUntil(lambda: page.offer.words != "")
    next(one for one in page.offer.findChildren(QPushButton) if one.text() == "Discard").click()
    qtbot.waitUntil(lambda: page.offer.words == "" and kit.tasks.is_idle())
    assert kit.draft_store.pending() == ()


def test_the_form_is_kept_on_disk_while_it_is_not_saved(qtbot, page, kit, ana):
    begin_edit(qtbot, page, kit)
    type_into(qtbot, page, "city", "Tacoma")
    qtbot.waitUntil(lambda: any(kit.drafts.glob("*.draft.json")))
    page.stage.form.cancel()
    answer(qtbot, page, "Discard")
    qtbot.waitUntil(lambda: not any(kit.drafts.glob("*.draft.json")))
    assert page.stage.form is None
