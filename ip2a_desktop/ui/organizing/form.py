"""The form of a campaign."""

from ip2a_desktop.domain.salting_drafts import CampaignDraft
from ip2a_desktop.domain.salting_records import CampaignRecord
from ip2a_desktop.ui.kit.form_session import FormPart
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.lookup_field import LookupField
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.organizing.desk import Desk

FORM = "organizing_campaign"


def campaign_form(employer: LookupField) -> Form:
    """Return the fields of a campaign; ``employer`` finds its employer."""
    form = Form(CampaignDraft)
    form.section("Campaign")
    form.add("name", width=8)
    form.add("status", width=4)
    form.add("organization_id", employer, width=8, required=True)
    form.add("lead_organizer", width=4)
    form.add("jobsite")
    form.section("The unit")
    form.add("unit")
    form.add("unit_size", width=4, hint="Without it no share of cards can be told")
    form.section("Days")
    form.add("started_on", width=3)
    form.add("petition_on", width=3)
    form.add("election_on", width=3)
    form.add("ended_on", width=3)
    form.section("How cards are counted")
    form.add("card_months", width=4)
    form.add("showing_percent", width=4)
    form.add("goal_percent", width=4)
    form.section("Remarks")
    form.add("remarks", words="What else one should know")
    return form


class CampaignForms:
    """Makes the forms of campaigns.

    Args:
        kit: the screens' tools.
        desk: saves campaigns and finds employers.
    """

    def __init__(self, kit: Kit, desk: Desk) -> None:
        self._kit = kit
        self._desk = desk

    def new(self) -> RecordForm:
        """Return the form of a new campaign, begun today."""
        return self._form(CampaignDraft.model_construct(started_on=today()), "", "New campaign", "the new campaign")

    def edit(self, record: CampaignRecord) -> RecordForm:
        """Return the form of a campaign as it was read."""
        name = record.draft.name
        return self._form(record.draft, record.row.employer, f"Edit {name}", name)

    def _form(self, draft: CampaignDraft, employer: str, title: str, what: str) -> RecordForm:
        lookup = self._desk.employer_field(self._kit.tasks)
        if draft.organization_id is not None and employer:
            lookup.know(draft.organization_id, employer)
        form = campaign_form(lookup)
        form.load(draft)
        part = FormPart(form, self._desk.campaigns.save, FORM)
        return RecordForm(self._kit, title, what, draft.id, draft.is_new, [part])
