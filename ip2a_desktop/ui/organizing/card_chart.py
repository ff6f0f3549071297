"""How many cards counted, day by day: a line in steps, with what a petition needs as dashed lines across it."""

from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ip2a_desktop.domain.salting_records import CampaignRecord
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.facts import block_layout
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP, SPACE
from ip2a_desktop.ui.kit.widgets import label

_HEIGHT: Final = SPACE * 22
_SIDE: Final = SPACE * 5
"""Room for the numbers at the left and for the last one at the right."""
_LINE: Final = 2
_EMPTY: Final = "No card has counted so far."

Step = tuple[date, int]
Level = tuple[int, str]


class CardChart(QWidget):
    """The chart as a block of a campaign's page; words where no card ever counted."""

    def __init__(self) -> None:
        super().__init__()
        self.line = StepLine()
        self.empty = label(_EMPTY, "muted", wrap=True)
        layout = block_layout(self, "Cards that counted, day by day")
        layout.addWidget(self.line)
        layout.addWidget(self.empty)

    def show_record(self, record: CampaignRecord) -> None:
        """Show a campaign's cards up to today."""
        goals = [goal for goal in (record.count.showing, record.count.goal) if goal is not None]
        self.line.show_steps(
            [(point.day, point.counting) for point in record.history],
            record.today,
            [(goal.needed, f"{goal.name} ({goal.percent} %): {goal.needed:,}") for goal in goals],
        )
        self.line.setVisible(bool(record.history))
        self.empty.setVisible(not record.history)


class StepLine(QWidget):
    """A number that holds from each step's day until the next one's, painted from the first step to a last day."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: list[Step] = []
        self._levels: list[Level] = []
        self._until = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as it is, whatever the width."""
        return QSize(SPACE * 30, _HEIGHT)

    def show_steps(self, steps: list[Step], until: date, levels: list[Level]) -> None:
        """Show other steps.

        Args:
            steps: days in their order with the number from each on.
            until: the last day.
            levels: numbers that are wanted, with their words.
        """
        self._steps, self._levels, self._until = steps, levels, until
        changes = [f"{number:,} from {day(first)} on" for first, number in steps]
        self.setAccessibleName("Cards that counted, day by day")
        self.setAccessibleDescription("; ".join([*changes, *(words for _value, words in levels)]))
        self.update()

    def points(self, area: QRectF) -> list[QPointF]:
        """Return the corners of the line in an area: it goes right, then up or down."""
        if not self._steps:
            return []
        first = self._steps[0][0]
        days = max((self._until - first).days, 1)
        found: list[QPointF] = []
        for at, number in self._steps:
            x = area.left() + area.width() * (at - first).days / days
            found += [QPointF(x, found[-1].y())] if found else []
            found.append(QPointF(x, self._height_of(number, area)))
        return [*found, QPointF(area.right(), found[-1].y())]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint lines, levels, the steps and the two days."""
        painter = QPainter(self)
        painter.setFont(typography.font("caption", tabular=True))
        line = painter.fontMetrics().height()
        area = QRectF(self.rect()).adjusted(_SIDE, line, -_SIDE, -line - GAP)
        self._paint_steps(painter, area)
        for value, words in self._levels:
            self._paint_level(painter, area, value, words)
        self._paint_axis(painter, area, line)
        painter.end()

    def _paint_steps(self, painter: QPainter, area: QRectF) -> None:
        corners = self.points(area)
        if not corners:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("info_tint"))
        painter.drawPolygon(
            QPolygonF([QPointF(corners[0].x(), area.bottom()), *corners, QPointF(area.right(), area.bottom())])
        )
        painter.setPen(QPen(color("accent_text"), _LINE))
        painter.drawPolyline(QPolygonF(corners))
        painter.setPen(color("text"))
        right = QRectF(area.right() + GAP // 2, corners[-1].y() - GAP, _SIDE, GAP * 2)
        painter.drawText(right, Qt.AlignmentFlag.AlignVCenter, f"{self._steps[-1][1]:,}")

    def _paint_level(self, painter: QPainter, area: QRectF, value: int, words: str) -> None:
        y = self._height_of(value, area)
        painter.setPen(QPen(color("muted"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(color("muted"))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(QPointF(area.left() + GAP // 2, y - GAP // 2), shown)

    def _paint_axis(self, painter: QPainter, area: QRectF, line: int) -> None:
        painter.setPen(color("border_strong"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if not self._steps:
            return
        painter.setPen(color("muted"))
        below = QRectF(area.left(), area.bottom() + GAP // 2, area.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, day(self._steps[0][0]))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, day(self._until))
        for value in {0, max(number for _day, number in self._steps)}:
            beside = QRectF(0, self._height_of(value, area) - line / 2, _SIDE - GAP, line)
            painter.drawText(beside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, f"{value:,}")

    def _height_of(self, number: int, area: QRectF) -> float:
        highest = max(1, *(value for _day, value in self._steps), *(value for value, _words in self._levels))
        return area.bottom() - area.height() * number / highest
