"""Lists of very many records that are found by their names: quick at every keystroke and at every jump."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Compiled,
    CompoundSelect,
    Select,
    Text,
    Uuid,
    any_,
    bindparam,
    cast,
    false,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql

from ip2a_desktop.db.sessions import compiled
from ip2a_desktop.domain.lists import HasId, ListQuery
from ip2a_desktop.services.listing import ListService
from ip2a_desktop.services.searching import beginning, matching

_DIALECT = postgresql.psycopg2.dialect()  # type: ignore[no-untyped-call]
_WALKED = 20_000  # rows; about 4 ms, for the index by name holds the text that is searched
RowT = TypeVar("RowT", bound=HasId)


class NameListService(ListService[RowT]):
    """A list whose index by name includes the search text (``(sort_name, id) INCLUDE (search_text)``).

    Searched in the order of names, those whose name begins with the first word stand first: who types "gar" looks
    for Garcia rather than for Adams, Edgar; and the index finds them at once, wherever in the alphabet they stand.
    """

    def first_rows(self, query: ListQuery, limit: int) -> Select[Any]:
        """Return the statement that finds the first ``limit`` rows of the query, in order."""
        leads = self._leads(query)
        if leads is None:
            return super().first_rows(query, limit)
        ids = func.array(self._first_ids_by_name(query, leads, limit).scalar_subquery())
        wanted = self.columns().where(self.model.id == any_(ids))
        return wanted.order_by(leads.desc(), *self._order_by(query))

    def all_ids(self, query: ListQuery) -> Select[Any] | CompoundSelect[*tuple[Any, ...]]:
        """Return the statement that finds every id of the query, in order."""
        leads = self._leads(query)
        if leads is None:
            return super().all_ids(query)
        # Two walks of one index, one after the other (parallel append is off), instead of sorting everything.
        parts = [self._narrow(select(self.model.id), query).where(part).subquery() for part in (leads, ~leads)]
        return union_all(*(select(part.c.id) for part in parts))

    def first_page(self, query: ListQuery, limit: int) -> Sequence[RowT]:
        """Return the first ``limit`` rows of the query, in order; what is asked again is written down once."""
        if query.is_narrowed:
            return super().first_page(query, limit)
        known = self._pages.get((query, limit))
        if known is None:
            known = self._pages[query, limit] = compiled(self.first_rows(query, limit))
        return [self.row(one) for one in self.database.fetch(*known)]

    @cached_property
    def _pages(self) -> dict[tuple[ListQuery, int], tuple[str, dict[str, Any]]]:
        """The statements of first pages without search or filter: one for each order."""
        return {}

    def rows(self, ids: Sequence[UUID]) -> Sequence[RowT]:
        """Return the rows of these ids in any order; rows that are gone are left out."""
        if not ids:
            return []
        wanted = "{" + ",".join(map(str, ids)) + "}"  # one value however many ids: an IN takes long to write down
        compiled = self._by_ids
        return [self.row(one) for one in self.database.fetch(compiled.string, {**compiled.params, "ids": wanted})]

    @cached_property
    def _by_ids(self) -> Compiled:
        """The statement of a window of rows, compiled once."""
        wanted = cast(bindparam("ids", type_=Text), ARRAY(Uuid))
        return self.columns().where(self.model.id == any_(wanted)).compile(dialect=_DIALECT)

    def _leads(self, query: ListQuery) -> ColumnElement[bool] | None:
        """Return the condition of the rows that stand first; None where nothing is searched in the order of names."""
        words = query.search.replace("\0", "").split()
        if query.sort != "name" or query.in_bin or not words:
            return None
        return beginning(self.model.sort_name, words[0])

    def _first_ids_by_name(
        self, query: ListQuery, leads: ColumnElement[bool], limit: int
    ) -> CompoundSelect[*tuple[Any, ...]]:
        """Return the ids of the first rows: those that lead, then a bounded walk, then all that fit.

        Each part is run only when those before it did not give enough.
        """
        there, conditions = self._in_bin(query.in_bin), self._conditions(query)
        lead = select(self.model.id).where(there, leads, *conditions).order_by(*self._order_by(query))
        lead_ids = lead.limit(limit).cte("lead")
        more = select(func.count() < limit).select_from(lead_ids).scalar_subquery()
        near_ids = self._near(query, more).limit(limit).cte("near")
        enough = select(func.count() >= limit).select_from(near_ids).scalar_subquery()
        # OFFSET 0 keeps the planner from walking the order again.
        keys = [key.label(f"key_{number}") for number, key in enumerate(self._keys(query))]
        fitting = select(self.model.id, *keys).where(there, ~leads, *conditions, more, ~enough).offset(0).subquery()
        far_ids = select(fitting.c.id).order_by(*self._directed_by(query, fitting, keys)).limit(limit).subquery()
        rest = select(near_ids.c.id).where(enough).union_all(select(far_ids.c.id)).limit(limit).subquery()
        return select(lead_ids.c.id).union_all(select(rest.c.id)).limit(limit)

    def _near(self, query: ListQuery, more: Any) -> Select[Any]:
        """Return the fitting ids of a bounded piece of the order, read from the index by name alone."""
        if any(values for _, values in query.filters):
            return select(self.model.id).where(false()).order_by(*self._order_by(query))  # filters need the table
        columns = (self.model.id, self.model.sort_name, self.model.search_text)
        walked = select(*columns).where(self._in_bin(query.in_bin), more).order_by(*self._order_by(query))
        piece = walked.limit(_WALKED).subquery("piece")
        found = select(piece.c.id).where(*matching(piece.c.search_text, query.search))
        for word in query.search.replace("\0", "").split()[:1]:
            found = found.where(~beginning(piece.c.sort_name, word))
        order = (piece.c.sort_name, piece.c.id)
        return found.order_by(*(key.desc() if query.descending else key.asc() for key in order))

    @staticmethod
    def _directed_by(query: ListQuery, fitting: Any, keys: Sequence[Any]) -> list[ColumnElement[Any]]:
        found = [fitting.c[key.name] for key in keys]
        return [key.desc() if query.descending else key.asc() for key in found]
