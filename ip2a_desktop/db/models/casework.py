"""The papers of a case: fact sheet, information requests, settlement, arbitration and its panel."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Numeric, false, text
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank


def _case_as_key() -> Mapped[UUID]:
    return mapped_column(ForeignKey("grievance.id", ondelete="RESTRICT"), primary_key=True)


class FactSheet(Stamped, Base):
    """The union's own paper about a case; the id is the case's, and the employer never sees a field of it."""

    __tablename__ = "grievance_fact_sheet"

    id: Mapped[UUID] = _case_as_key()
    seniority: Mapped[str] = blank()
    management: Mapped[str] = blank()
    witnesses: Mapped[str] = blank()
    what_happened: Mapped[str] = blank()
    when_it_happened: Mapped[str] = blank()
    how_often: Mapped[str] = blank()
    within_limits: Mapped[str] = blank()
    where_it_happened: Mapped[str] = blank()
    why_violation: Mapped[str] = blank()
    settlement_wanted: Mapped[str] = blank()
    employer_position: Mapped[str] = blank()
    documents: Mapped[str] = blank()
    arbitration_limit: Mapped[str] = blank()
    test_notice: Mapped[str] = blank()
    test_reasonable_rule: Mapped[str] = blank()
    test_investigation: Mapped[str] = blank()
    test_fair_investigation: Mapped[str] = blank()
    test_proof: Mapped[str] = blank()
    test_equal_treatment: Mapped[str] = blank()
    test_penalty: Mapped[str] = blank()
    representation: Mapped[str] = mapped_column(server_default=text("'no_interview'"))
    prepared_by: Mapped[str] = blank()


class InformationRequest(Stamped, Binnable, Base):
    """What the union asked the employer for, and what came of it."""

    __tablename__ = "information_request"

    grievance_id: Mapped[UUID] = mapped_column(ForeignKey("grievance.id", ondelete="RESTRICT"))
    requested_on: Mapped[date]
    how: Mapped[str] = mapped_column(server_default=text("'email'"))
    addressed_to: Mapped[str] = blank()
    items: Mapped[str]
    reason: Mapped[str] = blank()
    due_on: Mapped[date | None]
    received_on: Mapped[date | None]
    is_incomplete: Mapped[bool] = mapped_column(server_default=false())
    missing: Mapped[str] = blank()
    follow_up_on: Mapped[date | None]

    __table_args__ = (Index("information_request_grievance", "grievance_id"),)


class Settlement(Stamped, Base):
    """The written settlement of a case; the id is the case's."""

    __tablename__ = "settlement"

    id: Mapped[UUID] = _case_as_key()
    terms: Mapped[str]
    signed_on: Mapped[date | None]
    union_signer: Mapped[str] = blank()
    employer_signer: Mapped[str] = blank()
    is_precedent: Mapped[bool] = mapped_column(server_default=false())
    amount: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    comply_by: Mapped[date | None]
    complied_on: Mapped[date | None]


class Arbitration(Stamped, Base):
    """The arbitration of a case, made when it is demanded; the id is the case's."""

    __tablename__ = "arbitration"

    id: Mapped[UUID] = _case_as_key()
    demanded_on: Mapped[date]
    agency: Mapped[str] = blank()
    case_number: Mapped[str] = blank()
    panel_requested_on: Mapped[date | None]
    panel_received_on: Mapped[date | None]
    arbitrator: Mapped[str] = blank()
    hearing_on: Mapped[date | None]
    hearing_place: Mapped[str] = blank()
    briefs_due_on: Mapped[date | None]
    award_on: Mapped[date | None]
    award: Mapped[str] = blank()
    cost: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    union_share: Mapped[Decimal | None] = mapped_column(Numeric(5, 2))


class Panelist(Stamped, Binnable, Base):
    """A name on the panel; the server keeps the order in which they are struck."""

    __tablename__ = "arbitration_panelist"

    grievance_id: Mapped[UUID] = mapped_column(ForeignKey("arbitration.id", ondelete="RESTRICT"))
    position: Mapped[int]
    name: Mapped[str]
    strike_order: Mapped[int | None]
    struck_by: Mapped[str | None]

    __table_args__ = (Index("arbitration_panelist_grievance", "grievance_id"),)
