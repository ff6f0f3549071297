"""Union elections at employers: a public record that the whole office reads."""

from datetime import date
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Integer, Text, false, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank


class Election(Stamped, Binnable, Base):
    """One tally; ``votes_for`` has a number for each of ``unions``."""

    __tablename__ = "election"

    organization_id: Mapped[UUID] = mapped_column(ForeignKey("organization.id", ondelete="RESTRICT"))
    case_number: Mapped[str]
    case_name: Mapped[str] = blank()
    region: Mapped[str] = blank()
    unit_id: Mapped[str] = blank()
    unit_description: Mapped[str] = blank()
    ballot_type: Mapped[str] = blank()
    tally_type: Mapped[str] = mapped_column(server_default=text("'initial'"))
    filed_on: Mapped[date | None]
    tallied_on: Mapped[date]
    closed_on: Mapped[date | None]
    closed_as: Mapped[str] = blank()
    eligible_voters: Mapped[int | None]
    unions: Mapped[list[str]] = mapped_column(ARRAY(Text()), server_default=text("'{}'"))
    votes_for: Mapped[list[int | None]] = mapped_column(ARRAY(Integer()), server_default=text("'{}'"))
    votes_against: Mapped[int | None]
    ballots_counted: Mapped[int | None]
    void_ballots: Mapped[int | None]
    challenged_ballots: Mapped[int | None]
    challenges_decide: Mapped[bool] = mapped_column(server_default=false())
    runoff_required: Mapped[bool] = mapped_column(server_default=false())
    union_to_certify: Mapped[str] = blank()

    __table_args__ = (
        Index("election_tally_unique", "case_number", "unit_id", "tally_type", "tallied_on", unique=True),
        Index("election_organization", "organization_id"),
    )
