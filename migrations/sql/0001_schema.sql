-- Everything here is made by, and belongs to, ip2a_owner.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Case and accents aside. Declared immutable, which unaccent() with a named dictionary is in practice,
-- so that the database can keep the folded text and index it. Names are qualified: a restore has no search_path.
CREATE FUNCTION public.ip2a_fold(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$ SELECT pg_catalog.lower(public.unaccent('public.unaccent'::pg_catalog.regdictionary, words)) $$;

-- The digits of a phone number as people say it: without the country code of North America.
CREATE FUNCTION public.ip2a_digits(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
        SELECT pg_catalog.regexp_replace(pg_catalog.regexp_replace(words, '[^0-9]', '', 'g'), '^1(?=[2-9][0-9]{9})', '')
    $$;

-- Officers may read what is kept from the rest of the staff.
CREATE FUNCTION public.ip2a_is_officer() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT pg_catalog.pg_has_role(session_user, 'ip2a_vp', 'MEMBER')
            OR pg_catalog.pg_has_role(session_user, 'ip2a_manager', 'MEMBER')
            OR pg_catalog.pg_has_role(session_user, 'ip2a_president', 'MEMBER')
            OR pg_catalog.pg_has_role(session_user, 'ip2a_admin', 'MEMBER')
    $$;

-- ---------------------------------------------------------------------------------------------------------------
-- Who did what: written by triggers only, before and after as JSON.

CREATE TABLE audit_log (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    actor text NOT NULL DEFAULT session_user,
    action text NOT NULL CHECK (action IN ('insert', 'update', 'delete')),
    table_name text NOT NULL,
    record_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    duty text NOT NULL DEFAULT '' CHECK (duty IN ('', 'private', 'officers')),
    batch_id uuid,
    before jsonb,
    after jsonb
);
CREATE INDEX audit_log_subject ON audit_log (subject_id, id);
ALTER TABLE audit_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY audit_log_by_duty ON audit_log FOR SELECT USING (
    duty = ''
    OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
    OR (duty = 'officers' AND ip2a_is_officer())
);

-- TG_ARGV[0] names the column that holds the record whose timeline this row belongs to.
CREATE FUNCTION audit_row() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    kept text[] := ARRAY['sort_name', 'search_text', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'];
    old_row jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) - kept END;
    new_row jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) - kept END;
    whole jsonb := coalesce(new_row, old_row);
    needed text := CASE
        WHEN TG_TABLE_NAME = 'member_private' THEN 'private'
        WHEN TG_TABLE_NAME = 'note' AND 'officers' IN (old_row ->> 'visibility', new_row ->> 'visibility') THEN 'officers'
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

-- The server stamps who and when, and counts the version at every change, also one made by hand.
CREATE FUNCTION stamp_row() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    NEW.updated_by := session_user;
    IF TG_OP = 'INSERT' THEN
        NEW.version := 1;
        NEW.created_at := NEW.updated_at;
        NEW.created_by := session_user;
        RETURN NEW;
    END IF;
    NEW.version := OLD.version + 1;
    NEW.created_at := OLD.created_at;
    NEW.created_by := OLD.created_by;
    RETURN NEW;
END
$$;

-- Who moved a row to the bin, and when; coming back clears both.
CREATE FUNCTION stamp_bin() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NEW.deleted_at IS NULL THEN
        NEW.deleted_by := NULL;
    ELSIF TG_OP = 'INSERT' OR OLD.deleted_at IS NULL THEN
        NEW.deleted_at := clock_timestamp();
        NEW.deleted_by := session_user;
    ELSE
        NEW.deleted_at := OLD.deleted_at;
        NEW.deleted_by := OLD.deleted_by;
    END IF;
    RETURN NEW;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE hall (
    id uuid PRIMARY KEY,
    singleton boolean NOT NULL DEFAULT true UNIQUE CHECK (singleton),
    name text NOT NULL DEFAULT '' CHECK (length(name) <= 200),
    address_line1 text NOT NULL DEFAULT '',
    address_line2 text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT '',
    postal_code text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    paper_size text NOT NULL DEFAULT 'letter' CHECK (paper_size IN ('letter', 'a4')),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user
);

-- sort_name and search_text are cut off where an index row would grow too long (2,704 bytes for both together,
-- four for a letter); whatever is typed is kept whole in its own column.
CREATE TABLE member (
    id uuid PRIMARY KEY,
    card_number text NOT NULL,
    first_name text NOT NULL,
    middle_name text NOT NULL DEFAULT '',
    last_name text NOT NULL,
    suffix text NOT NULL DEFAULT '',
    preferred_name text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'active',
    status_since date,
    status_reason text NOT NULL DEFAULT '',
    member_type text NOT NULL DEFAULT 'none',
    classification text NOT NULL DEFAULT 'journey_worker',
    home_local text NOT NULL DEFAULT '',
    initiation_date date,
    hire_date date,
    referral_book text NOT NULL DEFAULT '',
    referral_registered_at timestamptz,
    phone text NOT NULL DEFAULT '',
    phone_other text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    address_line1 text NOT NULL DEFAULT '',
    address_line2 text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT '',
    postal_code text NOT NULL DEFAULT '',
    skills text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (
        left(ip2a_fold(last_name || ', ' || first_name || ' ' || middle_name || ' ' || suffix), 150)) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        left(ip2a_fold(' ' || first_name || ' ' || middle_name || ' ' || last_name || ' ' || suffix || ' '
            || preferred_name || ' ' || card_number || ' ' || email || ' '
            || ip2a_digits(phone) || ' ' || ip2a_digits(phone_other)), 450)) STORED,
    CONSTRAINT member_card_number_blank CHECK (btrim(card_number) <> '' AND length(card_number) <= 50),
    CONSTRAINT member_first_name_blank CHECK (btrim(first_name) <> ''),
    CONSTRAINT member_last_name_blank CHECK (btrim(last_name) <> ''),
    CONSTRAINT member_status_known CHECK (
        status IN ('active', 'inactive', 'suspended', 'withdrawn', 'retired', 'deceased')),
    CONSTRAINT member_type_known CHECK (member_type IN ('a', 'ba', 'none')),
    CONSTRAINT member_classification_known CHECK (
        classification IN ('apprentice_1', 'apprentice_2', 'apprentice_3', 'apprentice_4', 'apprentice_5',
                           'journey_worker', 'foreman', 'retiree', 'honorary')),
    CONSTRAINT member_dates_sensible CHECK (
        status_since >= '1900-01-01' AND initiation_date >= '1900-01-01' AND hire_date >= '1900-01-01'),
    CONSTRAINT member_phone_form CHECK (phone = '' OR phone ~ '^\+[0-9]{5,15}(;ext=[0-9]{1,11})?$'),
    CONSTRAINT member_phone_other_form CHECK (phone_other = '' OR phone_other ~ '^\+[0-9]{5,15}(;ext=[0-9]{1,11})?$'),
    CONSTRAINT member_email_form CHECK (email = '' OR email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    CONSTRAINT member_state_form CHECK (state = '' OR state ~ '^[A-Z]{2}$'),
    CONSTRAINT member_postal_code_form CHECK (postal_code = '' OR postal_code ~ '^[0-9]{5}(-[0-9]{4})?$'),
    CONSTRAINT member_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
-- Also over the bin, so that whoever is in it can always come back.
CREATE UNIQUE INDEX member_card_number_unique ON member (upper(regexp_replace(card_number, '\s', '', 'g')));
CREATE INDEX member_by_name ON member (sort_name, id) INCLUDE (search_text) WHERE deleted_at IS NULL;
CREATE INDEX member_by_search ON member USING gin (search_text gin_trgm_ops);
CREATE INDEX member_by_email ON member (lower(email)) WHERE email <> '';
CREATE INDEX member_in_bin ON member (deleted_at) WHERE deleted_at IS NOT NULL;
-- The planner weighs an index against a scan by these figures; a keystroke's time hangs on them.
ALTER TABLE member ALTER COLUMN search_text SET STATISTICS 1000;

CREATE TABLE member_private (
    id uuid PRIMARY KEY REFERENCES member ON DELETE CASCADE,
    birth_date date,
    ssn_last4 text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT member_private_birth_date_sensible CHECK (birth_date BETWEEN '1900-01-01' AND CURRENT_DATE),
    CONSTRAINT member_private_ssn_last4_form CHECK (ssn_last4 = '' OR ssn_last4 ~ '^[0-9]{4}$')
);

CREATE TABLE member_status_history (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    member_id uuid NOT NULL REFERENCES member ON DELETE CASCADE,
    status text NOT NULL,
    since date NOT NULL,
    reason text NOT NULL DEFAULT '',
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    recorded_by text NOT NULL DEFAULT session_user
);
CREATE INDEX member_status_history_member ON member_status_history (member_id, recorded_at);

-- A status that changes and keeps the day and reason of the one before got neither from the person.
CREATE FUNCTION member_status_default() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.status <> OLD.status AND NEW.status_since IS NOT DISTINCT FROM OLD.status_since THEN
        NEW.status_since := CURRENT_DATE;
        IF NEW.status_reason = OLD.status_reason THEN
            NEW.status_reason := '';
        END IF;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION member_status_recorded() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.status <> OLD.status THEN
        INSERT INTO member_status_history (member_id, status, since, reason)
        VALUES (NEW.id, NEW.status, coalesce(NEW.status_since, NEW.initiation_date, CURRENT_DATE), NEW.status_reason);
    ELSIF NEW.status_since IS DISTINCT FROM OLD.status_since OR NEW.status_reason <> OLD.status_reason THEN
        UPDATE member_status_history
           SET since = coalesce(NEW.status_since, since), reason = NEW.status_reason
         WHERE id = (SELECT h.id FROM member_status_history AS h
                      WHERE h.member_id = NEW.id ORDER BY h.recorded_at DESC, h.id DESC LIMIT 1);
    END IF;
    RETURN NULL;
END
$$;

CREATE TABLE member_contact (
    id uuid PRIMARY KEY,
    member_id uuid NOT NULL REFERENCES member ON DELETE CASCADE,
    kind text NOT NULL DEFAULT 'emergency',
    name text NOT NULL,
    relation text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT member_contact_kind_known CHECK (kind IN ('emergency', 'family', 'beneficiary', 'other')),
    CONSTRAINT member_contact_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT member_contact_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX member_contact_member ON member_contact (member_id);

CREATE TABLE organization (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    trade_name text NOT NULL DEFAULT '',
    organization_type text NOT NULL DEFAULT 'employer',
    signatory_status text NOT NULL DEFAULT 'not_signatory',
    signatory_since date,
    agreement text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    website text NOT NULL DEFAULT '',
    address_line1 text NOT NULL DEFAULT '',
    address_line2 text NOT NULL DEFAULT '',
    city text NOT NULL DEFAULT '',
    state text NOT NULL DEFAULT '',
    postal_code text NOT NULL DEFAULT '',
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (left(ip2a_fold(name), 150)) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        left(ip2a_fold(' ' || name || ' ' || trade_name || ' ' || city || ' ' || email || ' ' || ip2a_digits(phone)),
             450)) STORED,
    CONSTRAINT organization_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT organization_type_known CHECK (
        organization_type IN ('employer', 'union', 'training_partner', 'jatc')),
    CONSTRAINT organization_signatory_known CHECK (
        signatory_status IN ('signatory', 'project', 'pending', 'former', 'not_signatory')),
    CONSTRAINT organization_signatory_since_sensible CHECK (signatory_since >= '1900-01-01'),
    CONSTRAINT organization_phone_form CHECK (phone = '' OR phone ~ '^\+[0-9]{5,15}(;ext=[0-9]{1,11})?$'),
    CONSTRAINT organization_email_form CHECK (email = '' OR email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    CONSTRAINT organization_state_form CHECK (state = '' OR state ~ '^[A-Z]{2}$'),
    CONSTRAINT organization_postal_code_form CHECK (postal_code = '' OR postal_code ~ '^[0-9]{5}(-[0-9]{4})?$'),
    CONSTRAINT organization_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX organization_by_name ON organization (sort_name, id) INCLUDE (search_text) WHERE deleted_at IS NULL;
CREATE INDEX organization_by_search ON organization USING gin (search_text gin_trgm_ops);
CREATE INDEX organization_in_bin ON organization (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE organization_contact (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
    name text NOT NULL,
    title text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    is_primary boolean NOT NULL DEFAULT false,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT organization_contact_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT organization_contact_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX organization_contact_organization ON organization_contact (organization_id);
CREATE UNIQUE INDEX organization_contact_one_primary ON organization_contact (organization_id)
    WHERE is_primary AND deleted_at IS NULL;

-- A new primary contact takes the place of the one before, in the same statement.
CREATE FUNCTION organization_contact_primary() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NEW.is_primary AND NEW.deleted_at IS NULL THEN
        UPDATE organization_contact SET is_primary = false
         WHERE organization_id = NEW.organization_id AND id <> NEW.id AND is_primary AND deleted_at IS NULL;
    END IF;
    RETURN NEW;
END
$$;

CREATE TABLE employment (
    id uuid PRIMARY KEY,
    member_id uuid NOT NULL REFERENCES member ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE RESTRICT,
    position text NOT NULL DEFAULT '',
    started_on date,
    ended_on date,
    is_current boolean GENERATED ALWAYS AS (ended_on IS NULL) STORED,
    weekly_hours numeric(5, 2),
    hourly_rate numeric(8, 2),
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT employment_in_order CHECK (ended_on >= started_on),
    CONSTRAINT employment_dates_sensible CHECK (started_on >= '1900-01-01' AND ended_on >= '1900-01-01'),
    CONSTRAINT employment_weekly_hours_range CHECK (weekly_hours BETWEEN 0 AND 168),
    CONSTRAINT employment_hourly_rate_range CHECK (hourly_rate >= 0),
    CONSTRAINT employment_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX employment_member ON employment (member_id);
CREATE INDEX employment_organization ON employment (organization_id);

CREATE TABLE note (
    id uuid PRIMARY KEY,
    member_id uuid REFERENCES member ON DELETE CASCADE,
    organization_id uuid REFERENCES organization ON DELETE CASCADE,
    subject_id uuid GENERATED ALWAYS AS (coalesce(member_id, organization_id)) STORED,
    body text NOT NULL,
    visibility text NOT NULL DEFAULT 'staff',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT note_one_subject CHECK (num_nonnulls(member_id, organization_id) = 1),
    CONSTRAINT note_body_blank CHECK (btrim(body) <> ''),
    CONSTRAINT note_visibility_known CHECK (visibility IN ('all', 'staff', 'officers')),
    CONSTRAINT note_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX note_subject ON note (subject_id);
CREATE INDEX note_member ON note (member_id);
CREATE INDEX note_organization ON note (organization_id);
ALTER TABLE note ENABLE ROW LEVEL SECURITY;
CREATE POLICY note_by_visibility ON note USING (
    visibility = 'all'
    OR (visibility = 'staff' AND (pg_has_role(session_user, 'ip2a_staff', 'MEMBER') OR ip2a_is_officer()))
    OR (visibility = 'officers' AND ip2a_is_officer())
);

-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE import_batch (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('members', 'employers', 'sample')),
    file_name text NOT NULL DEFAULT '',
    file_sha256 text NOT NULL DEFAULT '',
    on_match text NOT NULL DEFAULT 'skip' CHECK (on_match IN ('skip', 'update', 'fill')),
    headings text[] NOT NULL DEFAULT '{}',
    mapping jsonb NOT NULL DEFAULT '{}',
    counts jsonb NOT NULL DEFAULT '{}',
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    taken_back_at timestamptz,
    taken_back_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user
);
-- The headings themselves would not fit: an entry of an index holds less than a wide file has.
CREATE INDEX import_batch_started ON import_batch (kind, started_at);

CREATE TABLE import_row (
    batch_id uuid NOT NULL REFERENCES import_batch ON DELETE CASCADE,
    row_number integer NOT NULL,
    fate text NOT NULL,
    table_name text NOT NULL DEFAULT '',
    record_id uuid,
    before jsonb,
    after jsonb,
    version_after integer,
    problems jsonb NOT NULL DEFAULT '[]',
    cells jsonb NOT NULL DEFAULT '[]',
    taken_back boolean NOT NULL DEFAULT false,
    PRIMARY KEY (batch_id, row_number)
);
CREATE INDEX import_row_record ON import_row (record_id);

CREATE TABLE column_layout (
    owner text NOT NULL DEFAULT session_user,
    screen text NOT NULL,
    layout jsonb NOT NULL,
    PRIMARY KEY (owner, screen)
);
ALTER TABLE column_layout ENABLE ROW LEVEL SECURITY;
CREATE POLICY column_layout_own ON column_layout USING (owner = session_user) WITH CHECK (owner = session_user);

-- ---------------------------------------------------------------------------------------------------------------
-- Trigger names sort in the order in which they must run.
CREATE TRIGGER a_status BEFORE UPDATE ON member FOR EACH ROW EXECUTE FUNCTION member_status_default();
CREATE TRIGGER z_status_recorded AFTER INSERT OR UPDATE ON member
    FOR EACH ROW EXECUTE FUNCTION member_status_recorded();
CREATE TRIGGER a_primary BEFORE INSERT OR UPDATE ON organization_contact
    FOR EACH ROW EXECUTE FUNCTION organization_contact_primary();

DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('hall', 'id', 'id'), ('member', 'id', 'id'), ('member_private', 'id', 'id'),
        ('member_contact', 'member_id', 'id'), ('organization', 'id', 'id'),
        ('organization_contact', 'organization_id', 'id'), ('employment', 'member_id', 'id'),
        ('note', 'subject_id', 'id'), ('import_batch', 'id', 'id')) AS t (name, subject, record)
    LOOP
        EXECUTE format('CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION stamp_row()', one.name);
        EXECUTE format('CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION audit_row(%L, %L)', one.name, one.subject, one.record);
    END LOOP;
    FOR one IN SELECT * FROM (VALUES
        ('member'), ('member_contact'), ('organization'), ('organization_contact'), ('employment'), ('note')) AS t (name)
    LOOP
        EXECUTE format('CREATE TRIGGER n_bin BEFORE INSERT OR UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION stamp_bin()', one.name);
    END LOOP;
END
$$;

-- Takes the sample data away for good. It can be made again from its seed number, so it need not go to the bin;
-- what somebody edited since, or hung real data on, stays. Says what went and what stayed.
CREATE FUNCTION remove_sample(OUT members_removed integer, OUT members_kept integer,
                              OUT organizations_removed integer, OUT organizations_kept integer)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin removes the sample data';
    END IF;
    CREATE TEMP TABLE sample_row ON COMMIT DROP AS
        SELECT r.table_name, r.record_id, r.version_after
          FROM import_row AS r JOIN import_batch AS b ON b.id = r.batch_id
         WHERE b.kind = 'sample' AND r.record_id IS NOT NULL;
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

DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT p.oid FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION remove_sample() TO ip2a_admin;
