"""Backups: what was proved of each, and where and when they are made."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Stamped, blank


class Backup(Base):
    """One dump file and what was proved of it."""

    __tablename__ = "backup"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file: Mapped[str]
    folder: Mapped[str]
    machine: Mapped[str] = blank()
    started_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    ended_at: Mapped[datetime | None]
    bytes: Mapped[int] = mapped_column(BigInteger(), server_default=text("0"))
    sha256: Mapped[str] = blank()
    state: Mapped[str]
    proof: Mapped[str] = blank()
    tables: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default=text("'{}'"))
    objects: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default=text("'{}'"))
    database_name: Mapped[str] = blank()
    database_id: Mapped[UUID | None]
    server_version: Mapped[int] = mapped_column(server_default=text("0"))
    dump_version: Mapped[int] = mapped_column(server_default=text("0"))
    schema_version: Mapped[str] = blank()
    anchor: Mapped[str] = blank()
    copied_to: Mapped[str] = blank()
    read_at: Mapped[datetime | None]
    restored_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    created_by: Mapped[str] = mapped_column(server_default=text("SESSION_USER"))

    __table_args__ = (Index("backup_by_time", text("started_at DESC")),)


class BackupSettings(Stamped, Base):
    """Where backups go and when: one row."""

    __tablename__ = "backup_settings"

    singleton: Mapped[bool] = mapped_column(server_default=true())
    folder: Mapped[str] = blank()
    copy_folder: Mapped[str] = blank()
    programs_folder: Mapped[str] = blank()
    daily_hour: Mapped[int | None] = mapped_column(server_default=text("2"))
    machine: Mapped[str] = blank()

    __table_args__ = (UniqueConstraint("singleton", name="backup_settings_singleton_key"),)
