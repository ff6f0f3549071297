"""The form of a step: its place and name, what it is, who sits there, which grievances begin there."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.agreement_drafts import StepDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.procedures import GrievanceKind, StepForm
from ip2a_desktop.ui.kit.checks_field import ChecksField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

FORM = "procedure_step"
_WIDTH = 600
_OF_ARBITRATION = ("panel_size", "first_strike")


def step_dialog(kit: Kit, parent: QWidget, save: Callable[[StepDraft], Changes], draft: StepDraft) -> FormDialog:
    """Return the dialog in which a step is written.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        save: writes it, in a worker.
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
    return FormDialog(kit, parent, title, what, form, save, name=FORM, given=given, width=_WIDTH)


def _follow_form(form: Form) -> None:
    """Ask for the panel only where the step is an arbitration."""

    def follow() -> None:
        is_arbitration = form.field("form").value() is StepForm.ARBITRATION
        for name in _OF_ARBITRATION:
            form.cells[name].setHidden(not is_arbitration)

    form.edited.connect(follow)
    follow()
