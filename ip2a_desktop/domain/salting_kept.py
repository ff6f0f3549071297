"""What the record of who did what keeps of organizing and of elections: each table's words, and whose record it is."""

from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.election_drafts import ElectionDraft
from ip2a_desktop.domain.salting_drafts import (
    ActivityDraft,
    AssessmentDraft,
    CampaignDraft,
    CardDraft,
    ReceptivenessDraft,
    SaltDraft,
    WorkerDraft,
)

SALTING_SUBJECTS: dict[str, tuple[str, type[Draft]]] = {
    "organizing_campaign": ("Campaign", CampaignDraft),
    "organizing_activity": ("Activity", ActivityDraft),
    "organizing_worker": ("Worker", WorkerDraft),
    "worker_assessment": ("Assessment", AssessmentDraft),
    "authorization_card": ("Card", CardDraft),
    "salt": ("Salt", SaltDraft),
    "employer_receptiveness": ("Employer receptiveness", ReceptivenessDraft),
    "election": ("Election", ElectionDraft),
}
SALTING_OWNERS = {
    "organizing_activity": "campaign_id",
    "organizing_worker": "campaign_id",
    "worker_assessment": "worker_id",
    "authorization_card": "worker_id",
    "salt": "campaign_id",
    "employer_receptiveness": "organization_id",
    "election": "organization_id",
}
