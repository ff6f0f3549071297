"""The form of an organization: its fields in parts, and a look for twins while somebody types."""

from ip2a_desktop.domain.employers import EmployerDraft, EmployerRecord
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.ui.employers.words import ORGANIZATIONS
from ip2a_desktop.ui.kit.duplicates import DuplicatesStrip
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.record_form import RecordForm


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


class EmployerForm(RecordForm):
    """The form of one organization over the whole page.

    Args:
        kit: the screens' tools.
        employers: saves it and looks for twins.
        draft: the organization.
    """

    def __init__(self, kit: Kit, employers: EmployerService, draft: EmployerDraft) -> None:
        form = employer_form()
        form.load(draft)
        is_new = draft.is_new
        title = "New organization" if is_new else f"Edit {draft.name}"
        what = "the new organization" if is_new else draft.name
        super().__init__(kit, title, what, draft.id, is_new, [FormPart(form, employers.save)])
        self.form = form
        self.twins = DuplicatesStrip(kit, form, ("name",), employers.duplicates, ORGANIZATIONS)
        self.add_strip(self.twins)


class EmployerForms:
    """Makes the forms of organizations.

    Args:
        kit: the screens' tools.
        employers: saves organizations and looks for twins.
    """

    def __init__(self, kit: Kit, employers: EmployerService) -> None:
        self._kit = kit
        self._employers = employers

    def new(self) -> EmployerForm:
        """Return the form of a new organization."""
        return EmployerForm(self._kit, self._employers, EmployerDraft.model_construct())

    def edit(self, record: EmployerRecord) -> EmployerForm:
        """Return the form of an organization as it was read."""
        return EmployerForm(self._kit, self._employers, record.draft)
