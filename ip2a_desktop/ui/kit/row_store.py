"""Fetches the rows of a list by id in the background, and knows which of them are fresh, gone or on their way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from ip2a_desktop.domain.lists import ListSource
from ip2a_desktop.ui.kit.columns import Column
from ip2a_desktop.ui.kit.row_cache import Line, RowCache
from ip2a_desktop.ui.kit.tasks import Tasks

Row = TypeVar("Row")
_AT_ONCE = 2
"""Windows of rows that are on their way at the same time."""


class RowStore(QObject, Generic[Row]):
    """The rows at hand, and the way to more of them.

    Signals:
        arrived(): rows that were asked for are there (or are known to be gone); there is room to ask for more.
        vanished(): some of them are no longer in the database.
        failed(Exception): rows could not be fetched; nothing more is fetched before :meth:`resume`.
    """

    arrived = Signal()
    vanished = Signal()
    failed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        source: ListSource[Any],
        columns: Sequence[Column[Row]],
        kept: int,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._source = source
        self._columns = columns
        self._cache: RowCache[Row] = RowCache(kept)
        self._on_the_way: set[UUID] = set()
        self._gone: set[UUID] = set()
        self._windows = 0
        self._epoch = 0
        self._paused = False

    def __len__(self) -> int:
        return len(self._cache)

    @property
    def has_room(self) -> bool:
        """Whether another window of rows may be asked for now."""
        return self._windows < _AT_ONCE and not self._paused

    def get(self, one: UUID) -> Line[Row] | None:
        """Return the line of an id, perhaps a stale one, or None."""
        return self._cache.get(one)

    def is_fresh(self, one: UUID) -> bool:
        """Say whether the line is there and not known to have changed since."""
        return self._cache.is_fresh(one)

    def is_missing(self, one: UUID) -> bool:
        """Say whether it makes sense to fetch this row."""
        return not (one in self._on_the_way or one in self._gone or self._cache.is_fresh(one))

    def put(self, lines: Iterable[Line[Any]]) -> None:
        """Keep lines that came by another way."""
        for line in lines:
            self._cache.put(line.row.id, line)

    def mark_stale(self, ids: Collection[UUID] | None) -> None:
        """Note that rows changed (None: any of them), those on their way among them."""
        self._epoch += 1
        self._cache.mark_stale(ids)

    def resume(self) -> None:
        """Fetch again after a failure, or for another order: what was gone may have come back."""
        self._paused = False
        self._gone.clear()

    def fetch(self, ids: tuple[UUID, ...]) -> None:
        """Ask for rows; the signals tell when they are there."""
        self._on_the_way.update(ids)
        self._windows += 1
        source, columns, epoch = self._source, self._columns, self._epoch

        def on_lines(lines: list[Line[Any]]) -> None:
            self._end(ids)
            self._take(ids, lines, is_stale=epoch != self._epoch)

        def on_failed(error: Exception) -> None:
            self._end(ids)
            self._paused = True
            self.failed.emit(error)

        self._tasks.run(self, lambda: [Line.of(row, columns) for row in source.rows(ids)], on_lines, on_failed)

    def _end(self, ids: tuple[UUID, ...]) -> None:
        self._windows -= 1
        self._on_the_way.difference_update(ids)

    def _take(self, ids: tuple[UUID, ...], lines: list[Line[Any]], *, is_stale: bool) -> None:
        self.put(lines)
        found = {line.row.id for line in lines}
        if is_stale:
            self._cache.mark_stale(found)  # rows changed while these were on their way
        gone = set(ids) - found
        for one in gone:
            self._cache.drop(one)
        self._gone |= gone
        self.arrived.emit()
        if gone:
            self.vanished.emit()
