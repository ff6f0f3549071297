"""The form of a member: name, standing, work, contact, address; the private fields for those who may see them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import MemberRecord
from ip2a_desktop.ui.kit.duplicates import DuplicateStrip
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.members.kind import FORM, PRIVATE_FORM

if TYPE_CHECKING:
    from ip2a_desktop.services.members import MemberService

_KNOWN = "This looks like somebody you already have:"
_WHO = ("card_number", "first_name", "last_name", "email", "phone")


class MemberForms:
    """Makes the forms of members.

    Args:
        kit: the screens' tools.
        members: saves members and knows who looks alike.
        show: shows another member, asked for from the strip of those who look alike.
        restore: brings members back from the bin.
    """

    def __init__(
        self, kit: Kit, members: MemberService, show: Callable[[UUID], object], restore: Callable[[UUID], object]
    ) -> None:
        self._kit = kit
        self._members = members
        self._show = show
        self._restore = restore

    def new(self) -> RecordForm:
        """Return the form of a new member."""
        return self._form(MemberDraft.model_construct(), None, "New member", "the new member")

    def edit(self, record: MemberRecord) -> RecordForm:
        """Return the form of a member as it was read."""
        name = record.row.full_name
        return self._form(record.draft, record.private, f"Edit {name}", name)

    def _form(self, draft: MemberDraft, private: MemberPrivateDraft | None, title: str, what: str) -> RecordForm:
        form = member_form()
        form.load(draft)
        parts = [FormPart(form, self._members.save, FORM)]
        if private is not None:
            second = private_form()
            second.load(private)
            parts.append(FormPart(second, self._members.save_private, PRIVATE_FORM))
        made = RecordForm(self._kit, title, what, draft.id, draft.is_new, parts)
        strip = DuplicateStrip(self._kit, form, self._members.duplicates, _WHO, _KNOWN)
        strip.open_wanted.connect(self._show)
        strip.restore_wanted.connect(self._restore)
        made.add_strip(strip)
        return made


def member_form() -> Form:
    """Return the fields of a member's profile."""
    form = Form(MemberDraft)
    form.section("Name")
    form.add("first_name", width=4)
    form.add("middle_name", width=4)
    form.add("last_name", width=4)
    form.add("suffix", width=4)
    form.add("preferred_name", width=4)
    form.section("Standing")
    form.add("card_number", width=4)
    form.add("status", width=4)
    form.add("status_since", width=4)
    form.add("status_reason", width=12)
    form.add("member_type", width=4)
    form.add("initiation_date", width=4)
    form.add("home_local", width=4)
    form.section("Work")
    form.add("classification", width=4)
    form.add("hire_date", width=4)
    form.add("referral_book", width=4)
    form.add("referral_registered_at", width=4)
    form.add("skills", width=12)
    form.section("Contact")
    form.add("phone", width=4)
    form.add("phone_other", width=4)
    form.add("email", width=4)
    form.section("Address")
    form.add("address_line1", width=6)
    form.add("address_line2", width=6)
    form.add("city", width=6)
    form.add("state", width=2)
    form.add("postal_code", width=4)
    form.field("status").edited.connect(partial(_follow_status, form))
    return form


def _follow_status(form: Form) -> None:
    """Let another status begin today and without the old reason; the person may correct both."""
    loaded = {name: getattr(form.draft, name) for name in ("status", "status_since", "status_reason")}
    now = form.values()
    if now["status"] == loaded["status"]:
        form.put({"status_since": loaded["status_since"], "status_reason": loaded["status_reason"]})
    elif (now["status_since"], now["status_reason"]) == (loaded["status_since"], loaded["status_reason"]):
        form.put({"status_since": today(), "status_reason": ""})


def private_form() -> Form:
    """Return the private fields of a member."""
    form = Form(MemberPrivateDraft)
    form.section("Private")
    form.add("birth_date", width=4)
    form.add("ssn_last4", width=4, hint="Never write a whole social security number anywhere.")
    return form
