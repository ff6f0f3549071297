"""A month with what is due on each of its days; the arrows walk over the days, a click chooses one."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ip2a_desktop.domain.docket_days import month_span
from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.domain.procedures import Side
from ip2a_desktop.ui.kit import typography
from ip2a_desktop.ui.kit.due_chips import next_words
from ip2a_desktop.ui.kit.icons import paint_icon
from ip2a_desktop.ui.kit.theme import color, theme
from ip2a_desktop.ui.kit.tokens import GAP, GAP_TIGHT, RADIUS
from ip2a_desktop.ui.kit.widgets import button, label, tool_button

_CELL = 64
_HEAD = 28
_NAMES_FROM = 104
"""Days that are so wide show names, narrower ones a count."""


class MonthGrid(QWidget):
    """Six weeks of days.

    Signals:
        chosen(date): the person chose a day.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.today = date.today()
        self.day = self.today
        self.month = self.today.replace(day=1)
        self._due: Mapping[date, Sequence[DocketRow]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_month(self, today: date, due: Mapping[date, Sequence[DocketRow]]) -> None:
        """Show what is due in the month."""
        self.today, self._due = today, due
        self._tell()
        self.update()

    def go(self, day: date) -> None:
        """Make a day the current one, and show its month."""
        self.day, self.month = day, day.replace(day=1)
        self._tell()
        self.update()

    def days(self) -> list[date]:
        """Return the days that are shown, in their order."""
        first, _ = month_span(self.month, _first_weekday())
        return [first + timedelta(days=n) for n in range(42)]

    def place(self, number: int) -> QRectF:
        """Return where the day of a number is drawn."""
        width = self.width() / 7
        return QRectF(number % 7 * width, _HEAD + number // 7 * _CELL, width, _CELL).adjusted(1, 1, -1, -1)

    def sizeHint(self) -> QSize:
        """Six weeks and the names of the days."""
        return QSize(7 * _CELL, _HEAD + 6 * _CELL)

    def minimumSizeHint(self) -> QSize:
        """As high, but narrower."""
        return QSize(7 * 36, self.sizeHint().height())

    def _tell(self) -> None:
        count = len(self._due.get(self.day, ()))
        words = QLocale.system().toString(_qt(self.day), QLocale.FormatType.LongFormat)
        self.setAccessibleName(f"Calendar: {words}, {count} due" if count else f"Calendar: {words}, nothing due")

    # -- look -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the names of the days, and the days."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        days = self.days()
        painter.setFont(typography.font("caption", "medium"))
        painter.setPen(color("muted"))
        for number, day in enumerate(days[:7]):
            place = self.place(number)
            name = QLocale.system().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
            painter.drawText(QRectF(place.left() + GAP, 0, place.width(), _HEAD), Qt.AlignmentFlag.AlignVCenter, name)
        for number, day in enumerate(days):
            self._paint_day(painter, day, self.place(number))
        painter.end()

    def _paint_day(self, painter: QPainter, day: date, place: QRectF) -> None:
        is_here = day.month == self.month.month
        painter.setPen(QPen(color("border"), 1))
        painter.setBrush(color("selected" if day == self.day else "surface" if is_here else "sunken"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if day == self.day:
            painter.setPen(QPen(color("focus" if self.hasFocus() else "accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        self._paint_number(painter, day, place, is_here)
        rows = self._due.get(day, ())
        if rows:
            self._paint_due(painter, day, rows, place.adjusted(GAP - 2, _HEAD, -GAP_TIGHT, -GAP_TIGHT))

    def _paint_number(self, painter: QPainter, day: date, place: QRectF, is_here: bool) -> None:
        painter.setFont(typography.font("caption", "semibold" if day == self.today else "regular", tabular=True))
        if day == self.today:
            mark = QRectF(0, 0, 22, 22)
            mark.moveCenter(QPointF(place.left() + 16, place.top() + 15))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color("accent"))
            painter.drawEllipse(mark)
            painter.setPen(color("on_accent"))
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, str(day.day))
            return
        painter.setPen(color("text" if is_here else "muted"))
        spot = QRectF(place.left() + GAP, place.top() + 4, place.width(), 22)
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, str(day.day))

    def _paint_due(self, painter: QPainter, day: date, rows: Sequence[DocketRow], place: QRectF) -> None:
        is_late = any(one.is_overdue for one in rows)
        is_ours = any(one.next_side is Side.UNION for one in rows if one.is_overdue)
        tone = "bad" if is_ours else "warn" if is_late or day == self.today else "info"
        font = typography.font("caption", "medium")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        pill = QRectF(place.left(), place.bottom() - metrics.height() - 4, place.width(), metrics.height() + 4)
        painter.setPen(QPen(color(f"{tone}_line"), 1))
        painter.setBrush(color(f"{tone}_tint"))
        painter.drawRoundedRect(pill, 4, 4)
        ink = color(f"{tone}_text")
        edge = metrics.height() - 4
        icon = "warning-circle" if is_late else "bell-ringing" if day == self.today else "calendar-blank"
        paint_icon(painter, QRectF(pill.left() + 4, pill.top() + 4, edge, edge), icon, ink)
        inside = pill.adjusted(edge + 7, 0, 0, 0)
        painter.setPen(ink)
        words = f"{len(rows)} late" if is_late else f"{len(rows)} due"
        if place.width() >= _NAMES_FROM and len(rows) == 1:
            words = f"{rows[0].number} {rows[0].left_words.lower() if is_late else rows[0].who}"
        elif inside.width() < metrics.horizontalAdvance(words):
            words = str(len(rows))
        painter.drawText(
            inside,
            Qt.AlignmentFlag.AlignVCenter,
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width()),
        )

    # -- hands ----------------------------------------------------------------------------------------------------

    def day_at(self, place: QPointF) -> date | None:
        """Return the day at a place, None beside them."""
        return next((day for number, day in enumerate(self.days()) if self.place(number).contains(place)), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day that is pressed."""
        day = self.day_at(event.position())
        if day is not None:
            self._choose(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go to the day and week beside, Page Up and Down a month, Home to today."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        key = Qt.Key(event.key())
        if key in steps:
            self._choose(self.day + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self._choose(moved(self.day, -1 if key == Qt.Key.Key_PageUp else 1))
        elif key == Qt.Key.Key_Home:
            self._choose(self.today)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self.go(day)
        self.chosen.emit(day)

    def event(self, event: QEvent) -> bool:
        """Name the cases of the day under the pointer."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            day = self.day_at(QPointF(event.pos()))
            rows = self._due.get(day, ()) if day else ()
            words = "\n".join(f"{one.number} {one.who}: {next_words(one)}" for one in rows[:12])
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)


class Month(QWidget):
    """The days of a month with its name and the ways to other months.

    Signals:
        chosen(date): another day is current; another month may be shown.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.grid = MonthGrid()
        self.name = label("", "section")
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(GAP_TIGHT)
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(tool_button("caret-left", "The month before", lambda: self._step(-1)))
        self.today_button = button("Today", on_click=lambda: self._go(self.grid.today))
        head.addWidget(self.today_button)
        head.addWidget(tool_button("caret-right", "The month after", lambda: self._step(1)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        self.grid.chosen.connect(self._on_chosen)
        self._dress()

    def show_month(self, today: date, due: Mapping[date, Sequence[DocketRow]]) -> None:
        """Show what is due in the month."""
        self.grid.show_month(today, due)
        self._dress()

    def _step(self, months: int) -> None:
        self._go(moved(self.grid.day, months))

    def _go(self, day: date) -> None:
        self.grid.go(day)
        self._on_chosen(day)

    def _on_chosen(self, day: date) -> None:
        self._dress()
        self.chosen.emit(day)

    def _dress(self) -> None:
        month = self.grid.month
        name = QLocale.system().standaloneMonthName(month.month, QLocale.FormatType.LongFormat)
        self.name.setText(f"{name} {month.year}")


def moved(day: date, months: int) -> date:
    """Return the same day some months later or earlier, or the last of a shorter month."""
    moved_to = _qt(day).addMonths(months)
    return date(moved_to.year(), moved_to.month(), moved_to.day())


def _first_weekday() -> int:
    return int(QLocale.system().firstDayOfWeek().value) - 1


def _qt(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
