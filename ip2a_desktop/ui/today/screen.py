"""The page Today: what is overdue, due today and due this week, and the month at a glance."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.docket_days import DocketDays, month_span
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.formats import day as day_words
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.today.due_card import DueCard
from ip2a_desktop.ui.today.month import Month

_TABLES = ("grievance", "organization", "member", "agreement_version")
_TWO_COLUMNS_FROM = 880
_WIDEST = 1480


class DaysSource(Protocol):
    """What tells what is due (:class:`ip2a_desktop.services.docket_days.DocketDaysService` does)."""

    def days(self, first: date, last: date) -> DocketDays:
        """Return what is overdue, due within a week, or due between two days."""
        ...


class TodayPage(Page):
    """The first page of the day.

    Args:
        kit: the screens' tools.
        source: tells what is due.
        more: further cards, such as the approvals that wait for this person; they keep themselves fresh.
    """

    def __init__(self, kit: Kit, source: DaysSource, more: Sequence[QWidget] = ()) -> None:
        super().__init__("today", "Today")
        self._kit = kit
        self._source = source
        self._is_stale = True
        self._month: date | None = None
        self.days: DocketDays | None = None
        case = self._open_case
        self.overdue = DueCard(
            "Overdue", "warning-circle", "bad", "Nothing is overdue.", case, partial(self._docket, "overdue")
        )
        self.due_today = DueCard(
            "Due today", "bell-ringing", "warn", "Nothing is due today.", case, partial(self._docket, "today")
        )
        self.week = DueCard(
            "Next seven days",
            "calendar-blank",
            "info",
            "Nothing is due in the next seven days.",
            case,
            partial(self._docket, "week"),
        )
        self.month = Month()
        self.of_day = DueCard("", "calendar-check", "neutral", "Nothing is due on this day.", case)
        self.states = StateStack(self._content(more))
        self.set_body(self.states)
        self._make_verbs()
        self.month.chosen.connect(self._on_day)
        kit.bus.changed.connect(self._on_changed)

    def _make_verbs(self) -> None:
        new = make("new", self, self._new, text="New grievance")
        docket = make("open", self.header, self._docket, text="Open the docket", icon_name="scales")
        docket.setShortcuts([])
        docket.setToolTip("Show all grievances")
        make("refresh", self, self.refresh)
        self.header.set_verbs(new, [docket])

    def _content(self, more: Sequence[QWidget]) -> QWidget:
        left = QVBoxLayout()
        left.setSpacing(GAP_WIDE)
        for card in (self.overdue, self.due_today, self.week, *more):
            left.addWidget(card)
        left.addStretch(1)
        calendar = QFrame()
        calendar.setProperty("role", "card")
        inside = QVBoxLayout(calendar)
        inside.setContentsMargins(GAP_WIDE, GAP + 4, GAP_WIDE, GAP_WIDE)
        inside.addWidget(self.month)
        right = QVBoxLayout()
        right.setSpacing(GAP_WIDE)
        right.addWidget(calendar)
        right.addWidget(self.of_day)
        right.addStretch(1)
        body = QWidget()
        body.setMaximumWidth(_WIDEST)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._columns.setContentsMargins(MARGIN, GAP, MARGIN, MARGIN)
        self._columns.setSpacing(GAP_WIDE)
        self._columns.addLayout(left, 1)
        self._columns.addLayout(right, 1)
        return scrolled(body)

    # -- what a person does ---------------------------------------------------------------------------------------

    def _new(self) -> None:
        self.page_wanted.emit("grievances", {"new": True})

    def _open_case(self, one: UUID) -> None:
        self.page_wanted.emit("grievances", {"record": one, "wide": True})

    def _docket(self, due: str = "") -> None:
        self.page_wanted.emit("grievances", {"due": due})

    def _on_day(self, day: date) -> None:
        self._show_day(day)
        if day.replace(day=1) != self._month:
            self.refresh()

    # -- what is shown --------------------------------------------------------------------------------------------

    def activate(self) -> None:
        """Read what changed while another page was shown; a new day is a change too."""
        super().activate()
        if self._is_stale or (self.days is not None and self.days.today != date.today()):
            self.refresh()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read everything again."""
        self._is_stale = False
        self._month = self.month.grid.month
        first, last = month_span(self._month)
        if self.days is None:
            self.states.show_loading("Looking what is due…")
        source = self._source
        self._kit.tasks.run(self, lambda: source.days(first, last), self._show, self._on_failed, key="days")

    def _show(self, days: DocketDays) -> None:
        is_first, self.days = self.days is None, days
        if is_first:
            self.month.grid.go(days.today)
        self.header.set_subtitle(_long(days.today))
        if not days.cases:
            self.states.show_empty(
                "No grievances yet",
                "Once there are cases, this page shows each morning what is overdue, due today and due this week.",
                "New grievance",
                self._new,
                "sun-horizon",
                primary=True,
            )
            return
        self.overdue.show_rows(days.overdue)
        self.due_today.show_rows(days.due_today)
        self.week.show_rows(days.due_this_week)
        self.month.show_month(days.today, days.by_day)
        self._show_day(self.month.grid.day)
        self.states.show_content()

    def _show_day(self, day: date) -> None:
        rows = self.days.by_day.get(day, ()) if self.days else ()
        self.of_day.title.setText(f"Due on {day_words(day)}")
        self.of_day.show_rows(rows)
        self.of_day.setHidden(self.days is not None and day == self.days.today)  # its own card shows today

    def _on_failed(self, error: Exception) -> None:
        self.days = None
        self.states.show_failed(error, self.refresh)

    def _on_changed(self, changes: Changes) -> None:
        if not changes.touches(_TABLES):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._is_stale = True

    def open(self, **arguments: Any) -> None:
        """Show the page as it is; there is nothing particular to show."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in two columns where there is room, the calendar below the cards where there is not."""
        super().resizeEvent(event)
        is_wide = event.size().width() >= _TWO_COLUMNS_FROM
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)


def _long(day: date) -> str:
    return QLocale.system().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
