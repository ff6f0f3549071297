"""What a database holds, table by table, in numbers that two databases can be compared by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

_TABLES = text(
    "SELECT c.relname FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' "
    "ORDER BY pg_relation_size(c.oid) DESC, c.relname"
)
_OBJECTS = text("""
    SELECT 'constraints', count(*) FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND convalidated
    UNION ALL
    SELECT 'indexes', count(*) FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
     WHERE c.relnamespace = 'public'::regnamespace AND i.indisvalid
    UNION ALL
    SELECT 'triggers', count(*) FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
     WHERE c.relnamespace = 'public'::regnamespace AND NOT t.tgisinternal AND t.tgenabled = 'O'
    UNION ALL
    SELECT 'policies', count(*) FROM pg_policy
    UNION ALL
    SELECT 'functions', count(*) FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')
""")
_SETTINGS = text(
    "SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, MDY'; SET LOCAL intervalstyle = 'postgres'; "
    "SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL row_security = off"
)
"""So that the same contents are the same text on every server."""


@dataclass(frozen=True)
class Contents:
    """The rows of one table.

    Args:
        rows: how many.
        signature: a sum over the contents of all rows; equal rows in any order give the same.
    """

    rows: int
    signature: str


@dataclass(frozen=True)
class Holdings:
    """What a database holds.

    Args:
        tables: contents by table.
        objects: how many constraints, indexes, triggers, policies and functions stand and hold.
    """

    tables: Mapping[str, Contents]
    objects: Mapping[str, int]

    def differences(self, other: "Holdings") -> tuple[str, ...]:
        """Return in words what the other database holds otherwise; nothing where they are equal."""
        said = []
        for table in sorted({*self.tables, *other.tables}):
            ours, theirs = self.tables.get(table), other.tables.get(table)
            if ours is None or theirs is None:
                said.append(f"the table {table} is {'new' if ours is None else 'missing'}")
            elif ours.rows != theirs.rows:
                said.append(f"{table} has {theirs.rows:,} rows instead of {ours.rows:,}")
            elif ours != theirs:
                said.append(f"the contents of {table} differ")
        said += [
            f"{other.objects.get(kind, 0):,} {kind} instead of {number:,}"
            for kind, number in self.objects.items()
            if other.objects.get(kind, 0) != number
        ]
        return tuple(said)

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(one.rows for one in self.tables.values())


def holdings(connection: Connection, on_table: Callable[[str], None] = lambda _table: None) -> Holdings:
    """Read the whole database once, as its contents are in the connection's snapshot.

    Args:
        connection: inside a transaction, with the right to read everything.
        on_table: told before each table; what it raises ends the reading.
    """
    connection.execute(_SETTINGS)
    tables = {}
    for table in connection.execute(_TABLES).scalars().all():
        on_table(table)
        tables[table] = _contents(connection, table)
    objects = {kind: int(number) for kind, number in connection.execute(_OBJECTS)}
    return Holdings(tables, objects)


def _contents(connection: Connection, table: str) -> Contents:
    quoted = connection.dialect.identifier_preparer.quote(table)
    question = "SELECT count(*), coalesce(sum(hashtextextended(one::text, 0)::numeric), 0)::text FROM «table» AS one"
    row = connection.execute(text(question.replace("«table»", quoted))).one()
    return Contents(row[0], row[1])
