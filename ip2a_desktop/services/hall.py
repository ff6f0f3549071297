"""The hall itself: its name and paper, who is signed in with which duties, the server's time."""

from datetime import datetime
from typing import Any

from sqlalchemy import func, select, text

from ip2a_desktop.db import schema
from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import Employment, Hall, Member, Organization
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.services import saving

_DUTIES = text(
    "SELECT rolname FROM pg_roles "
    "WHERE rolname LIKE 'ip2a\\_%' AND pg_has_role(session_user, oid, 'MEMBER') ORDER BY rolname"
)


def duties(database: Database) -> frozenset[str]:
    """Return the duties of the person who is signed in; asked once for each sign-in."""
    if database.duties is None:
        with database.statement() as session:
            database.duties = frozenset(session.execute(_DUTIES).scalars())
    return database.duties


class HallService:
    """What the program knows of its hall and of the person at the desk."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def who_am_i(self) -> str:
        """Return the person's login name."""
        return self.database.address.user

    def may(self, duty: str) -> bool:
        """Say whether the person holds a duty such as ``ip2a_private``."""
        return duty in duties(self.database)

    def status(self) -> dict[str, Any]:
        """Return facts about the database: versions, who is signed in with which duties, how much it holds."""
        counts = select(
            select(func.count())
            .select_from(Member)
            .where(Member.deleted_at.is_(None))
            .scalar_subquery()
            .label("members"),
            select(func.count())
            .select_from(Organization)
            .where(Organization.deleted_at.is_(None))
            .scalar_subquery()
            .label("organizations"),
            select(func.count())
            .select_from(Employment)
            .where(Employment.deleted_at.is_(None))
            .scalar_subquery()
            .label("jobs"),
        )
        with self.database.statement() as session:
            server = session.execute(text("SHOW server_version")).scalar_one()
            held = session.execute(counts).one()
        return {
            "server": f"PostgreSQL {server.split()[0]}",
            "schema": schema.version_of(self.database),
            "person": self.who_am_i(),
            "duties": sorted(duties(self.database)),
            "holds": dict(held._mapping),
        }

    def now(self) -> datetime:
        """Return the server's time."""
        with self.database.statement() as session:
            found: datetime = session.execute(select(func.clock_timestamp())).scalar_one()
            return found

    def hall_name(self) -> str:
        """Return the hall's name for letterheads, empty where none was written."""
        return self.load().name

    def load(self) -> HallDraft:
        """Return the hall's own data; a fresh draft where nothing was written yet."""
        with self.database.statement() as session:
            row = session.execute(select(Hall.__table__)).first()
        return saving.draft_of(HallDraft, row) if row else HallDraft()

    def save(self, draft: HallDraft) -> Changes:
        """Save the hall's own data.

        Raises:
            NotAllowed: without the admin's duty.
            StaleRecord: somebody else saved it since.
        """
        return saving.save_draft(self.database, Hall, draft)
