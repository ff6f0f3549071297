"""Many desktops side by side: what changed since, who is there."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"


def upgrade() -> None:
    op.execute((_SQL / "0010_side_by_side.sql").read_text(encoding="utf-8").replace(":", r"\:"))


def downgrade() -> None:
    op.execute((_SQL / "0010_side_by_side_undo.sql").read_text(encoding="utf-8").replace(":", r"\:"))
