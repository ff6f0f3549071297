-- Many desktops side by side: what changed since a desktop last asked. Made by, and belongs to, ip2a_owner.

-- Rows that changed since a mark, and the next mark. NOTIFY is only a hint, and a connection can be dead while it looks
-- alive; this is what is asked instead, and after each reconnection. A transaction that was still open at the last
-- asking is not missed: the mark is the oldest one that was open then. Names the rows of tables that the person may
-- read, and nothing of what is in them.
CREATE FUNCTION changes_since(p_id bigint, p_open xid8)
    RETURNS TABLE (last_id bigint, open_from xid8, is_read_only boolean, changed jsonb)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
    WITH known AS (
        SELECT coalesce(max(id), 0) AS last_id FROM audit_log
    ), fresh AS (
        SELECT a.id, a.table_name, a.record_id, a.subject_id, a.actor
          FROM audit_log AS a
         WHERE p_id IS NOT NULL AND a.id > p_id - 10000 AND a.xid >= p_open
           AND has_table_privilege(session_user, format('public.%I', a.table_name), 'SELECT')
         ORDER BY a.id DESC LIMIT 2000
    )
    SELECT known.last_id, pg_snapshot_xmin(pg_current_snapshot()),
           pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean,
           coalesce((SELECT jsonb_agg(jsonb_build_array(f.id, f.table_name, f.record_id, f.subject_id, f.actor)) FROM fresh AS f), '[]')
      FROM known
    $$;
REVOKE ALL ON FUNCTION changes_since(bigint, xid8) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION changes_since(bigint, xid8) TO ip2a_staff, ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin,
    ip2a_organizer, ip2a_auditor;

-- A whole hall has documents too.
DO $$
DECLARE
    source text := pg_get_functiondef('stress_tables'::regproc);
    last_one text := '(''employer_receptiveness'', true)';
BEGIN
    IF position(last_one IN source) = 0 THEN
        RAISE EXCEPTION 'stress_tables() does not end as it did';
    END IF;
    EXECUTE replace(source, last_one, last_one || ', (''attachment'', true)');
END
$$;
