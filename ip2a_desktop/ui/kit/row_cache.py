"""The rows that a list has at hand: the last used few thousand, ready to be painted."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from ip2a_desktop.ui.kit.chips import Chip
from ip2a_desktop.ui.kit.columns import Column

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Line(Generic[Row]):
    """A row with the texts and chips of its cells, made in a worker so that painting only looks them up."""

    row: Row
    texts: tuple[str, ...]
    chips: tuple[Chip | None, ...]

    @classmethod
    def of(cls, row: Row, columns: Sequence[Column[Row]]) -> Line[Row]:
        """Make the line of a row."""
        texts = tuple(column.text(row) for column in columns)
        return cls(row, texts, tuple(column.chip(row) if column.chip else None for column in columns))


class RowCache(Generic[Row]):
    """Keeps at most ``limit`` lines by id; the one that was not used for longest goes first."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._lines: OrderedDict[UUID, Line[Row]] = OrderedDict()
        self._stale: set[UUID] = set()

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, one: UUID) -> Line[Row] | None:
        """Return the line of an id (perhaps a stale one), or None."""
        line = self._lines.get(one)
        if line is not None:
            self._lines.move_to_end(one)
        return line

    def put(self, one: UUID, line: Line[Row]) -> None:
        """Keep a fresh line."""
        self._lines[one] = line
        self._lines.move_to_end(one)
        self._stale.discard(one)
        if len(self._lines) > self._limit:
            self._stale.discard(self._lines.popitem(last=False)[0])

    def is_fresh(self, one: UUID) -> bool:
        """Say whether the line is there and not known to have changed since."""
        return one in self._lines and one not in self._stale

    def mark_stale(self, ids: Iterable[UUID] | None) -> None:
        """Note that rows changed (None: any of them); the old lines are shown until fresh ones come."""
        self._stale.update(self._lines if ids is None else self._lines.keys() & set(ids))

    def drop(self, one: UUID) -> None:
        """Forget a line."""
        self._lines.pop(one, None)
        self._stale.discard(one)
