"""Above the tabs of an agreement: which version they show, and the mark SAMPLE until an admin confirmed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.procedures import SAMPLE
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.agreements.confirming import VERB, ask_to_confirm
from ip2a_desktop.ui.agreements.words import CONFIRMED_CHIP, force_chip, period
from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, ICON, MARGIN
from ip2a_desktop.ui.kit.widgets import ElidedLabel, button, label

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService

_WIDEST_CHOICE = 220
_WIDE = 620
"""From this width on the verb stands behind the words of the banner."""
_QUIET = 13
"""The room that a quiet button keeps before its word."""


class VersionStrip(QWidget):
    """The choice of the version with its state, and the banner of what nobody verified.

    Args:
        kit: the screens' tools.
        agreements: confirms a version.
        chosen: which version the tabs show.
    """

    def __init__(self, kit: Kit, agreements: AgreementService, chosen: ChosenVersion) -> None:
        super().__init__()
        self._kit = kit
        self._agreements = agreements
        self._chosen = chosen
        self.choice = QComboBox()
        self.choice.setAccessibleName("Version")
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.setMaximumWidth(_WIDEST_CHOICE)
        self._only = label("", "strong")
        self.force = ChipLabel()
        self.mark = ChipLabel()
        self._period = ElidedLabel("", "muted")
        self.banner = Notice("warn")
        self._is_wide = False
        self.dialog: Dialog | None = None
        self._lay_out()
        self.choice.activated.connect(lambda _row: chosen.choose(self.choice.currentData()))
        chosen.changed.connect(self._follow)
        self._follow()

    def confirm(self) -> None:
        """Ask whether the version that is shown is as the agreement says."""
        if self._chosen.version is not None:
            self.dialog = ask_to_confirm(self._kit, self, self._agreements, self._chosen.version)

    def _lay_out(self) -> None:
        self._row = QWidget()
        row = QHBoxLayout(self._row)
        row.setContentsMargins(MARGIN, GAP_TIGHT, MARGIN, GAP_TIGHT)
        row.setSpacing(GAP)
        words = label("Version", "muted")
        words.setBuddy(self.choice)
        for one in (words, self.choice, self._only, self.force, self.mark):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._period, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._row)
        layout.addWidget(self.banner.in_margin())

    def _follow(self) -> None:
        record, version = self._chosen.record, self._chosen.version
        self._row.setHidden(version is None)
        if record is None or version is None:
            self.banner.say("")
            return
        self.choice.clear()
        for one in record.versions:
            self.choice.addItem(one.draft.name, one.draft.id)
        self.choice.setCurrentIndex(record.versions.index(version))
        self._only.setText(version.draft.name)
        self.choice.setHidden(len(record.versions) == 1)
        self._only.setHidden(len(record.versions) > 1)
        self.force.set_chip(force_chip(version.draft, today()))
        self._period.setText(period(version.draft.starts_on, version.draft.ends_on))
        is_sample = version.confirmed_at is None and bool(version.steps)
        self._show_banner(SAMPLE if is_sample else "")

    def _show_banner(self, words: str) -> None:
        """Show the banner with its verb behind the words, or below them where there is little room.

        There the heading's chip alone says that the version is confirmed.
        """
        is_wide = self.width() >= _WIDE
        self._is_wide = is_wide
        may = bool(words) and not self._chosen.is_read_only
        is_confirmed = self._chosen.version is not None and self._chosen.version.confirmed_at is not None
        self.mark.set_chip(CONFIRMED_CHIP if is_confirmed and is_wide else None)
        self.banner.set_lines([self._verb_line()] if may and not is_wide else [])
        self.banner.show_verbs(words, [(VERB, self.confirm)] if may and is_wide else [])

    def _verb_line(self) -> QWidget:
        line = QWidget()
        verbs = QHBoxLayout(line)
        verbs.setContentsMargins(ICON + GAP - _QUIET, 0, 0, 0)  # below the words, not below the icon
        verbs.addWidget(button(VERB, "quiet", on_click=self.confirm))
        verbs.addStretch(1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the verb where there is room for it."""
        super().resizeEvent(event)
        if (self.width() >= _WIDE) != self._is_wide:
            self._show_banner(self.banner.words)
