"""How each person arranged each screen: columns, widths, order, saved filters."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import ColumnLayout


class LayoutService:
    """The layouts of the person who is signed in; PostgreSQL shows nobody else's."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def load(self) -> dict[str, Any]:
        """Return all layouts of this person by the name of their screen."""
        with self.database.statement() as session:
            return {one.screen: one.layout for one in session.execute(select(ColumnLayout.screen, ColumnLayout.layout))}

    def save(self, screen: str, layout: dict[str, Any]) -> None:
        """Keep the layout of one screen."""
        statement = insert(ColumnLayout).values(screen=screen, layout=layout)
        statement = statement.on_conflict_do_update(
            index_elements=["owner", "screen"], set_={"layout": statement.excluded.layout}
        )
        with self.database.statement() as session:
            session.execute(statement)
