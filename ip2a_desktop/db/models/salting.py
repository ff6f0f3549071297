"""Organizing: campaigns, activities, workers with assessments and cards, salts, and how employers meet the union."""

from datetime import date
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Text, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank

_KEPT = "deleted_at IS NULL"


def _zero() -> Mapped[int]:
    return mapped_column(server_default=text("0"))


def _folded(words: str) -> Mapped[str | None]:
    return mapped_column(Text(collation="C"), Computed(words))


def _by_search(table: str) -> Index:
    return Index(
        f"{table}_by_search", "search_text", postgresql_using="gin", postgresql_ops={"search_text": "gin_trgm_ops"}
    )


class Campaign(Stamped, Binnable, Base):
    """An employer being organized."""

    __tablename__ = "organizing_campaign"

    name: Mapped[str]
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    jobsite: Mapped[str] = blank()
    status: Mapped[str] = mapped_column(server_default=text("'active'"))
    lead_organizer: Mapped[str] = blank()
    unit: Mapped[str] = blank()
    unit_size: Mapped[int | None]
    started_on: Mapped[date | None]
    petition_on: Mapped[date | None]
    election_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    card_months: Mapped[int] = mapped_column(server_default=text("6"))
    showing_percent: Mapped[int] = mapped_column(server_default=text("30"))
    goal_percent: Mapped[int] = mapped_column(server_default=text("65"))
    remarks: Mapped[str] = blank()
    sort_name: Mapped[str | None] = _folded("ip2a_fold(name)")
    search_text: Mapped[str | None] = _folded("ip2a_fold(' ' || name || ' ' || jobsite || ' ' || lead_organizer)")

    __table_args__ = (
        Index("organizing_campaign_by_name", "sort_name", "id", postgresql_where=text(_KEPT)),
        _by_search("organizing_campaign"),
        Index("organizing_campaign_organization", "organization_id"),
    )


class Activity(Stamped, Binnable, Base):
    """What organizers did; ``sort_name`` orders by the day."""

    __tablename__ = "organizing_activity"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("organizing_campaign.id", ondelete="RESTRICT"))
    done_on: Mapped[date]
    kind: Mapped[str] = mapped_column(server_default=text("'outreach'"))
    jobsite: Mapped[str] = blank()
    organizer: Mapped[str] = blank()
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    workers_contacted: Mapped[int] = _zero()
    cards_signed: Mapped[int] = _zero()
    outcome: Mapped[str] = mapped_column(server_default=text("'neutral'"))
    receptiveness: Mapped[int | None]
    follow_up_on: Mapped[date | None]
    is_followed_up: Mapped[bool] = mapped_column(server_default=false())
    description: Mapped[str] = blank()
    sort_name: Mapped[str | None] = _folded("lpad((done_on - '1900-01-01'::date)::text, 6, '0')")
    search_text: Mapped[str | None] = _folded(
        "ip2a_fold(' ' || jobsite || ' ' || organizer || ' ' || left(description, 2000))"
    )

    __table_args__ = (
        Index("organizing_activity_by_day", "sort_name", "id", postgresql_where=text(_KEPT)),
        _by_search("organizing_activity"),
        Index("organizing_activity_organization", "organization_id"),
        Index("organizing_activity_campaign", "campaign_id"),
        Index("organizing_activity_member", "member_id"),
    )


class Worker(Stamped, Binnable, Base):
    """Somebody who works at an employer being organized."""

    __tablename__ = "organizing_worker"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("organizing_campaign.id", ondelete="RESTRICT"))
    first_name: Mapped[str] = blank()
    last_name: Mapped[str] = blank()
    position: Mapped[str] = blank()
    department: Mapped[str] = blank()
    shift: Mapped[str] = blank()
    location: Mapped[str] = blank()
    phone: Mapped[str] = blank()
    email: Mapped[str] = blank()
    is_in_unit: Mapped[bool] = mapped_column(server_default=true())
    left_on: Mapped[date | None]
    on_committee: Mapped[bool] = mapped_column(server_default=false())
    last_contact_on: Mapped[date | None]
    remarks: Mapped[str] = blank()
    sort_name: Mapped[str | None] = _folded("ip2a_fold(last_name || ', ' || first_name)")
    search_text: Mapped[str | None] = _folded(
        "ip2a_fold(' ' || first_name || ' ' || last_name || ' ' || position || ' ' || department || ' ' || location "
        "|| ' ' || email || ' ' || ip2a_digits(phone))"
    )

    __table_args__ = (
        Index("organizing_worker_by_name", "sort_name", "id", postgresql_where=text(_KEPT)),
        _by_search("organizing_worker"),
        Index("organizing_worker_campaign", "campaign_id"),
    )


class Assessment(Stamped, Binnable, Base):
    """Where a worker stood on a day."""

    __tablename__ = "worker_assessment"

    worker_id: Mapped[UUID] = mapped_column(ForeignKey("organizing_worker.id", ondelete="RESTRICT"))
    assessment: Mapped[int]
    assessed_on: Mapped[date]
    remarks: Mapped[str] = blank()

    __table_args__ = (Index("worker_assessment_worker", "worker_id", "assessed_on"),)


class AuthorizationCard(Stamped, Binnable, Base):
    """A card that a worker signed."""

    __tablename__ = "authorization_card"

    worker_id: Mapped[UUID] = mapped_column(ForeignKey("organizing_worker.id", ondelete="RESTRICT"))
    signed_on: Mapped[date]
    collected_by: Mapped[str] = blank()
    revoked_on: Mapped[date | None]
    remarks: Mapped[str] = blank()

    __table_args__ = (Index("authorization_card_worker", "worker_id", "signed_on"),)


class Salt(Stamped, Binnable, Base):
    """A member who applied for work at an employer being organized."""

    __tablename__ = "salt"

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("organizing_campaign.id", ondelete="RESTRICT"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    applied_on: Mapped[date]
    position: Mapped[str] = blank()
    proof: Mapped[str] = blank()
    result: Mapped[str] = mapped_column(server_default=text("'waiting'"))
    result_on: Mapped[date | None]
    witnesses: Mapped[str] = blank()
    remarks: Mapped[str] = blank()

    __table_args__ = (Index("salt_campaign", "campaign_id"), Index("salt_member", "member_id"))


class Receptiveness(Stamped, Binnable, Base):
    """How an employer met the union on a day."""

    __tablename__ = "employer_receptiveness"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    receptiveness: Mapped[int]
    rated_on: Mapped[date]
    remarks: Mapped[str] = blank()

    __table_args__ = (Index("employer_receptiveness_organization", "organization_id", "rated_on"),)
