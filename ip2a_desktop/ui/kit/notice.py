"""A tinted strip on a page: one thing to know, and what can be done about it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, MARGIN, Tone
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

_ICONS: dict[Tone, str] = {
    "neutral": "info",
    "info": "info",
    "good": "check-circle",
    "warn": "warning",
    "bad": "warning-circle",
}

OnClick = Callable[[], object]


class Notice(QFrame):
    """A strip with an icon, words, perhaps lines below them, and quiet buttons; hidden while it has no words.

    Args:
        tone: its colours and icon.
    """

    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.setProperty("tone", tone)
        self._frame: QWidget | None = None
        self.buttons: list[QPushButton] = []
        self._words = label("", wrap=True, selectable=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(GAP)
        self._row.addWidget(IconLabel(_ICONS[tone], f"{tone}_text"), 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self._words, 1)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(GAP_TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE - 4, GAP, GAP, GAP)
        layout.setSpacing(GAP_TIGHT)
        layout.addLayout(self._row)
        layout.addLayout(self._lines)
        self.hide()

    @property
    def words(self) -> str:
        """What the strip says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    def in_margin(self, across: int = MARGIN, below: int = GAP) -> QWidget:
        """Return the strip in a frame with the page's margins; the frame hides with it."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(across, GAP, across, below)
        layout.addWidget(self)
        self._frame = holder
        holder.setHidden(self.isHidden())
        return holder

    def say(self, words: str) -> None:
        """Show words without a verb; empty words hide the strip."""
        self.show_words(words)

    def show_words(self, words: str, action_text: str = "", on_action: OnClick | None = None) -> None:
        """Show words with at most one verb; empty words hide the strip."""
        self.show_verbs(words, [(action_text, on_action)] if action_text and on_action else [])

    def show_verbs(self, words: str, verbs: Sequence[tuple[str, OnClick]]) -> None:
        """Show words with some verbs behind them; empty words hide the strip."""
        self._words.setText(words)
        self.setAccessibleName(words)
        for old in self.buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [button(text, "quiet", on_click=on_click) for text, on_click in verbs]
        for one in self.buttons:
            self._row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        self._show(bool(words))

    def set_lines(self, rows: Sequence[QWidget]) -> None:
        """Put widgets below the words, in the place of those that stood there."""
        while self._lines.count():
            item = self._lines.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for one in rows:
            self._lines.addWidget(one)

    def _show(self, shown: bool) -> None:
        self.setVisible(shown)
        if self._frame is not None:
            self._frame.setVisible(shown)
