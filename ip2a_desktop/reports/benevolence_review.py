"""The review sheet: the cap's arithmetic, what each level decided and why, who stepped aside, what was paid."""

from collections.abc import Iterator

from ip2a_desktop.domain.benevolence import Decision
from ip2a_desktop.domain.benevolence_record import Answer, ApplicationRecord, Payment, Recusal, Review, Step
from ip2a_desktop.domain.benevolence_review import next_step
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.benevolence import EARLIER, about
from ip2a_desktop.reports.fields import Field, fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import SignatureLines, listing, section, strong, words
from ip2a_desktop.reports.tables import Column
from ip2a_desktop.reports.words import day, moment, money

_RECUSALS: tuple[Column[Recusal], ...] = (
    Column("Level", lambda one: one.level, kind=look.CELL_STRONG),
    Column("Stepped aside", lambda one: one.recused_name),
    Column("Alternate", lambda one: one.alternate_name),
    Column("Reason", lambda one: one.reason),
    Column("Written down", lambda one: f"{day(one.at)} by {one.by}"),
)

_ANSWERS: tuple[Column[Answer], ...] = (
    Column("Came in", lambda one: f"{day(one.at)}, {one.by}"),
    Column("What came in", lambda one: one.words, kind=look.CELL_STRONG, least=260),
)

_PAYMENTS: tuple[Column[Payment], ...] = (
    Column("Paid on", lambda one: day(one.paid_on)),
    Column("Paid to", lambda one: one.payee, kind=look.CELL_STRONG),
    Column("How", lambda one: one.method.label),
    Column("Reference", lambda one: one.reference),
    Column("Void", lambda one: "" if one.counts else f"VOID: {one.void_reason}"),
    Column("Amount", lambda one: money(one.amount), "right"),
)


def review_sheet(record: ApplicationRecord, context: PaperContext) -> bytes:
    """Return what the reviewers had before them and what they decided, level by level."""
    title = f"Review sheet {record.row.number}"
    paper = Paper(title, context, about(record, context))
    return paper.render(_sheet(paper, record), f"{title}: {record.applicant.full_name}")


def _sheet(paper: Paper, record: ApplicationRecord) -> Iterator[Block]:
    yield from section(paper, "Request", fields(_request(record), paper.width, paper.type))
    yield from words(paper, "What happened and what is needed", record.draft.narrative)
    yield from section(paper, "What the fund’s rules say", _rules(paper, record))
    yield from listing(paper, "Other requests", EARLIER, record.earlier)
    for number in range(1, record.outcome.round + 1):
        yield from section(paper, _round_title(record, number), _levels(paper, record, number))
    yield from listing(paper, "Recusals", _RECUSALS, record.recusals, "Nobody stepped aside.")
    if record.answers:
        yield from listing(paper, "Information that came in", _ANSWERS, record.answers)
    if record.payments or record.outcome.approved is not None:
        yield from listing(paper, "Payments", _PAYMENTS, record.payments, "Nothing was paid yet.")
    yield from words(paper, "Withdrawn", record.outcome.withdrawn_reason)
    if record.outcome.found_false_on is not None:
        found = f"Found to be false on {day(record.outcome.found_false_on)}"
        yield from words(paper, found, record.outcome.found_false_reason)


def _round_title(record: ApplicationRecord, number: int) -> str:
    if record.outcome.round == 1:
        return "Review"
    times = "the first time" if number == 1 else f"again ({number})"
    return f"Review, handed in {times}"


def _request(record: ApplicationRecord) -> tuple[Field, ...]:
    draft, outcome = record.draft, record.outcome
    return (
        ("Amount requested", money(draft.requested)),
        ("Amount approved", money(outcome.approved)),
        ("Amount paid", money(record.paid)),
        ("Decided on", day(outcome.decided_on)),
        ("Reason", draft.reason.label if draft.reason else ""),
        ("Needed by", day(draft.need_by)),
        ("Pay to", draft.payee or draft.payee_kind.label),
        ("Related to officer", draft.officer_relation),
    )


def _rules(paper: Paper, record: ApplicationRecord) -> Iterator[Block]:
    yield from strong(paper, f"{record.cap.sentence}.")
    for problem in record.problems or ("Standing, wait and bar: nothing stands against this application.",):
        yield from paragraphs(problem, look.BODY, paper.width, paper.type)
    missing = ", ".join(one.description or one.kind.label for one in record.missing_documents)
    if missing:
        yield from paragraphs(f"Documents that have not come in: {missing}", look.BODY, paper.width, paper.type)


def _levels(paper: Paper, record: ApplicationRecord, in_round: int) -> Iterator[Block]:
    waiting = next_step(record.steps, record.reviews, in_round)
    for step in (one for one in record.steps if one.round == in_round):
        reviews = [one for one in record.reviews if (one.round, one.position) == (in_round, step.position)]
        for review in reviews:
            yield from _review(paper, review)
        if not any(one.decision in (Decision.APPROVED, Decision.DENIED) for one in reviews):
            yield from _open_level(paper, record, step, is_next=step == waiting)


def _review(paper: Paper, review: Review) -> Iterator[Block]:
    amount = f" {money(review.amount)}" if review.amount is not None else ""
    what = f"{review.position}. {review.level}: {review.decision.label}{amount}"
    place = f", in the place of {review.alternate_for}" if review.alternate_for else ""
    yield from _kept(paper, what, f"{review.reviewer}{place} · {moment(review.at)}")
    if review.cap is not None:
        yield from paragraphs(f"{review.cap.sentence}.", look.QUIET, paper.width, paper.type)
    for problem in review.problems:
        yield from paragraphs(problem, look.QUIET, paper.width, paper.type)
    if review.override_reason:
        aside = f"The rule was set aside: {review.override_reason}"
        yield from paragraphs(aside, look.BODY, paper.width, paper.type)
    yield from paragraphs(review.comment, look.BODY, paper.width, paper.type)
    yield Gap(7)


def _kept(paper: Paper, what: str, who: str) -> Iterator[Block]:
    """A decision and who made it never stand alone at the foot of a page."""
    for line in paper.type.wrap(what, look.STRONG, paper.width):
        yield Line(line, look.STRONG, keeps_next=True)
    for line in paper.type.wrap(who, look.SMALL, paper.width):
        yield Line(line, look.SMALL, keeps_next=True)


def _open_level(paper: Paper, record: ApplicationRecord, step: Step, *, is_next: bool) -> Iterator[Block]:
    if step.round != record.outcome.round or not (record.outcome.status.is_in_review or record.row.level):
        return
    words_for = "to decide now" if is_next else "to decide after the levels before"
    for line in paper.type.wrap(f"{step.position}. {step.name}: {words_for}", look.STRONG, paper.width):
        yield Line(line, look.STRONG, keeps_next=True)
    yield SignatureLines(("Decision and amount", "Signature", "Date"), paper.width)
    yield Gap(7)
