"""Which member somebody in the office is, and who is their family."""

from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Binnable, Stamped


class PersonMember(Stamped, Base):
    """The member that a login belongs to; none where somebody in the office is not a member."""

    __tablename__ = "person_member"

    login: Mapped[str]
    member_id: Mapped[UUID | None] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))

    __table_args__ = (
        UniqueConstraint("login", name="person_member_login_unique"),
        Index("person_member_member", "member_id"),
    )


class PersonFamily(Stamped, Binnable, Base):
    """A member who is family of somebody in the office."""

    __tablename__ = "person_family"

    login: Mapped[str]
    member_id: Mapped[UUID] = mapped_column(ForeignKey("member.id", ondelete="CASCADE"))
    relation: Mapped[str] = mapped_column(server_default=text("'other'"))

    __table_args__ = (
        UniqueConstraint("login", "member_id", name="person_family_once"),
        Index("person_family_member", "member_id"),
    )
