"""A million members, made by SQL."""

from __future__ import annotations

from sqlalchemy import Connection, text

from tests.bench.halls import Data

# fmt: off
FIRST = [
    "Ana", "Bo", "Carmen", "Chidi", "Dolores", "Émile", "Fatima", "Goran", "Hana", "Ivo", "Jun", "Kateryna",
    "Liam", "Maria", "Nadia", "Olga", "Pedro", "Quentin", "Rosa", "Sven", "Tomás", "Uma", "Viktor", "Wanda",
    "Ximena", "Yusuf", "Zoë", "James", "Robert", "John", "Michael", "David", "William", "Richard", "Joseph",
    "Thomas", "Charles", "Patricia", "Jennifer", "Linda", "Elizabeth", "Barbara", "Susan", "Jessica",
    "Karen", "Nancy", "Lisa", "Betty", "Sandra", "Ashley",
]
LAST = [
    "Abbott", "Adams", "Álvarez", "Anderson", "Baker", "Brown", "Castillo", "Chen", "Clark", "Davis",
    "Díaz", "Eriksen", "Evans", "Flores", "Garcia", "González", "Hall", "Harris", "Hernández", "Huang",
    "Ito", "Jackson", "Jensen", "Johnson", "Jones", "Kelly", "Kim", "King", "Kowalczyk", "Lee", "Lewis",
    "López", "Łukasik", "Martin", "Martínez", "Miller", "Mitchell", "Moore", "Müller", "Nelson", "Nguyen",
    "Novak", "O'Brien", "Okafor", "Olsen", "Patel", "Pérez", "Phillips", "Quinn", "Ramírez", "Rivera",
    "Roberts", "Robinson", "Rodríguez", "Ruiz", "Sánchez", "Scott", "Smith", "Taylor", "Thomas", "Thompson",
    "Torres", "Tran", "Turner", "Vega", "Walker", "Wang", "White", "Williams", "Wilson", "Wright",
    "Yamamoto", "Young", "Zimmermann", "Zuñiga",
]
# fmt: on
ORGANIZATIONS = 500

_MEMBERS = """
INSERT INTO member (id, card_number, first_name, middle_name, last_name, status, member_type, classification,
                    home_local, initiation_date, phone, email, address_line1, city, state, postal_code)
SELECT uuidv7(), lpad(n::text, 7, '0'),
       (:first)[1 + (hashint4(n) & 2147483647) % array_length(:first, 1)],
       chr(65 + n % 26) || '.',
       (:last)[1 + (hashint4(n * 7 + 3) & 2147483647) % array_length(:last, 1)]
           || CASE WHEN n % 4 = 0 THEN '-' || (:last)[1 + n % array_length(:last, 1)] ELSE '' END,
       (ARRAY['active','active','active','active','retired','inactive','suspended','withdrawn'])[1 + n % 8],
       (ARRAY['a','ba'])[1 + n % 2],
       (ARRAY['journey_worker','journey_worker','apprentice_1','apprentice_3','foreman','retiree'])[1 + n % 6],
       '46', DATE '1980-01-01' + n % 16000,
       '+1206' || lpad((n % 10000000)::text, 7, '0'), 'member' || n || '@example.org',
       n % 9999 || ' Main Street', (ARRAY['Seattle','Kent','Renton','Everett','Tacoma'])[1 + n % 5], 'WA',
       lpad((98000 + n % 900)::text, 5, '0')
FROM generate_series(:start, :stop) AS n
"""

_ORGANIZATIONS = f"""
INSERT INTO organization (id, name, city, state)
SELECT uuidv7(), 'Electric Company ' || n, 'Seattle', 'WA' FROM generate_series(1, {ORGANIZATIONS}) AS n
"""

_JOBS = """
INSERT INTO employment (id, member_id, organization_id, position, started_on)
SELECT uuidv7(), m.id, o.ids[1 + m.row % array_length(o.ids, 1)], 'Electrician', DATE '2020-01-01'
FROM (SELECT id, row_number() OVER () AS row FROM member) AS m, (SELECT array_agg(id) AS ids FROM organization) AS o
WHERE m.row % 2 = 0
"""


def fill(connection: Connection, rows: int) -> None:
    """Make so many members, every second with a job; indexes are made afterwards."""
    indexes = without_indexes(connection, "member", "employment")
    connection.execute(text(_ORGANIZATIONS))
    for start in range(1, rows + 1, 100_000):
        stop = min(rows, start + 99_999)
        connection.execute(text(_MEMBERS), {"first": FIRST, "last": LAST, "start": start, "stop": stop})
    connection.execute(text(_JOBS))
    for definition in indexes:
        connection.execute(text(definition.replace(":", r"\:")))


def without_indexes(connection: Connection, *tables: str) -> list[str]:
    """Drop the indexes that no constraint needs, and return how to make them again."""
    found = connection.execute(
        text(
            "SELECT i.indexname, i.indexdef FROM pg_indexes i WHERE i.schemaname = 'public' AND i.tablename = ANY(:t) "
            "AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conname = i.indexname)"
        ),
        {"t": list(tables)},
    ).all()
    for name, _ in found:
        connection.execute(text(f'DROP INDEX "{name}"'))
    return [definition for _, definition in found]


MEMBERS = Data("members", 1_000_000, "members", fill)
