"""The employers' part of the tour: find, look, write, contacts, the members there, papers, the bin and back."""

from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt

from ip2a_desktop.domain.employers import OrganizationType
from ip2a_desktop.ui.employers.record import EmployerView
from ip2a_desktop.ui.employers.screen import EmployersPage
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.picturing import has_ink
from ip2a_desktop.ui.kit.preview import PaperDialog
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.touring import TourContext, TourStep


def tour_steps() -> list[TourStep]:
    """Return the steps through the employers' page."""
    return [
        TourStep("employers", _list),
        TourStep("employers-filter", _filter),
        TourStep("employers-empty", _empty),
        TourStep("employers-record", _record),
        TourStep("employers-members", _members),
        TourStep("employers-contacts", _contacts),
        TourStep("employers-new", _new),
        TourStep("employers-edit", _edit),
        TourStep("employers-window", _window),
        TourStep("employers-papers", _papers),
        TourStep("employers-bin", _bin),
    ]


def _page(context: TourContext) -> EmployersPage:
    context.window.show_page("employers")
    context.settle()
    page = cast(EmployersPage, context.window.page("employers"))
    page.set_wide(False)
    page.list.filters.clear()
    context.settle()
    return page


def _view(page: EmployersPage) -> EmployerView:
    return cast(EmployerView, page.stage.view)


def _choose(context: TourContext, page: EmployersPage, row: int = 0) -> UUID:
    """Make a row current and wait until its organization stands beside the list."""
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.table.choose(row)
    chosen = page.current_id
    context.wait(lambda: page.stage.view.record is not None and page.stage.view.record.row.id == chosen, "the record")
    context.settle()
    return cast(UUID, chosen)


def _busiest(context: TourContext, page: EmployersPage) -> UUID:
    """Choose the organization where most members work."""
    page.list.sort_by("current_members", True)
    context.settle()
    return _choose(context, page)


def _list(context: TourContext) -> None:
    page = _page(context)
    page.list.sort_by("name", False)
    context.settle()
    context.check(page.list.model.rowCount() > 0, "The list of employers is empty.")
    _choose(context, page, 2)
    context.shoot()


def _filter(context: TourContext) -> None:
    page = _page(context)
    kinds = page.list.filters.buttons[0]
    context.click(kinds.button)
    context.shoot("choices")
    kinds.panel.close()
    kinds.choose([one for one in kinds.spec.choices if one.value != OrganizationType.EMPLOYER])
    kinds.changed.emit()
    context.settle()
    context.check(page.query.chosen("organization_type") != (), "The filter is not on.")
    context.shoot("on")


def _empty(context: TourContext) -> None:
    page = _page(context)
    context.type_text(page.list.filters.search, "no such employer")
    context.wait(lambda: page.list.states.state == "empty", "the picture of nothing")
    context.shoot()


def _record(context: TourContext) -> None:
    page = _page(context)
    _busiest(context, page)
    context.key("Return", page.table)
    context.check(page.is_wide, "Enter did not open the record.")
    view = _view(page)
    for place, name in enumerate(("profile", "members", "contacts", "notes", "timeline")):
        view.tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(name)
    view.tabs.setCurrentIndex(0)
    context.key("Alt+Left", page)
    context.check(not page.is_wide, "Alt+Left did not go back to the list.")


def _members(context: TourContext) -> None:
    """From an employer to one of the members who work there."""
    page = _page(context)
    _busiest(context, page)
    people = _view(page).people
    _view(page).show_panel(people)
    context.settle()
    people.table.setFocus(Qt.FocusReason.OtherFocusReason)
    people.table.choose(0)
    context.shoot()
    context.key("Return", people.table)
    context.check(context.window.current_page.page_name == "members", "Enter on a job did not lead to the member.")
    context.settle()
    context.shoot("opened")
    _view(_page(context)).tabs.setCurrentIndex(0)


def _contacts(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page, 1)
    view = _view(page)
    view.show_panel(view.contacts)
    context.settle()
    context.click(view.contacts.add_button)
    dialog = cast(FormDialog, view.contacts.dialog)
    context.type_text(dialog.form.cells["name"].widget, "Dana Okafor")
    context.type_text(dialog.form.cells["phone"].widget, "206 555 0177")
    context.shoot("form")
    count = len(view.contacts.list.cards.cards)
    dialog.save_button.click()
    context.wait(lambda: len(view.contacts.list.cards.cards) == count + 1, "the contact to be saved")
    added = next(card for card in view.contacts.list.cards.cards if card.title == "Dana Okafor")
    view.contacts.list.choose(cast(UUID, added.id))
    if view.contacts.primary_action.isEnabled():
        view.contacts.primary_action.trigger()
    context.wait(lambda: view.record.row.contact == "Dana Okafor", "the primary contact")
    context.settle()
    context.shoot("primary")
    view.tabs.setCurrentIndex(0)


def _form(page: EmployersPage, context: TourContext) -> RecordForm:
    context.check(page.stage.form is not None, "No form is open.")
    return cast(RecordForm, page.stage.form)


def _new(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page)
    known = _view(page).record.draft
    context.key("Ctrl+N", page)
    form = _form(page, context).parts[0].form
    context.key("Ctrl+S", form)
    context.check(bool(form.cells["name"].problem), "The missing name was not told.")
    context.type_text(form.cells["name"].widget, known.name)
    context.type_text(form.cells["postal_code"].widget, "98")
    context.key("Tab")
    context.wait(lambda: bool(page.stage.form and page.stage.form.strip_words()), "the hint that it is known")
    context.shoot("known")
    _form(page, context).cancel()
    context.settle()
    context.click("Discard")
    context.check(page.stage.form is None, "The form did not go.")


def _edit(context: TourContext) -> None:
    page = _page(context)
    one = _choose(context, page, 3)
    context.key("F2", page.table)
    context.wait(lambda: page.stage.form is not None, "the form")
    form = _form(page, context).parts[0].form
    context.type_text(form.cells["agreement"].widget, "Inside Wireman 2026-2029")
    context.shoot()
    context.key("Ctrl+S", form)
    context.wait(lambda: page.stage.form is None and page.stage.view.record is not None, "the save")
    context.settle()
    kept = _view(page).record.draft
    context.check((kept.id, kept.agreement) == (one, "Inside Wireman 2026-2029"), "The change was not saved.")


def _window(context: TourContext) -> None:
    page = _page(context)
    one = _choose(context, page, 1)
    context.key("Ctrl+Return", page.table)
    context.wait(lambda: bool(page.windows) and page.windows[0].stage.heading is not None, "the window")
    window = page.windows[0]
    context.check(window.stage.record_id == one, "The window shows another organization.")
    context.shoot(widget=window)
    window.close_now()
    context.settle()


def _papers(context: TourContext) -> None:
    page = _page(context)
    _busiest(context, page)
    for number, choice in enumerate(one for one in page.papers_now() if one is not None):
        _paper(context, page, number, choice)


def _paper(context: TourContext, page: EmployersPage, number: int, choice: PaperChoice) -> None:
    dialog: PaperDialog = page.printing.show(choice)
    context.wait(lambda: bool(dialog.pdf), f"the paper “{choice.text}”")
    context.settle()
    if number == 0:
        context.wait(lambda: has_ink(dialog.view.viewport()), "the paper to be drawn")
        context.shoot("preview")
    context.save_pdf(f"{context.step}-{number + 1}", dialog.pdf)
    dialog.reject()
    context.settle()


def _bin(context: TourContext) -> None:
    """To the bin; the bin's own steps look at it there and bring it back."""
    page = _page(context)
    page.list.sort_by("name", False)
    context.settle()
    one = _choose(context, page)
    count = page.list.model.rowCount()
    context.key("Delete", page.table)
    context.wait(lambda: page.list.model.rowCount() == count - 1, "the organization to leave the list")
    context.wait(lambda: page.stage.record_id == page.current_id != one, "the next one beside the list")
    context.settle()
    context.shoot()
    context.key("Ctrl+Z", context.window)
    context.wait(lambda: page.list.model.rowCount() == count, "the organization to come back")
    context.check(one in list(page.list.model.ids), "Another organization came back.")
