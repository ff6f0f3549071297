"""Every rule of every table, broken in a row of its own: found by name, and nothing else is."""

from collections.abc import Callable, Iterator

import pytest

from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.maintenance.questions import Question
from ip2a_desktop.maintenance.structure import questions_of
from tests.conftest import Server
from tests.faults import structural
from tests.faults.copies import copy_of, findings, hits
from tests.faults.implied import BLIND, IMPLIED
from tests.faults.places import Places, Structure
from tests.faults.structural import Planted

KINDS: dict[str, Callable[[Places, Structure], Iterator[Planted]]] = {
    "nothing there": structural.nothing_there,
    "not allowed": structural.not_allowed,
    "pointing nowhere": structural.pointing_nowhere,
    "twice": structural.twice,
    "made otherwise": structural.made_otherwise,
}


def _kind_of(question: Question) -> str:
    if question.keys:
        return "twice"
    if question.references:
        return "pointing nowhere"
    if question.rule.endswith("_not_null"):
        return "nothing there"
    return "made otherwise" if question.rule.endswith("_generated") else "not allowed"


@pytest.mark.parametrize("kind", KINDS)
def test_every_broken_rule_is_found_by_name_and_nothing_else(server: Server, filled: str, kind: str) -> None:
    _prove(server, filled, kind)


def _prove(server: Server, template: str, kind: str) -> None:
    with copy_of(server, template) as copy:
        with copy.past_all_rules() as connection:
            planting = structural.plant_all(connection, KINDS[kind])
        results = copy.looked()
    asked = [one for table in planting.all_of.values() for one in questions_of(table.name, table.lines)]
    wanted = {one.rule for one in asked if _kind_of(one) == kind}
    assert {one.rule for one in planting.planted} == wanted - structural.ONLY_ASKED  # no rule without a fault
    found = findings(results)
    seen = {one for one in hits(results) if not one[0].startswith("rules.")}
    missed = planting.expected() - seen
    assert not missed, sorted(missed)
    tables = {rule: one.table for rule, one in found.items()}
    surprising = seen - planting.expected() - planting.explained(seen, tables.__getitem__)
    written = {f"{one.table}.{column}" for one in planting.planted for column in one.columns}
    allowed = {rule for column in written for rule in IMPLIED.get(column, ())}
    assert {rule for rule, _ in surprising} <= allowed, sorted(surprising)
    blind = {one.check.name for one in results if one.verdict in (Verdict.NOT_RUN, Verdict.PARTIAL)}
    assert blind <= set(BLIND), blind
    assert all(isinstance(item.words, str) for one in found.values() for item in one.items)
