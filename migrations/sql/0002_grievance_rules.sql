-- What no case may ever be, whoever writes it; and the verbs by which a case goes on, for the office.

-- A step that a case has reached keeps its place, and so do all before it.
CREATE FUNCTION procedure_step_in_use() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    first_touched integer := NEW.position;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.position = OLD.position AND NEW.form = OLD.form AND NEW.deleted_at IS NOT DISTINCT FROM OLD.deleted_at
           AND NEW.agreement_version_id = OLD.agreement_version_id THEN
            RETURN NEW;
        END IF;
        first_touched := least(OLD.position, NEW.position);
    END IF;
    IF EXISTS (SELECT FROM grievance_step AS s JOIN procedure_step AS p ON p.id = s.procedure_step_id
                WHERE p.agreement_version_id = NEW.agreement_version_id AND s.position >= first_touched) THEN
        PERFORM ip2a_refuse('procedure_step_in_use', 'a case has already reached this step');
    END IF;
    RETURN NEW;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Gives a new case its number. Looks for the id under the counter's lock: a save that is sent twice takes one number.
CREATE FUNCTION grievance_number() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    NEW.number_year := extract(year FROM ip2a_today());
    INSERT INTO grievance_counter AS c (year, last) VALUES (NEW.number_year, 1)
        ON CONFLICT (year) DO UPDATE SET last = c.last + 1
        RETURNING c.last INTO NEW.number_seq;
    IF EXISTS (SELECT FROM grievance WHERE id = NEW.id) THEN
        UPDATE grievance_counter SET last = last - 1 WHERE year = NEW.number_year;
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION grievance_standing() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    by_hand boolean := current_user <> 'ip2a_owner';
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'preparing' THEN
            PERFORM ip2a_refuse('grievance_status_order', 'a new case is being prepared and nothing else');
        END IF;
    ELSE
        IF by_hand AND (NEW.number_year, NEW.number_seq, NEW.status, NEW.step_position, NEW.close_remarks)
                IS DISTINCT FROM (OLD.number_year, OLD.number_seq, OLD.status, OLD.step_position, OLD.close_remarks)
           OR by_hand AND (NEW.outcome, NEW.closed_on, NEW.merged_into_id)
                IS DISTINCT FROM (OLD.outcome, OLD.closed_on, OLD.merged_into_id) THEN
            PERFORM ip2a_refuse('grievance_by_verb', 'a case goes on by filing, appealing, settling and closing only');
        END IF;
        IF NEW.status <> OLD.status AND NOT (OLD.status, NEW.status) IN (
                ('preparing', 'open'), ('preparing', 'arbitration'), ('preparing', 'closed'),
                ('open', 'arbitration'), ('open', 'settled'), ('open', 'closed'),
                ('arbitration', 'settled'), ('arbitration', 'closed'), ('settled', 'closed')) THEN
            PERFORM ip2a_refuse('grievance_status_order', format('a case cannot go from %s to %s', OLD.status, NEW.status));
        END IF;
        IF OLD.status = 'closed' AND (NEW.outcome, NEW.closed_on) IS DISTINCT FROM (OLD.outcome, OLD.closed_on) THEN
            PERFORM ip2a_refuse('grievance_status_order', 'a closed case keeps its outcome');
        END IF;
        IF OLD.status <> 'preparing' AND (NEW.kind, NEW.agreement_version_id)
                IS DISTINCT FROM (OLD.kind, OLD.agreement_version_id) THEN
            PERFORM ip2a_refuse('grievance_filed_under', 'a filed case keeps its kind and its agreement');
        END IF;
        IF NEW.status = 'settled' AND OLD.status <> 'settled' AND NOT EXISTS (
                SELECT FROM settlement AS s WHERE s.id = NEW.id AND s.signed_on IS NOT NULL) THEN
            PERFORM ip2a_refuse('grievance_settlement_first', 'a settled case needs a settlement that both sides signed');
        END IF;
        IF NEW.status = 'closed' AND OLD.status <> 'closed' THEN
            PERFORM grievance_closing(OLD, NEW);
        END IF;
    END IF;
    IF NEW.status = 'preparing' THEN
        NEW.step_position := grievance_entry(NEW.agreement_version_id, NEW.kind);
        IF NEW.step_position IS NULL THEN
            PERFORM ip2a_refuse('grievance_no_procedure', 'this version of the agreement has no procedure yet');
        END IF;
    END IF;
    RETURN NEW;
END
$$;

-- Each outcome needs what makes it true.
CREATE FUNCTION grievance_closing(was grievance, becomes grievance) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF (was.status = 'settled') <> (becomes.outcome = 'settled') THEN
        PERFORM ip2a_refuse('grievance_outcome_settled', 'a settled case closes as settled, and no other does');
    END IF;
    IF becomes.outcome IN ('sustained', 'denied') AND NOT EXISTS (
            SELECT FROM grievance_step AS s WHERE s.grievance_id = becomes.id AND s.answered_on IS NOT NULL
            UNION ALL SELECT FROM arbitration AS a WHERE a.id = becomes.id AND a.award_on IS NOT NULL) THEN
        PERFORM ip2a_refuse('grievance_decided_first', 'a case is sustained or denied by an answer or an award');
    END IF;
    IF becomes.closed_on > ip2a_today() OR becomes.closed_on < becomes.occurred_on OR EXISTS (
            SELECT FROM grievance_step AS s WHERE s.grievance_id = becomes.id AND s.filed_on > becomes.closed_on) THEN
        PERFORM ip2a_refuse('grievance_closed_after_filed', 'a case closes after it was filed, and not in the future');
    END IF;
END
$$;

-- A case without a grievant, or grievants without a lead.
CREATE FUNCTION grievance_check_grievants(case_id uuid) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    has_one boolean := EXISTS (
        SELECT FROM grievance_grievant AS p WHERE p.grievance_id = case_id AND p.deleted_at IS NULL);
BEGIN
    IF NOT has_one AND EXISTS (SELECT FROM grievance AS g WHERE g.id = case_id AND g.kind <> 'policy') THEN
        PERFORM ip2a_refuse('grievance_has_grievant', 'only a union or policy grievance goes without a grievant');
    END IF;
    IF has_one AND NOT EXISTS (SELECT FROM grievance_grievant AS p
                                WHERE p.grievance_id = case_id AND p.is_lead AND p.deleted_at IS NULL) THEN
        PERFORM ip2a_refuse('grievance_has_lead', 'one of the grievants is the lead');
    END IF;
END
$$;

-- Looked at when all is written.
CREATE FUNCTION grievance_has_grievants() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    PERFORM grievance_check_grievants((to_jsonb(coalesce(NEW, OLD)) ->> TG_ARGV[0])::uuid);
    RETURN NULL;
END
$$;

-- Steps come in the order of the procedure, each after the one before, none in the future, none once it is settled.
CREATE FUNCTION grievance_step_order() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    of_case grievance;
    before grievance_step;
    expected procedure_step;
BEGIN
    SELECT * INTO of_case FROM grievance WHERE id = NEW.grievance_id;
    IF of_case.status IN ('settled', 'closed') THEN
        PERFORM ip2a_refuse('grievance_is_over', 'the case is settled or closed');
    END IF;
    SELECT * INTO before FROM grievance_step AS s
     WHERE s.grievance_id = NEW.grievance_id AND s.id <> NEW.id AND (TG_OP = 'INSERT' OR s.position < NEW.position)
     ORDER BY s.position DESC LIMIT 1;
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.grievance_id, NEW.procedure_step_id, NEW.position)
                IS DISTINCT FROM (OLD.grievance_id, OLD.procedure_step_id, OLD.position) THEN
            PERFORM ip2a_refuse('grievance_step_order', 'a step keeps its place');
        END IF;
    ELSE
        SELECT * INTO expected FROM procedure_step AS p
         WHERE p.agreement_version_id = of_case.agreement_version_id AND p.deleted_at IS NULL
           AND CASE WHEN before.id IS NULL THEN p.position = of_case.step_position ELSE p.position > before.position END
         ORDER BY p.position LIMIT 1;
        IF expected.id IS NULL OR NEW.procedure_step_id IS DISTINCT FROM expected.id
           OR NEW.position IS DISTINCT FROM expected.position THEN
            PERFORM ip2a_refuse('grievance_step_order', 'the steps of the agreement are taken one after the other');
        END IF;
    END IF;
    IF NEW.filed_on < coalesce(before.answered_on, before.filed_on, of_case.occurred_on) THEN
        PERFORM ip2a_refuse('grievance_filed_after_before', 'a step is filed after what went before it');
    END IF;
    IF greatest(NEW.filed_on, NEW.answered_on) > ip2a_today() THEN
        PERFORM ip2a_refuse('grievance_step_not_in_future', 'nothing is filed or answered in the future');
    END IF;
    RETURN NEW;
END
$$;

-- What both sides signed stays as it was signed.
CREATE FUNCTION settlement_is_kept() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF (NEW.terms, NEW.signed_on, NEW.union_signer, NEW.employer_signer, NEW.is_precedent, NEW.amount, NEW.comply_by)
            IS DISTINCT FROM
       (OLD.terms, OLD.signed_on, OLD.union_signer, OLD.employer_signer, OLD.is_precedent, OLD.amount, OLD.comply_by)
       AND EXISTS (SELECT FROM grievance AS g WHERE g.id = NEW.id AND g.status IN ('settled', 'closed')) THEN
        PERFORM ip2a_refuse('settlement_is_signed', 'a signed settlement is not changed any more');
    END IF;
    RETURN NEW;
END
$$;

CREATE FUNCTION arbitration_was_demanded() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM grievance_step AS s JOIN procedure_step AS p ON p.id = s.procedure_step_id
                    WHERE s.grievance_id = NEW.id AND p.form = 'arbitration') THEN
        PERFORM ip2a_refuse('arbitration_not_demanded', 'arbitration is demanded at its step of the procedure');
    END IF;
    IF NEW.award_on > ip2a_today() THEN
        PERFORM ip2a_refuse('arbitration_award_not_in_future', 'no award is given in the future');
    END IF;
    RETURN NEW;
END
$$;

-- Strikes alternate, in order, and leave one name; only the last strike can be taken back. The order is the server's.
CREATE FUNCTION arbitration_strike() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    strikes integer;
    names integer;
    first_side text;
    turn text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.struck_by IS NOT NULL THEN
            PERFORM ip2a_refuse('arbitration_strike_turn', 'a name is put on the panel before it is struck');
        END IF;
        NEW.strike_order := NULL;
        RETURN NEW;
    END IF;
    IF NEW.struck_by IS NOT DISTINCT FROM OLD.struck_by AND NEW.deleted_at IS NOT DISTINCT FROM OLD.deleted_at THEN
        NEW.strike_order := OLD.strike_order;
        RETURN NEW;
    END IF;
    PERFORM FROM arbitration WHERE id = NEW.grievance_id FOR UPDATE;
    SELECT count(struck_by), count(*) INTO strikes, names FROM arbitration_panelist
     WHERE grievance_id = NEW.grievance_id AND deleted_at IS NULL;
    IF NEW.deleted_at IS DISTINCT FROM OLD.deleted_at THEN
        IF strikes > 0 THEN
            PERFORM ip2a_refuse('arbitration_panel_is_set', 'the names stay once the first one was struck');
        END IF;
        RETURN NEW;
    END IF;
    IF NOT EXISTS (SELECT FROM grievance AS g WHERE g.id = NEW.grievance_id AND g.status = 'arbitration') THEN
        PERFORM ip2a_refuse('grievance_is_over', 'names are struck while the case is in arbitration');
    END IF;
    IF NEW.struck_by IS NULL OR OLD.struck_by IS NOT NULL THEN
        IF NEW.struck_by IS NOT NULL OR OLD.strike_order <> strikes THEN
            PERFORM ip2a_refuse('arbitration_strike_last', 'only the last strike can be taken back');
        END IF;
        NEW.strike_order := NULL;
        RETURN NEW;
    END IF;
    SELECT CASE p.first_strike WHEN 'grieving' THEN 'union' ELSE 'employer' END INTO first_side
      FROM grievance_step AS s JOIN procedure_step AS p ON p.id = s.procedure_step_id
     WHERE s.grievance_id = NEW.grievance_id AND p.form = 'arbitration';
    turn := CASE WHEN strikes % 2 = 0 THEN first_side WHEN first_side = 'union' THEN 'employer' ELSE 'union' END;
    IF NEW.struck_by <> turn THEN
        PERFORM ip2a_refuse('arbitration_strike_turn', 'the other side strikes now');
    END IF;
    IF strikes >= names - 1 THEN
        PERFORM ip2a_refuse('arbitration_strike_leaves_one', 'the last name is the arbitrator');
    END IF;
    NEW.strike_order := strikes + 1;
    RETURN NEW;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Trigger names sort in the order in which they must run.
CREATE TRIGGER a_confirm BEFORE INSERT OR UPDATE ON agreement_version
    FOR EACH ROW EXECUTE FUNCTION agreement_version_confirm();
CREATE TRIGGER a_in_use BEFORE INSERT OR UPDATE ON procedure_step
    FOR EACH ROW EXECUTE FUNCTION procedure_step_in_use();
CREATE TRIGGER a_number BEFORE INSERT ON grievance FOR EACH ROW EXECUTE FUNCTION grievance_number();
CREATE TRIGGER b_standing BEFORE INSERT OR UPDATE ON grievance FOR EACH ROW EXECUTE FUNCTION grievance_standing();
CREATE TRIGGER a_order BEFORE INSERT OR UPDATE ON grievance_step FOR EACH ROW EXECUTE FUNCTION grievance_step_order();
CREATE TRIGGER a_kept BEFORE UPDATE ON settlement FOR EACH ROW EXECUTE FUNCTION settlement_is_kept();
CREATE TRIGGER a_demanded BEFORE INSERT OR UPDATE ON arbitration
    FOR EACH ROW EXECUTE FUNCTION arbitration_was_demanded();
CREATE TRIGGER a_strike BEFORE INSERT OR UPDATE ON arbitration_panelist
    FOR EACH ROW EXECUTE FUNCTION arbitration_strike();
CREATE CONSTRAINT TRIGGER x_grievants AFTER INSERT OR UPDATE ON grievance
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grievance_has_grievants('id');
CREATE CONSTRAINT TRIGGER x_grievants AFTER UPDATE OR DELETE ON grievance_grievant
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grievance_has_grievants('grievance_id');

DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('agreement', 'id'), ('agreement_version', 'agreement_id'), ('agreement_article', 'agreement_version_id'),
        ('agreement_holiday', 'agreement_version_id'), ('procedure_step', 'agreement_version_id'),
        ('procedure_limit', 'agreement_version_id'), ('grievance', 'id'), ('grievance_grievant', 'grievance_id'),
        ('grievance_article', 'grievance_id'), ('grievance_step', 'grievance_id'),
        ('grievance_extension', 'grievance_id'), ('information_request', 'grievance_id'), ('settlement', 'id'),
        ('arbitration', 'id'), ('arbitration_panelist', 'grievance_id')) AS t (name, subject)
    LOOP
        EXECUTE format('CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION stamp_row()', one.name);
        EXECUTE format('CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION audit_row(%L, %L)', one.name, one.subject, 'id');
    END LOOP;
    FOR one IN SELECT * FROM (VALUES
        ('agreement'), ('agreement_version'), ('agreement_article'), ('agreement_holiday'), ('procedure_step'),
        ('procedure_limit'), ('grievance'), ('grievance_grievant'), ('grievance_article'), ('information_request'),
        ('arbitration_panelist')) AS t (name)
    LOOP
        EXECUTE format('CREATE TRIGGER n_bin BEFORE INSERT OR UPDATE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION stamp_bin()', one.name);
    END LOOP;
END
$$;
CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON grievance_fact_sheet FOR EACH ROW EXECUTE FUNCTION stamp_row();
CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON grievance_fact_sheet
    FOR EACH ROW EXECUTE FUNCTION audit_row('id', 'id', 'office');

-- ---------------------------------------------------------------------------------------------------------------
-- The verbs. Each gives back whether it found the case as the person saw it; false means that somebody was faster.

-- Takes the case for writing, for the office alone; NULL where it is not the version that the person saw.
CREATE FUNCTION grievance_take(case_id uuid, expected integer) RETURNS grievance
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    found grievance;
BEGIN
    IF NOT ip2a_is_office() THEN
        RAISE insufficient_privilege USING MESSAGE = 'grievances are the work of the office';
    END IF;
    SELECT * INTO found FROM grievance
     WHERE id = case_id AND version = coalesce(expected, version) AND deleted_at IS NULL FOR UPDATE;
    RETURN found;
END
$$;

-- Makes the running clocks of some cases equal to a list: those that are not on it have become moot.
CREATE FUNCTION grievance_put_deadlines(cases uuid[], deadlines jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET plan_cache_mode = force_custom_plan  -- one case or ten thousand: a plan for one would be wrong for the other
    AS $$
DECLARE
    fresh grievance_deadline[] := ARRAY(
        SELECT n FROM jsonb_populate_recordset(NULL::grievance_deadline, deadlines) AS n
         WHERE n.grievance_id = ANY (cases));
BEGIN
    UPDATE grievance_deadline AS d SET state = 'moot', is_next = false, is_ours = false
     WHERE d.grievance_id = ANY (cases) AND d.state = 'open'
       AND NOT EXISTS (SELECT FROM unnest(fresh) AS n
                        WHERE n.grievance_id = d.grievance_id AND n.position = d.position AND n.act = d.act);
    UPDATE grievance_deadline AS d
       SET side = n.side, lateness = n.lateness, due_on = n.due_on, due_at = n.due_at, explanation = n.explanation,
           state = 'open', done_on = NULL
      FROM unnest(fresh) AS n
     WHERE n.grievance_id = d.grievance_id AND n.position = d.position AND n.act = d.act
       AND (d.side, d.lateness, d.due_at, d.explanation, d.state)
           IS DISTINCT FROM (n.side, n.lateness, n.due_at, n.explanation, 'open');
    INSERT INTO grievance_deadline (grievance_id, position, act, side, lateness, due_on, due_at, explanation)
    SELECT n.grievance_id, n.position, n.act, n.side, n.lateness, n.due_on, n.due_at, n.explanation
      FROM unnest(fresh) AS n
        ON CONFLICT (grievance_id, position, act) DO NOTHING;
    PERFORM grievance_mark_deadlines(cases);
END
$$;

-- Marks the clock that ends next, and the next of the union's own, so that a list need not look for them.
-- The marks that go are taken away first, for there is only one of each in a case.
CREATE FUNCTION grievance_mark_deadlines(cases uuid[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET plan_cache_mode = force_custom_plan  -- one case or ten thousand: a plan for one would be wrong for the other
    AS $$
DECLARE
    wrong uuid[];
    next_marks boolean[];
    our_marks boolean[];
BEGIN
    SELECT array_agg(m.id), array_agg(m.is_next), array_agg(m.is_ours) INTO wrong, next_marks, our_marks
      FROM (SELECT o.id, o.is_next AS was_next, o.is_ours AS was_ours,
                   row_number() OVER (PARTITION BY o.grievance_id ORDER BY o.due_at, o.position, o.act) = 1 AS is_next,
                   o.side = 'union' AND row_number() OVER (
                       PARTITION BY o.grievance_id, o.side ORDER BY o.due_at, o.position, o.act) = 1 AS is_ours
              FROM grievance_deadline AS o
             WHERE o.grievance_id = ANY (cases) AND o.state = 'open') AS m
     WHERE (m.was_next, m.was_ours) <> (m.is_next, m.is_ours);
    UPDATE grievance_deadline SET is_next = false, is_ours = false WHERE id = ANY (wrong) AND (is_next OR is_ours);
    UPDATE grievance_deadline AS d SET is_next = m.is_next, is_ours = m.is_ours
      FROM unnest(wrong, next_marks, our_marks) AS m (id, is_next, is_ours)
     WHERE m.id = d.id AND (m.is_next OR m.is_ours);
END
$$;

-- The record of who did what, for many clocks at once: only what a person reads of them, and only what changed.
CREATE FUNCTION grievance_deadline_audit() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET enable_nestloop = off  -- the planner takes a statement's rows for one, and there may be ten thousand
    AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        INSERT INTO audit_log (action, table_name, record_id, subject_id, after)
        SELECT 'insert', TG_TABLE_NAME, n.id, n.grievance_id, to_jsonb(n) - ARRAY['is_next', 'is_ours'] FROM new_rows AS n;
        RETURN NULL;
    END IF;
    INSERT INTO audit_log (action, table_name, record_id, subject_id, before, after)
    SELECT 'update', TG_TABLE_NAME, n.id, n.grievance_id, told.before, told.after
      FROM new_rows AS n JOIN old_rows AS o ON o.id = n.id
     CROSS JOIN LATERAL (
         SELECT CASE WHEN n.due_at <> o.due_at OR n.explanation <> o.explanation
                     THEN jsonb_build_object('due_on', o.due_on, 'due_at', o.due_at, 'explanation', o.explanation)
                     ELSE '{}' END
                || CASE WHEN (n.state, n.done_on) IS DISTINCT FROM (o.state, o.done_on)
                        THEN jsonb_build_object('state', o.state, 'done_on', o.done_on) ELSE '{}' END
                || CASE WHEN (n.side, n.lateness) <> (o.side, o.lateness)
                        THEN jsonb_build_object('side', o.side, 'lateness', o.lateness) ELSE '{}' END AS before,
                CASE WHEN n.due_at <> o.due_at OR n.explanation <> o.explanation
                     THEN jsonb_build_object('due_on', n.due_on, 'due_at', n.due_at, 'explanation', n.explanation)
                     ELSE '{}' END
                || CASE WHEN (n.state, n.done_on) IS DISTINCT FROM (o.state, o.done_on)
                        THEN jsonb_build_object('state', n.state, 'done_on', n.done_on) ELSE '{}' END
                || CASE WHEN (n.side, n.lateness) <> (o.side, o.lateness)
                        THEN jsonb_build_object('side', n.side, 'lateness', n.lateness) ELSE '{}' END AS after) AS told
     WHERE told.after <> '{}';
    RETURN NULL;
END
$$;
CREATE TRIGGER y_audit_insert AFTER INSERT ON grievance_deadline
    REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION grievance_deadline_audit();
CREATE TRIGGER y_audit_update AFTER UPDATE ON grievance_deadline
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION grievance_deadline_audit();

CREATE FUNCTION grievance_done(case_id uuid, at_position integer, for_act text, on_day date) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        UPDATE grievance_deadline SET state = 'done', done_on = on_day, is_next = false, is_ours = false
         WHERE grievance_id = case_id AND position = at_position AND act = for_act
           AND (state, done_on) IS DISTINCT FROM ('done', on_day)
    $$;

-- Makes grievants, articles and the time to file of a case equal to what its form holds.
CREATE FUNCTION grievance_relate(case_id uuid, grievants jsonb, articles jsonb, deadlines jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, NULL);
BEGIN
    -- One lead at a time: whoever was it gives way before the new one comes.
    UPDATE grievance_grievant AS p SET is_lead = false
     WHERE p.grievance_id = case_id AND p.is_lead AND NOT EXISTS (
           SELECT FROM jsonb_to_recordset(grievants) AS n (member_id uuid, is_lead boolean)
            WHERE n.member_id = p.member_id AND n.is_lead);
    UPDATE grievance_grievant AS p SET deleted_at = clock_timestamp()
     WHERE p.grievance_id = case_id AND p.deleted_at IS NULL AND NOT EXISTS (
           SELECT FROM jsonb_to_recordset(grievants) AS n (member_id uuid) WHERE n.member_id = p.member_id);
    INSERT INTO grievance_grievant AS p (id, grievance_id, member_id, is_lead, signs_for_all)
    SELECT n.id, case_id, n.member_id, n.is_lead, n.signs_for_all
      FROM jsonb_to_recordset(grievants) AS n (id uuid, member_id uuid, is_lead boolean, signs_for_all boolean)
        ON CONFLICT (grievance_id, member_id) DO UPDATE
       SET is_lead = excluded.is_lead, signs_for_all = excluded.signs_for_all, deleted_at = NULL
     WHERE (p.is_lead, p.signs_for_all, p.deleted_at) IS DISTINCT FROM (excluded.is_lead, excluded.signs_for_all, NULL);
    UPDATE grievance_article AS a SET deleted_at = clock_timestamp()
     WHERE a.grievance_id = case_id AND a.deleted_at IS NULL AND NOT EXISTS (
           SELECT FROM jsonb_to_recordset(articles) AS n (reference text) WHERE n.reference = a.reference);
    INSERT INTO grievance_article AS a (id, grievance_id, reference, agreement_article_id)
    SELECT n.id, case_id, n.reference, n.agreement_article_id
      FROM jsonb_to_recordset(articles) AS n (id uuid, reference text, agreement_article_id uuid)
        ON CONFLICT (grievance_id, reference) DO UPDATE
       SET agreement_article_id = excluded.agreement_article_id, deleted_at = NULL
     WHERE (a.agreement_article_id, a.deleted_at) IS DISTINCT FROM (excluded.agreement_article_id, NULL);
    IF one.status = 'preparing' THEN
        PERFORM grievance_put_deadlines(ARRAY[case_id], deadlines);
    END IF;
    PERFORM grievance_check_grievants(case_id);
END
$$;

-- The step that a case of this version and place takes next.
CREATE FUNCTION grievance_step_at(version_id uuid, at_position integer) RETURNS procedure_step
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT p FROM procedure_step AS p
         WHERE p.agreement_version_id = version_id AND p.deleted_at IS NULL AND p.position >= at_position
         ORDER BY p.position LIMIT 1
    $$;

-- Files the case, or takes it to a further step, and into arbitration where that is what the step is.
CREATE FUNCTION grievance_enter(of_case grievance, step procedure_step, step_id uuid, day date, hour time, deadlines jsonb)
    RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    becomes text := CASE step.form WHEN 'arbitration' THEN 'arbitration' ELSE 'open' END;
BEGIN
    INSERT INTO grievance_step (id, grievance_id, procedure_step_id, position, filed_on, filed_time)
    VALUES (step_id, of_case.id, step.id, step.position, day, hour);
    UPDATE grievance SET status = becomes, step_position = step.position WHERE id = of_case.id;
    IF becomes = 'arbitration' THEN
        INSERT INTO arbitration (id, demanded_on) VALUES (of_case.id, day);
    END IF;
    PERFORM grievance_done(of_case.id, step.position, 'file', day);
    PERFORM grievance_put_deadlines(ARRAY[of_case.id], deadlines);
END
$$;

CREATE FUNCTION grievance_file(case_id uuid, expected integer, step_id uuid, day date, hour time, deadlines jsonb)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, expected);
BEGIN
    IF one.id IS NULL THEN
        RETURN false;
    END IF;
    IF one.status <> 'preparing' THEN
        PERFORM ip2a_refuse('grievance_status_order', 'the case was filed already');
    END IF;
    IF btrim(one.statement) = '' OR btrim(one.remedy) = '' THEN
        PERFORM ip2a_refuse('grievance_statement_blank', 'a case is filed with a statement and a remedy');
    END IF;
    PERFORM grievance_enter(one, grievance_step_at(one.agreement_version_id, one.step_position), step_id, day, hour, deadlines);
    RETURN true;
END
$$;

-- A further step needs an answer that was not accepted, or an employer who is late where that opens the way.
CREATE FUNCTION grievance_appeal(case_id uuid, expected integer, step_id uuid, day date, hour time, deadlines jsonb)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, expected);
    now_at grievance_step;
    next_step procedure_step;
BEGIN
    IF one.id IS NULL THEN
        RETURN false;
    END IF;
    IF one.status <> 'open' THEN
        PERFORM ip2a_refuse('grievance_status_order', 'only an open case goes to a further step');
    END IF;
    SELECT * INTO now_at FROM grievance_step AS s WHERE s.grievance_id = one.id AND s.position = one.step_position;
    next_step := grievance_step_at(one.agreement_version_id, one.step_position + 1);
    IF next_step.id IS NULL THEN
        PERFORM ip2a_refuse('grievance_no_further_step', 'the agreement has no further step');
    END IF;
    IF now_at.disposition = 'accepted' THEN
        PERFORM ip2a_refuse('grievance_answer_accepted', 'the answer was accepted');
    END IF;
    IF now_at.answered_on IS NULL AND NOT EXISTS (
            SELECT FROM grievance_deadline AS d
             WHERE d.grievance_id = one.id AND d.position = one.step_position AND d.side = 'employer'
               AND d.state = 'open' AND d.lateness IN ('advances', 'may_advance')
               AND d.due_at < timezone(ip2a_zone(), (day + 1)::timestamp) AND d.due_at <= clock_timestamp()) THEN
        PERFORM ip2a_refuse('grievance_answer_first', 'the employer has not answered yet and is not late');
    END IF;
    UPDATE grievance_step SET disposition = 'appealed' WHERE id = now_at.id;
    PERFORM grievance_enter(one, next_step, step_id, day, hour, deadlines);
    RETURN true;
END
$$;

-- The step at which the case is now, as the person saw it; NULL where somebody was faster.
CREATE FUNCTION grievance_take_step(step_id uuid, expected integer) RETURNS grievance_step
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take((SELECT s.grievance_id FROM grievance_step AS s WHERE s.id = step_id), NULL);
    found grievance_step;
BEGIN
    SELECT * INTO found FROM grievance_step AS s WHERE s.id = step_id AND s.version = expected AND one.id IS NOT NULL;
    IF found.id IS NOT NULL AND (found.position <> one.step_position OR one.status <> 'open') THEN
        PERFORM ip2a_refuse('grievance_step_is_past', 'the case has gone on from this step');
    END IF;
    RETURN found;
END
$$;

CREATE FUNCTION grievance_meet(step_id uuid, expected integer, facts jsonb, deadlines jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    step grievance_step := grievance_take_step(step_id, expected);
    said grievance_step := jsonb_populate_record(step, facts);
BEGIN
    IF step.id IS NULL THEN
        RETURN false;
    END IF;
    UPDATE grievance_step
       SET met_on = said.met_on, met_time = said.met_time, union_attended = said.union_attended,
           employer_attended = said.employer_attended
     WHERE id = step_id;
    IF said.met_on IS NOT NULL THEN
        PERFORM grievance_done(step.grievance_id, step.position, 'meet', said.met_on);
    END IF;
    PERFORM grievance_put_deadlines(ARRAY[step.grievance_id], deadlines);
    RETURN true;
END
$$;

CREATE FUNCTION grievance_answer(step_id uuid, expected integer, facts jsonb, deadlines jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    step grievance_step := grievance_take_step(step_id, expected);
    said grievance_step := jsonb_populate_record(step, facts);
BEGIN
    IF step.id IS NULL THEN
        RETURN false;
    END IF;
    IF said.disposition = 'appealed' THEN
        PERFORM ip2a_refuse('grievance_by_verb', 'an answer is appealed by going to the next step');
    END IF;
    UPDATE grievance_step
       SET answered_on = said.answered_on, answered_time = said.answered_time, answer = said.answer,
           disposition = said.disposition, union_signer = said.union_signer, employer_signer = said.employer_signer
     WHERE id = step_id;
    IF said.answered_on IS NOT NULL THEN
        PERFORM grievance_done(step.grievance_id, step.position, 'answer', said.answered_on);
    END IF;
    PERFORM grievance_put_deadlines(ARRAY[step.grievance_id], deadlines);
    RETURN true;
END
$$;

-- More time, for a clock that runs.
CREATE FUNCTION grievance_extend(extension_id uuid, case_id uuid, expected_due date, facts jsonb, deadlines jsonb)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, NULL);
    said grievance_extension := jsonb_populate_record(NULL::grievance_extension, facts);
    clock grievance_deadline;
BEGIN
    IF one.id IS NULL OR EXISTS (SELECT FROM grievance_extension AS e WHERE e.id = extension_id) THEN
        RETURN one.id IS NOT NULL;
    END IF;
    SELECT * INTO clock FROM grievance_deadline AS d
     WHERE d.grievance_id = case_id AND d.position = said.position AND d.act = said.act AND d.state = 'open';
    IF clock.id IS NULL THEN
        PERFORM ip2a_refuse('grievance_extension_of_running', 'only a limit that runs can be extended');
    END IF;
    IF clock.due_on <> expected_due THEN
        RETURN false;
    END IF;
    IF said.agreed_on > ip2a_today() THEN
        PERFORM ip2a_refuse('grievance_extension_agreed', 'an extension is agreed before it is written down');
    END IF;
    INSERT INTO grievance_extension (id, grievance_id, position, act, side, from_on, to_on, agreed_on, agreed_union,
                                     agreed_employer, document)
    VALUES (extension_id, case_id, said.position, said.act, clock.side, clock.due_on, said.to_on, said.agreed_on,
            said.agreed_union, said.agreed_employer, said.document);
    PERFORM grievance_put_deadlines(ARRAY[case_id], deadlines);
    RETURN true;
END
$$;

-- Keeps the settlement as both sides signed it, and settles the case by it.
CREATE FUNCTION grievance_settle(case_id uuid, expected integer, facts jsonb, deadlines jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, expected);
    said settlement := jsonb_populate_record(NULL::settlement, facts);
BEGIN
    IF one.id IS NULL THEN
        RETURN false;
    END IF;
    IF one.status NOT IN ('open', 'arbitration') THEN
        PERFORM ip2a_refuse('grievance_status_order', 'only a filed case that is not over is settled');
    END IF;
    INSERT INTO settlement AS s (id, terms, signed_on, union_signer, employer_signer, is_precedent, amount, comply_by)
    VALUES (case_id, said.terms, said.signed_on, said.union_signer, said.employer_signer, said.is_precedent,
            said.amount, said.comply_by)
        ON CONFLICT (id) DO UPDATE
       SET terms = excluded.terms, signed_on = excluded.signed_on, union_signer = excluded.union_signer,
           employer_signer = excluded.employer_signer, is_precedent = excluded.is_precedent,
           amount = excluded.amount, comply_by = excluded.comply_by
     WHERE s.version = said.version;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    IF said.signed_on > ip2a_today() THEN
        PERFORM ip2a_refuse('settlement_not_in_future', 'a settlement is signed before the case is settled');
    END IF;
    UPDATE grievance SET status = 'settled' WHERE id = case_id;
    PERFORM grievance_put_deadlines(ARRAY[case_id], deadlines);
    RETURN true;
END
$$;

CREATE FUNCTION grievance_close(case_id uuid, expected integer, facts jsonb) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one grievance := grievance_take(case_id, expected);
    said grievance;
BEGIN
    IF one.id IS NULL THEN
        RETURN false;
    END IF;
    IF one.status = 'closed' THEN
        PERFORM ip2a_refuse('grievance_status_order', 'the case is closed already');
    END IF;
    said := jsonb_populate_record(NULL::grievance, facts);
    UPDATE grievance
       SET status = 'closed', outcome = said.outcome, closed_on = said.closed_on,
           close_remarks = coalesce(said.close_remarks, ''), merged_into_id = said.merged_into_id
     WHERE id = case_id;
    PERFORM grievance_put_deadlines(ARRAY[case_id], '[]');
    RETURN true;
END
$$;

-- Puts the clocks of many cases right after holidays or limits were changed.
CREATE FUNCTION grievance_recount(cases uuid[], deadlines jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT ip2a_is_office() THEN
        RAISE insufficient_privilege USING MESSAGE = 'grievances are the work of the office';
    END IF;
    IF EXISTS (SELECT FROM grievance WHERE id = ANY (cases) AND status = 'closed') THEN
        PERFORM ip2a_refuse('grievance_is_over', 'a closed case has no clocks');
    END IF;
    PERFORM grievance_put_deadlines(cases, deadlines);
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT p.oid FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
    FOR one IN SELECT p.oid FROM pg_proc AS p
                WHERE p.pronamespace = 'public'::regnamespace
                  AND p.proname IN ('grievance_relate', 'grievance_file', 'grievance_appeal', 'grievance_meet',
                                    'grievance_answer', 'grievance_extend', 'grievance_settle', 'grievance_close',
                                    'grievance_recount')
    LOOP
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ip2a_staff, ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin',
                       one);
    END LOOP;
END
$$;
