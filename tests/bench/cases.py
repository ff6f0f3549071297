"""Fifty thousand running cases under five agreements, made by SQL."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, text

from ip2a_desktop.db.models import AgreementHoliday, ProcedureLimit, ProcedureStep
from ip2a_desktop.domain.agreement_samples import SAMPLES, sample_parts
from ip2a_desktop.domain.ids import new_id
from tests.bench import million
from tests.bench.halls import Data

AGREEMENTS = 5
MEMBERS = 25_000
_SAMPLE = next(one for one in SAMPLES if one.key == "project")
"""Its employers answer within ten working days, and ten more lead to Step 2: two clocks in each case."""

_AGREEMENT = "INSERT INTO agreement (id, name) VALUES (:id, :name)"
_VERSION = """
INSERT INTO agreement_version (id, agreement_id, name, starts_on, confirmed_at, confirmed_by)
VALUES (:version, :id, 'First', :starts_on, now(), 'bench')
"""

# Every case was filed within the last week, so that a holiday in the next one moves all of its dates.
_CASES = """
INSERT INTO grievance (id, number_year, number_seq, organization_id, agreement_version_id, jobsite, occurred_on,
                       steward, representative, supervisor, statement, remedy, status, step_position)
SELECT uuidv7(), extract(year FROM ip2a_today()), n, o.ids[1 + n % cardinality(o.ids)],
       (CAST(:versions AS uuid[]))[1 + n % cardinality(CAST(:versions AS uuid[]))],
       'Jobsite ' || n % 900, ip2a_today() - 9,
       'Steward ' || n % 300, 'Representative ' || n % 20, 'Foreman ' || n % 700,
       'The employer sent the crew home without the pay that the agreement promises for reporting. ' || n,
       'Make the grievants whole in every way.', 'open', 1
FROM generate_series(1, :rows) AS n, (SELECT array_agg(id) AS ids FROM organization) AS o
"""
_GRIEVANTS = """
INSERT INTO grievance_grievant (id, grievance_id, member_id, is_lead)
SELECT uuidv7(), g.id, m.ids[1 + (g.number_seq * 7 + k) % cardinality(m.ids)], k = 0
FROM grievance AS g, generate_series(0, g.number_seq % 3) AS k, (SELECT array_agg(id) AS ids FROM member) AS m
"""
_STEPS = """
INSERT INTO grievance_step (id, grievance_id, procedure_step_id, position, filed_on)
SELECT uuidv7(), g.id, p.id, 1, ip2a_today() - g.number_seq % 7
FROM grievance AS g JOIN procedure_step AS p ON p.agreement_version_id = g.agreement_version_id AND p.position = 1
"""
# Roughly when they are due; the part that counts them begins by having them counted.
_CLOCKS = """
INSERT INTO grievance_deadline (grievance_id, position, act, side, lateness, due_on, due_at, explanation,
                                is_next, is_ours)
SELECT s.grievance_id, c.position, c.act, c.side, c.lateness, s.filed_on + c.days,
       (s.filed_on + c.days + 1)::timestamp AT TIME ZONE ip2a_zone(),
       c.days || ' days after the filing at Step 1, counted in working days, weekends and holidays left out',
       c.side = 'employer', c.side = 'union'
FROM grievance_step AS s, (VALUES (1, 'answer', 'employer', 'may_advance', 14), (2, 'file', 'union', 'abandoned', 28))
     AS c (position, act, side, lateness, days)
"""


def fill(connection: Connection, rows: int) -> None:
    """Make so many open cases, each filed at Step 1, with one to three grievants."""
    million.fill(connection, MEMBERS)
    versions = [_agreement(connection, number) for number in range(1, AGREEMENTS + 1)]
    connection.execute(text(_CASES), {"versions": versions, "rows": rows})
    for statement in (_GRIEVANTS, _STEPS, _CLOCKS):
        connection.execute(text(statement))


def _agreement(connection: Connection, number: int) -> Any:
    """Make an agreement of one version and return the version's id."""
    starts_on = date(connection.scalar(text("SELECT extract(year FROM ip2a_today())::integer")) or 0, 1, 1)
    agreement, version = new_id(), new_id()
    connection.execute(text(_AGREEMENT), {"id": agreement, "name": f"Agreement {number}"})
    connection.execute(text(_VERSION), {"version": version, "id": agreement, "starts_on": starts_on})
    parts = sample_parts(_SAMPLE, version, starts_on)
    for model, drafts in (
        (ProcedureStep, parts.steps),
        (ProcedureLimit, parts.limits),
        (AgreementHoliday, parts.holidays),
    ):
        values = [one.model_dump(mode="python", exclude={"version"}) for one in drafts]
        connection.execute(insert(model), values)
    return version


CASES = Data("cases", 50_000, "open cases", fill)
