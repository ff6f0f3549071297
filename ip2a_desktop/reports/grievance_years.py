"""The yearly statistics of grievances on paper: numbers, resolution rate, a chart, by employer and by article."""

from collections.abc import Iterator

from ip2a_desktop.domain.grievance_years import CaseFigures, GrievanceYear
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.bar_chart import BarChart, BarPair
from ip2a_desktop.reports.fields import Field, fields, paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import listing, section, strong
from ip2a_desktop.reports.tables import Column
from ip2a_desktop.reports.words import MONTHS, count, day


def _percent(one: CaseFigures) -> str:
    return f"{one.rate} %" if one.rate is not None else ""


def _columns(title: str) -> tuple[Column[CaseFigures], ...]:
    return (
        Column(title, lambda one: one.name, kind=look.CELL_STRONG, least=130),
        Column("Carried in", lambda one: f"{one.carried:,}", "right"),
        Column("Filed", lambda one: f"{one.filed:,}", "right"),
        Column("Settled", lambda one: f"{one.settled:,}", "right"),
        Column("Won", lambda one: f"{one.sustained:,}", "right"),
        Column("Denied", lambda one: f"{one.denied:,}", "right"),
        Column("Withdrawn", lambda one: f"{one.withdrawn:,}", "right"),
        Column("Other", lambda one: f"{one.untimely + one.merged:,}", "right"),
        Column("Open", lambda one: f"{one.open:,}", "right"),
        Column("Rate", _percent, "right"),
    )


def grievance_statistics(year: GrievanceYear, context: PaperContext) -> bytes:
    """Return the grievances of a year in numbers; no grievant is named."""
    title = f"Grievances {year.year}"
    when = "the whole year" if year.is_over else f"until {day(year.until)}"
    facts = [fact for fact in (context.subtitle, f"Yearly statistics, {when}", _rate(year)) if fact]
    paper = Paper(title, context, facts)
    return paper.render(_statistics(paper, year), f"{title}: yearly statistics")


def _rate(year: GrievanceYear) -> str:
    return f"Resolution rate {year.total.rate} %" if year.total.rate is not None else ""


def _statistics(paper: Paper, year: GrievanceYear) -> Iterator[Block]:
    if not year.total.all:
        yield Line("No case was open in this year.", look.EMPTY)
        return
    yield from section(paper, "The year", _numbers(paper, year))
    yield from section(paper, "Filed and ended, month by month", _chart(paper, year))
    yield from listing(paper, "By employer", _columns("Employer"), year.employers)
    yield from listing(paper, "By article", _columns("Article"), year.articles)
    text = (
        "“Won” are cases closed as sustained; “Other” are untimely ones and those merged into another case. "
        "A case that names several articles counts at each of them. Cases that were never filed are left out."
    )
    yield from paragraphs(text, look.SMALL, paper.width, paper.type)


def _numbers(paper: Paper, year: GrievanceYear) -> Iterator[Block]:
    yield from fields(_figures(year), paper.width, paper.type)
    yield Gap(6)
    total = year.total
    cases = count(total.all, "case", "cases")
    sums = f"{total.ended:,} settled or closed of {cases} that were open in the year: {total.rate} % resolved."
    yield from strong(paper, sums)


def _figures(year: GrievanceYear) -> tuple[Field, ...]:
    total = year.total
    return (
        ("Carried in", f"{total.carried:,}"),
        ("Filed", f"{total.filed:,}"),
        ("Settled", f"{total.settled:,}"),
        ("Won (sustained)", f"{total.sustained:,}"),
        ("Denied", f"{total.denied:,}"),
        ("Withdrawn", f"{total.withdrawn:,}"),
        ("Untimely", f"{total.untimely:,}"),
        ("Merged", f"{total.merged:,}"),
        ("Open at year’s end" if year.is_over else "Open now", f"{total.open:,}"),
    )


def _chart(paper: Paper, year: GrievanceYear) -> Iterator[Block]:
    pairs = [BarPair(MONTHS[one.month - 1], one.filed, one.ended) for one in year.months]
    yield BarChart(pairs, ("Filed", "Settled or closed"), paper.width)
