"""The tour's steps through an import, from the file to taking it back."""

from pathlib import Path
from typing import Final

from ip2a_desktop.domain.imports import ImportKind, MatchPolicy, RowFate
from ip2a_desktop.ui.imports.screen import ImportsPage
from ip2a_desktop.ui.kit.list_page import ListPage
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
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
_ELECTION_HEADINGS: Final = (
    "Case Number,Case Name,City,States & Territories,Date Filed,Date Closed,Reason Closed,Unit ID,Tally Type,"
    "Tally Date,No of Eligible Voters,Labor Union1,Votes for Labor Union1,Votes Against\n"
)
_ELECTIONS: Final = (
    "19-RC-900001,Aurora Switchgear,Kent,WA,01/04/2023,04/12/2023,Certific. of Representative,A,Initial,02/14/2023,48,"
    '"International Brotherhood of Electrical Workers, Local 46",31,12\n'
    "19-RC-900001,Aurora Switchgear,Kent,WA,01/04/2023,04/12/2023,Certific. of Representative,A,Rerun,04/03/2023,48,"
    '"International Brotherhood of Electrical Workers, Local 46",35,9\n'
    "19-RD-900002,Borealis Data Centers,Tukwila,WA,05/02/2023,06/30/2023,Certification of Results,A,Initial,"
    '06/21/2023,22,"International Brotherhood of Electrical Workers, Local 46",8,13\n'
    "19-RC-90x,Borealis Data Centers,Tukwila,WA,05/02/2023,,,A,Initial,06/21/2023,many,,,\n"
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


def _results(context: TourContext) -> Path:
    path = context.folder / "election results to import.csv"
    path.write_text(_ELECTION_HEADINGS + _ELECTIONS, encoding="utf-8")
    return path


def _elections(context: TourContext) -> None:
    """Bring in election results, and look at the employer that they are of."""
    page = _page(context)
    assistant = page.assistant
    page.begin(ImportKind.ELECTIONS, _results(context))
    context.settle()
    context.shoot("1-file")
    context.click(assistant.next_button)
    context.check(len(assistant.columns_step.mapping) == 14, "Not every column of the results was recognised.")
    context.shoot("2-columns")
    context.click(assistant.next_button)
    assistant.preview_step.table.choose(0)
    context.shoot("3-preview")
    context.click(assistant.next_button)
    context.shoot("4-summary")
    if assistant.summary is None:
        raise TourFailure("The results did not come in.")
    context.click(assistant.summary_step.show_button)
    employers = context.window.current_page
    if not isinstance(employers, RecordListPage):
        raise TourFailure("The list of employers did not open.")
    context.check(employers.list.model.rowCount() == 2, "The list shows other employers than those of the results.")
    employers.table.choose(0)
    context.wait(lambda: employers.stage.view.record is not None, "the employer")
    context.settle()
    employers.set_wide(True)
    tabs = employers.stage.view.tabs
    tabs.setCurrentIndex(tabs.count() - 1)
    context.settle()
    context.shoot("employer")
    employers.set_wide(False)
    context.settle()
    context.shoot("employer-beside")
    employers.list.filters.clear()
    context.settle()


def tour_steps() -> list[TourStep]:
    """Return the steps of this feature."""
    return [
        TourStep("imports", _history),
        TourStep("imports-new", _assistant),
        TourStep("imports-show", _show),
        TourStep("imports-take-back", _take_back),
        TourStep("imports-elections", _elections),
    ]
