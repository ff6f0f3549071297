"""What every list service shares: the first page, the snapshot of ids, windows of rows, the total."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, CompoundSelect, Select, any_, func, select

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.models import ImportRow
from ip2a_desktop.domain.imports import WRITING
from ip2a_desktop.domain.lists import THESE, HasId, IdSnapshot, ListQuery, ids_of
from ip2a_desktop.services.searching import matching

RowT = TypeVar("RowT", bound=HasId)


_WALKED = 4000  # rows; about 10 ms, and enough to fill a page wherever one row in sixty fits

_WALKED_WHOLE = 400  # rows, where nothing is looked for: all fit but what lies in the bin


class ListService(ABC, Generic[RowT]):
    """A list of one kind of record; every method is one statement, one round trip.

    ``model`` is a mapped class with an id, ``sort_name``, ``search_text`` and a bin.
    """

    model: type[Any]
    walked_sorts: frozenset[str] = frozenset()
    """The columns for which :meth:`walk` knows an index of its own."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @abstractmethod
    def columns(self) -> Select[Any]:
        """Return the select of a row's columns, without conditions."""

    @abstractmethod
    def row(self, found: Any) -> RowT:
        """Return one row made of what :meth:`columns` selected."""

    @abstractmethod
    def order(self, sort: str) -> ColumnElement[Any]:
        """Return what the list is ordered by for a column's name."""

    @abstractmethod
    def filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        """Return the condition of one filter."""

    def walk(self, query: ListQuery) -> Select[Any]:
        """Return the ids of all rows in the query's order, its conditions aside, so that an index can be walked."""
        return select(self.model.id).where(self._in_bin(query.in_bin)).order_by(*self._order_by(query))

    def first_page(self, query: ListQuery, limit: int) -> Sequence[RowT]:
        """Return the first ``limit`` rows of the query, in order."""
        return self._read(self.first_rows(query, limit))

    def first_rows(self, query: ListQuery, limit: int) -> Select[Any]:
        """Return the statement that finds the first ``limit`` rows of the query, in order."""
        if not query.is_narrowed and query.sort not in self.walked_sorts:
            return self._narrow(self.columns(), query).limit(limit)
        # Ids first, then their rows by the key: a join would tempt the planner to read the whole table.
        ids = func.array(self._first_ids(query, limit).scalar_subquery())
        wanted = self.columns().where(self.model.id == any_(ids))
        return wanted.order_by(*self._order_by(query))

    def ids(self, query: ListQuery) -> IdSnapshot:
        """Return every id of the query, in order."""
        return IdSnapshot(self.database.copy_ids(self.all_ids(query)))

    def all_ids(self, query: ListQuery) -> Select[Any] | CompoundSelect[*tuple[Any, ...]]:
        """Return the statement that finds every id of the query, in order."""
        return self._narrow(select(self.model.id), query)

    def rows(self, ids: Sequence[UUID]) -> Sequence[RowT]:
        """Return the rows of these ids in any order; rows that are gone are left out."""
        return self._read(self.columns().where(self.model.id.in_(ids))) if ids else []

    def total(self, *, in_bin: bool) -> int:
        """Return how many rows there are without search and filters."""
        with self.database.statement() as session:
            return session.scalar(select(func.count()).select_from(self.model).where(self._in_bin(in_bin))) or 0

    def _read(self, statement: Select[Any]) -> Sequence[RowT]:
        with self.database.statement() as session:
            return [self.row(found) for found in session.execute(statement)]

    def _in_bin(self, in_bin: bool) -> ColumnElement[bool]:
        deleted_at: ColumnElement[Any] = self.model.deleted_at.expression
        return deleted_at.is_not(None) if in_bin else deleted_at.is_(None)

    def _first_ids(self, query: ListQuery, limit: int) -> CompoundSelect[*tuple[Any, ...]]:
        """Return the ids of a narrowed list's first rows, quickly whatever is looked for.

        With a LIMIT the planner walks the order until enough rows fit, which takes seconds where they all stand
        late (as last names do in the order of names). So: walk a bounded piece, and where that held too few, let
        the indexes find all that fit, and order those. The second part is not run when the first one sufficed.
        """
        there, conditions = self._in_bin(query.in_bin), self._conditions(query)
        walked = self.walk(query).limit(_WALKED if query.is_narrowed else max(_WALKED_WHOLE, limit))
        near = select(self.model.id).where(self.model.id.in_(walked), there, *conditions)
        near_ids = near.order_by(*self._order_by(query)).limit(limit).cte("near")
        enough = select(func.count() >= limit).select_from(near_ids).scalar_subquery()
        keys = [key.label(f"key_{number}") for number, key in enumerate(self._keys(query))]
        # OFFSET 0 keeps the planner from walking the order again.
        fitting = select(self.model.id, *keys).where(there, *conditions, ~enough).offset(0).subquery("fitting")
        order = _directed([fitting.c[key.name] for key in keys], query)
        far_ids = select(fitting.c.id).order_by(*order).limit(limit).subquery("far")
        return select(near_ids.c.id).where(enough).union_all(select(far_ids.c.id))

    def _conditions(self, query: ListQuery) -> list[ColumnElement[bool]]:
        return [
            *matching(self.model.search_text, query.search),
            *(self._filtered(name, values) for name, values in query.filters if values),
        ]

    def _filtered(self, name: str, values: tuple[str, ...]) -> ColumnElement[bool]:
        if name == THESE:
            named: ColumnElement[bool] = self.model.id.in_(ids_of(values))
            return named
        return self._of_imports(values) if name == "import" else self.filtered(name, values)

    def _of_imports(self, batches: tuple[str, ...]) -> ColumnElement[bool]:
        """What imports brought in or changed, and nobody took back; every list knows this filter."""
        touched = select(ImportRow.record_id).where(
            ImportRow.batch_id.in_([UUID(one) for one in batches]),
            ImportRow.fate.in_([fate.value for fate in WRITING]),
            ~ImportRow.taken_back,
        )
        found: ColumnElement[bool] = self.model.id.in_(touched)
        return found

    def _narrow(self, statement: Select[Any], query: ListQuery) -> Select[Any]:
        statement = statement.where(self._in_bin(query.in_bin), *self._conditions(query))
        return statement.order_by(*self._order_by(query))

    def _keys(self, query: ListQuery) -> list[ColumnElement[Any]]:
        keys: list[ColumnElement[Any]] = [self.model.sort_name.expression, self.model.id.expression]
        return keys if query.sort == "name" else [self.order(query.sort), *keys]

    def _order_by(self, query: ListQuery) -> list[ColumnElement[Any]]:
        return _directed(self._keys(query), query)


def _directed(keys: Sequence[ColumnElement[Any]], query: ListQuery) -> list[ColumnElement[Any]]:
    """Everything turns round together, so that one index serves both directions; what is empty comes last."""
    ordered: list[ColumnElement[Any]] = [key.desc() if query.descending else key.asc() for key in keys]
    if query.sort != "name":
        ordered[0] = ordered[0].nulls_last()
    return ordered
