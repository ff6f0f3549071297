"""Organizing on paper: the report of a campaign, and the activity log. No digit of a scale stands without its words."""

from collections.abc import Iterable, Iterator, Sequence

from ip2a_desktop.domain.cards import CardCount, share
from ip2a_desktop.domain.elections import ElectionRow
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.domain.salting_records import ActivityRow, CampaignRecord, ReceptivenessRow, SaltRow
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.charts import Level, StepChart
from ip2a_desktop.reports.fields import fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import listing, section, strong, words
from ip2a_desktop.reports.tables import Column, table
from ip2a_desktop.reports.words import count, day

CONFIDENTIAL = "Confidential – for the organizers of the union only."

_ASSESSED: tuple[Column[tuple[str, int, int]], ...] = (
    Column("Worker assessment", lambda one: one[0], kind=look.CELL_STRONG, least=140),
    Column("Workers", lambda one: f"{one[1]:,}", "right"),
    Column("Share", lambda one: f"{share(one[1], one[2])} %" if one[2] else "", "right"),
)
_SEEN: tuple[Column[ReceptivenessRow], ...] = (
    Column("Employer receptiveness", lambda one: one.receptiveness.label, kind=look.CELL_STRONG, least=92),
    Column("Day", lambda one: day(one.rated_on), least=58),
    Column("By", lambda one: one.created_by),
    Column("Why", lambda one: one.remarks),
)
_SALTS: tuple[Column[SaltRow], ...] = (
    Column("Salt", lambda one: one.member, kind=look.CELL_STRONG, least=92),
    Column("Card no.", lambda one: one.card_number),
    Column("Applied", lambda one: day(one.applied_on), least=58),
    Column("Position", lambda one: one.position),
    Column("Result", lambda one: ", ".join(part for part in (one.result.label, day(one.result_on)) if part)),
)
_ELECTIONS: tuple[Column[ElectionRow], ...] = (
    Column("Case", lambda one: one.case_number, kind=look.CELL_STRONG, least=66),
    Column("Tally", lambda one: f"{day(one.tallied_on)} ({one.tally_type.label})", least=58),
    Column("Unions", lambda one: one.union_words),
    Column("Count", lambda one: one.sentence),
    Column("Closed as", lambda one: one.closed_as),
)
_LOG: tuple[Column[ActivityRow], ...] = (
    Column("Day", lambda one: day(one.done_on), kind=look.CELL_STRONG, least=54),
    Column("Kind", lambda one: one.kind.label),
    Column("Employer", lambda one: " · ".join(part for part in (one.employer, one.jobsite) if part), least=104),
    Column("Organizer", lambda one: " with ".join(part for part in (one.organizer, one.member) if part), least=66),
    Column("Reached", lambda one: f"{one.workers_contacted:,}", "right"),
    Column("Cards", lambda one: f"{one.cards_signed:,}", "right"),
    Column("Outcome", lambda one: one.outcome.label),
    Column("Employer receptiveness", lambda one: one.receptiveness.label if one.receptiveness else ""),
    Column("Follow up", lambda one: day(one.follow_up_on) + (" (done)" if one.is_followed_up else ""), least=56),
)


def campaign_report(campaign: CampaignRecord, context: PaperContext, with_salts: bool = False) -> bytes:
    """Return all that is kept about a campaign but the names of the workers; the salts only if asked for."""
    facts = [
        " · ".join(part for part in ("Campaign report", campaign.row.employer, campaign.draft.jobsite) if part),
        f"{campaign.draft.status.label} · as of {day(campaign.today)}",
    ]
    paper = Paper(campaign.draft.name, context, facts, CONFIDENTIAL)
    return paper.render(_report(paper, campaign, with_salts), f"Campaign report: {campaign.draft.name}")


def activity_log(rows: Sequence[ActivityRow], context: PaperContext) -> bytes:
    """Return the activities of a list in its order: a table, and below it in full what happened."""
    reached, cards = sum(row.workers_contacted for row in rows), sum(row.cards_signed for row in rows)
    total = (
        f"{count(len(rows), 'activity', 'activities')}, {count(reached, 'worker', 'workers')} reached, "
        f"{count(cards, 'card', 'cards')} signed"
    )
    paper = Paper("Activity log", context, [fact for fact in (context.subtitle, total) if fact], CONFIDENTIAL)
    return paper.render(_log(paper, rows), "Activity log")


def _report(paper: Paper, campaign: CampaignRecord, with_salts: bool) -> Iterator[Block]:
    draft, row = campaign.draft, campaign.row
    rows = (
        ("Lead organizer", draft.lead_organizer),
        ("Started", day(draft.started_on)),
        ("Petition filed", day(draft.petition_on)),
        ("Election", day(draft.election_on)),
        ("Ended", day(draft.ended_on)),
        ("Last activity", day(row.last_activity_on)),
        ("In the unit", count(draft.unit_size, "worker", "workers") if draft.unit_size else "Not written down"),
        ("Listed", count(row.workers, "worker", "workers")),
        ("On the committee", count(campaign.committee, "worker", "workers")),
        ("Employer receptiveness", row.receptiveness.label if row.receptiveness else ""),
    )
    yield from section(paper, "The campaign", fields(rows, paper.width, paper.type))
    yield from section(paper, "Authorization cards", _cards(paper, campaign))
    yield from section(paper, "Worker assessments", _assessments(paper, campaign), "1 supports the union, 5 is hostile")
    yield from words(paper, "Who is in the unit", draft.unit)
    yield from _seen(paper, campaign)
    if with_salts:
        yield from listing(paper, "Salts", _SALTS, campaign.salts)
    for salt in campaign.salts if with_salts else ():
        yield from words(paper, f"Proof of {salt.member}’s application of {day(salt.applied_on)}", _evidence(salt))
    yield from listing(paper, "Elections at this employer", _ELECTIONS, campaign.elections)
    yield from words(paper, "Remarks", draft.remarks)


def _cards(paper: Paper, campaign: CampaignRecord) -> Iterator[Block]:
    first, *others = campaign.count.sentences
    yield from strong(paper, first)
    for sentence in (*others, campaign.lapsing):
        yield from paragraphs(sentence, look.BODY, paper.width, paper.type)
    yield Gap(8)
    if not campaign.history:
        yield Line("No card has counted so far.", look.EMPTY)
        return
    yield Line("Cards that counted, day by day", look.SMALL, keeps_next=True)
    points = [(point.day, point.counting) for point in campaign.history]
    yield StepChart(points, campaign.today, paper.width, _levels(campaign.count))


def _levels(counted: CardCount) -> list[Level]:
    return [
        Level(goal.needed, f"{goal.name}, {goal.percent} %: {count(goal.needed, 'card', 'cards')}")
        for goal in (counted.showing, counted.goal)
        if goal is not None
    ]


def _assessments(paper: Paper, campaign: CampaignRecord) -> Iterator[Block]:
    everybody = sum(campaign.assessments.values())
    support = sum(number for step, number in campaign.assessments.items() if step and step.is_support)
    rows = [(label, number, everybody) for label, number in campaign.assessment_lines]
    yield from table(_ASSESSED, rows, paper.width * 0.55, paper.type)
    if everybody:
        listed = f"{support:,} of {everybody:,} who are in the unit and listed"
        said = f"{listed} support the union: {share(support, everybody)} %."
        yield Gap(4)
        yield from paragraphs(said, look.BODY, paper.width, paper.type)


def _seen(paper: Paper, campaign: CampaignRecord) -> Iterator[Block]:
    blocks: Iterable[Block] = table(_SEEN, campaign.receptiveness, paper.width, paper.type)
    if not campaign.receptiveness:
        blocks = [Line("None recorded.", look.EMPTY)]
    yield from section(paper, "How the employer meets the union", blocks, "1 is hostile, 5 supports the union")


def _evidence(salt: SaltRow) -> str:
    witnesses = f"Witnesses: {salt.witnesses}" if salt.witnesses else ""
    return "\n\n".join(part for part in (salt.proof, witnesses, salt.remarks) if part)


def _log(paper: Paper, rows: Sequence[ActivityRow]) -> Iterator[Block]:
    if not rows:
        yield Line("No activities are in this list.", look.EMPTY)
        return
    yield from table(_LOG, rows, paper.width, paper.type)
    yield Gap(14)
    told = [row for row in rows if row.description]
    if told:
        yield from section(paper, "What happened", _told(paper, told))


def _told(paper: Paper, rows: Iterable[ActivityRow]) -> Iterator[Block]:
    for row in rows:
        head = f"{day(row.done_on)}: {row.kind.label}, {row.employer}"
        yield Line(paper.type.elide(head, look.STRONG, paper.width), look.STRONG, keeps_next=True)
        yield from paragraphs(row.description, look.BODY, paper.width, paper.type)
        yield Gap(8)
