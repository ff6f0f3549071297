"""Distinct problems over time: opened when first seen, closed by the first run that looked and did not see them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, Finding, HealthRun, TrendDay, Verdict, fingerprint

_LOOKED = (Verdict.PASS, Verdict.WARN, Verdict.FAIL)

# A problem that is known is seen again; one that is not found where somebody looked is closed.
_RECORD = """
WITH found AS (
    SELECT * FROM jsonb_to_recordset(CAST(:found AS jsonb)) AS f (
        fingerprint text, check_name text, rule text, table_name text, record_key text, words text, severity text)
), closed AS (
    UPDATE health_problem AS p SET closed_at = clock_timestamp(), closed_run = :run
     WHERE p.closed_at IS NULL AND p.check_name = ANY (:looked) AND NOT p.rule = ANY (:blind)
       AND NOT p.fingerprint IN (SELECT f.fingerprint FROM found AS f)
    RETURNING p.id
)
INSERT INTO health_problem AS p (fingerprint, check_name, rule, table_name, record_key, words, severity, opened_run)
SELECT DISTINCT ON (f.fingerprint) f.fingerprint, f.check_name, f.rule, f.table_name, f.record_key, f.words,
       f.severity, :run
  FROM found AS f
ON CONFLICT (fingerprint) WHERE closed_at IS NULL
DO UPDATE SET seen_at = clock_timestamp(), words = excluded.words, severity = excluded.severity
"""

_TREND = """
WITH span AS (
    SELECT ip2a_today() - n AS day, ip2a_zone() AS zone FROM generate_series(0, :days - 1) AS n
)
SELECT s.day,
       count(p.id) FILTER (WHERE timezone(s.zone, p.opened_at)::date = s.day),
       count(p.id) FILTER (WHERE timezone(s.zone, p.opened_at)::date <= s.day
                             AND (p.closed_at IS NULL OR timezone(s.zone, p.closed_at)::date > s.day)),
       count(p.id) FILTER (WHERE timezone(s.zone, p.closed_at)::date = s.day)
  FROM span AS s
  LEFT JOIN health_problem AS p ON p.opened_at < timezone(s.zone, (s.day + 1)::timestamp)
                               AND (p.closed_at IS NULL OR p.closed_at >= timezone(s.zone, s.day::timestamp))
 GROUP BY s.day ORDER BY s.day
"""


def record(session: Session, run: HealthRun) -> None:
    """Open, see again and close the problems of a run that was stored."""
    results = run.results
    looked = [one.check.name for one in results if one.verdict in _LOOKED and not _is_cut(one)]
    blind = [one.check.name.split("/")[1] for one in results if "/" in one.check.name]
    found = [row for one in results for finding in one.findings for row in _rows(one.check.name, finding)]
    session.execute(text(_RECORD), {"found": json.dumps(found), "run": run.id, "looked": looked, "blind": blind})


def trend(database: Database, days: int) -> tuple[TrendDay, ...]:
    """Return each of the last days, oldest first."""
    with database.statement() as session:
        return tuple(TrendDay(*row) for row in session.execute(text(_TREND), {"days": days}))


def key_of(finding: Finding, item_key: str) -> str:
    """Return the fingerprint of one problem of a finding."""
    return fingerprint(finding.rule, finding.table, item_key)


def _is_cut(result: CheckResult) -> bool:
    """Whether a finding told more rows than it named: those that are not named may be there still."""
    return any(one.items and one.count > len(one.items) for one in result.findings)


def _rows(check: str, finding: Finding) -> list[dict[str, Any]]:
    shared = {
        "check_name": check, "rule": finding.rule, "table_name": finding.table, "severity": finding.severity.value,
    }  # fmt: skip
    if not finding.items:
        return [shared | {"fingerprint": finding.fingerprint, "record_key": "", "words": finding.words}]
    return [
        shared | {"fingerprint": key_of(finding, one.key), "record_key": one.key, "words": one.words}
        for one in finding.items
    ]


def open_problems(database: Database) -> tuple[tuple[UUID, str], ...]:
    """Return the id and fingerprint of each problem that is open."""
    with database.statement() as session:
        rows = session.execute(text("SELECT id, fingerprint FROM health_problem WHERE closed_at IS NULL"))
        return tuple((row.id, row.fingerprint) for row in rows)
