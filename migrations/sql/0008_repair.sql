-- Repairs: what was done to which row, as it was and as it became, and back again. Made by, and belongs to, ip2a_owner.
-- Nothing is ever lost: a row that is set aside stands whole in the journal.

CREATE TABLE repair (
    id uuid PRIMARY KEY,
    batch_id uuid NOT NULL,
    rule text NOT NULL,
    title text NOT NULL,
    machine text NOT NULL DEFAULT '',
    is_automatic boolean NOT NULL DEFAULT false,
    done_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    done_by text NOT NULL DEFAULT session_user
);
CREATE INDEX repair_by_time ON repair (done_at DESC);

CREATE TABLE repair_journal (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    repair_id uuid NOT NULL REFERENCES repair ON DELETE RESTRICT,
    place integer NOT NULL,
    kind text NOT NULL,
    table_name text NOT NULL,
    record_id uuid,
    words text NOT NULL DEFAULT '',
    why text NOT NULL DEFAULT '',
    before jsonb,
    after jsonb,
    undone_at timestamptz,
    undone_by text,
    CONSTRAINT repair_journal_kind_known CHECK (kind IN ('change', 'add', 'set_aside', 'server')),
    CONSTRAINT repair_journal_undone_whole CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CONSTRAINT repair_journal_rows CHECK (
        CASE kind WHEN 'change' THEN before IS NOT NULL AND after IS NOT NULL
                  WHEN 'add' THEN before IS NULL AND after IS NOT NULL
                  WHEN 'set_aside' THEN before IS NOT NULL AND after IS NULL
                  ELSE before IS NULL AND after IS NULL END)
);
CREATE INDEX repair_journal_repair ON repair_journal (repair_id, place);
CREATE INDEX repair_journal_record ON repair_journal (record_id);

-- What a declared rule's repair writes, and only into rows for which this is true.
CREATE TABLE repair_rule (
    rule text PRIMARY KEY,
    table_name text NOT NULL,
    changes jsonb NOT NULL,
    condition text NOT NULL
);
INSERT INTO repair_rule VALUES
    ('employment.current_with_end', 'employment', '{"is_current": false}', 'is_current AND ended_on <= ip2a_today()'),
    ('member.left_on_referral_book', 'member', '{"referral_book": "", "referral_registered_at": null}',
     $$deleted_at IS NULL AND status IN ('deceased', 'withdrawn') AND referral_book <> ''$$);

-- ---------------------------------------------------------------------------------------------------------------
CREATE FUNCTION repair_need_admin() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin repairs records';
    END IF;
END
$$;

-- A row as it stands, kept from others meanwhile; NULL where there is none.
CREATE FUNCTION repair_row(p_table text, p_id uuid) RETURNS jsonb
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    found_row jsonb;
BEGIN
    EXECUTE format('SELECT to_jsonb(t) FROM %I AS t WHERE id = $1 FOR UPDATE', p_table) INTO found_row USING p_id;
    RETURN found_row;
END
$$;

-- A row without what the server stamps on it: what people mean when they say that it is as it was.
CREATE FUNCTION repair_contents(p_row jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
    RETURN p_row - ARRAY['version', 'updated_at', 'updated_by'];

-- The columns of a table that can be written.
CREATE FUNCTION repair_columns(p_table text) RETURNS SETOF text
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    BEGIN ATOMIC
        SELECT attname::text FROM pg_attribute
         WHERE attrelid = format('public.%I', p_table)::regclass AND attnum > 0 AND NOT attisdropped
           AND attgenerated = '';
    END;

-- The reference that a rule is about, as the migrations left it: its own name is the rule's.
CREATE FUNCTION repair_reference(p_rule text, OUT child text, OUT child_column text, OUT parent text,
                                 OUT parent_column text)
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    BEGIN ATOMIC
        SELECT table_name, details -> 'columns' ->> 0, details ->> 'parent', details -> 'parent_columns' ->> 0
          FROM catalog_snapshot
         WHERE kind = 'constraint' AND name = p_rule AND details ->> 'type' = 'f'
           AND jsonb_array_length(details -> 'columns') = 1;
    END;

-- Refuses what the rule does not stand for: this is no door to write any row with.
CREATE FUNCTION repair_check(p_rule text, p_kind text, p_table text, p_id uuid, p_changes jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    declared repair_rule;
    reference record;
    is_so boolean := false;
BEGIN
    SELECT * INTO declared FROM repair_rule WHERE rule = p_rule;
    SELECT * INTO reference FROM repair_reference(p_rule);
    IF p_kind = 'change' AND declared.rule IS NOT NULL THEN
        IF p_table = declared.table_name AND p_changes = declared.changes THEN
            EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE id = $1 AND (%s))', p_table, declared.condition)
               INTO is_so USING p_id;
        END IF;
    ELSIF p_kind = 'change' THEN
        -- Written again as it is, so that the server computes anew what it computes.
        is_so := p_changes = '{}' AND EXISTS (
            SELECT FROM catalog_snapshot
             WHERE kind = 'column' AND table_name = p_table AND p_rule = format('%s_%s_generated', table_name, name));
    ELSIF p_kind = 'set_aside' AND p_table = reference.child THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I AS c WHERE c.id = $1 AND c.%I IS NOT NULL '
                       'AND NOT EXISTS (SELECT FROM %I AS p WHERE p.%I = c.%2$I))',
                       reference.child, reference.child_column, reference.parent, reference.parent_column)
           INTO is_so USING p_id;
    ELSIF p_kind = 'add' AND p_table = reference.parent AND p_table IN ('member', 'organization') THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1) AND NOT EXISTS (SELECT FROM %I WHERE id = $1)',
                       reference.child, reference.child_column, reference.parent)
           INTO is_so USING p_id;
    END IF;
    IF NOT is_so THEN
        RAISE check_violation USING MESSAGE = 'it is not as it was when the repair was shown';
    END IF;
END
$$;

-- Does one row's part of a repair and writes it into the journal.
CREATE FUNCTION repair_one(p_repair uuid, p_rule text, p_place integer, p_row jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    kind text := p_row ->> 'kind';
    place_name text := p_row ->> 'table';
    subject uuid := (p_row ->> 'id')::uuid;
    changes jsonb := coalesce(p_row -> 'changes', '{}');
    names text;
    was jsonb;
    now_is jsonb;
BEGIN
    was := repair_row(place_name, subject);
    IF kind <> 'add' AND (was IS NULL OR NOT was @> coalesce(p_row -> 'expected', '{}')) THEN
        RAISE check_violation USING MESSAGE = 'it is not as it was when the repair was shown';
    END IF;
    PERFORM repair_check(p_rule, kind, place_name, subject, changes);
    SELECT string_agg(quote_ident(key), ', ') INTO names FROM jsonb_object_keys(changes) AS key;
    CASE kind
        WHEN 'change' THEN
            EXECUTE CASE WHEN names IS NULL THEN format('UPDATE %I SET id = id WHERE id = $2', place_name)
                ELSE format('UPDATE %I SET (%s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)) WHERE id = $2',
                            place_name, names) END USING changes, subject;
            now_is := repair_row(place_name, subject);
            IF repair_contents(now_is) = repair_contents(was) THEN
                RAISE check_violation USING MESSAGE = 'the server does not compute it any more, so nothing changed';
            END IF;
        WHEN 'add' THEN
            EXECUTE format('INSERT INTO %I (%s) SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)',
                           place_name, names) USING changes;
            now_is := repair_row(place_name, subject);
        WHEN 'set_aside' THEN
            EXECUTE format('DELETE FROM %I WHERE id = $1', place_name) USING subject;
    END CASE;
    INSERT INTO repair_journal (repair_id, place, kind, table_name, record_id, words, why, before, after)
    VALUES (p_repair, p_place, kind, place_name, subject, coalesce(p_row ->> 'words', ''),
            coalesce(p_row ->> 'why', ''), was, now_is);
END
$$;

-- Repairs the rows that a person accepted. A row that is not as it was shown any more, or that cannot be repaired,
-- stays as it is and is named with the reason; empty where it was repaired.
CREATE FUNCTION repair_apply(p_id uuid, p_batch uuid, p_rule text, p_title text, p_machine text, p_automatic boolean,
                             p_rows jsonb) RETURNS TABLE (row_key text, problem text)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one record;
    broken text;
BEGIN
    PERFORM repair_need_admin();
    INSERT INTO repair (id, batch_id, rule, title, machine, is_automatic)
    VALUES (p_id, p_batch, p_rule, p_title, p_machine, p_automatic);
    FOR one IN SELECT r.value, r.ordinality::integer AS place FROM jsonb_array_elements(p_rows) WITH ORDINALITY AS r
    LOOP
        row_key := one.value ->> 'key';
        problem := '';
        BEGIN
            PERFORM repair_one(p_id, p_rule, one.place, one.value);
        EXCEPTION
            WHEN lock_not_available THEN problem := 'somebody is saving it just now';
            WHEN foreign_key_violation OR restrict_violation THEN
                problem := 'other records hang on it, so it cannot be set aside alone';
            WHEN unique_violation THEN problem := 'another record holds by now what may be there once only';
            WHEN not_null_violation THEN problem := 'something else of it is missing, which a person must write';
            WHEN check_violation OR raise_exception THEN
                GET STACKED DIAGNOSTICS broken = CONSTRAINT_NAME;
                problem := CASE broken WHEN '' THEN SQLERRM
                    ELSE 'something else of it breaks a rule, which a person must correct first' END;
        END;
        RETURN NEXT;
    END LOOP;
END
$$;

-- Server work that was done is in the journal too; it has nothing to take back.
CREATE FUNCTION repair_note(p_id uuid, p_batch uuid, p_rule text, p_title text, p_machine text, p_automatic boolean,
                            p_words text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    PERFORM repair_need_admin();
    INSERT INTO repair (id, batch_id, rule, title, machine, is_automatic)
    VALUES (p_id, p_batch, p_rule, p_title, p_machine, p_automatic);
    INSERT INTO repair_journal (repair_id, place, kind, table_name, words)
    SELECT p_id, w.place, 'server', '', w.words FROM unnest(p_words) WITH ORDINALITY AS w (words, place);
END
$$;

-- What a trigger would have written, where none fires: a repair that is taken back stands in the record too.
CREATE FUNCTION repair_audit(p_action text, p_table text, p_id uuid, p_before jsonb, p_after jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    kept text[] := ARRAY['sort_name', 'search_text', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by'];
    old_row jsonb := p_before - kept;
    new_row jsonb := p_after - kept;
    whole jsonb := coalesce(p_after, p_before);
    arguments text[];
BEGIN
    SELECT string_to_array(encode(t.tgargs, 'escape'), '\000') INTO arguments FROM pg_trigger AS t
     WHERE t.tgrelid = format('public.%I', p_table)::regclass AND t.tgfoid = 'audit_row'::regproc LIMIT 1;
    IF arguments IS NULL THEN
        RETURN;  -- a table whose changes are not recorded
    END IF;
    INSERT INTO audit_log (action, table_name, record_id, subject_id, duty, before, after)
    VALUES (p_action, p_table, p_id, coalesce((whole ->> arguments[1])::uuid, p_id),
            CASE WHEN p_table = 'member_private' THEN 'private'
                 WHEN p_table = 'note' AND 'officers' IN (p_before ->> 'visibility', p_after ->> 'visibility') THEN 'officers'
                 ELSE coalesce(arguments[3], '') END, old_row, new_row);
END
$$;

-- Takes one row of the journal back; says what stands in the way, empty where nothing did.
CREATE FUNCTION repair_undo_one(p_row repair_journal) RETURNS text
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    now_is jsonb := repair_row(p_row.table_name, p_row.record_id);
    names text;
    back jsonb := p_row.before;
BEGIN
    IF repair_contents(now_is) IS DISTINCT FROM repair_contents(p_row.after) THEN
        RETURN 'edited';
    END IF;
    SELECT string_agg(quote_ident(c), ', ') INTO names FROM repair_columns(p_row.table_name) AS c;
    CASE p_row.kind
        WHEN 'change' THEN
            -- The version goes on, so that a form that was opened meanwhile notices.
            back := back || jsonb_build_object('version', (now_is ->> 'version')::integer + 1,
                                               'updated_at', clock_timestamp(), 'updated_by', session_user);
            EXECUTE format('UPDATE %I SET (%s) = (SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)) WHERE id = $2',
                           p_row.table_name, names) USING back, p_row.record_id;
            PERFORM repair_audit('update', p_row.table_name, p_row.record_id, now_is, back);
        WHEN 'add' THEN
            IF current_setting('session_replication_role') <> 'replica' THEN
                -- A reference in force would refuse, or take with it what was there before the repair.
                RETURN 'other records name it, and this server lets nobody take it away from under them';
            END IF;
            EXECUTE format('DELETE FROM %I WHERE id = $1', p_row.table_name) USING p_row.record_id;
            IF p_row.table_name = 'member' THEN  -- with the line that the history got of its making
                DELETE FROM member_status_history AS h
                 WHERE h.member_id = p_row.record_id AND h.recorded_at >= (p_row.after ->> 'created_at')::timestamptz;
            END IF;
            PERFORM repair_audit('delete', p_row.table_name, p_row.record_id, now_is, NULL);
        WHEN 'set_aside' THEN
            EXECUTE format('INSERT INTO %I (%s) OVERRIDING SYSTEM VALUE '
                           'SELECT %2$s FROM jsonb_populate_record(NULL::%1$I, $1)',
                           p_row.table_name, names) USING back;
            PERFORM repair_audit('insert', p_row.table_name, p_row.record_id, NULL, back);
    END CASE;
    RETURN '';
END
$$;

-- Takes a repair back, the last row first. Rows are put exactly as they were, whatever rule that breaks again: the
-- checks will find them once more. What somebody edited since stays, and is given back as it stands.
CREATE FUNCTION repair_undo(p_id uuid)
    RETURNS TABLE (journal_id uuid, table_name text, record_id uuid, words text, problem text, left_as jsonb, now_is jsonb)
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one repair_journal;
BEGIN
    PERFORM repair_need_admin();
    PERFORM FROM repair AS r WHERE r.id = p_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE no_data_found USING MESSAGE = 'there is no such repair';
    END IF;
    BEGIN
        PERFORM set_config('session_replication_role', 'replica', true);
    EXCEPTION WHEN insufficient_privilege THEN
        NULL;  -- rules stay in force, and what breaks one cannot be put back: it is named below
    END;
    FOR one IN SELECT j.* FROM repair_journal AS j
                WHERE j.repair_id = p_id AND j.undone_at IS NULL AND j.kind <> 'server' ORDER BY j.place DESC
    LOOP
        journal_id := one.id;
        table_name := one.table_name;
        record_id := one.record_id;
        words := one.words;
        BEGIN
            problem := repair_undo_one(one);
        EXCEPTION WHEN integrity_constraint_violation OR raise_exception THEN
            problem := SQLERRM;
        END;
        IF problem = '' THEN
            UPDATE repair_journal AS j SET undone_at = clock_timestamp(), undone_by = session_user WHERE j.id = one.id;
            left_as := NULL;
            now_is := NULL;
        ELSE
            left_as := one.after;
            now_is := repair_row(one.table_name, one.record_id);
        END IF;
        RETURN NEXT;
    END LOOP;
    IF current_setting('session_replication_role') = 'replica' THEN
        PERFORM set_config('session_replication_role', 'origin', true);
    END IF;
END
$$;

DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT p.oid FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'repair\_%'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION repair_apply(uuid, uuid, text, text, text, boolean, jsonb) TO ip2a_admin;
GRANT EXECUTE ON FUNCTION repair_note(uuid, uuid, text, text, text, boolean, text[]) TO ip2a_admin;
GRANT EXECUTE ON FUNCTION repair_undo(uuid) TO ip2a_admin;
