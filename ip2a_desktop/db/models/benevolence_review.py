"""What became of an application: its levels, decisions, recusals, answers and payments, all written by verbs only."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Numeric, Text, UniqueConstraint, false, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, blank

_MONEY = Numeric(12, 2)
_NOW = text("clock_timestamp()")
_WHO = text("SESSION_USER")


class BenevolenceStep(Base):
    """A level that has to approve one application in one round."""

    __tablename__ = "benevolence_step"

    application_id: Mapped[UUID] = mapped_column(
        ForeignKey("benevolence_application.id", ondelete="RESTRICT"), primary_key=True
    )
    round: Mapped[int] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    level_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_level.id", ondelete="RESTRICT"))
    name: Mapped[str]
    duty: Mapped[str]

    __table_args__ = (
        UniqueConstraint("application_id", "round", "level_id", name="benevolence_step_once"),
        Index("benevolence_step_level", "level_id"),
    )


class BenevolenceReview(Base):
    """What a level decided, with the cap's arithmetic of that moment."""

    __tablename__ = "benevolence_review"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID]
    round: Mapped[int]
    position: Mapped[int]
    decision: Mapped[str]
    amount: Mapped[Decimal | None] = mapped_column(_MONEY)
    comment: Mapped[str] = blank()
    override_reason: Mapped[str] = blank()
    cap_amount: Mapped[Decimal | None] = mapped_column(_MONEY)
    cap_period: Mapped[str]
    cap_paid: Mapped[Decimal] = mapped_column(_MONEY)
    cap_promised: Mapped[Decimal] = mapped_column(_MONEY)
    problems: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    alternate_for: Mapped[str] = blank()
    reviewer: Mapped[str] = mapped_column(server_default=_WHO)
    reviewed_at: Mapped[datetime] = mapped_column(server_default=_NOW)

    __table_args__ = (
        ForeignKeyConstraint(
            ["application_id", "round", "position"],
            ["benevolence_step.application_id", "benevolence_step.round", "benevolence_step.position"],
            name="benevolence_review_step",
            ondelete="RESTRICT",
        ),
        Index(
            "benevolence_review_one_approval",
            "application_id",
            "round",
            "position",
            unique=True,
            postgresql_where=text("decision = 'approved'"),
        ),
        Index(
            "benevolence_review_one_level",
            "application_id",
            "round",
            "reviewer",
            unique=True,
            postgresql_where=text("decision = 'approved'"),
        ),
    )


class BenevolenceRecusal(Base):
    """Who stepped aside, and who sits in their place at that level."""

    __tablename__ = "benevolence_recusal"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_application.id", ondelete="RESTRICT"))
    level_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_level.id", ondelete="RESTRICT"))
    recused: Mapped[str]
    alternate: Mapped[str]
    reason: Mapped[str]
    recorded_by: Mapped[str] = mapped_column(server_default=_WHO)
    recorded_at: Mapped[datetime] = mapped_column(server_default=_NOW)

    __table_args__ = (
        Index("benevolence_recusal_application", "application_id"),
        Index("benevolence_recusal_level", "level_id"),
    )


class BenevolenceAnswer(Base):
    """What came in after a level had asked for more information."""

    __tablename__ = "benevolence_answer"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_application.id", ondelete="RESTRICT"))
    words: Mapped[str]
    answered_by: Mapped[str] = mapped_column(server_default=_WHO)
    answered_at: Mapped[datetime] = mapped_column(server_default=_NOW)

    __table_args__ = (Index("benevolence_answer_application", "application_id"),)


class BenevolencePayment(Base):
    """A payment; a voided one stays."""

    __tablename__ = "benevolence_payment"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    application_id: Mapped[UUID] = mapped_column(ForeignKey("benevolence_application.id", ondelete="RESTRICT"))
    amount: Mapped[Decimal] = mapped_column(_MONEY)
    paid_on: Mapped[date]
    method: Mapped[str]
    payee_kind: Mapped[str]
    payee: Mapped[str]
    account: Mapped[str] = blank()
    reference: Mapped[str] = blank()
    is_last: Mapped[bool] = mapped_column(server_default=false())
    recorded_by: Mapped[str] = mapped_column(server_default=_WHO)
    recorded_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    voided_at: Mapped[datetime | None]
    voided_by: Mapped[str | None]
    void_reason: Mapped[str] = blank()

    __table_args__ = (
        Index("benevolence_payment_application", "application_id"),
        Index("benevolence_payment_day", "paid_on"),
    )
