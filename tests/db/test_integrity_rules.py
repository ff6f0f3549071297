"""Every declared rule finds what was planted, by name, and nothing in legal rows that look like it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import CheckResult, Finding, Verdict
from ip2a_desktop.domain.samples import QUICK
from ip2a_desktop.maintenance.inspecting import Look, inspect
from ip2a_desktop.maintenance.integrity import RecordScan, inspections
from ip2a_desktop.maintenance.rules.all_rules import RULES
from ip2a_desktop.maintenance.rules.house import AUDITED
from ip2a_desktop.seed.sample import seed_sample
from tests.conftest import _TEMPLATE, PASSWORD, PERSON, Server
from tests.faults.record_faults import FAULTS, LOOK_ALIKES, Fault
from tests.faults.rows import WORLD, id_of


@pytest.fixture(scope="module")
def planted(server: Server) -> Iterator[Database]:
    """A database of this module: the world of the faults, and every fault one after the other."""
    yield from _made(server, [one for fault in FAULTS for one in fault.plant])


@pytest.fixture(scope="module")
def found(planted: Database) -> dict[str, Finding]:
    """What one run finds, by rule."""
    return {one.rule: one for result in _looked(planted) for one in result.findings}


def _made(server: Server, plants: list[str]) -> Iterator[Database]:
    name = f"test_{uuid4().hex[:12]}"
    with server.admin() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}"))
        connection.execute(text(f"GRANT CONNECT, TEMPORARY ON DATABASE {name} TO PUBLIC"))
    plant(server, name, [*WORLD, *plants])
    opened = Database(server.address.url(PERSON, PASSWORD, name))
    yield opened
    opened.close()
    with server.admin() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


def plant(server: Server, database: str, statements: list[str]) -> None:
    """Run statements past triggers and foreign keys."""
    with server.admin(database) as connection:
        connection.execute(text("SET session_replication_role = replica"))
        for one in statements:
            connection.execute(text(one.replace(":", r"\:")))


def _looked(database: Database) -> list[CheckResult]:
    return list(inspect((RecordScan(),), Look(database, Path())))


@pytest.mark.parametrize("fault", FAULTS, ids=lambda one: f"{one.rule}-{one.key}")
def test_a_planted_fault_is_found_by_name(found: dict[str, Finding], fault: Fault) -> None:
    finding = found[fault.rule]
    key = fault.key[1:] if fault.key.startswith("=") else id_of(fault.key)
    assert key in [one.key for one in finding.items]
    assert finding.count == len(finding.items)
    assert "{" not in finding.words
    assert finding.words.endswith(".")
    assert finding.advice.endswith(".")


def test_every_declared_rule_has_a_fault() -> None:
    assert {one.name for one in RULES} == {one.rule for one in FAULTS}
    assert len({one.name for one in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda one: one.name)
def test_a_rule_speaks_to_people(rule: Any) -> None:
    assert rule.words(1) == rule.one
    assert "2" in rule.words(2)
    assert rule.condition or rule.query
    for said in (rule.title, rule.words(1), rule.words(2), rule.advice):
        assert "_" not in said


def test_nothing_is_found_in_what_is_legal(server: Server) -> None:
    for database in _made(server, [one for several in LOOK_ALIKES.values() for one in several]):
        results = _looked(database)
        assert [(one.rule, [item.words for item in one.items]) for result in results for one in result.findings] == []
        assert {one.verdict for one in results} == {Verdict.PASS}


def test_the_sample_data_is_clean(database: Database) -> None:
    seed_sample(database, QUICK)
    results = list(inspect(inspections(), Look(database, Path())))
    assert {one.verdict for one in results} == {Verdict.PASS}


def test_items_are_known_by_their_names_but_for_what_organizers_write(found: dict[str, Finding]) -> None:
    assert found["employment.of_deceased"].items[0].words == "Of dead, Ana at Cascade Electric of the tests"
    assert found["grievance.open_unfiled"].items[0].words.startswith("2001-")
    assert [one.words for one in found["worker_assessment.score"].items] == [""]
    assert found["member.duplicate_by_phone"].items[0].detail


def test_the_audited_tables_are_those_with_the_trigger(server: Server, database: Database) -> None:
    with server.admin(database.url.database or "") as connection:
        tables = connection.scalars(
            text("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'y_audit' AND NOT tgisinternal")
        ).all()
    assert set(AUDITED) <= set(tables)
