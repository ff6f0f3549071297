-- Organizing (SALTing), which only organizers see, and election history, which the office sees.
-- Made by, and belongs to, ip2a_owner.

-- What only organizers see stays kept from everybody else in the record of who did what.
ALTER TABLE audit_log DROP CONSTRAINT audit_log_duty_check;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_duty_check
    CHECK (duty IN ('', 'private', 'officers', 'office', 'organizer'));
DROP POLICY audit_log_by_duty ON audit_log;
CREATE POLICY audit_log_by_duty ON audit_log FOR SELECT USING (
    duty = ''
    OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
    OR (duty = 'officers' AND ip2a_is_officer())
    OR (duty = 'office' AND ip2a_is_office())
    OR (duty = 'organizer' AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER'))
);

-- One row of a file of election results may make an employer and a tally.
ALTER TABLE import_batch DROP CONSTRAINT import_batch_kind_check;
ALTER TABLE import_batch ADD CONSTRAINT import_batch_kind_check
    CHECK (kind IN ('members', 'employers', 'sample', 'elections'));
ALTER TABLE import_row DROP CONSTRAINT import_row_pkey;
ALTER TABLE import_row ADD CONSTRAINT import_row_pkey PRIMARY KEY (batch_id, row_number, table_name);

-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE organizing_campaign (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE RESTRICT,
    jobsite text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'active',
    lead_organizer text NOT NULL DEFAULT '',
    unit text NOT NULL DEFAULT '',
    unit_size integer,
    started_on date,
    petition_on date,
    election_on date,
    ended_on date,
    card_months integer NOT NULL DEFAULT 6,
    showing_percent integer NOT NULL DEFAULT 30,
    goal_percent integer NOT NULL DEFAULT 65,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (ip2a_fold(name)) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        ip2a_fold(' ' || name || ' ' || jobsite || ' ' || lead_organizer)) STORED,
    CONSTRAINT organizing_campaign_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT organizing_campaign_status_known CHECK (
        status IN ('planned', 'active', 'petitioned', 'paused', 'won', 'recognized', 'lost', 'ended')),
    CONSTRAINT organizing_campaign_unit_size_range CHECK (unit_size > 0),
    CONSTRAINT organizing_campaign_card_months_range CHECK (card_months BETWEEN 1 AND 60),
    CONSTRAINT organizing_campaign_showing_range CHECK (showing_percent BETWEEN 1 AND 100),
    CONSTRAINT organizing_campaign_goal_range CHECK (goal_percent BETWEEN 1 AND 100),
    CONSTRAINT organizing_campaign_dates_sensible CHECK (
        started_on BETWEEN '1900-01-01' AND '2199-12-31' AND petition_on BETWEEN '1900-01-01' AND '2199-12-31'
        AND election_on BETWEEN '1900-01-01' AND '2199-12-31' AND ended_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT organizing_campaign_petition_in_order CHECK (petition_on >= started_on),
    CONSTRAINT organizing_campaign_election_in_order CHECK (election_on >= petition_on),
    CONSTRAINT organizing_campaign_end_in_order CHECK (ended_on >= started_on),
    CONSTRAINT organizing_campaign_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX organizing_campaign_by_name ON organizing_campaign (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX organizing_campaign_by_search ON organizing_campaign USING gin (search_text gin_trgm_ops);
CREATE INDEX organizing_campaign_organization ON organizing_campaign (organization_id);

-- In the order of their days: sort_name is the day's number since 1900.
CREATE TABLE organizing_activity (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE RESTRICT,
    campaign_id uuid REFERENCES organizing_campaign ON DELETE RESTRICT,
    done_on date NOT NULL,
    kind text NOT NULL DEFAULT 'outreach',
    jobsite text NOT NULL DEFAULT '',
    organizer text NOT NULL DEFAULT '',
    member_id uuid REFERENCES member ON DELETE RESTRICT,
    workers_contacted integer NOT NULL DEFAULT 0,
    cards_signed integer NOT NULL DEFAULT 0,
    outcome text NOT NULL DEFAULT 'neutral',
    receptiveness integer,
    follow_up_on date,
    is_followed_up boolean NOT NULL DEFAULT false,
    description text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (lpad((done_on - '1900-01-01'::date)::text, 6, '0')) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        ip2a_fold(' ' || jobsite || ' ' || organizer || ' ' || left(description, 2000))) STORED,
    CONSTRAINT organizing_activity_kind_known CHECK (
        kind IN ('outreach', 'site_visit', 'leafleting', 'one_on_one', 'meeting', 'petition', 'card_signing',
                 'information_session', 'other')),
    CONSTRAINT organizing_activity_outcome_known CHECK (outcome IN ('positive', 'neutral', 'negative', 'no_contact')),
    CONSTRAINT organizing_activity_contacted_range CHECK (workers_contacted >= 0),
    CONSTRAINT organizing_activity_cards_range CHECK (cards_signed >= 0),
    CONSTRAINT organizing_activity_receptiveness_range CHECK (receptiveness BETWEEN 1 AND 5),
    CONSTRAINT organizing_activity_dates_sensible CHECK (
        done_on BETWEEN '1900-01-01' AND '2199-12-31' AND follow_up_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT organizing_activity_follow_up_in_order CHECK (follow_up_on >= done_on),
    CONSTRAINT organizing_activity_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX organizing_activity_by_day ON organizing_activity (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX organizing_activity_by_search ON organizing_activity USING gin (search_text gin_trgm_ops);
CREATE INDEX organizing_activity_organization ON organizing_activity (organization_id);
CREATE INDEX organizing_activity_campaign ON organizing_activity (campaign_id);
CREATE INDEX organizing_activity_member ON organizing_activity (member_id);

CREATE TABLE organizing_worker (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES organizing_campaign ON DELETE RESTRICT,
    first_name text NOT NULL DEFAULT '',
    last_name text NOT NULL DEFAULT '',
    position text NOT NULL DEFAULT '',
    department text NOT NULL DEFAULT '',
    shift text NOT NULL DEFAULT '',
    location text NOT NULL DEFAULT '',
    phone text NOT NULL DEFAULT '',
    email text NOT NULL DEFAULT '',
    is_in_unit boolean NOT NULL DEFAULT true,
    left_on date,
    on_committee boolean NOT NULL DEFAULT false,
    last_contact_on date,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (ip2a_fold(last_name || ', ' || first_name)) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        ip2a_fold(' ' || first_name || ' ' || last_name || ' ' || position || ' ' || department || ' ' || location || ' '
            || email || ' ' || ip2a_digits(phone))) STORED,
    CONSTRAINT organizing_worker_name_blank CHECK (btrim(first_name || last_name) <> ''),
    CONSTRAINT organizing_worker_phone_form CHECK (phone = '' OR phone ~ '^\+[0-9]{5,15}(;ext=[0-9]{1,11})?$'),
    CONSTRAINT organizing_worker_email_form CHECK (email = '' OR email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    CONSTRAINT organizing_worker_dates_sensible CHECK (
        left_on BETWEEN '1900-01-01' AND '2199-12-31' AND last_contact_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT organizing_worker_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX organizing_worker_by_name ON organizing_worker (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX organizing_worker_by_search ON organizing_worker USING gin (search_text gin_trgm_ops);
CREATE INDEX organizing_worker_campaign ON organizing_worker (campaign_id);

-- Where a worker stood on each day that somebody asked; the newest one stands, the others are the history.
CREATE TABLE worker_assessment (
    id uuid PRIMARY KEY,
    worker_id uuid NOT NULL REFERENCES organizing_worker ON DELETE RESTRICT,
    assessment integer NOT NULL,
    assessed_on date NOT NULL,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT worker_assessment_range CHECK (assessment BETWEEN 1 AND 5),
    CONSTRAINT worker_assessment_day_sensible CHECK (assessed_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT worker_assessment_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX worker_assessment_worker ON worker_assessment (worker_id, assessed_on);

CREATE TABLE authorization_card (
    id uuid PRIMARY KEY,
    worker_id uuid NOT NULL REFERENCES organizing_worker ON DELETE RESTRICT,
    signed_on date NOT NULL,
    collected_by text NOT NULL DEFAULT '',
    revoked_on date,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT authorization_card_dates_sensible CHECK (
        signed_on BETWEEN '1900-01-01' AND '2199-12-31' AND revoked_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT authorization_card_revoked_in_order CHECK (revoked_on >= signed_on),
    CONSTRAINT authorization_card_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX authorization_card_worker ON authorization_card (worker_id, signed_on);

CREATE TABLE salt (
    id uuid PRIMARY KEY,
    campaign_id uuid NOT NULL REFERENCES organizing_campaign ON DELETE RESTRICT,
    member_id uuid NOT NULL REFERENCES member ON DELETE RESTRICT,
    applied_on date NOT NULL,
    position text NOT NULL DEFAULT '',
    proof text NOT NULL DEFAULT '',
    result text NOT NULL DEFAULT 'waiting',
    result_on date,
    witnesses text NOT NULL DEFAULT '',
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT salt_result_known CHECK (result IN ('waiting', 'interviewed', 'hired', 'refused', 'withdrawn')),
    CONSTRAINT salt_dates_sensible CHECK (
        applied_on BETWEEN '1900-01-01' AND '2199-12-31' AND result_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT salt_result_in_order CHECK (result_on >= applied_on),
    CONSTRAINT salt_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX salt_campaign ON salt (campaign_id);
CREATE INDEX salt_member ON salt (member_id);

-- How an employer met the union on each day that somebody wrote it down; not on the organization, which all may see.
CREATE TABLE employer_receptiveness (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE RESTRICT,
    receptiveness integer NOT NULL,
    rated_on date NOT NULL,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT employer_receptiveness_range CHECK (receptiveness BETWEEN 1 AND 5),
    CONSTRAINT employer_receptiveness_day_sensible CHECK (rated_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT employer_receptiveness_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX employer_receptiveness_organization ON employer_receptiveness (organization_id, rated_on);

-- ---------------------------------------------------------------------------------------------------------------
-- A public record: tallies as the labor board publishes them.
CREATE TABLE election (
    id uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE RESTRICT,
    case_number text NOT NULL,
    case_name text NOT NULL DEFAULT '',
    region text NOT NULL DEFAULT '',
    unit_id text NOT NULL DEFAULT '',
    unit_description text NOT NULL DEFAULT '',
    ballot_type text NOT NULL DEFAULT '',
    tally_type text NOT NULL DEFAULT 'initial',
    filed_on date,
    tallied_on date NOT NULL,
    closed_on date,
    closed_as text NOT NULL DEFAULT '',
    eligible_voters integer,
    unions text[] NOT NULL DEFAULT '{}',
    votes_for integer[] NOT NULL DEFAULT '{}',
    votes_against integer,
    ballots_counted integer,
    void_ballots integer,
    challenged_ballots integer,
    challenges_decide boolean NOT NULL DEFAULT false,
    runoff_required boolean NOT NULL DEFAULT false,
    union_to_certify text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT election_case_number_form CHECK (case_number ~ '^[0-9]{2}-[A-Z]{2}-[0-9]{6}$'),
    CONSTRAINT election_tally_type_known CHECK (tally_type IN ('initial', 'rerun', 'runoff')),
    CONSTRAINT election_counts_range CHECK (
        eligible_voters >= 0 AND votes_against >= 0 AND ballots_counted >= 0 AND void_ballots >= 0
        AND challenged_ballots >= 0 AND 0 <= ALL (votes_for)),
    CONSTRAINT election_votes_of_unions CHECK (cardinality(unions) = cardinality(votes_for)),
    CONSTRAINT election_dates_sensible CHECK (
        filed_on BETWEEN '1900-01-01' AND '2199-12-31' AND tallied_on BETWEEN '1900-01-01' AND '2199-12-31'
        AND closed_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT election_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
-- Also over the bin, so that whatever is in it can always come back.
CREATE UNIQUE INDEX election_tally_unique ON election (case_number, unit_id, tally_type, tallied_on);
CREATE INDEX election_organization ON election (organization_id);

-- ---------------------------------------------------------------------------------------------------------------
-- What was done, signed or seen is not in the future, by the hall's day.
CREATE FUNCTION salting_not_in_future() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    today date := ip2a_today();
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'organizing_activity' THEN
            IF NEW.done_on > today THEN
                PERFORM ip2a_refuse('organizing_activity_not_in_future', 'an activity was done, it is no plan');
            END IF;
        WHEN 'organizing_worker' THEN
            IF NEW.last_contact_on > today THEN
                PERFORM ip2a_refuse('organizing_worker_contact_not_in_future', 'nobody was reached in the future');
            END IF;
        WHEN 'worker_assessment' THEN
            IF NEW.assessed_on > today THEN
                PERFORM ip2a_refuse('worker_assessment_not_in_future', 'nobody is assessed in the future');
            END IF;
        WHEN 'authorization_card' THEN
            IF NEW.signed_on > today THEN
                PERFORM ip2a_refuse('authorization_card_not_in_future', 'no card is signed in the future');
            ELSIF NEW.revoked_on > today THEN
                PERFORM ip2a_refuse('authorization_card_revoked_not_in_future', 'no card is taken back in the future');
            END IF;
        WHEN 'salt' THEN
            IF NEW.applied_on > today THEN
                PERFORM ip2a_refuse('salt_not_in_future', 'nobody applied in the future');
            END IF;
        WHEN 'employer_receptiveness' THEN
            IF NEW.rated_on > today THEN
                PERFORM ip2a_refuse('employer_receptiveness_not_in_future', 'no employer is seen in the future');
            END IF;
    END CASE;
    RETURN NEW;
END
$$;

-- Trigger names sort in the order in which they must run.
DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('organizing_campaign', 'id', false), ('organizing_activity', 'id', true), ('organizing_worker', 'id', true),
        ('worker_assessment', 'worker_id', true), ('authorization_card', 'worker_id', true),
        ('salt', 'campaign_id', true), ('employer_receptiveness', 'organization_id', true)) AS t (name, subject, dated)
    LOOP
        IF one.dated THEN
            EXECUTE format('CREATE TRIGGER b_not_in_future BEFORE INSERT OR UPDATE ON %I '
                           'FOR EACH ROW EXECUTE FUNCTION salting_not_in_future()', one.name);
        END IF;
        EXECUTE format('CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION audit_row(%L, %L, %L)', one.name, one.subject, 'id', 'organizer');
    END LOOP;
    EXECUTE 'CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON election '
            'FOR EACH ROW EXECUTE FUNCTION audit_row(''organization_id'', ''id'')';
    FOR one IN SELECT * FROM (VALUES
        ('organizing_campaign'), ('organizing_activity'), ('organizing_worker'), ('worker_assessment'),
        ('authorization_card'), ('salt'), ('employer_receptiveness'), ('election')) AS t (name)
    LOOP
        EXECUTE format('CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION stamp_row()', one.name);
        EXECUTE format('CREATE TRIGGER n_bin BEFORE INSERT OR UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION stamp_bin()', one.name);
    END LOOP;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Sample members and organizations that organizing or an election hangs on stay.
DO $$
DECLARE
    source text := pg_get_functiondef('remove_sample'::regproc);
    of_member text := 'AND NOT EXISTS (SELECT FROM grievance_grievant AS g WHERE g.member_id = u.record_id)';
    of_organization text := 'AND NOT EXISTS (SELECT FROM grievance AS g WHERE g.organization_id = u.record_id)';
BEGIN
    IF position(of_member IN source) = 0 OR position(of_organization IN source) = 0 THEN
        RAISE EXCEPTION 'remove_sample() does not say that grievants and their employers stay';
    END IF;
    source := replace(source, of_member, of_member || '
           AND NOT EXISTS (SELECT FROM salt AS s WHERE s.member_id = u.record_id)
           AND NOT EXISTS (SELECT FROM organizing_activity AS y WHERE y.member_id = u.record_id)');
    source := replace(source, of_organization, of_organization || '
           AND NOT EXISTS (SELECT FROM organizing_campaign AS k WHERE k.organization_id = u.record_id)
           AND NOT EXISTS (SELECT FROM organizing_activity AS y WHERE y.organization_id = u.record_id)
           AND NOT EXISTS (SELECT FROM employer_receptiveness AS r WHERE r.organization_id = u.record_id)
           AND NOT EXISTS (SELECT FROM election AS v WHERE v.organization_id = u.record_id)');
    EXECUTE source;
END
$$;
