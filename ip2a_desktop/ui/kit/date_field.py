"""The field for a day: typed, stepped by keys, or picked from a calendar."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QDate, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from ip2a_desktop.ui.kit import formats
from ip2a_desktop.ui.kit.dates import read_day, read_moment, stepped
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.text_fields import LineField
from ip2a_desktop.ui.kit.theme import color
from ip2a_desktop.ui.kit.tokens import GAP

_CALENDAR = QSize(320, 260)
_STEPS = "dwmy"
_TODAY = ("t", "T", "=")
_KEYS = "d w m y go a day, week, month or year on; capitals go back; t is today; Alt+Down opens the calendar"


class DateField(LineField):
    """A day, written as the system writes it. See :data:`_KEYS` for its keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calendar: _CalendarPopup | None = None
        self.setPlaceholderText(_example_pattern())
        self.setToolTip(_KEYS)
        self.setAccessibleDescription(_KEYS)
        action = self.addAction(icon("calendar-blank", "muted"), self.ActionPosition.TrailingPosition)
        action.setText("Open the calendar")
        action.triggered.connect(self.show_calendar)
        self.left.connect(self._tidy)

    def value(self) -> Any:
        """Return the day, or None where the field is empty or not understood."""
        return read_day(self.text(), formats.today()) if self.text().strip() else None

    def shown(self, value: Any) -> str:
        """Return a day as the system writes it."""
        return formats.day(value) if isinstance(value, date) else ""

    def problem(self) -> str:
        """Say how a day is written, where what stands here is none."""
        if not self.text().strip() or self.value() is not None:
            return ""
        return f"Write a date such as {formats.day(date(2026, 3, 6))}."

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by letters; everything else is typed."""
        letter = event.text()
        is_plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.show_calendar()
        elif self.isReadOnly() or not is_plain or not letter:
            super().keyPressEvent(event)
        elif letter in _TODAY:
            self.put(formats.today())
        elif letter.casefold() in _STEPS:
            self._step(letter.casefold(), 1 if letter.islower() else -1)
        else:
            super().keyPressEvent(event)

    def put(self, day: date) -> None:
        """Put a day into the field as the person's own entry."""
        self.setText(formats.day(day))

    def show_calendar(self) -> None:
        """Open the calendar below the field."""
        if self.isReadOnly():
            return
        if self._calendar is None:
            self._calendar = _CalendarPopup(self)
        self._calendar.show_at(self._day() or formats.today())

    def _day(self) -> date | None:
        day: date | None = self.value()
        return day

    def _step(self, unit: str, steps: int) -> None:
        if self.text().strip() and self._day() is None:
            return  # nobody knows from where to step
        self.put(stepped(self._day() or formats.today(), unit, steps))

    def _tidy(self) -> None:
        day = self._day()
        if day is not None and formats.day(day) != self.text():
            self._set_text(formats.day(day))


class MomentField(DateField):
    """A day with a time of day, in the person's own time zone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(f"{_example_pattern()} hh:mm")

    def value(self) -> Any:
        """Return the moment, or None where the field is empty or not understood."""
        return read_moment(self.text(), formats.today()) if self.text().strip() else None

    def shown(self, value: Any) -> str:
        """Return a moment as the system writes it."""
        return formats.moment(value) if isinstance(value, datetime) else ""

    def problem(self) -> str:
        """Say how a moment is written, where what stands here is none."""
        if not self.text().strip() or self.value() is not None:
            return ""
        return f"Write a date and time such as {formats.day(date(2026, 3, 6))} 14:30."

    def put(self, day: date) -> None:
        """Put a day into the field; the time of day that stands there stays."""
        now = self.value()
        if now is None:
            self.setText(formats.day(day))
        else:
            self.setText(formats.moment(now.replace(year=day.year, month=day.month, day=day.day)))

    def _day(self) -> date | None:
        moment = self.value()
        return None if moment is None else moment.date()

    def _tidy(self) -> None:
        moment = self.value()
        if moment is not None:
            self._set_text(formats.moment(moment))


class _CalendarPopup(QFrame):
    """A calendar below its field; a click or Enter picks, Esc closes."""

    def __init__(self, field: DateField) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._field = field
        self.setProperty("role", "popup")
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        self.calendar.setAccessibleName("Calendar")
        self.calendar.setMinimumSize(_CALENDAR)
        self.calendar.clicked.connect(self._on_picked)
        self.calendar.activated.connect(self._on_picked)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.addWidget(self.calendar)

    def show_at(self, day: date) -> None:
        """Open with a day picked."""
        self._dress()
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.move(self._field.mapToGlobal(QPoint(0, self._field.height() + GAP // 2)))
        self.show()
        self.calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _dress(self) -> None:
        """Give it the colours and icons of the theme; Qt's own weekends are red on any ground."""
        plain = QTextCharFormat()
        plain.setForeground(color("text"))
        quiet = QTextCharFormat()
        quiet.setForeground(color("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(day, plain)
        self.calendar.setHeaderTextFormat(quiet)
        for name, shape in (("qt_calendar_prevmonth", "caret-left"), ("qt_calendar_nextmonth", "caret-right")):
            arrow = self.calendar.findChild(QToolButton, name)
            if arrow is not None:
                arrow.setIcon(icon(shape))

    def _on_picked(self, day: QDate) -> None:
        self.close()
        self._field.put(date(day.year(), day.month(), day.day()))
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)


def _example_pattern() -> str:
    return formats.day_pattern().lower()
