"""The tab Repairs: a preview row by row, what is accepted is repaired, the journal, and auto-heal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import Cancelled
from ip2a_desktop.domain.health import Finding, HealthRun, Verdict
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.domain.repairs import (
    HealReport,
    JournalEntry,
    RepairDone,
    RepairPlan,
    UndoDone,
    rows_in,
)
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.states import StateStack, words_of
from ip2a_desktop.ui.kit.tasks import Job
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.maintenance.desk import Desk, Repairs
from ip2a_desktop.ui.maintenance.heal_dialog import HealDialog
from ip2a_desktop.ui.maintenance.journal import Journal, undo_question
from ip2a_desktop.ui.maintenance.part import Part
from ip2a_desktop.ui.maintenance.plan_view import PlanView
from ip2a_desktop.ui.maintenance.rows_table import RowsTable
from ip2a_desktop.ui.maintenance.standing import latest
from ip2a_desktop.ui.maintenance.switch import Switch
from ip2a_desktop.ui.maintenance.words import many, severity_chip
from ip2a_desktop.ui.maintenance.work_card import WorkCard

COLUMNS: Final[tuple[Column[RepairPlan], ...]] = (
    Column("title", "What is wrong", lambda one: one.title, 200),
    Column("rows", "Rows", lambda one: f"{len(one.rows):,}", 64, align="right"),
    Column("severity", "How grave", lambda one: one.severity.label, 112, chip=lambda one: severity_chip(one.severity)),
)
T = TypeVar("T")
_SHARES: Final = [400, 660]
_PLANS, _JOURNAL = 0, 1


@dataclass(frozen=True)
class _Standing:
    run: HealthRun | None
    plans: tuple[RepairPlan, ...]
    journal: tuple[JournalEntry, ...]


class RepairsPart(Part):
    """The tab Repairs.

    Args:
        kit: the screens' tools.
        desk: the use cases, with repairs.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk)
        assert desk.repairs is not None
        self.repairs: Repairs = desk.repairs
        self.job: Job | None = None
        self.dialog: HealDialog | None = None
        self._wanted_rule = ""
        self.card = WorkCard("Auto-heal…", "magic-wand", "How far auto-heal is")
        self.outcome, self.trouble = Notice("good"), Notice("warn")
        self.switch = Switch("What is shown", ["To repair", "Journal"])
        self.plans: RowsTable[RepairPlan] = RowsTable("What can be repaired", COLUMNS)
        self.plan = PlanView()
        self.journal = Journal()
        self.plan_states = StateStack(self._plans_side())
        self.stack = QStackedWidget()
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self._connect()

    def _plans_side(self) -> QWidget:
        split = QSplitter(Qt.Orientation.Horizontal)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(GAP_WIDE, 0, 0, 0)
        column.addWidget(self.plan)
        split.addWidget(self.plans)
        split.addWidget(right)
        split.setSizes(_SHARES)
        split.setChildrenCollapsible(False)
        return split

    def _content(self) -> QWidget:
        self.stack.addWidget(self.plan_states)
        self.stack.addWidget(self.journal)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, GAP)
        column.setSpacing(GAP)
        for widget in (self.card, self.outcome, self.trouble, self.switch):
            column.addWidget(widget)
        column.addWidget(self.stack, 1)
        return made

    def _connect(self) -> None:
        self.card.go_wanted.connect(self.dry_run)
        self.card.cancel_wanted.connect(self.cancel)
        self.switch.chosen.connect(self.stack.setCurrentIndex)
        self.plans.chosen.connect(self._on_plan)
        self.plan.apply_wanted.connect(self.apply)
        self.journal.undo_wanted.connect(self.ask_undo)

    # -- reading --------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Preview what the last check found, and read the journal."""
        if self.job is not None:
            return
        if not self.plans.rows.rows:
            self.states.show_loading("Looking what can be repaired…")
        health, repairs = self.desk.health, self.repairs

        def read() -> _Standing:
            run = latest(health)
            return _Standing(run, repairs.preview(run) if run is not None else (), repairs.journal())

        self.kit.tasks.run(
            self, read, self._show, lambda error: self.states.show_failed(error, self.refresh), key="plans", slow=True
        )

    def told(self, argument: object) -> None:
        """Show the repair of a finding."""
        if isinstance(argument, Finding):
            self._wanted_rule = argument.rule
            self.switch.choose(_PLANS)
            self._choose_wanted()

    def _show(self, standing: _Standing) -> None:
        self.states.show_content()
        before = self.plans.current
        self._wanted_rule = self._wanted_rule or (before.rule if before is not None else "")
        self.plans.show_rows(standing.plans, choose_first=True)
        self.switch.set_words(_PLANS, f"To repair ({len(standing.plans):,})" if standing.plans else "To repair")
        self.journal.show_entries(standing.journal)
        self._choose_wanted()
        self._say_where_it_stands(standing)
        if standing.plans:
            self.plan_states.show_content()
        elif standing.run is None:
            self.plan_states.show_empty(
                "There was no health check yet", "A repair begins with what a check found.", "Go to Health",
                lambda: self.part_wanted.emit("health", None), "first-aid-kit",
            )  # fmt: skip
        else:
            self.plan_states.show_empty(
                "There is nothing to repair", "The last check found nothing that can be repaired here.",
                icon="check-circle",
            )  # fmt: skip

    def _choose_wanted(self) -> None:
        for place, one in enumerate(self.plans.rows.rows):
            if one.rule == self._wanted_rule:
                self.plans.selectRow(place)
                self._wanted_rule = ""
                return

    def _say_where_it_stands(self, standing: _Standing) -> None:
        number = rows_in(standing.plans)
        caption = "Auto-heal checks, repairs what is safe, and tells the admins. It shows you first what it would do."
        if number:
            words = f"{many(number, 'row', 'rows')} can be repaired."
            self.card.say("wrench", "info_text", words, caption)
        else:
            self.card.say("check-circle", "good_text" if standing.run else "muted", "Nothing to repair.", caption)

    def _on_plan(self, plan: RepairPlan | None) -> None:
        if plan is not None:
            self.plan.show_plan(plan)

    # -- repairing ------------------------------------------------------------------------------------------------

    def apply(self, plan: RepairPlan, accepted: tuple[str, ...]) -> None:
        """Repair what the person accepted, then look again."""
        repairs = self.repairs

        def work(progress: Progress) -> RepairDone:
            return repairs.apply(plan, accepted, progress)

        self._begin("Repairing…", "A verified backup is made first.", "Repair", work, self._on_applied)

    def _begin(
        self, sentence: str, caption: str, title: str, work: Callable[[Progress], T], done: Callable[[T], None]
    ) -> None:
        if self.job is not None:
            return
        self._quiet()
        self.card.show_running("magic-wand", sentence, caption)
        self.plan.set_busy(True)
        self.job = self.kit.tasks.run_long(self, work, done, self._on_failed, title=title)
        self.job.progressed.connect(self.card.show_progress)

    def _on_applied(self, done: RepairDone) -> None:
        self._end()
        self._tell(done.changes)
        verdict = done.after.verdict if done.after is not None else None
        said = _after_words(done)
        strip = self.outcome if verdict is Verdict.PASS and not done.left else self.trouble
        strip.say(said)
        strip.set_lines([label(f"•  {words}: {why}", wrap=True) for words, why in done.left])
        self.refresh()

    def ask_undo(self, entry: JournalEntry) -> None:
        """Ask, then take a repair back."""
        title, sentence = undo_question(entry)
        self.kit.messages.confirm(title, sentence, "Take back", lambda: self.undo(entry))

    def undo(self, entry: JournalEntry) -> None:
        """Take a repair back; rows that were edited since are shown."""
        repairs = self.repairs
        self._quiet()
        self.kit.tasks.run(self, lambda: repairs.undo(entry.id), self._on_undone, self._on_failed, key="undo")

    def _on_undone(self, done: UndoDone) -> None:
        self._tell(done.changes)
        self.journal.show_undone(done)
        self.refresh()

    # -- auto-heal ------------------------------------------------------------------------------------------------

    def dry_run(self) -> None:
        """Look what auto-heal would do; nothing is changed."""
        self._heal(dry_run=True)

    def heal(self) -> None:
        """Back up, repair what is safe, check again, tell the admins."""
        self._heal(dry_run=False)

    def _heal(self, *, dry_run: bool) -> None:
        repairs = self.repairs
        sentence = "Looking what auto-heal would do…" if dry_run else "Repairing…"
        caption = "Nothing is changed." if dry_run else "A verified backup is made first."

        def work(progress: Progress) -> HealReport:
            return repairs.auto_heal(dry_run, progress)

        self._begin(sentence, caption, "Auto-heal", work, self._on_healed)

    def cancel(self) -> None:
        """Stop what is under way."""
        if self.job is not None:
            self.job.cancel()

    def _on_healed(self, report: HealReport) -> None:
        self._end()
        self._tell(report.changes)
        if report.dry_run:
            self.dialog = HealDialog(report, self.heal, self)
            self.dialog.open()
        else:
            self.outcome.say(" ".join(part for part in (report.sentence, report.backup, report.told) if part))
        self.refresh()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.kit.messages.toast("Stopped. Nothing was changed.", tone="neutral")
        else:
            self.trouble.say(" ".join(part for part in words_of(error) if part))
        self.refresh()

    def _end(self) -> None:
        self.job = None
        self.plan.set_busy(False)

    def _quiet(self) -> None:
        for strip in (self.outcome, self.trouble):
            strip.say("")
            strip.set_lines([])

    def _tell(self, changes: Changes) -> None:
        if changes.rows:
            self.kit.bus.publish(changes)


def _after_words(done: RepairDone) -> str:
    """Return what a repair did, and what its check says now."""
    words = f"{many(done.repaired, 'row was', 'rows were')} repaired."
    if done.left:
        words += f" {many(len(done.left), 'row', 'rows')} no longer stood as shown and stayed as it was:"
    if done.after is None:
        return f"{words} Run the health check to see what is left."
    if done.after.verdict is Verdict.PASS:
        return f"{words} The check was run again and passed."
    found = " ".join(one.words for one in done.after.findings) or done.after.words
    return f"{words} The check was run again and says: {found}"
