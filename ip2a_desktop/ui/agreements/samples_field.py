"""The choice of the procedure to begin with: a tile for each sample, with its steps and one sentence about it."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from ip2a_desktop.domain.agreement_beginning import OWN
from ip2a_desktop.domain.agreement_samples import SampleProcedure
from ip2a_desktop.domain.procedure_words import chain
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, GAP_WIDE, RADIUS

_ACROSS: Final = 2
_EDGE: Final = 20
_OWN_WORDS: Final = ("Write it ourselves", "No steps and no holidays yet.", "")


class SampleTile(QAbstractButton):
    """One procedure to begin with; the chosen one has a ring and a filled mark."""

    def __init__(self, key: str, name: str, about: str, steps: str) -> None:
        super().__init__()
        self.key = key
        self._about = about
        self._steps = steps
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(" ".join(part for part in (about, steps) if part))
        self.setToolTip(steps)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as three lines of words."""
        lines = typography.pixels("body") * 2 + typography.pixels("caption")
        return QSize(240, round(lines * 1.35) + 2 * GAP + GAP_TIGHT)

    def minimumSizeHint(self) -> QSize:
        """Long words are elided."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ring, mark and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        ground = "selected" if chosen else "hover" if self.underMouse() else "surface"
        ring = "focus" if self.hasFocus() else "accent" if chosen else "border"
        painter.setPen(QPen(color(ring), 2 if chosen or self.hasFocus() else 1))
        painter.setBrush(color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        mark = QRectF(GAP + GAP_TIGHT, GAP + GAP_TIGHT - 1, _EDGE, _EDGE)
        name, tone = ("check-circle-fill", "accent_text") if chosen else ("circle", "border_strong")
        paint_icon(painter, mark, name, color(tone))
        self._paint_words(painter, round(mark.right()) + GAP)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int) -> None:
        lines = (
            (typography.font("body", "semibold"), "text", self.text()),
            (typography.font("body"), "muted", self._about),
            (typography.font("caption"), "muted", self._steps),
        )
        top, room = GAP + 2, self.width() - left - GAP_WIDE
        for font, tone, words in lines:
            painter.setFont(font)
            painter.setPen(color(tone))
            metrics = painter.fontMetrics()
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(left, top + metrics.ascent(), shown)
            top += metrics.height() + 1


class SamplesField(QWidget):
    """The tiles; arrow keys go from one to the next. The value is the sample's key, OWN for none."""

    edited = Signal()
    left = Signal()

    def __init__(self, samples: Sequence[SampleProcedure], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        offered = [(one.key, one.name, one.about, chain(one.procedure.steps)) for one in samples]
        self._group = QButtonGroup(self)
        self.tiles: dict[str, SampleTile] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(GAP)
        for place, (key, *words) in enumerate([*offered, (OWN, *_OWN_WORDS)]):
            tile = SampleTile(key, *words)
            tile.installEventFilter(self)
            self.tiles[key] = tile
            self._group.addButton(tile)
            grid.addWidget(tile, place // _ACROSS, place % _ACROSS)
        self._group.buttonClicked.connect(lambda _tile: self.edited.emit())
        self.tiles[offered[0][0] if offered else OWN].setChecked(True)

    def value(self) -> Any:
        """Return the key of the chosen procedure."""
        chosen = self._group.checkedButton()
        return chosen.key if isinstance(chosen, SampleTile) else OWN

    def set_value(self, value: Any) -> None:
        """Choose a procedure by its key."""
        if value in self.tiles:
            self.tiles[value].setChecked(True)

    def shown(self, value: Any) -> str:
        """Return the name of a procedure."""
        return self.tiles[value].text() if value in self.tiles else ""

    def problem(self) -> str:
        """Any of them will do."""
        return ""

    def state(self) -> Any:
        """Return the key."""
        return self.value()

    def set_state(self, state: Any) -> None:
        """Bring the choice back; a version that has gone since is no choice any more."""
        if isinstance(state, str):
            self.set_value(state)

    def set_read_only(self, read_only: bool) -> None:
        """Show the choice only, or let it be changed again."""
        self.setDisabled(read_only)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell that a tile is left."""
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        return False
