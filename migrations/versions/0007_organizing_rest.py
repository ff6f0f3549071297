"""Organizing rounded off: sample campaigns and activities that an admin may make and take away."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_TOGETHER = (
    "organizing_activity",
    "organizing_worker",
    "salt",
    "worker_assessment",
    "authorization_card",
    "organizing_campaign",
)
_SAMPLE_AS_BEFORE = """
    DO $$
    BEGIN
        EXECUTE regexp_replace(
            pg_get_functiondef('remove_sample'::regproc), '\\n *PERFORM remove_sample_organizing\\(\\);', '');
    END
    $$
"""


def upgrade() -> None:
    op.execute((_SQL / "0007_organizing_rest.sql").read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    op.execute(_SAMPLE_AS_BEFORE.replace(":", r"\:"))
    for table in _TOGETHER:
        op.execute(f"DROP TRIGGER c_together ON {table}")
    op.execute("DROP TRIGGER d_unit ON organizing_campaign")
    for function in ("salting_stays_together", "salting_unit_holds_cards", "remove_sample_organizing"):
        op.execute(f"DROP FUNCTION {function}()")
