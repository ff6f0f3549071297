"""The rules that the migrations left in the catalog, as questions: also those that were dropped since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ip2a_desktop.db.driver_errors import CONSTRAINTS
from ip2a_desktop.domain.health import Check, Group, Repair, Severity
from ip2a_desktop.maintenance.hall_words import TableWords, article, listed, spaced, words_of
from ip2a_desktop.maintenance.questions import Question, Reference, Told
from ip2a_desktop.maintenance.rules.rule import alias_of

NOT_LOOKED_AT = frozenset({"column_layout", "catalog_snapshot", "alembic_version"})
"""Each person's own arrangement of lists, which nobody else may read; and tables that only migrations write."""

_AGAIN = "Open each of them and correct it; the database itself would not take it."
_LOST = "Let Repair put a substitute in its place that says why it exists, or bring it back from a backup."
_LOST_WHOLE = "Bring what it refers to back from a backup; nothing can stand in its place."
_TWICE = "Compare them and keep one; merge what the other holds into it first."


@dataclass(frozen=True)
class Expected:
    """One line of the catalog as the migrations left it."""

    kind: str
    table: str
    name: str
    definition: str
    details: dict[str, Any]


def checks_of(table: str) -> tuple[Check, Check, Check]:
    """Return the checks of a table's own rules: its values, what it refers to, what is there once only."""
    many = words_of(table).many
    many = many[:1].upper() + many[1:]
    return (
        Check(f"integrity.{table}.values", f"{many}: every value is one that is allowed", Group.RECORDS),
        Check(f"integrity.{table}.references", f"{many}: what they refer to is there", Group.REFERENCES),
        Check(f"integrity.{table}.doubles", f"{many}: nothing is kept twice", Group.RECORDS),
    )


def questions_of(table: str, expected: Sequence[Expected]) -> Iterator[Question]:
    """Give the questions of one table's rules."""
    values, references, doubles = checks_of(table)
    noun = words_of(table)
    columns = {one.name for one in expected if one.kind == "column"}
    by_id = any(one.kind == "table" and one.details.get("key") == ["id"] for one in expected)
    for one in expected:
        if one.kind == "column":
            yield from _of_column(values, noun, table, one)
        elif one.kind == "constraint" and one.details.get("type") == "c":
            yield _of_check(values, noun, one)
        elif one.kind == "constraint" and one.details.get("type") == "f":
            yield _of_reference(references, noun, one, by_id=by_id)
        elif one.kind == "index" and one.details.get("unique"):
            yield _of_unique(doubles, noun, one, columns)


def references_in(expected: Sequence[Expected]) -> tuple[Reference, ...]:
    """Return the foreign keys among the lines of a table."""
    return tuple(
        Reference(one.name, tuple(one.details["columns"]), one.details["parent"], tuple(one.details["parent_columns"]))
        for one in expected
        if one.kind == "constraint" and one.details.get("type") == "f"
    )


def _of_column(check: Check, noun: TableWords, table: str, one: Expected) -> Iterator[Question]:
    if one.details.get("not_null"):
        yield Question(
            f"{table}_{one.name}_not_null", check, table,
            _told(noun, f"has no {spaced(one.name)}", _AGAIN, Severity.HIGH), own=f"{one.name} IS NULL",
        )  # fmt: skip
    written = one.details.get("generated")
    if written and "ip2a_fold" not in written:  # what is folded for searching would cost more than all else together
        yield Question(
            f"{table}_{one.name}_generated", check, table,
            _told(noun, f"has a “{spaced(one.name)}” that does not fit the rest of it", _AGAIN, Severity.MEDIUM,
                  Repair.PREVIEW), own=f"{one.name} IS DISTINCT FROM ({written})",
        )  # fmt: skip


def _of_check(check: Check, noun: TableWords, one: Expected) -> Question:
    severity = Severity.LOW if one.name.endswith("_form") else Severity.MEDIUM
    if one.name.endswith(("_known", "_blank", "_whole")):
        severity = Severity.HIGH
    columns = [spaced(name) for name in one.details.get("columns", ())]
    return Question(
        one.name, check, one.table, _told(noun, _rule_words(one.name, columns), _AGAIN, severity),
        own=f"({one.details['expression']}) IS FALSE",
    )  # fmt: skip


def _rule_words(constraint: str, columns: Sequence[str]) -> str:
    if constraint in CONSTRAINTS and not CONSTRAINTS[constraint][1].startswith("Choose "):
        return f"breaks the rule “{CONSTRAINTS[constraint][1].rstrip('.')}”"
    if constraint.endswith("_bin"):
        return "is in the bin by halves: the day and the name of who put it there do not fit together"
    if constraint.endswith("_known"):
        return f"has a {listed(list(columns))} that is not on the list"
    return f"has values that cannot be so ({listed(list(columns)) or 'the whole row'})"


def _of_reference(check: Check, noun: TableWords, one: Expected, *, by_id: bool) -> Question:
    """Return the question; only a row with an id of its own and one lost parent can be repaired."""
    columns = tuple(one.details["columns"])
    can = by_id and len(columns) == 1
    parent = words_of(one.details["parent"]).one
    given = " AND ".join(f"t.{column} IS NOT NULL" for column in columns)
    missing = f"{alias_of(columns[0])}.{one.details['parent_columns'][0]} IS NULL"
    return Question(
        one.name, check, one.table,
        _told(noun, f"refers to {article(parent)} that is not there", _LOST if can else _LOST_WHOLE, Severity.HIGH,
              Repair.PREVIEW if can else Repair.PERSON),
        joined=f"{given} AND {missing}", references=(columns[0],),
    )  # fmt: skip


def _of_unique(check: Check, noun: TableWords, one: Expected, columns: set[str]) -> Question:
    keys = tuple(one.details["keys"])
    named = [word for key in keys for word in re.findall(r"[a-z_]\w*", key) if word in columns]
    words = listed([spaced(name) for name in dict.fromkeys(named)]) or "values"
    return Question(
        one.name, check, one.table,
        _told(noun, f"has the same {'identity' if words == 'id' else words} as another", _TWICE, Severity.HIGH),
        keys=keys, where=one.details.get("where", ""), nulls=bool(one.details.get("nulls_not_distinct")),
    )  # fmt: skip


_MANY = {"has": "have", "is": "are", "breaks": "break", "refers": "refer"}


def _told(noun: TableWords, wrong: str, advice: str, severity: Severity, repair: Repair = Repair.PERSON) -> Told:
    verb, rest = wrong.split(" ", 1)

    def words(count: int) -> str:
        return f"{noun.counted(count)} {verb if count == 1 else _MANY[verb]} {rest}".rstrip(".") + "."

    return Told(words, advice, severity, repair, noun.screen)
