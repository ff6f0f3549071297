"""What is asked of the data: one question for each rule, and the answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ip2a_desktop.domain.health import Check, Repair, Severity, Verdict


@dataclass(frozen=True)
class Told:
    """How a person is told of the rows that break a rule.

    Args:
        words: the sentence for so many rows.
        advice: what to do.
        severity: how much it matters.
        repair: who may repair it.
        screen: the page of the records.
    """

    words: Callable[[int], str]
    advice: str
    severity: Severity
    repair: Repair
    screen: str


@dataclass(frozen=True)
class Question:
    """One rule as SQL; exactly one of ``own``, ``joined``, ``keys`` and ``query`` is there.

    Args:
        rule: the rule's name.
        check: the check that it belongs to.
        table: the table whose rows it names.
        told: how a person is told.
        own: true of a wrong row, over the table's own columns without a prefix.
        joined: true of a wrong row ``t``, over the rows that its references name.
        references: the columns whose referenced rows ``joined`` speaks of.
        keys: expressions that together are there once only; ``where`` narrows the rows, ``nulls`` counts NULLs too.
        query: gives back ``key`` and ``detail``.
        probe: brings a row only where the query could bring one.
    """

    rule: str
    check: Check
    table: str
    told: Told
    own: str = ""
    joined: str = ""
    references: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    where: str = ""
    nulls: bool = False
    query: str = ""
    probe: str = ""


@dataclass(frozen=True)
class Trouble:
    """Why a rule could not be asked: never a pass."""

    verdict: Verdict
    words: str


@dataclass(frozen=True)
class Answer:
    """What one question brought.

    Args:
        question: which one.
        hits: key and detail of the first rows, in the order of their keys.
        count: how many rows in all.
        trouble: why it could not be asked.
        labels: what rows are known by, by key.
    """

    question: Question
    hits: tuple[tuple[str, str], ...] = ()
    count: int = 0
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Reference:
    """A foreign key as the migrations left it.

    Args:
        name: the constraint's name.
        columns: of the child.
        parent: the table that is referred to.
        parent_columns: the columns that are equal.
    """

    name: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]


@dataclass(frozen=True)
class Shape:
    """A table as the scan needs to know it.

    Args:
        name: the table.
        key: the columns of its primary key.
        references: its foreign keys.
        rows: about how many rows it has.
        hidden: why rows of it may be hidden from this person, empty where none are.
        closed: why it cannot be read at all, empty where it can.
    """

    name: str
    key: tuple[str, ...]
    references: tuple[Reference, ...] = ()
    rows: int = 0
    hidden: str = ""
    closed: str = ""
