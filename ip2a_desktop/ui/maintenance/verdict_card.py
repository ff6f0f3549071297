"""The head of the health tab: the verdict in one sentence, and how far a check is that runs."""

from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QCheckBox

from ip2a_desktop.domain.health import HealthRun
from ip2a_desktop.ui.kit.formats import ago, moment
from ip2a_desktop.ui.maintenance.words import NEVER, by_whom, run_look, took
from ip2a_desktop.ui.maintenance.work_card import WorkCard

RUN_WORDS: Final = "Run Health Check"
ICON: Final = "first-aid-kit"


class VerdictCard(WorkCard):
    """What the last check came to, or how far this one is."""

    def __init__(self) -> None:
        self.with_files = QCheckBox("Read attached files too")
        self.with_files.setChecked(True)
        super().__init__(RUN_WORDS, ICON, "How far the health check is")
        self.add_below_button(self.with_files)
        self.show_run(None, datetime.now(UTC))

    def show_run(self, run: HealthRun | None, now: datetime) -> None:
        """Show what a check came to, or that there was none."""
        if run is None:
            self.say(ICON, "muted", NEVER, "It takes a few seconds. Nothing is changed by it.")
            return
        icon, tone = run_look(run.verdict)
        self.say(icon, f"{tone}_text", run.sentence, _about(run, now))

    def show_looking(self) -> None:
        """Show that it looks now."""
        self.show_running("magnifying-glass", "Looking…", "Your records stay as they are while it looks.")

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how many checks have looked."""
        super().show_progress(done, total, words)
        if self.cancel_button.isEnabled():
            self.sentence.setText(f"Looking: {done:,} of {total:,} checks" if total else "Looking…")

    def set_running(self, is_running: bool) -> None:
        """Show the progress, or the big button with what it takes in."""
        super().set_running(is_running)
        if self.with_files.parentWidget() is not None:
            self.with_files.setVisible(not is_running)


def _about(run: HealthRun, now: datetime) -> str:
    """Return what kind of check it was, when, by whom, and how long it took."""
    when = run.ended_at or run.started_at
    parts = [run.kind.label, f"{moment(when)} ({ago(when, now)})"]
    parts.append(f"by {by_whom(run)}")
    if run.ended_at is not None:
        parts.append(took((run.ended_at - run.started_at).total_seconds()))
    return " · ".join(parts)
