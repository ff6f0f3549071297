"""The tab Repairs: the preview row by row, accepting, the journal, taking back, and auto-heal with its dry run."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.maintenance.diff import DiffModel, lines_of
from ip2a_desktop.ui.maintenance.rows_table import RowsModel
from ip2a_desktop.ui.maintenance.screen import MaintenancePage
from tests.ui.fake_employers import make_kit, settle
from tests.ui.fake_health import ENDED, FakeHealth, desk, run
from tests.ui.fake_repairs import JOBS, ORPHANS, FakeRepairs, later_edit

MARK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def open_page(qtbot, kit):
    def open_page(repairs, health=None, tab="repairs"):
        page = MaintenancePage(kit, desk(health or FakeHealth(run()), repairs=repairs))
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1100, 800)
        page.show()
        page.show_part(tab)
        settle(qtbot, kit)
        return page

    return open_page


def shown(table):
    model = table.rows
    return [
        tuple(model.index(row, column).data() for column in range(model.columnCount()))
        for row in range(model.rowCount())
    ]


def test_a_repair_is_shown_row_by_row_as_it_is_and_as_it_would_be(open_page):
    part = open_page(FakeRepairs()).current
    assert part.card.sentence.text() == "9 rows can be repaired."
    assert shown(part.plan.diff)[0] == ("Kowalski, Ana 1 at Cascade Electric", "Current job", "yes", "no")
    assert part.plan.apply_button.text() == "Repair 7 rows"
    assert part.plan.advice.text() == JOBS.advice


def test_whole_rows_and_reasons_are_told_in_words():
    lines = lines_of(ORPHANS.rows)
    assert [(one.field, one.before, one.after) for one in lines] == [
        ("Set aside", "in its table", "set aside, kept as it is"),
        ("Name", "–", "Recreated organization"),
        ("", "not there", "Added again because 3 jobs name it."),
    ]


def test_only_what_is_accepted_is_repaired(open_page, qtbot, kit):
    repairs = FakeRepairs()
    part = open_page(repairs).current
    model = part.plan.diff.rows
    part.plan.all_box.click()
    assert part.plan.apply_button.text() == "Repair"
    assert not part.plan.apply_button.isEnabled()
    for place in (1, 3):
        model.setData(model.index(place, 0), Qt.CheckState.Checked, MARK)
    assert part.plan.all_box.text() == "2 of 7 rows"
    part.plan.apply_button.click()
    settle(qtbot, kit)
    assert "apply k2,k4" in repairs.asked
    assert part.outcome.words == "2 rows were repaired. The check was run again and passed."
    assert len(part.plan.plan.rows) == 5


def test_the_space_bar_sets_and_takes_off_a_mark(open_page, qtbot):
    part = open_page(FakeRepairs()).current
    part.plan.diff.selectRow(0)
    qtbot.keyClick(part.plan.diff, Qt.Key.Key_Space)
    assert "k1" not in part.plan.diff.repairs.accepted
    qtbot.keyClick(part.plan.diff, Qt.Key.Key_Space)
    assert "k1" in part.plan.diff.repairs.accepted


def test_rows_that_changed_meanwhile_are_told_and_a_check_that_still_finds_something_is_not_green(
    open_page, qtbot, kit
):
    repairs = FakeRepairs()
    repairs.left, repairs.after = (("Kowalski, Ana 3", "somebody edited it"),), Verdict.WARN
    part = open_page(repairs).current
    part.plan.apply_button.click()
    settle(qtbot, kit)
    assert part.outcome.words == ""
    assert "no longer stood as shown" in part.trouble.words
    said = " ".join(one.text() for one in part.trouble.findChildren(QLabel))
    assert "Kowalski, Ana 3: somebody edited it" in said


def test_a_repair_stands_in_the_journal_and_is_taken_back(open_page, qtbot, kit):
    repairs = FakeRepairs()
    page = open_page(repairs)
    part = page.current
    part.plan.apply_button.click()
    settle(qtbot, kit)
    part.switch.choose(1)
    assert shown(part.journal.table)[0][1:5] == (JOBS.title, "7", "ana", "Repaired")
    assert part.journal.diff.rows.rowCount() == 7
    part.journal.undo_button.click()
    (question,) = [one for one in page.findChildren(Dialog) if one.isVisible()]
    question.accept()
    settle(qtbot, kit)
    assert part.journal.undone.words == "7 rows are as before the repair."
    assert shown(part.journal.table)[0][4] == "Taken back"
    assert not part.journal.undo_button.isEnabled()


def test_rows_edited_since_are_shown_when_a_repair_is_taken_back(open_page, qtbot, kit):
    repairs = FakeRepairs()
    repairs.later = (later_edit(),)
    part = open_page(repairs).current
    part.plan.apply_button.click()
    settle(qtbot, kit)
    part.undo(repairs.entries[0])
    settle(qtbot, kit)
    assert part.journal.later.words == "6 rows are as before the repair. 1 was edited since and left as it is."
    said = " ".join(one.text() for one in part.journal.later.findChildren(QLabel))
    assert "Kowalski, Ana 1 was edited by bo" in said
    assert "Job title: Wireman → Foreman" in said


def test_auto_heal_shows_first_what_it_would_do(open_page, qtbot, kit):
    repairs = FakeRepairs()
    part = open_page(repairs).current
    part.card.go_button.click()
    settle(qtbot, kit)
    assert "dry run" in repairs.asked
    assert "heal" not in repairs.asked
    dialog = part.dialog
    assert dialog.diff.rows.rowCount() == 7
    assert dialog.diff.rows.index(0, 0).data(MARK) is None
    assert "Left for a person: Contacts whose organization is missing: 2 rows." in " ".join(
        one.text() for one in dialog.findChildren(QLabel)
    )
    assert dialog.heal_button.text() == "Repair 7 rows"
    dialog.heal_button.click()
    settle(qtbot, kit)
    assert "heal" in repairs.asked
    assert part.outcome.words == "7 rows were repaired. A backup was restored and compared. The admins were told."


def test_a_finding_leads_to_its_repair(open_page, qtbot, kit):
    page = open_page(FakeRepairs(ORPHANS, JOBS), tab="health")
    card = next(one for one in page.current.report.cards if one.finding == ENDED)
    card.repair_button.click()
    settle(qtbot, kit)
    assert page.current is page.part("repairs")
    assert page.current.plan.plan is JOBS


def test_without_a_check_there_is_nothing_to_repair(open_page):
    part = open_page(FakeRepairs(), FakeHealth()).current
    assert part.plan_states.state == "empty"
    assert part.card.sentence.text() == "Nothing to repair."


def test_who_may_not_repair_is_told(open_page, qtbot, kit):
    repairs = FakeRepairs()
    part = open_page(repairs).current
    repairs.error = NotAllowed("You may not repair.", "Nothing was changed.", "Ask an admin.")
    part.plan.apply_button.click()
    qtbot.waitUntil(lambda: part.states.state == "failed")
    assert part.trouble.words == "You may not repair. Nothing was changed. Ask an admin."


def test_the_models_keep_qt_s_rules(open_page, qtmodeltester):
    part = open_page(FakeRepairs()).current
    qtmodeltester.check(part.plan.diff.rows)
    qtmodeltester.check(part.plans.rows)
    assert (type(part.plan.diff.rows), type(part.plans.rows)) == (DiffModel, RowsModel)
