"""What every list shares: the query, the snapshot of ordered ids, and the source of rows."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar
from uuid import UUID

THESE = "these"
"""The filter that every list knows: the records that another page named, such as those of a health check."""
_HEADER = 19  # PGCOPY signature (11), flags (4), header extension length (4)
_STRIDE = 22  # per row: field count (2), field length (4), the uuid (16)
_PREFIX = 6
_FEW = 8
"""Up to so many ids are found faster one by one than by going through all rows."""
_CHUNK = 65_536
"""Rows that are compared at once."""


@dataclass(frozen=True)
class ListQuery:
    """What a list shows: search text, chosen filter values, order, and whether it is the bin.

    ``filters`` pairs a filter's name with the stored values that are let through;
    an empty tuple of values means that the filter is off.
    """

    search: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()
    sort: str = "name"
    descending: bool = False
    in_bin: bool = False

    def chosen(self, name: str) -> tuple[str, ...]:
        """Return the values that the filter ``name`` lets through; empty when it is off."""
        return dict(self.filters).get(name, ())

    def with_filter(self, name: str, values: Sequence[str]) -> ListQuery:
        """Return this query with one filter set (or taken off, by no values)."""
        filters: Mapping[str, tuple[str, ...]] = dict(self.filters) | {name: tuple(values)}
        return replace(self, filters=tuple(sorted((k, v) for k, v in filters.items() if v)))

    @property
    def is_narrowed(self) -> bool:
        """Whether a search or a filter hides some rows."""
        return bool(self.search.strip() or any(values for _, values in self.filters))


def these_value(ids: Iterable[UUID]) -> str:
    """Return ids as the one value of the filter :data:`THESE`."""
    return ",".join(str(one) for one in ids)


def ids_of(values: Iterable[str]) -> list[UUID]:
    """Return the ids that values of the filter :data:`THESE` stand for."""
    return [UUID(one) for value in values for one in value.split(",") if one]


class IdSnapshot(Sequence[UUID]):
    """The ordered ids of a list, kept as the bytes of a binary COPY of one uuid column.

    A million ids take 22 MB and no parsing: row ``i`` lies at a fixed offset.
    """

    def __init__(self, copy_bytes: bytes = b"") -> None:
        self._bytes = copy_bytes
        body = len(copy_bytes) - _HEADER - 2  # the trailer is two bytes
        self._length = max(0, body // _STRIDE)

    @classmethod
    def of(cls, ids: Sequence[UUID]) -> IdSnapshot:
        """Build a snapshot from ids in order (for tests and small lists)."""
        rows = b"".join(b"\0\1\0\0\0\x10" + one.bytes for one in ids)
        return cls(b"\0" * _HEADER + rows + b"\xff\xff")

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, index):  # type: ignore[no-untyped-def]  # Sequence's own overloads
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._length))]
        if index < 0:
            index += self._length
        if not 0 <= index < self._length:
            raise IndexError(index)
        start = _HEADER + index * _STRIDE + _PREFIX
        return UUID(bytes=self._bytes[start : start + 16])

    def position(self, wanted: UUID) -> int | None:
        """Return the row of an id, or None where the list does not hold it."""
        found = self._bytes.find(wanted.bytes, _HEADER)
        while found >= 0:
            offset = found - _HEADER - _PREFIX
            if offset % _STRIDE == 0:
                return offset // _STRIDE
            found = self._bytes.find(wanted.bytes, found + 1)
        return None

    def positions(self, wanted: Collection[UUID]) -> dict[UUID, int]:
        """Return the rows of many ids in one pass; ids that the list does not hold are left out."""
        if len(wanted) <= _FEW:
            single = {one: self.position(one) for one in wanted}
            return {one: row for one, row in single.items() if row is not None}
        by_bytes = {one.bytes: one for one in wanted}
        body = memoryview(self._bytes)[_HEADER : _HEADER + self._length * _STRIDE]
        walk = enumerate(struct.iter_unpack(">6x16s", body))
        return {by_bytes[one]: row for row, (one,) in walk if one in by_bytes}

    def is_same(self, other: IdSnapshot) -> bool:
        """Say whether both hold the same ids in the same order."""
        return self._bytes == other._bytes

    def shared_head(self, other: IdSnapshot) -> int:
        """Return how many rows both have in common from the first row on."""
        rows = min(len(self), len(other))
        for start in range(0, rows, _CHUNK):
            end = min(rows, start + _CHUNK)
            if self._part(start, end) != other._part(start, end):
                return next(row for row in range(start, end) if self[row] != other[row])
        return rows

    def shared_tail(self, other: IdSnapshot) -> int:
        """Return how many rows both have in common from the last row backwards, the shared head left out."""
        mine, theirs, head = len(self), len(other), self.shared_head(other)
        rows = min(mine, theirs) - head
        for done in range(0, rows, _CHUNK):
            step = min(_CHUNK, rows - done)
            mine_end, their_end = mine - done, theirs - done
            if self._part(mine_end - step, mine_end) != other._part(their_end - step, their_end):
                backwards = range(1, step + 1)
                return done + next(n for n in backwards if self[mine_end - n] != other[their_end - n]) - 1
        return rows

    def _part(self, first: int, end: int) -> bytes:
        return self._bytes[_HEADER + first * _STRIDE : _HEADER + end * _STRIDE]


class HasId(Protocol):
    """A row of a list: anything with an id."""

    @property
    def id(self) -> UUID: ...


RowT_co = TypeVar("RowT_co", bound=HasId, covariant=True)


class ListSource(Protocol[RowT_co]):
    """What the windowed table asks of a service: off the GUI thread, one round trip for each call."""

    def first_page(self, query: ListQuery, limit: int) -> Sequence[RowT_co]:
        """Return the first ``limit`` rows of the query, in order."""
        ...

    def ids(self, query: ListQuery) -> IdSnapshot:
        """Return every id of the query, in order."""
        ...

    def rows(self, ids: Sequence[UUID]) -> Sequence[RowT_co]:
        """Return the rows of these ids in any order; rows that are gone are left out."""
        ...

    def total(self, *, in_bin: bool) -> int:
        """Return how many rows there are without search and filters."""
        ...
