"""The dialogs of what belongs to a campaign: a worker, where a worker stands, a card, an activity, a salt, a rating."""

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.cards import Card, CardRules, CardState, card_state, explain_card
from ip2a_desktop.domain.salting_drafts import (
    ActivityDraft,
    AssessmentDraft,
    CardDraft,
    ReceptivenessDraft,
    SaltDraft,
    WorkerDraft,
)
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.organizing.desk import Desk

WORKER, ASSESSMENT, CARD = "campaign_worker", "worker_assessment", "authorization_card"
ACTIVITY, SALT, RECEPTIVENESS = "campaign_activity", "salt", "employer_receptiveness"
"""Under these names the dialogs keep what is typed in case of a crash."""

_WIDE = 680


def worker_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: WorkerDraft) -> FormDialog:
    """Return the dialog in which a worker is written down."""
    form = Form(WorkerDraft)
    add_worker_fields(form)
    form.load(draft)
    title, what = ("New worker", "the new worker") if draft.is_new else ("Edit worker", "this worker")
    given = {"campaign_id": draft.campaign_id}
    return FormDialog(kit, parent, title, what, form, desk.workers.save, name=WORKER, given=given, width=_WIDE)


def add_worker_fields(form: Form) -> None:
    """Add the fields of a worker."""
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


def assessment_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: AssessmentDraft, worker: str) -> FormDialog:
    """Return the dialog in which it is written down where a worker stands."""
    form = Form(AssessmentDraft)
    form.add("assessment", width=7, hint="1 supports the union, 5 is hostile")
    form.add("assessed_on", width=5)
    form.add("remarks")
    form.load(draft)
    title = f"Assess {worker}" if draft.is_new else f"Assessment of {worker}"
    given = {"worker_id": str(draft.worker_id), "worker": worker}
    save = desk.workers.save_assessment
    return FormDialog(kit, parent, title, "this assessment", form, save, name=ASSESSMENT, given=given)


def card_dialog(
    kit: Kit, parent: QWidget, desk: Desk, draft: CardDraft, worker: str, rules: CardRules | None = None
) -> FormDialog:
    """Return the dialog in which a card is written down, or taken back.

    Args:
        kit: the screens' tools.
        parent: over whose window it opens.
        desk: saves the card.
        draft: the card.
        worker: whose it is, in words.
        rules: for how long cards count in this campaign; while a card is typed it is told until when that is.
    """
    form = Form(CardDraft)
    form.add("signed_on", width=6)
    form.add("collected_by", width=6)
    counts = Notice("info")
    form.add_note(counts)
    form.add("revoked_on", width=6, hint="Empty while the card stands")
    form.add("remarks")
    form.load(draft)
    form.edited.connect(_teller(form, counts, rules or CardRules()))
    form.edited.emit()
    title = f"Card of {worker}" if draft.is_new else f"Change the card of {worker}"
    given = {"worker_id": str(draft.worker_id), "worker": worker}
    return FormDialog(kit, parent, title, "this card", form, desk.workers.save_card, name=CARD, given=given)


def _teller(form: Form, counts: Notice, rules: CardRules) -> Callable[[], None]:
    """Return what says below the day until when the card counts, or why it does not."""

    def tell() -> None:
        signed_on, revoked_on = form.field("signed_on").value(), form.field("revoked_on").value()
        counts.show_words(counts_words(signed_on, revoked_on, rules))

    return tell


def counts_words(signed_on: date | None, revoked_on: date | None, rules: CardRules) -> str:
    """Return until when a card counts, or why it does not; nothing without a day."""
    if signed_on is None:
        return ""
    card = Card(signed_on, revoked_on)
    if card_state(card, today(), rules) is CardState.NOT_YET:
        return "A card cannot be dated in the future."
    return explain_card(card, today(), rules)


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
    given = {"campaign_id": str(draft.campaign_id), "organization_id": draft.organization_id or ""}
    return FormDialog(kit, parent, title, what, form, desk.activities.save, name=ACTIVITY, given=given, width=_WIDE)


def salt_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: SaltDraft, member: str = "") -> FormDialog:
    """Return the dialog in which a salt is written down with the evidence; ``member`` names who applied."""
    lookup = desk.member_field(kit.tasks)
    if draft.member_id is not None:
        lookup.know(draft.member_id, member)
    form = Form(SaltDraft)
    form.add("member_id", lookup, width=8, words="Member who applied", required=True)
    form.add("applied_on", width=4)
    form.add("position")
    form.add("proof", hint="Copies of the application, e-mails, photographs: what is there and where it is kept")
    form.add("result", width=6)
    form.add("result_on", width=6)
    form.add("witnesses")
    form.add("remarks")
    form.load(draft)
    title, what = ("New salt", "the new salt") if draft.is_new else ("Edit salt", "this salt")
    given = {"campaign_id": draft.campaign_id}
    return FormDialog(kit, parent, title, what, form, desk.campaigns.save_salt, name=SALT, given=given, width=_WIDE)


def receptiveness_dialog(kit: Kit, parent: QWidget, desk: Desk, draft: ReceptivenessDraft) -> FormDialog:
    """Return the dialog in which it is written down how an employer meets the union."""
    form = Form(ReceptivenessDraft)
    form.add("receptiveness", width=7, hint="1 is hostile, 5 supports the union")
    form.add("rated_on", width=5)
    form.add("remarks")
    form.load(draft)
    given = {"organization_id": draft.organization_id}
    title = "How the employer meets the union"
    save = desk.receptiveness.save
    return FormDialog(kit, parent, title, "this rating", form, save, name=RECEPTIVENESS, given=given)
