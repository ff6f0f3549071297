"""The form of a step: its place and name, what it is, who sits there, which grievances begin there."""

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.agreement_drafts import StepDraft
from ip2a_desktop.domain.procedures import GrievanceKind, StepForm
from ip2a_desktop.ui.agreements.recount import Recounts, ask_before_saving, done_words
from ip2a_desktop.ui.agreements.words import STEPS
from ip2a_desktop.ui.kit.checks_field import ChecksField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

FORM = "procedure_step"
_WIDTH = 600
_OF_ARBITRATION = ("panel_size", "first_strike")


def step_dialog(kit: Kit, parent: QWidget, recounts: Recounts, draft: StepDraft) -> FormDialog:
    """Return the dialog in which a step is written; dates that would change are shown before it is saved.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        recounts: saves the step together with the dates of open cases.
        draft: the step.
    """
    form = Form(StepDraft)
    form.add("name", width=6)
    form.add("form", width=3)
    form.add("position", width=3, words="Place")
    form.add("union_sits", width=6)
    form.add("employer_sits", width=6)
    form.add("rule", hint="Such as: quorum of four, the majority decides.")
    form.add("entry_for", ChecksField(GrievanceKind), hint="Others begin at the first step.")
    form.add("panel_size", width=6)
    form.add("first_strike", width=6)
    form.load(draft)
    _follow_form(form)
    title, what = ("New step", "the new step") if draft.is_new else (f"Edit {draft.name}", draft.name)
    given = {"agreement_version_id": draft.agreement_version_id}
    dialog = FormDialog(kit, parent, title, what, form, recounts.save, name=FORM, given=given, width=_WIDTH)
    dialog.session.ask = ask_before_saving(kit, dialog, recounts)
    dialog.session.saved.connect(lambda changes: kit.messages.toast(done_words(STEPS, changes), tone="good"))
    return dialog


def _follow_form(form: Form) -> None:
    """Ask for the panel only where the step is an arbitration."""

    def follow() -> None:
        is_arbitration = form.field("form").value() is StepForm.ARBITRATION
        for name in _OF_ARBITRATION:
            form.cells[name].setHidden(not is_arbitration)

    form.edited.connect(follow)
    follow()
