"""The bin's part of the tour: empty, with something in it, a look at a record, and the way back."""

from typing import cast

from PySide6.QtCore import Qt

from ip2a_desktop.ui.bin.drawer import Drawer
from ip2a_desktop.ui.bin.screen import BinPage
from ip2a_desktop.ui.kit.list_page import ListPage
from ip2a_desktop.ui.kit.touring import TourContext, TourStep

_THROWN = 3


def tour_steps() -> list[TourStep]:
    """Return the steps through the bin."""
    return [TourStep("bin", _empty), TourStep("bin-members", _members), TourStep("bin-organizations", _organizations)]


def _page(context: TourContext, table: str) -> BinPage:
    context.window.show_page("bin", table=table)
    context.settle()
    page = cast(BinPage, context.window.page("bin"))
    context.check(page.drawer.kind.table == table, "The other drawer of the bin is open.")
    return page


def _throw(context: TourContext, page_name: str) -> None:
    """Move the first records of a page to the bin."""
    context.window.show_page(page_name)
    context.settle()
    page = cast(ListPage, context.window.page(page_name))
    page.set_wide(False)
    page.list.filters.clear()
    context.settle()
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.table.choose(0)
    for _ in range(_THROWN - 1):
        context.key("Shift+Down", page.table)
    count = page.list.model.rowCount()
    context.key("Delete", page.table)
    context.wait(lambda: page.list.model.rowCount() == count - _THROWN, "the records to leave their list")


def _empty(context: TourContext) -> None:
    page = _page(context, "member")
    context.wait(lambda: page.drawer.list.states.state == "empty", "the picture of the empty bin")
    context.shoot()


def _members(context: TourContext) -> None:
    _throw(context, "members")
    page = _page(context, "member")
    drawer = page.drawer
    context.wait(lambda: drawer.list.model.rowCount() == _THROWN, "what was thrown away")
    _look(context, drawer)
    context.shoot()
    context.key("Return", drawer.table)
    context.check(drawer.is_wide, "Enter did not show the record wide.")
    context.shoot("wide")
    context.key("Ctrl+R", page)
    context.wait(lambda: drawer.list.model.rowCount() == _THROWN - 1, "the record to leave the bin")
    context.wait(lambda: drawer.view.is_in_bin and drawer.view.record_id == drawer.current_id, "the next record")
    context.settle()
    context.shoot("restored")
    _bring_all_back(context, page)


def _organizations(context: TourContext) -> None:
    _throw(context, "employers")
    page = _page(context, "organization")
    context.wait(lambda: page.drawer.list.model.rowCount() == _THROWN, "what was thrown away")
    _look(context, page.drawer)
    context.shoot()
    _bring_all_back(context, page)


def _look(context: TourContext, drawer: Drawer) -> None:
    drawer.table.setFocus(Qt.FocusReason.OtherFocusReason)
    drawer.table.choose(0)
    context.wait(lambda: drawer.view.record is not None, "the record beside the list")
    context.check(drawer.view.is_in_bin, "The record does not say that it is in the bin.")
    context.settle()


def _bring_all_back(context: TourContext, page: BinPage) -> None:
    page.drawer.table.selectAll()
    context.settle()
    context.click("Restore")
    context.wait(lambda: page.drawer.list.model.rowCount() == 0, "the bin to be empty")
    context.settle()
