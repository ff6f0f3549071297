"""What a write changed: table names with the ids of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Changes:
    """The rows that a write touched, by table; every write returns one."""

    rows: Mapping[str, frozenset[UUID]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: str, *ids: UUID) -> Changes:
        """Return the changes of some rows of one table."""
        return cls({table: frozenset(ids)})

    def __or__(self, other: Changes) -> Changes:
        tables = {*self.rows, *other.rows}
        return Changes({table: self.ids(table) | other.ids(table) for table in tables})

    def ids(self, table: str) -> frozenset[UUID]:
        """Return the ids of the changed rows of ``table``."""
        return self.rows.get(table, frozenset())

    def touches(self, tables: Iterable[str]) -> bool:
        """Say whether any row of one of the tables changed."""
        return any(self.ids(table) for table in tables)
