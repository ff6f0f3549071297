"""The columns of what lies in the bin."""

from ip2a_desktop.domain.agreements import AgreementRow
from ip2a_desktop.domain.benevolence_record import ApplicationRow
from ip2a_desktop.domain.employers import EmployerRow
from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.domain.members import MemberRow
from ip2a_desktop.domain.salting_records import ActivityRow, CampaignRow, WorkerRow
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.due_chips import standing_chip
from ip2a_desktop.ui.kit.formats import day, moment, money

MEMBERS: tuple[Column[MemberRow], ...] = (
    Column("name", "Name", lambda row: row.name, 208),
    Column("card_number", "Card", lambda row: row.card_number, 96),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("status", "Status", lambda row: row.status.label, 104),
    Column("city", "City", lambda row: row.city, 128),
    Column("phone", "Phone", lambda row: row.phone, 128, shown=False),
    Column("email", "E-mail", lambda row: row.email, 208, shown=False),
)

ORGANIZATIONS: tuple[Column[EmployerRow], ...] = (
    Column("name", "Name", lambda row: row.name, 256),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("organization_type", "Type", lambda row: row.organization_type.label, 128),
    Column("city", "City", lambda row: row.city, 128),
    Column("state", "State", lambda row: row.state, 72),
    Column("contact", "Contact", lambda row: row.contact, 152, shown=False),
)

AGREEMENTS: tuple[Column[AgreementRow], ...] = (
    Column("name", "Name", lambda row: row.name, 256),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("newest_version", "Newest version", lambda row: row.newest_version, 144),
    Column("employer", "Employer", lambda row: row.employer, 200),
)

APPLICATIONS: tuple[Column[ApplicationRow], ...] = (
    Column("number", "Number", lambda row: row.number, 112),
    Column("member", "Member", lambda row: row.member, 208),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("status", "Status", lambda row: row.status.label, 128),
    Column("requested", "Requested", lambda row: money(row.requested), 112, "right", value=lambda row: row.requested),
)

GRIEVANCES: tuple[Column[DocketRow], ...] = (
    Column("number", "Number", lambda row: row.number, 112),
    Column("lead", "Grievants", lambda row: row.who, 208),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("status", "Status", lambda row: standing_chip(row).text, 168, chip=standing_chip),
    Column("employer", "Employer", lambda row: row.employer, 200),
)

CAMPAIGNS: tuple[Column[CampaignRow], ...] = (
    Column("name", "Campaign", lambda row: row.name, 256),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("employer", "Employer", lambda row: row.employer, 200),
    Column("status", "Status", lambda row: row.status.label, 176),
)

WORKERS: tuple[Column[WorkerRow], ...] = (
    Column("last_name", "Name", lambda row: row.name, 208),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("assessment", "Worker assessment", lambda row: row.assessment_words, 176),
    Column("campaign", "Campaign", lambda row: row.campaign, 200),
)

ACTIVITIES: tuple[Column[ActivityRow], ...] = (
    Column("done_on", "Day", lambda row: day(row.done_on), 112, value=lambda row: row.done_on),
    Column("kind", "Kind", lambda row: row.kind.label, 144),
    Column("deleted_at", "Moved here", lambda row: moment(row.deleted_at), 152, value=lambda row: row.deleted_at),
    Column("deleted_by", "By", lambda row: row.deleted_by, 112),
    Column("employer", "Employer", lambda row: row.employer, 200),
    Column("campaign", "Campaign", lambda row: row.campaign, 176),
)
