"""The tab Backups: what was proved, a new one, proving again, restoring with a typed name, settings."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from ip2a_desktop.domain.backups import BackupState
from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.maintenance.backup_settings_form import Hour
from ip2a_desktop.ui.maintenance.screen import MaintenancePage
from tests.ui.fake_backups import PROOF, FakeBackups, backup
from tests.ui.fake_employers import make_kit, settle
from tests.ui.fake_health import desk


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def open_part(qtbot, kit):
    def open_part(backups):
        page = MaintenancePage(kit, desk(backups=backups))
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1100, 760)
        page.show()
        page.show_part("backups")
        settle(qtbot, kit)
        part = page.current
        part.page = page
        return part

    return open_part


def test_the_newest_verified_backup_is_told_with_its_proof(open_part):
    part = open_part(FakeBackups(backup(1, BackupState.READ, "It was read in full."), backup(3), backup(27)))
    assert part.card.sentence.text() == "The last verified backup was made 3 h ago."
    assert part.card.caption.text() == PROOF
    assert "Every day at 2 AM into /srv/hall/backups." in part.plan.text()
    assert "never fewer than 3" in part.plan.text()


def test_without_a_verified_backup_nothing_is_called_safe(open_part):
    part = open_part(FakeBackups(backup(1, BackupState.FAILED, "It ends in the middle of a table.")))
    assert part.card.sentence.text() == "No backup was verified yet."
    assert not part.restore_button.isEnabled()
    assert part.verify_button.isEnabled()


def test_an_old_backup_is_not_green(open_part):
    part = open_part(FakeBackups(backup(50)))
    assert part.table.rows.columns[1].chip(part.table.rows.rows[0]).tone == "bad"
    assert part.card.sentence.text() == "The last verified backup was made 2 days ago."


def test_a_backup_is_made_and_told(open_part, qtbot, kit):
    backups = FakeBackups()
    part = open_part(backups)
    part.card.go_button.click()
    assert part.card.go_button.isHidden()
    settle(qtbot, kit)
    assert part.card.caption.text() == PROOF
    assert part.card.sentence.text() == "The last verified backup was made just now."
    assert len(part.table.rows.rows) == 1


def test_a_backup_can_be_stopped(open_part, qtbot, kit):
    backups = FakeBackups(backup())

    def wait(progress):
        while True:
            progress(1, 3, "Copying")

    backups.gate = wait
    part = open_part(backups)
    part.card.go_button.click()
    qtbot.waitUntil(lambda: "back_up" in backups.asked)
    part.card.cancel_button.click()
    settle(qtbot, kit)
    assert "Nothing of it is left" in kit.messages.current_toast.text
    assert part.card.sentence.text() == "The last verified backup was made 3 h ago."


def test_what_failed_is_said_where_it_was_begun(open_part, qtbot, kit):
    backups = FakeBackups(backup())
    part = open_part(backups)
    backups.error = InputProblem("The disk is full.", "Nothing was written.", "Make room.")
    part.card.go_button.click()
    settle(qtbot, kit)
    assert part.trouble.words == "The disk is full. Nothing was written. Make room."


def test_a_backup_is_proved_again(open_part, qtbot, kit):
    part = open_part(FakeBackups(backup(5, BackupState.READ, "It was read in full.")))
    part.verify_button.click()
    settle(qtbot, kit)
    assert part.outcome.words == PROOF
    assert part.proof_fold.head.text() == "Tables of this backup (3)"
    assert part.proofs.rows.index(1, 0).data() == "Employment"


def test_a_restore_wants_a_new_name_typed_twice(open_part, qtbot, kit):
    backups = FakeBackups(backup())
    part = open_part(backups)
    part.restore_button.click()
    dialog = part.dialog
    assert dialog.name.text() == "hall_restored"
    assert not dialog.restore_button.isEnabled()
    dialog.name.setText("hall")
    dialog.typed.setText("hall")
    assert dialog.problem.text() == "This is the live database. Choose a new name."
    assert not dialog.restore_button.isEnabled()
    dialog.name.setText("Hall; DROP")
    assert "small letters" in dialog.problem.text()
    dialog.name.setText("hall_march")
    dialog.typed.setText("hall_april")
    assert not dialog.restore_button.isEnabled()
    dialog.typed.setText("hall_march")
    dialog.restore_button.click()
    settle(qtbot, kit)
    assert "restore hall-2026-03-06-0500.dump hall_march hall_march" in backups.asked
    assert "Restored 41 tables with 52,354 rows." in part.outcome.words


def test_the_settings_are_kept(open_part, qtbot, kit):
    backups = FakeBackups(backup())
    part = open_part(backups)
    part.settings_action.trigger()
    dialog = part.dialog
    assert "Kept are the backups of the last 12 days" in " ".join(one.text() for one in dialog.findChildren(QLabel))
    dialog.form.put({"folder": "/mnt/share", "hour": Hour.NEVER})
    dialog.save_button.click()
    settle(qtbot, kit)
    assert backups.kept_settings.folder == Path("/mnt/share")
    assert backups.kept_settings.daily_hour is None
    assert "Nothing is backed up by itself into /mnt/share." in part.plan.text()


def test_the_table_of_backups_keeps_qt_s_rules(open_part, qtmodeltester):
    part = open_part(FakeBackups(backup(), backup(30)))
    qtmodeltester.check(part.table.rows)
