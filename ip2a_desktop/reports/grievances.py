"""Grievances on paper for the union: the docket, the steward's list, the summary of a case with its timeline."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from ip2a_desktop.domain.casework_drafts import PanelistRow
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.grievance_events import CaseEvent, case_events
from ip2a_desktop.domain.grievance_records import DeadlineRow, GrievanceRecord
from ip2a_desktop.domain.grievance_verbs import chosen_arbitrator
from ip2a_desktop.domain.grievances import DocketRow, GrievantRow
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.domain.procedures import SAMPLE, Side
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import listing, section, words
from ip2a_desktop.reports.tables import Column, table
from ip2a_desktop.reports.words import count, day, money, number

_MARK = "*"


def _due(row: DocketRow) -> str:
    return f"{day(row.due_on)}{_MARK if row.is_sample and row.due_on else ''}"


def _ours(row: DocketRow) -> str:
    """What the union itself must do next, where the employer is to act before it."""
    waits = row.our_due_on is not None and row.next_side is Side.EMPLOYER
    return f"{row.our_words}, {day(row.our_due_on)}" if waits else ""


_DUE: tuple[Column[DocketRow], ...] = (
    Column("Due", _due, kind=look.CELL_STRONG, least=58),
    Column("Days", lambda row: row.left_words, least=44),
    Column("What is due", lambda row: row.next_words or row.status.label),
    Column("The union’s own", _ours),
)
_CASE: tuple[Column[DocketRow], ...] = (
    Column("Case", lambda row: row.number, kind=look.CELL_STRONG, least=42),
    Column("Grievant", lambda row: row.who),
    Column("Employer", lambda row: row.employer),
)
_STEP: tuple[Column[DocketRow], ...] = (Column("Step", lambda row: row.step),)
_STEWARD: tuple[Column[DocketRow], ...] = (Column("Steward", lambda row: row.steward),)

_EVENTS: tuple[Column[CaseEvent], ...] = (
    Column("Day", lambda one: day(one.on), kind=look.CELL_STRONG, least=58),
    Column("What", lambda one: one.what + (" (late)" if one.is_late else "")),
    Column("More", lambda one: one.about),
)

_PANEL: tuple[Column[PanelistRow], ...] = (
    Column("Place", lambda one: f"{one.position}", "right"),
    Column("Name", lambda one: one.name, kind=look.CELL_STRONG),
    Column("Strike", lambda one: f"{one.strike_order}" if one.strike_order else "", "right"),
    Column("Struck by", lambda one: one.struck_by.label if one.struck_by else ""),
)

_GRIEVANTS: tuple[Column[GrievantRow], ...] = (
    Column("Grievant", lambda one: one.name + (" (lead)" if one.is_lead else ""), kind=look.CELL_STRONG, least=150),
    Column("Card no.", lambda one: one.card_number),
    Column("Classification", lambda one: one.classification.label),
    Column("Hired", lambda one: day(one.hire_date)),
)


def docket(rows: Sequence[DocketRow], context: PaperContext) -> bytes:
    """Return the cases of the docket in their order, with what is due next in each."""
    paper = Paper("Docket", context, _facts(rows, context))
    blocks: Iterable[Block] = table((*_DUE, *_CASE, *_STEWARD), rows, paper.width, paper.type)
    if not rows:
        blocks = [Line("No cases are in this list.", look.EMPTY)]
    return paper.render(blocks, "Docket")


def stewards_list(rows: Sequence[DocketRow], context: PaperContext) -> bytes:
    """Return the cases by steward, each steward's in the order of what is due."""
    paper = Paper("Cases by steward", context, _facts(rows, context))
    return paper.render(_by_steward(paper, rows), "Cases by steward")


def _by_steward(paper: Paper, rows: Sequence[DocketRow]) -> Iterator[Block]:
    if not rows:
        yield Line("No cases are in this list.", look.EMPTY)
    ordered = sorted(rows, key=lambda row: (row.steward.casefold(), row.due_on is None, str(row.due_on), row.number))
    for steward, cases in groupby(ordered, key=lambda row: row.steward):
        own = list(cases)
        remark = count(len(own), "case", "cases")
        blocks = table((*_DUE, *_CASE, *_STEP), own, paper.width, paper.type)
        yield from section(paper, steward or "No steward yet", blocks, remark)


def _facts(rows: Sequence[DocketRow], context: PaperContext) -> list[str]:
    late = sum(row.is_overdue for row in rows)
    total = count(len(rows), "case", "cases") + (f", {late:,} with something overdue" if late else "")
    facts = [context.subtitle, total]
    if any(row.is_sample and row.due_on for row in rows):
        facts.append(f"{_MARK} counted by limits that are a {SAMPLE}")
    return [fact for fact in facts if fact]


def case_summary(case: GrievanceRecord, context: PaperContext) -> bytes:
    """Return all of a case that the union needs before it on one paper; the fact sheet stays a paper of its own."""
    standing = case.row.outcome.label if case.row.outcome else case.row.step
    facts = [f"{case.row.kind.label} · {case.row.status.label} · {standing}", case.row.who]
    if case.rules.mark:
        facts.append(f"Time limits: {case.rules.mark}")
    paper = Paper(f"Grievance {case.row.number}", context, facts)
    return paper.render(_summary(paper, case), f"Summary of grievance {case.row.number}")


def _summary(paper: Paper, case: GrievanceRecord) -> Iterator[Block]:
    draft = case.draft
    rows = (
        ("Employer", case.row.employer),
        ("Jobsite", draft.jobsite),
        ("Supervisor", draft.supervisor),
        ("Agreement", case.agreement),
        ("Articles", "\n".join(one.reference for one in draft.articles)),
        ("Steward", draft.steward),
        ("Representative", draft.representative),
        ("Happened on", day(draft.occurred_on)),
        ("Known since", day(draft.knew_on)),
        ("Priority", draft.priority.label),
        ("Follows", case.follows),
        ("Merged into", case.merged_into),
    )
    yield from section(paper, "The case", fields([row for row in rows if row[1]], paper.width, paper.type))
    yield from words(paper, "Statement", draft.statement)
    yield from words(paper, "Law, policy or past practice", draft.other_provisions)
    yield from words(paper, "Remedy", draft.remedy)
    if case.running:
        yield from section(paper, "What is due", _clocks(paper, case))
    yield from listing(paper, "Timeline", _EVENTS, case_events(case))
    yield from _in_full(paper, case)
    yield from _after_the_steps(paper, case)
    if len(case.grievants) > 1:
        yield from listing(paper, count(len(case.grievants), "grievant", "grievants"), _GRIEVANTS, case.grievants)


def _clocks(paper: Paper, case: GrievanceRecord) -> Iterator[Block]:
    for clock in case.running:
        kind = look.STRONG if clock.is_over else look.BODY
        yield Line(_clock_head(case, clock), kind, keeps_next=True)
        yield from paragraphs(clock.explanation, look.QUIET, paper.width, paper.type)
        yield Gap(4)


def _clock_head(case: GrievanceRecord, clock: DeadlineRow) -> str:
    late = " – late" if clock.is_over else ""
    return f"{day(clock.due_on)}: {clock.side.label} – {case.words(clock)}{late}"


def _in_full(paper: Paper, case: GrievanceRecord) -> Iterator[Block]:
    """What the timeline has no room for."""
    for step in case.steps:
        yield from words(paper, f"Answer at {step.name}", step.answer)
    for one in case.requests:
        parts = (
            one.items,
            f"Reason: {one.reason}" if one.reason else "",
            f"Missing: {one.missing}" if one.missing else "",
        )
        text = "\n\n".join(part for part in parts if part)
        yield from words(paper, f"Information request of {day(one.requested_on)}", text)


def _after_the_steps(paper: Paper, case: GrievanceRecord) -> Iterator[Block]:
    if case.arbitration is not None:
        one = case.arbitration
        rows = (
            ("Demanded on", day(one.demanded_on)),
            ("Agency", " ".join(part for part in (one.agency, one.case_number) if part)),
            ("Arbitrator", one.arbitrator or chosen_arbitrator(case)),
            ("Hearing", ", ".join(part for part in (day(one.hearing_on), one.hearing_place) if part)),
            ("Briefs due", day(one.briefs_due_on)),
            ("Award", day(one.award_on)),
            ("Cost", money(one.cost)),
            ("Union’s share", f"{number(one.union_share)} %" if one.union_share is not None else ""),
        )
        yield from section(paper, "Arbitration", fields(rows, paper.width, paper.type))
        yield from words(paper, "Award", one.award)
        if case.panel:
            yield from listing(paper, "Panel", _PANEL, case.panel)
    if case.settlement is not None:
        yield from words(paper, "Settlement", case.settlement.terms)
    if case.row.status is GrievanceStatus.CLOSED and case.row.outcome:
        closed = f"{case.row.outcome.label}, {day(case.row.closed_on)}\n{case.close_remarks}"
        yield from section(paper, "Closed", paragraphs(closed, look.BODY, paper.width, paper.type))
