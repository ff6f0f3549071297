"""Health checks, repairs that keep everything, backups, notices, and seals over the record of who did what."""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_SQL = Path(__file__).parent.parent / "sql"
_PARTS = ("checks", "seals", "repair", "backup", "notices", "stress")


def upgrade() -> None:
    for part in _PARTS:
        _run(part)


def downgrade() -> None:
    for part in reversed(_PARTS):
        _run(f"{part}_undo")


def _run(name: str) -> None:
    op.execute((_SQL / f"0008_{name}.sql").read_text(encoding="utf-8").replace(":", r"\:"))
