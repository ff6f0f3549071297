"""The tab Health: look now, see each check come in, read what was found and do something about it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.health import Comparison, Finding, HealthRun, Mute, RunKind
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.filters import only_these
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.print_menu import PaperChoice, Printing
from ip2a_desktop.ui.kit.states import StateStack, words_of
from ip2a_desktop.ui.kit.tasks import Job
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.maintenance.checks import ChecksTable
from ip2a_desktop.ui.maintenance.desk import Desk
from ip2a_desktop.ui.maintenance.finding_card import Can
from ip2a_desktop.ui.maintenance.mute_form import mute_dialog
from ip2a_desktop.ui.maintenance.part import Part, Verbs
from ip2a_desktop.ui.maintenance.report import Report
from ip2a_desktop.ui.maintenance.standing import as_muted, latest
from ip2a_desktop.ui.maintenance.verdict_card import RUN_WORDS, VerdictCard
from ip2a_desktop.ui.maintenance.words import many

_WIDEST: Final = 1_480
_BACK: Final = 20
"""So many runs are looked through for the one before."""


class _Live(QObject):
    """Brings what a worker tells to the GUI thread.

    Signals:
        began(checks): these checks will look.
        came(CheckResult): one of them has looked.
    """

    began = Signal(object)
    came = Signal(object)


@dataclass(frozen=True)
class _Standing:
    """What is shown: a run, the one before beside it, and what is muted."""

    run: HealthRun | None
    mutes: tuple[Mute, ...] = ()
    comparison: Comparison | None = None


class HealthPart(Part):
    """The tab Health.

    Args:
        kit: the screens' tools.
        desk: the use cases.

    Signals:
        checked(HealthRun): a check has ended.
    """

    checked = Signal(object)

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk)
        self.run_shown: HealthRun | None = None
        self.comparison: Comparison | None = None
        self.job: Job | None = None
        self.dialog: FormDialog | None = None
        self.shown_mutes: tuple[Mute, ...] = ()
        self._live = _Live(self)
        self.verdict = VerdictCard()
        self.report = Report()
        self.live = ChecksTable("Checks under way")
        self.bodies = QStackedWidget()
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self.printing = Printing(kit, self)
        self._make_verbs()
        self._connect()

    def _content(self) -> QWidget:
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        self._inside.addWidget(self.report)
        inside.setMaximumWidth(_WIDEST)
        self.bodies.addWidget(scrolled(inside))
        under_way = QWidget()
        around = QVBoxLayout(under_way)
        around.setContentsMargins(MARGIN, 0, MARGIN, 0)
        around.addWidget(self.live)
        self.bodies.addWidget(under_way)
        top = QVBoxLayout()
        top.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP_WIDE - GAP // 2)
        self.verdict.setMaximumWidth(_WIDEST - 2 * MARGIN)
        top.addWidget(self.verdict)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.bodies, 1)
        return made

    def _make_verbs(self) -> None:
        self.run_action = make("new", self, self._run_again, text=RUN_WORDS, icon_name="first-aid-kit")
        self.run_action.setToolTip(f"Look at everything now ({self.run_action.shortcut().toString()})")
        self.print_action = make("print", self, self.show_paper, text="Print report")
        self.verbs = Verbs(plain=[self.print_action])

    def _connect(self) -> None:
        self.verdict.go_wanted.connect(self._run_again)
        self.verdict.cancel_wanted.connect(self.cancel)
        self._live.began.connect(self.live.show_checks)
        self._live.came.connect(self.live.add_result)
        self.report.show_wanted.connect(self.show_records)
        self.report.repair_wanted.connect(lambda finding: self.part_wanted.emit("repairs", finding))
        self.report.backups_wanted.connect(lambda: self.part_wanted.emit("backups", None))
        self.report.mute_wanted.connect(self.mute)
        self.report.unmute_wanted.connect(self.unmute)
        self.kit.bus.changed.connect(self._on_changed)

    # -- reading --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the last full check and what is muted."""
        if self.job is not None:
            return
        self.states.show_loading("Reading the last health check…")
        health = self.desk.health

        def read() -> _Standing:
            run, mutes = latest(health), health.mutes()
            return _Standing(run if run is None else as_muted(run, mutes), mutes)

        self.kit.tasks.run(self, read, self._on_read, lambda error: self.states.show_failed(error, self.refresh))

    def _on_read(self, standing: _Standing) -> None:
        self.states.show_content()
        self.shown_mutes = standing.mutes
        self.show_run(standing.run)

    def told(self, argument: object) -> None:
        """Show an older run that History opens."""
        if isinstance(argument, HealthRun) and self.job is None:
            self._is_started = True
            self.states.show_content()
            self.show_run(argument)

    def show_run(self, run: HealthRun | None, comparison: Comparison | None = None) -> None:
        """Show a run; what changed since the one before follows as soon as it is read."""
        self.run_shown, self.comparison = run, comparison
        self.print_action.setEnabled(run is not None and self.desk.paper is not None)
        self.verdict.show_run(run, datetime.now(UTC))
        self.bodies.setCurrentIndex(0)
        self.report.setHidden(run is None)
        if run is None:
            return
        self._draw()
        if comparison is None:
            self.kit.tasks.run(
                self, lambda: self._compared(run), lambda found: self._on_compared(run, found), key="compare"
            )

    def _compared(self, run: HealthRun) -> Comparison | None:
        """Return what changed since the run before of the same kind; called in a worker."""
        health = self.desk.health
        before = [one for one in health.runs(_BACK) if one.kind is run.kind and one.started_at < run.started_at]
        return health.compare(health.load(before[0].id), run) if before else None

    def _on_compared(self, run: HealthRun, comparison: Comparison | None) -> None:
        if comparison is not None and self.run_shown is run:
            self.comparison = comparison
            self._draw()

    def _draw(self) -> None:
        run = self.run_shown
        if run is not None:
            desk = self.desk
            can = Can(desk.screens, repair=desk.repairs is not None, back_up=desk.backups is not None)
            self.report.show_run(run, self.comparison, self.shown_mutes, can)

    # -- looking --------------------------------------------------------------------------------------------------

    def _run_again(self) -> None:
        if self.job is None:
            self.look(self.verdict.with_files.isChecked())

    def look(self, with_files: bool = True) -> None:
        """Look at everything now, showing each check as it comes in."""
        if self.job is not None:
            return
        health, live = self.desk.health, self._live

        def work(progress: Progress) -> tuple[HealthRun, tuple[Mute, ...]]:
            live.began.emit(health.checks(RunKind.FULL))
            run = health.run(RunKind.FULL, with_files=with_files, progress=progress, on_result=live.came.emit)
            return run, health.mutes()

        self.live.show_checks(())
        self.bodies.setCurrentIndex(1)
        self.verdict.show_looking()
        self.run_action.setEnabled(False)
        self.print_action.setEnabled(False)
        self.job = self.kit.tasks.run_long(self, work, self._on_looked, self._on_failed, title="Health check")
        self.job.progressed.connect(self.verdict.show_progress)

    def cancel(self) -> None:
        """Stop looking."""
        if self.job is not None:
            self.job.cancel()

    def _on_changed(self, changes: Changes) -> None:
        """Show a run that somebody else began, or the schedule."""
        others = changes.ids("health_run") - ({self.run_shown.id} if self.run_shown is not None else set())
        if others and self._is_started:
            self.refresh()

    def _publish(self, run: HealthRun) -> None:
        """Tell the other screens and the foot of the window."""
        self.checked.emit(run)
        self.kit.bus.publish(Changes.of("health_run", run.id))

    def _end(self) -> None:
        self.job = None
        self.run_action.setEnabled(True)

    def _on_looked(self, found: tuple[HealthRun, tuple[Mute, ...]]) -> None:
        self._end()
        run, self.shown_mutes = found
        self.show_run(run)
        self._publish(run)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        before = self.run_shown
        self.show_run(before)
        if isinstance(error, Cancelled):
            self.kit.messages.toast("The health check was stopped. Nothing was changed.", tone="neutral")
            return
        what, more = words_of(error)
        self.verdict.say("warning", "warn_text", what, more)

    # -- what a person does with a finding ------------------------------------------------------------------------

    def show_records(self, finding: Finding) -> None:
        """Open the records of a finding in their own page."""
        health = self.desk.health

        def show(ids: object) -> None:
            found = list(ids) if isinstance(ids, (list, tuple)) else []
            if not found:
                self.kit.messages.toast("These records are not there any more. Run the check again.", tone="neutral")
                return
            words = f"{many(len(found), 'record', 'records')} from the health check"
            self.page_wanted.emit(finding.screen, {"filters": only_these(found, words)})

        self.kit.tasks.run(self, lambda: list(health.rows_of(finding)), show, self.kit.show_error, key="records")

    def mute(self, finding: Finding) -> None:
        """Ask why and until when a finding is muted."""
        self.dialog = mute_dialog(self.kit, self, self.desk.health, finding)
        self.dialog.accepted.connect(lambda: self._read_again("Muted. The next check leaves it out of its count."))
        self.dialog.open()

    def unmute(self, mute_id: object) -> None:
        """Hear of a finding again."""
        health = self.desk.health
        self.kit.tasks.run(
            self,
            lambda: health.unmute(mute_id),  # type: ignore[arg-type]
            lambda _done: self._read_again("It is heard again."),
            self.kit.show_error,
        )

    def _read_again(self, words: str) -> None:
        """Read the run that is shown again, as it stands with what is muted now."""
        run, health = self.run_shown, self.desk.health
        if run is None:
            return
        self.kit.messages.toast(words, tone="good")

        def read() -> _Standing:
            mutes = health.mutes()
            return _Standing(as_muted(run, mutes), mutes)

        def show(standing: _Standing) -> None:
            self.shown_mutes = standing.mutes
            self.show_run(standing.run, self.comparison)
            self._publish(run)

        self.kit.tasks.run(self, read, show, self.kit.show_error, key="again")

    def show_paper(self) -> None:
        """Show the whole run on paper."""
        run, comparison, paper = self.run_shown, self.comparison, self.desk.paper
        if run is None or paper is None:
            return

        def pages(size: PaperSize) -> bytes:
            return paper(run, comparison, size)

        name = f"Health check {run.started_at:%Y-%m-%d}"
        self.printing.show(PaperChoice("Report", "Health check", pages, file_name=name))
