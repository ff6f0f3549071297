"""The hall itself, and each person's column layouts."""

from typing import Any

from sqlalchemy import UniqueConstraint, text, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from ip2a_desktop.db.models.base import Base, Stamped, blank


class Hall(Stamped, Base):
    """The local whose office this is: one row."""

    __tablename__ = "hall"

    singleton: Mapped[bool] = mapped_column(server_default=true())
    name: Mapped[str] = blank()
    address_line1: Mapped[str] = blank()
    address_line2: Mapped[str] = blank()
    city: Mapped[str] = blank()
    state: Mapped[str] = blank()
    postal_code: Mapped[str] = blank()
    phone: Mapped[str] = blank()
    email: Mapped[str] = blank()
    paper_size: Mapped[str] = mapped_column(server_default=text("'letter'"))
    time_zone: Mapped[str] = mapped_column(server_default=text("'America/Los_Angeles'"))

    __table_args__ = (UniqueConstraint("singleton", name="hall_singleton_key"),)


class ColumnLayout(Base):
    """How one person arranged one screen."""

    __tablename__ = "column_layout"

    owner: Mapped[str] = mapped_column(primary_key=True, server_default=text("SESSION_USER"))
    screen: Mapped[str] = mapped_column(primary_key=True)
    layout: Mapped[dict[str, Any]] = mapped_column(JSONB())
