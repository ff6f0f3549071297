"""Halls with whole working lives: every member with private data, a history, and jobs one after the other."""

from __future__ import annotations

from functools import partial

from sqlalchemy import Connection, text

from tests.bench import million
from tests.bench.halls import Data

# No two members of one name are born on one day: a clean hall, in which every finding would be a false alarm.
_PRIVATE = """
INSERT INTO member_private (id, birth_date)
SELECT id, DATE '1930-01-01' + ((row_number() OVER (PARTITION BY first_name, last_name ORDER BY id)
                                 + hashtext(first_name || last_name)::bigint + 2147483648) % 12000)::integer
  FROM member
"""
_HISTORY = """
INSERT INTO member_status_history (id, member_id, status, since)
SELECT uuidv7(), id, status, initiation_date FROM member
"""
_CONTACTS = """
INSERT INTO organization_contact (id, organization_id, name, phone, email, is_primary)
SELECT uuidv7(), id, 'Contact ' || n, '+1206555' || lpad(n::text, 4, '0'), 'contact' || n || '@example.org', n = 1
  FROM organization, generate_series(1, 3) AS n
"""
_NO_JOBS = "TRUNCATE employment"
_JOBS = """
INSERT INTO employment (id, member_id, organization_id, position, started_on, ended_on, weekly_hours, hourly_rate)
SELECT uuidv7(), m.id, o.ids[1 + (m.row * 7 + n * 13) % cardinality(o.ids)], 'Electrician',
       DATE '1990-01-01' + n * 300,
       CASE WHEN n < :jobs OR m.status <> 'active' THEN DATE '1990-01-01' + n * 300 + 250 END, 40, 48.50 + n
  FROM (SELECT id, status, row_number() OVER () AS row FROM member) AS m,
       generate_series(1, :jobs) AS n, (SELECT array_agg(id) AS ids FROM organization) AS o
"""


def fill(connection: Connection, rows: int, jobs: int) -> None:
    """Make so many members with so many jobs each; the last job of an active member is the current one."""
    million.fill(connection, rows)
    connection.execute(text(_NO_JOBS))
    indexes = million.without_indexes(connection, "employment")
    for statement in (_PRIVATE, _HISTORY, _CONTACTS):
        connection.execute(text(statement))
    connection.execute(text(_JOBS), {"jobs": jobs})
    for definition in indexes:
        connection.execute(text(definition))


HALL = Data("workplaces_hall", 10_000, "members with 25 jobs each", partial(fill, jobs=25))
MILLION = Data("workplaces_million", 1_000_000, "members with 10 jobs each", partial(fill, jobs=10))
