"""The organizers' part of the tour: a campaign, its workers with assessments and cards, an activity, the timeline."""

from typing import cast
from uuid import UUID

from ip2a_desktop.domain.salting import ActivityKind, ActivityOutcome
from ip2a_desktop.domain.scales import EmployerReceptiveness, WorkerAssessment
from ip2a_desktop.ui.kit.fields import LookupField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.organizing.record import CampaignView
from ip2a_desktop.ui.organizing.rows_panel import RowsPanel
from ip2a_desktop.ui.organizing.screen import OrganizingPage

_WORKERS = (
    ("Amara", "Okafor", "Journeyman wireman", WorkerAssessment.STRONG_SUPPORT, True),
    ("Luis", "Herrera", "Apprentice", WorkerAssessment.UNDECIDED, False),
    ("Мария", "Соколова", "Foreman", WorkerAssessment.SUPPORT, True),
)


def tour_steps() -> list[TourStep]:
    """Return the steps through the organizers' page."""
    return [
        TourStep("organizing", _list),
        TourStep("organizing-new", _new),
        TourStep("organizing-workers", _workers),
        TourStep("organizing-activities", _activities),
        TourStep("organizing-record", _record),
    ]


def _page(context: TourContext) -> OrganizingPage:
    context.window.show_page("organizing")
    context.settle()
    page = cast(OrganizingPage, context.window.page("organizing"))
    page.set_wide(False)
    context.settle()
    return page


def _view(context: TourContext, page: OrganizingPage) -> CampaignView:
    """Choose the first campaign and wait until it stands beside the list."""
    page.table.choose(0)
    context.wait(lambda: page.stage.view.record is not None, "the campaign")
    context.settle()
    return cast(CampaignView, page.stage.view)


def _list(context: TourContext) -> None:
    page = _page(context)
    if page.list.model.rowCount():
        _view(context, page)
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
            "name": "Substation crew",
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


def _record(context: TourContext) -> None:
    page = _page(context)
    view = _view(context, page)
    context.key("Return", page.table)
    context.check(page.is_wide, "Enter did not open the campaign.")
    for place, name in enumerate(("workers", "activities", "campaign", "timeline")):
        view.tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(name)
    view.tabs.setCurrentIndex(0)
    page.set_wide(False)
    context.settle()
