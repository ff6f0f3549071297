"""Agreements (CBAs) with their versions, articles, holidays and procedures."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank


class Agreement(Stamped, Binnable, Base):
    """A collective bargaining agreement."""

    __tablename__ = "agreement"

    name: Mapped[str]
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    remarks: Mapped[str] = blank()
    sort_name: Mapped[str | None] = mapped_column(Text(collation="C"), Computed("ip2a_fold(name)"))
    search_text: Mapped[str | None] = mapped_column(Text(collation="C"), Computed("ip2a_fold(' ' || name)"))

    __table_args__ = (Index("agreement_organization", "organization_id"),)


def _version() -> Mapped[UUID]:
    return mapped_column(ForeignKey("agreement_version.id", ondelete="RESTRICT"))


class AgreementVersion(Stamped, Binnable, Base):
    """An agreement as it stands between two dates; who confirmed its limits is the server's word."""

    __tablename__ = "agreement_version"

    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id", ondelete="RESTRICT"))
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    remarks: Mapped[str] = blank()
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[str | None]

    __table_args__ = (Index("agreement_version_agreement", "agreement_id", "starts_on"),)


class AgreementArticle(Stamped, Binnable, Base):
    """An article that a grievance can name."""

    __tablename__ = "agreement_article"

    agreement_version_id: Mapped[UUID] = _version()
    number: Mapped[str]
    title: Mapped[str] = blank()
    body: Mapped[str] = blank()

    __table_args__ = (
        Index(
            "agreement_article_number_unique",
            "agreement_version_id",
            "number",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )


class AgreementHoliday(Stamped, Binnable, Base):
    """A day that is no working day under the agreement."""

    __tablename__ = "agreement_holiday"

    agreement_version_id: Mapped[UUID] = _version()
    day: Mapped[date]
    name: Mapped[str]

    __table_args__ = (
        Index(
            "agreement_holiday_day_unique",
            "agreement_version_id",
            "day",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )


class ProcedureStep(Stamped, Binnable, Base):
    """One step of a version's procedure; it keeps its place once a case has reached it."""

    __tablename__ = "procedure_step"

    agreement_version_id: Mapped[UUID] = _version()
    position: Mapped[int]
    name: Mapped[str]
    form: Mapped[str] = mapped_column(server_default=text("'meeting'"))
    union_sits: Mapped[str] = blank()
    employer_sits: Mapped[str] = blank()
    rule: Mapped[str] = blank()
    entry_for: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    panel_size: Mapped[int | None]
    first_strike: Mapped[str | None]

    __table_args__ = (
        Index(
            "procedure_step_position_unique",
            "agreement_version_id",
            "position",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
    )


class ProcedureLimit(Stamped, Binnable, Base):
    """A time limit of a step, or (without a step) the one that a settlement starts."""

    __tablename__ = "procedure_limit"

    agreement_version_id: Mapped[UUID] = _version()
    procedure_step_id: Mapped[UUID | None] = mapped_column(ForeignKey("procedure_step.id", ondelete="RESTRICT"))
    act: Mapped[str]
    side: Mapped[str]
    number: Mapped[int]
    unit: Mapped[str]
    runs_from: Mapped[str]
    counts_trigger_day: Mapped[bool] = mapped_column(server_default=false())
    lateness: Mapped[str]
    article: Mapped[str] = blank()

    __table_args__ = (
        Index(
            "procedure_limit_one_for_each",
            "procedure_step_id",
            "act",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(
            "procedure_limit_one_after_settlement",
            "agreement_version_id",
            unique=True,
            postgresql_where=text("procedure_step_id IS NULL AND deleted_at IS NULL"),
        ),
        Index("procedure_limit_version", "agreement_version_id"),
    )
