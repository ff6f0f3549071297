-- Takes the sample's cases and agreements away, but for those that somebody worked on since they were made.
-- Called by remove_sample() alone, which has listed the sample in sample_row.
CREATE FUNCTION remove_sample_cases(made_at timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    CREATE TEMP TABLE leaving_case ON COMMIT DROP AS
        SELECT g.id FROM sample_row AS s JOIN grievance AS g ON g.id = s.record_id
         WHERE s.table_name = 'grievance'
           AND NOT EXISTS (SELECT FROM audit_log AS a WHERE a.subject_id = g.id AND a.at > made_at);
    LOOP  -- one into which a case was merged that stays, or that such a one follows, stays too
        DELETE FROM leaving_case AS l USING grievance AS g
         WHERE l.id IN (g.merged_into_id, g.follows_id) AND NOT EXISTS (SELECT FROM leaving_case AS o WHERE o.id = g.id);
        EXIT WHEN NOT FOUND;
    END LOOP;
    DELETE FROM arbitration_panelist WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM arbitration WHERE id IN (SELECT id FROM leaving_case);
    DELETE FROM settlement WHERE id IN (SELECT id FROM leaving_case);
    DELETE FROM information_request WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_fact_sheet WHERE id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_extension WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_deadline WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_step WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_article WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_grievant WHERE grievance_id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance WHERE merged_into_id IS NOT NULL AND id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance WHERE id IN (SELECT id FROM leaving_case);
    DELETE FROM grievance_counter AS c WHERE NOT EXISTS (SELECT FROM grievance AS g WHERE g.number_year = c.year);
    CREATE TEMP TABLE leaving_version ON COMMIT DROP AS
        SELECT v.id, v.agreement_id FROM sample_row AS s JOIN agreement_version AS v ON v.agreement_id = s.record_id
         WHERE s.table_name = 'agreement'
           AND NOT EXISTS (SELECT FROM audit_log AS a WHERE a.subject_id IN (v.id, v.agreement_id) AND a.at > made_at)
           AND NOT EXISTS (SELECT FROM grievance AS g WHERE g.agreement_version_id = v.id);
    DELETE FROM procedure_limit WHERE agreement_version_id IN (SELECT id FROM leaving_version);
    DELETE FROM procedure_step WHERE agreement_version_id IN (SELECT id FROM leaving_version);
    DELETE FROM agreement_holiday WHERE agreement_version_id IN (SELECT id FROM leaving_version);
    DELETE FROM agreement_article WHERE agreement_version_id IN (SELECT id FROM leaving_version);
    DELETE FROM agreement_version WHERE id IN (SELECT id FROM leaving_version);
    DELETE FROM agreement AS a USING leaving_version AS l
     WHERE a.id = l.agreement_id AND NOT EXISTS (SELECT FROM agreement_version AS v WHERE v.agreement_id = a.id);
END
$$;
REVOKE ALL ON FUNCTION remove_sample_cases(timestamptz) FROM PUBLIC;
