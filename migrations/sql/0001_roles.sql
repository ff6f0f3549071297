-- Roles belong to the whole server, so another database may have made them already.
DO $$
DECLARE
    one text;
BEGIN
    FOREACH one IN ARRAY ARRAY[
        'ip2a_owner', 'ip2a_staff', 'ip2a_vp', 'ip2a_manager', 'ip2a_president', 'ip2a_admin', 'ip2a_organizer',
        'ip2a_auditor', 'ip2a_private', 'ip2a_maintenance', 'ip2a_backup'
    ]
    LOOP
        BEGIN
            EXECUTE format('CREATE ROLE %I NOLOGIN', one);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
            NULL;  -- made by an earlier database of this server, or by one being set up beside this one
        END;
    END LOOP;
END
$$;

-- Who makes backups reads everything, row security aside: without that pg_dump refuses these tables.
DO $$
BEGIN
    EXECUTE 'GRANT pg_read_all_data TO ip2a_backup';
    EXECUTE 'ALTER ROLE ip2a_backup BYPASSRLS';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'ip2a_backup was not given the right to read everything; only a superuser can give it';
END
$$;

-- Taking a repair back puts rows exactly as they were, for which the server's own triggers must be silent (15 and newer).
DO $$
BEGIN
    EXECUTE 'GRANT SET ON PARAMETER session_replication_role TO ip2a_owner';
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'ip2a_owner may not silence triggers; a repair that breaks a rule again cannot be taken back';
END
$$;
