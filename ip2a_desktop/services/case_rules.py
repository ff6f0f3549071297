"""The rules of an agreement's version alone: so that a form can tell the day that follows from what is typed."""

from uuid import UUID

from sqlalchemy import select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import AgreementVersion
from ip2a_desktop.domain.procedures import Rules
from ip2a_desktop.services.agreement_rules import parts_of, rules_columns


class CaseRules:
    """Reads what decides the dates of cases."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self, version_id: UUID) -> Rules:
        """Return the rules of a version as they stand, in one round trip; without steps where it has none."""
        version = select(AgreementVersion.id).where(AgreementVersion.id == version_id)
        with self._database.statement() as session:
            return parts_of(session.execute(select(*rules_columns(version))).one()).rules
