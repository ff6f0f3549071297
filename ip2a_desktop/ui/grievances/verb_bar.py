"""What may follow in a case, between its name and its tabs: the way so far, why the next date is what it is, verbs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ip2a_desktop.domain.grievance_verbs import Offer, Verb, offers
from ip2a_desktop.ui.grievances.stations import stations
from ip2a_desktop.ui.grievances.step_line import StepLine
from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.due_chips import left_chip, next_words
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.tokens import CONTROL_HEIGHT, GAP, MARGIN
from ip2a_desktop.ui.kit.widgets import ICON_NAME, ActionButton, label

if TYPE_CHECKING:
    from ip2a_desktop.domain.grievance_records import GrievanceRecord

_ICONS = {
    Verb.FILE: "paper-plane-tilt",
    Verb.MEET: "users-three",
    Verb.ANSWER: "chat-text",
    Verb.APPEAL: "arrow-right",
    Verb.ARBITRATE: "scales",
    Verb.STRIKE: "eraser",
    Verb.EXTEND: "calendar-plus",
    Verb.SETTLE: "handshake",
    Verb.WITHDRAW: "arrow-u-up-left",
    Verb.CLOSE: "archive-box",
}
_BUTTONS = 4
"""So many verbs have buttons; the others stand in the menu behind them."""

Do = Callable[[Offer], object]


class VerbBar(QWidget):
    """The steps of a case and its verbs.

    Args:
        do: called with the offer that the person chose.
    """

    def __init__(self, do: Do) -> None:
        super().__init__()
        self.line = StepLine()
        self.chip = ChipLabel(parent=self)
        self.reason = label("", "muted", wrap=True, selectable=True)
        self.sample = ChipLabel(parent=self)
        self.sample.setToolTip("An admin compares the limits with the agreement and confirms them: page Agreements.")
        self.verbs = VerbRow(do)
        self._why = QWidget()
        why = QHBoxLayout(self._why)
        why.setContentsMargins(0, 0, 0, 0)
        why.setSpacing(GAP)
        why.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self.reason, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, GAP, MARGIN, GAP)
        layout.setSpacing(GAP + 2)
        layout.addWidget(self.line)
        layout.addWidget(self._why)
        layout.addWidget(self.sample)
        layout.addWidget(self.verbs)

    def show_record(self, case: GrievanceRecord) -> None:
        """Show the way of a case, and what may be done with it now."""
        self.line.show_stations(stations(case))
        self.chip.set_chip(left_chip(case.row))
        self.reason.setText(_reason(case))
        self._why.setHidden(not case.row.explanation)
        mark = case.rules.mark if case.running else ""
        self.sample.set_chip(Chip(mark, "warning", "warn") if mark else None)
        self.verbs.show_offers(() if case.row.deleted_at else _likeliest_first(offers(case)))


class VerbRow(QWidget):
    """Verbs as buttons, the first one with the accent; those that find no room stand in the menu behind them.

    Args:
        do: called with the offer that the person chose.
    """

    def __init__(self, do: Do) -> None:
        super().__init__()
        self._do = do
        self.actions_now: dict[Verb, QAction] = {}
        self._buttons: list[ActionButton] = []
        self._menu = QMenu(self)
        self._more = QAction("More", self)
        self._more.setMenu(self._menu)
        self._more_button = ActionButton(self._more)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GAP)
        self._row.addWidget(self._more_button)
        self._row.addStretch(1)

    def show_offers(self, now: tuple[Offer, ...]) -> None:
        """Show other verbs."""
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.actions_now = {one.verb: self._action(one) for one in now}
        self._buttons = []
        for place, action in enumerate(self.actions_now.values()):
            made = ActionButton(action, "plain" if place else "primary")
            self._row.insertWidget(place, made)
            self._buttons.append(made)
        self.setHidden(not now)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Room for the first verb and the menu."""
        first = self._buttons[0].sizeHint().width() if self._buttons else 0
        return QSize(min(first, 200) + GAP + self._more_button.sizeHint().width(), CONTROL_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        widths = [one.sizeHint().width() + GAP for one in self._buttons]
        room = self.width() + GAP
        if sum(widths) > room or len(widths) > _BUTTONS:
            room -= self._more_button.sizeHint().width() + GAP
        fits = 0
        while fits < min(len(widths), _BUTTONS) and (fits == 0 or sum(widths[: fits + 1]) <= room):
            fits += 1
        for place, one in enumerate(self._buttons):
            one.set_room(place < fits)
        self._menu.clear()
        self._menu.addActions(list(self.actions_now.values())[fits:])
        self._more_button.set_room(fits < len(self._buttons))

    def _action(self, one: Offer) -> QAction:
        action = QAction(f"{one.text}…".replace("&", "&&"), self)
        action.setProperty(ICON_NAME, _ICONS[one.verb])
        action.setIcon(icon(_ICONS[one.verb]))
        action.setToolTip(one.warning or one.text)
        action.triggered.connect(lambda _checked=False: self._do(one))
        return action


def _likeliest_first(now: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """More time is never what mostly follows, even where little else does."""
    if len(now) > 1 and now[0].verb is Verb.EXTEND:
        return (*now[1:], now[0])
    return now


def _reason(case: GrievanceRecord) -> str:
    return f"{next_words(case.row)}. {case.row.explanation}." if case.row.explanation else ""
