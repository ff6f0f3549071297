"""What the scan must know first, in few questions: expected rules, the catalog as it is, rights, sizes, the day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import psycopg2

from ip2a_desktop.db.catalog import CATALOG
from ip2a_desktop.domain.errors import Cancelled, HallError
from ip2a_desktop.maintenance.asking import Asker, is_lost
from ip2a_desktop.maintenance.questions import Shape
from ip2a_desktop.maintenance.structure import Expected, references_in

_EXPECTED = "SELECT kind, table_name, name, definition, details FROM catalog_snapshot"

_TABLES = """
SELECT c.relname, greatest(c.reltuples, 0)::bigint,
       has_table_privilege(c.oid, 'SELECT'),
       row_security_active(c.oid) AND NOT CASE c.relname
           WHEN 'person_family' THEN true
           WHEN 'note' THEN ip2a_is_officer()
           WHEN 'attachment' THEN ip2a_reads_fund() AND pg_has_role(session_user, 'ip2a_private', 'MEMBER')
                                 AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER')
           WHEN 'attachment_look' THEN ip2a_reads_fund() AND pg_has_role(session_user, 'ip2a_private', 'MEMBER')
                                      AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER')
           WHEN 'audit_log' THEN ip2a_is_officer() AND pg_has_role(session_user, 'ip2a_private', 'MEMBER')
                                AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER')
           ELSE false END
  FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
"""

_TODAY = "SELECT ip2a_today()"
_ANY_DAY = "SELECT (now() AT TIME ZONE 'UTC')::date"
"""Where the hall's own day cannot be told, as there are two halls or its time zone is none: their rules find that."""

# PostgreSQL refuses an empty value there to everybody, superusers and replicas too, as long as the rule is in force.
_NOT_NULL = """
SELECT c.relname, array_agg(c.relname || '_' || a.attname || '_not_null')
  FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attnotnull
   AND NOT EXISTS (SELECT FROM pg_constraint AS n
                    WHERE n.conrelid = c.oid AND n.contype = 'n' AND n.conkey = ARRAY[a.attnum] AND NOT n.convalidated)
 GROUP BY c.relname
"""


@dataclass(frozen=True)
class Actual:
    """One line of the catalog as it is; ``state`` is empty where the rule is in force."""

    kind: str
    table: str
    name: str
    definition: str
    state: str


@dataclass(frozen=True)
class Known:
    """What is known before the scan.

    Args:
        expected: by table.
        shapes: by table; also of tables that are gone.
        today: the hall's day.
        in_force: by table, the rules that a column is not empty which the server upholds now.
    """

    expected: Mapping[str, Sequence[Expected]]
    shapes: Mapping[str, Shape]
    today: date
    in_force: Mapping[str, frozenset[str]]


def expected_rules(asker: Asker) -> list[Expected]:
    """Return the catalog as the migrations left it.

    Raises:
        HallError: it was never written down, or may not be read.
    """
    found = [Expected(*row) for row in asker.rows(_EXPECTED)]
    if not found:
        raise HallError("What the rules should be was never written down in this database.", "", "Run ip2adb migrate.")
    return found


def actual_rules(asker: Asker) -> list[Actual]:
    """Return the catalog as it is."""
    sql = f"SELECT kind, table_name, name, definition, state FROM ({CATALOG}) AS found"
    return [Actual(*row) for row in asker.rows(sql)]


def known(asker: Asker) -> Known:
    """Return what the scan must know.

    Raises:
        HallError: the expected rules cannot be read.
    """
    expected: dict[str, list[Expected]] = {}
    for one in expected_rules(asker):
        expected.setdefault(one.table, []).append(one)
    tables = asker.rows(_TABLES)
    there = {name: (rows, may_read, is_hidden) for name, rows, may_read, is_hidden in tables}
    shapes = {}
    for table, lines in expected.items():
        if not table:
            continue
        rows, may_read, is_hidden = there.get(table, (0, True, False))
        key = next((tuple(one.details["key"]) for one in lines if one.kind == "table"), ())
        shapes[table] = Shape(
            table, key, references_in(lines), rows,
            "Your duties do not show you all of these rows." if is_hidden else "",
            "" if may_read else "You do not have the right to read these records.",
        )  # fmt: skip
    in_force = {table: frozenset(rules) for table, rules in asker.rows(_NOT_NULL)}
    return Known(expected, shapes, _today(asker), in_force)


def _today(asker: Asker) -> date:
    try:
        ((day,),) = asker.rows(_TODAY)
    except (HallError, psycopg2.Error) as error:
        if isinstance(error, Cancelled) or is_lost(error):
            raise
        ((day,),) = asker.rows(_ANY_DAY)
    return cast(date, day)
