"""Cases with their grievants, articles, steps and clocks. How a case goes on is written by the server's verbs only."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, Text, UniqueConstraint, false, text
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank

_NUMBER = "number_year::text || '-' || lpad(number_seq::text, greatest(3, length(number_seq::text)), '0')"  # 2026-014


class GrievanceCounter(Base):
    """The last number of each year; only the server's trigger reaches it."""

    __tablename__ = "grievance_counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class Grievance(Stamped, Binnable, Base):
    """One case. Number, standing, place, outcome and close are the server's."""

    __tablename__ = "grievance"

    number_year: Mapped[int]
    number_seq: Mapped[int]
    number: Mapped[str] = mapped_column(Computed(_NUMBER))
    kind: Mapped[str] = mapped_column(server_default=text("'individual'"))
    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    agreement_version_id: Mapped[UUID] = mapped_column(ForeignKey("agreement_version.id", ondelete="RESTRICT"))
    jobsite: Mapped[str] = blank()
    occurred_on: Mapped[date]
    knew_on: Mapped[date | None]
    trigger_used: Mapped[str] = mapped_column(server_default=text("'occurrence'"))
    steward: Mapped[str] = blank()
    representative: Mapped[str] = blank()
    supervisor: Mapped[str] = blank()
    group_name: Mapped[str] = blank()
    statement: Mapped[str] = blank()
    remedy: Mapped[str] = blank()
    other_provisions: Mapped[str] = blank()
    priority: Mapped[str] = mapped_column(server_default=text("'normal'"))
    follows_id: Mapped[UUID | None] = mapped_column(ForeignKey("grievance.id", ondelete="RESTRICT"))
    status: Mapped[str] = mapped_column(server_default=text("'preparing'"))
    step_position: Mapped[int]
    outcome: Mapped[str | None]
    closed_on: Mapped[date | None]
    close_remarks: Mapped[str] = blank()
    merged_into_id: Mapped[UUID | None] = mapped_column(ForeignKey("grievance.id", ondelete="RESTRICT"))
    sort_name: Mapped[str | None] = mapped_column(
        Text(collation="C"), Computed("lpad(number_year::text, 4, '0') || '-' || lpad(number_seq::text, 9, '0')")
    )
    search_text: Mapped[str | None] = mapped_column(
        Text(collation="C"),
        Computed(
            f"ip2a_fold(' ' || {_NUMBER} || ' ' || jobsite || ' ' || steward || ' ' || representative || ' '"
            " || supervisor || ' ' || group_name)"
        ),
    )

    __table_args__ = (
        UniqueConstraint("number_year", "number_seq", name="grievance_number_unique"),
        Index("grievance_by_name", "sort_name", "id", postgresql_where=text("deleted_at IS NULL")),
        Index(
            "grievance_by_search",
            "search_text",
            postgresql_using="gin",
            postgresql_ops={"search_text": "gin_trgm_ops"},
        ),
        Index("grievance_in_bin", "deleted_at", postgresql_where=text("deleted_at IS NOT NULL")),
        Index("grievance_organization", "organization_id"),
        Index("grievance_running", "agreement_version_id", postgresql_where=text("status <> 'closed'")),
        Index("grievance_follows", "follows_id", postgresql_where=text("follows_id IS NOT NULL")),
        Index("grievance_merged_into", "merged_into_id", postgresql_where=text("merged_into_id IS NOT NULL")),
    )


def _case() -> Mapped[UUID]:
    return mapped_column(ForeignKey("grievance.id", ondelete="RESTRICT"))


class GrievanceGrievant(Stamped, Binnable, Base):
    """A member in whose name a case is brought; one is the lead."""

    __tablename__ = "grievance_grievant"

    grievance_id: Mapped[UUID] = _case()
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="RESTRICT"))
    is_lead: Mapped[bool] = mapped_column(server_default=false())
    signs_for_all: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        UniqueConstraint("grievance_id", "member_id", name="grievance_grievant_once"),
        Index(
            "grievance_grievant_one_lead",
            "grievance_id",
            unique=True,
            postgresql_where=text("is_lead AND deleted_at IS NULL"),
        ),
        Index("grievance_grievant_member", "member_id"),
    )


class GrievanceArticle(Stamped, Binnable, Base):
    """An article that a case says was violated; as text, and as a link where the agreement's articles are kept."""

    __tablename__ = "grievance_article"

    grievance_id: Mapped[UUID] = _case()
    agreement_article_id: Mapped[UUID | None] = mapped_column(ForeignKey("agreement_article.id", ondelete="RESTRICT"))
    reference: Mapped[str]

    __table_args__ = (
        UniqueConstraint("grievance_id", "reference", name="grievance_article_once"),
        Index("grievance_article_of_agreement", "agreement_article_id"),
    )


class GrievanceStep(Stamped, Base):
    """What happened at one step."""

    __tablename__ = "grievance_step"

    grievance_id: Mapped[UUID] = _case()
    procedure_step_id: Mapped[UUID] = mapped_column(ForeignKey("procedure_step.id", ondelete="RESTRICT"))
    position: Mapped[int]
    filed_on: Mapped[date]
    filed_time: Mapped[time | None]
    met_on: Mapped[date | None]
    met_time: Mapped[time | None]
    union_attended: Mapped[str] = blank()
    employer_attended: Mapped[str] = blank()
    answered_on: Mapped[date | None]
    answered_time: Mapped[time | None]
    answer: Mapped[str] = blank()
    disposition: Mapped[str | None]
    union_signer: Mapped[str] = blank()
    employer_signer: Mapped[str] = blank()

    __table_args__ = (
        UniqueConstraint("grievance_id", "position", name="grievance_step_once"),
        Index("grievance_step_procedure_step", "procedure_step_id"),
    )


class GrievanceDeadline(Base):
    """One clock of a case: running, done, or moot. The server marks the next one and the union's next one."""

    __tablename__ = "grievance_deadline"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    grievance_id: Mapped[UUID] = _case()
    position: Mapped[int]
    act: Mapped[str]
    side: Mapped[str]
    lateness: Mapped[str]
    due_on: Mapped[date]
    due_at: Mapped[datetime]
    explanation: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=text("'open'"))
    done_on: Mapped[date | None]
    is_next: Mapped[bool] = mapped_column(server_default=false())
    is_ours: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        UniqueConstraint("grievance_id", "position", "act", name="grievance_deadline_once"),
        Index("grievance_deadline_next", "grievance_id", unique=True, postgresql_where=text("is_next")),
        Index("grievance_deadline_ours", "grievance_id", unique=True, postgresql_where=text("is_ours")),
        Index("grievance_deadline_due", "due_at", postgresql_where=text("state = 'open'")),
    )


class GrievanceExtension(Stamped, Base):
    """More time for one act, agreed by both sides in writing."""

    __tablename__ = "grievance_extension"

    grievance_id: Mapped[UUID] = _case()
    position: Mapped[int]
    act: Mapped[str]
    side: Mapped[str]
    from_on: Mapped[date]
    to_on: Mapped[date]
    agreed_on: Mapped[date]
    agreed_union: Mapped[str]
    agreed_employer: Mapped[str]
    document: Mapped[str]

    __table_args__ = (Index("grievance_extension_grievance", "grievance_id"),)
