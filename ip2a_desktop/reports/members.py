"""The member record and the member roster on paper."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ip2a_desktop.domain.addresses import address_lines, shown_phone
from ip2a_desktop.domain.members import (
    EmploymentRow,
    MemberContact,
    MemberRow,
    MemberStatus,
    MemberType,
    StatusChange,
)
from ip2a_desktop.domain.notes import Note
from ip2a_desktop.domain.papers import MemberPaper, MemberRoster, PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import Field, fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line, SectionHead
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.tables import Column, Row, table
from ip2a_desktop.reports.words import count, day, moment, money, number

_ROSTER: tuple[Column[MemberRow], ...] = (
    Column("Name", lambda row: row.name, kind=look.CELL_STRONG, least=110),
    Column("Card no.", lambda row: row.card_number),
    Column("Status", lambda row: row.status.label),
    Column("Classification", lambda row: row.classification.label),
    Column("Employer", lambda row: row.employer),
    Column("Phone", lambda row: shown_phone(row.phone), least=64),
    Column("City", lambda row: ", ".join(part for part in (row.city, row.state) if part)),
)

_STATUSES: tuple[Column[StatusChange], ...] = (
    Column("Status", lambda one: one.status.label, kind=look.CELL_STRONG),
    Column("Since", lambda one: day(one.since)),
    Column("Reason", lambda one: one.reason),
    Column("Recorded", lambda one: f"{day(one.recorded_at)} by {one.recorded_by}"),
)

_JOBS: tuple[Column[EmploymentRow], ...] = (
    Column("Employer", lambda job: job.employer, kind=look.CELL_STRONG),
    Column("Position", lambda job: job.position),
    Column("Start", lambda job: day(job.started_on)),
    Column("End", lambda job: day(job.ended_on) or "Current"),
    Column("Hours a week", lambda job: number(job.weekly_hours), "right"),
    Column("Hourly rate", lambda job: money(job.hourly_rate), "right"),
)

_CONTACTS: tuple[Column[MemberContact], ...] = (
    Column("Name", lambda one: one.name, kind=look.CELL_STRONG),
    Column("For", lambda one: one.kind.label),
    Column("Relation", lambda one: one.relation),
    Column("Phone", lambda one: shown_phone(one.phone), least=64),
    Column("E-mail", lambda one: one.email),
)


def member_roster(roster: MemberRoster, context: PaperContext) -> bytes:
    """Return the members of a list as a table, with how many there are of each status."""
    facts = [context.subtitle] if context.subtitle else []
    statuses = Counter(row.status for row in roster.rows)
    parts = [f"{statuses[status]:,} {status.label.lower()}" for status in MemberStatus if statuses[status]]
    total = count(len(roster.rows), "member", "members")
    facts.append(f"{total}: {', '.join(parts)}" if parts else total)
    paper = Paper("Member roster", context, facts)
    blocks: Iterable[Block] = table(_ROSTER, roster.rows, paper.width, paper.type)
    if not roster.rows:
        blocks = [Line("No members are in this list.", look.EMPTY)]
    return paper.render(blocks, "Member roster")


def member_record(paper_of: MemberPaper, context: PaperContext) -> bytes:
    """Return all that is kept about one member; private fields only where the record carries them."""
    draft = paper_of.record.draft
    facts = [part for part in (_standing(paper_of.record.row), context.subtitle) if part]
    paper = Paper(paper_of.record.row.full_name, context, facts)
    name = f"Member record: {paper_of.record.row.name}, card {draft.card_number}"
    return paper.render(_record(paper, paper_of), name)


def _standing(row: MemberRow) -> str:
    parts = [f"Card {row.card_number}", row.status.label, row.classification.label]
    if row.member_type is not MemberType.NONE:
        parts.append(f"Type {row.member_type.label}")
    return " · ".join(parts)


def _record(paper: Paper, paper_of: MemberPaper) -> Iterator[Block]:
    record = paper_of.record
    yield from _section(paper, "Membership", fields(_membership(paper_of), paper.width, paper.type))
    yield from _section(paper, "How to reach the member", fields(_reach(paper_of), paper.width, paper.type))
    if record.private is not None:
        private = (("Born", day(record.private.birth_date)), ("Last four of SSN", record.private.ssn_last4))
        blocks = fields(private, paper.width, paper.type)
        yield from _section(paper, "Private", blocks, "Keep this sheet locked away")
    if record.draft.skills:
        skills = paragraphs(record.draft.skills, look.BODY, paper.width, paper.type)
        yield from _section(paper, "Skills", skills)
    yield from _table(paper, "People to contact", _CONTACTS, record.contacts)
    yield from _table(paper, "Employment", _JOBS, record.employments)
    yield from _table(paper, "Status history", _STATUSES, record.statuses)
    yield from _section(paper, "Notes", _notes(paper, paper_of.notes))


def _membership(paper_of: MemberPaper) -> tuple[Field, ...]:
    draft = paper_of.record.draft
    return (
        ("Status", draft.status.label),
        ("Status since", day(draft.status_since)),
        ("Reason", draft.status_reason),
        ("Classification", draft.classification.label),
        ("Type", draft.member_type.label),
        ("Employer", paper_of.record.row.employer),
        ("Home local", draft.home_local),
        ("Initiated", day(draft.initiation_date)),
        ("First hired", day(draft.hire_date)),
        ("Referral book", draft.referral_book),
        ("Registered on book", moment(draft.referral_registered_at)),
        ("Goes by", draft.preferred_name),
    )


def _reach(paper_of: MemberPaper) -> tuple[Field, ...]:
    draft = paper_of.record.draft
    address = address_lines(draft.address_line1, draft.address_line2, draft.city, draft.state, draft.postal_code)
    return (
        ("Phone", shown_phone(draft.phone)),
        ("Other phone", shown_phone(draft.phone_other)),
        ("E-mail", draft.email),
        ("Address", "\n".join(address)),
    )


def _section(paper: Paper, title: str, blocks: Iterable[Block], remark: str = "") -> Iterator[Block]:
    yield SectionHead(title, look.HEADING, paper.width, remark, look.SMALL)
    yield from blocks
    yield Gap(14)


def _table(paper: Paper, title: str, columns: tuple[Column[Row], ...], rows: tuple[Row, ...]) -> Iterator[Block]:
    blocks: Iterable[Block] = table(columns, rows, paper.width, paper.type)
    yield from _section(paper, title, blocks if rows else [Line("None recorded.", look.EMPTY)])


def _notes(paper: Paper, notes: Iterable[Note]) -> Iterator[Block]:
    empty = True
    for note in notes:
        empty = False
        who = f"{moment(note.created_at)}, {note.created_by} · {note.visibility.label}"
        yield Line(paper.type.elide(who, look.SMALL, paper.width), look.SMALL, keeps_next=True)
        yield from paragraphs(note.body, look.BODY, paper.width, paper.type)
        yield Gap(9)
    if empty:
        yield Line("None recorded.", look.EMPTY)
