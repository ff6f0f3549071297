"""The form of an organization: its fields in parts, and a look for twins while somebody types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.employers import EmployerRecord
from ip2a_desktop.ui.kit.duplicates import DuplicateStrip
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_form import RecordForm

if TYPE_CHECKING:
    from ip2a_desktop.services.employers import EmployerService

_KNOWN = "This looks like an organization that you already have:"


def employer_form() -> Form:
    """Return the fields of an organization, without values."""
    form = Form(EmployerDraft)
    form.section("Organization")
    form.add("name", width=8)
    form.add("organization_type", width=4)
    form.add("trade_name", width=8)
    form.section("Agreement")
    form.add("signatory_status", width=4)
    form.add("signatory_since", width=4)
    form.add("agreement", width=4)
    form.section("How to reach them")
    form.add("phone", width=4)
    form.add("email", width=4)
    form.add("website", width=4)
    form.add("address_line1", width=6)
    form.add("address_line2", width=6)
    form.add("city", width=6)
    form.add("state", width=2)
    form.add("postal_code", width=4)
    form.section("Remarks")
    form.add("remarks", words="What else one should know")
    return form


class EmployerForms:
    """Makes the forms of organizations.

    Args:
        kit: the screens' tools.
        employers: saves organizations and knows which look alike.
        show: shows another organization, asked for from the strip of those that look alike.
        restore: brings organizations back from the bin.
    """

    def __init__(
        self, kit: Kit, employers: EmployerService, show: Callable[[UUID], object], restore: Callable[[UUID], object]
    ) -> None:
        self._kit = kit
        self._employers = employers
        self._show = show
        self._restore = restore

    def new(self) -> RecordForm:
        """Return the form of a new organization."""
        return self._form(EmployerDraft.model_construct(), "New organization", "the new organization")

    def edit(self, record: EmployerRecord) -> RecordForm:
        """Return the form of an organization as it was read."""
        return self._form(record.draft, f"Edit {record.draft.name}", record.draft.name)

    def _form(self, draft: EmployerDraft, title: str, what: str) -> RecordForm:
        form = employer_form()
        form.load(draft)
        part = FormPart(form, self._employers.save)
        made = RecordForm(self._kit, title, what, draft.id, draft.is_new, [part])
        strip = DuplicateStrip(self._kit, form, self._employers.duplicates, ("name",), _KNOWN)
        strip.open_wanted.connect(self._show)
        strip.restore_wanted.connect(self._restore)
        made.add_strip(strip)
        return made
