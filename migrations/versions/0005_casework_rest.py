"""Casework rounded off: notes on cases and applications, a case that follows another."""

import re
from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_AS_BEFORE = """
    DROP TRIGGER c_follows ON grievance;
    DROP FUNCTION grievance_follows_no_ring();
    ALTER TABLE grievance DROP CONSTRAINT grievance_follows_another;
    DROP POLICY note_by_visibility ON note;
    DELETE FROM note WHERE num_nonnulls(member_id, organization_id) = 0;
    ALTER TABLE note DROP CONSTRAINT note_one_subject, DROP COLUMN subject_id;
    ALTER TABLE note DROP COLUMN grievance_id, DROP COLUMN application_id;
    ALTER TABLE note
        ADD COLUMN subject_id uuid GENERATED ALWAYS AS (coalesce(member_id, organization_id)) STORED,
        ADD CONSTRAINT note_one_subject CHECK (num_nonnulls(member_id, organization_id) = 1);
    CREATE INDEX note_subject ON note (subject_id);
    CREATE POLICY note_by_visibility ON note USING (
        visibility = 'all'
        OR (visibility = 'staff' AND (pg_has_role(session_user, 'ip2a_staff', 'MEMBER') OR ip2a_is_officer()))
        OR (visibility = 'officers' AND ip2a_is_officer()));
    DROP FUNCTION ip2a_reads_fund()
"""


def upgrade() -> None:
    op.execute((_SQL / "0005_casework_rest.sql").read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    """Notes on cases and applications go; the record of who did what keeps what it says of them."""
    op.execute(_AS_BEFORE.replace(":", r"\:"))
    op.execute(_as_made_by("0002_grievances.sql", "audit_row").replace(":", r"\:"))
    op.execute(_as_made_by("0002_grievance_rules.sql", "grievance_relate").replace(":", r"\:"))


def _as_made_by(file: str, function: str) -> str:
    sql = (_SQL / file).read_text(encoding="utf-8")
    found = re.search(rf"CREATE (?:OR REPLACE )?FUNCTION ({function}\(.*?\n\$\$;)", sql, re.DOTALL)
    if found is None:
        raise LookupError(f"{file} makes no function {function}")
    return f"CREATE OR REPLACE FUNCTION {found.group(1)}"
