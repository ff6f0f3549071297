"""The form of somebody to reach about a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.member_drafts import MemberContactDraft
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.members import MemberService

FORM = "member_contact"
"""Under which name what is typed is kept in case of a crash."""


def contact_dialog(kit: Kit, parent: QWidget, members: MemberService, draft: MemberContactDraft) -> FormDialog:
    """Return the dialog in which a contact is written."""
    form = Form(MemberContactDraft)
    form.add("name")
    form.add("kind", width=6)
    form.add("relation", width=6)
    form.add("phone", width=6)
    form.add("email", width=6)
    form.load(draft)
    title, what = ("New contact", "the new contact") if draft.is_new else ("Edit contact", draft.name)
    given = {"member_id": draft.member_id}
    return FormDialog(kit, parent, title, what, form, members.save_contact, name=FORM, given=given)
