"""A member's tabs: jobs, contacts, notes, timeline, and how they stay fresh."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import MemberStatus, NoteVisibility, StatusChange
from ip2a_desktop.domain.notes import FieldChange, TimelineEntry
from ip2a_desktop.ui.kit.form_drafts import KeptDraft
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.timeline_panel import card_of
from ip2a_desktop.ui.members.kind import member_kind
from ip2a_desktop.ui.members.profile import StatusHistory
from ip2a_desktop.ui.members.record import MemberView
from tests.ui.fake_employers import FakeNotes, make_kit, settle, toast_words
from tests.ui.fake_members import FakeMembers

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
def notes():
    return FakeNotes()


@pytest.fixture
def ana(members):
    return members.add("Ana Ruiz")


@pytest.fixture
def view(qtbot, kit, members, notes, ana):
    view = MemberView(kit, member_kind(members), members, members.employers, notes)
    qtbot.addWidget(view)
    kit.messages.attach(view)
    view.resize(460, 700)
    view.show()
    view.show_id(ana)
    qtbot.waitUntil(lambda: view.record is not None and kit.tasks.is_idle())
    return view


def read_again(qtbot, kit, view):
    view.reload()
    settle(qtbot, kit)


def titles(panel):
    return [card.title for card in panel.list.cards.cards]


def look_at(qtbot, kit, view, panel):
    view.show_panel(panel)
    settle(qtbot, kit)


def fill(qtbot, dialog, name, text):
    widget = dialog.form.cells[name].widget
    widget.setFocus()
    qtbot.keyClicks(widget, text)


def save(qtbot, kit, dialog):
    with qtbot.waitSignal(dialog.accepted):
        dialog.save_button.click()
    settle(qtbot, kit)


# -- jobs -------------------------------------------------------------------------------------------------------------


def test_a_job_is_added_with_its_employer_found_by_a_few_letters(qtbot, kit, members, view, ana):
    cascade = members.employers.add("Cascade Electric")
    look_at(qtbot, kit, view, view.jobs)
    assert view.jobs.states.state == "empty"
    view.jobs.add_button.click()
    dialog = view.jobs.dialog
    fill(qtbot, dialog, "organization_id", "Cascade Electric")
    fill(qtbot, dialog, "weekly_hours", "40")
    fill(qtbot, dialog, "hourly_rate", "41.5")
    qtbot.waitUntil(lambda: dialog.form.values()["organization_id"] == cascade)
    save(qtbot, kit, dialog)
    (job,) = members.kept[ana].jobs.values()
    assert (job.organization_id, job.hourly_rate, job.weekly_hours) == (cascade, Decimal("41.5"), Decimal(40))
    qtbot.waitUntil(lambda: titles(view.jobs) == ["Cascade Electric"])
    (card,) = view.jobs.list.cards.cards
    assert card.body == "40 hours a week · $41.50 an hour"
    assert [chip.text for chip in card.chips] == ["Current"]


def test_a_job_needs_an_employer_and_an_end_after_its_start(qtbot, kit, members, view):
    view.jobs.add_button.click()
    dialog = view.jobs.dialog
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.form.cells["organization_id"].problem == "Choose the employer.")
    dialog.form.put({"started_on": date(2020, 3, 6), "ended_on": date(2019, 3, 6)})
    dialog.save_button.click()
    qtbot.waitUntil(lambda: dialog.refusal.words == "The job ends before it starts.")
    assert dialog.isVisible()
    dialog.session.forget()


def test_a_second_current_job_is_a_question(qtbot, kit, members, view, ana):
    first = members.add_job(ana, "Cascade Electric", started_on=date(2020, 3, 6))
    second = members.employers.add("Berg Power")
    read_again(qtbot, kit, view)
    view.jobs.add_button.click()
    dialog = view.jobs.dialog
    question = dialog.session.also.func.__self__
    assert question.notice.words == f"Already working for Cascade Electric since {day(date(2020, 3, 6))}."
    dialog.form.put({"organization_id": second, "started_on": date(2024, 5, 1)})
    assert question.end_them.text() == f"End that job on {day(date(2024, 5, 1))}"
    dialog.form.put({"ended_on": date(2024, 6, 1)})
    assert question.notice.words == ""
    dialog.form.put({"ended_on": None})
    question.end_them.setChecked(True)
    save(qtbot, kit, dialog)
    jobs = members.kept[ana].jobs
    assert jobs[first].ended_on == date(2024, 5, 1)
    assert len(jobs) == 2


def test_two_current_jobs_may_stay(qtbot, kit, members, view, ana):
    first = members.add_job(ana, "Cascade Electric")
    second = members.employers.add("Berg Power")
    read_again(qtbot, kit, view)
    view.jobs.add_button.click()
    view.jobs.dialog.form.put({"organization_id": second})
    save(qtbot, kit, view.jobs.dialog)
    assert members.kept[ana].jobs[first].ended_on is None


def test_a_job_ends_today_and_that_can_be_taken_back(qtbot, kit, members, view, ana):
    job = members.add_job(ana, "Cascade Electric", started_on=date(2020, 3, 6))
    ended = members.add_job(ana, "Old Power", ended_on=date(2019, 3, 6))
    read_again(qtbot, kit, view)
    view.jobs.list.choose(ended)
    assert not view.jobs.end_action.isEnabled()
    view.jobs.list.choose(job)
    view.jobs.end_action.trigger()
    qtbot.waitUntil(lambda: members.kept[ana].jobs[job].ended_on == today())
    settle(qtbot, kit)
    assert toast_words(kit) == f"Job at Cascade Electric ended on {day(today())}"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: members.kept[ana].jobs[job].ended_on is None)
    settle(qtbot, kit)


def test_a_job_that_begins_tomorrow_never_ends_before_it_starts(qtbot, kit, members, view, ana):
    tomorrow = today() + timedelta(days=1)
    job = members.add_job(ana, "Cascade Electric", started_on=tomorrow)
    read_again(qtbot, kit, view)
    view.jobs.list.choose(job)
    view.jobs.end_action.trigger()
    qtbot.waitUntil(lambda: members.kept[ana].jobs[job].ended_on == tomorrow)
    settle(qtbot, kit)


def test_a_job_is_corrected_by_enter(qtbot, kit, members, view, ana):
    job = members.add_job(ana, "Cascade Electric")
    read_again(qtbot, kit, view)
    look_at(qtbot, kit, view, view.jobs)
    view.jobs.list.choose(job)
    qtbot.keyClick(view.jobs.list, Qt.Key.Key_Return)
    dialog = view.jobs.dialog
    assert dialog.form.cells["organization_id"].widget.text() == "Cascade Electric"
    fill(qtbot, dialog, "position", "Foreman")
    save(qtbot, kit, dialog)
    assert members.kept[ana].jobs[job].position == "Foreman"
    assert titles(view.jobs) == ["Cascade Electric"]
    assert view.jobs.list.current_id == job


def test_a_job_goes_to_the_bin_and_comes_back(qtbot, kit, members, view, ana):
    job = members.add_job(ana, "Cascade Electric")
    read_again(qtbot, kit, view)
    look_at(qtbot, kit, view, view.jobs)
    view.jobs.list.choose(job)
    view.jobs.list.setFocus()
    qtbot.keyClick(view.jobs.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(view.jobs) == [])
    assert toast_words(kit) == "1 job moved to the bin"
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: titles(view.jobs) == ["Cascade Electric"])


# -- contacts ---------------------------------------------------------------------------------------------------------


def test_contacts_are_added_changed_and_thrown_away(qtbot, kit, members, view, ana):
    look_at(qtbot, kit, view, view.contacts)
    view.contacts.add_button.click()
    dialog = view.contacts.dialog
    dialog.save_button.click()
    assert dialog.form.cells["name"].problem != ""
    fill(qtbot, dialog, "name", "Rosa Ruiz")
    fill(qtbot, dialog, "phone", "206 555 0142")
    save(qtbot, kit, dialog)
    qtbot.waitUntil(lambda: titles(view.contacts) == ["Rosa Ruiz"])
    (card,) = view.contacts.list.cards.cards
    assert ([chip.text for chip in card.chips], card.body) == (["Emergency"], "(206) 555-0142")
    view.contacts.list.choose(card.id)
    view.contacts.edit_action.trigger()
    fill(qtbot, view.contacts.dialog, "relation", "Sister")
    save(qtbot, kit, view.contacts.dialog)
    qtbot.waitUntil(lambda: view.contacts.list.cards.cards[0].meta == "Sister")
    view.contacts.bin_action.trigger()
    qtbot.waitUntil(lambda: titles(view.contacts) == [])
    kit.messages.undo_last()
    qtbot.waitUntil(lambda: titles(view.contacts) == ["Rosa Ruiz"])


def test_leaving_a_small_form_asks_about_its_text(qtbot, kit, members, view, ana):
    view.contacts.add_button.click()
    dialog = view.contacts.dialog
    fill(qtbot, dialog, "name", "Rosa")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    buttons = [one for top in QApplication.topLevelWidgets() for one in top.findChildren(QPushButton)]
    with qtbot.waitSignal(dialog.finished):
        next(one for one in buttons if one.text() == "Discard" and one.isVisible()).click()
    assert members.kept[ana].contacts == {}


# -- notes and timeline -----------------------------------------------------------------------------------------------


def test_notes_are_read_when_they_are_looked_at_and_written(qtbot, kit, notes, view, ana):
    look_at(qtbot, kit, view, view.notes)
    assert view.notes.states.state == "empty"
    view.notes.add_button.click()
    dialog = view.notes.dialog
    fill(qtbot, dialog, "body", "Called about Book 2.")
    dialog.form.put({"visibility": NoteVisibility.OFFICERS})
    save(qtbot, kit, dialog)
    qtbot.waitUntil(lambda: len(view.notes.list.cards.cards) == 1)
    (card,) = view.notes.list.cards.cards
    assert card.body == "Called about Book 2."
    assert [(chip.text, chip.icon) for chip in card.chips] == [("Officers only", "lock-simple")]
    view.notes.list.choose(card.id)
    view.notes.bin_action.trigger()
    qtbot.waitUntil(lambda: view.notes.states.state == "empty")
    assert notes.saved == []


def test_a_note_is_corrected(qtbot, kit, notes, view, ana):
    look_at(qtbot, kit, view, view.notes)
    view.notes.add_button.click()
    fill(qtbot, view.notes.dialog, "body", "Called.")
    save(qtbot, kit, view.notes.dialog)
    qtbot.waitUntil(lambda: len(view.notes.list.cards.cards) == 1)
    view.notes.list.choose(view.notes.list.cards.cards[0].id)
    view.notes.edit_action.trigger()
    assert view.notes.dialog.windowTitle() == "Edit note"
    fill(qtbot, view.notes.dialog, "body", "Twice.")
    save(qtbot, kit, view.notes.dialog)
    assert (notes.saved[-1].version, "Twice." in notes.saved[-1].body) == (1, True)


def test_the_timeline_is_asked_for_only_when_it_is_looked_at(qtbot, kit, notes, view, monkeypatch, ana):
    asked = []
    answer = (TimelineEntry(datetime(2026, 3, 6, tzinfo=UTC), "ana", "Member added", ()),)
    monkeypatch.setattr(notes, "timeline", lambda *of: asked.append(of) or answer)
    read_again(qtbot, kit, view)
    assert asked == []
    look_at(qtbot, kit, view, view.timeline)
    assert asked == [("member", ana)]
    assert titles(view.timeline) == ["Member added"]


def test_a_timeline_that_cannot_be_read_says_so_and_tries_again(qtbot, kit, notes, view, monkeypatch):
    def silent(*_of):
        raise DatabaseUnavailable("The server does not answer.", "", "Try again.")

    real = notes.timeline
    monkeypatch.setattr(notes, "timeline", silent)
    look_at(qtbot, kit, view, view.timeline)
    assert view.timeline.states.state == "failed"
    monkeypatch.setattr(notes, "timeline", real)
    next(one for one in view.timeline.findChildren(QPushButton) if one.text() == "Try again").click()
    qtbot.waitUntil(lambda: view.timeline.states.state == "content")


def test_a_change_is_told_with_before_and_after_in_the_system_s_dates():
    changes = (
        FieldChange("City", "Kent", "Tacoma"),
        FieldChange("Other phone", "(206) 555-0142", ""),
        FieldChange("Initiated", "", "2020-03-06"),
        FieldChange("Skills", "", "2020-03-06 was the day"),
    )
    card = card_of(TimelineEntry(datetime(2026, 3, 6, tzinfo=UTC), "ana", "Member changed", changes))
    told = {one.name: one.text for one in card.lines}
    assert told["City"] == "Kent → Tacoma"
    assert told["Other phone"] == "(206) 555-0142 → empty"
    assert told["Initiated"] == day(date(2020, 3, 6))
    assert told["Skills"] == "2020-03-06 was the day"
    assert "ana" in card.meta
    assert "City: Kent → Tacoma" in card.spoken()


def test_a_card_is_copied_as_words(qtbot, kit, view):
    look_at(qtbot, kit, view, view.timeline)
    view.timeline.list.setCurrentIndex(view.timeline.list.cards.index(0, 0))
    view.timeline.list.copy_action.trigger()
    assert QGuiApplication.clipboard().text().startswith("Member added, ana · ")


# -- the record -------------------------------------------------------------------------------------------------------


def test_the_status_history_tells_since_when_and_why(qtbot, view):
    assert [line.words.text() for line in view.profile.history.lines] == [f"since {day(date(2020, 3, 6))} · Reinstated"]
    history = StatusHistory()
    qtbot.addWidget(history)
    history.show_changes([])
    assert history.lines == []
    at = datetime(2026, 3, 6, tzinfo=UTC)
    history.show_changes([StatusChange(MemberStatus.RETIRED, date(2026, 3, 6), "", at, "bo")])
    assert history.lines[0].left.chip.text == "Retired"
    assert "bo" in history.lines[0].words.toolTip()


def test_a_change_elsewhere_is_read_at_once_and_one_of_somebody_else_is_not(qtbot, kit, members, view, ana):
    other = members.add("Bo Zander")
    members.asked.clear()
    kit.bus.publish(members.change(other, city="Kent"))
    settle(qtbot, kit)
    assert members.asked == []
    kit.bus.publish(members.change(ana, city="Kent"))
    qtbot.waitUntil(lambda: view.profile.reach.value("address") == "Kent")


def test_a_page_that_nobody_sees_reads_once_it_is_seen(qtbot, kit, members, view, ana):
    view.hide()
    members.asked.clear()
    kit.bus.publish(members.change(ana, city="Kent"))
    kit.bus.publish(members.change(ana, city="Tacoma"))
    settle(qtbot, kit)
    assert members.asked == []
    view.show()
    qtbot.waitUntil(lambda: view.profile.reach.value("address") == "Tacoma")
    assert members.asked == ["load"]


def test_a_small_form_comes_back_after_a_crash(qtbot, kit, members, view, ana):
    job = members.add_job(ana, "Cascade Electric")
    at = datetime(2026, 3, 6, tzinfo=UTC)
    given = {"member_id": str(ana)}
    kit.draft_store.keep(KeptDraft("employment", job, 1, "the job", {"position": "Foreman"}, given, at, (1, 0.0)))
    elsewhere = {"member_id": str(new_id())}
    kit.draft_store.keep(KeptDraft("employment", new_id(), None, "a job", {}, elsewhere, at, (1, 0.0)))
    read_again(qtbot, kit, view)
    look_at(qtbot, kit, view, view.jobs)
    qtbot.waitUntil(lambda: view.jobs.offer.words != "")
    continued = [one for one in view.jobs.offer.findChildren(QPushButton) if one.text() == "Continue"]
    assert len(continued) == 1
    continued[0].click()
    assert view.jobs.dialog.form.values()["position"] == "Foreman"
    save(qtbot, kit, view.jobs.dialog)
    assert members.kept[ana].jobs[job].position == "Foreman"


def test_every_field_and_verb_has_a_name_for_a_screen_reader(view):
    buttons = [one for one in view.findChildren(QPushButton) if one.text() or one.accessibleName()]
    assert buttons
    tools = [one for one in view.findChildren(type(view.jobs.add_button)) if not one.text() and not one.toolTip()]
    assert [one for one in tools if one.isVisible()] == []
    assert view.jobs.list.accessibleName() == "Jobs"
    assert view.profile.standing.accessibleName() == "Standing"
