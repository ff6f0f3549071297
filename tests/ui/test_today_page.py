"""The page Today: the cards, the month, from a line to its case, and its three other pictures."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF, Qt

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.docket_days import month_span
from ip2a_desktop.domain.errors import DatabaseUnavailable, NotAllowed
from ip2a_desktop.domain.health_word import NOT_YET, HealthWord
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.today.month import MonthGrid, moved
from ip2a_desktop.ui.today.screen import TodayPage
from tests.benevolence_cases import record
from tests.ui.fake_employers import make_kit, settle
from tests.ui.fake_grievances import FakeDays
from tests.unit.reports.grievance_record import docket_row

TODAY = date.today()


def due(days, number, **values):
    on = TODAY + timedelta(days=days)
    return docket_row(number=number, due_on=on, days_left=days, is_overdue=days < 0, **values)


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def open_page(qtbot, kit):
    def open_page(source, width=1100, **more):
        page = TodayPage(kit, source, **more)
        page.wanted = []
        page.page_wanted.connect(lambda name, arguments: page.wanted.append((name, arguments)))
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(width, 760)
        page.show()
        page.activate()
        settle(qtbot, kit)
        return page

    return open_page


@pytest.fixture
def source():
    rows = [due(-2, "2026-001"), due(0, "2026-002"), due(3, "2026-003"), due(3, "2026-004"), due(20, "2026-005")]
    return FakeDays(TODAY, rows)


def numbers(card):
    return [one.row.number for one in card.rows]


def test_cards_sort_by_urgency(open_page, source):
    page = open_page(source)
    assert numbers(page.overdue) == ["2026-001"]
    assert numbers(page.due_today) == ["2026-002"]
    assert numbers(page.week) == ["2026-003", "2026-004"]
    assert page.overdue.count.chip.text == "1"
    assert source.asked == [month_span(TODAY.replace(day=1))]


def test_a_line_opens_its_case_and_says_why_it_is_due(open_page, source, qtbot):
    page = open_page(source)
    line = page.week.rows[0]
    assert line.accessibleName().endswith("Employer: answer at Step 1 · Cascade Electric, 3 days left")
    assert "5 working days" in line.toolTip()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert page.wanted == [("grievances", {"record": line.row.id, "wide": True})]


def test_more_than_fit_lead_to_the_docket(open_page):
    page = open_page(FakeDays(TODAY, [due(-1, f"2026-{n:03}") for n in range(12)]))
    assert len(page.overdue.rows) == 8
    page.overdue.all_button.click()
    assert page.wanted == [("grievances", {"due": "overdue"})]


def test_nothing_due_is_said_kindly(open_page):
    page = open_page(FakeDays(TODAY, (), cases=7))
    assert page.states.state == "content"
    assert page.overdue.rows == []
    assert "Nothing is overdue." in [one.text() for one in page.overdue.findChildren(type(page.overdue.title))]


def test_without_cases_it_offers_the_first_one(open_page):
    page = open_page(FakeDays(TODAY, (), cases=0))
    assert page.states.state == "empty"
    page.states._notice._clicked()
    assert page.wanted == [("grievances", {"new": True})]


def test_a_lost_database_is_told_and_tried_again(open_page, source, kit, qtbot):
    source.error = DatabaseUnavailable("No answer.", "Nothing was changed.", "Try again.")
    page = open_page(source)
    assert page.states.state == "failed"
    source.error = None
    page.states._notice._clicked()
    settle(qtbot, kit)
    assert page.states.state == "content"


def test_what_changes_is_read_again_once_somebody_looks(open_page, source, kit, qtbot):
    page = open_page(source)
    kit.bus.publish(Changes.of("note", new_id()))
    assert len(source.asked) == 1
    kit.bus.publish(Changes.of("grievance", new_id()))
    settle(qtbot, kit)
    assert len(source.asked) == 2
    page.hide()
    kit.bus.publish(Changes.of("grievance", new_id()))
    assert len(source.asked) == 2
    page.show()
    page.activate()
    settle(qtbot, kit)
    assert len(source.asked) == 3


def test_a_day_of_the_month_shows_its_cases(open_page, source, qtbot, kit):
    page = open_page(source)
    assert page.of_day.isHidden()  # today has a card of its own
    grid = page.month.grid
    for _ in range(3):
        qtbot.keyClick(grid, Qt.Key.Key_Right)
    settle(qtbot, kit)
    assert numbers(page.of_day) == ["2026-003", "2026-004"]
    assert "2 due" in grid.accessibleName()
    qtbot.keyClick(grid, Qt.Key.Key_Home)
    assert grid.day == TODAY


def test_another_month_is_fetched(open_page, source, qtbot, kit):
    page = open_page(source)
    qtbot.keyClick(page.month.grid, Qt.Key.Key_PageDown)
    settle(qtbot, kit)
    assert source.asked[-1] == month_span(moved(TODAY, 1).replace(day=1))
    assert page.month.name.text().endswith(str(moved(TODAY, 1).year))


def test_the_calendar_stands_below_where_there_is_no_room(open_page, source):
    assert open_page(source, 1100)._columns.direction() == open_page(source, 1100)._columns.Direction.LeftToRight
    assert open_page(source, 600)._columns.direction() == open_page(source, 600)._columns.Direction.TopToBottom


def test_a_click_chooses_the_day_under_it(qtbot):
    grid = MonthGrid()
    qtbot.addWidget(grid)
    grid.resize(560, grid.sizeHint().height())
    grid.go(date(2026, 3, 6))
    tenth = grid.days().index(date(2026, 3, 10))
    with qtbot.waitSignal(grid.chosen) as chosen:
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.place(tenth).center().toPoint())
    assert chosen.args == [date(2026, 3, 10)]
    assert grid.day_at(QPointF(5, 5)) is None
    assert not grid.grab().isNull()


def application_row(**values):
    return replace(record().row, id=new_id(), **values)


class Fund:
    """Applications that wait, in memory."""

    def __init__(self, *rows, error=None):
        self.rows, self.error, self.asked = rows, error, []

    def first_page(self, query, limit):
        self.asked.append(query)
        if self.error is not None:
            raise self.error
        return self.rows[:limit]


def test_approvals_that_wait_lead_to_their_application(open_page, source, qtbot):
    row = application_row(number="B-2026-007", level="Manager", need_by=date(2026, 3, 6))
    fund = Fund(row)
    page = open_page(source, fund=fund)
    assert fund.asked[0].chosen("waiting") == ("me",)
    line = page.waiting.rows[0]
    assert not page.waiting.isHidden()
    assert "B-2026-007" in line.accessibleName()
    assert "Level: Manager" in line.accessibleName()
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    assert page.wanted == [("benevolence", {"record": row.id, "wide": True})]


def test_many_approvals_lead_to_the_list_of_them(open_page, source):
    page = open_page(source, fund=Fund(*[application_row() for _ in range(12)]))
    assert page.waiting.count.chip.text == "12"
    page.waiting.all_button.click()
    assert page.wanted == [("benevolence", {"waiting": True})]


def test_who_may_not_read_the_fund_sees_no_card_of_it(open_page, source):
    page = open_page(source, fund=Fund(error=NotAllowed("No.", "Nothing was changed.", "Ask an admin.")))
    assert page.waiting.isHidden()
    assert page.states.state == "content"


def test_approvals_are_shown_where_there_is_no_case_yet(open_page):
    page = open_page(FakeDays(TODAY, (), cases=0), fund=Fund(application_row()))
    assert page.states.state == "content"


def test_an_approval_somewhere_is_read_again_without_reading_the_docket(open_page, source, kit, qtbot):
    fund = Fund(application_row())
    page = open_page(source, fund=fund)
    fund.rows = ()
    kit.bus.publish(Changes.of("benevolence_review", new_id()))
    settle(qtbot, kit)
    assert (page.waiting.rows, len(source.asked)) == ([], 1)


def test_the_health_is_told_in_one_sentence(open_page, source):
    assert open_page(source).health.accessibleName() == f"Health: {NOT_YET.words}"
    said = HealthWord("2 things need you, 41 checks passed.", "bad")
    page = open_page(source, health=lambda: said, health_page="health")
    assert page.health.sentence.text() == said.words
    page.health.open_button.click()
    assert page.wanted == [("health", {})]


def test_a_health_that_nobody_can_tell_is_not_called_healthy(open_page, source):
    def away():
        raise DatabaseUnavailable("No answer.", "Nothing was changed.", "Try again.")

    page = open_page(source, health=away)
    assert "could not be asked" in page.health.sentence.text()


def test_a_month_takes_six_weeks():
    assert month_span(date(2026, 3, 6)) == (date(2026, 3, 1), date(2026, 4, 11))
    assert month_span(date(2026, 3, 6), 0) == (date(2026, 2, 23), date(2026, 4, 5))
