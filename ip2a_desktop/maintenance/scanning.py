"""Asks many rules of one table in one look at its rows; where that fails, each rule by itself.

One scan with all conditions costs little more than the scan alone: a clean row is weighed once and sends nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import psycopg2

from ip2a_desktop.domain.errors import Cancelled, HallError
from ip2a_desktop.domain.health import MOST_ITEMS
from ip2a_desktop.maintenance.asking import Asker, is_lost, trouble_of
from ip2a_desktop.maintenance.questions import Answer, Question, Shape
from ip2a_desktop.maintenance.rules.rule import alias_of, with_references

_MOST_AT_ONCE = 20_000
_LARGE = 50_000
_BROKEN = (HallError, psycopg2.Error, UnicodeError)


def scan_rows(asker: Asker, shape: Shape, questions: Sequence[Question]) -> Iterator[Answer]:
    """Answer the questions about single rows of a table and the rows that they refer to."""
    if not questions:
        return
    try:
        found = asker.rows(_together(shape, questions))
    except Cancelled:
        raise
    except _BROKEN as error:
        if is_lost(error):
            yield from (Answer(one, trouble=trouble_of(error)) for one in questions)
        else:
            yield from (_alone(asker, one, _rows_of(shape, one)) for one in questions)
        return
    if len(found) > _MOST_AT_ONCE:
        yield from (_alone(asker, one, _rows_of(shape, one)) for one in questions)
        return
    hits: list[set[str]] = [set() for _ in questions]
    for key, which in found:
        for at in which:
            hits[at].add(key)
    for question, keys in zip(questions, hits, strict=True):
        first = sorted(keys)[:MOST_ITEMS]
        yield Answer(question, tuple((key, "") for key in first), len(keys))


def scan_doubles(asker: Asker, shape: Shape, questions: Sequence[Question]) -> Iterator[Answer]:
    """Answer what is there more than once."""
    if not questions:
        return
    there = _any_doubles(asker, shape, questions)
    for question in questions:
        if there is not None and question.rule not in there:
            yield Answer(question)
        else:
            yield _alone(asker, question, _rows_of_doubles(shape, question))


def ask_query(asker: Asker, question: Question) -> Answer:
    """Answer a rule that brings its own query."""
    try:
        if question.probe and not asker.rows(
            f"WITH found AS MATERIALIZED ({question.probe}) SELECT 1 FROM found LIMIT 1"
        ):
            return Answer(question)
    except Cancelled:
        raise
    except _BROKEN as error:
        return Answer(question, trouble=trouble_of(error))
    return _alone(asker, question, question.query)


def _any_doubles(asker: Asker, shape: Shape, questions: Sequence[Question]) -> set[str] | None:
    """Return which of the rules have doubles at all; None where that could not be asked together.

    A yes or no needs no rows kept for each value; of a large table each is asked alone, so that it may run in parallel.
    """
    try:
        if shape.rows > _LARGE:
            return {one.rule for one in questions if asker.rows(_doubled(shape, one))}
        (answer,) = asker.rows("SELECT " + ", ".join(f"EXISTS ({_doubled(shape, one)})" for one in questions))
    except Cancelled:
        raise
    except _BROKEN:
        return None
    return {one.rule for one, is_there in zip(questions, answer, strict=True) if is_there}


def _alone(asker: Asker, question: Question, rows: str) -> Answer:
    try:
        found = asker.rows(
            "SELECT key, detail, count(*) OVER () "
            f"FROM (SELECT DISTINCT key::text, detail FROM ({rows}) AS hit) AS hit "
            f'ORDER BY key COLLATE "C", detail LIMIT {MOST_ITEMS}'
        )
    except Cancelled:
        raise
    except _BROKEN as error:
        return Answer(question, trouble=trouble_of(error))
    return answer_of(question, found)


def answer_of(question: Question, found: Sequence[tuple[Any, ...]]) -> Answer:
    """Return the answer for rows of key, detail and how many there are in all."""
    hits = tuple((str(key), detail or "") for key, detail, _ in found)
    return Answer(question, hits, int(found[0][2]) if found else 0)


def _together(shape: Shape, questions: Sequence[Question]) -> str:
    own = ", ".join(f"({one.own}) AS wrong_{at}" for at, one in enumerate(questions) if one.own)
    wrong = [f"t.wrong_{at}" if one.own else f"({with_references(one.joined)})" for at, one in enumerate(questions)]
    which = ", ".join(f"CASE WHEN {condition} THEN {at} END" for at, condition in enumerate(wrong))
    joins = _joins(shape, {column for one in questions for column in one.references})
    # Planned for all rows: with the limit inside, the planner would believe that the first few end it.
    return (
        f"WITH hit AS MATERIALIZED (SELECT {_key(shape)}, array_remove(ARRAY[{which}], NULL) "
        f"FROM {_source(shape, own)}{joins} WHERE {' OR '.join(wrong)}) SELECT * FROM hit LIMIT {_MOST_AT_ONCE + 1}"
    )


def _rows_of(shape: Shape, question: Question) -> str:
    if question.own:
        source, wrong = _source(shape, f"({question.own}) AS wrong"), "t.wrong"
    else:
        source, wrong = _source(shape) + _joins(shape, set(question.references)), with_references(question.joined)
    return f"SELECT {_key(shape)} AS key, '' AS detail FROM {source} WHERE {wrong}"


def _source(shape: Shape, own: str = "") -> str:
    """The table under the name ``t``; its own conditions speak of its columns without a prefix."""
    columns = f", {own}" if own else ""
    return f"(SELECT {shape.name}.*, {shape.name}.ctid AS row_place{columns} FROM {shape.name}) AS t"


def _key(shape: Shape) -> str:
    """What tells a row from others; its place where even that is missing."""
    parts = ", ".join(f"t.{column}" for column in shape.key) or "NULL"
    return f"coalesce(nullif(concat_ws('/', {parts}), ''), 'row ' || t.row_place::text)"


def _joins(shape: Shape, columns: set[str]) -> str:
    said = ""
    for one in shape.references:
        if one.columns[0] not in columns:
            continue
        alias = alias_of(one.columns[0])
        pairs = zip(one.columns, one.parent_columns, strict=True)
        equal = " AND ".join(f"{alias}.{theirs} = t.{mine}" for mine, theirs in pairs)
        said += f" LEFT JOIN {one.parent} AS {alias} ON {equal}"
    return said


def _grouped(question: Question) -> tuple[str, str]:
    where = [question.where] if question.where else []
    if not question.nulls:
        where += [f"({one}) IS NOT NULL" for one in question.keys]
    return ", ".join(f"({one})" for one in question.keys), " AND ".join(f"({one})" for one in where) or "true"


def _doubled(shape: Shape, question: Question) -> str:
    keys, where = _grouped(question)
    return f"SELECT 1 FROM {shape.name} WHERE {where} GROUP BY {keys} HAVING count(*) > 1 LIMIT 1"


def _rows_of_doubles(shape: Shape, question: Question) -> str:
    keys, where = _grouped(question)
    return (
        f"SELECT {_key(shape)} AS key, '' AS detail FROM (SELECT {shape.name}.*, {shape.name}.ctid AS row_place, "
        f"count(*) OVER (PARTITION BY {keys}) AS alike FROM {shape.name} WHERE {where}) AS t WHERE t.alike > 1"
    )
