-- Notices to the admins: an outbox from which any desktop delivers. Made by, and belongs to, ip2a_owner.

CREATE TABLE notice_channel (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    name text NOT NULL,
    address text NOT NULL DEFAULT '',
    is_on boolean NOT NULL DEFAULT true,
    minimum text NOT NULL DEFAULT 'medium',
    digest text NOT NULL DEFAULT 'at_once',
    settings jsonb NOT NULL DEFAULT '{}',
    removed_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT notice_channel_kind_known CHECK (kind IN ('log', 'email', 'slack', 'webhook')),
    CONSTRAINT notice_channel_name_blank CHECK (btrim(name) <> ''),
    CONSTRAINT notice_channel_minimum_known CHECK (minimum IN ('critical', 'high', 'medium', 'low')),
    CONSTRAINT notice_channel_digest_known CHECK (digest IN ('at_once', 'daily', 'weekly')),
    -- What goes out of the house goes out encrypted.
    CONSTRAINT notice_channel_webhook_https CHECK (kind <> 'webhook' OR address ~ '^https://[^/]'),
    CONSTRAINT notice_channel_email_address CHECK (kind <> 'email' OR address ~ '^[^@\s]+@[^@\s]+$')
);

CREATE TABLE notice (
    id uuid PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    priority text NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    body text NOT NULL DEFAULT '',
    key text NOT NULL,
    told_by text NOT NULL DEFAULT session_user,
    CONSTRAINT notice_priority_known CHECK (priority IN ('critical', 'high', 'medium', 'low')),
    CONSTRAINT notice_title_blank CHECK (btrim(title) <> ''),
    -- The same thing is told once, whichever desktop notices it.
    CONSTRAINT notice_key_key UNIQUE (key)
);
CREATE INDEX notice_by_time ON notice (at DESC);

CREATE TABLE notice_delivery (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    notice_id uuid NOT NULL REFERENCES notice ON DELETE RESTRICT,
    channel_id uuid NOT NULL REFERENCES notice_channel ON DELETE RESTRICT,
    state text NOT NULL DEFAULT 'waiting',
    tries integer NOT NULL DEFAULT 0,
    last_try_at timestamptz,
    next_try_at timestamptz,
    error text NOT NULL DEFAULT '',
    CONSTRAINT notice_delivery_state_known CHECK (state IN ('waiting', 'sent', 'retrying', 'failed')),
    CONSTRAINT notice_delivery_tries_range CHECK (tries >= 0),
    CONSTRAINT notice_delivery_once UNIQUE (notice_id, channel_id)
);
CREATE INDEX notice_delivery_due ON notice_delivery (next_try_at) WHERE state IN ('waiting', 'retrying');
CREATE INDEX notice_delivery_channel ON notice_delivery (channel_id);

CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON notice_channel FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON notice_channel
    FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'id');
