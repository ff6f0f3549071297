"""The forms of a version: its dates and name, and for a new one the procedure that it begins with."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.agreement_beginning import NewVersionDraft, span_name
from ip2a_desktop.domain.agreement_drafts import VersionDraft
from ip2a_desktop.domain.agreement_samples import SampleProcedure
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.ui.agreements.samples_field import SamplesField
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

_WIDTH = 760


def version_dialog(
    kit: Kit, parent: QWidget, draft: VersionDraft, save: Callable[[VersionDraft], Changes]
) -> FormDialog:
    """Return the dialog in which the dates and the name of a version are changed."""
    form = Form(VersionDraft)
    form.add("starts_on", width=4)
    form.add("ends_on", width=4)
    form.add("name", width=4)
    form.add("remarks")
    form.load(draft)
    return FormDialog(kit, parent, f"Edit {draft.name}", draft.name, form, save)


def new_version_dialog(
    kit: Kit,
    parent: QWidget,
    draft: NewVersionDraft,
    choices: Sequence[SampleProcedure],
    save: Callable[[NewVersionDraft], Changes],
) -> FormDialog:
    """Return the dialog in which a version begins.

    Args:
        kit: the screens' tools.
        parent: the widget over whose window it appears.
        draft: the new version.
        choices: the procedures that it can begin with.
        save: writes it, in a worker.
    """
    form = Form(NewVersionDraft)
    form.add("starts_on", width=4)
    form.add("ends_on", width=4)
    form.add("name", width=4)
    form.add("sample", SamplesField(choices), words="Procedure to begin with", required=False)
    form.load(draft)
    name_after_dates(form, "name")
    return FormDialog(kit, parent, "New version", "the new version", form, save, width=_WIDTH)


def name_after_dates(form: Form, name: str) -> None:
    """Fill in the name of a version such as ``2024–2027`` while its dates are written, until somebody names it.

    Args:
        form: a form with the fields ``starts_on`` and ``ends_on``.
        name: the field of the version's name.
    """
    given = [""]

    def follow() -> None:
        field = form.field(name)
        if field.value() in given:
            values = form.values()
            given[:] = ["", span_name(values.get("starts_on"), values.get("ends_on"))]
            form.put({name: given[-1]})

    form.field("starts_on").edited.connect(follow)
    form.field("ends_on").edited.connect(follow)
