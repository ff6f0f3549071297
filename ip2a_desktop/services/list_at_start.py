"""A list as a start asks for it: kept questions go to the driver itself, all else to the service."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import psycopg2

from ip2a_desktop.domain.lists import HasId, IdSnapshot, ListQuery
from ip2a_desktop.services.kept_questions import KeptQuestions, Question

if TYPE_CHECKING:
    from ip2a_desktop.db.engine import Database
    from ip2a_desktop.services.listing import ListService

_log = logging.getLogger(__name__)
RowT = TypeVar("RowT", bound=HasId)
RowMaker = Callable[[Sequence[Any]], Any]
"""Makes a row of a list of what one line of a query holds."""


class ListAtStart(Generic[RowT]):
    """Answers for a list's service, which is loaded when a question was not kept.

    Args:
        name: of the list.
        database: that is asked.
        kept: the questions of an earlier start.
        row: loads what makes a row of a kept question's values, as the service does.
        service: loads the service, and gives the same one each time.
    """

    def __init__(
        self,
        name: str,
        database: Database,
        kept: KeptQuestions,
        row: Callable[[], RowMaker],
        service: Callable[[], ListService[RowT]],
    ) -> None:
        self._name = name
        self._database = database
        self._kept = kept
        self._row = row
        self._service = service

    def first_page(self, query: ListQuery, limit: int) -> Sequence[RowT]:
        """Return the first ``limit`` rows of the query, in order."""
        name = f"{self._name}: first {limit}{_order(query)}"
        question = None if query.is_narrowed else self._kept.find(name)
        if question is not None:
            try:
                row = self._row()
                return [row(one) for one in self._database.fetch(question.sql, question.parameters)]
            except (psycopg2.Error, TypeError, ValueError, LookupError) as error:
                _log.warning("a kept question of %s found no answer and is asked anew: %s", self._name, error)
        service = self._service()
        if not query.is_narrowed:
            self._keep(name, service.first_rows(query, limit))
        return service.first_page(query, limit)

    def ids(self, query: ListQuery) -> IdSnapshot:
        """Return every id of the query, in order."""
        name = f"{self._name}: ids{_order(query)}"
        question = None if query.is_narrowed else self._kept.find(name)
        if question is not None:
            try:
                return IdSnapshot(self._database.copy(question.sql, question.parameters))
            except psycopg2.Error as error:
                _log.warning("a kept question of %s found no answer and is asked anew: %s", self._name, error)
        service = self._service()
        if not query.is_narrowed:
            self._keep(name, service.all_ids(query))
        return service.ids(query)

    def _keep(self, name: str, statement: Any) -> None:
        from ip2a_desktop.db.sessions import compiled  # noqa: PLC0415 - who has a statement has SQLAlchemy loaded

        self._kept.keep(name, Question(*compiled(statement)))


def _order(query: ListQuery) -> str:
    return f" by {query.sort}{' descending' if query.descending else ''}{' in the bin' if query.in_bin else ''}"
