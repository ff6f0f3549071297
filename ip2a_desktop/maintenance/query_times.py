"""How long the program's own twenty questions take, against their median of the last seven days at this desk."""

from __future__ import annotations

import json
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from statistics import median
from typing import Any

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import NotAllowed
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Group, Item, Severity, Verdict
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.maintenance.catalog.asking import counted
from ip2a_desktop.maintenance.inspecting import Look
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.docket_days import DocketDaysService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.salting import CampaignService

OWN = Check("speed.questions", "Lists and records open as quickly as they did", Group.SPEED)

_PAGE = 100
_TIMES = 3
_WARN, _FAIL = 2.0, 5.0
_NOISE_MS = 20.0
"""Slower by less than this is nothing that anybody notices, and mostly the weather."""
_SLOW_MS = 1_000.0
_FEW_DAYS = 2

_HISTORY = """
SELECT query, percentile_cont(0.5) WITHIN GROUP (ORDER BY median_ms), count(*) FROM query_time
 WHERE machine = %(desk)s AND day BETWEEN CURRENT_DATE - 7 AND CURRENT_DATE - 1 GROUP BY query
"""
_COUNTS = "SELECT coalesce(has_table_privilege(to_regclass('pg_stat_statements'), 'SELECT'), false)"
_STATEMENTS = """
SELECT left(regexp_replace(query, '\\s+', ' ', 'g'), 120), mean_exec_time, calls FROM pg_stat_statements
 WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
   AND calls >= 10 AND mean_exec_time >= %(slow)s
 ORDER BY total_exec_time DESC LIMIT 20
"""


@dataclass(frozen=True)
class Question:
    """Something that the program asks when a person opens, searches or scrolls.

    Args:
        name: kept in the history.
        words: what a person does.
        ask: asks it; None where there is no record to ask about.
    """

    name: str
    words: str
    ask: Callable[[], Any] | None


def questions(database: Database, today: date) -> Iterator[Question]:
    """Yield the twenty questions, as the screens ask them."""
    members, employers = MemberService(database), EmployerService(database)
    yield from _list(members, "members", "Members")
    yield Question("members.number", "Find a member by number", lambda: members.first_page(ListQuery("000"), _PAGE))
    yield Question("members.by_status", "Members in another order",
                   lambda: members.first_page(ListQuery(sort="status"), _PAGE))  # fmt: skip
    yield from _list(employers, "employers", "Employers")
    notes = NoteService(database)
    someone = next(iter(members.first_page(ListQuery(), 1)), None)
    yield Question("members.timeline", "A member's timeline",
                   (lambda: notes.timeline("member", someone.id)) if someone else None)  # fmt: skip
    yield from _cases(database, today)
    fund = BenevolenceService(database)
    yield Question(
        "fund.first", "Open the fund", lambda: fund.first_page(ListQuery(sort="number", descending=True), _PAGE)
    )
    yield Question("fund.waiting", "How many applications wait", fund.waiting)
    campaigns = CampaignService(database)
    yield Question("campaigns.first", "Open the campaigns", lambda: campaigns.first_page(ListQuery(), _PAGE))
    agreements = AgreementService(database)
    yield Question("agreements.first", "Open the agreements", lambda: agreements.first_page(ListQuery(), _PAGE))
    yield Question("imports.batches", "Past imports", ImportService(database).batches)


def _list(service: MemberService | EmployerService, name: str, words: str) -> Iterator[Question]:
    """Yield what a list of names asks: open, search, all ids, one record."""
    first: Any = next(iter(service.first_page(ListQuery(), 1)), None)
    yield Question(f"{name}.first", f"Open {words.lower()}", lambda: service.first_page(ListQuery(), _PAGE))
    yield Question(f"{name}.search", f"Search {words.lower()}", lambda: service.first_page(ListQuery("gar"), _PAGE))
    yield Question(f"{name}.ids", f"Scroll {words.lower()}", lambda: service.ids(ListQuery()))
    yield Question(f"{name}.load", f"Open a record of {words.lower()}",
                   (lambda: service.load(first.id)) if first else None)  # fmt: skip


def _cases(database: Database, today: date) -> Iterator[Question]:
    cases = GrievanceService(database)
    first = next(iter(cases.first_page(ListQuery(sort="number"), 1)), None)
    days = DocketDaysService(database)
    yield Question("docket.first", "Open the docket", lambda: cases.first_page(ListQuery(sort="due_on"), _PAGE))
    yield Question(
        "docket.search", "Search the docket", lambda: cases.first_page(ListQuery("gar", sort="due_on"), _PAGE)
    )
    yield Question("docket.days", "Open Today", lambda: days.days(today.replace(day=1), today))
    yield Question("docket.load", "Open a case", (lambda: cases.load(first.id)) if first else None)


class QuestionInspection:
    """Asks the questions three times each, keeps the medians, compares them with the days before."""

    checks: Sequence[Check] = (OWN,)

    def __init__(self, desk: str = "") -> None:
        self._desk = desk or platform.node() or "this computer"

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the one result."""
        database = look.database
        today: date = database.fetch("SELECT CURRENT_DATE", {})[0][0]
        asked = list(questions(database, today))
        took: dict[str, float] = {}
        hidden = 0
        for done, one in enumerate(asked):
            look.progress(done, len(asked), one.words)
            if one.ask is not None:
                try:
                    took[one.name] = _milliseconds(one.ask)
                except NotAllowed:
                    hidden += 1
        history = {name: (usual, days) for name, usual, days in self._history(database)}
        self._note(database, took)
        result = judge({one.name: one.words for one in asked}, took, history, hidden)
        slow = _statements(database)
        if slow:
            verdict = Verdict.FAIL if result.verdict is Verdict.FAIL else Verdict.WARN
            result = replace(result, verdict=verdict, findings=(*result.findings, *slow))
        yield result

    def _history(self, database: Database) -> list[tuple[Any, ...]]:
        try:
            return database.fetch(_HISTORY, {"desk": self._desk})
        except NotAllowed:
            return []

    def _note(self, database: Database, took: Mapping[str, float]) -> None:
        """Keep the times, where the person may; an admin's runs make the history."""
        if database.fetch("SELECT has_function_privilege('query_time_note(text,jsonb)', 'EXECUTE')", {})[0][0]:
            parameters = {"desk": self._desk, "took": json.dumps(took)}
            database.fetch("SELECT query_time_note(%(desk)s, %(took)s::jsonb)", parameters)


def _milliseconds(ask: Callable[[], Any]) -> float:
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def judge(
    words: Mapping[str, str],
    took: Mapping[str, float],
    history: Mapping[str, tuple[float, int]],
    hidden: int = 0,
) -> CheckResult:
    """Judge times against the usual ones: twice and five times as long, and more than anybody would not notice.

    Args:
        words: what a person does, by question.
        took: milliseconds now, by question.
        history: the usual milliseconds and of how many days they are.
        hidden: how many questions the person may not ask.
    """
    usual = {name: ms for name, (ms, days) in history.items() if days >= _FEW_DAYS}
    slower = {
        name: ms / max(usual[name], 0.1)
        for name, ms in took.items()
        if name in usual and ms - usual[name] >= _NOISE_MS and ms >= _WARN * usual[name]
    }
    slow = {name for name, ms in took.items() if ms >= _SLOW_MS}
    figures = dict(took)
    if slower or slow:
        return _slower(words, took, slower, slow, figures)
    if not set(took) & set(usual):
        text = f"{counted(len(took), 'question', 'questions')} timed at this desk, none over a second; compared with "
        return CheckResult(OWN, Verdict.NOT_RUN, f"{text}the days before once there are two of them.", figures=figures)
    text = f"{counted(len(took), 'question', 'questions')}, the slowest in {max(took.values()):,.0f} ms."
    if hidden:
        return CheckResult(OWN, Verdict.PARTIAL, f"{text} {hidden} you may not ask.", figures=figures)
    return CheckResult(OWN, Verdict.PASS, text, figures=figures)


def _slower(
    words: Mapping[str, str],
    took: Mapping[str, float],
    slower: Mapping[str, float],
    slow: set[str],
    figures: Mapping[str, float],
) -> CheckResult:
    verdict = Verdict.FAIL if any(ratio >= _FAIL for ratio in slower.values()) else Verdict.WARN
    items = [
        Item(name, words.get(name, name), detail=f"{took[name]:,.0f} ms"
             + (f", {slower[name]:.1f} times the usual" if name in slower else ""))
        for name in took if name in slower or name in slow
    ]  # fmt: skip
    finding = Finding(
        OWN.name, Severity.MEDIUM if verdict is Verdict.FAIL else Severity.LOW, "",
        f"{counted(len(items), 'list or record opens', 'lists and records open')} slower than they should.",
        "Look below at stale statistics, long questions and damaged indexes; then at the network.",
        len(items), tuple(items),
    )  # fmt: skip
    return CheckResult(OWN, verdict, finding.words, (finding,), figures)


def _statements(database: Database) -> tuple[Finding, ...]:
    """Return what the server itself counted as slow, where it counts (``pg_stat_statements``)."""
    if not database.fetch(_COUNTS, {})[0][0]:
        return ()
    rows = database.fetch(_STATEMENTS, {"slow": _SLOW_MS})
    items = tuple(Item(query, query, detail=f"{mean:,.0f} ms, {calls:,} times") for query, mean, calls in rows)
    if not items:
        return ()
    words = f"{counted(len(items), 'statement takes', 'statements take')} over a second by the server's own count."
    advice = "Show them to whoever looks after the server."
    return (Finding("speed.statements", Severity.LOW, "", words, advice, len(items), items),)
