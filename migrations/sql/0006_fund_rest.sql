-- The day by which help is needed. Applications that were written before this rule keep their days.
CREATE FUNCTION benevolence_need_by() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NEW.need_by < NEW.applied_on THEN
        PERFORM ip2a_refuse('benevolence_need_by', 'help cannot be needed before the day of the application');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER c_need_by BEFORE INSERT OR UPDATE OF need_by, applied_on ON benevolence_application
    FOR EACH ROW EXECUTE FUNCTION benevolence_need_by();

-- Sample applications, which an admin makes and takes away. They are of past days and of made-up officers, so that the
-- verbs, which know only today and the person at the desk, cannot make them; and they are of sample members only, so
-- that nobody of the local is ever helped by them.

-- Makes the applications that are described, with everything that became of them. The tables' constraints hold for
-- them as for any other: what is approved fits the cap or says why not, nobody approves at two levels, and so on.
CREATE FUNCTION sample_applications(of_batch uuid, sent jsonb) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    batch import_batch := (SELECT b FROM import_batch AS b
                            WHERE b.id = of_batch AND b.kind = 'sample' AND b.taken_back_at IS NULL);
    zone text := ip2a_zone();
    made integer;
BEGIN
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin makes sample applications';
    ELSIF EXISTS (SELECT FROM jsonb_to_recordset(sent -> 'applications') AS s (member_id uuid)
                   WHERE NOT EXISTS (SELECT FROM import_row AS r JOIN member AS m ON m.id = r.record_id
                                      WHERE r.batch_id = batch.id AND r.table_name = 'member' AND r.fate = 'new'
                                        AND m.id = s.member_id AND m.created_at >= batch.created_at)) THEN
        PERFORM ip2a_refuse('benevolence_sample_members', 'sample applications are of members of the sample');
    END IF;
    -- Drafts first, this year's before the others: those are given numbers of their own year below.
    INSERT INTO benevolence_application (
        id, member_id, applied_on, dependents, earners, reason, narrative, need_by, requested, payee_kind, payee, account,
        other_aid, earlier_requests, officer_relation, handed_in_by, representative_relation, is_declared, signed_on)
    SELECT s.id, s.member_id, s.applied_on, s.dependents, s.earners, s.reason, s.narrative, s.need_by, s.requested,
           s.payee_kind, s.payee, s.account, s.other_aid, s.earlier_requests, s.officer_relation, s.handed_in_by,
           s.representative_relation, s.is_declared, s.signed_on
      FROM jsonb_populate_recordset(CAST(NULL AS benevolence_application), sent -> 'applications') AS s
     ORDER BY extract(year FROM s.applied_on) DESC, s.applied_on, s.id;
    GET DIAGNOSTICS made = ROW_COUNT;
    INSERT INTO benevolence_budget_line (id, application_id, kind, description, amount)
    SELECT s.id, s.application_id, s.kind, s.description, s.amount
      FROM jsonb_populate_recordset(CAST(NULL AS benevolence_budget_line), sent -> 'lines') AS s;
    INSERT INTO benevolence_document (id, application_id, kind, description, received_on)
    SELECT s.id, s.application_id, s.kind, s.description, s.received_on
      FROM jsonb_populate_recordset(CAST(NULL AS benevolence_document), sent -> 'documents') AS s;
    INSERT INTO benevolence_step (application_id, round, position, level_id, name, duty)
    SELECT s.application_id, s.round, s.position, s.level_id, s.name, s.duty
      FROM jsonb_populate_recordset(CAST(NULL AS benevolence_step), sent -> 'steps') AS s;
    INSERT INTO benevolence_review (
        id, application_id, round, position, decision, amount, comment, override_reason, cap_amount, cap_period, cap_paid,
        cap_promised, problems, alternate_for, reviewer, reviewed_at)
    SELECT s.id, s.application_id, s.round, s.position, s.decision, s.amount, s.comment, s.override_reason, s.cap_amount,
           s.cap_period, s.cap_paid, s.cap_promised, s.problems, s.alternate_for, s.reviewer,
           timezone(zone, s.happened)
      FROM jsonb_to_recordset(sent -> 'reviews') AS s (
               id uuid, application_id uuid, round integer, position integer, decision text, amount numeric,
               comment text, override_reason text, cap_amount numeric, cap_period text, cap_paid numeric,
               cap_promised numeric, problems text[], alternate_for text, reviewer text, happened timestamp);
    INSERT INTO benevolence_recusal (id, application_id, level_id, recused, alternate, reason, recorded_by, recorded_at)
    SELECT s.id, s.application_id, s.level_id, s.recused, s.alternate, s.reason, s.recused, timezone(zone, s.happened)
      FROM jsonb_to_recordset(sent -> 'recusals') AS s (
               id uuid, application_id uuid, level_id uuid, recused text, alternate text, reason text,
               happened timestamp);
    INSERT INTO benevolence_answer (id, application_id, words, answered_by, answered_at)
    SELECT s.id, s.application_id, s.words, s.answered_by, timezone(zone, s.happened)
      FROM jsonb_to_recordset(sent -> 'answers') AS s (
               id uuid, application_id uuid, words text, answered_by text, happened timestamp);
    INSERT INTO benevolence_payment (
        id, application_id, amount, paid_on, method, payee_kind, payee, account, reference, is_last, recorded_by,
        recorded_at, voided_at, voided_by, void_reason)
    SELECT s.id, s.application_id, s.amount, s.paid_on, s.method, s.payee_kind, s.payee, s.account, s.reference,
           s.is_last, s.recorded_by, timezone(zone, s.happened), timezone(zone, s.voided),
           CASE WHEN s.voided IS NOT NULL THEN s.recorded_by END, s.void_reason
      FROM jsonb_to_recordset(sent -> 'payments') AS s (
               id uuid, application_id uuid, amount numeric, paid_on date, method text, payee_kind text, payee text,
               account text, reference text, is_last boolean, recorded_by text, happened timestamp, voided timestamp,
               void_reason text);
    WITH wanted AS (
        SELECT s.*, extract(year FROM s.applied_on)::integer AS in_year,
               row_number() OVER (PARTITION BY extract(year FROM s.applied_on) ORDER BY s.applied_on, s.id) AS place
          FROM jsonb_populate_recordset(CAST(NULL AS benevolence_application), sent -> 'applications') AS s
    )
    UPDATE benevolence_application AS a
       SET number_year = w.in_year,
           number_seq = CASE WHEN w.in_year = a.number_year THEN a.number_seq
               ELSE w.place + coalesce((SELECT c.last FROM benevolence_counter AS c WHERE c.year = w.in_year), 0) END,
           status = w.status, round = w.round, submitted_on = w.submitted_on, submitted_by = w.submitted_by,
           card_number = CASE WHEN w.round > 0 THEN m.card_number ELSE '' END,
           standing = CASE WHEN w.round > 0 THEN m.status END, approved = w.approved, decided_on = w.decided_on,
           withdrawn_reason = w.withdrawn_reason, found_false_on = w.found_false_on,
           found_false_reason = w.found_false_reason
      FROM wanted AS w JOIN member AS m ON m.id = w.member_id
     WHERE a.id = w.id;
    PERFORM sample_application_counters();
    RETURN made;
END
$$;

-- The last number of each year is that of its last application: numbers have no gap, before the sample as after it.
CREATE FUNCTION sample_application_counters() RETURNS void
    LANGUAGE sql SET search_path = pg_catalog, public, pg_temp
    AS $$
        LOCK TABLE benevolence_counter IN EXCLUSIVE MODE;  -- nobody takes a number meanwhile
        INSERT INTO benevolence_counter AS c (year, last)
        SELECT a.number_year, max(a.number_seq) FROM benevolence_application AS a GROUP BY a.number_year
            ON CONFLICT (year) DO UPDATE SET last = EXCLUDED.last;
        DELETE FROM benevolence_counter AS c
         WHERE NOT EXISTS (SELECT FROM benevolence_application AS a WHERE a.number_year = c.year)
    $$;

-- Takes the sample's applications away, but for those that somebody worked on since they were made.
-- Called by remove_sample() alone, which has listed the sample in sample_row.
CREATE FUNCTION remove_sample_applications(made_at timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    CREATE TEMP TABLE leaving_application ON COMMIT DROP AS
        SELECT a.id FROM sample_row AS s JOIN benevolence_application AS a ON a.id = s.record_id
         WHERE s.table_name = 'benevolence_application'
           AND NOT EXISTS (SELECT FROM audit_log AS l WHERE l.subject_id = a.id AND l.at > made_at);
    DELETE FROM benevolence_payment WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_answer WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_recusal WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_review WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_step WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_document WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_budget_line WHERE application_id IN (SELECT id FROM leaving_application);
    DELETE FROM benevolence_application WHERE id IN (SELECT id FROM leaving_application);
    PERFORM sample_application_counters();
END
$$;
REVOKE ALL ON FUNCTION sample_applications(uuid, jsonb), sample_application_counters(),
    remove_sample_applications(timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sample_applications(uuid, jsonb) TO ip2a_admin;

DO $$
DECLARE
    source text := pg_get_functiondef('remove_sample'::regproc);
    cases text := 'PERFORM remove_sample_cases(made_at);';
BEGIN
    IF position(cases IN source) = 0 THEN
        RAISE EXCEPTION 'remove_sample() does not take the cases away';
    END IF;
    EXECUTE replace(source, cases, cases || '
    PERFORM remove_sample_applications(made_at);');
END
$$;
