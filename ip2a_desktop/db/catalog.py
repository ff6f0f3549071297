"""The catalog of the database in rows: the rules and objects that are there, and those that the migrations left."""

from sqlalchemy import Connection, text

CATALOG = """
WITH ours AS (
    SELECT c.* FROM pg_class AS c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND NOT EXISTS (SELECT FROM pg_depend AS d
                        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
), routine AS (
    SELECT p.*, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS signature FROM pg_proc AS p
     WHERE p.pronamespace = 'public'::regnamespace
       AND NOT EXISTS (SELECT FROM pg_depend AS d
                        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
)
SELECT 'server'::text AS kind, ''::text AS table_name, 'major version'::text AS name,
       (current_setting('server_version_num')::integer / 10000)::text AS definition,
       '{}'::jsonb AS details, ''::text AS state
UNION ALL
SELECT 'table', relname, relname, 'owner ' || pg_get_userbyid(relowner),
       jsonb_build_object('key', coalesce((
           SELECT jsonb_agg(a.attname ORDER BY k.place)
             FROM pg_index AS i, unnest(i.indkey) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute AS a ON a.attnum = k.number
            WHERE i.indrelid = ours.oid AND i.indisprimary AND a.attrelid = ours.oid), '[]')), ''
  FROM ours
UNION ALL
SELECT 'row security', relname, relname, 'on', '{}', '' FROM ours WHERE relrowsecurity
UNION ALL
SELECT 'column', relname, a.attname,
       concat_ws(' ', format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' END,
                 CASE a.attgenerated WHEN '' THEN 'default' ELSE 'generated' END,
                 coalesce(pg_get_expr(d.adbin, d.adrelid), 'none')),
       jsonb_strip_nulls(jsonb_build_object(
           'not_null', a.attnotnull,
           'generated', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) END)),
       CASE WHEN EXISTS (SELECT FROM pg_constraint AS c
                          WHERE c.conrelid = ours.oid AND c.contype = 'n' AND c.conkey = ARRAY[a.attnum]
                            AND NOT c.convalidated) THEN 'not valid' ELSE '' END
  FROM ours JOIN pg_attribute AS a ON a.attrelid = ours.oid AND a.attnum > 0 AND NOT a.attisdropped
  LEFT JOIN pg_attrdef AS d ON d.adrelid = ours.oid AND d.adnum = a.attnum
UNION ALL
SELECT 'constraint', relname, c.conname,
       regexp_replace(pg_get_constraintdef(c.oid), '( NOT VALID| NOT ENFORCED)+$', ''),
       jsonb_strip_nulls(jsonb_build_object(
           'type', c.contype, 'expression', pg_get_expr(c.conbin, c.conrelid),
           'parent', (SELECT p.relname FROM pg_class AS p WHERE p.oid = c.confrelid),
           'columns', (SELECT jsonb_agg(a.attname ORDER BY k.place)
                         FROM unnest(c.conkey) WITH ORDINALITY AS k (number, place)
                         JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.number),
           'parent_columns', (SELECT jsonb_agg(a.attname ORDER BY k.place)
                                FROM unnest(c.confkey) WITH ORDINALITY AS k (number, place)
                                JOIN pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.number))),
       CASE WHEN NOT coalesce((to_jsonb(c) ->> 'conenforced')::boolean, true) THEN 'not enforced'
            WHEN NOT c.convalidated THEN 'not valid'
            WHEN EXISTS (SELECT FROM pg_trigger AS t
                          WHERE t.tgconstraint = c.oid AND t.tgenabled NOT IN ('O', 'A')) THEN 'switched off'
            ELSE '' END
  FROM ours JOIN pg_constraint AS c ON c.conrelid = ours.oid AND c.contype IN ('c', 'f', 'p', 'u', 'x')
UNION ALL
SELECT 'index', ours.relname, k.relname, pg_get_indexdef(i.indexrelid),
       CASE WHEN i.indisunique THEN jsonb_strip_nulls(jsonb_build_object(
           'unique', true, 'primary', i.indisprimary, 'where', pg_get_expr(i.indpred, i.indrelid),
           'nulls_not_distinct', i.indnullsnotdistinct,
           'keys', (SELECT jsonb_agg(pg_get_indexdef(i.indexrelid, n, true) ORDER BY n)
                      FROM generate_series(1, i.indnkeyatts) AS n))) ELSE '{}' END,
       CASE WHEN i.indisvalid AND i.indisready THEN '' ELSE 'not valid' END
  FROM ours JOIN pg_index AS i ON i.indrelid = ours.oid JOIN pg_class AS k ON k.oid = i.indexrelid
UNION ALL
SELECT 'trigger', relname, t.tgname, pg_get_triggerdef(t.oid, true), '{}',
       CASE WHEN t.tgenabled IN ('O', 'A') THEN '' ELSE 'switched off' END
  FROM ours JOIN pg_trigger AS t ON t.tgrelid = ours.oid AND NOT t.tgisinternal
UNION ALL
SELECT 'policy', relname, p.polname,
       concat_ws(' ', p.polcmd, p.polpermissive, array_to_string(p.polroles, ','),
                 'using', pg_get_expr(p.polqual, p.polrelid),
                 'check', pg_get_expr(p.polwithcheck, p.polrelid)), '{}', ''
  FROM ours JOIN pg_policy AS p ON p.polrelid = ours.oid
UNION ALL
SELECT 'function', '', signature,
       concat_ws(' ', 'owner', pg_get_userbyid(proowner), CASE WHEN prosecdef THEN 'security definer' END,
                 'volatile', provolatile, 'strict', proisstrict, 'returns', format_type(prorettype, NULL),
                 'config', array_to_string(proconfig, ';'), 'body', md5(prosrc)), '{}', ''
  FROM routine
UNION ALL
SELECT 'grant', relname, coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC'),
       string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type), '{}', ''
  FROM ours, aclexplode(ours.relacl) AS a WHERE a.grantee <> ours.relowner GROUP BY relname, a.grantee
UNION ALL
SELECT 'grant', '', signature || ' ' || coalesce(nullif(a.grantee, 0)::regrole::text, 'PUBLIC'),
       string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type), '{}', ''
  FROM routine, aclexplode(routine.proacl) AS a WHERE a.grantee <> routine.proowner GROUP BY signature, a.grantee
UNION ALL
SELECT 'view', '', v.relname, pg_get_viewdef(v.oid), '{}', ''
  FROM pg_class AS v
 WHERE v.relnamespace = 'public'::regnamespace AND v.relkind IN ('v', 'm')
   AND NOT EXISTS (SELECT FROM pg_depend AS d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = v.oid AND d.deptype = 'e')
"""
"""Rows of kind, table, name, definition, details and state; the state is empty where the rule is in force."""

_SNAPSHOT = "catalog_snapshot"


def write_snapshot(connection: Connection) -> None:
    """Write down the catalog as it is now; run by the owner at the end of each migration.

    Definitions name what lies outside the schema, whatever the search path of whoever migrates.
    """
    if connection.scalar(text("SELECT to_regclass('public.catalog_snapshot')")) is None:
        return  # an older schema, on the way to a newer one
    connection.execute(text("SET LOCAL search_path = public"))
    connection.execute(text(f"DELETE FROM {_SNAPSHOT}"))
    catalog = CATALOG.replace(":", r"\:")
    connection.execute(
        text(
            f"INSERT INTO {_SNAPSHOT} (kind, table_name, name, definition, details) "
            f"SELECT kind, table_name, name, definition, details FROM ({catalog}) AS found"
        )
    )
    connection.execute(text("SET LOCAL search_path TO DEFAULT"))
