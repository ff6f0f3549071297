"""Seals over the record of who did what, which server this is, and what the health checks remember."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, LargeBinary, text, true
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.audit import TransactionId
from ip2a_desktop.db.models.base import Base

_NOW = text("clock_timestamp()")
_WHO = text("SESSION_USER")


class AuditSeal(Base):
    """A link of the chain: the digest of some rows of the record, and the seal over it and the seal before."""

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(BigInteger(), primary_key=True, autoincrement=False)
    era: Mapped[int]
    floor_id: Mapped[int] = mapped_column(BigInteger())
    past_id: Mapped[int] = mapped_column(BigInteger())
    from_xid: Mapped[str] = mapped_column(TransactionId())
    to_xid: Mapped[str | None] = mapped_column(TransactionId())
    row_count: Mapped[int] = mapped_column(BigInteger())
    first_id: Mapped[int] = mapped_column(BigInteger())
    last_id: Mapped[int] = mapped_column(BigInteger())
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    digest: Mapped[bytes] = mapped_column(LargeBinary())
    previous: Mapped[bytes] = mapped_column(LargeBinary())
    seal: Mapped[bytes] = mapped_column(LargeBinary())
    system_identifier: Mapped[str]
    sealed_at: Mapped[datetime]
    sealed_by: Mapped[str]

    __table_args__ = (
        CheckConstraint("number >= 1 AND row_count >= 0 AND first_id <= last_id", name="audit_seal_counts"),
    )


class ServerMark(Base):
    """The server that this database was set up on: one row."""

    __tablename__ = "server_mark"

    singleton: Mapped[bool] = mapped_column(primary_key=True, server_default=true())
    system_identifier: Mapped[str]
    marked_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    marked_by: Mapped[str] = mapped_column(server_default=_WHO)


class SizeHistory(Base):
    """How large a table was on a day; the whole database has the empty name."""

    __tablename__ = "size_history"

    day: Mapped[date] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    row_estimate: Mapped[int] = mapped_column(BigInteger())
    bytes: Mapped[int] = mapped_column(BigInteger())


class LoginSeen(Base):
    """When a login was last seen at work, as far as runs of checks and the record of who did what know."""

    __tablename__ = "login_seen"

    login: Mapped[str] = mapped_column(primary_key=True)
    first_noted: Mapped[date]
    last_seen: Mapped[date | None]


class QueryTime(Base):
    """How long one of the program's own questions took on a day, asked from a desk."""

    __tablename__ = "query_time"

    query: Mapped[str] = mapped_column(primary_key=True)
    machine: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    median_ms: Mapped[float]
    runs: Mapped[int]


class StorageReport(Base):
    """What somebody on the server's own machine told about room there."""

    __tablename__ = "storage_report"

    volume: Mapped[str] = mapped_column(primary_key=True)
    total_bytes: Mapped[int] = mapped_column(BigInteger())
    free_bytes: Mapped[int | None] = mapped_column(BigInteger())
    told_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    told_by: Mapped[str] = mapped_column(server_default=_WHO)
