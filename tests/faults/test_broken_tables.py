"""A column that is gone, a text that nobody can read, in every table at once: only their own rules say so."""

from typing import Any

from sqlalchemy import text

from ip2a_desktop.domain.health import CheckResult, RunKind, Verdict
from ip2a_desktop.maintenance.all_checks import inspections
from ip2a_desktop.maintenance.rules.all_rules import RULES
from tests.conftest import Server
from tests.faults.copies import copy_of, hits
from tests.faults.places import Structure, structures
from tests.faults.structural import spoken_by

_BLIND = (Verdict.NOT_RUN, Verdict.PARTIAL)


def _plain(structure: Structure) -> list[str]:
    """Return the columns of a table that hang on nothing: no key, no reference, nothing computed."""
    tied = set(structure.key) | set(structure.written()) | {"version", "deleted_at"}
    tied |= {column for one in structure.of("constraint", "f") for column in one.details["columns"]}
    tied |= {word for sql in structure.written().values() for word in structure.with_sources({sql}) | set(sql.split())}
    return [one for one in structure.columns if one not in structure.with_sources(set(structure.written())) | tied]


def _whole(results: list[CheckResult]) -> None:
    """Every check gave a result, and none of them broke."""
    names = [one.check.name for one in results]
    checks = {check.name for one in inspections(RunKind.INTEGRITY) for check in one.checks}
    wanted = {name for name in checks if not name.startswith("documents.")}  # files are not looked at here
    assert wanted <= set(names)
    assert len(names) == len(set(names))
    assert not [one.words for one in results if one.words.startswith("The check itself failed")]
    assert not [one.words for one in results if "SQL" in one.words.replace("PostgreSQL", "") or "\n" in one.words]


def test_a_column_gone_from_every_table_leaves_only_its_own_rules_unasked(server: Server, filled: str) -> None:
    gone: dict[str, str] = {}
    with copy_of(server, filled) as copy:
        with copy.past_all_rules() as connection:
            all_of = structures(connection)
            for table, structure in all_of.items():
                plain = _plain(structure)
                if plain and table != "hall":
                    gone[table] = plain[-1]
                    connection.execute(text(f"ALTER TABLE {table} DROP COLUMN {plain[-1]} CASCADE"))
        results = copy.looked()
    assert len(gone) > 60
    _whole(results)
    assert {("rules.drift.column", f"{table}.{column}") for table, column in gone.items()} <= hits(results)
    blind = {one.check.name for one in results if one.verdict in _BLIND}
    may_be = _of_structure(all_of, gone) | _of_records(gone)
    assert blind <= may_be | {"integrity.grievance_deadline.as_counted"}, sorted(blind - may_be)
    for table, column in gone.items():
        if all_of[table].columns[column].details.get("not_null"):
            assert {f"integrity.{table}.values", f"integrity.{table}.values/{table}_{column}_not_null"} & blind


def _of_structure(all_of: dict[str, Structure], gone: dict[str, str]) -> set[str]:
    """Return the checks that may say so: of each rule, or the whole where no other rule of it is worth asking."""
    parts = [f"integrity.{table}.{part}" for table in gone for part in ("values", "references", "doubles")]
    return {*parts} | {
        f"{part}/{rule}"
        for part in parts
        for rule, columns in all_of[part.split(".")[1]].rules.items()
        if gone[part.split(".")[1]] in columns
    }


def _of_records(gone: dict[str, str]) -> set[str]:
    return {f"integrity.{one.name}" for one in RULES if spoken_by(one.name) & set(gone.values())}


_BYTES = r"'\xe9ff'::bytea::text"


def test_a_text_that_nobody_can_read_in_every_table_breaks_no_run(server: Server, filled: str) -> None:
    with copy_of(server, filled) as copy:
        with copy.past_all_rules() as connection:
            run: Any = lambda sql: connection.execute(text(sql.replace(":", r"\:")))  # noqa: E731 - a name for one line
            run("CREATE CAST (bytea AS text) WITHOUT FUNCTION")
            written = 0
            for table, structure in structures(connection).items():
                texts = [one for one in _plain(structure) if structure.columns[one].definition.startswith("text ")]
                for rule in structure.of("constraint", "c"):
                    run(f"ALTER TABLE {table} DROP CONSTRAINT {rule.name}")
                if texts:
                    place = f"(SELECT ctid FROM {table} LIMIT 1)"
                    run(f"UPDATE {table} SET {texts[0]} = {_BYTES} WHERE ctid = {place}")
                    written += 1
            run("UPDATE employment SET ended_on = current_date + 500 WHERE id = (SELECT id FROM employment LIMIT 1)")
            run("DROP CAST (bytea AS text)")
        results = copy.looked()
    assert written > 50
    _whole(results)
    assert "employment.ends_far_ahead" in {rule for rule, _ in hits(results)}
    unread = [one for one in results if one.verdict is Verdict.NOT_RUN]
    assert all(one.words for one in unread)
