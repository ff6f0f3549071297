"""Notes on members, organizations, cases and applications."""

from uuid import UUID

from sqlalchemy import Computed, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped


class Note(Stamped, Binnable, Base):
    """A note on one member, organization, case or application to the fund."""

    __tablename__ = "note"

    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    organization_id: Mapped[UUID | None] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"))
    grievance_id: Mapped[UUID | None] = mapped_column(ForeignKey("grievance.id", ondelete="CASCADE"))
    application_id: Mapped[UUID | None] = mapped_column(ForeignKey("benevolence_application.id", ondelete="CASCADE"))
    subject_id: Mapped[UUID | None] = mapped_column(
        Computed("COALESCE(member_id, organization_id, grievance_id, application_id)")
    )
    body: Mapped[str]
    visibility: Mapped[str] = mapped_column(server_default=text("'staff'"))

    __table_args__ = (
        Index("note_subject", "subject_id"),
        Index("note_member", "member_id"),
        Index("note_organization", "organization_id"),
        Index("note_grievance", "grievance_id", postgresql_where=text("grievance_id IS NOT NULL")),
        Index("note_application", "application_id", postgresql_where=text("application_id IS NOT NULL")),
    )
