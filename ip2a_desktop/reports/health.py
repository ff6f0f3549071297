"""A health check on paper: the verdict, every finding with its rows, what could not look, and each check."""

from collections.abc import Iterable, Iterator, Sequence

from ip2a_desktop.domain.health import (
    CheckResult,
    Comparison,
    Finding,
    Group,
    HealthPaper,
    HealthRun,
    Item,
    Severity,
    Verdict,
    is_quiet,
)
from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import paragraphs
from ip2a_desktop.reports.flow import Block, Gap, Line
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import listing, section, together
from ip2a_desktop.reports.tables import Column, table
from ip2a_desktop.reports.words import count, moment

MOST_ROWS = 100
"""So many rows of a finding are printed; the others are counted."""
_BLIND = (Verdict.NOT_RUN, Verdict.PARTIAL)

_CHECKS: tuple[Column[CheckResult], ...] = (
    Column("State", lambda one: one.verdict.label, kind=look.CELL_STRONG, least=80),
    Column("Part", lambda one: one.check.group.label),
    Column("Check", lambda one: one.check.title),
    Column("What it says", lambda one: " ".join(found.words for found in one.findings) or one.words, least=150),
    Column("Took", lambda one: _took(one.took), "right", least=44),
)
_BLIND_CHECKS: tuple[Column[CheckResult], ...] = (
    Column("State", lambda one: one.verdict.label, kind=look.CELL_STRONG, least=90),
    Column("Check", lambda one: one.check.title),
    Column("Why", lambda one: one.words),
)
_ITEMS: tuple[Column[Item], ...] = (
    Column("Which", lambda one: one.words or one.key, least=150),
    Column("More", lambda one: one.detail),
)
_NAMES: tuple[Column[Item], ...] = (Column("Which", lambda one: one.words or one.key, least=150),)


def health_report(paper: HealthPaper, context: PaperContext) -> bytes:
    """Return a whole run as a PDF."""
    sheet = Paper("Health check", context, _facts(paper))
    return sheet.render(_blocks(sheet, paper), "Health check")


def _facts(paper: HealthPaper) -> list[str]:
    run = paper.run
    where = f" on {run.machine}" if run.machine else ""
    ended = f" · {_took((run.ended_at - run.started_at).total_seconds())}" if run.ended_at else ""
    facts = [run.sentence, f"{run.kind.label} · {moment(run.started_at)} · by {run.person}{where}{ended}"]
    if paper.anchor:
        facts.append(f"Seal of the record of who did what: {paper.anchor}")
    return facts


def _blocks(sheet: Paper, paper: HealthPaper) -> Iterator[Block]:
    run = paper.run
    if paper.comparison is not None:
        yield from section(sheet, "Since the check before", _changes(sheet, paper.comparison))
    new = {one.fingerprint for one in paper.comparison.new} if paper.comparison is not None else set()
    found = list(_by_group(run))
    if not found:
        yield from section(sheet, "Findings", [Line("Nothing was found that needs anybody.", look.EMPTY)])
    for group, findings in found:
        blocks = (block for one in findings for block in _finding(sheet, one, is_new=one.fingerprint in new))
        yield from section(sheet, group.label, blocks, count(len(findings), "finding", "findings"))
    blind = [one for one in run.results if one.verdict in _BLIND]
    if blind:
        yield from listing(sheet, "Could not look", _BLIND_CHECKS, blind)
    muted = [one for result in run.results for one in result.findings if is_quiet(one, run.muted)]
    if muted:
        yield from section(sheet, "Muted", _muted(sheet, muted, run))
    yield from listing(sheet, "Every check", _CHECKS, run.results, "No check has looked.")


def _changes(sheet: Paper, comparison: Comparison) -> Iterator[Block]:
    parts = [
        f"{len(comparison.new):,} new",
        f"{len(comparison.still_open):,} still open",
        f"{len(comparison.fixed):,} fixed",
    ]
    if comparison.unknown:
        parts.append(f"{len(comparison.unknown):,} not looked at again")
    yield Line(" · ".join(parts), look.STRONG)
    for one in comparison.fixed:
        yield from paragraphs(f"Fixed: {one.words}", look.QUIET, sheet.width, sheet.type)


def _by_group(run: HealthRun) -> Iterator[tuple[Group, Sequence[Finding]]]:
    """Yield the findings that nobody muted, by part in the order of the report, the gravest first."""
    order = list(Severity)
    for group in Group:
        own = [one for result in run.results if result.check.group is group for one in result.findings]
        loud = [one for one in own if not is_quiet(one, run.muted)]
        if loud:
            yield group, sorted(loud, key=lambda one: order.index(one.severity))


def _finding(sheet: Paper, finding: Finding, *, is_new: bool) -> Iterator[Block]:
    marks = ", ".join([finding.severity.label, *(["new"] if is_new else []), finding.repair.label.lower()])
    head: Iterable[Block] = [
        *paragraphs(finding.words, look.STRONG, sheet.width, sheet.type),
        *paragraphs(f"{marks}. {finding.advice}", look.QUIET, sheet.width, sheet.type),
    ]
    yield from together(head)
    shown = finding.items[:MOST_ROWS]
    columns = _ITEMS if any(one.detail for one in shown) else _NAMES
    if shown:
        yield Gap(3)
        yield from table(columns, shown, sheet.width, sheet.type)
    if shown and finding.count > len(shown):
        yield Line(f"and {finding.count - len(shown):,} more", look.QUIET)
    yield Gap(9)


def _muted(sheet: Paper, findings: Sequence[Finding], run: HealthRun) -> Iterator[Block]:
    for one in findings:
        yield from paragraphs(one.words, look.BODY, sheet.width, sheet.type)
        keys = (one.fingerprint, *one.fingerprints())
        reasons = dict.fromkeys(run.muted[key] for key in keys if key in run.muted)
        yield from paragraphs(f"Muted: {'; '.join(reasons)}", look.QUIET, sheet.width, sheet.type)
        yield Gap(4)


def _took(seconds: float) -> str:
    return f"{seconds * 1_000:.0f} ms" if seconds < 1 else f"{seconds:,.1f} s"
