"""The dialogs of what belongs to a campaign: a worker, where a worker stands, a card, an activity."""

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.salting_drafts import ActivityDraft, AssessmentDraft, CardDraft, WorkerDraft
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.organizing.desk import Desk

_WIDE = 680


def worker_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: WorkerDraft) -> FormDialog:
    """Return the dialog in which a worker is written down."""
    form = Form(WorkerDraft)
    form.add("first_name", width=6)
    form.add("last_name", width=6, required=False)
    form.add("position", width=6)
    form.add("department", width=6)
    form.add("shift", width=6)
    form.add("location", width=6)
    form.add("phone", width=6)
    form.add("email", width=6)
    form.add("is_in_unit", width=6)
    form.add("on_committee", width=6)
    form.add("left_on", width=6)
    form.add("last_contact_on", width=6)
    form.add("remarks")
    form.load(draft)
    title, what = ("New worker", "the new worker") if draft.is_new else ("Edit worker", "this worker")
    return FormDialog(kit, parent, title, what, form, desk.workers.save, width=_WIDE)


def assessment_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: AssessmentDraft, worker: str) -> FormDialog:
    """Return the dialog in which it is written down where a worker stands."""
    form = Form(AssessmentDraft)
    form.add("assessment", width=7)
    form.add("assessed_on", width=5)
    form.add("remarks")
    form.load(draft)
    return FormDialog(kit, parent, f"Assess {worker}", "this assessment", form, desk.workers.save_assessment)


def card_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: CardDraft, worker: str) -> FormDialog:
    """Return the dialog in which a card is written down, or taken back."""
    form = Form(CardDraft)
    form.add("signed_on", width=6)
    form.add("collected_by", width=6)
    form.add("revoked_on", width=6, hint="Empty while the card stands")
    form.add("remarks")
    form.load(draft)
    title = f"Card of {worker}" if draft.is_new else f"Newest card of {worker}"
    return FormDialog(kit, parent, title, "this card", form, desk.workers.save_card)


def activity_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: ActivityDraft, member: str = "") -> FormDialog:
    """Return the dialog in which an activity is written down; ``member`` names the one who took part."""
    lookup = desk.member_field(kit.tasks)
    if draft.member_id is not None:
        lookup.know(draft.member_id, member)
    form = Form(ActivityDraft)
    form.add("done_on", width=4)
    form.add("kind", width=4)
    form.add("outcome", width=4)
    form.add("organizer", width=6)
    form.add("jobsite", width=6)
    form.add("member_id", lookup, width=6)
    form.add("receptiveness", width=6)
    form.add("workers_contacted", width=6)
    form.add("cards_signed", width=6)
    form.add("description")
    form.add("follow_up_on", width=6)
    form.add("is_followed_up", width=6)
    form.load(draft)
    title, what = ("New activity", "the new activity") if draft.is_new else ("Edit activity", "this activity")
    return FormDialog(kit, parent, title, what, form, desk.activities.save, width=_WIDE)
