"""Where faults are planted: rows of each table, each fault on columns that no other fault of the row touches."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy import text

from ip2a_desktop.maintenance.structure import NOT_LOOKED_AT, Expected

_SNAPSHOT = "SELECT kind, table_name, name, definition, details FROM catalog_snapshot ORDER BY 1, 2, 3"
_MOST = 400


@dataclass
class Place:
    """A row that faults are planted in.

    Args:
        at: where it lies in the table; moves with every change.
        key: the columns of its primary key as text.
        children: how many rows refer to it.
        touched: columns that faults of it touch.
    """

    at: str
    key: dict[str, str | None]
    children: int = 0
    touched: set[str] = field(default_factory=set)

    @property
    def named(self) -> str:
        """What a finding calls it."""
        return "/".join(one for one in self.key.values() if one is not None) or f"row {self.at}"


@dataclass(frozen=True)
class Structure:
    """What the migrations left of one table."""

    name: str
    lines: Sequence[Expected]

    def of(self, kind: str, constraint: str = "") -> list[Expected]:
        """Return the lines of a kind."""
        return [one for one in self.lines if one.kind == kind and (one.details.get("type") or "") == constraint]

    @property
    def key(self) -> list[str]:
        """The columns of the primary key."""
        return list(next(one.details["key"] for one in self.lines if one.kind == "table"))

    @cached_property
    def columns(self) -> dict[str, Expected]:
        """The columns by name."""
        return {one.name: one for one in self.of("column")}

    def written(self) -> dict[str, str]:
        """Return what the server computes, by column."""
        return {one.name: one.details["generated"] for one in self.of("column") if one.details.get("generated")}

    def columns_of(self, rule: str) -> set[str]:
        """Return the columns that a rule of the table speaks of, with what its computed columns are made of."""
        return self.rules.get(rule, set())

    @cached_property
    def rules(self) -> dict[str, set[str]]:
        """The rules that are asked of the rows, with the columns that each speaks of."""
        found = {}
        for one in self.lines:
            if one.kind == "column":
                found[f"{self.name}_{one.name}_not_null"] = self.with_sources({one.name})
                found[f"{self.name}_{one.name}_generated"] = self.with_sources({one.name})
            elif one.kind == "index" and one.details.get("unique"):
                named = self._named(" ".join([*one.details["keys"], one.details.get("where", "")]))
                found[one.name] = self.with_sources(named)
            elif one.kind == "constraint" and one.details["type"] in "cf":
                found[one.name] = self.with_sources(set(one.details.get("columns", ())))
        return found

    def with_sources(self, columns: set[str]) -> set[str]:
        """Return the columns and those that the computed ones among them are made of."""
        written = self.written()
        return columns.union(*(self._named(written[one]) for one in columns if one in written))

    def touched_by(self, columns: set[str]) -> set[str]:
        """Return all columns that a rule speaks of together with one of these."""
        touched = self.with_sources(columns)
        return touched.union(*(one for one in self.rules.values() if one & touched))

    def _named(self, sql: str) -> set[str]:
        return {word for word in re.findall(r"[a-z_]\w*", sql) if word in self.columns}


@dataclass(frozen=True)
class Lost:
    """What referred to a row that is called otherwise now: the reference, its table, and what it names."""

    rule: str
    child: Structure
    was: tuple[tuple[str, str], ...]


def structures(connection: Any) -> dict[str, Structure]:
    """Return what the migrations left, by table."""
    lines: dict[str, list[Expected]] = {}
    for found in connection.execute(text(_SNAPSHOT)):
        one = Expected(*found)
        if one.table and one.table not in NOT_LOOKED_AT:
            lines.setdefault(one.table, []).append(one)
    return {name: Structure(name, several) for name, several in lines.items() if any(
        one.kind == "table" for one in several)}  # fmt: skip


class Places:
    """The rows of a copy.

    Args:
        connection: of a superuser, past all rules.
        all_of: what the migrations left, by table.
    """

    def __init__(self, connection: Any, all_of: Mapping[str, Structure]) -> None:
        self.connection = connection
        self.all_of = all_of
        self._places: dict[str, list[Place]] = {}

    def of(self, structure: Structure) -> list[Place]:
        """Return rows of a table, those first that nothing refers to.

        Raises:
            LookupError: the table is empty; write rows for it into ``filling``.
        """
        name = structure.name
        if name not in self._places:
            self._places[name] = self._rows(structure, "true", _MOST)
        if not self._places[name]:
            raise LookupError(f"{name} has no row to plant a fault in; write one into tests/faults/filling.py")
        return self._places[name]

    def more(self, structure: Structure, where: str) -> None:
        """Take in rows of a kind that may not be among the first ones."""
        known = {one.at for one in self.of(structure)}
        self._places[structure.name] += [one for one in self._rows(structure, where, 8) if one.at not in known]

    def _rows(self, structure: Structure, where: str, most: int) -> list[Place]:
        found = self.connection.execute(text(
            f"SELECT t.ctid\\:\\:text AS at, {self._children(structure)} AS children, {_key(structure)} AS key "
            f"FROM {structure.name} AS t WHERE {where} ORDER BY 2, t.ctid LIMIT {most}"
        )).all()  # fmt: skip
        return [Place(one.at, dict(one.key), one.children) for one in found]

    def free(self, structure: Structure, columns: set[str]) -> list[Place]:
        """Return the rows where no fault touches these columns, those with the fewest faults first."""
        touched = structure.touched_by(columns)
        free = [one for one in self.of(structure) if not one.touched & touched]
        return sorted(free, key=lambda one: len(one.touched))

    def change(self, structure: Structure, place: Place, values: Mapping[str, str]) -> None:
        """Write SQL values into a row; where it stands and what it is called moves with it."""
        said = ", ".join(f"{column} = {value}" for column, value in values.items())
        row = self.connection.execute(text(
            f"UPDATE {structure.name} AS t SET {said} WHERE ctid = '{place.at}'::tid "
            f"RETURNING ctid::text AS at, {_key(structure)} AS key".replace(":", r"\:")
        )).one()  # fmt: skip
        place.at, place.key = row.at, dict(row.key)
        place.touched |= structure.touched_by(set(values))

    def children_of(self, structure: Structure, place: Place, columns: set[str]) -> list[Lost]:
        """Return the references that point to nothing once columns of a row are changed."""
        lost = []
        for child, one in self._referring(structure, columns):
            parents = ", ".join(f"t.{column}\\:\\:text" for column in one.details["parent_columns"])
            row = self.connection.execute(text(
                f"SELECT {parents} FROM {structure.name} AS t WHERE t.ctid = '{place.at}'\\:\\:tid"
            )).one()  # fmt: skip
            if None not in row:
                lost.append(Lost(one.name, self.all_of[child], tuple(zip(one.details["columns"], row, strict=True))))
        return lost

    def rows_of(self, lost: Lost) -> set[tuple[str, str]]:
        """Return the rows that name what is lost, as rule and key."""
        where = " AND ".join(f"c.{column}\\:\\:text = '{value}'" for column, value in lost.was)
        name = lost.child.name
        rows = self.connection.execute(text(
            f"SELECT c.ctid\\:\\:text AS at, {_key(lost.child, 'c')} AS key FROM {name} AS c "
                f"WHERE {where}"))  # fmt: skip
        return {(lost.rule, Place(found.at, dict(found.key)).named) for found in rows}

    def _referring(self, structure: Structure, columns: set[str] | None = None) -> Iterator[tuple[str, Expected]]:
        for name, child in self.all_of.items():
            for one in child.of("constraint", "f"):
                if one.details["parent"] == structure.name and (
                    columns is None or columns & set(one.details["parent_columns"])
                ):
                    yield name, one

    def _children(self, structure: Structure) -> str:
        counts = [
            f"(SELECT count(*) FROM {child} AS c WHERE c.{one.details['columns'][0]} "
            f"= t.{one.details['parent_columns'][0]})"
            for child, one in self._referring(structure)
        ]
        return " + ".join(counts) or "0"


def _key(structure: Structure, alias: str = "t") -> str:
    parts = ", ".join(
        f"'{column}', CASE WHEN {alias}.{column} IS NOT NULL THEN format('%s', {alias}.{column}) END"
        for column in structure.key
    )
    return f"json_build_object({parts})"
