"""The record of who did what; triggers write it, nobody else can."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Identity, Index, Text, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from ip2a_desktop.db.models.base import Base, blank


class TransactionId(UserDefinedType[str]):
    """PostgreSQL's 64-bit transaction id."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """Return the type's name in DDL."""
        return "xid8"


class AuditEntry(Base):
    """One write to one row, before and after."""

    __tablename__ = "audit_log"

    id: Mapped[int] = mapped_column(BigInteger(), Identity(always=True), primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    xid: Mapped[str] = mapped_column(TransactionId(), server_default=text("pg_current_xact_id()"))
    actor: Mapped[str] = mapped_column(Text(), server_default=text("SESSION_USER"))
    action: Mapped[str]
    table_name: Mapped[str]
    record_id: Mapped[UUID]
    subject_id: Mapped[UUID]
    duty: Mapped[str] = blank()
    batch_id: Mapped[UUID | None]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSONB())
    after: Mapped[dict[str, Any] | None] = mapped_column(JSONB())

    __table_args__ = (Index("audit_log_subject", "subject_id", "id"),)
