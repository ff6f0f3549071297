"""The chart of problems over days: new and fixed as bars, open as a line; loaded when History is first shown."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCharts import (
    QBarCategoryAxis,
    QBarSeries,
    QBarSet,
    QChart,
    QChartView,
    QLineSeries,
    QValueAxis,
)
from PySide6.QtCore import QMargins, QPointF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.health import TrendDay
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.formats import day
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.maintenance.words import many

_HEIGHT: Final = 232
_NAMED_UP_TO: Final = 10
"""Up to so many days are named each; of more, the first, the middle and the last are."""
_LINE: Final = 2.5
_LEFT: Final = 40
"""From the edge to the first day, in pixels."""


class TrendChart(QWidget):
    """New, open and fixed problems of each day; the look tells them apart without colour (solid, hatched, line)."""

    def __init__(self) -> None:
        super().__init__()
        self.days: tuple[TrendDay, ...] = ()
        self.view = QChartView()
        self.view.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.view.setFixedHeight(_HEIGHT)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setStyleSheet("background: transparent; border: none;")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.view)
        self._names = [label("", "caption") for _ in range(3)]
        below = QHBoxLayout()
        below.setContentsMargins(_LEFT, 0, 0, 0)
        for place, name in enumerate(self._names):
            if place:
                below.addStretch(1)
            below.addWidget(name)
        layout.addLayout(below)
        theme().changed.connect(self._draw)

    def show_days(self, days: Sequence[TrendDay]) -> None:
        """Show other days, in their order."""
        self.days = tuple(days)
        self.setAccessibleName("Problems by day")
        self.setAccessibleDescription(summary(self.days))
        named = [self.days[at].day for at in (0, len(self.days) // 2, -1)] if self._is_long else []
        for place, name in enumerate(self._names):
            name.setText(day(named[place]) if named else "")
            name.setVisible(bool(named))
        self._draw()

    @property
    def _is_long(self) -> bool:
        return len(self.days) > _NAMED_UP_TO

    def _draw(self) -> None:
        """Draw it anew: the days are other ones, or the theme is."""
        chart = QChart()
        chart.setBackgroundVisible(False)
        chart.setMargins(QMargins(0, 0, 0, 0))
        chart.setAnimationOptions(QChart.AnimationOption.NoAnimation)
        across, up = self._axes()
        chart.addAxis(across, Qt.AlignmentFlag.AlignBottom)
        chart.addAxis(up, Qt.AlignmentFlag.AlignLeft)
        for series in (self._bars(), self._open()):
            chart.addSeries(series)
            series.attachAxis(across)
            series.attachAxis(up)
        legend = chart.legend()
        legend.setAlignment(Qt.AlignmentFlag.AlignTop)
        legend.setFont(typography.font("caption"))
        legend.setLabelColor(color("text"))
        before = self.view.chart()
        self.view.setChart(chart)
        if before is not None:
            before.deleteLater()

    def _axes(self) -> tuple[QBarCategoryAxis, QValueAxis]:
        across = QBarCategoryAxis()
        across.append([day(one.day) for one in self.days])
        across.setLabelsVisible(not self._is_long)
        across.setGridLineVisible(False)
        up = QValueAxis()
        up.setLabelFormat("%d")
        most = max((max(one.new, one.open, one.fixed) for one in self.days), default=0)
        up.setRange(0, (most // 4 + 1) * 4)  # some air above the line
        up.setTickCount(5)
        up.setGridLinePen(QPen(color("border"), 1))
        for axis in (across, up):
            axis.setLabelsColor(color("muted"))
            axis.setLabelsFont(typography.font("caption"))
            axis.setLinePen(QPen(color("border_strong"), 1))
        return across, up

    def _bars(self) -> QBarSeries:
        series = QBarSeries()
        series.setBarWidth(0.66)
        looks = (
            ("New", "warn_text", Qt.BrushStyle.SolidPattern, [one.new for one in self.days]),
            ("Fixed", "good_text", Qt.BrushStyle.BDiagPattern, [one.fixed for one in self.days]),
        )
        for name, tone, pattern, values in looks:
            bars = QBarSet(name)
            bars.append([float(one) for one in values])
            bars.setPen(QPen(color(tone), 1))
            bars.setBrush(QBrush(color(tone), pattern))
            series.append(bars)
        return series

    def _open(self) -> QLineSeries:
        series = QLineSeries()
        series.setName("Open")
        series.setPen(QPen(color("info_text"), _LINE))
        series.setPointsVisible(not self._is_long)
        series.append([QPointF(at, one.open) for at, one in enumerate(self.days)])
        return series


def summary(days: Sequence[TrendDay]) -> str:
    """Return what the chart shows, in one sentence."""
    if not days:
        return "There is nothing to show yet."
    new, fixed = sum(one.new for one in days), sum(one.fixed for one in days)
    return f"In {many(len(days), 'day', 'days')}: {new:,} new, {fixed:,} fixed; {days[-1].open:,} open now."
