"""The tab Backups: what was proved of each, a new one now, proving again, and restoring beside the live database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.backups import Backup, BackupSettings, BackupState, Restored, TableProof, retention_sentence
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import ago, moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.states import StateStack, words_of
from ip2a_desktop.ui.kit.tasks import Job
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, label
from ip2a_desktop.ui.maintenance.backup_settings_form import Hour, settings_dialog
from ip2a_desktop.ui.maintenance.desk import Backups, Desk
from ip2a_desktop.ui.maintenance.fold import Fold
from ip2a_desktop.ui.maintenance.part import Part, Verbs
from ip2a_desktop.ui.maintenance.restore_dialog import RestoreDialog
from ip2a_desktop.ui.maintenance.rows_table import RowsTable
from ip2a_desktop.ui.maintenance.words import age_chip, backup_chip, size
from ip2a_desktop.ui.maintenance.work_card import WorkCard

GO: Final = "Back up now"
_TABLES_SHOWN: Final = 224
_STRETCH: Final = 4
TABLES: Final[tuple[Column[TableProof], ...]] = (
    Column("name", "Table", lambda one: _plain(one.name), 320),
    Column("rows", "Rows", lambda one: f"{one.rows:,}", 120, align="right"),
    Column("equal", "Compared", lambda one: "equal" if one.equal else "differs or not compared", 200),
)


@dataclass(frozen=True)
class _Standing:
    """What the tab shows."""

    backups: tuple[Backup, ...]
    settings: BackupSettings
    folder: Path
    now: datetime | None


class BackupsPart(Part):
    """The tab Backups.

    Args:
        kit: the screens' tools.
        desk: the use cases, with backups.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk)
        assert desk.backups is not None
        self.backups: Backups = desk.backups
        self.job: Job | None = None
        self.dialog: FormDialog | RestoreDialog | None = None
        self._now: datetime | None = None
        self._standing: _Standing | None = None
        self.card = WorkCard(GO, "hard-drives", "How far the backup is")
        self.outcome, self.trouble = Notice("good"), Notice("bad")
        self.plan = label("", "caption", wrap=True)
        self.table: RowsTable[Backup] = RowsTable("Backups", self._columns(), stretch=_STRETCH)
        self.proofs: RowsTable[TableProof] = RowsTable("Tables of the backup", TABLES)
        self.proofs.setFixedHeight(_TABLES_SHOWN)
        self.proof_fold = Fold("Tables", self.proofs)
        self.verify_button = button("Verify again", icon_name="shield-check", on_click=self.verify)
        self.restore_button = button("Restore…", icon_name="arrow-counter-clockwise", on_click=self.ask_restore)
        self.folder_button = button("Show folder", "quiet", icon_name="folder-open", on_click=self._show_folder)
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self.settings_action = make("preferences", self, self.ask_settings, text="Settings…", icon_name="gear")
        self.settings_action.setShortcuts([])
        self.settings_action.setToolTip("Where and when backups are made")
        self.verbs = Verbs(plain=[self.settings_action])
        self.card.go_wanted.connect(self.back_up)
        self.card.cancel_wanted.connect(self.cancel)
        self.table.chosen.connect(self._on_chosen)

    def _columns(self) -> tuple[Column[Backup], ...]:
        return (
            Column("state", "Proved", lambda one: one.state.label, 216, chip=lambda one: backup_chip(one.state)),
            Column("age", "Age", lambda one: age_chip(one, self._at(one)).text, 136, chip=self._age),
            Column("when", "Made", lambda one: moment(one.started_at), 152),
            Column("size", "Size", lambda one: size(one.bytes), 88, align="right"),
            Column("proof", "What was proved", lambda one: one.proof, 320),
            Column("kept", "Kept as", lambda one: one.kept_as or "goes next", 96),
            Column("machine", "Computer", lambda one: one.machine, 120),
        )

    def _at(self, backup: Backup) -> datetime:
        return self._now or backup.started_at

    def _age(self, backup: Backup) -> Any:
        return age_chip(backup, self._at(backup))

    def _content(self) -> QWidget:
        verbs = QHBoxLayout()
        verbs.setSpacing(GAP)
        verbs.addWidget(label("Backups", "section"))
        verbs.addStretch(1)
        for one in (self.folder_button, self.verify_button, self.restore_button):
            verbs.addWidget(one)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP)
        column.setSpacing(GAP)
        for widget in (self.card, self.outcome, self.trouble, self.plan):
            column.addWidget(widget)
        column.addSpacing(GAP)
        column.addLayout(verbs)
        column.addWidget(self.table, 1)
        column.addWidget(self.proof_fold)
        return made

    # -- reading --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the backups and where they go."""
        if self._standing is None:
            self.states.show_loading("Reading the backups…")
        backups = self.backups

        def read() -> _Standing:
            settings = backups.settings()
            found, now = backups.seen()
            return _Standing(found, settings, backups.folder(settings), now)

        self.kit.tasks.run(
            self, read, self._show, lambda error: self.states.show_failed(error, self.refresh), key="backups"
        )

    def _show(self, standing: _Standing) -> None:
        self.states.show_content()
        self._standing, self._now = standing, standing.now
        before = self.table.current
        self.table.show_rows(standing.backups)
        rows = [place for place, one in enumerate(standing.backups) if before is not None and one.id == before.id]
        if standing.backups:
            self.table.selectRow(rows[0] if rows else 0)
        self._on_chosen(self.table.current)
        self.plan.setText(_plan_words(standing))
        if self.job is None:
            self._say_where_it_stands(standing)

    def _say_where_it_stands(self, standing: _Standing) -> None:
        newest = next((one for one in standing.backups if one.is_verified), None)
        if newest is None or standing.now is None:
            self.card.say(
                "hard-drives", "bad_text", "No backup was verified yet.",
                "A backup counts once it was read in full, restored and compared. Make one now.",
            )  # fmt: skip
            return
        chip = age_chip(newest, standing.now)
        sentence = f"The last verified backup was made {ago(newest.started_at, standing.now)}."
        self.card.say("shield-check" if chip.tone == "good" else "warning", f"{chip.tone}_text", sentence, newest.proof)

    def _on_chosen(self, row: Backup | None) -> None:
        idle = self.job is None
        usable = row is not None and row.state not in (BackupState.FAILED, BackupState.MISSING, BackupState.RUNNING)
        self.verify_button.setEnabled(idle and row is not None and row.state is not BackupState.RUNNING)
        self.restore_button.setEnabled(idle and usable)
        self.folder_button.setEnabled(row is not None)
        tables = row.tables if row is not None else ()
        self.proof_fold.setHidden(not tables)
        self.proof_fold.set_title(f"Tables of this backup ({len(tables):,})")
        self.proofs.show_rows(tables)

    # -- doing ----------------------------------------------------------------------------------------------------

    def _work(self, what: str, sentence: str, work: Callable[[Progress], Any], done: Callable[[Any], object]) -> None:
        if self.job is not None:
            return
        self.outcome.say("")
        self.trouble.say("")
        self.card.show_running("hard-drives", sentence, "You can go on working meanwhile.")
        self.job = self.kit.tasks.run_long(
            self, work, lambda result: self._on_done(result, done), self._on_failed, title=what
        )
        self.job.progressed.connect(self.card.show_progress)
        self._on_chosen(self.table.current)

    def _on_done(self, result: Any, done: Callable[[Any], object]) -> None:
        self.job = None
        done(result)
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self.job = None
        if self._standing is not None:
            self._say_where_it_stands(self._standing)
        self._on_chosen(self.table.current)
        if isinstance(error, Cancelled):
            self.kit.messages.toast("Stopped. Nothing of it is left.", tone="neutral")
            return
        self.trouble.say(" ".join(part for part in words_of(error) if part))

    def cancel(self) -> None:
        """Stop what is under way."""
        if self.job is not None:
            self.job.cancel()

    def back_up(self) -> None:
        """Make a backup and prove it."""
        self._work("Backup", "Backing up…", self.backups.back_up, self._say_made)

    def verify(self) -> None:
        """Prove the chosen backup once more."""
        row = self.table.current
        if row is not None:
            one = row.id
            self._work(
                "Proving a backup",
                "Proving the backup…",
                lambda progress: self.backups.verify(one, progress),
                self._say_proof,
            )

    def _say_made(self, made: Backup) -> None:
        if made.is_verified:
            self.kit.messages.toast("The backup was made, restored and compared.", tone="good")  # the head says more
        else:
            self._say_proof(made)

    def _say_proof(self, made: Backup) -> None:
        (self.outcome if made.is_verified else self.trouble).say(made.proof)

    def ask_restore(self) -> None:
        """Ask for the new database's name, then restore the chosen backup into it."""
        row = self.table.current
        if row is not None:
            self.dialog = RestoreDialog(
                row, self.desk.database, lambda name, typed: self.restore(row, name, typed), self
            )
            self.dialog.open()

    def restore(self, backup: Backup, name: str, typed: str) -> None:
        """Restore a backup into a new database."""
        file = backup.folder / backup.file
        self._work(
            "Restore",
            f"Restoring into {name}…",
            lambda progress: self.backups.restore(file, name, typed, progress),
            self._say_restored,
        )

    def _say_restored(self, done: Restored) -> None:
        self.outcome.say(f"Restored {done.tables:,} tables with {done.rows:,} rows. {done.sentence}")

    def ask_settings(self) -> None:
        """Ask where and when backups are made."""
        if self._standing is not None:
            self.dialog = settings_dialog(self.kit, self, self.backups, self._standing.settings, self._standing.folder)
            self.dialog.accepted.connect(self.refresh)
            self.dialog.open()

    def _show_folder(self) -> None:
        row = self.table.current
        if row is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.folder)))


def _plan_words(standing: _Standing) -> str:
    hour = standing.settings.daily_hour
    when = "Nothing is backed up by itself" if hour is None else f"Every day at {Hour(str(hour)).label}"
    copy = f", copied to {standing.settings.copy_folder}" if standing.settings.copy_folder else ""
    return f"{when} into {standing.folder}{copy}. {retention_sentence()}"


def _plain(name: str) -> str:
    """Return a table's name as people read it."""
    return name.removeprefix("public.").replace("_", " ").capitalize()
