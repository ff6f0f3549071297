-- Health checks: what the rules should be, who is checking, what was found. Made by, and belongs to, ip2a_owner.

-- The rules and objects as the migrations left them, written at the end of each: a rule that was dropped or switched
-- off is missed, and what it held can still be asked.
CREATE TABLE catalog_snapshot (
    kind text NOT NULL,
    table_name text NOT NULL,
    name text NOT NULL,
    definition text NOT NULL,
    details jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (kind, table_name, name)
);

-- Who does a work that only one desktop may do at a time. A desktop that died leaves a lease that runs out.
CREATE TABLE maintenance_lease (
    name text PRIMARY KEY,
    token uuid NOT NULL,
    holder text NOT NULL DEFAULT session_user,
    machine text NOT NULL DEFAULT '',
    until timestamptz NOT NULL,
    CONSTRAINT maintenance_lease_name_blank CHECK (btrim(name) <> '')
);

CREATE TABLE health_run (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    person text NOT NULL DEFAULT session_user,
    machine text NOT NULL DEFAULT '',
    verdict text NOT NULL,
    sentence text NOT NULL,
    was_cancelled boolean NOT NULL DEFAULT false,
    results jsonb NOT NULL,
    CONSTRAINT health_run_kind_known CHECK (kind IN ('integrity', 'resilience', 'full', 'catalog')),
    CONSTRAINT health_run_verdict_known CHECK (verdict IN ('pass', 'warn', 'fail', 'partial', 'not_run')),
    CONSTRAINT health_run_in_order CHECK (ended_at >= started_at)
);
CREATE INDEX health_run_started ON health_run (started_at DESC);

-- One row for each time that a distinct problem was open; a problem that comes back opens a new one.
CREATE TABLE health_problem (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    fingerprint text NOT NULL,
    check_name text NOT NULL,
    rule text NOT NULL,
    table_name text NOT NULL DEFAULT '',
    record_key text NOT NULL DEFAULT '',
    words text NOT NULL DEFAULT '',
    severity text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    opened_run uuid NOT NULL REFERENCES health_run ON DELETE RESTRICT,
    seen_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    closed_at timestamptz,
    closed_run uuid REFERENCES health_run ON DELETE RESTRICT,
    CONSTRAINT health_problem_severity_known CHECK (severity IN ('critical', 'high', 'medium', 'low')),
    CONSTRAINT health_problem_closed_whole CHECK ((closed_at IS NULL) = (closed_run IS NULL))
);
CREATE UNIQUE INDEX health_problem_one_open ON health_problem (fingerprint) WHERE closed_at IS NULL;
CREATE INDEX health_problem_opened ON health_problem (opened_at);
CREATE INDEX health_problem_opened_run ON health_problem (opened_run);
CREATE INDEX health_problem_closed_run ON health_problem (closed_run) WHERE closed_run IS NOT NULL;

CREATE TABLE health_mute (
    id uuid PRIMARY KEY,
    fingerprint text NOT NULL,
    rule text NOT NULL,
    reason text NOT NULL,
    until date NOT NULL,
    muted_by text NOT NULL DEFAULT session_user,
    muted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    ended_by text,
    CONSTRAINT health_mute_reason_blank CHECK (btrim(reason) <> ''),
    CONSTRAINT health_mute_until_range CHECK (
        until >= (muted_at AT TIME ZONE 'UTC')::date - 1 AND until <= (muted_at AT TIME ZONE 'UTC')::date + 366),
    CONSTRAINT health_mute_ended_whole CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE UNIQUE INDEX health_mute_one ON health_mute (fingerprint) WHERE ended_at IS NULL;
-- Who silenced what stands in the record of who did what.
CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON health_mute
    FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'id');

-- ---------------------------------------------------------------------------------------------------------------
-- A row whose visibility or duty is none of the list (written past every rule) is hidden from nobody who sees all the
-- others: otherwise no check could ever find it.
ALTER POLICY note_by_visibility ON note USING (
    (application_id IS NULL OR ip2a_reads_fund())
    AND (
        visibility = 'all'
        OR (visibility = 'staff' AND pg_has_role(session_user, 'ip2a_staff', 'MEMBER'))
        OR ip2a_is_officer()
    )
);
ALTER POLICY audit_log_by_duty ON audit_log USING (
    duty = ''
    OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
    OR (duty = 'officers' AND ip2a_is_officer())
    OR (duty = 'office' AND ip2a_is_office())
    OR (duty = 'organizer' AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER'))
    OR (coalesce(duty NOT IN ('', 'private', 'officers', 'office', 'organizer'), true) AND ip2a_is_officer()
        AND pg_has_role(session_user, 'ip2a_private', 'MEMBER') AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER'))
);
