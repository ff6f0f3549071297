"""Health checks: what the rules should be, the lease of whoever checks, runs, problems and mutes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, false, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, blank

_NOW = text("clock_timestamp()")
_WHO = text("SESSION_USER")


class CatalogEntry(Base):
    """One rule or object as the migrations left it."""

    __tablename__ = "catalog_snapshot"

    kind: Mapped[str] = mapped_column(primary_key=True)
    table_name: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    definition: Mapped[str]
    details: Mapped[dict[str, Any]] = mapped_column(JSONB(), server_default=text("'{}'::jsonb"))


class MaintenanceLease(Base):
    """Who does a work that only one desktop may do at a time."""

    __tablename__ = "maintenance_lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    token: Mapped[UUID]
    holder: Mapped[str] = mapped_column(server_default=_WHO)
    machine: Mapped[str] = blank()
    until: Mapped[datetime]


class StoredRun(Base):
    """One run of checks with all that it said."""

    __tablename__ = "health_run"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    person: Mapped[str] = mapped_column(server_default=_WHO)
    machine: Mapped[str] = blank()
    verdict: Mapped[str]
    sentence: Mapped[str]
    was_cancelled: Mapped[bool] = mapped_column(server_default=false())
    results: Mapped[dict[str, Any]] = mapped_column(JSONB())

    __table_args__ = (Index("health_run_started", text("started_at DESC")),)


class HealthProblem(Base):
    """One time that a distinct problem was open."""

    __tablename__ = "health_problem"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    fingerprint: Mapped[str]
    check_name: Mapped[str]
    rule: Mapped[str]
    table_name: Mapped[str] = blank()
    record_key: Mapped[str] = blank()
    words: Mapped[str] = blank()
    severity: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    opened_run: Mapped[UUID] = mapped_column(ForeignKey("health_run.id", ondelete="RESTRICT"))
    seen_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    closed_at: Mapped[datetime | None]
    closed_run: Mapped[UUID | None] = mapped_column(ForeignKey("health_run.id", ondelete="RESTRICT"))

    __table_args__ = (
        Index("health_problem_one_open", "fingerprint", unique=True, postgresql_where=text("closed_at IS NULL")),
        Index("health_problem_opened", "opened_at"),
        Index("health_problem_opened_run", "opened_run"),
        Index("health_problem_closed_run", "closed_run", postgresql_where=text("closed_run IS NOT NULL")),
    )


class HealthMute(Base):
    """A problem that somebody does not want to hear of until a day."""

    __tablename__ = "health_mute"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    rule: Mapped[str]
    reason: Mapped[str]
    until: Mapped[date]
    muted_by: Mapped[str] = mapped_column(server_default=_WHO)
    muted_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None]

    __table_args__ = (Index("health_mute_one", "fingerprint", unique=True, postgresql_where=text("ended_at IS NULL")),)
