"""The agreements' part of the tour: every tab, dates that change, a new one from a sample, confirmed, the bin."""

from datetime import date, timedelta
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt

from ip2a_desktop.domain.procedures import SAMPLE, Act
from ip2a_desktop.ui.agreements.record import AgreementView
from ip2a_desktop.ui.agreements.recount import RecountDialog
from ip2a_desktop.ui.agreements.samples_field import SamplesField
from ip2a_desktop.ui.agreements.screen import AgreementsPage
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.touring import TourContext, TourStep

_NEW = "Residential Agreement"


def tour_steps() -> list[TourStep]:
    """Return the steps through the agreements' page."""
    return [
        TourStep("agreements-new", _new),
        TourStep("agreements", _list),
        TourStep("agreements-record", _record),
        TourStep("agreements-limit", _limit),
        TourStep("agreements-step", _step),
        TourStep("agreements-holiday", _holiday),
        TourStep("agreements-usual", _usual),
        TourStep("agreements-article", _article),
        TourStep("agreements-version", _version),
        TourStep("agreements-confirm", _confirm),
        TourStep("agreements-bin", _bin),
    ]


def _page(context: TourContext) -> AgreementsPage:
    context.window.show_page("agreements")
    context.settle()
    page = cast(AgreementsPage, context.window.page("agreements"))
    page.set_wide(False)
    page.list.filters.clear()
    page.list.sort_by("open_cases", True)
    context.settle()
    return page


def _view(page: AgreementsPage) -> AgreementView:
    return cast(AgreementView, page.stage.view)


def _choose(context: TourContext, page: AgreementsPage, row: int = 0) -> AgreementView:
    """Make a row current and wait until its agreement stands beside the list; the first has most open cases."""
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.table.choose(row)
    chosen = page.current_id
    context.wait(lambda: page.stage.view.record is not None and page.stage.view.record.row.id == chosen, "the record")
    context.settle()
    return _view(page)


def _choose_new(context: TourContext, page: AgreementsPage) -> AgreementView:
    lines = [page.list.model.line(row) for row in range(page.list.model.rowCount())]
    place = next((row for row, line in enumerate(lines) if line is not None and line.row.name == _NEW), 0)
    return _choose(context, page, place)


def _new(context: TourContext) -> None:
    """A new agreement from a sample procedure."""
    page = _page(context)
    context.key("Ctrl+N", page)
    context.check(page.stage.form is not None, "No form is open.")
    record_form = cast(RecordForm, page.stage.form)
    form = record_form.parts[0].form
    context.key("Ctrl+S", form)
    context.check(bool(form.cells["name"].problem), "The missing name was not told.")
    context.shoot("problems")
    context.type_text(form.cells["name"].widget, _NEW)
    year = today().year
    form.put({"starts_on": date(year - 1, 6, 1), "ends_on": date(year + 2, 5, 31)})
    form.field("ends_on").edited.emit()
    context.settle()
    context.click(cast(SamplesField, form.field("sample")).tiles["inside"])
    context.shoot()
    context.key("Ctrl+S", form)
    context.wait(lambda: page.stage.form is None and page.stage.view.record is not None, "the save")
    context.settle()
    view = _view(page)
    context.check(view.strip.banner.words == SAMPLE, "The new agreement is not marked as a sample.")
    context.shoot("sample")


def _list(context: TourContext) -> None:
    page = _page(context)
    context.check(page.list.model.rowCount() > 0, "The list of agreements is empty.")
    _choose(context, page)
    context.shoot()
    marks = page.list.filters.buttons[0]
    marks.choose([one for one in marks.spec.choices if one.value == "no"])
    marks.changed.emit()
    context.settle()
    context.check(page.list.model.rowCount() > 0, "No agreement is a sample.")
    context.shoot("filter")


def _record(context: TourContext) -> None:
    page = _page(context)
    view = _choose(context, page)
    context.key("Return", page.table)
    context.check(page.is_wide, "Enter did not open the record.")
    for place, name in enumerate(("procedure", "holidays", "articles", "versions", "timeline")):
        view.tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(name)
    view.tabs.setCurrentIndex(0)
    context.key("Alt+Left", page)
    context.check(not page.is_wide, "Alt+Left did not go back to the list.")


def _limit(context: TourContext) -> None:
    """A longer limit: the dates that it would change, and back without changing them."""
    page = _page(context)
    view = _choose(context, page)
    view.show_panel(view.procedure)
    lines = [line for box in view.procedure.boxes for line in box.limits if line.limit.act is Act.ANSWER]
    view.procedure.edit_limit(lines[0].limit.id)
    dialog = cast(FormDialog, view.procedure.dialog)
    context.type_text(dialog.form.cells["number"].widget, str(lines[0].limit.number + 5))
    context.shoot()
    dialog.save_button.click()
    context.settle()
    question = _question(context)
    if question is not None:
        question.table.choose(0)
        context.shoot("dates")
        question.reject()
        context.settle()
        dialog.reject()
        context.settle()
        context.click("Discard")
    context.settle()


def _question(context: TourContext) -> RecountDialog | None:
    """Return the question about dates that would change, where there is one."""
    found = [one for one in context.dialogs() if isinstance(one, RecountDialog)]
    return found[-1] if found else None


def _step(context: TourContext) -> None:
    page = _page(context)
    view = _choose(context, page)
    view.procedure.edit_step(view.procedure.boxes[-1].draft.id)
    context.settle()
    context.shoot()
    cast(FormDialog, view.procedure.dialog).reject()
    context.settle()


def _holiday(context: TourContext) -> None:
    """A holiday that moves dates of open cases: shown, made, and taken back."""
    page = _page(context)
    view = _choose(context, page)
    holidays = view.holidays
    view.show_panel(holidays)
    context.settle()
    context.click(holidays.add_button)
    dialog = cast(FormDialog, holidays.dialog)
    day = _free_day([one.day for one in holidays.parts.values()])
    dialog.form.put({"day": day})
    context.type_text(dialog.form.cells["name"].widget, "Day of the hall")
    context.shoot()
    count = len(holidays.parts)
    dialog.save_button.click()
    context.settle()
    question = _question(context)
    if question is not None:
        question.table.choose(0)
        context.shoot("dates")
        question.verb_button.click()
    context.wait(lambda: len(holidays.parts) == count + 1, "the holiday to be saved")
    added = next(one.id for one in holidays.parts.values() if one.name == "Day of the hall")
    holidays.list.choose(added)
    context.settle()
    context.shoot("saved")
    holidays.bin_wanted.emit(added)
    context.settle()
    back = _question(context)
    if back is not None:
        back.verb_button.click()
    context.wait(lambda: len(holidays.parts) == count, "the holiday to go to the bin")
    view.tabs.setCurrentIndex(0)


def _free_day(taken: list[date | None]) -> date:
    day = today() + timedelta(days=1)
    while day.weekday() > 4 or day in taken:
        day += timedelta(days=1)
    return day


def _usual(context: TourContext) -> None:
    page = _page(context)
    view = _choose(context, page)
    view.show_panel(view.holidays)
    context.settle()
    context.click(view.holidays.usual_button)
    context.shoot()
    if view.holidays.usual_dialog is not None:
        view.holidays.usual_dialog.reject()
    context.settle()
    view.tabs.setCurrentIndex(0)


def _article(context: TourContext) -> None:
    page = _page(context)
    view = _choose_new(context, page)
    view.show_panel(view.articles)
    context.settle()
    context.shoot("empty")
    context.click(view.articles.add_button)
    dialog = cast(FormDialog, view.articles.dialog)
    context.type_text(dialog.form.cells["number"].widget, "5.2")
    context.type_text(dialog.form.cells["title"].widget, "Overtime")
    dialog.form.put({"body": "All work over eight hours a day is paid at double the rate."})
    context.shoot()
    dialog.save_button.click()
    context.wait(lambda: len(view.articles.parts) == 1, "the article to be saved")
    view.tabs.setCurrentIndex(0)


def _version(context: TourContext) -> None:
    page = _page(context)
    view = _choose_new(context, page)
    view.show_panel(view.versions)
    context.settle()
    context.click(view.versions.add_button)
    context.shoot()
    cast(FormDialog, view.versions.dialog).reject()
    context.settle()
    view.tabs.setCurrentIndex(0)


def _confirm(context: TourContext) -> None:
    page = _page(context)
    view = _choose_new(context, page)
    view.strip.confirm()
    context.settle()
    context.shoot()
    context.click("Confirm")
    context.wait(lambda: view.strip.banner.words == "", "the mark to go")
    context.settle()
    context.shoot("done")


def _bin(context: TourContext) -> None:
    """To the bin and back."""
    page = _page(context)
    view = _choose_new(context, page)
    one = cast(UUID, view.record_id)
    count = page.list.model.rowCount()
    context.key("Delete", page.table)
    context.wait(lambda: page.list.model.rowCount() == count - 1, "the agreement to leave the list")
    context.wait(lambda: page.stage.record_id == page.current_id != one, "the next one beside the list")
    context.settle()
    context.shoot()
    context.key("Ctrl+Z", context.window)
    context.wait(lambda: page.list.model.rowCount() == count, "the agreement to come back")
    context.check(one in list(page.list.model.ids), "Another agreement came back.")
