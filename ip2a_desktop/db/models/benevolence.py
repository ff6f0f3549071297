"""The benevolence fund: settings and applications. How an application goes on is written by the server's verbs only."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Numeric, Text, UniqueConstraint, false, text, true
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank

_SEQ = "lpad(number_seq::text, greatest(3, length(number_seq::text)), '0')"
_MONEY = Numeric(12, 2)


class BenevolenceFund(Stamped, Base):
    """The fund's rules: one row."""

    __tablename__ = "benevolence_fund"

    singleton: Mapped[bool] = mapped_column(server_default=true())
    cap_amount: Mapped[Decimal | None] = mapped_column(_MONEY)
    cap_period: Mapped[str] = mapped_column(server_default=text("'calendar_year'"))
    wait_days: Mapped[int] = mapped_column(server_default=text("90"))
    bar_years: Mapped[int] = mapped_column(server_default=text("3"))
    good_standing_only: Mapped[bool] = mapped_column(server_default=true())
    is_confirmed: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (UniqueConstraint("singleton", name="benevolence_fund_singleton_key"),)


class BenevolenceLevel(Stamped, Binnable, Base):
    """A review level as it is set now; each application keeps the levels of its own day."""

    __tablename__ = "benevolence_level"

    position: Mapped[int] = mapped_column(server_default=text("1"))
    name: Mapped[str]
    duty: Mapped[str]
    threshold: Mapped[Decimal] = mapped_column(_MONEY, server_default=text("0"))


class BenevolenceCounter(Base):
    """The last number of each year; only the server's trigger reaches it."""

    __tablename__ = "benevolence_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class BenevolenceApplication(Stamped, Binnable, Base):
    """One application. Its number, and everything from ``status`` on, are the server's."""

    __tablename__ = "benevolence_application"

    number_year: Mapped[int]
    number_seq: Mapped[int]
    number: Mapped[str] = mapped_column(Computed(f"'B-' || number_year::text || '-' || {_SEQ}"))
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    applied_on: Mapped[date | None]
    dependents: Mapped[int | None]
    earners: Mapped[int | None]
    reason: Mapped[str | None]
    narrative: Mapped[str] = blank()
    need_by: Mapped[date | None]
    requested: Mapped[Decimal | None] = mapped_column(_MONEY)
    payee_kind: Mapped[str] = mapped_column(server_default=text("'vendor'"))
    payee: Mapped[str] = blank()
    account: Mapped[str] = blank()
    other_aid: Mapped[str] = blank()
    earlier_requests: Mapped[str] = blank()
    officer_relation: Mapped[str] = blank()
    handed_in_by: Mapped[str] = blank()
    representative_relation: Mapped[str] = blank()
    is_declared: Mapped[bool] = mapped_column(server_default=false())
    signed_on: Mapped[date | None]
    status: Mapped[str] = mapped_column(server_default=text("'draft'"))
    round: Mapped[int] = mapped_column(server_default=text("0"))
    submitted_on: Mapped[date | None]
    submitted_by: Mapped[str] = blank()
    card_number: Mapped[str] = blank()
    standing: Mapped[str | None]
    approved: Mapped[Decimal | None] = mapped_column(_MONEY)
    decided_on: Mapped[date | None]
    withdrawn_reason: Mapped[str] = blank()
    found_false_on: Mapped[date | None]
    found_false_reason: Mapped[str] = blank()
    sort_name: Mapped[str | None] = mapped_column(
        Text(collation="C"), Computed("lpad(number_year::text, 4, '0') || '-' || lpad(number_seq::text, 9, '0')")
    )
    search_text: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed(
            f"ip2a_fold(' b-' || number_year::text || '-' || {_SEQ}"
            " || ' ' || payee || ' ' || account || ' ' || handed_in_by)"
        ),
    )

    __table_args__ = (
        UniqueConstraint("number_year", "number_seq", name="benevolence_application_number_unique"),
        Index("benevolence_application_by_name", "sort_name", "id", postgresql_where=text("deleted_at IS NULL")),
        Index(
            "benevolence_application_by_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        Index("benevolence_application_in_bin", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("benevolence_application_member", "member_id"),
        Index(
            "benevolence_application_waiting",
            "status",
            postgresql_where=text("status IN ('submitted', 'under_review')"),
        ),
    )


class BenevolenceBudgetLine(Stamped, Binnable, Base):
    """A line of the household's budget."""

    __tablename__ = "benevolence_budget_line"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_application.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(server_default=text("'income'"))
    description: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(_MONEY, server_default=text("0"))

    __table_args__ = (Index("benevolence_budget_line_application", "application_id"),)


class BenevolenceDocument(Stamped, Binnable, Base):
    """A document of the checklist."""

    __tablename__ = "benevolence_document"

    application_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_application.id", ondelete="RESTRICT"))
    kind: Mapped[str] = mapped_column(server_default=text("'bill'"))
    description: Mapped[str] = blank()
    received_on: Mapped[date | None]

    __table_args__ = (Index("benevolence_document_application", "application_id"),)
