"""Rows that came along with a record, behind the interface of a service, so that they stand in the same table."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from ip2a_desktop.domain.lists import HasId, IdSnapshot, ListQuery
from ip2a_desktop.ui.kit.columns import Column

RowT = TypeVar("RowT", bound=HasId)


class FixedRows(Generic[RowT]):
    """A list source over a few thousand rows in memory; it searches in what the cells show.

    The rows are exchanged as a whole, so that a worker that still reads the old ones is not disturbed.
    """

    def __init__(self, columns: Sequence[Column[RowT]], rows: Sequence[RowT] = ()) -> None:
        """Hold some rows.

        Args:
            columns: what is searched and sorted by.
            rows: the rows in the order that they have where nothing is sorted (the sort ``""``).
        """
        self._columns = {column.key: column for column in columns}
        self._rows = tuple(rows)

    def set_rows(self, rows: Sequence[RowT]) -> None:
        """Hold other rows."""
        self._rows = tuple(rows)

    def first_page(self, query: ListQuery, limit: int) -> Sequence[RowT]:
        """Return the first rows of the query."""
        return self._found(query)[:limit]

    def ids(self, query: ListQuery) -> IdSnapshot:
        """Return every id of the query."""
        return IdSnapshot.of([row.id for row in self._found(query)])

    def rows(self, ids: Sequence[UUID]) -> Sequence[RowT]:
        """Return the rows of these ids."""
        wanted = set(ids)
        return [row for row in self._rows if row.id in wanted]

    def total(self, *, in_bin: bool) -> int:
        """Return how many rows there are; none of them is in the bin."""
        return 0 if in_bin else len(self._rows)

    def _found(self, query: ListQuery) -> list[RowT]:
        words = query.search.casefold().split()
        found = [row for row in self._rows if all(word in self._words(row) for word in words)] if words else self._rows
        column = self._columns.get(query.sort)
        if column is None:
            return list(found)
        keyed = [(_key(column.exported(row)), row) for row in found]
        there = [one for one in keyed if one[0] is not None]
        there.sort(key=lambda one: one[0], reverse=query.descending)
        return [row for _, row in there] + [row for key, row in keyed if key is None]

    def _words(self, row: RowT) -> str:
        return "\n".join(column.text(row) for column in self._columns.values()).casefold()


def _key(value: Any) -> Any:
    """Return what a value is ordered by; None, which comes last, for what is empty."""
    if value is None or value == "":
        return None
    return value.casefold() if isinstance(value, str) else value
