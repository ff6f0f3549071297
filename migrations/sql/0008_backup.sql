-- Backups: what was proved of each, and where and when they are made. Made by, and belongs to, ip2a_owner.

CREATE TABLE backup (
    id uuid PRIMARY KEY,
    file text NOT NULL,
    folder text NOT NULL,
    machine text NOT NULL DEFAULT '',
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    bytes bigint NOT NULL DEFAULT 0,
    sha256 text NOT NULL DEFAULT '',
    state text NOT NULL,
    proof text NOT NULL DEFAULT '',
    tables jsonb NOT NULL DEFAULT '{}',
    objects jsonb NOT NULL DEFAULT '{}',
    database_name text NOT NULL DEFAULT '',
    database_id uuid,
    server_version integer NOT NULL DEFAULT 0,
    dump_version integer NOT NULL DEFAULT 0,
    schema_version text NOT NULL DEFAULT '',
    anchor text NOT NULL DEFAULT '',
    copied_to text NOT NULL DEFAULT '',
    read_at timestamptz,
    restored_at timestamptz,
    removed_at timestamptz,
    created_by text NOT NULL DEFAULT session_user,
    CONSTRAINT backup_state_known CHECK (state IN ('restored', 'read', 'failed')),
    CONSTRAINT backup_file_blank CHECK (btrim(file) <> ''),
    CONSTRAINT backup_bytes_range CHECK (bytes >= 0),
    CONSTRAINT backup_in_order CHECK (ended_at >= started_at),
    -- Nothing is called proved that was not: an empty file is no backup.
    CONSTRAINT backup_proved CHECK (state = 'failed' OR (bytes > 0 AND read_at IS NOT NULL)),
    CONSTRAINT backup_restored CHECK (state <> 'restored' OR restored_at IS NOT NULL)
);
CREATE INDEX backup_by_time ON backup (started_at DESC);

-- One row: where backups go, and which desktop makes the daily one.
CREATE TABLE backup_settings (
    id uuid PRIMARY KEY,
    singleton boolean NOT NULL DEFAULT true,
    folder text NOT NULL DEFAULT '',
    copy_folder text NOT NULL DEFAULT '',
    programs_folder text NOT NULL DEFAULT '',
    daily_hour integer DEFAULT 2,
    machine text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_by text NOT NULL DEFAULT session_user,
    CONSTRAINT backup_settings_singleton_key UNIQUE (singleton),
    CONSTRAINT backup_settings_one CHECK (singleton),
    CONSTRAINT backup_settings_hour_range CHECK (daily_hour BETWEEN 0 AND 23)
);
-- Its id is the database's own name in the world: a copy has it too, another hall's database never.
INSERT INTO backup_settings (id) VALUES (gen_random_uuid());
CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON backup_settings FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON backup_settings
    FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'id');
