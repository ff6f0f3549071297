"""Who may do more than a duty gives: superusers, roles past row security, grants to everybody, unsafe functions."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ip2a_desktop.domain.health import Check, Group, Item, Severity, Verdict
from ip2a_desktop.maintenance.catalog.asking import CatalogCheck, Facts, Judged, Row, counted, found, passed

SUPERUSERS = Check("privileges.superusers", "Nobody but the server's own account is superuser", Group.SECURITY)
BYPASS = Check("privileges.row_security", "Nobody reads past the rules for private rows", Group.SECURITY)
MAKERS = Check("privileges.role_makers", "Nobody unexpected makes logins", Group.SECURITY)
OWNERS = Check("privileges.owners", "Nobody signs in as the owner of the data", Group.SECURITY)
EVERYBODY = Check("privileges.public", "Nothing is granted to everybody", Group.SECURITY)
DEFINER = Check("privileges.search_path", "Functions with the owner's rights cannot be led astray", Group.SECURITY)


def _judge(check: Check, quiet: str, words: tuple[str, str], advice: str, severity: Severity) -> Callable[..., Judged]:
    """Return a judge for which any row is a finding."""

    def judge(rows: Sequence[Row], _facts: Facts) -> Judged:
        if not rows:
            return passed(quiet)
        items = [Item(row["name"], row["name"], detail=str(row.get("detail") or "")) for row in rows]
        verdict = Verdict.WARN if severity in (Severity.MEDIUM, Severity.LOW) else Verdict.FAIL
        return found(verdict, check, counted(len(items), *words), advice, severity=severity, items=items)

    return judge


PRIVILEGE_CHECKS = (
    CatalogCheck(
        SUPERUSERS,
        "SELECT rolname AS name FROM pg_roles WHERE rolsuper AND rolcanlogin AND oid <> 10",  # 10: made by initdb
        _judge(
            SUPERUSERS, "Only the account that the server was made with is.",
            ("login is superuser: no rule of this database holds for it.",
             "logins are superusers: no rule of this database holds for them."),
            "Take it away: ALTER ROLE … NOSUPERUSER.", Severity.CRITICAL,
        ),
    ),
    CatalogCheck(
        BYPASS,
        "SELECT r.rolname AS name, "
        "CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' ELSE 'pg_read_all_data or pg_write_all_data' END AS detail "
        "FROM pg_roles AS r WHERE NOT r.rolsuper AND r.rolname NOT LIKE 'pg\\_%' AND r.rolname <> 'ip2a_backup' "
        "AND NOT pg_has_role(r.oid, 'ip2a_backup', 'MEMBER') "
        "AND (r.rolbypassrls OR r.rolcanlogin AND (pg_has_role(r.oid, 'pg_read_all_data', 'MEMBER') "
        "OR pg_has_role(r.oid, 'pg_write_all_data', 'MEMBER')))",
        _judge(
            BYPASS, "Only the role for backups does.",
            ("role reads or writes past the rules for private rows.",
             "roles read or write past the rules for private rows."),
            "Take it away: ALTER ROLE … NOBYPASSRLS, or REVOKE pg_read_all_data.", Severity.HIGH,
        ),
    ),
    CatalogCheck(
        MAKERS,
        "SELECT rolname AS name, CASE WHEN rolcreaterole THEN 'CREATEROLE' ELSE 'may run programs or read files there' "
        "END AS detail FROM pg_roles AS r WHERE NOT rolsuper AND rolname NOT LIKE 'pg\\_%' AND (rolcreaterole OR "
        "pg_has_role(oid, 'pg_execute_server_program', 'MEMBER') "
        "OR pg_has_role(oid, 'pg_write_server_files', 'MEMBER') "
        "OR pg_has_role(oid, 'pg_read_server_files', 'MEMBER'))",
        _judge(
            MAKERS, "None does.",
            ("role may make logins, or run programs on the server.",
             "roles may make logins, or run programs on the server."),
            "Keep this only for the account that sets up the database; mute the finding with that reason.",
            Severity.MEDIUM,
        ),
    ),
    CatalogCheck(
        OWNERS,
        "SELECT rolname AS name FROM pg_roles WHERE rolcanlogin AND NOT rolsuper AND NOT rolcreaterole "
        "AND pg_has_role(oid, 'ip2a_owner', 'MEMBER')",
        _judge(
            OWNERS, "Nobody does.",
            ("login can act as the owner of all data, whom no rule stops.",
             "logins can act as the owner of all data, whom no rule stops."),
            "Take it away: REVOKE ip2a_owner FROM ….", Severity.HIGH,
        ),
    ),
    CatalogCheck(
        EVERYBODY,
        "SELECT 'table ' || c.relname AS name, string_agg(DISTINCT x.privilege_type, ', ') AS detail "
        "FROM pg_class AS c CROSS JOIN LATERAL aclexplode(c.relacl) AS x "
        "WHERE c.relnamespace = 'public'::regnamespace AND x.grantee = 0 "
        "AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e') GROUP BY c.relname "
        "UNION ALL SELECT 'column ' || c.relname || '.' || a.attname, string_agg(DISTINCT x.privilege_type, ', ') "
        "FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid CROSS JOIN LATERAL aclexplode(a.attacl) AS x "
        "WHERE c.relnamespace = 'public'::regnamespace AND x.grantee = 0 GROUP BY c.relname, a.attname "
        "UNION ALL SELECT 'function ' || p.oid::regprocedure::text, 'runs with the rights of its owner' "
        "FROM pg_proc AS p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace "
        "AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype) AND EXISTS (SELECT FROM "
        "aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) AS x WHERE x.grantee = 0) "
        "UNION ALL SELECT 'schema ' || n.nspname, 'CREATE' FROM pg_namespace AS n "
        "CROSS JOIN LATERAL aclexplode(n.nspacl) AS x WHERE n.nspname = 'public' AND x.grantee = 0 "
        "AND x.privilege_type = 'CREATE' UNION ALL SELECT 'database ' || d.datname, 'CREATE' FROM pg_database AS d "
        "CROSS JOIN LATERAL aclexplode(d.datacl) AS x WHERE d.datname = current_database() AND x.grantee = 0 "
        "AND x.privilege_type = 'CREATE'",
        _judge(
            EVERYBODY, "Rights come by duty only.",
            ("right is granted to everybody with a login.", "rights are granted to everybody with a login."),
            "Take them away: REVOKE … FROM PUBLIC. Running ip2adb migrate makes the program's own grants again.",
            Severity.HIGH,
        ),
    ),
    CatalogCheck(
        DEFINER,
        "SELECT p.oid::regprocedure::text AS name FROM pg_proc AS p WHERE p.prosecdef "
        "AND p.pronamespace = 'public'::regnamespace AND NOT EXISTS "
        "(SELECT FROM unnest(coalesce(p.proconfig, '{}')) AS s (setting) WHERE s.setting LIKE 'search\\_path=%') "
        "AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')",
        _judge(
            DEFINER, "All say where they look for names.",
            ("function runs with the owner's rights and looks for names wherever the caller says.",
             "functions run with the owner's rights and look for names wherever the caller says."),
            "Give each a fixed search_path, or drop it if it is not the program's.", Severity.HIGH,
        ),
    ),
)  # fmt: skip
"""The checks of rights."""
