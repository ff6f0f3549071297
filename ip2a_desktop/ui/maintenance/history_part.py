"""The tab History: how problems came and went, and every check that was run."""

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ip2a_desktop.domain.health import RunRow, TrendDay
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import button, frame, label
from ip2a_desktop.ui.maintenance.desk import Desk
from ip2a_desktop.ui.maintenance.part import Part
from ip2a_desktop.ui.maintenance.rows_table import RowsTable
from ip2a_desktop.ui.maintenance.switch import Switch
from ip2a_desktop.ui.maintenance.words import verdict_chip

if TYPE_CHECKING:
    from ip2a_desktop.ui.maintenance.trend_chart import TrendChart

SPANS: Final = (7, 90)
"""Days that the chart can show."""
_MOST: Final = 200
COLUMNS: Final[tuple[Column[RunRow], ...]] = (
    Column("verdict", "Verdict", lambda one: one.verdict.label, 168, chip=lambda one: verdict_chip(one.verdict)),
    Column("started_at", "When", lambda one: moment(one.started_at), 160),
    Column("kind", "What", lambda one: one.kind.label, 152),
    Column("sentence", "Outcome", lambda one: one.sentence, 320),
    Column("person", "By", lambda one: one.person, 104),
    Column("machine", "Computer", lambda one: one.machine, 128),
)
_STRETCH: Final = 3


class HistoryPart(Part):
    """The tab History.

    Args:
        kit: the screens' tools.
        desk: the use cases.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        super().__init__(kit, desk)
        self.chart: TrendChart | None = None
        self.switch = Switch("Days of the chart", [f"{days} days" for days in SPANS])
        self.summary = label("", "muted", wrap=True)
        self.runs: RowsTable[RunRow] = RowsTable("Health checks", COLUMNS, stretch=_STRETCH)
        self.open_button = button("Open this check", icon_name="arrow-square-in", on_click=self._open)
        self._chart_place = QVBoxLayout()
        self.states = StateStack(self._content())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.states)
        self.switch.chosen.connect(lambda _place: self._read_trend())
        self.runs.opened.connect(self.open_run)
        self.runs.chosen.connect(lambda row: self.open_button.setEnabled(row is not None))

    def _content(self) -> QWidget:
        head = QHBoxLayout()
        head.setSpacing(GAP_WIDE)
        head.addWidget(label("Problems", "section"))
        head.addWidget(self.switch)
        head.addWidget(self.summary, 1)
        self._chart_place.setContentsMargins(GAP_WIDE, GAP_WIDE - GAP // 2, GAP_WIDE, GAP)
        self._chart_place.addLayout(head)
        below = QHBoxLayout()
        below.addWidget(label("Checks that were run", "section"))
        below.addStretch(1)
        below.addWidget(self.open_button)
        self.open_button.setEnabled(False)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(MARGIN, GAP_WIDE, MARGIN, 0)
        column.setSpacing(GAP)
        column.addWidget(frame("card", self._chart_place))
        column.addSpacing(GAP)
        column.addLayout(below)
        column.addWidget(self.runs, 1)
        return made

    def _make_chart(self) -> "TrendChart":
        from ip2a_desktop.ui.maintenance.trend_chart import TrendChart  # noqa: PLC0415 - QtCharts, when it is seen

        if self.chart is None:
            self.chart = TrendChart()
            self._chart_place.addWidget(self.chart)
        return self.chart

    def refresh(self) -> None:
        """Read the runs, and how problems came and went."""
        health = self.desk.health
        self.states.show_loading("Reading the history…")
        self.kit.tasks.run(
            self,
            lambda: health.runs(_MOST),
            self._on_runs,
            lambda error: self.states.show_failed(error, self.refresh),
            key="runs",
        )

    def _on_runs(self, rows: tuple[RunRow, ...]) -> None:
        if not rows:
            self.states.show_empty(
                "No health check yet",
                "Once there was one, this page shows how problems came and went.",
                "Go to Health",
                lambda: self.part_wanted.emit("health", None),
                "clock-counter-clockwise",
            )
            return
        self.states.show_content()
        self.runs.show_rows(rows, choose_first=True)
        self._read_trend()

    def _read_trend(self) -> None:
        health, days = self.desk.health, SPANS[self.switch.place]
        self.kit.tasks.run(self, lambda: health.trend(days), self._on_trend, self.kit.show_error, key="trend")

    def _on_trend(self, days: tuple[TrendDay, ...]) -> None:
        chart = self._make_chart()
        chart.show_days(days)
        self.summary.setText(chart.accessibleDescription())

    def _open(self) -> None:
        row = self.runs.current
        if row is not None:
            self.open_run(row)

    def open_run(self, row: RunRow) -> None:
        """Open a run as it was."""
        health = self.desk.health
        self.kit.tasks.run(
            self,
            lambda: health.load(row.id),
            lambda run: self.part_wanted.emit("health", run),
            self.kit.show_error,
            key="open",
        )
