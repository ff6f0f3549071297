"""A timeline drawn as a rail: a mark for each stop, words beside it; what is still to come is drawn hollow."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit.chips import Chip, ChipLabel
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, MARGIN, Tone
from ip2a_desktop.ui.kit.value_label import ValueLabel
from ip2a_desktop.ui.kit.widgets import label

When = Literal["past", "now", "later"]
_MARK: Final = 28
_ICON: Final = 16
_WIDEST: Final = 760


@dataclass(frozen=True)
class Stop:
    """One stop of the rail.

    Args:
        title: the strong words, such as the level's name.
        icon: a Phosphor icon's name, drawn in the mark.
        tone: the mark's colours.
        when: whether it is over, the turn is here, or still to come.
        chip: its state.
        meta: quiet words: who and when.
        lines: what was said.
    """

    title: str
    icon: str
    tone: Tone = "neutral"
    when: When = "past"
    chip: Chip | None = None
    meta: str = ""
    lines: tuple[str, ...] = ()

    def spoken(self) -> str:
        """Return everything as text, for a screen reader."""
        head = ", ".join(part for part in (self.title, self.chip.text if self.chip else "", self.meta) if part)
        return ". ".join([head, *self.lines])


class StopView(QWidget):
    """Draws one stop; the rail runs on to the next one unless it is the last."""

    def __init__(self, stop: Stop, *, is_last: bool) -> None:
        super().__init__()
        self.stop = stop
        self._is_last = is_last
        self.setAccessibleName(stop.spoken())
        head = QHBoxLayout()
        head.setSpacing(GAP)
        title = label(stop.title, "strong" if stop.when != "later" else "muted")
        title.setMinimumHeight(_MARK)
        head.addWidget(title)
        if stop.chip is not None:
            head.addWidget(ChipLabel(stop.chip), 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        words = QVBoxLayout(self)
        words.setContentsMargins(_MARK + GAP_WIDE - 4, 0, 0, GAP if is_last else MARGIN - 4)
        words.setSpacing(GAP_TIGHT)
        words.addLayout(head)
        if stop.meta:
            words.addWidget(label(stop.meta, "muted", wrap=True, selectable=True))
        for one in stop.lines:
            said = ValueLabel()
            said.setText(one)
            words.addWidget(said)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rail and the mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, mark = _MARK / 2, QRectF(1, 1, _MARK - 2, _MARK - 2)
        rail = QPen(color("border_strong"), 2)
        if self.stop.when != "past":
            rail.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(rail)
        if not self._is_last:
            painter.drawLine(QPointF(middle, _MARK + 2), QPointF(middle, self.height() - 2))
        is_later = self.stop.when == "later"
        tone = self.stop.tone
        painter.setPen(
            QPen(color("border_strong" if is_later else f"{tone}_text"), 2 if self.stop.when == "now" else 1)
        )
        painter.setBrush(Qt.BrushStyle.NoBrush if is_later else color(f"{tone}_tint"))
        painter.drawEllipse(mark)
        inset = (_MARK - _ICON) / 2
        ink = color("muted" if is_later else f"{tone}_text")
        paint_icon(painter, QRectF(inset, inset, _ICON, _ICON), self.stop.icon, ink)
        painter.end()


class Rail(QWidget):
    """Stops below each other."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaximumWidth(_WIDEST)
        self.views: list[StopView] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, MARGIN)
        self._column.setSpacing(0)
        self._column.addStretch(1)

    @property
    def stops(self) -> list[Stop]:
        """What is shown."""
        return [one.stop for one in self.views]

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Show other stops."""
        for old in self.views:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        last = len(stops) - 1
        self.views = [StopView(one, is_last=n == last) for n, one in enumerate(stops)]
        for place, view in enumerate(self.views):
            self._column.insertWidget(place, view)
