DO $$
BEGIN
    EXECUTE replace(pg_get_functiondef('stress_tables'::regproc), ', (''attachment'', true)', '');
END
$$;
DROP FUNCTION changes_since(bigint, xid8);
