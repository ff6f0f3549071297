"""The tour's steps through an import, from the file to taking it back."""

from pathlib import Path
from typing import Final

from ip2a_desktop.domain.imports import ImportKind, MatchPolicy, RowFate
from ip2a_desktop.ui.imports.screen import ImportsPage
from ip2a_desktop.ui.kit.list_page import ListPage
from ip2a_desktop.ui.kit.touring import TourContext, TourFailure, TourStep

_HEADINGS: Final = "Card No.,Last Name,First Name,Cell,City,State,Zip,Class,Status\n"
_ROWS: Final = (
    "0042046,Álvarez,Ana,206-555-0142,Seattle,WA,98101,JW,Active\n"
    "0042047,O’Brien,Seán,253-555-0143,Tacoma,WA,98402,App 3,Active\n"
    "0042048,Nowak,Łukasz,12,Kent,WA,98030,Foreman,Active\n"
    ",Reyes,Marisol,425-555-0145,Renton,WA,98055,JW,Active\n"
    "0042046,Álvarez,Ana,,,,,,\n"
    "0042050,Tran,Linh,360-555-0146,Everett,Washington,98201,App 1,Good standing\n"
)


def _page(context: TourContext) -> ImportsPage:
    context.window.show_page("imports")
    context.settle()
    page = context.window.page("imports")
    if not isinstance(page, ImportsPage):
        raise TourFailure("The Import page is not there.")
    return page


def _roster(context: TourContext) -> Path:
    path = context.folder / "roster to import.csv"
    path.write_text(_HEADINGS + _ROWS, encoding="utf-8")
    return path


def _history(context: TourContext) -> None:
    _page(context)
    context.shoot()


def _assistant(context: TourContext) -> None:
    page = _page(context)
    assistant = page.assistant
    page.begin(ImportKind.MEMBERS, _roster(context))
    context.settle()
    context.click(assistant.file_step.policy.buttons[MatchPolicy.UPDATE])
    context.shoot("1-file")
    context.click(assistant.next_button)
    context.check(len(assistant.columns_step.mapping) == 9, "Not every column of the roster was recognised.")
    context.shoot("2-columns")
    context.click(assistant.next_button)
    assistant.preview_step.table.choose(2)
    context.shoot("3-preview")
    context.click(assistant.preview_step.fates.buttons[RowFate.REJECTED])
    context.shoot("3-rejected")
    context.click(assistant.next_button)
    context.shoot("4-summary")
    if assistant.summary is None:
        raise TourFailure("The import did not end.")
    rejected = context.folder / "rejected rows.csv"
    page.save_rejected(assistant.summary.batch_id, rejected)
    context.settle()
    context.check(rejected.exists(), "The rejected rows were not saved.")
    context.click(assistant.next_button)


def _show(context: TourContext) -> None:
    """See just what an import brought in, in its list."""
    page = _page(context)
    page.history.table.choose(0)
    context.settle()
    page.show_action.trigger()
    context.settle()
    members = context.window.current_page
    if not isinstance(members, ListPage):
        raise TourFailure("The list of what came in did not open.")
    context.check(members.list.model.rowCount() == 3, "The list shows other members than those who came in.")
    context.shoot()
    members.list.filters.clear()
    context.settle()


def _take_back(context: TourContext) -> None:
    page = _page(context)
    page.history.table.choose(0)
    context.settle()
    page.undo_action.trigger()
    context.settle()
    context.shoot()
    context.click("Take back")
    batch = page.history.current
    context.check(batch is not None and batch.is_taken_back, "The import was not taken back.")


def tour_steps() -> list[TourStep]:
    """Return the steps of this feature."""
    return [
        TourStep("imports", _history),
        TourStep("imports-new", _assistant),
        TourStep("imports-show", _show),
        TourStep("imports-take-back", _take_back),
    ]
