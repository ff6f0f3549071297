"""The application to the benevolence fund on paper."""

from collections.abc import Iterator
from decimal import Decimal

from ip2a_desktop.domain.addresses import shown_phone
from ip2a_desktop.domain.benevolence import BudgetKind
from ip2a_desktop.domain.benevolence_fund import INVENTED, SAMPLE, EarlierRequest
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, BudgetLine, Document
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import Field, fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, listing, section, strong, together, words
from ip2a_desktop.reports.tables import Column, table
from ip2a_desktop.reports.words import count, day, money

_BUDGET: tuple[Column[BudgetLine], ...] = (
    Column("Kind", lambda line: line.kind.label),
    Column("Source or purpose", lambda line: line.description, kind=look.CELL_STRONG),
    Column("Amount", lambda line: money(line.amount), "right"),
)

_DOCUMENTS: tuple[Column[Document], ...] = (
    Column("Document", lambda one: one.kind.label, kind=look.CELL_STRONG),
    Column("Which one", lambda one: one.description),
    Column("Came in", lambda one: day(one.received_on) or "Not yet"),
)

EARLIER: tuple[Column[EarlierRequest], ...] = (
    Column("Number", lambda one: one.number, kind=look.CELL_STRONG),
    Column("Handed in", lambda one: day(one.submitted_on)),
    Column("Status", lambda one: one.status.label),
    Column("Found false", lambda one: day(one.found_false_on)),
    Column("Requested", lambda one: money(one.requested), "right"),
    Column("Approved", lambda one: money(one.approved), "right"),
    Column("Paid", lambda one: money(one.paid), "right"),
)


def application(record: ApplicationRecord, context: PaperContext) -> bytes:
    """Return an application with the household, the documents, the declaration and lines to sign on."""
    title = f"Application for benevolence {record.row.number}"
    paper = Paper(title, context, about(record, context))
    return paper.render(_application(paper, record), f"{title}: {record.applicant.full_name}")


def about(record: ApplicationRecord, context: PaperContext) -> list[str]:
    """Return the lines below a title: whose application it is, where it stands, whether the rules are samples."""
    then = record.outcome.submitted_on
    standing = record.applicant.standing.label + (f" on {day(then)}" if then else "")
    member = f"{record.applicant.full_name} · Card {record.applicant.card_number} · {standing}"
    sample = "" if record.fund.is_confirmed else SAMPLE
    invented = INVENTED if record.is_invented else ""
    return [line for line in (member, record.outcome.status.label, invented, sample, context.subtitle) if line]


def _application(paper: Paper, record: ApplicationRecord) -> Iterator[Block]:
    draft = record.draft
    yield from section(paper, "Member", fields(_member(record), paper.width, paper.type))
    yield from section(paper, "Request", fields(_request(record), paper.width, paper.type))
    yield from words(paper, "What happened and what is needed", draft.narrative)
    yield from section(paper, "Household", _household(paper, record))
    yield from listing(paper, "Documents", _DOCUMENTS, record.documents)
    yield from words(paper, "Other aid asked for or received", draft.other_aid)
    yield from words(paper, "Earlier requests, as the member tells them", draft.earlier_requests)
    yield from listing(paper, "Other requests, as the fund keeps them", EARLIER, record.earlier)
    yield from section(paper, "Declaration", together(_declaration(paper, record)))


def _member(record: ApplicationRecord) -> tuple[Field, ...]:
    member = record.applicant
    return (
        ("Name", member.full_name),
        ("Card number", member.card_number),
        ("Standing", member.standing.label),
        ("Classification", member.classification.label),
        ("Phone", shown_phone(member.phone)),
        ("E-mail", member.email),
        ("Address", "\n".join(member.address)),
        ("Related to officer", record.draft.officer_relation),
    )


def _request(record: ApplicationRecord) -> tuple[Field, ...]:
    draft = record.draft
    return (
        ("Reason", draft.reason.label if draft.reason else ""),
        ("Amount requested", money(draft.requested)),
        ("Needed by", day(draft.need_by)),
        ("Date", day(draft.applied_on)),
        ("Pay to", draft.payee_kind.label),
        ("Payee", draft.payee),
        ("Account", draft.account),
        ("Handed in on", day(record.outcome.submitted_on)),
    )


def _household(paper: Paper, record: ApplicationRecord) -> Iterator[Block]:
    numbers = (record.draft.dependents, record.draft.earners)
    dependents, earners = ("" if number is None else str(number) for number in numbers)
    people = (("Dependents", dependents), ("Earners", earners))
    yield from fields(people, paper.width, paper.type)
    if not record.lines:
        yield Line("No income, expense or balance is written down.", look.EMPTY)
        return
    yield Gap(4)
    lines = sorted(record.lines, key=lambda one: (tuple(BudgetKind).index(one.kind), -one.amount))
    yield from table(_BUDGET, lines, paper.width, paper.type)
    income, expenses = record.total(BudgetKind.INCOME), record.total(BudgetKind.EXPENSE)
    sums = f"A month: {money(income)} income, {money(expenses)} expenses, {_left(income - expenses)}"
    balances = f"Balances: {money(record.total(BudgetKind.BALANCE))}"
    yield Gap(3)
    yield from strong(paper, sums)
    yield from strong(paper, balances)


def _left(amount: Decimal) -> str:
    return f"{money(amount)} left" if amount >= 0 else f"{money(-amount)} short"


def _declaration(paper: Paper, record: ApplicationRecord) -> Iterator[Block]:
    draft, fund = record.draft, record.fund
    text = "I declare that all of this is true and complete."
    if fund.bar_years:
        barred = count(fund.bar_years, "year", "years")
        text += f" I understand that a false statement bars me from the fund for {barred}."
    yield from paragraphs(text, look.BODY, paper.width, paper.type)
    if draft.is_declared:
        yield Line(f"Declared and signed on {day(draft.signed_on) or 'an unknown day'}.", look.STRONG)
    if draft.handed_in_by:
        relation = f" ({draft.representative_relation})" if draft.representative_relation else ""
        by = f"Handed in by a representative: {draft.handed_in_by}{relation}"
        yield from paragraphs(by, look.BODY, paper.width, paper.type)
    yield SignatureLines(("Signature of the member or representative", "Date"), paper.width)
