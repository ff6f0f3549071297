"""Grievances: agreements with their procedures, cases with their clocks, and the verbs by which a case goes on."""

import re
from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_TABLES = [
    "arbitration_panelist",
    "arbitration",
    "settlement",
    "information_request",
    "grievance_fact_sheet",
    "grievance_extension",
    "grievance_deadline",
    "grievance_step",
    "grievance_article",
    "grievance_grievant",
    "grievance",
    "grievance_counter",
    "procedure_limit",
    "procedure_step",
    "agreement_holiday",
    "agreement_article",
    "agreement_version",
    "agreement",
]
_ON_ROWS = [
    "grievance_closing(grievance, grievance)",
    "grievance_take(uuid, integer)",
    "grievance_enter(grievance, procedure_step, uuid, date, time, jsonb)",
    "grievance_step_at(uuid, integer)",
    "grievance_take_step(uuid, integer)",
]
"""Functions that name a table's row type, so that they go before it."""

_FUNCTIONS = [
    "remove_sample_cases(timestamptz)",
    "grievance_recount(uuid[], jsonb)",
    "grievance_close(uuid, integer, jsonb)",
    "grievance_settle(uuid, integer, jsonb, jsonb)",
    "grievance_extend(uuid, uuid, date, jsonb, jsonb)",
    "grievance_answer(uuid, integer, jsonb, jsonb)",
    "grievance_meet(uuid, integer, jsonb, jsonb)",
    "grievance_appeal(uuid, integer, uuid, date, time, jsonb)",
    "grievance_file(uuid, integer, uuid, date, time, jsonb)",
    "grievance_relate(uuid, jsonb, jsonb, jsonb)",
    "grievance_done(uuid, integer, text, date)",
    "grievance_deadline_audit()",
    "grievance_mark_deadlines(uuid[])",
    "grievance_put_deadlines(uuid[], jsonb)",
    "arbitration_strike()",
    "arbitration_was_demanded()",
    "settlement_is_kept()",
    "grievance_step_order()",
    "grievance_has_grievants()",
    "grievance_check_grievants(uuid)",
    "grievance_standing()",
    "grievance_number()",
    "grievance_entry(uuid, text)",
    "procedure_step_in_use()",
    "agreement_version_confirm()",
    "ip2a_refuse(text, text)",
    "ip2a_is_office()",
    "ip2a_today()",
    "ip2a_zone()",
]
_FIRST_POLICY = """
    DROP POLICY audit_log_by_duty ON audit_log;
    CREATE POLICY audit_log_by_duty ON audit_log FOR SELECT USING (
        duty = '' OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
        OR (duty = 'officers' AND ip2a_is_officer()));
    ALTER TABLE audit_log DROP CONSTRAINT audit_log_duty_check;
    ALTER TABLE audit_log ADD CONSTRAINT audit_log_duty_check
        CHECK (duty IN ('', 'private', 'officers')) NOT VALID
"""


def upgrade() -> None:
    for name in ("0002_grievances.sql", "0002_grievance_rules.sql", "0002_sample_cases.sql", "0002_sample.sql"):
        op.execute((_SQL / name).read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    """What the record of who did what holds of grievances stays in it, readable by nobody where it was confidential."""
    for function in ("remove_sample", "audit_row"):
        op.execute(_first_version_of(function).replace(":", r"\:"))
    op.execute(_FIRST_POLICY)
    for function in _ON_ROWS:
        op.execute(f"DROP FUNCTION {function}")
    for table in _TABLES:
        op.execute(f"DROP TABLE {table}")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
    op.execute("ALTER TABLE hall DROP COLUMN time_zone")


def _first_version_of(function: str) -> str:
    schema = (_SQL / "0001_schema.sql").read_text(encoding="utf-8")
    found = re.search(rf"CREATE FUNCTION {function}\(.*?\n\$\$;", schema, re.DOTALL)
    if found is None:
        raise LookupError(f"0001_schema.sql makes no function {function}")
    return found.group().replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)
