"""The base of the mapped classes, and the columns that the server stamps."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Text, text
from sqlalchemy.dialects.postgresql import UUID as PG_UUID
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column


class Base(DeclarativeBase):
    """Text is unlimited and times carry their zone; widths are rules of the tables, not of the types."""

    type_annotation_map = {str: Text(), datetime: DateTime(timezone=True), UUID: PG_UUID(as_uuid=True)}  # noqa: RUF012


_NOW = text("clock_timestamp()")
_WHO = text("SESSION_USER")


class Stamped:
    """A row with a client-made id, whose version, times and names are written by the server's triggers."""

    id: Mapped[UUID] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(server_default=text("1"))
    created_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    created_by: Mapped[str] = mapped_column(server_default=_WHO)
    updated_at: Mapped[datetime] = mapped_column(server_default=_NOW)
    updated_by: Mapped[str] = mapped_column(server_default=_WHO)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]


class Binnable:
    """A row that moves to the bin and comes back; ``deleted_by`` is the server's."""

    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[str | None]


def blank() -> Mapped[str]:
    """Return a text column that is empty rather than NULL."""
    return mapped_column(server_default=text("''"))
