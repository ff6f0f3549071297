-- The benevolence fund: its rules as settings, applications, reviews, payments. Made by, and belongs to, ip2a_owner.

-- Which member somebody in the office is, and which members are their family: nobody decides on those applications.
CREATE TABLE person_member (
    id uuid PRIMARY KEY,
    login text NOT NULL,
    member_id uuid REFERENCES member ON DELETE CASCADE,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT person_member_login_unique UNIQUE (login),
    CONSTRAINT person_member_login_blank CHECK (btrim(login) <> '')
);
CREATE INDEX person_member_member ON person_member (member_id);

CREATE TABLE person_family (
    id uuid PRIMARY KEY,
    login text NOT NULL,
    member_id uuid NOT NULL REFERENCES member ON DELETE CASCADE,
    relation text NOT NULL DEFAULT 'other',
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT person_family_once UNIQUE (login, member_id),
    CONSTRAINT person_family_login_blank CHECK (btrim(login) <> ''),
    CONSTRAINT person_family_relation_known CHECK (
        relation IN ('spouse', 'parent', 'child', 'sibling', 'in_law', 'household', 'other')),
    CONSTRAINT person_family_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX person_family_member ON person_family (member_id);
-- Everybody writes down their own family; an admin anybody's.
ALTER TABLE person_family ENABLE ROW LEVEL SECURITY;
CREATE POLICY person_family_read ON person_family FOR SELECT USING (true);
CREATE POLICY person_family_declare ON person_family FOR INSERT
    WITH CHECK (login = session_user OR pg_has_role(session_user, 'ip2a_admin', 'MEMBER'));
CREATE POLICY person_family_change ON person_family FOR UPDATE
    USING (login = session_user OR pg_has_role(session_user, 'ip2a_admin', 'MEMBER'));

-- ---------------------------------------------------------------------------------------------------------------
CREATE TABLE benevolence_fund (
    id uuid PRIMARY KEY,
    singleton boolean NOT NULL DEFAULT true UNIQUE CHECK (singleton),
    cap_amount numeric(12, 2),
    cap_period text NOT NULL DEFAULT 'calendar_year',
    wait_days integer NOT NULL DEFAULT 90,
    bar_years integer NOT NULL DEFAULT 3,
    good_standing_only boolean NOT NULL DEFAULT true,
    is_confirmed boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT benevolence_fund_cap_range CHECK (cap_amount > 0),
    CONSTRAINT benevolence_fund_period_known CHECK (cap_period IN ('calendar_year', 'rolling_year')),
    CONSTRAINT benevolence_fund_wait_range CHECK (wait_days BETWEEN 0 AND 3650),
    CONSTRAINT benevolence_fund_bar_range CHECK (bar_years BETWEEN 0 AND 99)
);

CREATE TABLE benevolence_level (
    id uuid PRIMARY KEY,
    position integer NOT NULL DEFAULT 1,
    name text NOT NULL,
    duty text NOT NULL,
    threshold numeric(12, 2) NOT NULL DEFAULT 0,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT benevolence_level_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT benevolence_level_duty_known CHECK (duty IN ('vp', 'admin', 'manager', 'president')),
    CONSTRAINT benevolence_level_position_range CHECK (position BETWEEN 1 AND 99),
    CONSTRAINT benevolence_level_threshold_range CHECK (threshold >= 0),
    CONSTRAINT benevolence_level_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);

-- Samples, until an admin confirms them.
INSERT INTO benevolence_fund (id, cap_amount) VALUES (gen_random_uuid(), 2500);
INSERT INTO benevolence_level (id, position, name, duty, threshold) VALUES
    (gen_random_uuid(), 1, 'Vice president', 'vp', 0),
    (gen_random_uuid(), 2, 'Admin', 'admin', 250),
    (gen_random_uuid(), 3, 'Business manager', 'manager', 1000),
    (gen_random_uuid(), 4, 'President', 'president', 2000);

-- ---------------------------------------------------------------------------------------------------------------
-- The last number of each year; taken and given back with the transaction, so that a year has no gap.
CREATE TABLE benevolence_counter (
    year integer PRIMARY KEY,
    last integer NOT NULL
);

CREATE TABLE benevolence_application (
    id uuid PRIMARY KEY,
    number_year integer NOT NULL,
    number_seq integer NOT NULL,
    number text NOT NULL GENERATED ALWAYS AS (
        'B-' || number_year::text || '-' || lpad(number_seq::text, greatest(3, length(number_seq::text)), '0')) STORED,
    member_id uuid NOT NULL REFERENCES member ON DELETE RESTRICT,
    applied_on date,
    dependents integer,
    earners integer,
    reason text,
    narrative text NOT NULL DEFAULT '',
    need_by date,
    requested numeric(12, 2),
    payee_kind text NOT NULL DEFAULT 'vendor',
    payee text NOT NULL DEFAULT '',
    account text NOT NULL DEFAULT '',
    other_aid text NOT NULL DEFAULT '',
    earlier_requests text NOT NULL DEFAULT '',
    officer_relation text NOT NULL DEFAULT '',
    handed_in_by text NOT NULL DEFAULT '',
    representative_relation text NOT NULL DEFAULT '',
    is_declared boolean NOT NULL DEFAULT false,
    signed_on date,
    -- From here on written by the server's functions only.
    status text NOT NULL DEFAULT 'draft',
    round integer NOT NULL DEFAULT 0,
    submitted_on date,
    submitted_by text NOT NULL DEFAULT '',
    card_number text NOT NULL DEFAULT '',
    standing text,
    approved numeric(12, 2),
    decided_on date,
    withdrawn_reason text NOT NULL DEFAULT '',
    found_false_on date,
    found_false_reason text NOT NULL DEFAULT '',
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
        ip2a_fold(' b-' || number_year::text || '-' || lpad(number_seq::text, greatest(3, length(number_seq::text)), '0')
            || ' ' || payee || ' ' || account || ' ' || handed_in_by)) STORED,
    CONSTRAINT benevolence_application_number_unique UNIQUE (number_year, number_seq),
    CONSTRAINT benevolence_application_reason_known CHECK (
        reason IN ('medical', 'death', 'disaster', 'job_loss', 'hardship', 'other')),
    CONSTRAINT benevolence_application_status_known CHECK (
        status IN ('draft', 'submitted', 'under_review', 'needs_information', 'approved', 'partly_paid', 'paid',
                   'denied', 'withdrawn')),
    CONSTRAINT benevolence_application_payee_kind_known CHECK (payee_kind IN ('vendor', 'member')),
    CONSTRAINT benevolence_application_household_range CHECK (
        dependents BETWEEN 0 AND 99 AND earners BETWEEN 0 AND 99),
    CONSTRAINT benevolence_application_dates_sensible CHECK (
        applied_on BETWEEN '1900-01-01' AND '2199-12-31' AND need_by BETWEEN '1900-01-01' AND '2199-12-31'
        AND signed_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT benevolence_application_requested_range CHECK (requested > 0),
    CONSTRAINT benevolence_application_approved_range CHECK (approved > 0 AND approved <= requested),
    CONSTRAINT benevolence_application_ready CHECK (
        status = 'draft' OR (reason IS NOT NULL AND btrim(narrative) <> '' AND requested IS NOT NULL AND is_declared
            AND signed_on IS NOT NULL AND submitted_on IS NOT NULL AND standing IS NOT NULL AND round > 0
            AND (payee_kind = 'member' OR btrim(payee) <> ''))),
    CONSTRAINT benevolence_application_granted CHECK (
        status NOT IN ('approved', 'partly_paid', 'paid') OR (approved IS NOT NULL AND decided_on IS NOT NULL)),
    CONSTRAINT benevolence_application_withdrawn CHECK (status <> 'withdrawn' OR btrim(withdrawn_reason) <> ''),
    CONSTRAINT benevolence_application_false CHECK ((found_false_on IS NULL) = (btrim(found_false_reason) = '')),
    CONSTRAINT benevolence_application_bin CHECK (
        (deleted_at IS NULL) = (deleted_by IS NULL)
        AND (deleted_at IS NULL OR status = 'withdrawn' OR (status = 'draft' AND round = 0)))
);
CREATE INDEX benevolence_application_by_name ON benevolence_application (sort_name, id) WHERE deleted_at IS NULL;
CREATE INDEX benevolence_application_by_search ON benevolence_application USING gin (search_text gin_trgm_ops);
CREATE INDEX benevolence_application_in_bin ON benevolence_application (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX benevolence_application_member ON benevolence_application (member_id);
CREATE INDEX benevolence_application_waiting ON benevolence_application (status)
    WHERE status IN ('submitted', 'under_review');

CREATE TABLE benevolence_budget_line (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES benevolence_application ON DELETE RESTRICT,
    kind text NOT NULL DEFAULT 'income',
    description text NOT NULL,
    amount numeric(12, 2) NOT NULL DEFAULT 0,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT benevolence_budget_line_kind_known CHECK (kind IN ('income', 'expense', 'balance')),
    CONSTRAINT benevolence_budget_line_description_blank CHECK (btrim(description) <> ''),
    CONSTRAINT benevolence_budget_line_amount_range CHECK (amount >= 0 OR kind = 'balance'),
    CONSTRAINT benevolence_budget_line_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX benevolence_budget_line_application ON benevolence_budget_line (application_id);

CREATE TABLE benevolence_document (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES benevolence_application ON DELETE RESTRICT,
    kind text NOT NULL DEFAULT 'bill',
    description text NOT NULL DEFAULT '',
    received_on date,
    deleted_at timestamptz,
    deleted_by text,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT benevolence_document_kind_known CHECK (
        kind IN ('bill', 'estimate', 'income_proof', 'bank_statement', 'lease', 'medical_statement',
                 'death_certificate', 'layoff_notice', 'incident_report', 'other')),
    CONSTRAINT benevolence_document_received_sensible CHECK (received_on BETWEEN '1900-01-01' AND '2199-12-31'),
    CONSTRAINT benevolence_document_bin CHECK ((deleted_at IS NULL) = (deleted_by IS NULL))
);
CREATE INDEX benevolence_document_application ON benevolence_document (application_id);

-- The levels that have to approve, as the settings were when the application was handed in (for the n-th time).
CREATE TABLE benevolence_step (
    application_id uuid NOT NULL REFERENCES benevolence_application ON DELETE RESTRICT,
    round integer NOT NULL,
    position integer NOT NULL,
    level_id uuid NOT NULL REFERENCES benevolence_level ON DELETE RESTRICT,
    name text NOT NULL,
    duty text NOT NULL,
    PRIMARY KEY (application_id, round, position),
    CONSTRAINT benevolence_step_once UNIQUE (application_id, round, level_id)
);
CREATE INDEX benevolence_step_level ON benevolence_step (level_id);

-- What each level decided, with the arithmetic of the cap as it was at that moment.
CREATE TABLE benevolence_review (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL,
    round integer NOT NULL,
    position integer NOT NULL,
    decision text NOT NULL,
    amount numeric(12, 2),
    comment text NOT NULL DEFAULT '',
    override_reason text NOT NULL DEFAULT '',
    cap_amount numeric(12, 2),
    cap_period text NOT NULL,
    cap_paid numeric(12, 2) NOT NULL,
    cap_promised numeric(12, 2) NOT NULL,
    problems text[] NOT NULL DEFAULT '{}',
    alternate_for text NOT NULL DEFAULT '',
    reviewer text NOT NULL DEFAULT session_user,
    reviewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT benevolence_review_step FOREIGN KEY (application_id, round, position)
        REFERENCES benevolence_step (application_id, round, position) ON DELETE RESTRICT,
    CONSTRAINT benevolence_review_decision_known CHECK (
        decision IN ('approved', 'denied', 'needs_information', 'sent_back', 'deferred')),
    CONSTRAINT benevolence_review_amount_fits CHECK (
        (decision = 'approved') = (amount IS NOT NULL) AND amount > 0),
    CONSTRAINT benevolence_review_comment_blank CHECK (decision IN ('approved', 'deferred') OR btrim(comment) <> ''),
    CONSTRAINT benevolence_review_within_rules CHECK (
        decision <> 'approved' OR btrim(override_reason) <> ''
        OR (problems = '{}' AND (cap_amount IS NULL OR amount <= cap_amount - cap_paid - cap_promised)))
);
CREATE UNIQUE INDEX benevolence_review_one_approval ON benevolence_review (application_id, round, position)
    WHERE decision = 'approved';
CREATE UNIQUE INDEX benevolence_review_one_level ON benevolence_review (application_id, round, reviewer)
    WHERE decision = 'approved';

-- Who steps aside, and who sits in their place at that level.
CREATE TABLE benevolence_recusal (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES benevolence_application ON DELETE RESTRICT,
    level_id uuid NOT NULL REFERENCES benevolence_level ON DELETE RESTRICT,
    recused text NOT NULL,
    alternate text NOT NULL,
    reason text NOT NULL,
    recorded_by text NOT NULL DEFAULT session_user,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT benevolence_recusal_reason_blank CHECK (btrim(reason) <> ''),
    CONSTRAINT benevolence_recusal_somebody_else CHECK (recused <> alternate)
);
CREATE INDEX benevolence_recusal_application ON benevolence_recusal (application_id);
CREATE INDEX benevolence_recusal_level ON benevolence_recusal (level_id);

-- What came in after a level had asked for more information.
CREATE TABLE benevolence_answer (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES benevolence_application ON DELETE RESTRICT,
    words text NOT NULL,
    answered_by text NOT NULL DEFAULT session_user,
    answered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT benevolence_answer_blank CHECK (btrim(words) <> '')
);
CREATE INDEX benevolence_answer_application ON benevolence_answer (application_id);

CREATE TABLE benevolence_payment (
    id uuid PRIMARY KEY,
    application_id uuid NOT NULL REFERENCES benevolence_application ON DELETE RESTRICT,
    amount numeric(12, 2) NOT NULL,
    paid_on date NOT NULL,
    method text NOT NULL,
    payee_kind text NOT NULL,
    payee text NOT NULL,
    account text NOT NULL DEFAULT '',
    reference text NOT NULL DEFAULT '',
    is_last boolean NOT NULL DEFAULT false,
    recorded_by text NOT NULL DEFAULT session_user,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    voided_at timestamptz,
    voided_by text,
    void_reason text NOT NULL DEFAULT '',
    CONSTRAINT benevolence_payment_amount_range CHECK (amount > 0),
    CONSTRAINT benevolence_payment_method_known CHECK (
        method IN ('check', 'transfer', 'card', 'money_order', 'cash', 'other')),
    CONSTRAINT benevolence_payment_payee_kind_known CHECK (payee_kind IN ('vendor', 'member')),
    CONSTRAINT benevolence_payment_payee_blank CHECK (btrim(payee) <> ''),
    CONSTRAINT benevolence_payment_void_whole CHECK (
        (voided_at IS NULL) = (voided_by IS NULL) AND (voided_at IS NULL) = (btrim(void_reason) = ''))
);
CREATE INDEX benevolence_payment_application ON benevolence_payment (application_id);
CREATE INDEX benevolence_payment_day ON benevolence_payment (paid_on);
