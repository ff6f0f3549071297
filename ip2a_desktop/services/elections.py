"""Election history: the tallies of an employer."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Election
from ip2a_desktop.domain.elections import ElectionRow
from ip2a_desktop.services.reading import parsed


def election_rows() -> Select[Any]:
    """Return the select of tallies as pages show them, the newest first."""
    return (
        select(*(getattr(Election, name) for name in ElectionRow.__dataclass_fields__))
        .where(Election.deleted_at.is_(None))
        .order_by(Election.tallied_on.desc(), Election.case_number, Election.unit_id, Election.id)
    )


class ElectionService:
    """The use cases of election history."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def elections(self, organization_id: UUID) -> tuple[ElectionRow, ...]:
        """Return the tallies of an organization, the newest first, in one round trip."""
        with self.database.statement() as session:
            found = session.execute(election_rows().where(Election.organization_id == organization_id)).all()
        return parsed(ElectionRow, [dict(one._mapping) for one in found])
