"""The columns and filters of the list of employers, and of the members of one."""

from collections.abc import Sequence

from ip2a_desktop.domain.addresses import STATES, shown_phone
from ip2a_desktop.domain.employers import EmployerRow, OrganizationType, SignatoryStatus
from ip2a_desktop.domain.members import EmploymentRow
from ip2a_desktop.ui.employers.words import job_chip, signatory_chip, type_chip
from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.filters import Choice, FilterSpec
from ip2a_desktop.ui.kit.formats import day, moment


def _signatory_words(row: EmployerRow) -> str:
    chip = _signatory(row)
    return chip.text if chip else ""


def _signatory(row: EmployerRow) -> Chip | None:
    return signatory_chip(row.organization_type, row.signatory_status)


def _count(row: EmployerRow) -> str:
    return f"{row.current_members:,}"


def _states(text: str) -> Sequence[Choice]:
    """Return the states whose two letters begin with what was typed; all of them for no text."""
    wanted = text.strip().upper()
    return [Choice(code, code) for code in sorted(STATES) if code.startswith(wanted)]


COLUMNS: tuple[Column[EmployerRow], ...] = (
    Column("name", "Name", lambda row: row.name, 248),
    Column("current_members", "Members", _count, 96, align="right", value=lambda row: row.current_members),
    Column(
        "organization_type",
        "Type",
        lambda row: row.organization_type.label,
        152,
        chip=lambda row: type_chip(row.organization_type),
    ),
    Column("signatory_status", "Signatory status", _signatory_words, 192, chip=_signatory),
    Column("city", "City", lambda row: row.city, 128),
    Column("state", "State", lambda row: row.state, 72),
    Column("contact", "Contact", lambda row: row.contact, 152),
    Column("phone", "Phone", lambda row: shown_phone(row.phone), 128),
    Column("email", "E-mail", lambda row: row.email, 208),
    Column("agreement", "Agreement", lambda row: row.agreement, 168),
    Column("trade_name", "Doing business as", lambda row: row.trade_name, 168),
    Column("address_line1", "Address", lambda row: row.address_line1, 184, shown=False),
    Column("postal_code", "ZIP", lambda row: row.postal_code, 96, shown=False),
    Column(
        "updated_at", "Updated", lambda row: moment(row.updated_at), 152, shown=False, value=lambda row: row.updated_at
    ),
)

FILTERS: tuple[FilterSpec, ...] = (
    FilterSpec.of_words("organization_type", "Type", OrganizationType),
    FilterSpec.of_words("signatory_status", "Signatory status", SignatoryStatus),
    FilterSpec("state", "State", search=_states),
    FilterSpec("import", "Import", given=True),
)

JOB_COLUMNS: tuple[Column[EmploymentRow], ...] = (
    Column("member_name", "Member", lambda job: job.member_name, 160),
    Column("card_number", "Card", lambda job: job.card_number, 88),
    Column("is_current", "Job", lambda job: "Current" if job.is_current else "Ended", 104, chip=job_chip),
    Column("started_on", "Start", lambda job: day(job.started_on), 112, value=lambda job: job.started_on),
    Column("ended_on", "End", lambda job: day(job.ended_on), 112, value=lambda job: job.ended_on),
    Column("position", "Position", lambda job: job.position, 176),
)
