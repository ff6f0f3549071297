"""The organizers' part of the tour: a campaign with workers, cards, a salt, a rating, an activity; papers; lists."""

from typing import Any, cast
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome, SaltResult
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment
from ip2a_desktop.ui.kit.fields import LookupField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.picturing import has_ink
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.record_list_page import RecordListPage
from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.organizing.record import CampaignView
from ip2a_desktop.ui.organizing.rows_panel import RowsPanel
from ip2a_desktop.ui.organizing.screen import OrganizingPage

_NAME = "Substation crew"
_WORKERS = (
    ("Amara", "Okafor", "Journeyman wireman", WorkerAssessment.STRONG_SUPPORT, True),
    ("Luis", "Herrera", "Apprentice", WorkerAssessment.UNDECIDED, False),
    ("Мария", "Соколова", "Foreman", WorkerAssessment.SUPPORT, True),
)


def tour_steps() -> list[TourStep]:
    """Return the steps through the organizers' pages."""
    return [
        TourStep("organizing", _list),
        TourStep("organizing-new", _new),
        TourStep("organizing-workers", _workers),
        TourStep("organizing-activities", _activities),
        TourStep("organizing-salts", _salts),
        TourStep("organizing-receptiveness", _receptiveness),
        TourStep("organizing-bin", _bin),
        TourStep("organizing-record", _record),
        TourStep("organizing-papers", _papers),
        TourStep("organizing-all-workers", _all_workers),
        TourStep("organizing-log", _log),
    ]


def _page(context: TourContext) -> OrganizingPage:
    context.window.show_page("organizing")
    context.settle()
    page = cast(OrganizingPage, context.window.page("organizing"))
    page.set_wide(False)
    context.settle()
    return page


def _view(context: TourContext, page: OrganizingPage) -> CampaignView:
    """Choose the campaign that the tour made, and wait until it stands beside the list."""
    (own,) = page.desk.campaigns.choices(_NAME)
    page.table.show_record(own.id)
    page.stage.show_record(own.id)
    view = cast(CampaignView, page.stage.view)
    context.wait(lambda: view.record is not None and view.record.row.id == own.id, "the campaign")
    context.settle()
    return view


def _list(context: TourContext) -> None:
    page = _page(context)
    if page.list.model.rowCount():
        page.table.choose(0)
        context.wait(lambda: page.stage.view.record is not None, "the campaign")
        context.settle()
    context.shoot()


def _new(context: TourContext) -> None:
    page = _page(context)
    before = page.list.model.rowCount()
    context.key("Ctrl+N", page)
    context.wait(lambda: page.stage.form is not None, "the form")
    form = cast(RecordForm, page.stage.form).parts[0].form
    context.key("Ctrl+S", form)
    context.check(bool(form.cells["organization_id"].problem), "The missing employer was not told.")
    context.shoot("problems")
    employer = page.desk.employers.choices("")[0]
    cast(LookupField, form.field("organization_id")).know(employer.id, employer.name)
    form.put(
        {
            "name": _NAME,
            "organization_id": employer.id,
            "jobsite": "Pier 66",
            "lead_organizer": "Rosa Lindqvist",
            "unit": "All electricians and apprentices; no supervisors.",
            "unit_size": 8,
        }
    )
    context.shoot("form")
    context.key("Ctrl+S", form)
    context.wait(lambda: page.stage.form is None and page.list.model.rowCount() == before + 1, "the campaign")
    context.settle()


def _saved(context: TourContext, panel: RowsPanel, count: int) -> None:
    dialog = cast(FormDialog, panel.dialog)
    dialog.save_button.click()
    context.wait(lambda: not context.dialogs() and len(panel.rows) == count, "the dialog to be saved")
    context.settle()


def _workers(context: TourContext) -> None:
    view = _view(context, _page(context))
    panel = view.workers
    view.show_panel(panel)
    context.settle()
    for first, last, position, assessment, has_card in _WORKERS:
        count = len(panel.rows) + 1
        panel.add_wanted.emit()
        cast(FormDialog, panel.dialog).form.put({"first_name": first, "last_name": last, "position": position})
        if count == 1:
            context.shoot("form")
        _saved(context, panel, count)
        chosen = next(row.id for row in panel.rows.values() if row.last_name == last)
        _assess(context, panel, chosen, assessment)
        if has_card:
            panel.list.choose(chosen)
            view.workers.card_action.trigger()
            if count == 1:
                context.shoot("card")
            _saved(context, panel, count)
    context.wait(lambda: view.record.count.counting == 2, "the cards to count")
    context.shoot("cards")


def _assess(context: TourContext, panel: RowsPanel, worker: UUID, assessment: WorkerAssessment) -> None:
    panel.list.choose(worker)
    cast(CampaignView, _page(context).stage.view).workers.assess_action.trigger()
    dialog = cast(FormDialog, panel.dialog)
    dialog.form.put({"assessment": assessment})
    if len(panel.rows) == 1:
        context.shoot("assess")
    _saved(context, panel, len(panel.rows))


def _activities(context: TourContext) -> None:
    view = _view(context, _page(context))
    panel = view.activities
    view.show_panel(panel)
    context.settle()
    count = len(panel.rows) + 1
    panel.add_wanted.emit()
    cast(FormDialog, panel.dialog).form.put(
        {
            "kind": ActivityKind.SITE_VISIT,
            "outcome": ActivityOutcome.POSITIVE,
            "receptiveness": EmployerReceptiveness.RESISTANT,
            "workers_contacted": 6,
            "cards_signed": 2,
            "description": "Talked at the gate before the early shift. Two signed, four want to hear more on wages.",
        }
    )
    context.shoot("form")
    _saved(context, panel, count)
    context.shoot()


def _add(context: TourContext, panel: Any, values: dict[str, Any], member: Any = None) -> None:
    """Add something small to the campaign by its dialog."""
    context.settle()
    count = len(panel.list.cards.cards)
    panel.add_wanted.emit()
    dialog = cast(FormDialog, panel.dialog)
    if member is not None:
        cast(LookupField, dialog.form.field("member_id")).know(member.id, member.name)
    dialog.form.put(values)
    context.shoot("form")
    dialog.save_button.click()
    context.wait(lambda: not context.dialogs() and len(panel.list.cards.cards) == count + 1, "the dialog to be saved")
    context.settle()
    context.shoot()


def _salts(context: TourContext) -> None:
    page = _page(context)
    view = _view(context, page)
    view.show_panel(view.salts)
    member = page.desk.members.first_page(ListQuery(), 1)[0]
    values = {
        "member_id": member.id,
        "position": "Journeyman electrician",
        "proof": "Copy of the application and of the e-mail that confirms it.",
        "result": SaltResult.INTERVIEWED,
        "witnesses": "Applied together with another member.",
    }
    _add(context, view.salts, values, member)


def _receptiveness(context: TourContext) -> None:
    view = _view(context, _page(context))
    view.show_panel(view.receptiveness)
    values = {"receptiveness": EmployerReceptiveness.NEUTRAL, "remarks": "The superintendent has no opinion."}
    _add(context, view.receptiveness, values)


def _bin(context: TourContext) -> None:
    """Move a worker to the bin, see it there, bring it back."""
    view = _view(context, _page(context))
    panel = view.workers
    view.show_panel(panel)
    context.settle()
    one = next(iter(panel.rows))
    panel.bin_wanted.emit(one)
    context.wait(panel.bin_button.isVisible, "the bin of the campaign")
    context.settle()
    panel.bin_button.click()
    context.shoot()
    panel.restore_wanted.emit(one)
    context.wait(lambda: one in panel.rows and not panel.bin_button.isVisible(), "the worker to come back")
    context.settle()


def _record(context: TourContext) -> None:
    page = _page(context)
    view = _view(context, page)
    context.key("Return", page.table)
    context.check(page.is_wide, "Enter did not open the campaign.")
    names = ("workers", "activities", "salts", "receptiveness", "campaign", "timeline")
    for place, name in enumerate(names):
        view.tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(name)
    view.tabs.setCurrentIndex(0)
    page.set_wide(False)
    context.settle()


def _print(context: TourContext, page: RecordListPage, wanted: int) -> None:
    choices = [one for one in page.papers_now() if one is not None]
    context.check(len(choices) >= wanted, "A paper is not offered.")
    for number, choice in enumerate(choices):
        dialog = page.printing.show(choice)
        context.wait(lambda dialog=dialog: bool(dialog.pdf), f"the paper “{choice.text}”")  # type: ignore[misc]
        context.settle()
        if number == 0:
            context.wait(lambda dialog=dialog: has_ink(dialog.view.viewport()), "the paper to be drawn")  # type: ignore[misc]
            context.shoot("preview")
        context.save_pdf(f"{context.step}-{number + 1}", dialog.pdf)
        dialog.reject()
        context.settle()


def _papers(context: TourContext) -> None:
    """Print the busiest campaign: its report, with the salts too, and the logs."""
    page = _page(context)
    rows = page.desk.campaigns.first_page(ListQuery(sort="cards", descending=True), 1)
    page.stage.show_record(rows[0].id)
    context.wait(lambda: page.stage.view.record is not None and page.stage.view.record.row.id == rows[0].id)
    context.settle()
    _print(context, page, 4)


def _listed(context: TourContext, name: str) -> RecordListPage:
    context.window.show_page(name)
    context.settle()
    page = cast(RecordListPage, context.window.page(name))
    page.set_wide(False)
    context.wait(lambda: page.list.model.rowCount() > 0, "the rows")
    page.table.choose(0)
    context.wait(lambda: page.stage.view.record is not None, "the record")
    context.settle()
    context.shoot()
    return page


def _wide(context: TourContext, page: RecordListPage) -> None:
    page.set_wide(True)
    context.settle()
    view = page.stage.view
    for place in range(view.tabs.count()):
        view.tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(view.tabs.tabText(place).lower())
    view.tabs.setCurrentIndex(0)
    page.edit_action.trigger()
    context.wait(lambda: page.stage.form is not None, "the form")
    context.shoot("form")
    cast(RecordForm, page.stage.form).cancel()
    context.settle()
    page.set_wide(False)
    context.settle()


def _all_workers(context: TourContext) -> None:
    _wide(context, _listed(context, "organizing_workers"))


def _log(context: TourContext) -> None:
    page = _listed(context, "organizing_activities")
    _wide(context, page)
    kind = next(one for one in page.list.filters.buttons if one.spec.name == "kind")
    kind.choose([one for one in kind.spec.choices if one.value == ActivityKind.SITE_VISIT.value])
    kind.changed.emit()
    context.settle()
    context.shoot("filtered")
    _print(context, page, 2)
    page.list.filters.clear()
    context.settle()
