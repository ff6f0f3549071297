"""Server work: fresh statistics, old versions cleared away, indexes rebuilt, a new seal, forgotten sessions ended."""

from typing import Final

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import HallError
from ip2a_desktop.domain.health import Finding
from ip2a_desktop.domain.repairs import RepairKind, RowRepair

ADVICE: Final = "The server does this beside everybody's work; nothing in any record changes."
_COMMANDS: Final = {
    "tables.statistics": ("ANALYZE {}", "Look at the table {} anew"),
    "tables.dead_rows": ("VACUUM (ANALYZE) {}", "Clear old versions of rows from the table {}"),
    "tables.transaction_age": ("VACUUM (FREEZE) {}", "Freeze old rows of the table {}"),
    "indexes.invalid": ("REINDEX INDEX CONCURRENTLY {}", "Rebuild the index {}"),
    "corruption.bloat": ("REINDEX INDEX CONCURRENTLY {}", "Rebuild the index {}"),
    "corruption.indexes": ("REINDEX INDEX CONCURRENTLY {}", "Rebuild the index {}"),
    "audit.seal_age": ("SELECT audit_seal_make()", "Seal what is new in the record of who did what"),
    "server.idle_in_transaction": (
        (
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = {} "
            "AND state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '1 minute'"
        ),
        "End the session {}",
    ),
    "server.long_queries": (
        (
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = {} AND state = 'active' "
            "AND query_start < clock_timestamp() - interval '1 minute'"
        ),
        "Cancel the question of the session {}",
    ),
    "server.blocking": (
        (
            "SELECT pg_terminate_backend(h.pid, 2000) FROM unnest(pg_blocking_pids({})) AS b (pid) "
            "JOIN pg_stat_activity AS h ON h.pid = b.pid AND h.state LIKE 'idle in transaction%'"
        ),
        "End the idle session that holds up the session {}",
    ),
}
RULES: Final = frozenset(_COMMANDS)
"""The checks whose findings this does something about."""

_INDEX_WORKS = (
    "SELECT i.indisvalid FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid WHERE c.relname = :name"
)
_EFFECT: Final = {
    "tables.statistics": "SELECT last_analyze > clock_timestamp() - interval '5 minutes' FROM pg_stat_user_tables "
    "WHERE relname = :name",
    "tables.dead_rows": "SELECT last_vacuum > clock_timestamp() - interval '5 minutes' FROM pg_stat_user_tables "
    "WHERE relname = :name",
    "tables.transaction_age": "SELECT last_vacuum > clock_timestamp() - interval '5 minutes' FROM pg_stat_user_tables "
    "WHERE relname = :name",
    "indexes.invalid": _INDEX_WORKS,
    "corruption.bloat": _INDEX_WORKS,
    "corruption.indexes": _INDEX_WORKS,
    "audit.seal_age": "SELECT :name <> '' AND coalesce(oldest_unsealed > clock_timestamp() - interval '1 day', true) "
    "FROM audit_seal_state()",
    "server.idle_in_transaction": "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid::text = :name "
    "AND state LIKE 'idle in transaction%' AND state_change < clock_timestamp() - interval '1 minute')",
    "server.long_queries": "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE pid::text = :name "
    "AND state = 'active' AND query_start < clock_timestamp() - interval '1 minute')",
    "server.blocking": "SELECT cardinality(pg_blocking_pids(CAST(:name AS int))) = 0",
}


def rows_for(finding: Finding) -> tuple[RowRepair, ...] | None:
    """Return the work that a finding asks for, None where there is none that we do."""
    known = _COMMANDS.get(finding.rule)
    if known is None:
        return None
    return tuple(
        RowRepair(one.key, "", None, known[1].format(one.key), RepairKind.SERVER, (), one.detail)
        for one in finding.items
    )


def do(database: Database, rule: str, name: str) -> str:
    """Do one piece of work and look whether it had its effect: a VACUUM without the right only warns.

    Returns:
        Why it had none, empty where it had.
    """
    command, _ = _COMMANDS[rule]
    try:
        with database.statement() as session:
            quoted = name if name.isdigit() else session.get_bind().dialect.identifier_preparer.quote(name)
            session.execute(text(command.format(quoted)))
            worked = session.execute(text(_EFFECT[rule]), {"name": name}).scalar()
    except HallError as error:
        return error.what
    return "" if worked else "The server did nothing: this login may not do maintenance (ip2a_maintenance)."
