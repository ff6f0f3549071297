-- Organizing rounded off: what belongs together stays together; sample campaigns that an admin may make and take away.
-- Made by, and belongs to, ip2a_owner.

-- An activity stands at the employer of its campaign; what was told of a worker or a campaign is never told of another.
CREATE FUNCTION salting_stays_together() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'organizing_activity' THEN
            IF NEW.campaign_id IS NOT NULL AND NOT EXISTS (
                SELECT FROM organizing_campaign AS c
                 WHERE c.id = NEW.campaign_id AND c.organization_id = NEW.organization_id)
               AND EXISTS (SELECT FROM organization AS o WHERE o.id = NEW.organization_id) THEN
                PERFORM ip2a_refuse('organizing_activity_campaign_fits', 'the campaign is at another employer');
            END IF;
        WHEN 'organizing_worker' THEN
            IF NEW.campaign_id <> OLD.campaign_id THEN
                PERFORM ip2a_refuse('organizing_worker_campaign_stays', 'a worker stays in the campaign');
            END IF;
        WHEN 'salt' THEN
            IF NEW.campaign_id <> OLD.campaign_id THEN
                PERFORM ip2a_refuse('salt_campaign_stays', 'a salt stays in the campaign');
            END IF;
        WHEN 'worker_assessment' THEN
            IF NEW.worker_id <> OLD.worker_id THEN
                PERFORM ip2a_refuse('worker_assessment_worker_stays', 'an assessment stays with its worker');
            END IF;
        WHEN 'authorization_card' THEN
            IF NEW.worker_id <> OLD.worker_id THEN
                PERFORM ip2a_refuse('authorization_card_worker_stays', 'a card stays with its worker');
            END IF;
        WHEN 'organizing_campaign' THEN
            IF NEW.organization_id <> OLD.organization_id AND EXISTS (
                SELECT FROM organizing_activity AS a
                 WHERE a.campaign_id = NEW.id AND a.organization_id <> NEW.organization_id)
               AND EXISTS (SELECT FROM organization AS o WHERE o.id = NEW.organization_id) THEN
                PERFORM ip2a_refuse('organizing_campaign_employer_stays', 'its activities are at another employer');
            END IF;
    END CASE;
    RETURN NEW;
END
$$;
CREATE TRIGGER c_together BEFORE INSERT OR UPDATE OF campaign_id, organization_id ON organizing_activity
    FOR EACH ROW EXECUTE FUNCTION salting_stays_together();
CREATE TRIGGER c_together BEFORE UPDATE OF campaign_id ON organizing_worker
    FOR EACH ROW EXECUTE FUNCTION salting_stays_together();
CREATE TRIGGER c_together BEFORE UPDATE OF campaign_id ON salt
    FOR EACH ROW EXECUTE FUNCTION salting_stays_together();
CREATE TRIGGER c_together BEFORE UPDATE OF worker_id ON worker_assessment
    FOR EACH ROW EXECUTE FUNCTION salting_stays_together();
CREATE TRIGGER c_together BEFORE UPDATE OF worker_id ON authorization_card
    FOR EACH ROW EXECUTE FUNCTION salting_stays_together();
CREATE TRIGGER c_together BEFORE UPDATE OF organization_id ON organizing_campaign
    FOR EACH ROW EXECUTE FUNCTION salting_stays_together();

-- A unit is not made smaller than the cards that count in it today. A card that comes in is never refused for it:
-- then the unit's size is what was guessed wrong, and the campaign's page says so.
CREATE FUNCTION salting_unit_holds_cards() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    today date := ip2a_today();
    counting integer;
BEGIN
    IF NEW.unit_size IS NULL OR NEW.unit_size IS NOT DISTINCT FROM OLD.unit_size THEN
        RETURN NEW;
    END IF;
    SELECT count(*) INTO counting
      FROM organizing_worker AS w
      JOIN LATERAL (SELECT k.signed_on, k.revoked_on FROM authorization_card AS k
                     WHERE k.worker_id = w.id AND k.deleted_at IS NULL
                     ORDER BY k.signed_on DESC, k.id DESC LIMIT 1) AS newest ON true
     WHERE w.campaign_id = NEW.id AND w.deleted_at IS NULL AND w.is_in_unit
       AND (w.left_on IS NULL OR w.left_on > today)
       AND (newest.revoked_on IS NULL OR newest.revoked_on > today)
       AND (newest.signed_on + make_interval(0, NEW.card_months))::date >= today;
    IF NEW.unit_size < counting THEN
        PERFORM ip2a_refuse('organizing_campaign_unit_holds_cards', 'more cards count than that');
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER d_unit BEFORE UPDATE OF unit_size ON organizing_campaign
    FOR EACH ROW EXECUTE FUNCTION salting_unit_holds_cards();

-- ---------------------------------------------------------------------------------------------------------------
-- Takes the sample's campaigns away with all that belongs to them, but for those that somebody worked on.
-- Called by remove_sample() alone, which has listed the sample in sample_row.
CREATE FUNCTION remove_sample_organizing() RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    CREATE TEMP TABLE untouched_organizing ON COMMIT DROP AS
        SELECT s.record_id
          FROM sample_row AS s
          JOIN LATERAL (
              SELECT c.version, c.deleted_at FROM organizing_campaign AS c WHERE s.table_name = 'organizing_campaign' AND c.id = s.record_id
              UNION ALL SELECT w.version, w.deleted_at FROM organizing_worker AS w WHERE s.table_name = 'organizing_worker' AND w.id = s.record_id
              UNION ALL SELECT a.version, a.deleted_at FROM organizing_activity AS a WHERE s.table_name = 'organizing_activity' AND a.id = s.record_id
              UNION ALL SELECT e.version, e.deleted_at FROM worker_assessment AS e WHERE s.table_name = 'worker_assessment' AND e.id = s.record_id
              UNION ALL SELECT k.version, k.deleted_at FROM authorization_card AS k WHERE s.table_name = 'authorization_card' AND k.id = s.record_id
              UNION ALL SELECT t.version, t.deleted_at FROM salt AS t WHERE s.table_name = 'salt' AND t.id = s.record_id
              UNION ALL SELECT r.version, r.deleted_at FROM employer_receptiveness AS r WHERE s.table_name = 'employer_receptiveness' AND r.id = s.record_id
          ) AS now_is ON now_is.version = s.version_after OR now_is.deleted_at IS NOT NULL;
    CREATE INDEX ON untouched_organizing (record_id);
    CREATE TEMP TABLE worked_on ON COMMIT DROP AS
        SELECT w.campaign_id AS id FROM organizing_worker AS w WHERE NOT EXISTS (SELECT FROM untouched_organizing AS u WHERE u.record_id = w.id)
        UNION SELECT a.campaign_id FROM organizing_activity AS a WHERE NOT EXISTS (SELECT FROM untouched_organizing AS u WHERE u.record_id = a.id)
        UNION SELECT t.campaign_id FROM salt AS t WHERE NOT EXISTS (SELECT FROM untouched_organizing AS u WHERE u.record_id = t.id)
        UNION SELECT w.campaign_id FROM worker_assessment AS e JOIN organizing_worker AS w ON w.id = e.worker_id
               WHERE NOT EXISTS (SELECT FROM untouched_organizing AS u WHERE u.record_id = e.id)
        UNION SELECT w.campaign_id FROM authorization_card AS k JOIN organizing_worker AS w ON w.id = k.worker_id
               WHERE NOT EXISTS (SELECT FROM untouched_organizing AS u WHERE u.record_id = k.id);
    CREATE TEMP TABLE leaving_campaign ON COMMIT DROP AS
        SELECT c.id FROM organizing_campaign AS c JOIN untouched_organizing AS u ON u.record_id = c.id
         WHERE NOT EXISTS (SELECT FROM worked_on AS o WHERE o.id = c.id);
    DELETE FROM worker_assessment AS e USING organizing_worker AS w
     WHERE w.id = e.worker_id AND w.campaign_id IN (SELECT id FROM leaving_campaign);
    DELETE FROM authorization_card AS k USING organizing_worker AS w
     WHERE w.id = k.worker_id AND w.campaign_id IN (SELECT id FROM leaving_campaign);
    DELETE FROM organizing_worker WHERE campaign_id IN (SELECT id FROM leaving_campaign);
    DELETE FROM salt WHERE campaign_id IN (SELECT id FROM leaving_campaign);
    DELETE FROM organizing_activity AS a
     WHERE a.campaign_id IN (SELECT id FROM leaving_campaign)
        OR (a.campaign_id IS NULL AND EXISTS (SELECT FROM untouched_organizing AS u WHERE u.record_id = a.id));
    DELETE FROM organizing_campaign WHERE id IN (SELECT id FROM leaving_campaign);
    DELETE FROM employer_receptiveness AS r USING untouched_organizing AS u
     WHERE r.id = u.record_id
       AND NOT EXISTS (SELECT FROM organizing_campaign AS c WHERE c.organization_id = r.organization_id);
END
$$;
REVOKE ALL ON FUNCTION remove_sample_organizing() FROM PUBLIC;

DO $$
DECLARE
    source text := pg_get_functiondef('remove_sample'::regproc);
    cases text := 'PERFORM remove_sample_cases(made_at);';
BEGIN
    IF position(cases IN source) = 0 THEN
        RAISE EXCEPTION 'remove_sample() does not take the cases away first';
    END IF;
    EXECUTE replace(source, cases, cases || '
    PERFORM remove_sample_organizing();');
END
$$;
