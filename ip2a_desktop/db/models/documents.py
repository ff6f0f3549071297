"""Documents of records: what is known of them; their contents lie in the store."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Computed, ForeignKey, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped, blank


def _owner(table: str) -> Mapped[UUID | None]:
    """Return the reference to an owner of this table, made by the server of the two columns that name it."""
    return mapped_column(
        Computed(f"CASE owner_table WHEN '{table}'::text THEN owner_id ELSE NULL::uuid END"),
        ForeignKey(f"{table}.id", ondelete="CASCADE"),
    )


class Attachment(Stamped, Binnable, Base):
    """One version of a document of one record."""

    __tablename__ = "attachment"

    owner_table: Mapped[str]
    owner_id: Mapped[UUID]
    member_id: Mapped[UUID | None] = _owner("member")
    organization_id: Mapped[UUID | None] = _owner("organization")
    grievance_id: Mapped[UUID | None] = _owner("grievance")
    application_id: Mapped[UUID | None] = _owner("benevolence_application")
    activity_id: Mapped[UUID | None] = _owner("organizing_activity")
    document_id: Mapped[UUID]
    replaces_id: Mapped[UUID | None] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"))
    replaced_at: Mapped[datetime | None]
    category: Mapped[str] = mapped_column(server_default=text("'general'"))
    name: Mapped[str]
    media_type: Mapped[str]
    byte_count: Mapped[int] = mapped_column(BigInteger())
    sha256: Mapped[str]
    waits_at: Mapped[str] = blank()
    description: Mapped[str] = blank()
    expires_on: Mapped[date | None]
    is_private: Mapped[bool] = mapped_column(server_default=text("false"))

    __table_args__ = (
        Index("attachment_owner", "owner_id"),
        Index("attachment_member", "member_id", postgresql_where=text("member_id IS NOT NULL")),
        Index("attachment_organization", "organization_id", postgresql_where=text("organization_id IS NOT NULL")),
        Index("attachment_grievance", "grievance_id", postgresql_where=text("grievance_id IS NOT NULL")),
        Index("attachment_application", "application_id", postgresql_where=text("application_id IS NOT NULL")),
        Index("attachment_activity", "activity_id", postgresql_where=text("activity_id IS NOT NULL")),
        Index("attachment_document", "document_id"),
        Index("attachment_replaced_once", "replaces_id", unique=True, postgresql_where=text("replaces_id IS NOT NULL")),
        Index("attachment_content", "sha256"),
        Index("attachment_waits", "waits_at", postgresql_where=text("waits_at <> ''")),
        Index("attachment_expires", "expires_on", postgresql_where=text("expires_on IS NOT NULL")),
    )


class AttachmentLook(Base):
    """Somebody looked at a private document; written by the server."""

    __tablename__ = "attachment_look"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    attachment_id: Mapped[UUID] = mapped_column(ForeignKey("attachment.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    by: Mapped[str] = mapped_column(server_default=text("SESSION_USER"))
    how: Mapped[str]

    __table_args__ = (Index("attachment_look_attachment", "attachment_id", "at"),)


class DocumentCheck(Base):
    """When a content was last read whole, and what was found."""

    __tablename__ = "document_check"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    checked_at: Mapped[datetime] = mapped_column(server_default=text("clock_timestamp()"))
    found: Mapped[str]

    __table_args__ = (Index("document_check_at", "checked_at"),)


class DocumentSettings(Stamped, Base):
    """Where the contents of documents lie, and how large one may be: one row."""

    __tablename__ = "document_settings"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=text("gen_random_uuid()"))
    singleton: Mapped[bool] = mapped_column(server_default=true())
    folders: Mapped[str] = blank()
    most_megabytes: Mapped[int] = mapped_column(server_default=text("100"))

    __table_args__ = (UniqueConstraint("singleton", name="document_settings_singleton_key"),)
