"""The house stands: members, organizations, jobs, notes, imports, who did what, and the roles."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_TABLES = [
    "column_layout",
    "import_row",
    "import_batch",
    "note",
    "employment",
    "organization_contact",
    "organization",
    "member_contact",
    "member_status_history",
    "member_private",
    "member",
    "hall",
    "audit_log",
]
_FUNCTIONS = [
    "remove_sample()",
    "organization_contact_primary()",
    "member_status_recorded()",
    "member_status_default()",
    "stamp_bin()",
    "stamp_row()",
    "audit_row()",
    "ip2a_is_officer()",
    "ip2a_digits(text)",
    "ip2a_fold(text)",
]


def upgrade() -> None:
    op.execute((_SQL / "0001_schema.sql").read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    for table in _TABLES:
        op.execute(f"DROP TABLE {table}")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
