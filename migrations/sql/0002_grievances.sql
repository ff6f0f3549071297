-- Agreements as data, and the cases that are brought under them. Made by, and belongs to, ip2a_owner.

ALTER TABLE hall ADD COLUMN time_zone text NOT NULL DEFAULT 'America/Los_Angeles'
    CONSTRAINT hall_time_zone_known CHECK (timezone(time_zone, timestamptz '2000-01-01 00:00:00+00') IS NOT NULL);

CREATE FUNCTION public.ip2a_zone() RETURNS text
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT coalesce((SELECT h.time_zone FROM public.hall AS h), 'America/Los_Angeles') $$;

-- The day that it is at the hall, whatever the desktop's clock says.
CREATE FUNCTION public.ip2a_today() RETURNS date
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.timezone(public.ip2a_zone(), pg_catalog.now())::date $$;

-- The office: staff and officers.
CREATE FUNCTION public.ip2a_is_office() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT pg_catalog.pg_has_role(session_user, 'ip2a_staff', 'MEMBER') OR public.ip2a_is_officer() $$;

-- Refuses under the name of a rule, as a constraint does, so that the program finds the same sentence for it.
CREATE FUNCTION public.ip2a_refuse(rule text, words text) RETURNS void
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'check_violation', CONSTRAINT = rule, MESSAGE = words; END $$;

-- ---------------------------------------------------------------------------------------------------------------
-- What is kept from some duties stays kept from them in the record of who did what: a third argument of the trigger
-- names who may read it there.
ALTER TABLE audit_log DROP CONSTRAINT audit_log_duty_check;
ALTER TABLE audit_log ADD CONSTRAINT audit_log_duty_check CHECK (duty IN ('', 'private', 'officers', 'office'));
DROP POLICY audit_log_by_duty ON audit_log;
CREATE POLICY audit_log_by_duty ON audit_log FOR SELECT USING (
    duty = ''
    OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
    OR (duty = 'officers' AND ip2a_is_officer())
    OR (duty = 'office' AND ip2a_is_office())
);

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

-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE agreement (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    organization_id uuid REFERENCES organization ON DELETE RESTRICT,
    remarks text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (ip2a_fold(name)) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (ip2a_fold(' ' || name)) STORED,
    CONSTRAINT agreement_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT agreement_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX agreement_organization ON agreement (organization_id);

CREATE TABLE agreement_version (
    id uuid PRIMARY KEY,
    agreement_id uuid NOT NULL REFERENCES agreement ON DELETE RESTRICT,
    name text NOT NULL,
    starts_on date NOT NULL,
    ends_on date,
    remarks text NOT NULL DEFAULT '',
    confirmed_at timestamptz,
    confirmed_by text,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT agreement_version_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT agreement_version_in_order CHECK (ends_on >= starts_on),
    CONSTRAINT agreement_version_dates_sensible CHECK (
        starts_on BETWEEN '1900-01-01' AND '2199-12-31' AND ends_on <= '2199-12-31'),
    CONSTRAINT agreement_version_confirmed CHECK ((confirmed_at IS NULL) = (confirmed_by IS NULL)),
    CONSTRAINT agreement_version_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX agreement_version_agreement ON agreement_version (agreement_id, starts_on);

-- Who confirmed the limits, and when, is the server's word; only an admin confirms.
CREATE FUNCTION agreement_version_confirm() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NEW.confirmed_at IS NULL THEN
        NEW.confirmed_by := NULL;
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.confirmed_at IS NOT NULL THEN
        NEW.confirmed_at := OLD.confirmed_at;
        NEW.confirmed_by := OLD.confirmed_by;
        RETURN NEW;
    END IF;
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin confirms the limits of an agreement';
    END IF;
    NEW.confirmed_at := clock_timestamp();
    NEW.confirmed_by := session_user;
    RETURN NEW;
END
$$;

CREATE TABLE agreement_article (
    id uuid PRIMARY KEY,
    agreement_version_id uuid NOT NULL REFERENCES agreement_version ON DELETE RESTRICT,
    number text NOT NULL,
    title text NOT NULL DEFAULT '',
    body text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT agreement_article_number_blank CHECK (btrim(number) <> ''),
    CONSTRAINT agreement_article_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE UNIQUE INDEX agreement_article_number_unique ON agreement_article (agreement_version_id, number)
    WHERE deleted_at IS NULL;

CREATE TABLE agreement_holiday (
    id uuid PRIMARY KEY,
    agreement_version_id uuid NOT NULL REFERENCES agreement_version ON DELETE RESTRICT,
    day date NOT NULL,
    name text NOT NULL,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT agreement_holiday_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT agreement_holiday_day_sensible CHECK (day BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT agreement_holiday_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE UNIQUE INDEX agreement_holiday_day_unique ON agreement_holiday (agreement_version_id, day)
    WHERE deleted_at IS NULL;

CREATE TABLE procedure_step (
    id uuid PRIMARY KEY,
    agreement_version_id uuid NOT NULL REFERENCES agreement_version ON DELETE RESTRICT,
    position integer NOT NULL,
    name text NOT NULL,
    form text NOT NULL DEFAULT 'meeting',
    union_sits text NOT NULL DEFAULT '',
    employer_sits text NOT NULL DEFAULT '',
    rule text NOT NULL DEFAULT '',
    entry_for text[] NOT NULL DEFAULT '{}',
    panel_size integer,
    first_strike text,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT procedure_step_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT procedure_step_position_range CHECK (position BETWEEN 1 AND 20),
    CONSTRAINT procedure_step_form_known CHECK (form IN ('meeting', 'committee', 'council', 'arbitration')),
    CONSTRAINT procedure_step_entry_known CHECK (entry_for <@ ARRAY['individual', 'group', 'policy', 'discipline']),
    CONSTRAINT procedure_step_panel_range CHECK (panel_size BETWEEN 1 AND 25),
    CONSTRAINT procedure_step_first_strike_known CHECK (first_strike IN ('responding', 'grieving')),
    CONSTRAINT procedure_step_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE UNIQUE INDEX procedure_step_position_unique ON procedure_step (agreement_version_id, position)
    WHERE deleted_at IS NULL;

CREATE TABLE procedure_limit (
    id uuid PRIMARY KEY,
    agreement_version_id uuid NOT NULL REFERENCES agreement_version ON DELETE RESTRICT,
    procedure_step_id uuid REFERENCES procedure_step ON DELETE RESTRICT,
    act text NOT NULL,
    side text NOT NULL,
    number integer NOT NULL,
    unit text NOT NULL,
    runs_from text NOT NULL,
    counts_trigger_day boolean NOT NULL DEFAULT false,
    lateness text NOT NULL,
    article text NOT NULL DEFAULT '',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT procedure_limit_number_range CHECK (number BETWEEN 0 AND 3650),
    CONSTRAINT procedure_limit_unit_known CHECK (unit IN ('calendar_days', 'working_days', 'rolled_days', 'hours')),
    CONSTRAINT procedure_limit_side_known CHECK (
        side = 'union' OR (side = 'employer' AND act NOT IN ('file', 'grieve_again'))),
    CONSTRAINT procedure_limit_lateness_known CHECK (
        lateness IN ('abandoned', 'advances', 'may_advance', 'no_effect')),
    CONSTRAINT procedure_limit_runs_from_fits CHECK (
        (act = 'file' AND runs_from IN ('trigger', 'answered', 'met', 'filed'))
        OR (act = 'meet' AND runs_from = 'filed')
        OR (act = 'answer' AND runs_from IN ('filed', 'met'))
        OR (act = 'grieve_again' AND runs_from = 'settled')),
    CONSTRAINT procedure_limit_step_fits CHECK ((act = 'grieve_again') = (procedure_step_id IS NULL)),
    CONSTRAINT procedure_limit_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE UNIQUE INDEX procedure_limit_one_for_each ON procedure_limit (procedure_step_id, act) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX procedure_limit_one_after_settlement ON procedure_limit (agreement_version_id)
    WHERE procedure_step_id IS NULL AND deleted_at IS NULL;
CREATE INDEX procedure_limit_version ON procedure_limit (agreement_version_id);

CREATE FUNCTION grievance_entry(version_id uuid, of_kind text) RETURNS integer
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT s.position FROM procedure_step AS s
         WHERE s.agreement_version_id = version_id AND s.deleted_at IS NULL
         ORDER BY (of_kind = ANY (s.entry_for)) DESC, s.position LIMIT 1
    $$;

-- ---------------------------------------------------------------------------------------------------------------
-- The last number of each year. A number is taken under this row's lock and given back with the transaction, so that
-- the numbers of a year have no gap.
CREATE TABLE grievance_counter (
    year integer PRIMARY KEY,
    last integer NOT NULL
);

CREATE TABLE grievance (
    id uuid PRIMARY KEY,
    number_year integer NOT NULL,
    number_seq integer NOT NULL,
    number text NOT NULL GENERATED ALWAYS AS (
        number_year::text || '-' || lpad(number_seq::text, greatest(3, length(number_seq::text)), '0')) STORED,
    kind text NOT NULL DEFAULT 'individual',
    organization_id uuid NOT NULL REFERENCES organization ON DELETE RESTRICT,
    agreement_version_id uuid NOT NULL REFERENCES agreement_version ON DELETE RESTRICT,
    jobsite text NOT NULL DEFAULT '',
    occurred_on date NOT NULL,
    knew_on date,
    trigger_used text NOT NULL DEFAULT 'occurrence',
    steward text NOT NULL DEFAULT '',
    representative text NOT NULL DEFAULT '',
    supervisor text NOT NULL DEFAULT '',
    group_name text NOT NULL DEFAULT '',
    statement text NOT NULL DEFAULT '',
    remedy text NOT NULL DEFAULT '',
    other_provisions text NOT NULL DEFAULT '',
    priority text NOT NULL DEFAULT 'normal',
    follows_id uuid REFERENCES grievance ON DELETE RESTRICT,
    status text NOT NULL DEFAULT 'preparing',
    step_position integer NOT NULL,
    outcome text,
    closed_on date,
    close_remarks text NOT NULL DEFAULT '',
    merged_into_id uuid REFERENCES grievance ON DELETE RESTRICT,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    sort_name text COLLATE "C" GENERATED ALWAYS AS (
        lpad(number_year::text, 4, '0') || '-' || lpad(number_seq::text, 9, '0')) STORED,
    search_text text COLLATE "C" GENERATED ALWAYS AS (
        ip2a_fold(' ' || number_year::text || '-' || lpad(number_seq::text, greatest(3, length(number_seq::text)), '0')
            || ' ' || jobsite || ' ' || steward || ' ' || representative || ' ' || supervisor || ' ' || group_name)) STORED,
    CONSTRAINT grievance_number_unique UNIQUE (number_year, number_seq),
    CONSTRAINT grievance_kind_known CHECK (kind IN ('individual', 'group', 'policy', 'discipline')),
    CONSTRAINT grievance_dates_sensible CHECK (
        occurred_on BETWEEN '1900-01-01' AND '2199-12-31' AND knew_on <= '2199-12-31'),
    CONSTRAINT grievance_knew_after_it_happened CHECK (knew_on >= occurred_on),
    CONSTRAINT grievance_trigger_known CHECK (
        trigger_used = 'occurrence' OR (trigger_used = 'knowledge' AND knew_on IS NOT NULL)),
    CONSTRAINT grievance_priority_known CHECK (priority IN ('normal', 'high', 'urgent')),
    CONSTRAINT grievance_status_known CHECK (status IN ('preparing', 'open', 'arbitration', 'settled', 'closed')),
    CONSTRAINT grievance_outcome_known CHECK (
        outcome IN ('settled', 'sustained', 'denied', 'withdrawn', 'untimely', 'merged')),
    CONSTRAINT grievance_closed_whole CHECK (
        (status = 'closed') = (outcome IS NOT NULL) AND (status = 'closed') = (closed_on IS NOT NULL)),
    CONSTRAINT grievance_merged_whole CHECK (
        coalesce(outcome = 'merged', false) = (merged_into_id IS NOT NULL) AND merged_into_id <> id),
    CONSTRAINT grievance_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX grievance_by_name ON grievance (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX grievance_by_search ON grievance USING gin (search_text gin_trgm_ops);
CREATE INDEX grievance_in_bin ON grievance (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX grievance_organization ON grievance (organization_id);
CREATE INDEX grievance_running ON grievance (agreement_version_id) WHERE status <> 'closed';
CREATE INDEX grievance_follows ON grievance (follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX grievance_merged_into ON grievance (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE grievance_grievant (
    id uuid PRIMARY KEY,
    grievance_id uuid NOT NULL REFERENCES grievance ON DELETE RESTRICT,
    member_id uuid NOT NULL REFERENCES member ON DELETE RESTRICT,
    is_lead boolean NOT NULL DEFAULT false,
    signs_for_all boolean NOT NULL DEFAULT false,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT grievance_grievant_once UNIQUE (grievance_id, member_id),
    CONSTRAINT grievance_grievant_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE UNIQUE INDEX grievance_grievant_one_lead ON grievance_grievant (grievance_id)
    WHERE is_lead AND deleted_at IS NULL;
CREATE INDEX grievance_grievant_member ON grievance_grievant (member_id);

CREATE TABLE grievance_article (
    id uuid PRIMARY KEY,
    grievance_id uuid NOT NULL REFERENCES grievance ON DELETE RESTRICT,
    agreement_article_id uuid REFERENCES agreement_article ON DELETE RESTRICT,
    reference text NOT NULL,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT grievance_article_once UNIQUE (grievance_id, reference),
    CONSTRAINT grievance_article_blank CHECK (btrim(reference) <> ''),
    CONSTRAINT grievance_article_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX grievance_article_of_agreement ON grievance_article (agreement_article_id);

CREATE TABLE grievance_step (
    id uuid PRIMARY KEY,
    grievance_id uuid NOT NULL REFERENCES grievance ON DELETE RESTRICT,
    procedure_step_id uuid NOT NULL REFERENCES procedure_step ON DELETE RESTRICT,
    position integer NOT NULL,
    filed_on date NOT NULL,
    filed_time time,
    met_on date,
    met_time time,
    union_attended text NOT NULL DEFAULT '',
    employer_attended text NOT NULL DEFAULT '',
    answered_on date,
    answered_time time,
    answer text NOT NULL DEFAULT '',
    disposition text,
    union_signer text NOT NULL DEFAULT '',
    employer_signer text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT grievance_step_once UNIQUE (grievance_id, position),
    CONSTRAINT grievance_step_met_after_filed CHECK (met_on >= filed_on AND met_on <= '2199-12-31'),
    CONSTRAINT grievance_step_answered_after_filed CHECK (answered_on >= filed_on),
    CONSTRAINT grievance_step_disposition_known CHECK (
        disposition IN ('accepted', 'rejected', 'appealed', 'mediation'))
);
CREATE INDEX grievance_step_procedure_step ON grievance_step (procedure_step_id);

-- Both sides' clocks, counted by the program and kept here; position 0 is the settlement's.
CREATE TABLE grievance_deadline (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    grievance_id uuid NOT NULL REFERENCES grievance ON DELETE RESTRICT,
    position integer NOT NULL,
    act text NOT NULL,
    side text NOT NULL,
    lateness text NOT NULL,
    due_on date NOT NULL,
    due_at timestamptz NOT NULL,
    explanation text NOT NULL,
    state text NOT NULL DEFAULT 'open',
    done_on date,
    is_next boolean NOT NULL DEFAULT false,
    is_ours boolean NOT NULL DEFAULT false,
    CONSTRAINT grievance_deadline_once UNIQUE (grievance_id, position, act),
    CONSTRAINT grievance_deadline_act_known CHECK (act IN ('file', 'meet', 'answer', 'grieve_again')),
    CONSTRAINT grievance_deadline_side_known CHECK (side IN ('union', 'employer')),
    CONSTRAINT grievance_deadline_lateness_known CHECK (
        lateness IN ('abandoned', 'advances', 'may_advance', 'no_effect')),
    CONSTRAINT grievance_deadline_state_known CHECK (state IN ('open', 'done', 'moot')),
    CONSTRAINT grievance_deadline_done_whole CHECK ((state = 'done') = (done_on IS NOT NULL)),
    CONSTRAINT grievance_deadline_marks CHECK (state = 'open' OR NOT (is_next OR is_ours))
);
CREATE UNIQUE INDEX grievance_deadline_next ON grievance_deadline (grievance_id) WHERE is_next;
CREATE UNIQUE INDEX grievance_deadline_ours ON grievance_deadline (grievance_id) WHERE is_ours;
CREATE INDEX grievance_deadline_due ON grievance_deadline (due_at) WHERE state = 'open';

CREATE TABLE grievance_extension (
    id uuid PRIMARY KEY,
    grievance_id uuid NOT NULL REFERENCES grievance ON DELETE RESTRICT,
    position integer NOT NULL,
    act text NOT NULL,
    side text NOT NULL,
    from_on date NOT NULL,
    to_on date NOT NULL,
    agreed_on date NOT NULL,
    agreed_union text NOT NULL,
    agreed_employer text NOT NULL,
    document text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT grievance_extension_longer CHECK (to_on > from_on AND to_on <= '2199-12-31'),
    CONSTRAINT grievance_extension_mutual CHECK (btrim(agreed_union) <> '' AND btrim(agreed_employer) <> ''),
    CONSTRAINT grievance_extension_written CHECK (btrim(document) <> '')
);
CREATE INDEX grievance_extension_grievance ON grievance_extension (grievance_id);

-- Union confidential: the paper that the employer never sees has a table of its own.
CREATE TABLE grievance_fact_sheet (
    id uuid PRIMARY KEY REFERENCES grievance ON DELETE RESTRICT,
    seniority text NOT NULL DEFAULT '',
    management text NOT NULL DEFAULT '',
    witnesses text NOT NULL DEFAULT '',
    what_happened text NOT NULL DEFAULT '',
    when_it_happened text NOT NULL DEFAULT '',
    how_often text NOT NULL DEFAULT '',
    within_limits text NOT NULL DEFAULT '',
    where_it_happened text NOT NULL DEFAULT '',
    why_violation text NOT NULL DEFAULT '',
    settlement_wanted text NOT NULL DEFAULT '',
    employer_position text NOT NULL DEFAULT '',
    documents text NOT NULL DEFAULT '',
    arbitration_limit text NOT NULL DEFAULT '',
    test_notice text NOT NULL DEFAULT '',
    test_reasonable_rule text NOT NULL DEFAULT '',
    test_investigation text NOT NULL DEFAULT '',
    test_fair_investigation text NOT NULL DEFAULT '',
    test_proof text NOT NULL DEFAULT '',
    test_equal_treatment text NOT NULL DEFAULT '',
    test_penalty text NOT NULL DEFAULT '',
    representation text NOT NULL DEFAULT 'no_interview',
    prepared_by text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT grievance_fact_sheet_representation_known CHECK (
        representation IN ('no_interview', 'granted', 'refused', 'not_asked'))
);

CREATE TABLE information_request (
    id uuid PRIMARY KEY,
    grievance_id uuid NOT NULL REFERENCES grievance ON DELETE RESTRICT,
    requested_on date NOT NULL,
    how text NOT NULL DEFAULT 'email',
    addressed_to text NOT NULL DEFAULT '',
    items text NOT NULL,
    reason text NOT NULL DEFAULT '',
    due_on date,
    received_on date,
    is_incomplete boolean NOT NULL DEFAULT false,
    missing text NOT NULL DEFAULT '',
    follow_up_on date,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT information_request_items_blank CHECK (btrim(items) <> ''),
    CONSTRAINT information_request_how_known CHECK (how IN ('email', 'mail', 'in_person', 'fax')),
    CONSTRAINT information_request_in_order CHECK (
        due_on >= requested_on AND received_on >= requested_on AND follow_up_on >= requested_on),
    CONSTRAINT information_request_dates_sensible CHECK (
        requested_on BETWEEN '1900-01-01' AND '2199-12-31' AND due_on <= '2199-12-31'
        AND received_on <= '2199-12-31' AND follow_up_on <= '2199-12-31'),
    CONSTRAINT information_request_incomplete_fits CHECK (received_on IS NOT NULL OR NOT is_incomplete),
    CONSTRAINT information_request_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX information_request_grievance ON information_request (grievance_id);

CREATE TABLE settlement (
    id uuid PRIMARY KEY REFERENCES grievance ON DELETE RESTRICT,
    terms text NOT NULL,
    signed_on date,
    union_signer text NOT NULL DEFAULT '',
    employer_signer text NOT NULL DEFAULT '',
    is_precedent boolean NOT NULL DEFAULT false,
    amount numeric(12, 2),
    comply_by date,
    complied_on date,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT settlement_terms_blank CHECK (btrim(terms) <> ''),
    CONSTRAINT settlement_amount_range CHECK (amount >= 0),
    CONSTRAINT settlement_in_order CHECK (comply_by >= signed_on AND complied_on >= signed_on),
    CONSTRAINT settlement_dates_sensible CHECK (
        signed_on BETWEEN '1900-01-01' AND '2199-12-31' AND comply_by <= '2199-12-31' AND complied_on <= '2199-12-31'),
    CONSTRAINT settlement_signed_by_both CHECK (
        signed_on IS NULL OR (btrim(union_signer) <> '' AND btrim(employer_signer) <> ''))
);

CREATE TABLE arbitration (
    id uuid PRIMARY KEY REFERENCES grievance ON DELETE RESTRICT,
    demanded_on date NOT NULL,
    agency text NOT NULL DEFAULT '',
    case_number text NOT NULL DEFAULT '',
    panel_requested_on date,
    panel_received_on date,
    arbitrator text NOT NULL DEFAULT '',
    hearing_on date,
    hearing_place text NOT NULL DEFAULT '',
    briefs_due_on date,
    award_on date,
    award text NOT NULL DEFAULT '',
    cost numeric(12, 2),
    union_share numeric(5, 2),
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT arbitration_in_order CHECK (
        hearing_on >= demanded_on AND briefs_due_on >= hearing_on AND award_on >= demanded_on),
    CONSTRAINT arbitration_dates_sensible CHECK (
        panel_requested_on BETWEEN '1900-01-01' AND '2199-12-31'
        AND panel_received_on BETWEEN '1900-01-01' AND '2199-12-31'
        AND hearing_on <= '2199-12-31' AND briefs_due_on <= '2199-12-31' AND award_on <= '2199-12-31'),
    CONSTRAINT arbitration_cost_range CHECK (cost >= 0),
    CONSTRAINT arbitration_share_range CHECK (union_share BETWEEN 0 AND 100)
);

CREATE TABLE arbitration_panelist (
    id uuid PRIMARY KEY,
    grievance_id uuid NOT NULL REFERENCES arbitration ON DELETE RESTRICT,
    position integer NOT NULL,
    name text NOT NULL,
    strike_order integer,
    struck_by text,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT arbitration_panelist_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT arbitration_panelist_position_range CHECK (position BETWEEN 1 AND 99),
    CONSTRAINT arbitration_panelist_side_known CHECK (struck_by IN ('union', 'employer')),
    CONSTRAINT arbitration_panelist_strike_whole CHECK ((strike_order IS NULL) = (struck_by IS NULL)),
    CONSTRAINT arbitration_panelist_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX arbitration_panelist_grievance ON arbitration_panelist (grievance_id);
