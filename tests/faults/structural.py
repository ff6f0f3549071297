"""Faults against the rules that the migrations left: made from the catalog, so that a new table has them at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ip2a_desktop.maintenance.rules.all_rules import RULES
from ip2a_desktop.maintenance.structure import Expected
from tests.faults.breaking import breaking
from tests.faults.places import Lost, Place, Places, Structure, structures

_SPOKEN = {one.name: set(re.findall(r"[a-z_]\w*", one.condition + one.query)) for one in RULES}
"""The words of each declared rule, its columns among them."""


def spoken_by(rule: str) -> set[str]:
    """Return the words of a declared rule, its columns among them."""
    return _SPOKEN.get(rule, set())


@dataclass(frozen=True, eq=False)
class Planted:
    """A fault that stands in a copy.

    Args:
        rule: what must find it.
        table: where it is.
        columns: the columns that were written.
        places: the rows that must be named; they know what they are called in the end.
        implied: references that point to nothing since.
    """

    rule: str
    table: str
    columns: frozenset[str]
    places: tuple[Place, ...]
    implied: tuple[Lost, ...] = ()

    def expected(self) -> set[tuple[str, str]]:
        """Return what must be found, as rule and key."""
        return {(self.rule, one.named) for one in self.places}


@dataclass
class Planting:
    """All faults of one kind in one copy.

    Args:
        planted: the faults.
        all_of: what the migrations left, by table.
        lost: what referred to a row that is called otherwise now, as rule and key.
    """

    planted: list[Planted] = field(default_factory=list)
    all_of: dict[str, Structure] = field(default_factory=dict)
    lost: set[tuple[str, str]] = field(default_factory=set)

    def expected(self) -> set[tuple[str, str]]:
        """Return what must be found, as rule and key."""
        return set().union(*(one.expected() for one in self.planted))

    def explained(self, hits: set[tuple[str, str]], table_of: Callable[[str], str]) -> set[tuple[str, str]]:
        """Return those that a planted fault implies: of the same row and columns, or what hung on the row."""
        by_row: dict[tuple[str, str], set[str]] = {}
        implied = set(self.lost)
        for one in self.planted:
            for place in one.places:
                by_row.setdefault((one.table, place.named), set()).update(one.columns)
        for rule, key in hits:
            table = table_of(rule)
            written = by_row.get((table, key), set())
            spoken = self.all_of[table].columns_of(rule) if table in self.all_of else set()
            if (spoken or spoken_by(rule)) & written:
                implied.add((rule, key))
        return implied


def plant_all(connection: Any, how: Callable[[Places, Structure], Iterator[Planted]]) -> Planting:
    """Plant the faults of one kind in every table."""
    all_of = structures(connection)
    places = Places(connection, all_of)
    made = Planting(all_of=all_of)
    for structure in all_of.values():
        made.planted += how(places, structure)
    for one in [lost for planted in made.planted for lost in planted.implied]:
        made.lost |= places.rows_of(one)
    return made


def nothing_there(places: Places, structure: Structure) -> Iterator[Planted]:
    """Empty every column that may not be empty."""
    run = places.connection.execute
    _drop_checks(places, structure)
    run(text(f"ALTER TABLE {structure.name} DROP CONSTRAINT IF EXISTS {structure.name}_pkey CASCADE"))
    for column, line in structure.columns.items():
        if line.details.get("not_null"):
            if line.details.get("generated"):
                run(text(f"ALTER TABLE {structure.name} ALTER {column} DROP EXPRESSION"))
            run(text(f"ALTER TABLE {structure.name} ALTER {column} DROP IDENTITY IF EXISTS"))
            run(text(f"ALTER TABLE {structure.name} ALTER {column} DROP NOT NULL"))
    for column, line in structure.columns.items():
        if line.details.get("not_null"):
            place = _first(places.free(structure, {column}), structure, column)
            implied = places.children_of(structure, place, {column})
            places.change(structure, place, {column: "NULL"})
            yield Planted(f"{structure.name}_{column}_not_null", structure.name, frozenset({column}), (place,),
                          tuple(implied))  # fmt: skip


def not_allowed(places: Places, structure: Structure) -> Iterator[Planted]:
    """Break every check with values that break no other one."""
    _drop_checks(places, structure)
    for rule in structure.of("constraint", "c"):
        if rule.name in ONLY_ASKED:
            continue
        free = places.free(structure, structure.columns_of(rule.name))
        for place, values in breaking(places.connection, structure, rule, free):
            implied = places.children_of(structure, place, set(values))
            if _changed(places, structure, place, values):
                yield Planted(rule.name, structure.name, frozenset(values), (place,), tuple(implied))
                break
        else:
            raise LookupError(f"no value was found that breaks just {rule.name}: {rule.definition}")


def _drop_checks(places: Places, structure: Structure, speaking_of: set[str] | None = None) -> None:
    for rule in structure.of("constraint", "c"):
        if speaking_of is None or speaking_of & structure.columns_of(rule.name):
            places.connection.execute(text(f"ALTER TABLE {structure.name} DROP CONSTRAINT IF EXISTS {rule.name}"))


def _first(free: list[Place], structure: Structure, column: str) -> Place:
    if not free:
        raise LookupError(f"no row of {structure.name} is left for a fault in {column}")
    return free[0]


def _changed(places: Places, structure: Structure, place: Place, values: dict[str, str]) -> bool:
    try:
        places.change(structure, place, values)
    except DBAPIError:
        return False  # another rule that is in force refused it
    return True


ONLY_ASKED = {"hall_time_zone_known"}
"""Checks that raise an error for a bad value, so that they can only say that they could not look."""

_LOST = "gen_random_uuid()"
_NOWHERE = {"uuid": _LOST, "text": "'nobody'", "integer": "987654", "bigint": "987654"}


def pointing_nowhere(places: Places, structure: Structure) -> Iterator[Planted]:
    """Let every reference point to what is not there; the reference itself stays in force."""
    for rule in structure.of("constraint", "f"):
        column = rule.details["columns"][-1]
        if column in structure.written():  # its value follows from another one, in the rows that have it
            column = next(one for one in structure.with_sources({column}) - {column}
                          if _type_of(structure, one) == _type_of(structure, column))  # fmt: skip
        changed = {column: _NOWHERE[_type_of(structure, column)]}
        planted = _lost(places, structure, rule, changed)
        if planted is None:  # only together with a check of the same columns
            _drop_checks(places, structure, set(changed))
            planted = _lost(places, structure, rule, changed)
        if planted is None:
            raise LookupError(f"no row of {structure.name} took a fault against {rule.name}")
        yield planted


def _lost(places: Places, structure: Structure, rule: Expected, changed: dict[str, str]) -> Planted | None:
    names = " AND ".join(f"{one} IS NOT NULL" for one in rule.details["columns"] if one in structure.written())
    there = set(places.connection.scalars(text(f"SELECT ctid\\:\\:text FROM {structure.name} WHERE {names or 'true'}")))
    if names:
        places.more(structure, names)
    for place in [one for one in places.free(structure, set(changed)) if one.at in there]:
        implied = places.children_of(structure, place, set(changed))
        if _changed(places, structure, place, changed):
            return Planted(rule.name, structure.name, frozenset(changed), (place,), tuple(implied))
    return None


def _type_of(structure: Structure, column: str) -> str:
    return re.split(r" (?:not null|default|generated)\b", structure.columns[column].definition)[0]


def twice(places: Places, structure: Structure) -> Iterator[Planted]:
    """Let everything that is there once be there twice."""
    indexes = [one for one in structure.of("index") if one.details.get("unique")]
    run = places.connection.execute
    for one in indexes:
        run(text(f"ALTER TABLE {structure.name} DROP CONSTRAINT IF EXISTS {one.name} CASCADE"))
        run(text(f"DROP INDEX IF EXISTS {one.name}"))
    copied: list[Place] = []
    for one in sorted(indexes, key=lambda one: bool(one.details.get("primary"))):
        planted = None if one.details.get("primary") else _of_two(places, structure, one)
        if planted is None:
            fits = _fitting(places, structure, one)
            whole = next((place for place in copied if place.at in fits), None)
            if whole is None:
                whole = _copied(places, structure, indexes, fits)
                copied.append(whole)
            planted = Planted(one.name, structure.name, frozenset(structure.columns), (whole,))
        yield planted


def _fitting(places: Places, structure: Structure, rule: Expected) -> set[str]:
    """Return where the rows are that a unique index speaks of."""
    there = [f"({key}) IS NOT NULL" for key in rule.details["keys"] if not rule.details.get("nulls_not_distinct")]
    where = " AND ".join([f"({rule.details.get('where', 'true')})", *there])
    said = f"SELECT ctid::text FROM {structure.name} WHERE {where}".replace(":", r"\:")
    return set(places.connection.scalars(text(said)))


def _of_two(places: Places, structure: Structure, rule: Expected) -> Planted | None:
    """Give a row what another one has."""
    columns = structure.columns_of(rule.name) - set(structure.written())
    if columns & set(structure.key):
        return None
    fits = _fitting(places, structure, rule)
    free = places.free(structure, columns)
    for first in [one for one in free if one.at in fits][:4]:
        for second in [one for one in free if one is not first][:60]:
            said = {
                one: f"(SELECT x.{one} FROM {structure.name} AS x WHERE x.ctid = '{first.at}'::tid)" for one in columns
            }
            implied = places.children_of(structure, second, columns)
            if _changed(places, structure, second, said):
                first.touched |= second.touched
                return Planted(rule.name, structure.name, frozenset(columns), (first, second), tuple(implied))
    return None


def _copied(places: Places, structure: Structure, indexes: list[Expected], fits: set[str]) -> Place:
    """Let a whole row be there twice, as under a broken index: the one that breaks most of the others too."""
    columns = [one for one in structure.columns if one not in structure.written()]
    others = [_fitting(places, structure, one) for one in indexes]
    free = [one for one in places.free(structure, set(structure.columns)) if one.at in fits]
    if not free:
        raise LookupError(f"no row of {structure.name} can be there twice for one of {[one.name for one in indexes]}")
    place = max(free, key=lambda one: sum(one.at in several for several in others))
    names = ", ".join(columns)
    places.connection.execute(text(
        f"INSERT INTO {structure.name} ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM {structure.name} "
        f"WHERE ctid = '{place.at}'\\:\\:tid"))  # fmt: skip
    place.touched |= set(structure.columns)
    return place


_OTHER = {"boolean": "NOT coalesce({0}, false)", "uuid": _LOST, "text": "'other than ' || coalesce({0}, '')"}


def made_otherwise(places: Places, structure: Structure) -> Iterator[Planted]:
    """Let what the server computes be something else, where that is asked."""
    written = {one: sql for one, sql in structure.written().items() if "ip2a_fold" not in sql}
    if written:
        _drop_checks(places, structure)
    for column in written:
        places.connection.execute(text(f"ALTER TABLE {structure.name} ALTER {column} DROP EXPRESSION"))
    for column in written:
        kind = _type_of(structure, column)
        value = _OTHER.get(kind, "coalesce({0}, 0) + 77").format(column)
        place = _first(places.free(structure, {column}), structure, column)
        implied = places.children_of(structure, place, {column})
        places.change(structure, place, {column: value})
        yield Planted(f"{structure.name}_{column}_generated", structure.name, frozenset({column}), (place,),
                      tuple(implied))  # fmt: skip
