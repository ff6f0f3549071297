-- Takes the sample data away for good. It can be made again from its seed number, so it need not go to the bin;
-- what somebody edited since, or hung real data on (a grievance, an agreement), stays. Says what went and what stayed.
CREATE OR REPLACE FUNCTION remove_sample(OUT members_removed integer, OUT members_kept integer,
                              OUT organizations_removed integer, OUT organizations_kept integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    made_at timestamptz := (SELECT max(b.finished_at) FROM import_batch AS b
                             WHERE b.kind = 'sample' AND b.taken_back_at IS NULL);
BEGIN
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin removes the sample data';
    END IF;
    CREATE TEMP TABLE sample_row ON COMMIT DROP AS
        SELECT r.table_name, r.record_id, r.version_after
          FROM import_row AS r JOIN import_batch AS b ON b.id = r.batch_id
         WHERE b.kind = 'sample' AND r.record_id IS NOT NULL;
    PERFORM remove_sample_cases(made_at);
    CREATE TEMP TABLE untouched ON COMMIT DROP AS
        SELECT s.table_name, s.record_id
          FROM sample_row AS s
          JOIN LATERAL (
              SELECT m.version, m.deleted_at FROM member AS m WHERE s.table_name = 'member' AND m.id = s.record_id
              UNION ALL SELECT o.version, o.deleted_at FROM organization AS o WHERE s.table_name = 'organization' AND o.id = s.record_id
              UNION ALL SELECT e.version, e.deleted_at FROM employment AS e WHERE s.table_name = 'employment' AND e.id = s.record_id
              UNION ALL SELECT c.version, c.deleted_at FROM member_contact AS c WHERE s.table_name = 'member_contact' AND c.id = s.record_id
              UNION ALL SELECT c.version, c.deleted_at FROM organization_contact AS c WHERE s.table_name = 'organization_contact' AND c.id = s.record_id
              UNION ALL SELECT n.version, n.deleted_at FROM note AS n WHERE s.table_name = 'note' AND n.id = s.record_id
              UNION ALL SELECT p.version, NULL FROM member_private AS p WHERE s.table_name = 'member_private' AND p.id = s.record_id
          ) AS now_is ON now_is.version = s.version_after OR now_is.deleted_at IS NOT NULL;
    CREATE INDEX ON untouched (record_id);
    -- A member goes only with everything that hangs on it.
    CREATE TEMP TABLE leaving_member ON COMMIT DROP AS
        SELECT u.record_id AS id FROM untouched AS u
         WHERE u.table_name = 'member'
           AND NOT EXISTS (SELECT FROM grievance_grievant AS g WHERE g.member_id = u.record_id)
           AND NOT EXISTS (SELECT FROM employment AS e WHERE e.member_id = u.record_id
                              AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = e.id))
           AND NOT EXISTS (SELECT FROM member_contact AS c WHERE c.member_id = u.record_id
                              AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = c.id))
           AND NOT EXISTS (SELECT FROM note AS n WHERE n.member_id = u.record_id
                              AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = n.id))
           AND NOT EXISTS (SELECT FROM member_private AS p WHERE p.id = u.record_id
                              AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.table_name = 'member_private'
                                                 AND x.record_id = p.id));
    CREATE TEMP TABLE leaving_organization ON COMMIT DROP AS
        SELECT u.record_id AS id FROM untouched AS u
         WHERE u.table_name = 'organization'
           AND NOT EXISTS (SELECT FROM grievance AS g WHERE g.organization_id = u.record_id)
           AND NOT EXISTS (SELECT FROM agreement AS a WHERE a.organization_id = u.record_id)
           AND NOT EXISTS (SELECT FROM employment AS e WHERE e.organization_id = u.record_id
                              AND e.member_id NOT IN (SELECT id FROM leaving_member))
           AND NOT EXISTS (SELECT FROM organization_contact AS c WHERE c.organization_id = u.record_id
                              AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = c.id))
           AND NOT EXISTS (SELECT FROM note AS n WHERE n.organization_id = u.record_id
                              AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = n.id));
    DELETE FROM member WHERE id IN (SELECT id FROM leaving_member);
    GET DIAGNOSTICS members_removed = ROW_COUNT;
    DELETE FROM organization WHERE id IN (SELECT id FROM leaving_organization);
    GET DIAGNOSTICS organizations_removed = ROW_COUNT;
    SELECT count(*) INTO members_kept FROM sample_row AS s JOIN member AS m ON m.id = s.record_id
     WHERE s.table_name = 'member';
    SELECT count(*) INTO organizations_kept FROM sample_row AS s JOIN organization AS o ON o.id = s.record_id
     WHERE s.table_name = 'organization';
    -- What stayed is real data from now on.
    UPDATE import_batch SET taken_back_at = clock_timestamp(), taken_back_by = session_user
     WHERE kind = 'sample' AND taken_back_at IS NULL;
    DELETE FROM import_row AS r USING import_batch AS b WHERE b.id = r.batch_id AND b.kind = 'sample';
END
$$;
