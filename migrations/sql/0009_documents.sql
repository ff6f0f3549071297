-- Documents of every record. Here stands what is known of them; their contents lie in a folder or on a share, each under
-- its SHA-256. Made by, and belongs to, ip2a_owner.

-- One row: where the contents lie, and how large one may be. A share has one path here and another there: each line of
-- "folders" is one way to reach it. The store carries its own id, so that an empty folder where the share should be
-- mounted is never taken for it.
CREATE TABLE document_settings (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    singleton boolean NOT NULL DEFAULT true,
    folders text NOT NULL DEFAULT '',
    most_megabytes integer NOT NULL DEFAULT 100,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT document_settings_singleton_key UNIQUE (singleton),
    CONSTRAINT document_settings_singleton_check CHECK (singleton),
    CONSTRAINT document_settings_most_megabytes_range CHECK (most_megabytes BETWEEN 1 AND 2000)
);
-- Before what records changes: nobody did this.
INSERT INTO document_settings DEFAULT VALUES;

-- One version of a document. Its record cannot be missing: the references are made of the two columns that name it.
-- A new version names the one that it replaces; all versions of a document share document_id, the id of the first.
CREATE TABLE attachment (
    id uuid PRIMARY KEY,
    owner_table text NOT NULL,
    owner_id uuid NOT NULL,
    member_id uuid GENERATED ALWAYS AS (CASE owner_table WHEN 'member' THEN owner_id END) STORED
        REFERENCES member ON DELETE CASCADE,
    organization_id uuid GENERATED ALWAYS AS (CASE owner_table WHEN 'organization' THEN owner_id END) STORED
        REFERENCES organization ON DELETE CASCADE,
    grievance_id uuid GENERATED ALWAYS AS (CASE owner_table WHEN 'grievance' THEN owner_id END) STORED
        REFERENCES grievance ON DELETE CASCADE,
    application_id uuid GENERATED ALWAYS AS (CASE owner_table WHEN 'benevolence_application' THEN owner_id END) STORED
        REFERENCES benevolence_application ON DELETE CASCADE,
    activity_id uuid GENERATED ALWAYS AS (CASE owner_table WHEN 'organizing_activity' THEN owner_id END) STORED
        REFERENCES organizing_activity ON DELETE CASCADE,
    document_id uuid NOT NULL,
    replaces_id uuid REFERENCES attachment ON DELETE CASCADE,
    replaced_at timestamptz,
    category text NOT NULL DEFAULT 'general',
    name text NOT NULL,
    media_type text NOT NULL,
    byte_count bigint NOT NULL,
    sha256 text NOT NULL,
    waits_at text NOT NULL DEFAULT '',
    description text NOT NULL DEFAULT '',
    expires_on date,
    is_private boolean NOT NULL DEFAULT false,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT attachment_one_owner CHECK (
        num_nonnulls(member_id, organization_id, grievance_id, application_id, activity_id) = 1),
    CONSTRAINT attachment_category_known CHECK (
        CASE owner_table
            WHEN 'member' THEN category IN ('grievances', 'benevolence', 'salting', 'dues', 'employment',
                                            'certifications', 'discipline', 'correspondence', 'photo', 'general')
            WHEN 'organization' THEN category IN ('contracts', 'correspondence', 'salting', 'grievances', 'general')
            WHEN 'grievance' THEN category IN ('statements', 'evidence', 'correspondence', 'settlement', 'general')
            WHEN 'benevolence_application' THEN category IN ('applications', 'supporting', 'correspondence', 'general')
            ELSE category IN ('evidence', 'photo', 'correspondence', 'general') END),
    CONSTRAINT attachment_name_form CHECK (
        btrim(name) <> '' AND length(name) <= 255 AND name !~ '[[:cntrl:]/\\]'),
    CONSTRAINT attachment_media_type_form CHECK (media_type ~ '^[a-z]+/[a-z0-9.+-]+$' AND length(media_type) <= 100),
    CONSTRAINT attachment_bytes_range CHECK (byte_count > 0),
    CONSTRAINT attachment_sha256_form CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    CONSTRAINT attachment_expires_sensible CHECK (expires_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT attachment_first_version CHECK ((replaces_id IS NULL) = (document_id = id)),
    CONSTRAINT attachment_private_where CHECK (NOT is_private OR owner_table <> 'organizing_activity'),
    CONSTRAINT attachment_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX attachment_owner ON attachment (owner_id);
CREATE INDEX attachment_member ON attachment (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX attachment_organization ON attachment (organization_id) WHERE organization_id IS NOT NULL;
CREATE INDEX attachment_grievance ON attachment (grievance_id) WHERE grievance_id IS NOT NULL;
CREATE INDEX attachment_application ON attachment (application_id) WHERE application_id IS NOT NULL;
CREATE INDEX attachment_activity ON attachment (activity_id) WHERE activity_id IS NOT NULL;
CREATE INDEX attachment_document ON attachment (document_id);
CREATE UNIQUE INDEX attachment_replaced_once ON attachment (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX attachment_content ON attachment (sha256);
CREATE INDEX attachment_waits ON attachment (waits_at) WHERE waits_at <> '';
CREATE INDEX attachment_expires ON attachment (expires_on) WHERE expires_on IS NOT NULL;

-- Who looked at a private document. Written by the server's function only.
CREATE TABLE attachment_look (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    attachment_id uuid NOT NULL REFERENCES attachment ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by text NOT NULL DEFAULT session_user,
    how text NOT NULL,
    CONSTRAINT attachment_look_how_known CHECK (how IN ('preview', 'open', 'save'))
);
CREATE INDEX attachment_look_attachment ON attachment_look (attachment_id, at);

-- When a content was last read whole, and what was found.
CREATE TABLE document_check (
    sha256 text PRIMARY KEY,
    checked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    found text NOT NULL,
    CONSTRAINT document_check_found_known CHECK (found IN ('whole', 'missing', 'cut', 'flipped'))
);
CREATE INDEX document_check_at ON document_check (checked_at);

-- ---------------------------------------------------------------------------------------------------------------
-- A new version belongs to the record of the one before, is private if that one was, and there is only one newest.
CREATE FUNCTION attachment_follows() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    older attachment;
BEGIN
    IF NEW.replaces_id IS NULL THEN
        RETURN NEW;
    END IF;
    SELECT * INTO older FROM attachment WHERE id = NEW.replaces_id;
    IF older.id IS NULL OR older.deleted_at IS NOT NULL THEN
        PERFORM ip2a_refuse('attachment_replaces_gone', 'what is to be replaced is in the bin or gone');
    END IF;
    NEW.owner_table := older.owner_table;
    NEW.owner_id := older.owner_id;
    NEW.document_id := older.document_id;
    NEW.is_private := older.is_private OR NEW.is_private;
    RETURN NEW;
END
$$;
CREATE FUNCTION attachment_followed() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    UPDATE attachment SET replaced_at = clock_timestamp() WHERE id = NEW.replaces_id;
    RETURN NULL;
END
$$;

-- What a version is never changes; it is replaced, or its words are changed.
CREATE FUNCTION attachment_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF (NEW.owner_table, NEW.owner_id, NEW.document_id, NEW.replaces_id, NEW.sha256, NEW.byte_count)
        IS DISTINCT FROM (OLD.owner_table, OLD.owner_id, OLD.document_id, OLD.replaces_id, OLD.sha256, OLD.byte_count) THEN
        PERFORM ip2a_refuse('attachment_content_stays', 'a document is replaced, its content is never changed');
    END IF;
    RETURN NEW;
END
$$;

-- Private is the document, with all its versions.
CREATE FUNCTION attachment_private_whole() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    UPDATE attachment SET is_private = NEW.is_private
     WHERE document_id = NEW.document_id AND is_private <> NEW.is_private;
    RETURN NULL;
END
$$;
CREATE TRIGGER b_follows BEFORE INSERT ON attachment FOR EACH ROW EXECUTE FUNCTION attachment_follows();
CREATE TRIGGER b_stays BEFORE UPDATE ON attachment FOR EACH ROW EXECUTE FUNCTION attachment_stays();
CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON attachment FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER n_bin BEFORE INSERT OR UPDATE ON attachment FOR EACH ROW EXECUTE FUNCTION stamp_bin();
CREATE TRIGGER x_followed AFTER INSERT ON attachment
    FOR EACH ROW WHEN (NEW.replaces_id IS NOT NULL) EXECUTE FUNCTION attachment_followed();
CREATE TRIGGER x_private AFTER UPDATE OF is_private ON attachment
    FOR EACH ROW WHEN (NEW.is_private <> OLD.is_private) EXECUTE FUNCTION attachment_private_whole();
CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON attachment
    FOR EACH ROW EXECUTE FUNCTION audit_row('owner_id', 'id');
CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON document_settings FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON document_settings
    FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'id');

-- ---------------------------------------------------------------------------------------------------------------
-- Documents of organizing are for organizers, those of the fund for who reads the fund, private ones for the private duty.
CREATE FUNCTION attachment_may_read(of_table text, private boolean) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT (NOT private OR pg_catalog.pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
           AND CASE of_table
                   WHEN 'organizing_activity' THEN pg_catalog.pg_has_role(session_user, 'ip2a_organizer', 'MEMBER')
                   WHEN 'benevolence_application' THEN public.ip2a_reads_fund()
                   ELSE true END
    $$;
CREATE FUNCTION attachment_may_write(of_table text, private boolean) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT public.attachment_may_read(of_table, private)
           AND (of_table = 'organizing_activity' OR public.ip2a_is_office())
    $$;
ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;
CREATE POLICY attachment_read ON attachment FOR SELECT USING (attachment_may_read(owner_table, is_private));
CREATE POLICY attachment_add ON attachment FOR INSERT WITH CHECK (attachment_may_write(owner_table, is_private));
CREATE POLICY attachment_change ON attachment FOR UPDATE USING (attachment_may_write(owner_table, is_private));
ALTER TABLE attachment_look ENABLE ROW LEVEL SECURITY;
-- Who sees all attachments sees looks at lost ones too: otherwise no check could find them.
CREATE POLICY attachment_look_read ON attachment_look FOR SELECT
    USING (EXISTS (SELECT FROM attachment AS a WHERE a.id = attachment_id)
           OR (ip2a_reads_fund() AND pg_has_role(session_user, 'ip2a_private', 'MEMBER')
               AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER')));

-- What one needs to read a document; that somebody looked at a private one is written down in the same breath.
CREATE FUNCTION attachment_open(p_id uuid, p_how text)
    RETURNS TABLE (name text, media_type text, byte_count bigint, sha256 text, waits_at text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one attachment;
BEGIN
    SELECT * INTO one FROM attachment AS a WHERE a.id = p_id AND attachment_may_read(a.owner_table, a.is_private);
    IF one.id IS NULL THEN
        RETURN;
    END IF;
    IF one.is_private THEN
        INSERT INTO attachment_look (attachment_id, how) VALUES (one.id, p_how);
    END IF;
    RETURN QUERY SELECT one.name, one.media_type, one.byte_count, one.sha256, one.waits_at;
END
$$;

-- Every content that any document has, also those of documents that the person may not read: without them their files
-- would look as if nobody owned them. Tells nothing of whose they are.
CREATE FUNCTION document_contents()
    RETURNS TABLE (sha256 text, byte_count bigint, documents bigint, oldest timestamptz, waits boolean,
                   checked_at timestamptz, found text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT (pg_has_role(session_user, 'ip2a_admin', 'MEMBER') OR pg_has_role(session_user, 'ip2a_auditor', 'MEMBER')) THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin checks the documents';
    END IF;
    RETURN QUERY
        SELECT a.sha256, max(a.byte_count), count(*), min(a.created_at), bool_and(a.waits_at <> ''), max(c.checked_at),
               max(c.found)
          FROM attachment AS a LEFT JOIN document_check AS c ON c.sha256 = a.sha256
         GROUP BY a.sha256;
END
$$;

-- Contents that waited in an outbox are in the store now, whoever added them.
CREATE FUNCTION attachment_arrived(p_contents text[]) RETURNS TABLE (id uuid, owner_table text, owner_id uuid)
    LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        UPDATE attachment AS a SET waits_at = '' WHERE a.sha256 = ANY (p_contents) AND a.waits_at <> ''
        RETURNING a.id, a.owner_table, a.owner_id
    $$;
REVOKE ALL ON FUNCTION attachment_open(uuid, text), document_contents(), attachment_arrived(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attachment_arrived(text[]) TO ip2a_staff, ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin,
    ip2a_organizer;
GRANT EXECUTE ON FUNCTION attachment_open(uuid, text) TO ip2a_staff, ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin,
    ip2a_organizer, ip2a_auditor;
GRANT EXECUTE ON FUNCTION document_contents() TO ip2a_admin, ip2a_auditor;


-- ---------------------------------------------------------------------------------------------------------------
-- What is kept from some stays kept from them in the record of who did what.
DO $$
DECLARE
    source text := pg_get_functiondef('audit_row'::regproc);
    before text := $text$WHEN TG_TABLE_NAME = 'member_private' THEN 'private'$text$;
BEGIN
    IF position(before IN source) = 0 THEN
        RAISE EXCEPTION 'audit_row() does not say that private fields are private';
    END IF;
    EXECUTE replace(source, before, before || $text$
        WHEN TG_TABLE_NAME = 'attachment' AND whole ->> 'activity_id' IS NOT NULL THEN 'organizer'
        WHEN TG_TABLE_NAME = 'attachment' AND 'true' IN (old_row ->> 'is_private', new_row ->> 'is_private') THEN 'private'
        WHEN TG_TABLE_NAME = 'attachment' AND whole ->> 'application_id' IS NOT NULL THEN 'office'$text$);
    source := pg_get_functiondef('repair_audit'::regproc);
    before := $text$CASE WHEN p_table = 'member_private' THEN 'private'$text$;
    IF position(before IN source) = 0 THEN
        RAISE EXCEPTION 'the journal of repairs does not say that private fields are private';
    END IF;
    EXECUTE replace(source, before, before || $text$
                 WHEN p_table = 'attachment' AND whole ->> 'activity_id' IS NOT NULL THEN 'organizer'
                 WHEN p_table = 'attachment' AND 'true' IN (p_before ->> 'is_private', p_after ->> 'is_private') THEN 'private'
                 WHEN p_table = 'attachment' AND whole ->> 'application_id' IS NOT NULL THEN 'office'$text$);
END
$$;

-- Sample records on which somebody hung a document stay; sample documents go with their records.
DO $$
DECLARE
    source text := pg_get_functiondef('remove_sample'::regproc);
    listed text := $text$UNION ALL SELECT p.version, NULL FROM member_private AS p$text$;
    of_member text := 'AND NOT EXISTS (SELECT FROM grievance_grievant AS g WHERE g.member_id = u.record_id)';
    of_organization text := 'AND NOT EXISTS (SELECT FROM grievance AS g WHERE g.organization_id = u.record_id)';
BEGIN
    IF position(listed IN source) = 0 OR position(of_member IN source) = 0 OR position(of_organization IN source) = 0 THEN
        RAISE EXCEPTION 'remove_sample() does not say what stays';
    END IF;
    source := replace(source, listed, $text$UNION ALL SELECT d.version, d.deleted_at FROM attachment AS d WHERE s.table_name = 'attachment' AND d.id = s.record_id
              $text$ || listed);
    source := replace(source, of_member, of_member || $text$
           AND NOT EXISTS (SELECT FROM attachment AS d WHERE d.member_id = u.record_id AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = d.id))$text$);
    EXECUTE replace(source, of_organization, of_organization || $text$
           AND NOT EXISTS (SELECT FROM attachment AS d WHERE d.organization_id = u.record_id AND NOT EXISTS (SELECT FROM untouched AS x WHERE x.record_id = d.id))$text$);
    source := pg_get_functiondef('remove_sample_organizing'::regproc);
    of_member := 'UNION SELECT t.campaign_id FROM salt AS t WHERE';
    IF position(of_member IN source) = 0 THEN
        RAISE EXCEPTION 'remove_sample_organizing() does not say what stays';
    END IF;
    source := replace(source, 'OR (a.campaign_id IS NULL AND', $text$OR (a.campaign_id IS NULL
            AND NOT EXISTS (SELECT FROM attachment AS d WHERE d.activity_id = a.id AND NOT EXISTS (SELECT FROM sample_row AS x WHERE x.record_id = d.id))
            AND$text$);
    EXECUTE replace(source, of_member, $text$UNION SELECT y.campaign_id FROM organizing_activity AS y JOIN attachment AS d ON d.activity_id = y.id WHERE NOT EXISTS (SELECT FROM sample_row AS x WHERE x.record_id = d.id)
        $text$ || of_member);
END
$$;
