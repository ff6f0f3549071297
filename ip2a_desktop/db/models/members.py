"""Members, their private fields, status history and contacts."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank


class Member(Stamped, Binnable, Base):
    """A member of the local."""

    __tablename__ = "member"

    card_number: Mapped[str]
    first_name: Mapped[str]
    middle_name: Mapped[str] = blank()
    last_name: Mapped[str]
    suffix: Mapped[str] = blank()
    preferred_name: Mapped[str] = blank()
    status: Mapped[str] = mapped_column(server_default=text("'active'"))
    status_since: Mapped[date | None]
    status_reason: Mapped[str] = blank()
    member_type: Mapped[str] = mapped_column(server_default=text("'none'"))
    classification: Mapped[str] = mapped_column(server_default=text("'journey_worker'"))
    home_local: Mapped[str] = blank()
    initiation_date: Mapped[date | None]
    hire_date: Mapped[date | None]
    referral_book: Mapped[str] = blank()
    referral_registered_at: Mapped[datetime | None]
    phone: Mapped[str] = blank()
    phone_other: Mapped[str] = blank()
    email: Mapped[str] = blank()
    address_line1: Mapped[str] = blank()
    address_line2: Mapped[str] = blank()
    city: Mapped[str] = blank()
    state: Mapped[str] = blank()
    postal_code: Mapped[str] = blank()
    skills: Mapped[str] = blank()
    sort_name: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed("left(ip2a_fold(last_name || ', ' || first_name || ' ' || middle_name || ' ' || suffix), 150)"),
    )
    search_text: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed(
            "left(ip2a_fold(' ' || first_name || ' ' || middle_name || ' ' || last_name || ' ' || suffix || ' '"
            " || preferred_name || ' ' || card_number || ' ' || email || ' '"
            " || ip2a_digits(phone) || ' ' || ip2a_digits(phone_other)), 450)"
        ),
    )

    __table_args__ = (
        Index(
            "member_card_number_unique",
            text(r"upper(regexp_replace(card_number, '\s', '', 'g'))"),
            unique=True,
        ),
        Index(
            "member_by_name",
            "sort_name",
            "id",
            postgresql_include=["search_text"],  # so that a search walks the order without touching the table
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "member_by_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        Index("member_by_email", text("lower(email)"), postgresql_where=text("email <> ''")),
        Index("member_in_bin", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
    )


class MemberPrivate(Stamped, Base):
    """What only the private duty may see; the id is the member's."""

    __tablename__ = "member_private"

    id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"), primary_key=True)
    birth_date: Mapped[date | None]
    ssn_last4: Mapped[str] = blank()


class MemberStatusHistory(Base):
    """A member's standings over time, written by a trigger."""

    __tablename__ = "member_status_history"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    status: Mapped[str]
    since: Mapped[date]
    reason: Mapped[str] = blank()
    recorded_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    recorded_by: Mapped[str] = mapped_column(server_default=text("SESSION_USER"))

    __table_args__ = (Index("member_status_history_member", "member_id", "recorded_at"),)


class MemberContact(Stamped, Binnable, Base):
    """A person to reach about a member."""

    __tablename__ = "member_contact"

    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(server_default=text("'emergency'"))
    name: Mapped[str]
    relation: Mapped[str] = blank()
    phone: Mapped[str] = blank()
    email: Mapped[str] = blank()

    __table_args__ = (Index("member_contact_member", "member_id"),)
