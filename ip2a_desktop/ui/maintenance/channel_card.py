"""One channel: where its notices go, which ones, whether the last one went, and a test."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.notices import Channel, ChannelKind, Tested
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE
from ip2a_desktop.ui.kit.widgets import IconLabel, button, label

_ICONS: Final[dict[ChannelKind, str]] = {
    ChannelKind.LOG: "file-text",
    ChannelKind.EMAIL: "envelope-simple",
    ChannelKind.SLACK: "slack-logo",
    ChannelKind.WEBHOOK: "globe",
}
_ON: Final = Chip("On", "bell", "good")
_OFF: Final = Chip("Off", "bell-slash", "neutral")


class ChannelCard(QFrame):
    """A channel with its verbs.

    Args:
        channel: which one.

    Signals:
        test_wanted(Channel): send a test now.
        edit_wanted(Channel): change it.
        remove_wanted(Channel): take it out of use.
    """

    test_wanted = Signal(object)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)

    def __init__(self, channel: Channel) -> None:
        super().__init__()
        self.channel = channel
        self.setProperty("role", "card")
        self.setAccessibleName(channel.name)
        self.outcome = label("", "caption", wrap=True, selectable=True)
        self.test_button = button("Test", icon_name="paper-plane-tilt", on_click=lambda: self.test_wanted.emit(channel))
        self.edit_button = button("Edit…", on_click=lambda: self.edit_wanted.emit(channel))
        self.remove_button = button("Remove", "quiet", on_click=lambda: self.remove_wanted.emit(channel))
        for verb in (self.test_button, self.edit_button, self.remove_button):
            verb.setAccessibleName(f"{verb.text()} {channel.name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP_WIDE, GAP + GAP_TIGHT, GAP_WIDE, GAP + GAP_TIGHT)
        row.setSpacing(GAP_WIDE - GAP_TIGHT)
        row.addWidget(IconLabel(_ICONS[channel.kind], "muted", 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._words(), 1)
        for verb in (self.test_button, self.edit_button, self.remove_button):
            row.addWidget(verb, 0, Qt.AlignmentFlag.AlignVCenter)
        self.outcome.setText(_last_words(channel))
        self.outcome.setHidden(not self.outcome.text())

    def _words(self) -> QVBoxLayout:
        channel = self.channel
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(label(channel.name, "strong"))
        head.addWidget(ChipLabel(_ON if channel.is_on else _OFF))
        head.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(label(_about(channel), "muted", wrap=True))
        column.addWidget(self.outcome)
        return column

    def show_testing(self) -> None:
        """Show that a test is on its way."""
        self.test_button.setEnabled(False)
        self._say("Sending a test…")

    def show_tested(self, tested: Tested) -> None:
        """Show what a test came to."""
        self.test_button.setEnabled(True)
        self._say(f"{'Test delivered' if tested.delivered else 'Test failed'}: {tested.sentence}")

    def show_failed(self, words: str) -> None:
        """Show why a test could not be made."""
        self.test_button.setEnabled(True)
        self._say(words)

    def _say(self, words: str) -> None:
        self.outcome.setText(words)
        self.outcome.setHidden(not words)


def _about(channel: Channel) -> str:
    which = "every priority" if channel.minimum is Severity.LOW else f"from {channel.minimum.label} up"
    parts = [channel.kind.label, channel.address, which, channel.digest.label.lower()]
    return " · ".join(part for part in parts if part)


def _last_words(channel: Channel) -> str:
    if channel.last_error:
        return f"The last notice did not go: {channel.last_error}"
    return f"The last notice went {moment(channel.last_sent)}." if channel.last_sent is not None else ""
