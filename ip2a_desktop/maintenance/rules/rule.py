"""A declared rule: what is wrong as SQL, and how a person is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from ip2a_desktop.domain.health import Repair, Severity
from ip2a_desktop.maintenance.hall_words import words_of


@dataclass(frozen=True)
class Rule:
    """One rule; it gives back the rows that break it.

    Args:
        name: unique, such as ``employment.two_current``; never shown.
        table: the table whose rows it names.
        title: what holds where nothing is wrong, as the list of checks says it.
        one: the sentence for one row.
        many: the sentence for several, with ``{count}``.
        advice: what to do, one sentence.
        severity: how much it matters.
        condition: SQL that is true of a wrong row ``t``; ``{member_id}`` stands for the row that this reference
            names (its columns are NULL where there is none), ``{today}`` for the hall's day.
        query: instead of a condition: SQL that gives back ``key`` (the row's id) and ``detail`` (words, may be empty).
        probe: SQL that brings a row only where the query could bring one; asked first where the query is dear.
        repair: who may repair it.
        screen: the page of the records; the table's own where none is named.
    """

    name: str
    table: str
    title: str
    one: str
    many: str
    advice: str
    severity: Severity = Severity.MEDIUM
    condition: str = ""
    query: str = ""
    probe: str = ""
    repair: Repair = Repair.PERSON
    screen: str | None = None

    def words(self, count: int) -> str:
        """Return what is wrong, in one sentence that tells how many."""
        return self.one if count == 1 else self.many.format(count=f"{count:,}")

    def page(self) -> str:
        """Return the page that shows these records, empty where none does."""
        return words_of(self.table).screen if self.screen is None else self.screen


@dataclass(frozen=True)
class Today:
    """The hall's day, for rules that need it."""

    day: date

    def put_into(self, sql: str) -> str:
        """Return SQL with the day written out: a constant, where a function would be called for each row."""
        return sql.replace("{today}", f"DATE '{self.day:%Y-%m-%d}'")


_REFERENCE = re.compile(r"\{([a-z_]+)\}")


def references_of(condition: str) -> tuple[str, ...]:
    """Return the columns whose referenced rows a condition speaks of."""
    return tuple(one for one in dict.fromkeys(_REFERENCE.findall(condition)) if one != "today")


def with_references(condition: str) -> str:
    """Return a condition with the aliases of the referenced rows."""
    return _REFERENCE.sub(lambda found: found[0] if found[1] == "today" else alias_of(found[1]), condition)


def alias_of(column: str) -> str:
    """Return the alias under which the row that a column refers to is joined."""
    return f"of_{column}"
