"""Repairs of records: a substitute for a lost parent, a lost child set aside, a value that follows from others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Finding
from ip2a_desktop.domain.repairs import FieldRepair, RepairKind, RowRepair
from ip2a_desktop.maintenance.hall_words import words_of
from ip2a_desktop.maintenance.row_words import fields_between, label_of, said

_SUBSTITUTES: Final = ("member", "organization")
"""Records that are made anew where they are lost, so that what hangs on them stays where it was."""

_REFERENCE = text("""
    SELECT table_name AS child, details -> 'columns' ->> 0 AS child_column, details ->> 'parent' AS parent,
           details -> 'parent_columns' ->> 0 AS parent_column
      FROM catalog_snapshot AS c
     WHERE kind = 'constraint' AND name = :rule AND details ->> 'type' = 'f'
       AND jsonb_array_length(details -> 'columns') = 1
       AND EXISTS (SELECT FROM catalog_snapshot AS t
                    WHERE t.kind = 'table' AND t.name = c.table_name AND t.details -> 'key' = '["id"]')
""")
_SIZE = text("SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = to_regclass(:name)")
_GENERATED = text("""
    SELECT table_name, name FROM catalog_snapshot
     WHERE kind = 'column' AND details ? 'generated' AND :rule = format('%s_%s_generated', table_name, name)
""")
_RULE = text("SELECT table_name, changes, condition FROM repair_rule WHERE rule = :rule")
_WHY: Final = "The record itself is lost; {} still name it. It says so itself, and you can write what you know."


@dataclass(frozen=True)
class Mended:
    """The rows of a plan.

    Args:
        rows: each as it would change.
        advice: what the repair does and what it keeps, one sentence.
        table_rows: about how many rows the table has.
    """

    rows: tuple[RowRepair, ...]
    advice: str
    table_rows: int


def rows_for(database: Database, finding: Finding) -> Mended | None:
    """Return what would be done about a finding in the records, None where nothing of this kind is known."""
    with database.statement() as session:
        reference = session.execute(_REFERENCE, {"rule": finding.rule}).one_or_none()
        if reference is not None:
            return _orphans(session, reference.child, reference.child_column, reference.parent, reference.parent_column)
        generated = session.execute(_GENERATED, {"rule": finding.rule}).one_or_none()
        if generated is not None:
            return _computed(session, finding, generated.name)
        declared = session.execute(_RULE, {"rule": finding.rule}).one_or_none()
        if declared is not None:
            return _declared(session, declared.table_name, declared.changes, declared.condition)
    return None


def _orphans(session: Session, child: str, column: str, parent: str, key: str) -> Mended:
    quote = session.get_bind().dialect.identifier_preparer.quote
    where = (
        f"FROM {quote(child)} AS t WHERE t.{quote(column)} IS NOT NULL AND NOT EXISTS "
        f"(SELECT FROM {quote(parent)} AS p WHERE p.{quote(key)} = t.{quote(column)})"
    )
    nouns = words_of(child)
    if parent in _SUBSTITUTES and key == "id":
        lost = session.execute(
            text(f"SELECT t.{quote(column)} AS id, count(*) AS number {where} GROUP BY 1 ORDER BY 1")
        )
        rows = [_substitute(parent, row.id, nouns.counted(row.number)) for row in lost]
        advice = "A substitute is put in the place of what was lost; nothing that names it is changed."
        return Mended(tuple(rows), advice, _rows_of(session, parent))
    label = f"left({nouns.label}, 200)" if nouns.label else "''"
    lost = session.execute(text(f"SELECT t.id, {label} AS words {where} ORDER BY t.id"))
    why = f"The {words_of(parent).one} that it belongs to is lost."
    rows = [
        RowRepair(str(row.id), child, row.id, row.words or nouns.one, RepairKind.SET_ASIDE, (), why) for row in lost
    ]
    advice = "They are set aside whole, and can be brought back; what they belong to is lost."
    return Mended(tuple(rows), advice, _rows_of(session, child))


def _substitute(parent: str, lost: UUID, hanging: str) -> RowRepair:
    after = _new_row(parent, lost)
    fields = tuple(FieldRepair(name, label_of(name), "", said(value)) for name, value in after.items() if name != "id")
    name = f"{words_of(parent).one.capitalize()} recreated from lost data"
    return RowRepair(str(lost), parent, lost, name, RepairKind.ADD, fields, _WHY.format(hanging), changes=after)


def _new_row(parent: str, lost: UUID) -> dict[str, Any]:
    """Return what is written of a substitute: only that it is one. What is not known is not invented."""
    if parent == "member":
        return {
            "id": str(lost),
            "card_number": f"LOST-{str(lost)[-12:].upper()}",
            "first_name": "Recreated",
            "last_name": "(lost record)",
            "status": "inactive",
        }
    return {"id": str(lost), "name": f"(lost record, recreated {str(lost)[-6:]})"}


def _computed(session: Session, finding: Finding, column: str) -> Mended:
    fields = (FieldRepair(column, label_of(column), "does not fit the rest", "computed anew"),)
    rows = tuple(
        RowRepair(one.key, finding.table, one.record_id, one.words, RepairKind.CHANGE, fields)
        for one in finding.items
        if one.record_id is not None
    )
    advice = "The server computes the value anew; nothing that anybody typed is changed."
    return Mended(rows, advice, _rows_of(session, finding.table))


def _declared(session: Session, table: str, changes: Mapping[str, Any], condition: str) -> Mended:
    """Rows of a declared rule: what is written follows from the other fields."""
    nouns = words_of(table)
    label = f"left({nouns.label}, 200)" if nouns.label else "''"
    quote = session.get_bind().dialect.identifier_preparer.quote
    names = ", ".join(f"'{name}', t.{quote(name)}" for name in changes)
    found = session.execute(
        text(
            f"SELECT t.id, {label} AS words, jsonb_build_object({names}) AS before "
            f"FROM {quote(table)} AS t WHERE {condition} ORDER BY t.id"
        )
    )
    rows = tuple(
        RowRepair(
            str(row.id),
            table,
            row.id,
            row.words or nouns.one,
            RepairKind.CHANGE,
            fields_between(row.before, changes),
            expected=row.before,
            changes=dict(changes),
        )
        for row in found
    )
    return Mended(rows, "It follows from what stands beside it, which is not changed.", _rows_of(session, table))


def _rows_of(session: Session, table: str) -> int:
    return session.execute(_SIZE, {"name": f"public.{table}"}).scalar() or 0


def told(row: RowRepair) -> dict[str, Any]:
    """Return what the server is told of one row: what it was shown as, and what it shall become."""
    return {
        "key": row.key,
        "kind": row.kind.value,
        "table": row.table,
        "id": str(row.record_id),
        "words": row.words,
        "why": row.why,
        "expected": row.expected,
        "changes": row.changes,
    }
