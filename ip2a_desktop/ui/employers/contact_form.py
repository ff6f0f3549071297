"""The form of a person at an organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.employer_drafts import EmployerContactDraft
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService


def contact_dialog(kit: Kit, parent: QWidget, employers: EmployerService, draft: EmployerContactDraft) -> FormDialog:
    """Return the dialog in which a contact is written."""
    form = Form(EmployerContactDraft)
    form.add("name")
    form.add("title")
    form.add("phone", width=5)
    form.add("email", width=7)
    form.add("is_primary", hint="Lists, papers and labels name the primary contact. There is one at most.")
    form.add("remarks")
    form.load(draft)
    title, what = ("New contact", "the new contact") if draft.is_new else ("Edit contact", draft.name)
    return FormDialog(kit, parent, title, what, form, employers.save_contact)
