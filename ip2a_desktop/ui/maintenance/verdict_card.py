"""The head of the health tab: the verdict in one sentence, the one big button, and the progress while it looks."""

from datetime import datetime
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from ip2a_desktop.domain.health import HealthRun
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, MARGIN, Tone
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label
from ip2a_desktop.ui.maintenance.words import NEVER, ago, by_whom, run_look, took

RUN_WORDS: Final = "Run Health Check"
_PICTURE: Final = 40
_BUTTON: Final = 208


class VerdictCard(QFrame):
    """What the last check came to, or how far this one is.

    Signals:
        run_wanted(bool): look now; whether attached files are read too.
        cancel_wanted(): stop looking.
    """

    run_wanted = Signal(bool)
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.picture = IconLabel("first-aid-kit", "muted", _PICTURE)
        self.sentence = label("", "title", wrap=True, selectable=True)
        self.caption = label("", "muted", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("How far the health check is")
        self.run_button = button(RUN_WORDS, "primary", icon_name="first-aid-kit", on_click=self._on_run)
        self.run_button.setProperty("size", "large")
        self.cancel_button = button("Cancel", on_click=self._on_cancel)
        self.cancel_button.setProperty("size", "large")
        self.with_files = QCheckBox("Read attached files too")
        self.with_files.setChecked(True)
        self._lay_out()
        self.show_run(None, None)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GAP_TIGHT)
        words.addStretch(1)
        words.addWidget(self.sentence)
        words.addWidget(self.caption)
        words.addSpacing(GAP_TIGHT)
        words.addWidget(self.bar)
        words.addStretch(1)
        verbs = QVBoxLayout()
        verbs.setSpacing(GAP_TIGHT)
        verbs.addStretch(1)
        for one in (self.run_button, self.cancel_button):
            one.setMinimumWidth(_BUTTON)
            verbs.addWidget(one)
        verbs.addWidget(self.with_files, 0, Qt.AlignmentFlag.AlignHCenter)
        verbs.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN - GAP_TIGHT, MARGIN, MARGIN - GAP)
        row.setSpacing(GAP_WIDE + GAP_TIGHT)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addLayout(verbs)

    def show_run(self, run: HealthRun | None, now: datetime | None) -> None:
        """Show what a check came to, or that there was none."""
        self._set_running(False)
        if run is None:
            self._show("first-aid-kit", "muted", NEVER, "It takes a few seconds. Nothing is changed by it.")
            return
        icon, tone = run_look(run.verdict)
        self._show(icon, f"{tone}_text", run.sentence, _about(run, now))

    def show_error(self, what: str, more: str, tone: Tone = "warn") -> None:
        """Show why the check could not run."""
        self._set_running(False)
        self._show("warning", f"{tone}_text", what, more)

    def show_running(self) -> None:
        """Show that it looks now."""
        self._set_running(True)
        self.bar.setRange(0, 0)
        self._show("magnifying-glass", "accent_text", "Looking…", "Your records stay as they are while it looks.")

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far it is; ``total`` 0 means not known."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if not self.cancel_button.isEnabled():
            return
        self.sentence.setText(f"Looking: {done:,} of {total:,} checks" if total else "Looking…")
        if words:
            self.caption.setText(words)

    def _set_running(self, is_running: bool) -> None:
        self.bar.setVisible(is_running)
        self.cancel_button.setVisible(is_running)
        self.cancel_button.setEnabled(is_running)
        self.cancel_button.setText("Cancel")
        self.run_button.setVisible(not is_running)
        self.with_files.setVisible(not is_running)

    def _show(self, icon: str, tone: str, sentence: str, caption: str) -> None:
        self.picture.show_icon(icon, tone)
        self.sentence.setText(sentence)
        self.caption.setText(caption)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(caption)

    def _on_run(self) -> None:
        self.run_wanted.emit(self.with_files.isChecked())

    def _on_cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText("Stopping…")
        self.cancel_wanted.emit()


def _about(run: HealthRun, now: datetime | None) -> str:
    """Return what kind of check it was, when, by whom, and how long it took."""
    when = run.ended_at or run.started_at
    parts = [run.kind.label, moment(when)]
    if now is not None:
        parts[1] += f" ({ago(when, now)})"
    parts.append(f"by {by_whom(run)}")
    if run.ended_at is not None:
        parts.append(took((run.ended_at - run.started_at).total_seconds()))
    return " · ".join(parts)
