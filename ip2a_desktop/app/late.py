"""Use cases that are loaded when the first of them is called, so that no start waits for what it does not ask."""

import threading
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeVar, cast

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.lists import IdSnapshot, ListQuery
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.list_at_start import ListAtStart, RowMaker

T = TypeVar("T")


class Late:
    """Stands for a service; it is made when one of its use cases is first called, which happens in workers.

    It has no public names of its own: all of them are the service's.

    Args:
        make: loads and makes the service.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._made: Any = None
        self._lock = threading.Lock()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return partial(self._call, name)

    def _call(self, name: str, *args: Any, **named: Any) -> Any:
        return getattr(self._real(), name)(*args, **named)

    def _real(self) -> Any:
        with self._lock:
            if self._made is None:
                self._made = self._make()
            return self._made


class LateList(Late):
    """Stands for the service of a list: what the first rows need is asked before the service is loaded.

    Args:
        make: loads and makes the service.
        name: of the list.
        database: that is asked.
        kept: the questions of an earlier start.
        row: loads what makes a row of what a kept question found.
    """

    def __init__(
        self,
        make: Callable[[], Any],
        name: str,
        database: Database,
        kept: KeptQuestions,
        row: Callable[[], RowMaker],
    ) -> None:
        super().__init__(make)
        self._at_start: ListAtStart[Any] = ListAtStart(name, database, kept, row, self._real)

    def first_page(self, query: ListQuery, limit: int) -> Sequence[Any]:
        """Return the first rows of the query."""
        return self._at_start.first_page(query, limit)

    def ids(self, query: ListQuery) -> IdSnapshot:
        """Return every id of the query, in order."""
        return self._at_start.ids(query)


def late(make: Callable[[], T]) -> T:
    """Return what stands for the service that ``make`` makes."""
    return cast(T, Late(make))


def late_list(
    make: Callable[[], T], name: str, database: Database, kept: KeptQuestions, row: Callable[[], RowMaker]
) -> T:
    """Return what stands for the service of a list that ``make`` makes (see :class:`LateList`)."""
    return cast(T, LateList(make, name, database, kept, row))
