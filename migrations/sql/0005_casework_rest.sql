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
