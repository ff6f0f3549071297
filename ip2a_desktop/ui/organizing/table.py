"""The columns and filters of the list of campaigns."""

from ip2a_desktop.domain.salting import CampaignStatus
from ip2a_desktop.domain.salting_records import CampaignRow
from ip2a_desktop.domain.scales import EmployerReceptiveness
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment, number
from ip2a_desktop.ui.organizing.words import percent_words, receptiveness_chip, status_chip


def _receptiveness(row: CampaignRow) -> str:
    return row.receptiveness.label if row.receptiveness else ""


COLUMNS: tuple[Column[CampaignRow], ...] = (
    Column("name", "Campaign", lambda row: row.name, 208),
    Column("employer", "Employer", lambda row: row.employer, 184),
    Column("status", "Status", lambda row: row.status.label, 176, chip=lambda row: status_chip(row.status)),
    Column("cards", "Cards", lambda row: f"{row.cards:,}", 80, align="right", value=lambda row: row.cards),
    Column(
        "unit_size", "In the unit", lambda row: number(row.unit_size), 104, align="right", value=lambda r: r.unit_size
    ),
    Column("percent", "Share", percent_words, 96, align="right", value=lambda row: row.percent),
    Column(
        "receptiveness",
        "Employer receptiveness",
        _receptiveness,
        192,
        chip=lambda row: receptiveness_chip(row.receptiveness),
    ),
    Column("lead_organizer", "Lead organizer", lambda row: row.lead_organizer, 152),
    Column(
        "last_activity_on",
        "Last activity",
        lambda row: day(row.last_activity_on),
        120,
        value=lambda row: row.last_activity_on,
    ),
    Column("petition_on", "Petition", lambda row: day(row.petition_on), 112, value=lambda row: row.petition_on),
    Column("election_on", "Election", lambda row: day(row.election_on), 112, value=lambda row: row.election_on),
    Column("started_on", "Started", lambda row: day(row.started_on), 112, shown=False, value=lambda r: r.started_on),
    Column("jobsite", "Jobsite", lambda row: row.jobsite, 152, shown=False),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)

FILTERS: tuple[FilterSpec, ...] = (
    FilterSpec.of_words("status", "Status", CampaignStatus),
    FilterSpec.of_words("receptiveness", "Employer receptiveness", EmployerReceptiveness),
)
