"""The tour's look at the page Today: the cards, another day of the month, and from a line to its case."""

from typing import cast

from PySide6.QtCore import Qt

from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.today.screen import TodayPage


def tour_steps() -> list[TourStep]:
    """Return the steps through the page."""
    return [TourStep("today", _today), TourStep("today-month", _month), TourStep("today-case", _case)]


def _page(context: TourContext) -> TodayPage:
    context.window.show_page("today")
    context.settle()
    return cast(TodayPage, context.window.page("today"))


def _today(context: TourContext) -> None:
    page = _page(context)
    context.check(page.states.state == "content", "The page shows no cards.")
    context.check(bool(page.week.rows), "Nothing is due this week.")
    context.shoot()


def _month(context: TourContext) -> None:
    page = _page(context)
    grid = page.month.grid
    grid.setFocus(Qt.FocusReason.OtherFocusReason)
    context.key("Right", grid)
    context.key("Right", grid)
    context.check((grid.day - grid.today).days == 2, "The arrows did not walk over the days.")
    context.shoot()
    context.key("PgDown", grid)
    context.settle()
    context.shoot("next")
    context.key("Home", grid)


def _case(context: TourContext) -> None:
    page = _page(context)
    row = page.week.rows[0]
    context.click(row)
    shown = context.window.current_page
    context.check(shown.page_name == "grievances", "A line did not lead to its case.")
    context.wait(lambda: shown.stage.record_id == row.row.id, "the case")
    context.settle()
    shown.set_wide(False)
    context.settle()
