-- Stress data: a whole made-up hall, put in by COPY. Made by, and belongs to, ip2a_owner.
--
-- The rows come in through a table of the session that only the owner can read, and go into their tables statement by
-- statement instead of row by row: every CHECK, key and reference holds for them as for any other, and each row gets its
-- line in the record of who did what. What the triggers would have done row by row is done for all at once. That is
-- possible in an empty hall alone, so nothing of a real one is ever written this way.

-- The tables of a hall, in the order in which they refer to each other; and those of them that the removal of sample
-- data looks for by id.
CREATE FUNCTION stress_tables() RETURNS TABLE (name text, is_recorded boolean)
    LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT * FROM (VALUES
            ('organization', true), ('organization_contact', true), ('member', true), ('member_private', true),
            ('member_contact', true), ('member_status_history', false), ('employment', true), ('agreement', true),
            ('agreement_version', false), ('procedure_step', false), ('procedure_limit', false),
            ('agreement_holiday', false), ('grievance', true), ('grievance_grievant', false),
            ('grievance_article', false), ('grievance_step', false), ('grievance_deadline', false),
            ('information_request', false), ('settlement', false), ('arbitration', false),
            ('benevolence_application', true), ('benevolence_budget_line', false), ('benevolence_document', false),
            ('benevolence_step', false), ('benevolence_review', false), ('benevolence_recusal', false),
            ('benevolence_answer', false), ('benevolence_payment', false), ('note', true),
            ('organizing_campaign', true), ('organizing_worker', true), ('worker_assessment', true),
            ('authorization_card', true), ('salt', true), ('organizing_activity', true),
            ('employer_receptiveness', true)) AS t (name, is_recorded)
    $$;

-- Keeps everybody else from writing until the transaction ends, and refuses where anything was written before.
CREATE FUNCTION stress_begin(of_batch uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one text;
    is_there boolean;
BEGIN
    IF NOT (pg_has_role(session_user, 'ip2a_admin', 'MEMBER') AND pg_has_role(session_user, 'ip2a_private', 'MEMBER')
            AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER')) THEN
        RAISE insufficient_privilege USING MESSAGE = 'only somebody with all duties makes a whole hall';
    END IF;
    FOR one IN SELECT t.name FROM stress_tables() AS t
    LOOP
        EXECUTE format('LOCK TABLE public.%I IN SHARE ROW EXCLUSIVE MODE', one);
        EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', one) INTO is_there;
        IF is_there THEN
            PERFORM ip2a_refuse('stress_data_hall_empty', 'stress data is made in an empty hall only');
        END IF;
    END LOOP;
    CREATE TEMP TABLE stress_hall ON COMMIT DROP AS SELECT of_batch AS batch_id, 0 AS rows;
END
$$;

-- Makes the session's table that takes the rows of one table: the named columns, as text comes in by COPY.
CREATE FUNCTION stress_open(of_table text, columns text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    kept text[] := ARRAY['version', 'created_at', 'created_by', 'updated_at', 'updated_by', 'deleted_at', 'deleted_by'];
    listed text;
BEGIN
    PERFORM stress_must_be_begun();
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY array_position(columns, a.attname::text)) INTO listed
      FROM stress_tables() AS t JOIN pg_attribute AS a ON a.attrelid = format('public.%I', t.name)::regclass
     WHERE t.name = of_table AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
       AND a.attname = ANY (columns) AND a.attname <> ALL (kept);
    IF listed IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'this table takes no stress data';
    END IF;
    EXECUTE format('CREATE TEMP TABLE stress_row ON COMMIT DROP AS SELECT %s FROM public.%I LIMIT 0', listed, of_table);
    EXECUTE format('GRANT INSERT ON pg_temp.stress_row TO %I', session_user);
END
$$;

-- A table of the session that somebody else made could run their code as the owner: only the owner's own ones count.
CREATE FUNCTION stress_must_be_begun() RETURNS uuid
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    batch uuid;
BEGIN
    IF NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = to_regclass('pg_temp.stress_hall') AND c.relkind = 'r'
                      AND pg_get_userbyid(c.relowner) = current_user) THEN
        RAISE insufficient_privilege USING MESSAGE = 'stress data was not begun';
    END IF;
    EXECUTE 'SELECT batch_id FROM pg_temp.stress_hall' INTO batch;
    RETURN batch;
END
$$;

-- Puts what came in into its table, with a line for each row in the record of who did what; says how many.
CREATE FUNCTION stress_take(of_table text) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    batch uuid := stress_must_be_begun();
    kept text := $kept$ARRAY['sort_name', 'search_text', 'version', 'created_at', 'created_by', 'updated_at', 'updated_by']$kept$;
    is_recorded boolean := (SELECT t.is_recorded FROM stress_tables() AS t WHERE t.name = of_table);
    listed text;
    said text[];
    made bigint;
BEGIN
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO listed
      FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.oid = to_regclass('pg_temp.stress_row') AND c.relkind = 'r' AND pg_get_userbyid(c.relowner) = current_user;
    IF listed IS NULL OR is_recorded IS NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'this table takes no stress data';
    END IF;
    -- What audit_row() was told for this table: the column of the timeline, of the record, and who may read it.
    SELECT string_to_array(encode(t.tgargs, 'escape'), '\000') INTO said
      FROM pg_trigger AS t
     WHERE t.tgrelid = format('public.%I', of_table)::regclass AND t.tgfoid = 'public.audit_row()'::regprocedure;
    IF of_table = 'grievance_deadline' THEN
        said := ARRAY['grievance_id', 'id', ''];
        kept := $kept$ARRAY['is_next', 'is_ours']$kept$;
    END IF;
    EXECUTE format('ALTER TABLE public.%I DISABLE TRIGGER USER', of_table);
    EXECUTE format('INSERT INTO public.%I (%s) SELECT %s FROM pg_temp.stress_row', of_table, listed, listed);
    GET DIAGNOSTICS made = ROW_COUNT;
    EXECUTE format('ALTER TABLE public.%I ENABLE TRIGGER USER', of_table);
    IF said IS NOT NULL THEN
        EXECUTE format(
            'INSERT INTO audit_log (action, table_name, record_id, subject_id, duty, after) '
            'SELECT ''insert'', %L, t.%I, t.%I, %s, to_jsonb(t) - %s FROM public.%I AS t',
            of_table, said[2], said[1], CASE
                WHEN said[3] <> '' THEN quote_literal(said[3])
                WHEN of_table = 'member_private' THEN quote_literal('private')
                WHEN of_table = 'note' THEN
                    $kept$CASE WHEN t.visibility = 'officers' THEN 'officers'
                               WHEN t.application_id IS NOT NULL THEN 'office' ELSE '' END$kept$
                ELSE quote_literal('') END,
            kept, of_table);
    END IF;
    IF is_recorded THEN
        EXECUTE format(
            'INSERT INTO import_row (batch_id, row_number, fate, table_name, record_id, version_after) '
            'SELECT %L, h.rows + row_number() OVER (), ''new'', %L, t.id, t.version FROM public.%I AS t, pg_temp.stress_hall AS h',
            batch, of_table, of_table);
        EXECUTE 'UPDATE pg_temp.stress_hall SET rows = rows + $1' USING made;
    END IF;
    DROP TABLE pg_temp.stress_row;
    RETURN made;
END
$$;

-- The next numbers of cases and applications follow the last ones, and the planner learns what is there now.
CREATE FUNCTION stress_end() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one text;
BEGIN
    PERFORM stress_must_be_begun();
    INSERT INTO grievance_counter AS c (year, last)
    SELECT g.number_year, max(g.number_seq) FROM grievance AS g GROUP BY g.number_year
        ON CONFLICT (year) DO UPDATE SET last = EXCLUDED.last;
    PERFORM sample_application_counters();
    FOR one IN SELECT t.name FROM stress_tables() AS t UNION ALL SELECT * FROM (VALUES ('audit_log'), ('import_row')) AS o
    LOOP
        EXECUTE format('ANALYZE public.%I', one);
    END LOOP;
    DROP TABLE pg_temp.stress_hall;
END
$$;

REVOKE ALL ON FUNCTION stress_tables(), stress_begin(uuid), stress_open(text, text[]), stress_must_be_begun(),
    stress_take(text), stress_end() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION stress_begin(uuid), stress_open(text, text[]), stress_take(text), stress_end() TO ip2a_admin;
