"""The benevolence fund: settings, applications, review by levels, payments, and whose family the office is."""

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_ON_ROWS = ["benevolence_take(uuid)", "benevolence_alternate(uuid, uuid)"]
"""Functions that give back a table's row, so that they go before it."""

_TABLES = [
    "benevolence_payment",
    "benevolence_answer",
    "benevolence_recusal",
    "benevolence_review",
    "benevolence_step",
    "benevolence_document",
    "benevolence_budget_line",
    "benevolence_application",
    "benevolence_counter",
    "benevolence_level",
    "benevolence_fund",
    "person_family",
    "person_member",
]
_FUNCTIONS = [
    "benevolence_report_false(uuid, integer, text)",
    "benevolence_withdraw(uuid, integer, text)",
    "benevolence_count_payments(uuid)",
    "benevolence_void(uuid, text)",
    "benevolence_pay(uuid, uuid, numeric, date, text, text, text, text, text, boolean)",
    "benevolence_check_alternate(uuid, uuid, text)",
    "benevolence_recuse(uuid, uuid, uuid, text, text, text)",
    "benevolence_tell(uuid, uuid, integer, text)",
    "benevolence_decided(uuid, text, numeric)",
    "benevolence_check_amount(uuid, numeric)",
    "benevolence_decide(uuid, uuid, integer, text, numeric, text, text)",
    "benevolence_submit(uuid, integer)",
    "benevolence_need_officer(uuid)",
    "benevolence_problems(uuid)",
    "benevolence_cap(uuid, uuid, date)",
    "benevolence_barred(uuid, integer, text)",
    "benevolence_turn(uuid)",
    "benevolence_conflict(uuid, text)",
    "benevolence_family(text)",
    "benevolence_is_officer(text)",
    "person_conflict_stays()",
    "benevolence_append_only()",
    "benevolence_child_guard()",
    "benevolence_application_guard()",
    "benevolence_number()",
    "ip2a_forbid(text, text)",
]
_GRIEVANTS_STAY = "AND NOT EXISTS (SELECT FROM grievance_grievant AS g WHERE g.member_id = u.record_id)"
_APPLICANTS_STAY = "AND NOT EXISTS (SELECT FROM benevolence_application AS a WHERE a.member_id = u.record_id)"


def upgrade() -> None:
    for name in ("0003_benevolence.sql", "0003_benevolence_rules.sql"):
        op.execute(_script(name))
    op.execute(_sample_that_keeps_applicants())


def downgrade() -> None:
    """What the record of who did what holds of the fund stays in it."""
    op.execute(_script("0002_sample.sql"))
    for function in _ON_ROWS:
        op.execute(f"DROP FUNCTION {function}")
    for table in _TABLES:
        op.execute(f"DROP TABLE {table}")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")


def _sample_that_keeps_applicants() -> str:
    """Return the function that takes sample data away, which now leaves members with an application alone."""
    script = _script("0002_sample.sql")
    if _GRIEVANTS_STAY not in script:
        raise LookupError("0002_sample.sql does not say that grievants stay")
    return script.replace(_GRIEVANTS_STAY, f"{_GRIEVANTS_STAY}\n           {_APPLICANTS_STAY}")


def _script(name: str) -> str:
    return (_SQL / name).read_text(encoding="utf-8").replace(":", r"\:")
