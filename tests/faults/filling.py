"""Legal rows for the tables that a stress hall leaves empty, so that no table is without a place for faults."""

import re
from itertools import product
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.faults.places import Structure
from tests.faults.rows import row

_EACH = "FROM generate_series(1, 12) AS n"


def _many(table: str, columns: str, values: str, source: str = _EACH) -> str:
    return f"INSERT INTO {table} ({columns}) SELECT {values} {source}"


def _of(table: str, most: int = 8) -> str:
    """Return the FROM clause of some rows ``x`` of a table, numbered ``n``."""
    return f"FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM {table} ORDER BY id LIMIT {most}) AS x"


def _attachments(owner: str) -> str:
    """Return attachments of some rows of a table, each the first version of its document."""
    return _many(
        "attachment", "id, document_id, owner_table, owner_id, name, media_type, byte_count, sha256",
        f"a, a, '{owner}', x.id, 'paper ' || n || '.pdf', 'application/pdf', 10, repeat('a', 64)",
        f"{_of(owner, 4)}, LATERAL (SELECT gen_random_uuid() AS a WHERE x.id IS NOT NULL) AS made",
    )  # fmt: skip


_OWNERS = ("member", "organization", "grievance", "benevolence_application", "organizing_activity")

FILLING = (
    *(_attachments(one) for one in _OWNERS),
    _many("attachment", "id, document_id, replaces_id, owner_table, owner_id, name, media_type, byte_count, sha256",
          "gen_random_uuid(), id, id, owner_table, owner_id, name, media_type, 11, sha256",
          "FROM attachment WHERE owner_table <> 'organizing_activity'"),
    _many("agreement_article", "id, agreement_version_id, number, title", "gen_random_uuid(), id, '9.' || n, 'Tools'",
          _of("agreement_version")),
    _many("arbitration_panelist", "id, grievance_id, position, name", "gen_random_uuid(), id, 1, 'Panelist ' || n",
          _of("arbitration")),
    _many("audit_seal", "number, era, floor_id, first_id, last_id, past_id, row_count, from_xid, to_xid, digest, "
          "previous, seal, sealed_at, sealed_by, system_identifier",
          r"n, 1, 0, 1, 1, 1, 1, '3', '4', '\x00', '\x00', '\x00', '2026-01-01', 'ana', 'one'"),
    _many("backup", "id, folder, file, state, bytes, read_at, restored_at, started_at, ended_at",
          "gen_random_uuid(), '/b', n || '.dump', 'restored', 10, '2026-01-02', '2026-01-02', '2026-01-01', "
          "'2026-01-02'"),
    _many("benevolence_answer", "id, application_id, words", "gen_random_uuid(), id, 'Here it is.'",
          _of("benevolence_application")),
    _many("benevolence_recusal", "id, application_id, level_id, recused, alternate, reason",
          "gen_random_uuid(), x.id, l.id, 'recused ' || n, 'alternate ' || n, 'A cousin.'",
          f"{_of('benevolence_application', 4)}, benevolence_level AS l"),
    _many("election", "id, organization_id, case_number, tallied_on, unions, votes_for",
          "gen_random_uuid(), id, '19-RC-' || (300000 + n), '2025-01-01', '{Local}', '{3}'", _of("organization")),
    _many("grievance_extension", "id, grievance_id, position, act, side, agreed_union, agreed_employer, agreed_on, "
          "document, from_on, to_on",
          "gen_random_uuid(), id, n, 'appeal', 'union', 'A', 'B', '2020-01-01', 'letter', '2020-01-02', '2020-02-02'",
          _of("grievance")),
    _many("grievance_fact_sheet", "id", "id", _of("grievance")),
    row("hall", "hall", name="Local 46 of the tests"),
    _many("health_mute", "id, fingerprint, rule, reason, muted_at, until",
          "gen_random_uuid(), n::text, 'x.y', 'Known.', '2026-01-01', '2026-02-01'"),
    _many("health_run", "id, kind, results, sentence, started_at, ended_at, verdict",
          "gen_random_uuid(), 'integrity', '[]', '1 check passed.', '2026-01-01', '2026-01-02', 'pass'"),
    _many("health_problem", "check_name, fingerprint, opened_run, rule, severity",
          "'c', n::text, id, 'x.y', 'low'", _of("health_run")),
    _many("login_seen", "login, first_noted", "'login ' || n, '2026-01-01'"),
    _many("maintenance_lease", "name, token, until", "'lease ' || n, gen_random_uuid(), '2026-01-01'"),
    _many("notice", "id, key, kind, priority, title", "gen_random_uuid(), n::text, 'heal', 'low', 'Told'"),
    _many("notice_channel", "id, kind, name", "gen_random_uuid(), 'log', 'Channel ' || n"),
    _many("notice_delivery", "notice_id, channel_id, state", "x.id, c.id, 'sent'",
          f"{_of('notice', 3)}, (SELECT * FROM notice_channel LIMIT 3) AS c"),
    _many("person_family", "id, login, member_id", "gen_random_uuid(), 'kin ' || n, id", _of("member")),
    _many("person_member", "id, login, member_id", "gen_random_uuid(), 'login ' || n, id", _of("member")),
    _many("query_time", "query, machine, day, median_ms, runs", "'members', 'desk', date '2026-01-01' + n, 1.5, 20",
          "FROM generate_series(1, 12) AS n"),
    _many("repair", "id, batch_id, rule, title", "gen_random_uuid(), gen_random_uuid(), 'x.y', 'Repaired'"),
    _many("repair_journal", "repair_id, place, kind, table_name", "id, 1, 'server', ''", _of("repair")),
    _many("size_history", "day, table_name, row_estimate, bytes", "date '2026-01-01' + n, 'member', 1, 1"),
    _many("storage_report", "volume, total_bytes, free_bytes", "'disk ' || n, 100, 50"),
)  # fmt: skip

_ANYTHING = {
    "uuid": "gen_random_uuid()", "text": "'some ' || {n}", "integer": "{n}", "bigint": "{n}", "smallint": "1",
    "date": "date '2026-01-01' + {n}", "timestamp": "timestamptz '2026-01-01' + {n} * interval '1 day'",
    "boolean": "true", "jsonb": "'{}'", "numeric": "{n}", "double": "{n}", "bytea": "'x'", "text[]": "'{}'",
}  # fmt: skip
_ROWS = 8


def fill_where_empty(connection: Any, structure: Structure) -> None:
    """Put rows into a table that is new and empty, guessed from its columns and checks.

    Raises:
        LookupError: nothing that was guessed is legal; write rows for the table above.
    """
    if connection.scalar(text(f"SELECT EXISTS (SELECT FROM {structure.name})")):
        return
    needed = [
        one for one in structure.columns.values()
        if one.details.get("not_null") and one.definition.endswith("default none")
    ]  # fmt: skip
    choices = [_guesses(connection, structure, one.name, one.definition) for one in needed]
    names = ", ".join(one.name for one in needed)
    for guess in list(product(*choices))[:200]:
        rows = [f"({', '.join(one.replace('{n}', str(n)) for one in guess)})" for n in range(1, _ROWS + 1)]
        try:
            for one in rows:
                connection.execute(text(f"INSERT INTO {structure.name} ({names}) VALUES {one}".replace(":", r"\:")))
        except DBAPIError:
            connection.execute(text(f"DELETE FROM {structure.name}"))
        else:
            return
    raise LookupError(f"write legal rows of {structure.name} into tests/faults/filling.py")


def _guesses(connection: Any, structure: Structure, column: str, definition: str) -> list[str]:
    for one in structure.of("constraint", "f"):
        if column in one.details["columns"]:
            parent = one.details["parent_columns"][one.details["columns"].index(column)]
            return [f"(SELECT {parent} FROM {one.details['parent']} ORDER BY 1 LIMIT 1 OFFSET {{n}} - 1)"]
    said = " ".join(one.details["expression"] for one in structure.of("constraint", "c")
                    if one.details.get("columns") == [column])  # fmt: skip
    literals = [f"'{one}'" for one in re.findall(r"'([^']*)'::text", said) if one]
    kind = next(one for one in sorted(_ANYTHING, key=len, reverse=True) if definition.startswith(one))
    return [*literals[:3], _ANYTHING[kind]]
