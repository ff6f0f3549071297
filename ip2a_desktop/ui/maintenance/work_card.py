"""The head of a tab: where things stand in one sentence, one big button, and the progress while it works."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

_PICTURE: Final = 40
_BUTTON: Final = 208


class WorkCard(QFrame):
    """Says where things stand, and begins or stops the one piece of long work of a tab.

    Args:
        verb: the words of the big button.
        icon: its Phosphor icon.
        what: what the progress bar tells, for a screen reader.

    Signals:
        go_wanted(): begin.
        cancel_wanted(): stop.
    """

    go_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, verb: str, icon: str, what: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.picture = IconLabel(icon, "muted", _PICTURE)
        self.sentence = label("", "title", wrap=True, selectable=True)
        self.caption = label("", "muted", wrap=True, selectable=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(what)
        self.go_button = button(verb, "primary", icon_name=icon, on_click=self.go_wanted.emit)
        self.cancel_button = button("Cancel", on_click=self._on_cancel)
        for one in (self.go_button, self.cancel_button):
            one.setProperty("big", True)
            one.setMinimumWidth(_BUTTON)
        self._beside = QVBoxLayout()
        self._lay_out()
        self.set_running(False)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(GAP_TIGHT)
        words.addStretch(1)
        words.addWidget(self.sentence)
        words.addWidget(self.caption)
        words.addSpacing(GAP_TIGHT)
        words.addWidget(self.bar)
        words.addStretch(1)
        self._beside.setSpacing(GAP_TIGHT)
        verbs = QVBoxLayout()
        verbs.setSpacing(GAP_TIGHT)
        verbs.addStretch(1)
        verbs.addWidget(self.go_button)
        verbs.addWidget(self.cancel_button)
        verbs.addLayout(self._beside)
        verbs.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(MARGIN, MARGIN - GAP_TIGHT, MARGIN, MARGIN - GAP)
        row.setSpacing(GAP_WIDE + GAP_TIGHT)
        row.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        row.addLayout(verbs)

    def add_below_button(self, widget: QWidget) -> None:
        """Put a small widget below the big button."""
        self._beside.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def say(self, icon: str, tone: str, sentence: str, caption: str) -> None:
        """Show where things stand; nothing runs.

        Args:
            icon: a Phosphor icon's name.
            tone: the colour token of the icon, such as ``good_text``.
            sentence: the one thing to know.
            caption: what else.
        """
        self.set_running(False)
        self._show(icon, tone, sentence, caption)

    def show_running(self, icon: str, sentence: str, caption: str) -> None:
        """Show that it works now."""
        self.set_running(True)
        self.bar.setRange(0, 0)
        self._show(icon, "accent_text", sentence, caption)

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Show how far it is; ``total`` 0 means not known."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if words and self.cancel_button.isEnabled():
            self.caption.setText(words)

    def set_running(self, is_running: bool) -> None:
        """Show the progress and the way to stop, or the big button."""
        self.bar.setVisible(is_running)
        self.cancel_button.setVisible(is_running)
        self.cancel_button.setEnabled(is_running)
        self.cancel_button.setText("Cancel")
        self.go_button.setVisible(not is_running)

    def _show(self, icon: str, tone: str, sentence: str, caption: str) -> None:
        self.picture.show_icon(icon, tone)
        self.sentence.setText(sentence)
        self.caption.setText(caption)
        self.setAccessibleName(sentence)
        self.setAccessibleDescription(caption)

    def _on_cancel(self) -> None:
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText("Stopping…")
        self.cancel_wanted.emit()
