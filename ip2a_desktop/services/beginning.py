"""What the window needs to know before it can be shown: one question, asked of the driver itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ip2a_desktop.domain.papers import PaperSize

if TYPE_CHECKING:
    from ip2a_desktop.db.engine import Database

_QUESTION = """
SELECT (SELECT name FROM hall), (SELECT paper_size FROM hall),
       (SELECT json_object_agg(screen, layout) FROM column_layout),
       ARRAY(SELECT rolname::text FROM pg_roles
             WHERE starts_with(rolname, 'ip2a_') AND pg_has_role(session_user, oid, 'MEMBER'))
"""


@dataclass(frozen=True)
class Known:
    """What is asked once, when the database was opened.

    Args:
        hall_name: empty where none was written yet.
        paper: on which the hall prints.
        layouts: how the person arranged each screen.
        person: the login name.
        duties: which the person holds.
    """

    hall_name: str
    paper: PaperSize
    layouts: dict[str, Any]
    person: str
    duties: frozenset[str]

    @property
    def is_organizer(self) -> bool:
        """Whether the person may see organizing."""
        return "ip2a_organizer" in self.duties

    @property
    def is_admin(self) -> bool:
        """Whether the person may look after the database."""
        return "ip2a_admin" in self.duties


def know(database: Database) -> Known:
    """Ask it, in one round trip; the duties are not asked for again.

    Raises:
        HallError: what the server said.
    """
    ((name, paper, layouts, duties),) = database.fetch(_QUESTION, {})
    database.duties = frozenset(duties)
    size = PaperSize(paper) if paper else PaperSize.LETTER
    return Known(name or "", size, layouts or {}, database.address.user, database.duties)
