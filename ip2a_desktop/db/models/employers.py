"""Organizations, their contacts, and the jobs that members have with them."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Numeric, Text, false, text
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank


class Organization(Stamped, Binnable, Base):
    """An employer, union, training partner or JATC."""

    __tablename__ = "organization"

    name: Mapped[str]
    trade_name: Mapped[str] = blank()
    organization_type: Mapped[str] = mapped_column(server_default=text("'employer'"))
    signatory_status: Mapped[str] = mapped_column(server_default=text("'not_signatory'"))
    signatory_since: Mapped[date | None]
    agreement: Mapped[str] = blank()
    phone: Mapped[str] = blank()
    email: Mapped[str] = blank()
    website: Mapped[str] = blank()
    address_line1: Mapped[str] = blank()
    address_line2: Mapped[str] = blank()
    city: Mapped[str] = blank()
    state: Mapped[str] = blank()
    postal_code: Mapped[str] = blank()
    remarks: Mapped[str] = blank()
    sort_name: Mapped[str | None] = mapped_column(Text(collation="C"), Computed("left(ip2a_fold(name), 150)"))
    search_text: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed(
            "left(ip2a_fold(' ' || name || ' ' || trade_name || ' ' || city || ' ' || email || ' '"
            " || ip2a_digits(phone)), 450)"
        ),
    )

    __table_args__ = (
        Index(
            "organization_by_name",
            "sort_name",
            "id",
            postgresql_include=["search_text"],  # so that a search walks the order without touching the table
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "organization_by_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        Index("organization_in_bin", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
    )


class OrganizationContact(Stamped, Binnable, Base):
    """A person at an organization."""

    __tablename__ = "organization_contact"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    name: Mapped[str]
    title: Mapped[str] = blank()
    phone: Mapped[str] = blank()
    email: Mapped[str] = blank()
    is_primary: Mapped[bool] = mapped_column(server_default=false())
    remarks: Mapped[str] = blank()

    __table_args__ = (
        Index("organization_contact_organization", "organization_id"),
        Index(
            "organization_contact_one_primary",
            "organization_id",
            unique=True,
            postgresql_where=text("is_primary AND deleted_at IS NULL"),
        ),
    )


class Employment(Stamped, Binnable, Base):
    """One job of a member at an organization; current as long as it has no end."""

    __tablename__ = "employment"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    position: Mapped[str] = blank()
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    is_current: Mapped[bool] = mapped_column(Computed("ended_on IS NULL"), nullable=True)
    weekly_hours: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))
    hourly_rate: Mapped[Decimal | None] = mapped_column(Numeric(8, 2))

    __table_args__ = (
        Index("employment_member", "member_id"),
        Index("employment_organization", "organization_id"),
    )
