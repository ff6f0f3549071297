"""Repairs: each rule's repair, and the journal of what it did to which row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, blank


class Repair(Base):
    """One rule's repair."""

    __tablename__ = "repair"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    batch_id: Mapped[UUID]
    rule: Mapped[str]
    title: Mapped[str]
    machine: Mapped[str] = blank()
    is_automatic: Mapped[bool] = mapped_column(server_default=false())
    done_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    done_by: Mapped[str] = mapped_column(server_default=text("SESSION_USER"))

    __table_args__ = (Index("repair_by_time", text("done_at DESC")),)


class RepairJournal(Base):
    """One row as it was before a repair, and as it became."""

    __tablename__ = "repair_journal"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    repair_id: Mapped[UUID] = mapped_column(ForeignKey("repair.id", ondelete="RESTRICT"))
    place: Mapped[int]
    kind: Mapped[str]
    table_name: Mapped[str]
    record_id: Mapped[UUID | None]
    words: Mapped[str] = blank()
    why: Mapped[str] = blank()
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB())
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB())
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None]

    __table_args__ = (
        Index("repair_journal_repair", "repair_id", "place"),
        Index("repair_journal_record", "record_id"),
    )


class RepairRule(Base):
    """What a declared rule's repair may change."""

    __tablename__ = "repair_rule"

    rule: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(JSONB())
    condition: Mapped[str]
