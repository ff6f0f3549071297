"""The page Today: what is overdue, due today and due this week, what waits for a decision, the health, the month."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Protocol
from uuid import UUID

from PySide6.QtCore import QDate, QLocale
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from ip2a_desktop.domain.benevolence_record import ApplicationRow
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.docket_days import DocketDays, month_span
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health_word import HealthWord
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.ui.kit.actions import make
from ip2a_desktop.ui.kit.formats import day as day_words
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.page import Page
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.tokens import GAP, GAP_WIDE, MARGIN
from ip2a_desktop.ui.kit.widgets import scrolled
from ip2a_desktop.ui.today.due_card import DueCard
from ip2a_desktop.ui.today.due_row import WaitingRow
from ip2a_desktop.ui.today.health_card import HealthCard
from ip2a_desktop.ui.today.month import Month

_TABLES = ("grievance", "organization", "member", "agreement_version")
_FUND_TABLES = ("benevolence_application", "benevolence_review", "benevolence_recusal", "benevolence_step", "member")
_MY_DECISIONS = ListQuery(sort="need_by", filters=(("waiting", ("me",)),))
_MOST_WAITING = 200
_TWO_COLUMNS_FROM = 880
_WIDEST = 1480


class DaysSource(Protocol):
    """What tells what is due (:class:`ip2a_desktop.services.docket_days.DocketDaysService` does)."""

    def days(self, first: date, last: date) -> DocketDays:
        """Return what is overdue, due within a week, or due between two days."""
        ...


class Fund(Protocol):
    """What tells which applications wait (:class:`ip2a_desktop.services.benevolence.BenevolenceService` does)."""

    def first_page(self, query: ListQuery, limit: int) -> Sequence[ApplicationRow]:
        """Return the first applications of a query."""
        ...


HealthSource = Callable[[], HealthWord]
"""Says how the database is, in one sentence; called in a worker."""


class TodayPage(Page):
    """The first page of the day.

    Args:
        kit: the screens' tools.
        source: tells what is due.
        fund: tells which applications wait for the decision of the person at the desk; None shows no such card, nor
            does a person who may not read the fund see it.
        health: says how the database is; None says that no check has run yet.
        health_page: the page that tells more of it; empty where there is none.
    """

    def __init__(
        self,
        kit: Kit,
        source: DaysSource,
        fund: Fund | None = None,
        health: HealthSource | None = None,
        health_page: str = "",
    ) -> None:
        super().__init__("today", "Today")
        self._kit = kit
        self._source = source
        self._fund = fund
        self._ask_health = health
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
        self.waiting = DueCard(
            "Waiting for your decision",
            "check-square-offset",
            "info",
            "No application waits for your decision.",
            self._open_application,
            self._decisions,
            WaitingRow,
        )
        self.waiting.hide()
        self.health = HealthCard(partial(self.page_wanted.emit, health_page, {}) if health_page else None)
        self.month = Month()
        self.of_day = DueCard("", "calendar-check", "neutral", "Nothing is due on this day.", case)
        self.states = StateStack(self._content())
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

    def _content(self) -> QWidget:
        left = QVBoxLayout()
        left.setSpacing(GAP_WIDE)
        for card in (self.overdue, self.due_today, self.week):
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
        right.addWidget(self.waiting)
        right.addWidget(self.health)
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

    def _open_application(self, one: UUID) -> None:
        self.page_wanted.emit("benevolence", {"record": one, "wide": True})

    def _decisions(self) -> None:
        self.page_wanted.emit("benevolence", {"waiting": True})

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
        else:
            self._read_health()

    def refresh(self, changes: Changes | None = None) -> None:
        """Read everything again."""
        self._is_stale = False
        self._month = self.month.grid.month
        first, last = month_span(self._month)
        if self.days is None:
            self.states.show_loading("Looking what is due…")
        source = self._source
        self._kit.tasks.run(self, lambda: source.days(first, last), self._show, self._on_failed, key="days")
        self._read_waiting()
        self._read_health()

    def _read_waiting(self) -> None:
        fund = self._fund
        if fund is not None:
            self._kit.tasks.run(
                self,
                lambda: fund.first_page(_MY_DECISIONS, _MOST_WAITING),
                self._show_waiting,
                self._on_no_waiting,
                key="waiting",
            )

    def _read_health(self) -> None:
        if self._ask_health is not None:
            self._kit.tasks.run(
                self,
                self._ask_health,
                self.health.show_word,
                lambda _error: self.health.show_unknown(),
                key="health",
            )

    def _show(self, days: DocketDays) -> None:
        is_first, self.days = self.days is None, days
        if is_first:
            self.month.grid.go(days.today)
        self.header.set_subtitle(_long(days.today))
        if not days.cases and not self.waiting.rows:
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

    def _show_waiting(self, rows: Sequence[ApplicationRow]) -> None:
        self.waiting.show_rows(rows, "No application waits for your decision.")
        self.waiting.show()
        if rows and self.days is not None and self.states.state == "empty":
            self._show(self.days)

    def _on_no_waiting(self, error: Exception) -> None:
        """Who may not read the fund has no such card; anything else that went wrong is said on it."""
        self.waiting.show_rows((), f"It could not be read what waits: {error}")
        self.waiting.setHidden(isinstance(error, NotAllowed))

    def _show_day(self, day: date) -> None:
        rows = self.days.by_day.get(day, ()) if self.days else ()
        self.of_day.title.setText(f"Due on {day_words(day)}")
        self.of_day.show_rows(rows)
        self.of_day.setHidden(self.days is not None and day == self.days.today)  # its own card shows today

    def _on_failed(self, error: Exception) -> None:
        self.days = None
        self.states.show_failed(error, self.refresh)

    def _on_changed(self, changes: Changes) -> None:
        if self.isVisible() and changes.touches(_FUND_TABLES):
            self._read_waiting()
        if not changes.touches((*_TABLES, *_FUND_TABLES)):
            return
        if self.isVisible() and changes.touches(_TABLES):
            self.refresh()
        elif not self.isVisible():
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
