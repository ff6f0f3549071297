"""What was taken away from the catalog, all of it at once: every single rule, right and object is missed by name."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from tests.conftest import Server
from tests.faults.copies import copy_of, hits
from tests.faults.places import Structure, structures

Change = Callable[[Structure, Any], list[tuple[str, str]]]


def _checks(structure: Structure, run: Any) -> list[tuple[str, str]]:
    rules = structure.of("constraint", "c")
    for one in rules:
        run(f"ALTER TABLE {structure.name} DROP CONSTRAINT {one.name}")
    return [("rules.enforced.constraint", f"{structure.name}.{one.name}") for one in rules]


def _references(structure: Structure, run: Any) -> list[tuple[str, str]]:
    rules = structure.of("constraint", "f")
    for one in rules:
        run(f"ALTER TABLE {structure.name} DROP CONSTRAINT {one.name}")
    return [("rules.enforced.constraint", f"{structure.name}.{one.name}") for one in rules]


def _not_validated(structure: Structure, run: Any) -> list[tuple[str, str]]:
    rules = structure.of("constraint", "f") + structure.of("constraint", "c")
    for one in rules:
        run(f"UPDATE pg_constraint SET convalidated = false WHERE conname = '{one.name}' "
            f"AND conrelid = '{structure.name}'::regclass")  # fmt: skip
    return [("rules.enforced.constraint", f"{structure.name}.{one.name}") for one in rules]


def _triggers(structure: Structure, run: Any) -> list[tuple[str, str]]:
    rules = structure.of("trigger")
    for one in rules:
        run(f"ALTER TABLE {structure.name} DISABLE TRIGGER {one.name}")
    return [("rules.enforced.trigger", f"{structure.name}.{one.name}") for one in rules]


def _policies(structure: Structure, run: Any) -> list[tuple[str, str]]:
    rules = structure.of("policy")
    for one in rules:
        run(f"DROP POLICY {one.name} ON {structure.name}")
    secured = structure.of("row security")
    if secured:
        run(f"ALTER TABLE {structure.name} DISABLE ROW LEVEL SECURITY")
    return [("rules.enforced.policy", f"{structure.name}.{one.name}") for one in rules] + [
        ("rules.enforced.row_security", f"{structure.name}.{one.name}") for one in secured
    ]


def _indexes(structure: Structure, run: Any) -> list[tuple[str, str]]:
    keys = {one.name for kind in "pu" for one in structure.of("constraint", kind)}
    gone = [one for one in structure.of("index") if one.name not in keys]
    for one in gone:
        run(f"DROP INDEX {one.name}")
    return [("rules.drift.index", f"{structure.name}.{one.name}") for one in gone]


def _columns(structure: Structure, run: Any) -> list[tuple[str, str]]:
    loose = [one for one in structure.of("column") if one.details.get("not_null") and one.name not in structure.key]
    for one in loose:
        run(f"ALTER TABLE {structure.name} ALTER {one.name} DROP NOT NULL")
    return [("rules.drift.column", f"{structure.name}.{one.name}") for one in loose]


CHANGES: dict[str, Change] = {
    "checks dropped": _checks,
    "references dropped": _references,
    "rules not checked for the rows": _not_validated,
    "triggers switched off": _triggers,
    "row security gone": _policies,
    "indexes gone": _indexes,
    "columns that may be empty now": _columns,
}


@pytest.mark.parametrize("change", CHANGES)
def test_each_of_them_is_named_and_nothing_else(server: Server, filled: str, change: str) -> None:
    with copy_of(server, filled) as copy:
        with copy.past_all_rules() as connection:
            run = lambda sql: connection.execute(text(sql.replace(":", r"\:")))  # noqa: E731 - a name for one line
            run("SET allow_system_table_mods = on")
            wanted = [
                one for structure in structures(connection).values() for one in CHANGES[change](structure, run)
            ]  # fmt: skip
        found = {one for one in hits(copy.looked()) if one[0].startswith("rules.")}
    assert wanted
    assert found == set(wanted)


def test_every_function_that_was_changed_is_named(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        with copy.past_all_rules() as connection:
            names = connection.scalars(text("SELECT name FROM catalog_snapshot WHERE kind = 'function'")).all()
            for one in names:
                connection.execute(text(f"ALTER FUNCTION {one.replace(':', chr(92) + ':')} SET work_mem = '1MB'"))
        found = {one for one in hits(copy.looked()) if one[0].startswith("rules.")}
    assert len(names) > 100
    assert found == {("rules.enforced.function", one) for one in names}


_GRANTS = "SELECT table_name, name FROM catalog_snapshot WHERE kind = 'grant' AND table_name <> ''"
_NEEDED_TO_LOOK = ("catalog_snapshot", "alembic_version")


def test_the_right_of_every_duty_on_every_table_is_missed(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        with copy.past_all_rules() as connection:
            rows = [one for one in connection.execute(text(_GRANTS)).all() if one.table_name not in _NEEDED_TO_LOOK]
            for one in rows:
                connection.execute(text(f"REVOKE ALL ON {one.table_name} FROM {one.name}"))
        found = {one for one in hits(copy.looked()) if one[0].startswith("rules.")}
    assert len(rows) > 200
    assert found == {("rules.drift.grant", f"{one.table_name}.{one.name}") for one in rows}
