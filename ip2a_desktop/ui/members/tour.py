"""The members' part of the tour: find, look, write, correct, throw away and bring back, print."""

import tempfile
from pathlib import Path
from typing import cast
from uuid import UUID

from PySide6.QtCore import Qt

from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.ui.kit.conflict import ConflictDialog
from ip2a_desktop.ui.kit.document_pictures import one_pdf
from ip2a_desktop.ui.kit.documents_panel import DocumentsPanel
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.picturing import has_ink
from ip2a_desktop.ui.kit.preview import PaperDialog
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.members.record import MemberView
from ip2a_desktop.ui.members.screen import MembersPage


def tour_steps() -> list[TourStep]:
    """Return the steps through the members' page."""
    return [
        TourStep("members", _list),
        TourStep("members-search", _search),
        TourStep("members-filter", _filter),
        TourStep("members-empty", _empty),
        TourStep("members-record", _record),
        TourStep("members-new", _new),
        TourStep("members-edit", _edit),
        TourStep("members-conflict", _conflict),
        TourStep("members-jobs", _jobs),
        TourStep("members-notes", _notes),
        TourStep("members-documents", _documents),
        TourStep("members-bin", _bin),
        TourStep("members-window", _window),
        TourStep("members-papers", _papers),
    ]


def _page(context: TourContext) -> MembersPage:
    context.window.show_page("members")
    context.settle()
    page = cast(MembersPage, context.window.page("members"))
    page.set_wide(False)
    page.list.filters.clear()
    context.settle()
    return page


def _view(page: MembersPage) -> MemberView:
    return cast(MemberView, page.stage.view)


def _choose(context: TourContext, page: MembersPage, row: int = 0) -> UUID:
    """Make a row current and wait until its member stands beside the list."""
    page.table.setFocus(Qt.FocusReason.OtherFocusReason)
    page.table.choose(row)
    chosen = page.current_id
    context.check(chosen is not None, "No member could be chosen.")
    context.wait(lambda: page.stage.view.record is not None and page.stage.record_id == chosen, "the member")
    context.settle()
    return cast(UUID, chosen)


def _employed(context: TourContext, page: MembersPage) -> UUID:
    """Choose the first member who has a job."""
    page.list.sort_by("employer", False)
    context.settle()
    return _choose(context, page)


def _list(context: TourContext) -> None:
    page = _page(context)
    context.check(page.list.model.rowCount() > 0, "The list of members is empty.")
    _choose(context, page, 3)
    context.shoot()


def _search(context: TourContext) -> None:
    page = _page(context)
    context.type_text(page.list.filters.search, "mar")
    context.wait(lambda: page.list.model.is_counted, "the search")
    context.check(page.query.search == "mar" and page.list.model.rowCount() > 0, "The search found nobody.")
    context.shoot()


def _filter(context: TourContext) -> None:
    page = _page(context)
    status = page.list.filters.buttons[0]
    context.click(status.button)
    context.shoot("choices")
    chosen = [one for one in status.spec.choices if one.value in (MemberStatus.RETIRED, MemberStatus.SUSPENDED)]
    status.panel.close()
    status.choose(chosen)
    status.changed.emit()
    context.settle()
    context.check(page.query.chosen("status") != (), "The filter is not on.")
    context.shoot("on")


def _empty(context: TourContext) -> None:
    page = _page(context)
    context.type_text(page.list.filters.search, "nobody is called like this")
    context.wait(lambda: page.list.states.state == "empty", "the picture of nothing")
    context.shoot()
    page.list.filters.clear()
    context.settle()


def _record(context: TourContext) -> None:
    page = _page(context)
    _employed(context, page)
    view = _view(page)
    context.key("Return", page.table)
    context.check(page.is_wide, "Enter did not open the record.")
    for place, name in enumerate(("profile", "jobs", "contacts", "notes", "timeline")):
        view.tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(name)
    view.tabs.setCurrentIndex(0)
    context.key("Alt+Left", page)
    context.check(not page.is_wide, "Alt+Left did not go back to the list.")


def _form(page: MembersPage, context: TourContext) -> RecordForm:
    form = page.stage.form
    if form is None:
        context.check(False, "No form is open.")
    return cast(RecordForm, form)


def _new(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page)
    known = _view(page).record.draft
    context.key("Ctrl+N", page)
    form = _form(page, context).parts[0].form
    context.shoot("empty")
    form.put({"first_name": known.first_name, "last_name": known.last_name, "city": "Seattle"})
    context.type_text(form.cells["phone"].widget, "12")
    context.wait(lambda: bool(page.stage.form and page.stage.form.strip_words()), "the hint that one is known")
    context.key("Ctrl+S", form)
    context.check(bool(form.cells["card_number"].problem), "The missing card number was not told.")
    context.shoot("problems")
    _form(page, context).cancel()
    context.settle()
    context.shoot("leave")
    context.click("Discard")
    context.check(page.stage.form is None, "The form did not go.")


def _edit(context: TourContext) -> None:
    page = _page(context)
    one = _choose(context, page, 1)
    before = _view(page).record.draft
    context.key("F2", page.table)
    context.wait(lambda: page.stage.form is not None, "the form")
    form = _form(page, context).parts[0].form
    city = "Port Townsend" if before.city != "Port Townsend" else "Bellingham"
    context.type_text(form.cells["city"].widget, city)
    context.shoot()
    context.key("Ctrl+S", form)
    context.wait(lambda: page.stage.form is None and page.stage.view.record is not None, "the save")
    context.settle()
    context.check(page.stage.record_id == one, "Another member is shown after the save.")
    context.check(_view(page).record.draft.city == city, "The change was not saved.")
    context.check(_view(page).record.draft.version > before.version, "The version did not move.")


def _conflict(context: TourContext) -> None:
    """Somebody else saves the member while the form is open."""
    page = _page(context)
    one = _choose(context, page, 2)
    theirs = _view(page).record.draft
    context.key("F2", page.table)
    context.wait(lambda: page.stage.form is not None, "the form")
    form = _form(page, context).parts[0].form
    context.type_text(form.cells["home_local"].widget, "191" if theirs.home_local != "191" else "46")
    members, changed = (
        cast(MemberService, page.spec.source),
        {"city": f"{theirs.city} Heights".strip(), "skills": "Rigging"},
    )
    page.kit.tasks.run(page, lambda: members.save(theirs.model_copy(update=changed)), lambda _changes: None)
    context.settle()
    context.key("Ctrl+S", form)
    context.wait(lambda: any(isinstance(one, ConflictDialog) for one in context.dialogs()), "both versions")
    context.shoot()
    context.click("Save this")
    context.wait(lambda: page.stage.form is None, "the save")
    context.settle()
    context.check(_view(page).record.draft.city == changed["city"], "What somebody else saved is lost.")
    context.check(page.stage.record_id == one, "Another member is shown.")


def _jobs(context: TourContext) -> None:
    page = _page(context)
    _employed(context, page)
    view = _view(page)
    view.show_panel(view.jobs)
    context.settle()
    context.shoot("list")
    context.click(view.jobs.add_button)
    dialog = cast(FormDialog, view.jobs.dialog)
    context.check(dialog.isVisible(), "The form of a job did not open.")
    context.shoot("second")
    dialog.reject()
    context.settle()
    _job_to_bin_and_back(context, view)
    view.tabs.setCurrentIndex(0)


def _job_to_bin_and_back(context: TourContext, view: MemberView) -> None:
    jobs = view.jobs
    count = len(jobs.list.cards.cards)
    jobs.list.choose(cast(UUID, jobs.list.cards.cards[0].id))
    jobs.bin_action.trigger()
    context.wait(lambda: len(jobs.list.cards.cards) == count - 1, "the job to leave the list")
    context.click(jobs.bin_button)
    context.shoot("in-bin")
    jobs.restore_action.trigger()
    context.wait(lambda: len(jobs.list.cards.cards) == count, "the job to come back")
    context.settle()


def _notes(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page, 2)
    view = _view(page)
    view.show_panel(view.notes)
    context.settle()
    context.click(view.notes.add_button)
    dialog = cast(FormDialog, view.notes.dialog)
    form = dialog.form
    context.type_text(form.cells["body"].widget, "Asked about the referral rules for out-of-town books.")
    context.shoot("form")
    before = len(view.notes.list.cards.cards)
    dialog.save_button.click()
    context.wait(lambda: len(view.notes.list.cards.cards) == before + 1, "the note to be saved")
    context.settle()
    context.shoot("saved")
    view.tabs.setCurrentIndex(0)


def _documents(context: TourContext) -> None:
    """Attach a picture and a PDF, look at one, replace it, and see its history."""
    page = _page(context)
    _choose(context, page, 2)
    view = _view(page)
    panel = next(one for one in view.findChildren(DocumentsPanel))
    view.show_panel(panel)
    context.settle()
    before = len(panel.list.cards.cards)
    with tempfile.TemporaryDirectory(prefix="ip2a-tour-") as folder:
        photo = Path(folder) / "Journey worker card.png"
        view.grab().save(str(photo))
        panel.add_files([photo])
        context.wait(lambda: len(panel.list.cards.cards) == before + 1, "the document to be added")
        context.settle()
        added = cast(UUID, panel.list.cards.cards[0].id)
        panel.list.choose(added)
        context.shoot("attached")
        panel.look_at(added)
        context.wait(lambda: panel.dialog.is_shown, "the picture")
        context.shoot("preview")
        panel.dialog.reject()
        context.settle()
        panel.put_newer(added, one_pdf([photo], Path(folder) / "Journey worker card, renewed.pdf", PaperSize.LETTER))
        context.wait(lambda: added not in [one.id for one in panel.list.cards.cards], "the newer version")
    context.settle()
    panel.list.choose(cast(UUID, panel.list.cards.cards[0].id))
    panel.history_action.trigger()
    context.wait(lambda: len(context.dialogs()) == 1, "the history")
    context.shoot("history")
    panel.dialog.reject()
    context.settle()
    view.tabs.setCurrentIndex(0)


def _bin(context: TourContext) -> None:
    page = _page(context)
    one = _choose(context, page)
    count = page.list.model.rowCount()
    context.key("Delete", page.table)
    context.wait(lambda: page.list.model.rowCount() == count - 1, "the member to leave the list")
    context.shoot()
    context.key("Ctrl+Z", context.window)
    context.wait(lambda: page.list.model.rowCount() == count, "the member to come back")
    context.check(one in list(page.list.model.ids), "Another member came back.")


def _window(context: TourContext) -> None:
    page = _page(context)
    one = _choose(context, page, 1)
    context.key("Ctrl+Return", page.table)
    context.wait(lambda: bool(page.windows) and page.windows[0].stage.heading is not None, "the window")
    window = page.windows[0]
    context.check(window.stage.record_id == one, "The window shows another member.")
    context.shoot(widget=window)
    window.close_now()
    context.settle()


def _papers(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page)
    papers = [one for one in page.papers_now() if one is not None and "selected" not in one.text]
    for number, choice in enumerate(papers):
        _paper(context, page, number, choice)


def _paper(context: TourContext, page: MembersPage, number: int, choice: PaperChoice) -> None:
    dialog: PaperDialog = page.printing.show(choice)
    context.wait(lambda: bool(dialog.pdf), f"the paper “{choice.text}”")
    if number == 0:
        context.wait(lambda: has_ink(dialog.view.viewport()), "the paper to be drawn")
        context.shoot("preview")
    context.save_pdf(f"{context.step}-{number + 1}", dialog.pdf)
    dialog.reject()
    context.settle()
