"""Organizing: campaigns, activities, workers, cards and salts for organizers only; election history of employers."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_TABLES = [
    "election",
    "employer_receptiveness",
    "salt",
    "authorization_card",
    "worker_assessment",
    "organizing_worker",
    "organizing_activity",
    "organizing_campaign",
]
_SAMPLE_AS_BEFORE = """
    DO $$
    BEGIN
        EXECUTE regexp_replace(
            pg_get_functiondef('remove_sample'::regproc),
            '\\n *AND NOT EXISTS \\(SELECT FROM (salt|organizing_activity|organizing_campaign|employer_receptiveness'
            '|election) AS [a-z] WHERE [^)]*\\)', '', 'g');
    END
    $$
"""
_AS_BEFORE = """
    DROP POLICY audit_log_by_duty ON audit_log;
    CREATE POLICY audit_log_by_duty ON audit_log FOR SELECT USING (
        duty = '' OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
        OR (duty = 'officers' AND ip2a_is_officer()) OR (duty = 'office' AND ip2a_is_office()));
    ALTER TABLE audit_log DROP CONSTRAINT audit_log_duty_check;
    ALTER TABLE audit_log ADD CONSTRAINT audit_log_duty_check
        CHECK (duty IN ('', 'private', 'officers', 'office')) NOT VALID;
    DELETE FROM import_batch WHERE kind = 'elections';
    ALTER TABLE import_batch DROP CONSTRAINT import_batch_kind_check;
    ALTER TABLE import_batch ADD CONSTRAINT import_batch_kind_check CHECK (kind IN ('members', 'employers', 'sample'));
    ALTER TABLE import_row DROP CONSTRAINT import_row_pkey;
    ALTER TABLE import_row ADD CONSTRAINT import_row_pkey PRIMARY KEY (batch_id, row_number)
"""


def upgrade() -> None:
    op.execute((_SQL / "0004_salting.sql").read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    """What the record of who did what holds of organizing stays in it, readable by nobody."""
    op.execute(_SAMPLE_AS_BEFORE.replace(":", r"\:"))
    for table in _TABLES:
        op.execute(f"DROP TABLE {table}")
    op.execute("DROP FUNCTION salting_not_in_future()")
    op.execute(_AS_BEFORE)
