"""The Import page: four steps over a service, past imports, taking back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from ip2a_desktop.domain.errors import Cancelled, InputProblem
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import (
    BatchKind,
    Counts,
    ImportKind,
    KeptRecord,
    RowFate,
)
from ip2a_desktop.ui.imports import assistant as steps
from ip2a_desktop.ui.imports.screen import ImportsPage
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.crash import CrashReporter
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_imports import KARL, FakeImports, batch_row

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ROSTER = "Card,Last,First,Phone\n1,Silva,Ana,206 555 0142\n2,Muñoz,José,12\n3,Braun,Karl,\n4,Bo,Bo,\n"


@pytest.fixture
def imports():
    return FakeImports()


@pytest.fixture
def page(qtbot, tmp_path, imports):
    tasks, bus = Tasks(), ChangeBus()
    messages = Messages(CrashReporter(tmp_path / "log.txt"))
    kit = Kit(tasks, bus, messages, SettingsStore(tmp_path), tmp_path, lambda _name: {}, lambda _name, _layout: None)
    page = ImportsPage(kit, imports)
    messages.attach(page)
    page.kit = kit
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    yield page
    tasks.close()


@pytest.fixture
def rest(qtbot, page) -> Callable[[], None]:
    def rest():
        qtbot.waitUntil(page.kit.tasks.is_idle)
        QApplication.processEvents()  # so that what was added is laid out and seen

    return rest


@pytest.fixture
def roster(tmp_path) -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def at_preview(page, rest, roster):
    page.begin(ImportKind.MEMBERS, roster)
    rest()
    page.assistant.next_button.click()
    rest()
    page.assistant.next_button.click()
    rest()
    return page.assistant


def words(widget):
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def dialog(page):
    found = [one for one in page.window().findChildren(Dialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def press(widget, text):
    next(one for one in widget.findChildren(QPushButton) if one.text() == text).click()


def test_an_empty_list_offers_the_first_import(page, rest):
    page.activate()
    rest()
    assert page.states.state == "empty"
    press(page.states, "Import a file")
    assert page.assistant.step == steps.FILE
    assert not page.assistant.next_button.isEnabled()


def test_a_list_that_cannot_be_read_says_so_and_tries_again(page, rest, imports):
    imports.error = InputProblem("The server is away.", "", "Try again.")
    page.activate()
    rest()
    assert page.states.state == "failed"
    imports.error, imports.rows = None, (batch_row(),)
    press(page.states, "Try again")
    rest()
    assert page.states.state == "content"
    assert page.history.model.rowCount() == 1


def test_a_file_is_opened_and_described(page, rest, roster):
    page.begin(path=roster)
    rest()
    said = words(page.assistant.file_step)
    assert "roster.csv" in said
    assert "4 rows · 4 columns" in said
    assert "CSV with commas, Unicode" in said
    assert page.assistant.next_button.isEnabled()


def test_a_file_dropped_onto_the_page_begins_an_import(page, rest, roster):
    page.activate()
    rest()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(roster))])
    actions, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), actions, data, buttons, keys))
    rest()
    assert page.assistant.step == steps.FILE
    assert page.assistant.is_begun


def test_a_file_that_cannot_be_read_gets_its_sentence_and_the_step_stays(page, rest, imports, roster):
    imports.error = InputProblem("roster.csv is empty.", "Nothing was imported.", "Export it again.")
    page.begin(path=roster)
    rest()
    assert "roster.csv is empty." in words(dialog(page))
    assert page.assistant.step == steps.FILE
    assert not page.assistant.next_button.isEnabled()


def test_the_heading_row_and_the_kind_read_the_file_again(page, rest, roster):
    roster.write_text("Our local\n" + ROSTER, encoding="utf-8")
    page.begin(path=roster)
    rest()
    form = page.assistant.file_step
    assert form.heading_row.value() == 2
    form.heading_row.setValue(1)
    rest()
    assert page.assistant._source.row_count == 5
    form.kind.buttons[ImportKind.EMPLOYERS].click()
    rest()
    assert "employers that are here" in words(form)


def test_columns_are_guessed_marked_and_a_field_is_used_once(page, rest, roster):
    page.begin(path=roster)
    rest()
    page.assistant.next_button.click()
    rest()
    columns = page.assistant.columns_step
    assert columns.mapping == {"card_number": "Card", "last_name": "Last", "first_name": "First", "phone": "Phone"}
    assert "Silva · Muñoz · Braun" in words(columns)
    box = columns.box_of("Phone")
    box.setCurrentText("Last name")
    box.activated.emit(box.currentIndex())
    rest()
    assert columns.mapping["last_name"] == "Phone"
    assert columns.box_of("Last").currentText() == "Leave out"
    box.setCurrentText("Leave out")
    box.activated.emit(0)
    rest()
    assert "first and the last name" in columns.missing.words
    assert not page.assistant.next_button.isEnabled()


def test_the_preview_shows_every_row_and_writes_nothing(at_preview, rest, imports):
    table = at_preview.preview_step.table
    assert at_preview.step == steps.PREVIEW
    assert table.model().rowCount() == 4
    assert at_preview.next_button.text() == "Import 1 row"
    assert imports.rows == ()
    at_preview.preview_step.fates.choose(RowFate.REJECTED)
    rest()
    assert table.model().rowCount() == 1
    table.choose(0)
    rest()
    assert "Phone “12”: Write a phone number." in words(at_preview.preview_step.detail)


def test_rows_can_be_searched_and_sorted(at_preview, rest):
    step = at_preview.preview_step
    step.search.setText("muñ")
    rest()
    assert step.model.rowCount() == 1
    step.search.setText("nobody")
    rest()
    assert step.states.state == "empty"
    step.search.clear()
    step.table.sort_wanted.emit("title", True)
    rest()
    assert step.model.query.descending


def test_a_question_is_answered_and_looked_at_again(at_preview, rest, imports):
    step = at_preview.preview_step
    assert "One row looks like somebody who is here" in step.questions.words
    step.fates.choose(RowFate.AMBIGUOUS)
    rest()
    step.table.choose(0)
    press(step.detail, "Yes, the same")
    rest()
    assert imports.plans[-1].answers == {4: KARL}
    assert at_preview.next_button.text() == "Import 2 rows"
    assert step.questions.words == ""


def test_all_questions_can_be_answered_at_once(at_preview, rest, imports):
    press(at_preview.preview_step.questions, "New")
    rest()
    assert imports.plans[-1].answers == {4: None}


def test_rows_may_come_in_without_the_cells_that_are_not_understood(at_preview, rest, imports):
    at_preview.preview_step.lenient.click()
    rest()
    assert imports.plans[-1].without_bad_cells
    assert at_preview.next_button.text() == "Import 2 rows"


def test_the_import_runs_tells_the_other_screens_and_shows_what_it_did(page, at_preview, rest, imports, qtbot):
    with qtbot.waitSignal(page.kit.bus.changed) as told:
        at_preview.next_button.click()
    rest()
    assert told.args[0].touches(["member"])
    assert at_preview.step == steps.SUMMARY
    summary = at_preview.summary_step
    assert "1 row came in" in words(summary)
    assert summary.save_button.isVisible()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        summary.show_button.click()
    assert wanted.args[0] == "members"
    (chosen,) = wanted.args[1]["filters"]["import"]
    assert chosen.value == str(imports.rows[0].id)
    assert chosen.label.startswith("roster.csv, ")


def test_a_past_import_shows_its_records(page, rest, imports, qtbot):
    batch = batch_row(Counts({RowFate.NEW: 2}))
    imports.rows = (batch,)
    page.activate()
    rest()
    page.history.table.show_record(batch.id)
    rest()
    with qtbot.waitSignal(page.page_wanted) as wanted:
        page.show_action.trigger()
    assert wanted.args[0] == "members"
    assert wanted.args[1]["filters"]["import"][0].value == str(batch.id)
    imports.rows = (replace(batch, taken_back_at=batch.finished_at, taken_back_by="ana"),)
    page.load()
    rest()
    assert not page.show_action.isEnabled()


def test_a_failure_of_the_import_leads_back_to_the_preview(page, at_preview, rest, imports):
    imports.error = InputProblem("The file was changed.", "Nothing was imported.", "Open it again.")
    at_preview.next_button.click()
    rest()
    assert at_preview.step == steps.PREVIEW
    assert "The file was changed." in words(dialog(page))


def test_cancelling_leads_back_without_a_dialog(page, at_preview, rest, imports):
    imports.error = Cancelled("Importing was cancelled.", "Nothing was imported.")
    at_preview.next_button.click()
    rest()
    assert at_preview.step == steps.PREVIEW
    assert "Nothing was written." in words(page.kit.messages.current_toast)


def test_leaving_a_begun_import_is_asked_about(page, at_preview, rest):
    page.back_action.trigger()
    asked = dialog(page)
    assert "Nothing was written." in words(asked)
    press(asked, "Leave")
    rest()
    assert page.header.title == "Import"


def test_a_past_import_is_taken_back_after_saying_what_happens(page, rest, imports):
    imports.rows = (batch_row(Counts({RowFate.NEW: 3, RowFate.REJECTED: 1})), batch_row(kind=BatchKind.SAMPLE))
    page.activate()
    rest()
    page.history.table.choose(0)
    assert page.undo_action.isEnabled()
    assert page.save_action.isEnabled()
    page.undo_action.trigger()
    rest()
    asked = dialog(page)
    assert "2 records that came in with it go to the bin." in words(asked)
    press(asked, "Take back")
    rest()
    assert imports.rows[0].is_taken_back
    assert not page.undo_action.isEnabled()


def test_what_stays_is_named_before_and_after(page, rest, imports):
    imports.rows = (batch_row(),)
    kept = (KeptRecord(new_id(), "member", "Silva, Ana", "City: changed since by bo, and left alone"),)
    imports.undone = replace(imports.undone, kept=kept)
    page.activate()
    rest()
    page.history.table.choose(0)
    page.undo_action.trigger()
    rest()
    asked = dialog(page)
    assert "These stay as they are" in words(asked)
    press(asked, "Take back")
    rest()
    assert dialog(page).heading.text() == "Taken back, but for 1 record"


def test_rejected_rows_are_saved(page, rest, imports, tmp_path):
    target = tmp_path / "rejected.csv"
    batch = new_id()
    page.save_rejected(batch, target)
    rest()
    assert imports.saved == [(batch, target, None)]


def test_other_pages_can_begin_an_import(page, rest):
    page.open(kind="employers")
    assert page.assistant.file_step.kind.value is ImportKind.EMPLOYERS
    assert page.assistant.step == steps.FILE


def test_the_file_dialog_begins_where_the_last_file_was(page, rest, roster):
    drop = page.assistant.file_step.drop
    drop.ask()
    assert Path(drop.dialog.directory().absolutePath()) in (Path.home(), Path.home() / "Documents")
    drop.dialog.reject()
    page.begin(ImportKind.MEMBERS, roster)
    rest()
    drop.ask()
    assert Path(drop.dialog.directory().absolutePath()) == roster.parent
    drop.dialog.reject()


def test_headings_stand_as_they_are_in_the_file(page, rest, tmp_path):
    path = tmp_path / "employers.csv"
    path.write_text("Name,States & Territories\nCascade Electric,WA\n", encoding="utf-8")
    page.begin(ImportKind.EMPLOYERS, path)
    rest()
    page.assistant.next_button.click()
    rest()
    shown = next(one for one in page.assistant.columns_step.findChildren(QLabel) if "States" in one.text())
    assert shown.text() == "States && Territories"  # one "&" would underline the next letter
    assert shown.buddy() is page.assistant.columns_step.box_of("States & Territories")


def test_enter_goes_on_from_step_to_step(qtbot, page, rest, roster):
    with qtbot.waitActive(page):
        page.activateWindow()
    page.begin(ImportKind.MEMBERS, roster)
    rest()
    for step in (steps.COLUMNS, steps.PREVIEW):
        assert page.focusWidget() is page.assistant.next_button
        qtbot.keyClick(page.focusWidget(), Qt.Key.Key_Space)
        rest()
        assert page.assistant.step == step
    assert page.focusWidget() is page.assistant.next_button
