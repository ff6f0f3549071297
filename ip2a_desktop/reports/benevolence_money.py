"""Money of the fund on paper: the voucher of a payment, the register of a year, the summary without names."""

from collections.abc import Iterable, Iterator

from ip2a_desktop.domain.benevolence import Decision
from ip2a_desktop.domain.benevolence_fund import INVENTED, SAMPLE, CapPeriod, dollars
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, Payment, Review
from ip2a_desktop.domain.benevolence_years import PaymentRegister, ReasonTotals, RegisterLine, YearSummary
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import Field, fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, listing, section, strong, together, words
from ip2a_desktop.reports.tables import Column, table
from ip2a_desktop.reports.words import count, day, moment, money

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December")  # fmt: skip

_APPROVALS: tuple[Column[Review], ...] = (
    Column("Level", lambda one: one.level, kind=look.CELL_STRONG),
    Column("Approved by", lambda one: one.reviewer),
    Column("In the place of", lambda one: one.alternate_for),
    Column("On", lambda one: day(one.at)),
    Column("Amount", lambda one: money(one.amount), "right"),
)

_REGISTER: tuple[Column[RegisterLine], ...] = (
    Column("Paid on", lambda one: day(one.paid_on)),
    Column("Application", lambda one: one.number, kind=look.CELL_STRONG),
    Column("Member", lambda one: f"{one.member} ({one.card_number})"),
    Column("Paid to", lambda one: one.payee),
    Column("How", lambda one: " ".join(part for part in (one.method.label, one.reference) if part)),
    Column("Void", lambda one: f"VOID: {one.void_reason}" if one.voided_at else "", least=64),
    Column("Amount", lambda one: money(one.amount), "right"),
)

_REASONS: tuple[Column[ReasonTotals], ...] = (
    Column("Reason", lambda one: one.reason.label, kind=look.CELL_STRONG),
    Column("Applications", lambda one: f"{one.applications:,}", "right"),
    Column("Approved", lambda one: f"{one.approved:,}", "right"),
    Column("Denied", lambda one: f"{one.denied:,}", "right"),
    Column("Withdrawn", lambda one: f"{one.withdrawn:,}", "right"),
    Column("Open", lambda one: f"{one.open:,}", "right"),
    Column("Requested", lambda one: money(one.requested), "right"),
    Column("Granted", lambda one: money(one.granted), "right"),
    Column("Paid in the year", lambda one: money(one.paid), "right"),
)


def payment_voucher(record: ApplicationRecord, payment: Payment, context: PaperContext) -> bytes:
    """Return the voucher of one payment; that of a voided one says so and keeps the reason."""
    void = "" if payment.counts else "VOID – "
    title = f"{void}Payment voucher {record.row.number}"
    member = f"{record.applicant.full_name} · Card {record.applicant.card_number}"
    invented = INVENTED if record.is_invented else ""
    paper = Paper(title, context, [line for line in (member, invented, context.subtitle) if line])
    return paper.render(_voucher(paper, record, payment), f"{title}: {payment.payee}")


def _voucher(paper: Paper, record: ApplicationRecord, payment: Payment) -> Iterator[Block]:
    if not payment.counts:
        text = f"Voided on {moment(payment.voided_at)} by {payment.voided_by}: {payment.void_reason}"
        yield from words(paper, "Void", text)
    yield from section(paper, f"Pay {money(payment.amount)}", fields(_payment(payment), paper.width, paper.type))
    yield from section(paper, "What was approved", _approved(paper, record, payment))
    final = [one for one in record.reviews if one.round == record.outcome.round and one.decision is Decision.APPROVED]
    yield from listing(paper, "Approvals", _APPROVALS, final)
    yield SignatureLines(("Prepared by", "Approved by", "Received by"), paper.width)


def _payment(payment: Payment) -> tuple[Field, ...]:
    return (
        ("Pay to", payment.payee),
        ("That is", payment.payee_kind.label),
        ("Account", payment.account),
        ("Paid on", day(payment.paid_on)),
        ("How", payment.method.label),
        ("Reference", payment.reference),
        ("Recorded", moment(payment.recorded_at)),
        ("Recorded by", payment.recorded_by),
    )


def _approved(paper: Paper, record: ApplicationRecord, payment: Payment) -> Iterator[Block]:
    counted = [one for one in record.payments if one.counts]
    before = sum((one.amount for one in counted[: _place(counted, payment)]), start=payment.amount * 0)
    approved = record.outcome.approved or payment.amount * 0
    left = approved - before - (payment.amount if payment.counts else 0)
    sums = (
        f"{dollars(approved)} approved - {dollars(before)} paid {'before' if payment.counts else 'with other vouchers'}"
    )
    if payment.counts:
        sums += f" - {dollars(payment.amount)} with this voucher"
    yield from strong(paper, f"{sums} = {dollars(left)} left.")
    purpose = record.draft.reason.label if record.draft.reason else "Help"
    text = f"{purpose}: {dollars(record.draft.requested or approved)} was asked for."
    yield from paragraphs(text, look.BODY, paper.width, paper.type)


def _place(counted: list[Payment], payment: Payment) -> int:
    """How many payments that count came before this one."""
    return next((number for number, one in enumerate(counted) if one.id == payment.id), len(counted))


def payment_register(register: PaymentRegister, context: PaperContext) -> bytes:
    """Return all payments of a year by day, the voided ones among them, with the total."""
    total = f"{count(len(register.lines), 'payment', 'payments')}, {money(register.total)} paid"
    if register.voided:
        total += f", {register.voided:,} voided"
    title = f"Register of payments {register.year}"
    paper = Paper(title, context, [line for line in (context.subtitle, total) if line])
    return paper.render(_register(paper, register), title)


def _register(paper: Paper, register: PaymentRegister) -> Iterable[Block]:
    if not register.lines:
        yield Line("Nothing was paid in this year.", look.EMPTY)
        return
    *rows, last = table(_REGISTER, register.lines, paper.width, paper.type)
    yield from rows
    total = strong(paper, f"Total, voided payments left out: {money(register.total)}")
    yield from together([last, Gap(4), *total])


def yearly_summary(summary: YearSummary, context: PaperContext) -> bytes:
    """Return a year of the fund in numbers, without the name of anybody."""
    applications = count(summary.count("applications"), "application", "applications")
    members = count(summary.members, "member", "members")
    facts = [f"{applications} of {members}; {money(summary.amount('paid'))} paid"]
    if not summary.fund.is_confirmed:
        facts.append(SAMPLE)
    title = f"Benevolence fund {summary.year}"
    paper = Paper(title, context, facts)
    return paper.render(_summary(paper, summary), f"{title}: summary without names")


def _summary(paper: Paper, summary: YearSummary) -> Iterator[Block]:
    total = (
        f"Together: {summary.count('applications'):,} applications, {money(summary.amount('requested'))} requested, "
        f"{money(summary.amount('granted'))} granted, {money(summary.amount('paid'))} paid"
    )
    empty = "Nobody asked the fund for help in this year."
    yield from listing(paper, "By reason", _REASONS, summary.reasons, empty)
    if summary.reasons:
        yield from strong(paper, total)
        yield Gap(14)
    months = [(name, money(amount)) for name, amount in zip(_MONTHS, summary.months, strict=True)]
    yield from section(paper, "Paid by month", fields(months, paper.width, paper.type))
    yield from section(paper, "How recipients were chosen", fields(_criteria(summary), paper.width, paper.type))


def _criteria(summary: YearSummary) -> tuple[Field, ...]:
    fund = summary.fund
    period = "a calendar year" if fund.cap_period is CapPeriod.CALENDAR_YEAR else "12 months"
    return (
        ("Cap", f"{dollars(fund.cap_amount)} for one member in {period}" if fund.cap_amount else "None"),
        ("Wait", f"{count(fund.wait_days, 'day', 'days')} before applying again"),
        ("Bar", f"{count(fund.bar_years, 'year', 'years')} after a false statement"),
        ("Open to", "Members in good standing" if fund.good_standing_only else "All members"),
        ("Rule set aside", count(summary.overrides, "approval", "approvals")),
        ("Recusals", f"{summary.recusals:,}"),
        ("Related to officer", count(summary.related, "application", "applications")),
        ("Voided", count(summary.voided, "payment", "payments")),
    )
