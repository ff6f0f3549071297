"""What answers come to: findings with the rows by name, one result for each check, troubles never hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

import psycopg2

from ip2a_desktop.domain.errors import Cancelled, HallError
from ip2a_desktop.domain.health import Check, CheckResult, Finding, Item, Severity, Verdict
from ip2a_desktop.maintenance.asking import Asker
from ip2a_desktop.maintenance.hall_words import words_of
from ip2a_desktop.maintenance.questions import Answer, Question, Shape

_GRAVE = (Severity.CRITICAL, Severity.HIGH)
_NEVER = "The database never wrote down what the rules are here; run ip2adb migrate."


class Labels:
    """What rows are known by.

    Args:
        asker: asks the names.
        shapes: the tables.
    """

    def __init__(self, asker: Asker, shapes: Mapping[str, Shape]) -> None:
        self._asker = asker
        self._shapes = shapes

    def of(self, table: str, keys: Sequence[str]) -> dict[str, str]:
        """Return the names by key; none where the rows have none or they cannot be read."""
        label = words_of(table).label
        ids = [one for one in keys if record_id(self._shapes.get(table), one)]
        if not label or not ids:
            return {}
        among = ", ".join(f"'{one}'" for one in ids)
        try:
            return dict(
                self._asker.rows(
                    f"SELECT t.id::text, left(coalesce({label}, ''), 200) FROM {table} AS t WHERE t.id IN ({among})"
                )
            )
        except Cancelled:
            raise
        except (HallError, psycopg2.Error, UnicodeError):
            return {}  # the finding stands without names; why they cannot be read is told by the rules of that table


def record_id(shape: Shape | None, key: str) -> UUID | None:
    """Return the id that a key is, None for a row that has none."""
    if shape is None or shape.key != ("id",):
        return None
    try:
        return UUID(key)
    except ValueError:
        return None


def results_of(
    checks: Sequence[Check], answers: Sequence[Answer], shapes: Mapping[str, Shape], labels: Labels
) -> Iterator[CheckResult]:
    """Give the result of each check, and one for each single rule that could not be asked."""
    for check in checks:
        mine = [one for one in answers if one.question.check == check]
        broken = [one for one in mine if one.trouble]
        if not mine:
            yield CheckResult(check, Verdict.NOT_RUN, _NEVER)
        elif len(broken) == len(mine):
            trouble = mine[0].trouble
            assert trouble is not None  # each of them has one
            yield CheckResult(check, trouble.verdict, trouble.words)
        else:
            yield _result(check, [one for one in mine if not one.trouble], shapes, labels)
            yield from (_of_broken(check, one) for one in broken)


def _result(
    check: Check, answers: Sequence[Answer], shapes: Mapping[str, Shape], labels: Labels
) -> CheckResult:  # fmt: skip
    findings = tuple(_finding(one, shapes, labels) for one in answers if one.count)
    shape = shapes.get(answers[0].question.table)
    if findings:
        grave = any(one.severity in _GRAVE for one in findings)
        words = " ".join(one.words for one in findings)
        return CheckResult(check, Verdict.FAIL if grave else Verdict.WARN, words, findings)
    if shape is not None and shape.hidden:
        return CheckResult(check, Verdict.PARTIAL, shape.hidden)
    words = "Nothing found." if len(answers) == 1 else f"{len(answers)} rules hold."
    return CheckResult(check, Verdict.PASS, words)


def _of_broken(check: Check, answer: Answer) -> CheckResult:
    trouble = answer.trouble
    assert trouble is not None  # only these are given here
    question = answer.question
    title = f"{check.title} (one rule)"
    return CheckResult(
        Check(f"{check.name}/{question.rule}", title, check.group), trouble.verdict,
        f"Nobody could look whether {_what_it_asks(question)}. {trouble.words}",
    )  # fmt: skip


def _what_it_asks(question: Question) -> str:
    return question.told.words(2).split(" ", 1)[1].rstrip(".")  # without the number


def _finding(answer: Answer, shapes: Mapping[str, Shape], labels: Labels) -> Finding:
    question = answer.question
    names = labels.of(question.table, [key for key, _ in answer.hits])
    shape = shapes.get(question.table)
    items = tuple(Item(key, names.get(key, ""), record_id(shape, key), detail) for key, detail in answer.hits)
    told = question.told
    return Finding(
        question.rule, told.severity, question.table, told.words(answer.count), told.advice, answer.count, items,
        told.repair, told.screen,
    )  # fmt: skip
