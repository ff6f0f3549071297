"""How checks of PostgreSQL's own catalog are asked: all in one statement, one by one where that fails."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg2
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import DatabaseUnavailable, HallError, NotAllowed
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Item, Repair, Severity, Verdict
from ip2a_desktop.maintenance.inspecting import Look

Row = Mapping[str, Any]

PATIENCE = "5s"
"""The most that the server may think about the questions of one look."""

MONITOR_ADVICE = "Ask whoever keeps the server to run: GRANT ip2a_maintenance TO your login."


@dataclass(frozen=True)
class Facts:
    """What is known of the server before its checks are judged.

    Args:
        version: such as 180006.
        sees_all: the person holds ``pg_monitor``.
        now: server time at the moment when it was asked.
        clock_off: how far this machine's clock is before the server's.
        options: of the connection, such as ``sslmode``.
    """

    version: int
    sees_all: bool
    now: datetime
    clock_off: timedelta = timedelta(0)
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def major(self) -> int:
        """Return such as 18."""
        return self.version // 10_000


@dataclass(frozen=True)
class Judged:
    """What a check came to, before it is told whether the person could see everything."""

    verdict: Verdict
    words: str
    findings: tuple[Finding, ...] = ()
    figures: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class CatalogCheck:
    """One question to the catalog, and what its answer means.

    Args:
        check: which one.
        sql: a SELECT; its rows come to ``judge`` as mappings. Empty where the facts say it all.
        judge: rows and facts to an outcome.
        needs_monitor: without ``pg_monitor`` the server shows a part only.
        since: the first major version of PostgreSQL that can answer.
    """

    check: Check
    sql: str
    judge: Callable[[Sequence[Row], Facts], Judged]
    needs_monitor: bool = False
    since: int = 15


def counted(number: int, one: str, more: str) -> str:
    """Return such as "1 table has" or "3 tables have"."""
    return f"{number:,} {one if number == 1 else more}"


def passed(words: str, **figures: float) -> Judged:
    """Return an outcome without findings."""
    return Judged(Verdict.PASS, words, (), figures)


def could_not(words: str, **figures: float) -> Judged:
    """Return that it could not look, and why."""
    return Judged(Verdict.NOT_RUN, words, (), figures)


def saw_part(words: str, **figures: float) -> Judged:
    """Return that it saw a part only, and which."""
    return Judged(Verdict.PARTIAL, words, (), figures)


def found(
    verdict: Verdict,
    check: Check,
    words: str,
    advice: str,
    *,
    severity: Severity,
    items: Sequence[Item] = (),
    repair: Repair = Repair.PERSON,
    table: str = "",
    **figures: float,
) -> Judged:
    """Return an outcome with one finding, whose rule has the check's name."""
    finding = Finding(check.name, severity, table, words, advice, max(1, len(items)), tuple(items), repair)
    return Judged(verdict, words, (finding,), figures)


def worst(values: Sequence[float], warn: float, fail: float) -> Verdict:
    """Return the verdict of the highest value against two thresholds, both of which are reached from below."""
    highest = max(values, default=float("-inf"))
    if highest >= fail:
        return Verdict.FAIL
    return Verdict.WARN if highest >= warn else Verdict.PASS


class CatalogInspection:
    """All questions to the catalog in two round trips.

    Args:
        asked: in the order of the report.
        clock: this machine's time, replaced in tests.
    """

    def __init__(
        self, asked: Sequence[CatalogCheck], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.asked = tuple(asked)
        self._clock = clock

    @property
    def checks(self) -> Sequence[Check]:
        """The checks that it answers."""
        return tuple(one.check for one in self.asked)

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield a result for each check."""
        facts = facts_of(look.database, self._clock)
        began = time.perf_counter()
        answers = _answers(look.database, [one for one in self.asked if one.sql and facts.major >= one.since])
        each = (time.perf_counter() - began) / max(1, len(self.asked))
        for one in self.asked:
            yield _result(one, answers.get(one.check.name, ()), facts, each)


_FACTS = """
SELECT current_setting('server_version_num')::int, pg_has_role(current_user, 'pg_monitor', 'USAGE'), clock_timestamp()
"""


def facts_of(database: Database, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Facts:
    """Ask what is needed to judge; one round trip.

    Raises:
        HallError: the server does not answer.
    """
    asked = clock()
    version, sees_all, now = database.fetch(_FACTS, {})[0]
    middle = asked + (clock() - asked) / 2
    options = {name: str(value) for name, value in database.url.query.items()}
    return Facts(version, sees_all, now, middle - now, options)


_Answer = Sequence[Row] | Exception


def _answers(database: Database, asked: Sequence[CatalogCheck]) -> dict[str, _Answer]:
    """Return each check's rows; where the questions fail together, each is asked alone and fails alone."""
    try:
        return _ask(database, asked)
    except (HallError, DBAPIError, psycopg2.Error) as error:
        if isinstance(error, DatabaseUnavailable) and not getattr(error.__cause__, "pgcode", None):
            raise  # nobody is there; asking forty times more would only take longer
        if len(asked) <= 1:
            return {one.check.name: error for one in asked}
    alone: dict[str, _Answer] = {}
    for one in asked:
        try:
            alone |= _ask(database, [one])
        except (HallError, DBAPIError, psycopg2.Error) as error:
            alone[one.check.name] = error
    return alone


def _ask(database: Database, asked: Sequence[CatalogCheck]) -> dict[str, _Answer]:
    if not asked:
        return {}
    columns = ", ".join(f"(SELECT jsonb_agg(to_jsonb(q)) FROM ({one.sql}) AS q)" for one in asked)
    # Percent signs are the driver's; the settings end with the statement.
    sql = f"SET LOCAL statement_timeout = '{PATIENCE}'; SELECT {columns}".replace("%", "%%")
    found_rows = database.fetch(sql, {})[0]
    return {one.check.name: rows or () for one, rows in zip(asked, found_rows, strict=True)}


def _result(one: CatalogCheck, answer: _Answer, facts: Facts, took: float) -> CheckResult:
    if facts.major < one.since:
        words = f"PostgreSQL {facts.major} cannot tell; version {one.since} can."
        return CheckResult(one.check, Verdict.NOT_RUN, words, took=took)
    if isinstance(answer, Exception):
        return CheckResult(one.check, *_failed(answer), took=took)
    judged = one.judge(answer, facts)
    verdict, words = judged.verdict, judged.words
    if one.needs_monitor and not facts.sees_all and verdict is Verdict.PASS:
        verdict, words = Verdict.PARTIAL, f"Of others' sessions the server shows you a part only. {MONITOR_ADVICE}"
    return CheckResult(one.check, verdict, words, judged.findings, judged.figures, took)


def _failed(error: Exception) -> tuple[Verdict, str]:
    if isinstance(error, NotAllowed):
        return Verdict.PARTIAL, f"You may not see what it looks at. {MONITOR_ADVICE}"
    if isinstance(error, HallError):
        return Verdict.NOT_RUN, error.what
    words = str(getattr(error, "orig", None) or error).splitlines()
    return Verdict.NOT_RUN, f"The server could not answer: {words[0] if words else type(error).__name__}."
