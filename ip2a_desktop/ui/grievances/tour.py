"""The grievances' part of the tour: the docket, a new case filed, appealed and settled, its papers, an arbitration."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.grievance_verbs import Verb
from ip2a_desktop.ui.grievances.form import DeadlineTeller
from ip2a_desktop.ui.grievances.grievants_field import GrievantsField
from ip2a_desktop.ui.grievances.record import CaseView
from ip2a_desktop.ui.grievances.screen import GrievancesPage
from ip2a_desktop.ui.kit.fields import LookupField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.picturing import has_ink
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.touring import TourContext, TourStep


def tour_steps() -> list[TourStep]:
    """Return the steps through the grievances' page."""
    return [
        TourStep("grievances", _list),
        TourStep("grievances-overdue", _overdue),
        TourStep("grievances-record", _record),
        TourStep("grievances-new", _new),
        TourStep("grievances-file", _file),
        TourStep("grievances-answer", _answer),
        TourStep("grievances-appeal", _appeal),
        TourStep("grievances-request", _request),
        TourStep("grievances-fact-sheet", _fact_sheet),
        TourStep("grievances-settle", _settle),
        TourStep("grievances-case-papers", _case_papers),
        TourStep("grievances-arbitration", _arbitration),
        TourStep("grievances-papers", _papers),
        TourStep("grievances-statistics", _statistics),
        TourStep("grievances-bin", _bin),
    ]


def _page(context: TourContext) -> GrievancesPage:
    context.window.show_page("grievances")
    context.settle()
    page = cast(GrievancesPage, context.window.page("grievances"))
    page.set_wide(False)
    page.list.filters.clear()
    context.settle()
    return page


def _view(page: GrievancesPage) -> CaseView:
    return cast(CaseView, page.stage.view)


def _case(page: GrievancesPage) -> GrievanceRecord:
    return cast(GrievanceRecord, _view(page).record)


def _choose(context: TourContext, page: GrievancesPage, row: int = 0) -> UUID:
    """Make a row current and wait until its case stands beside the list."""
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.table.choose(row)
    chosen = page.current_id
    context.wait(lambda: page.stage.view.record is not None and page.stage.view.record.row.id == chosen, "the case")
    context.settle()
    return cast(UUID, chosen)


def _list(context: TourContext) -> None:
    page = _page(context)
    context.check(page.list.model.rowCount() > 0, "The docket is empty.")
    _choose(context, page, 2)
    context.shoot()


def _overdue(context: TourContext) -> None:
    page = _page(context)
    page.open(due="overdue")
    context.settle()
    context.check(page.list.model.rowCount() > 0, "Nothing is overdue.")
    _choose(context, page)
    context.check(_case(page).row.is_overdue, "A case is shown that is not overdue.")
    context.shoot()


def _record(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page, 8)
    context.key("Return", page.table)
    context.check(page.is_wide, "Enter did not open the case.")
    view = _view(page)
    for place in range(view.tabs.count()):
        if view.tabs.isTabVisible(place):
            view.tabs.setCurrentIndex(place)
            context.settle()
            context.shoot(view.tabs.tabText(place).casefold().replace(" ", "-"))
    view.tabs.setCurrentIndex(0)
    context.key("Alt+Left", page)


# -- one case from its first letter to the settlement ---------------------------------------------------------------


def _form(page: GrievancesPage, context: TourContext) -> RecordForm:
    context.check(page.stage.form is not None, "No form is open.")
    return cast(RecordForm, page.stage.form)


def _look_up(context: TourContext, field: LookupField, letters: str) -> None:
    """Type letters into a look-up and take the first line of what is found."""
    context.type_text(field, letters)
    context.wait(lambda: field.found_count > 0, "something to be found")
    field.take_first()
    context.settle()


def _new(context: TourContext) -> None:
    page = _page(context)
    context.key("Ctrl+N", page)
    form = _form(page, context).parts[0].form
    context.key("Ctrl+S", form)
    context.check(bool(form.cells["organization_id"].problem), "The missing employer was not told.")
    context.shoot("faults")
    grievants = cast(GrievantsField, form.field("grievants"))
    _look_up(context, grievants.lookup, "ma")
    _look_up(context, grievants.lookup, "jo")
    context.check(len(grievants.value()) > 0, "No grievant was chosen.")
    _look_up(context, cast(LookupField, form.field("organization_id")), "e")
    _look_up(context, cast(LookupField, form.field("agreement_version_id")), "i")
    kinds = cast(QComboBox, form.cells["kind"].widget)
    context.choose(kinds, kinds.itemText(0))
    context.type_text(form.cells["occurred_on"].widget, day(today() - timedelta(days=9)))
    context.type_text(form.cells["articles"].widget, "Art. 5.2 Overtime")
    context.type_text(form.cells["statement"].widget, "Ten hours were worked and paid as eight.")
    context.type_text(form.cells["steward"].widget, "Robin Okafor")
    teller = cast(DeadlineTeller, form.findChild(DeadlineTeller))
    context.wait(lambda: bool(teller.in_time.words), "the day to be told")
    _form(page, context).area.ensureWidgetVisible(teller)
    context.shoot()
    before = page.list.model.rowCount()
    context.key("Ctrl+S", form)
    context.wait(lambda: page.stage.form is None and page.stage.view.record is not None, "the case to be saved")
    context.settle()
    context.check(page.list.model.rowCount() == before + 1, "The docket does not show the new case.")
    page.set_wide(True)
    context.shoot("saved")


def _mine(context: TourContext) -> GrievancesPage:
    """The page with the case of this tour over it all: the newest number of all."""
    page = cast(GrievancesPage, context.window.page("grievances"))
    context.window.show_page("grievances")
    context.settle()
    if not page.is_wide:
        page.set_wide(True)
        context.settle()
    return page


def _do(context: TourContext, page: GrievancesPage, verb: Verb) -> Form:
    """Press the button of a verb and return the form that it opens."""
    view = _view(page)
    context.check(verb in view.verbs.verbs.actions_now, f"“{verb.label}” is not offered.")
    view.verbs.verbs.actions_now[verb].trigger()
    context.settle()
    return cast(FormDialog, view.dialog).form


def _done(context: TourContext, page: GrievancesPage, name: str = "") -> None:
    """Take a picture of the form of a verb, then carry it out."""
    context.shoot(name)
    before = _view(page).record
    cast(FormDialog, _view(page).dialog).save_button.click()
    context.wait(lambda: _view(page).record not in (None, before), "the verb to be done")
    context.settle()


def _file(context: TourContext) -> None:
    page = _mine(context)
    form = _do(context, page, Verb.FILE)
    context.type_text(form.cells["filed_on"].widget, day(today() - timedelta(days=4)))
    _done(context, page)
    context.check(_case(page).row.status is GrievanceStatus.OPEN, "The case was not filed.")
    context.shoot("filed")


def _answer(context: TourContext) -> None:
    page = _mine(context)
    form = _do(context, page, Verb.ANSWER)
    context.type_text(form.cells["answered_on"].widget, day(today() - timedelta(days=1)))
    context.type_text(form.cells["answer"].widget, "Denied. The time sheet was signed.")
    context.choose(cast(QComboBox, form.cells["disposition"].widget), "Answer rejected")
    _done(context, page)
    context.check(Verb.APPEAL in _view(page).verbs.verbs.actions_now, "The appeal is not offered.")


def _appeal(context: TourContext) -> None:
    page = _mine(context)
    _do(context, page, Verb.APPEAL)
    _done(context, page)
    context.check(len(_case(page).steps) == 2, "The case is not at its second step.")
    context.shoot("appealed")


def _request(context: TourContext) -> None:
    page = _mine(context)
    requests = _view(page).requests
    _view(page).show_panel(requests)
    context.settle()
    context.click(requests.add_button)
    form = cast(FormDialog, requests.dialog).form
    context.type_text(form.cells["items"].widget, "Time sheets of the crew for October")
    context.type_text(form.cells["due_on"].widget, day(today() + timedelta(days=7)))
    context.shoot("form")
    cast(FormDialog, requests.dialog).save_button.click()
    context.wait(lambda: len(_case(page).requests) == 1, "the request to be saved")
    context.settle()
    context.shoot()


def _fact_sheet(context: TourContext) -> None:
    page = _mine(context)
    panel = _view(page).fact_sheet
    _view(page).show_panel(panel)
    context.settle()
    context.click(panel.edit_button)
    form = cast(FormDialog, panel.dialog).form
    context.type_text(form.cells["what_happened"].widget, "The foreman wrote eight hours on every sheet.")
    context.shoot("form")
    cast(FormDialog, panel.dialog).save_button.click()
    context.wait(lambda: not panel.blocks["what_happened"].isHidden(), "the sheet to be saved")
    context.settle()
    context.shoot()
    _view(page).tabs.setCurrentIndex(0)


def _settle(context: TourContext) -> None:
    page = _mine(context)
    form = _do(context, page, Verb.SETTLE)
    context.type_text(form.cells["terms"].widget, "Two hours at time and a half to each grievant by the next pay day.")
    context.type_text(form.cells["amount"].widget, "412.50")
    context.type_text(form.cells["union_signer"].widget, "Robin Okafor")
    context.type_text(form.cells["employer_signer"].widget, "Dana Baker")
    _done(context, page, "form")
    context.check(_case(page).row.status is GrievanceStatus.SETTLED, "The case was not settled.")
    _view(page).show_panel(_view(page).settlement)
    context.settle()
    context.shoot()
    _view(page).tabs.setCurrentIndex(0)


def _case_papers(context: TourContext) -> None:
    page = _mine(context)
    for number, choice in enumerate(one for one in page.papers_now() if one is not None):
        _paper(context, page, number, choice)
    page.set_wide(False)
    context.settle()


def _paper(context: TourContext, page: GrievancesPage, number: int, choice: PaperChoice) -> None:
    dialog = page.printing.show(choice)
    context.wait(lambda: bool(dialog.pdf), f"the paper “{choice.text}”")
    context.settle()
    if number == 0:
        context.wait(lambda: has_ink(dialog.view.viewport()), "the paper to be drawn")
        context.shoot("preview")
    context.save_pdf(f"{context.step}-{number + 1}", dialog.pdf)
    dialog.reject()
    context.settle()


# -- others -----------------------------------------------------------------------------------------------------------


def _arbitration(context: TourContext) -> None:
    """Strike a name where there is one to strike."""
    page = _page(context)
    status = page.list.filters.buttons[1]
    status.choose([one for one in status.spec.choices if one.value == GrievanceStatus.ARBITRATION])
    status.changed.emit()
    context.settle()
    _choose(context, page)
    page.set_wide(True)
    view = _view(page)
    view.show_panel(view.arbitration)
    context.settle()
    context.shoot()
    page.set_wide(False)


def _papers(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page)
    choices = [one for one in page.papers_now() if one is not None]
    lists = [one for one in choices if one.title in ("Docket", "Steward’s list")]
    context.check(len(lists) >= 2, "The docket and the steward’s list are not offered.")
    for number, choice in enumerate(lists):
        _paper(context, page, number, choice)


def _statistics(context: TourContext) -> None:
    """Print this year's numbers by the dialog that asks for the year."""
    page = _page(context)
    context.check(page.statistics_action is not None, "The yearly statistics are not offered.")
    if page.statistics_action is None:
        return
    page.statistics_action.trigger()
    context.settle()
    context.shoot("year")
    if page.year_dialog is not None:
        page.year_dialog.show_button.click()
    dialog = page.printing.dialog
    if dialog is not None:
        context.wait(lambda: bool(dialog.pdf), "the statistics")
        context.settle()
        context.wait(lambda: has_ink(dialog.view.viewport()), "the paper to be drawn")
        context.shoot()
        context.save_pdf(context.step, dialog.pdf)
        dialog.reject()
    context.settle()


def _bin(context: TourContext) -> None:
    page = _page(context)
    one = _choose(context, page, 3)
    count = page.list.model.rowCount()
    context.key("Delete", page.table)
    context.wait(lambda: page.list.model.rowCount() == count - 1, "the case to leave the docket")
    context.settle()
    context.key("Ctrl+Z", context.window)
    context.wait(lambda: page.list.model.rowCount() == count, "the case to come back")
    context.check(one in list(page.list.model.ids), "Another case came back.")
