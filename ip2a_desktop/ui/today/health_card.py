"""The card that says how the database is: one sentence, its time, and the way to the page of health."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ip2a_desktop.domain.health_word import NOT_YET, HealthWord
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, Tone
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

_LOOKS: dict[Tone, tuple[str, str]] = {
    "good": ("heartbeat", "Healthy"),
    "warn": ("warning", "Look at this"),
    "bad": ("warning-circle", "Needs you"),
    "neutral": ("heartbeat", ""),
}


class HealthCard(QFrame):
    """How the database is, in one sentence.

    Args:
        open_health: called where the person wants to know more; None offers no button.
    """

    def __init__(self, open_health: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._picture = IconLabel("heartbeat", "muted", 20)
        self._chip = ChipLabel()
        self.sentence = label("", "muted", wrap=True)
        self.open_button = button("Open", "quiet", on_click=open_health)
        self.open_button.setAccessibleName("Open health")
        self.open_button.setHidden(open_health is None)
        heading = QHBoxLayout()
        heading.setSpacing(GAP)
        heading.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        heading.addWidget(label("Health", "section"))
        heading.addWidget(self._chip)
        heading.addStretch(1)
        heading.addWidget(self.open_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP_WIDE, GAP + 4, GAP_WIDE, GAP + 4)
        layout.setSpacing(GAP)
        layout.addLayout(heading)
        layout.addWidget(self.sentence)
        self.show_word(NOT_YET)

    def show_word(self, word: HealthWord) -> None:
        """Show another verdict."""
        icon, said = _LOOKS[word.tone]
        self._picture.show_icon(icon, "muted" if word.tone == "neutral" else f"{word.tone}_text")
        self._chip.set_chip(Chip(said, icon, word.tone) if said else None)
        looked = f" Looked at {moment(word.at)}." if word.at is not None else ""
        self.sentence.setText(f"{word.words}{looked}")
        self.setAccessibleName(f"Health: {word.words}{looked}")

    def show_unknown(self) -> None:
        """Say that nobody could be asked; what is not known is never shown as healthy."""
        self.show_word(HealthWord("It could not be asked how the database is.", "warn"))
