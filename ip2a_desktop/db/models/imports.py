"""Imports and what became of each of their rows."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Stamped, blank


class ImportBatch(Stamped, Base):
    """One import of a file, or one making of sample data."""

    __tablename__ = "import_batch"

    kind: Mapped[str]
    file_name: Mapped[str] = blank()
    file_sha256: Mapped[str] = blank()
    on_match: Mapped[str] = mapped_column(server_default=text("'skip'"))
    headings: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    mapping: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default=text("'{}'"))
    counts: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default=text("'{}'"))
    started_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    finished_at: Mapped[datetime | None]
    taken_back_at: Mapped[datetime | None]
    taken_back_by: Mapped[str | None]

    __table_args__ = (Index("import_batch_started", "kind", "started_at"),)


class ImportRow(Base):
    """What one row of an import did to a record, and how that was before; a row may touch records of several tables."""

    __tablename__ = "import_row"

    batch_id: Mapped[UUID] = mapped_column(ForeignKey("import_batch.id", ondelete="CASCADE"), primary_key=True)
    row_number: Mapped[int] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True, server_default=text("''"))
    fate: Mapped[str]
    record_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB())
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB())
    version_after: Mapped[int | None]
    problems: Mapped[list[Any]] = mapped_column(JSONB(), server_default=text("'[]'"))
    cells: Mapped[list[Any]] = mapped_column(JSONB(), server_default=text("'[]'"))
    taken_back: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (Index("import_row_record", "record_id"),)
