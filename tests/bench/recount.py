"""A holiday that moves every date of ten thousand running cases, each move audited."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import HolidayDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.services.recounting import RecountService
from tests.bench.halls import Hall
from tests.bench.measuring import application, p95
from tests.bench.outcome import Outcome

HOLIDAYS = 5
_VERSION = "SELECT id FROM agreement_version ORDER BY id LIMIT 1"
_RUNNING = "SELECT count(*) FROM grievance WHERE agreement_version_id = :version AND status <> 'closed'"
_WORKING_DAYS = """
SELECT one::date FROM generate_series(ip2a_today() + 1, ip2a_today() + 30, '1 day') AS one
WHERE extract(isodow FROM one) < 6
  AND NOT EXISTS (SELECT FROM agreement_holiday AS h WHERE h.agreement_version_id = :version AND h.day = one::date)
ORDER BY one LIMIT :most
"""
"""The next of them, while all clocks still run."""
_MOVES = "SELECT count(*) FROM audit_log WHERE table_name = 'grievance_deadline' AND before ? 'due_on'"


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    application()
    database = Database(hall.url)
    service = RecountService(database)
    with database.statement() as session:
        version = session.scalar(text(_VERSION))
        cases = session.scalar(text(_RUNNING), {"version": version}) or 0
        days = session.scalars(text(_WORKING_DAYS), {"version": version, "most": HOLIDAYS}).all()
    assert version is not None
    service.recount(version)
    before = _moves(database)
    shown, saved = [], []
    for day in days:
        holiday = check(HolidayDraft, {"agreement_version_id": version, "day": day, "name": "A day off"})
        began = perf_counter()
        service.preview_save(holiday)
        shown.append(perf_counter() - began)
        began = perf_counter()
        service.save(holiday)
        saved.append(perf_counter() - began)
    moves = (_moves(database) - before) // HOLIDAYS
    database.close()
    told = f"each moves {moves:,} dates, as many lines of the audit"
    return [
        Outcome(f"a holiday saved, {cases:,} open cases recounted (p95 of {HOLIDAYS})", p95(saved), "s", 2, note=told),
        Outcome(f"the same shown before it is saved (median of {HOLIDAYS})", median(shown), "s"),
    ]


def _moves(database: Database) -> int:
    with database.statement() as session:
        return session.scalar(text(_MOVES)) or 0
