-- Casework rounded off: notes on cases and on applications to the fund, a case that never follows itself.

-- Who may read the benevolence fund: the office and the auditor.
CREATE FUNCTION public.ip2a_reads_fund() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT public.ip2a_is_office() OR pg_catalog.pg_has_role(session_user, 'ip2a_auditor', 'MEMBER') $$;

ALTER TABLE note
    ADD COLUMN grievance_id uuid REFERENCES grievance ON DELETE CASCADE,
    ADD COLUMN application_id uuid REFERENCES benevolence_application ON DELETE CASCADE,
    DROP CONSTRAINT note_one_subject,
    DROP COLUMN subject_id;
ALTER TABLE note
    ADD COLUMN subject_id uuid GENERATED ALWAYS AS (
        coalesce(member_id, organization_id, grievance_id, application_id)) STORED,
    ADD CONSTRAINT note_one_subject CHECK (
        num_nonnulls(member_id, organization_id, grievance_id, application_id) = 1);
CREATE INDEX note_subject ON note (subject_id);
CREATE INDEX note_grievance ON note (grievance_id) WHERE grievance_id IS NOT NULL;
CREATE INDEX note_application ON note (application_id) WHERE application_id IS NOT NULL;

DROP POLICY note_by_visibility ON note;
CREATE POLICY note_by_visibility ON note USING (
    (application_id IS NULL OR ip2a_reads_fund())
    AND (
        visibility = 'all'
        OR (visibility = 'staff' AND (pg_has_role(session_user, 'ip2a_staff', 'MEMBER') OR ip2a_is_officer()))
        OR (visibility = 'officers' AND ip2a_is_officer())
    )
);

-- What a note of the fund says is the office's in the record of who did what too, as all of the fund is there.
CREATE OR REPLACE FUNCTION audit_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    kept text[] := ARRAY['sort_name', 'search_text', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'];
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - kept END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - kept END;
    whole jsonb := coalesce(new_row, old_row);
    needed text := CASE
        WHEN TG_NARGS > 2 THEN TG_ARGV[2]
        WHEN TG_TABLE_NAME = 'member_private' THEN 'private'
        WHEN TG_TABLE_NAME = 'note' AND 'officers' IN (old_row ->> 'visibility', new_row ->> 'visibility') THEN 'officers'
        WHEN TG_TABLE_NAME = 'note' AND whole ->> 'application_id' IS NOT NULL THEN 'office'
        ELSE '' END;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(field.key, old_row -> field.key), jsonb_object_agg(field.key, field.value)
          INTO old_row, new_row
          FROM jsonb_each(new_row) AS field
         WHERE field.value IS DISTINCT FROM old_row -> field.key;
        IF new_row IS NULL THEN
            RETURN NULL;
        END IF;
    END IF;
    INSERT INTO audit_log (action, table_name, record_id, subject_id, duty, batch_id, before, after)
    VALUES (lower(TG_OP), TG_TABLE_NAME, (whole ->> TG_ARGV[1])::uuid, (whole ->> TG_ARGV[0])::uuid, needed,
            nullif(current_setting('ip2a.batch', true), '')::uuid, old_row, new_row);
    RETURN NULL;
END
$$;

-- A case is filed because the settlement of an earlier one was not kept: never of itself, never in a ring.
ALTER TABLE grievance ADD CONSTRAINT grievance_follows_another CHECK (follows_id <> id);
CREATE FUNCTION grievance_follows_no_ring() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF EXISTS (
        WITH RECURSIVE earlier (id) AS (
            SELECT NEW.follows_id
            UNION
            SELECT g.follows_id FROM grievance AS g JOIN earlier AS e ON g.id = e.id WHERE g.follows_id IS NOT NULL
        )
        SELECT FROM earlier AS e WHERE e.id = NEW.id
    ) THEN
        PERFORM ip2a_refuse('grievance_follows_another', 'a case never follows itself, nor one that follows it');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER c_follows BEFORE UPDATE OF follows_id ON grievance FOR EACH ROW
    WHEN (NEW.follows_id IS NOT NULL) EXECUTE FUNCTION grievance_follows_no_ring();

-- As before, but that the people who stay are looked up in a hash: ten thousand of them took a quarter of a minute.
CREATE OR REPLACE FUNCTION grievance_relate(case_id uuid, grievants jsonb, articles jsonb, deadlines jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, NULL);
BEGIN
    -- One lead at a time: whoever was it gives way before the new one comes.
    UPDATE grievance_grievant AS p SET is_lead = false
     WHERE p.grievance_id = case_id AND p.is_lead AND p.member_id NOT IN (
           SELECT n.member_id FROM jsonb_to_recordset(grievants) AS n (member_id uuid, is_lead boolean) WHERE n.is_lead);
    UPDATE grievance_grievant AS p SET deleted_at = clock_timestamp()
     WHERE p.grievance_id = case_id AND p.deleted_at IS NULL AND p.member_id NOT IN (
           SELECT n.member_id FROM jsonb_to_recordset(grievants) AS n (member_id uuid));
    INSERT INTO grievance_grievant AS p (id, grievance_id, member_id, is_lead, signs_for_all)
    SELECT n.id, case_id, n.member_id, n.is_lead, n.signs_for_all
      FROM jsonb_to_recordset(grievants) AS n (id uuid, member_id uuid, is_lead boolean, signs_for_all boolean)
        ON CONFLICT (grievance_id, member_id) DO UPDATE
       SET is_lead = excluded.is_lead, signs_for_all = excluded.signs_for_all, deleted_at = NULL
     WHERE (p.is_lead, p.signs_for_all, p.deleted_at) IS DISTINCT FROM (excluded.is_lead, excluded.signs_for_all, NULL);
    UPDATE grievance_article AS a SET deleted_at = clock_timestamp()
     WHERE a.grievance_id = case_id AND a.deleted_at IS NULL AND a.reference NOT IN (
           SELECT n.reference FROM jsonb_to_recordset(articles) AS n (reference text));
    INSERT INTO grievance_article AS a (id, grievance_id, reference, agreement_article_id)
    SELECT n.id, case_id, n.reference, n.agreement_article_id
      FROM jsonb_to_recordset(articles) AS n (id uuid, reference text, agreement_article_id uuid)
        ON CONFLICT (grievance_id, reference) DO UPDATE
       SET agreement_article_id = excluded.agreement_article_id, deleted_at = NULL
     WHERE (a.agreement_article_id, a.deleted_at) IS DISTINCT FROM (excluded.agreement_article_id, NULL);
    IF one.status = 'preparing' THEN
        PERFORM grievance_put_deadlines(ARRAY[case_id], deadlines);
    END IF;
    PERFORM grievance_check_grievants(case_id);
END
$$;
