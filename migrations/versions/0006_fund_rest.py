"""The fund rounded off: sample applications that an admin may make and take away."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_SAMPLE_AS_BEFORE = """
    DO $$
    BEGIN
        EXECUTE regexp_replace(
            pg_get_functiondef('remove_sample'::regproc),
            '\\n *PERFORM remove_sample_applications\\(made_at\\);', '');
    END
    $$
"""
_FUNCTIONS = [
    "benevolence_need_by()",
    "remove_sample_applications(timestamptz)",
    "sample_applications(uuid, jsonb)",
    "sample_application_counters()",
]


def upgrade() -> None:
    op.execute((_SQL / "0006_fund_rest.sql").read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    """What the sample holds stays."""
    op.execute(_SAMPLE_AS_BEFORE.replace(":", r"\:"))
    op.execute("DROP TRIGGER c_need_by ON benevolence_application")
    for function in _FUNCTIONS:
        op.execute(f"DROP FUNCTION {function}")
