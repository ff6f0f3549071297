"""Notices to the admins: channels, the outbox, and what became of each notice on each channel."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Stamped, blank


class NoticeChannel(Stamped, Base):
    """One way to tell the admins."""

    __tablename__ = "notice_channel"

    kind: Mapped[str]
    name: Mapped[str]
    address: Mapped[str] = blank()
    is_on: Mapped[bool] = mapped_column(server_default=true())
    minimum: Mapped[str] = mapped_column(server_default=text("'medium'"))
    digest: Mapped[str] = mapped_column(server_default=text("'at_once'"))
    settings: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default=text("'{}'"))
    removed_at: Mapped[datetime | None]


class Notice(Base):
    """One thing that the admins are told."""

    __tablename__ = "notice"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    priority: Mapped[str]
    kind: Mapped[str]
    title: Mapped[str]
    body: Mapped[str] = blank()
    key: Mapped[str]
    told_by: Mapped[str] = mapped_column(server_default=text("SESSION_USER"))

    __table_args__ = (UniqueConstraint("key", name="notice_key_key"), Index("notice_by_time", text("at DESC")))


class NoticeDelivery(Base):
    """One notice on one channel."""

    __tablename__ = "notice_delivery"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id", ondelete="RESTRICT"))
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("notice_channel.id", ondelete="RESTRICT"))
    state: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    tries: Mapped[int] = mapped_column(server_default=text("0"))
    last_try_at: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    error: Mapped[str] = blank()

    __table_args__ = (
        UniqueConstraint("notice_id", "channel_id", name="notice_delivery_once"),
        Index("notice_delivery_due", "next_try_at", postgresql_where=text("state IN ('waiting', 'retrying')")),
        Index("notice_delivery_channel", "channel_id"),
    )
