"""The checks of the data: every row against the rules of the database and the rules of the hall."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial

from ip2a_desktop.db.models import Base
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.health import Check, CheckResult, Group, Verdict
from ip2a_desktop.maintenance.asking import Asker
from ip2a_desktop.maintenance.dates_as_counted import DatesAsCounted
from ip2a_desktop.maintenance.enforcement import RulesInForce
from ip2a_desktop.maintenance.hall_words import words_of
from ip2a_desktop.maintenance.inspecting import Inspection, Look
from ip2a_desktop.maintenance.outcomes import Labels, results_of
from ip2a_desktop.maintenance.questions import Answer, Question, Shape, Told, Trouble
from ip2a_desktop.maintenance.reading_catalog import Known, known
from ip2a_desktop.maintenance.rules.all_rules import RULES
from ip2a_desktop.maintenance.rules.rule import Rule, Today, references_of
from ip2a_desktop.maintenance.scanning import ask_query, scan_doubles, scan_rows
from ip2a_desktop.maintenance.structure import NOT_LOOKED_AT, checks_of, questions_of

_AT_ONCE = 2
_GLANCE = 0.1  # seconds between two looks at whether the person cancelled

Work = Callable[[], list[Answer]]


def inspections() -> Sequence[Inspection]:
    """Return all checks of the data and its rules."""
    return (RulesInForce(), RecordScan(), DatesAsCounted())


def catalog_inspections() -> Sequence[Inspection]:
    """Return those that ask the catalog only, and so can be asked every hour."""
    return (RulesInForce(),)


def check_of(rule: Rule) -> Check:
    """Return the check of a declared rule."""
    return Check(f"integrity.{rule.name}", rule.title, Group.RECORDS)


class RecordScan:
    """Reads every table once, two at a time, and asks all rules of its rows in that one look."""

    def __init__(self, rules: Sequence[Rule] = RULES) -> None:
        self._rules = tuple(rules)
        tables = sorted(set(Base.metadata.tables) - NOT_LOOKED_AT, key=lambda name: (not words_of(name).screen, name))
        self._tables = tuple(tables)
        structural = []
        for table in tables:
            values, references, doubles = checks_of(table)
            has_references = bool(Base.metadata.tables[table].foreign_keys)
            structural += [values, *([references] if has_references else []), doubles]
        self.checks: tuple[Check, ...] = (*structural, *(check_of(one) for one in self._rules))

    def look(self, look: Look) -> Iterator[CheckResult]:
        """Yield the results, table by table as they come in.

        Raises:
            Cancelled: the person cancelled; what runs is ended on the server.
        """
        asker = Asker(look.database)
        found = known(asker)
        questions = self._questions(found)
        labels = Labels(asker, found.shapes)
        pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="integrity")
        try:
            pending = {pool.submit(work): checks for work, checks in _work(asker, found, questions)}
            done = 0
            while pending:
                look.progress(done, len(self.checks), next(iter(pending.values()))[0].title)
                ready, _ = wait(pending, _GLANCE, FIRST_COMPLETED)
                for future in ready:
                    checks = pending.pop(future)
                    done += len(checks)
                    yield from results_of(checks, _answers(future, checks, questions), found.shapes, labels)
        finally:
            asker.stop()
            pool.shutdown(cancel_futures=True)

    def _questions(self, found: Known) -> dict[Check, list[Question]]:
        """The questions by check; a check without any was expected by this program and not by the database."""
        questions: dict[Check, list[Question]] = {check: [] for check in self.checks}
        for table in self._tables:
            mine = list(questions_of(table, found.expected.get(table, ())))
            for one in _worth_asking(mine, found.in_force.get(table, frozenset())):
                questions.setdefault(one.check, []).append(one)
        today = Today(found.today)
        for rule in self._rules:
            check = check_of(rule)
            questions[check] = [_question(rule, check, today)]
        return questions


def _worth_asking(questions: Sequence[Question], in_force: frozenset[str]) -> Sequence[Question]:
    """Leave out what the server cannot hold now: a column that may not be empty is not, whoever writes.

    Where nothing else is asked of the rows, it is asked all the same: a check says what it saw.
    """
    others = [one for one in questions if one.rule not in in_force]
    return others if any(one.own for one in others) else questions


def _question(rule: Rule, check: Check, today: Today) -> Question:
    condition = today.put_into(rule.condition)
    told = Told(rule.words, rule.advice, rule.severity, rule.repair, rule.page())
    return Question(
        rule.name, check, rule.table, told,
        joined=condition, references=references_of(condition),
        query=today.put_into(rule.query), probe=today.put_into(rule.probe),
    )  # fmt: skip


def _work(
    asker: Asker, found: Known, questions: Mapping[Check, Sequence[Question]]
) -> Iterator[tuple[Work, tuple[Check, ...]]]:
    """Give what can be done beside each other, the largest first, with the checks that it answers."""
    everything = [one for several in questions.values() for one in several]
    tables = sorted({one.table for one in everything}, key=lambda name: -_rows(found, name))
    empty = tuple(check for check, several in questions.items() if not several)
    if empty:
        yield (list, empty)
    for table in tables:
        shape = found.shapes.get(table, Shape(table, ()))
        mine = [one for one in everything if one.table == table]
        rows = [one for one in mine if one.own or one.joined]
        doubles = [one for one in mine if one.keys]
        queries = [one for one in mine if one.query]
        if rows:
            yield partial(_of_table, shape, rows, partial(scan_rows, asker, shape)), _checks(rows)
        if doubles:
            yield partial(_of_table, shape, doubles, partial(scan_doubles, asker, shape)), _checks(doubles)
        for one in queries:
            yield partial(_of_table, shape, [one], lambda several: [ask_query(asker, several[0])]), _checks([one])


def _of_table(
    shape: Shape, questions: Sequence[Question], ask: Callable[[Sequence[Question]], Iterator[Answer] | list[Answer]]
) -> list[Answer]:
    if shape.closed:
        return [Answer(one, trouble=Trouble(Verdict.PARTIAL, shape.closed)) for one in questions]
    return list(ask(questions))


def _answers(
    future: Future[list[Answer]], checks: Sequence[Check], questions: Mapping[Check, Sequence[Question]]
) -> list[Answer]:
    try:
        return future.result()
    except HallError as error:
        trouble = Trouble(Verdict.NOT_RUN, error.what)
        return [Answer(one, trouble=trouble) for check in checks for one in questions[check]]


def _checks(questions: Sequence[Question]) -> tuple[Check, ...]:
    return tuple(dict.fromkeys(one.check for one in questions))


def _rows(found: Known, table: str) -> int:
    shape = found.shapes.get(table)
    return shape.rows if shape else 0
