"""The rows of a long list in its order, some at a time, so that a million rows never stand in memory."""

from collections.abc import Iterator, Sequence
from typing import TypeVar
from uuid import UUID

from ip2a_desktop.domain.lists import HasId, ListSource

RowT = TypeVar("RowT", bound=HasId)

BATCH = 2_000
"""How many rows are asked for at once: one round trip each."""


def in_order(source: ListSource[RowT], ids: Sequence[UUID], size: int = BATCH) -> Iterator[list[RowT]]:
    """Return the rows of ``ids`` in that order, in batches; rows that are gone meanwhile are left out."""
    for start in range(0, len(ids), size):
        wanted = ids[start : start + size]
        found = {row.id: row for row in source.rows(wanted)}
        yield [found[one] for one in wanted if one in found]
