"""The employer roster on paper."""

from collections import Counter
from collections.abc import Iterable

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.employers import EmployerRow, SignatoryStatus
from ip2a_desktop.domain.papers import EmployerRoster, PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.flow import Block, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.tables import Column, table
from ip2a_desktop.reports.words import count


def _name(row: EmployerRow) -> str:
    return f"{row.name} (doing business as {row.trade_name})" if row.trade_name else row.name


_ROSTER: tuple[Column[EmployerRow], ...] = (
    Column("Name", _name, kind=look.CELL_STRONG, least=128),
    Column("Type", lambda row: row.organization_type.label),
    Column("Signatory status", lambda row: row.signatory_status.label),
    Column("Agreement", lambda row: row.agreement),
    Column("Contact", lambda row: row.contact),
    Column("Phone", lambda row: shown_phone(row.phone), least=64),
    Column("City", lambda row: ", ".join(part for part in (row.city, row.state) if part)),
    Column("Current members", lambda row: f"{row.current_members:,}", "right"),
)


def employer_roster(roster: EmployerRoster, context: PaperContext) -> bytes:
    """Return the organizations of a list as a table, with how many there are of each signatory status."""
    facts = [context.subtitle] if context.subtitle else []
    statuses = Counter(row.signatory_status for row in roster.rows)
    parts = [f"{statuses[status]:,} {status.label.lower()}" for status in SignatoryStatus if statuses[status]]
    total = count(len(roster.rows), "organization", "organizations")
    facts.append(f"{total}: {', '.join(parts)}" if parts else total)
    paper = Paper("Employer roster", context, facts)
    blocks: Iterable[Block] = table(_ROSTER, roster.rows, paper.width, paper.type)
    if not roster.rows:
        blocks = [Line("No organizations are in this list.", look.EMPTY)]
    return paper.render(blocks, "Employer roster")
