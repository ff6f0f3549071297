"""Values that break just one check: tried by the server on real rows, fewest changes first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import Any

from sqlalchemy import text

from ip2a_desktop.maintenance.structure import Expected
from tests.faults.places import Place, Structure

_MOST_FOUND = 40

_POOL = {
    "text": ("''", "'  '", "'not on any list'", "repeat('x', 5000)", "'2'", "E'a\\nb'"),
    "integer": ("-1", "0", "1", "2", "6", "40", "500", "100000", "2000000000"),
    "date": ("'0001-01-01'", "'1899-12-31'", "'2001-01-01'", "'2200-01-01'"),
    "timestamp": ("'0001-01-01'", "'1899-12-31'", "'2001-01-01'", "'2300-01-01'"),
    "numeric": ("-1", "0", "0.001", "1000000"),
    "boolean": ("true", "false"),
    "jsonb": ("'{}'", "'[]'", "'null'", "'\"x\"'"),
    "text[]": ("'{}'", "'{x}'", "'{a,b,c}'", "'{NULL}'"),
    "integer[]": ("'{}'", "'{-1}'", "'{1,2,3}'"),
    "time": ("'00:00'", "'23:59'"),
    "uuid": (),
}


def breaking(
    connection: Any, structure: Structure, rule: Expected, places: list[Place]
) -> Iterator[tuple[Place, dict[str, str]]]:
    """Give rows and SQL values that break a check and none that speaks of the same columns, the best first."""
    written = structure.written()
    own = structure.columns_of(rule.name) - set(written)
    beside = structure.touched_by(own) - own - set(written)
    by_place = {one.at: one for one in places}
    for extra, number in ((0, 1), (0, 2), (1, 1), (0, 3), (1, 2)):
        for changed in _choices(sorted(own), sorted(beside), number, extra):
            others = [
                one for one in structure.of("constraint", "c")
                if one.name != rule.name and structure.columns_of(one.name) & structure.touched_by(set(changed))
            ]  # fmt: skip
            sql = _search(connection, structure, rule, changed, others, list(by_place)[:30])
            for row in connection.execute(text(sql.replace(":", r"\:"))).mappings():
                values = {column: row[f"sql_{column}"] for column in changed}
                yield (
                    by_place[row["planted_at"]],
                    {c: "NULL" if v is None else re.sub(r"^b\.", "t.", v) for c, v in values.items()},
                )


def _choices(own: list[str], beside: list[str], number: int, extra: int) -> Iterator[tuple[str, ...]]:
    """Give which columns to change: so many of the rule's own, and so many of those that other checks tie to them."""
    for some in combinations(own, number):
        for others in combinations(beside, extra):
            yield (*some, *others)


def _search(
    connection: Any, structure: Structure, rule: Expected, changed: tuple[str, ...], others: list[Expected],
    places: list[str],
) -> str:  # fmt: skip
    """Return SQL that tries all candidates of the changed columns on some rows."""
    columns, written = structure.columns, structure.written()
    plain = [f"new_{one}.value AS {one}" if one in changed else f"b.{one}" for one in columns if one not in written]
    made = [f"({sql}) AS {one}" for one, sql in written.items() if "ip2a_fold" not in sql]
    made += [f"NULL::{_type(columns[one])} AS {one}" for one, sql in written.items() if "ip2a_fold" in sql]
    tried = ", ".join(
        f"LATERAL (VALUES {_candidates(connection, structure, rule, one)}) AS new_{one} (sql, value)" for one in changed
    )
    said = ", ".join(f"new_{one}.sql AS sql_{one}" for one in changed)
    among = ", ".join(f"'{one}'::tid" for one in places)
    holds = "".join(f" AND ({one.details['expression']}) IS NOT FALSE" for one in others)
    return (
        f"SELECT * FROM (SELECT i.*{''.join(f', {one}' for one in made)} FROM ("
        f"SELECT b.ctid::text AS planted_at, {said}, {', '.join(plain)} FROM {structure.name} AS b, {tried} "
        f"WHERE b.ctid = ANY(ARRAY[{among}])) AS i) AS t "
        f"WHERE ({rule.details['expression']}) IS FALSE{holds} LIMIT {_MOST_FOUND}"
    )


def _candidates(connection: Any, structure: Structure, rule: Expected, column: str) -> str:
    """Return the values of a column to try, as text and as value."""
    line = structure.columns[column]
    kind = re.sub(r"\(.*?\)", "", _type(line))  # what does not fit into the column is refused when it is written
    family = next((one for one in sorted(_POOL, key=len, reverse=True) if kind.startswith(one)), kind)
    if family in ("bigint", "smallint"):
        family = "integer"
    pool = list(_POOL.get(family, ()))
    if family in ("text", "uuid", "date", "jsonb", "text[]"):
        there = connection.execute(text(f"SELECT DISTINCT {column}::text FROM {structure.name} "
                                        f"WHERE {column} IS NOT NULL LIMIT 6"))  # fmt: skip
        pool += ["'" + one.replace("'", "''") + "'" for one in there.scalars()]
    if family == "text":
        said = " ".join(one.details["expression"] for one in (rule, *structure.of("constraint", "c")))
        pool += [f"'{one}'" for one in re.findall(r"'([^']*)'::text", said)]
    if not line.details.get("not_null"):
        pool.append("NULL")
    same = [
        f"b.{one}" for one in structure.columns_of(rule.name) - {column} if _type(structure.columns[one]) == _type(line)
    ]
    pool += same if len(same) < 3 else []
    return ", ".join(f"($sql${one}::{kind}$sql$, {one}::{kind})" for one in dict.fromkeys(pool)) or "(NULL, NULL)"


def _type(line: Expected) -> str:
    return re.split(r" (?:not null|default|generated)\b", line.definition)[0]
