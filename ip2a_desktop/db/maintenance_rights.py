"""What ip2a_maintenance may: see all statistics, check files, end forgotten sessions. Only a superuser gives that."""

from sqlalchemy import Connection, text

from ip2a_desktop.db.access import MAINTENANCE

EXTENSIONS = ("amcheck", "pgstattuple")
"""Come with PostgreSQL; where a server has them not, the checks that need them say so."""

_PREDEFINED = ("pg_monitor", "pg_maintain", "pg_signal_backend")
"""Roles of the server itself; ``pg_maintain`` (VACUUM, ANALYZE, REINDEX) came with PostgreSQL 17.

``pg_signal_backend`` ends forgotten sessions, those of superusers excepted.
"""

_GRANT_FUNCTIONS = f"""
DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN
        SELECT d.objid FROM pg_depend AS d JOIN pg_extension AS e ON e.oid = d.refobjid
         WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
           AND e.extname IN ({", ".join(f"'{name}'" for name in EXTENSIONS)})
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {MAINTENANCE}', one);
    END LOOP;
END
$$
"""  # noqa: S608 - only names of this program


def grant_maintenance(connection: Connection) -> bool:
    """Give ip2a_maintenance its rights in this database, where whoever is connected can; say whether it was done.

    Without them the checks concerned say that they could not look, and what to do.
    """
    if not connection.scalar(text("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")):
        return False
    available = connection.scalars(
        text("SELECT name FROM pg_available_extensions WHERE name = ANY(:names)"), {"names": list(EXTENSIONS)}
    ).all()
    roles = connection.scalars(
        text("SELECT rolname FROM pg_roles WHERE rolname = ANY(:names) AND NOT pg_has_role(:whom, oid, 'MEMBER')"),
        {"names": list(_PREDEFINED), "whom": MAINTENANCE},
    ).all()
    if roles:  # of the whole server, so another database may have done it
        connection.execute(text(f"GRANT {', '.join(roles)} TO {MAINTENANCE}"))
    for name in available:
        connection.execute(text(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public"))
    connection.execute(text(_GRANT_FUNCTIONS.replace(":", r"\:")))
    return True
