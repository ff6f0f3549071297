-- The rules of the fund, held for everybody who writes: applications as the office types them, and the verbs by which
-- they go on. Approvals, denials, payments and voids have no other door.

-- Refuses a person, as a missing duty does, under the name of a rule: the program finds the same sentence for it.
CREATE FUNCTION public.ip2a_forbid(rule text, words text) RETURNS void
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', CONSTRAINT = rule, MESSAGE = words; END $$;

-- Gives a new application its number. Looks for the id under the counter's lock: a save that is sent twice takes one.
CREATE FUNCTION benevolence_number() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    NEW.number_year := extract(year FROM ip2a_today());
    INSERT INTO benevolence_counter AS c (year, last) VALUES (NEW.number_year, 1)
        ON CONFLICT (year) DO UPDATE SET last = c.last + 1
        RETURNING c.last INTO NEW.number_seq;
    IF EXISTS (SELECT FROM benevolence_application WHERE id = NEW.id) THEN
        UPDATE benevolence_counter SET last = last - 1 WHERE year = NEW.number_year;
        RETURN NULL;
    END IF;
    RETURN NEW;
END
$$;

-- What the functions below write, nobody writes by hand; and what was handed in, stays as it was handed in.
CREATE FUNCTION benevolence_application_guard() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    verbs text[] := ARRAY['number_year', 'number_seq', 'status', 'round', 'submitted_on', 'submitted_by', 'card_number',
                          'standing', 'approved', 'decided_on', 'withdrawn_reason', 'found_false_on',
                          'found_false_reason'];
    stamps text[] := ARRAY['number', 'sort_name', 'search_text', 'version', 'created_at', 'created_by', 'updated_at',
                           'updated_by', 'deleted_at', 'deleted_by'];
    new_row jsonb := to_jsonb(NEW) - stamps;
    old_row jsonb;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status <> 'draft' OR NEW.round <> 0
           OR num_nonnulls(NEW.submitted_on, NEW.standing, NEW.approved, NEW.decided_on, NEW.found_false_on) > 0 THEN
            PERFORM ip2a_refuse('benevolence_by_verb', 'a new application is a draft and nothing else');
        END IF;
        RETURN NEW;
    END IF;
    IF current_user = 'ip2a_owner' THEN
        RETURN NEW;
    END IF;
    old_row := to_jsonb(OLD) - stamps;
    IF new_row = old_row THEN
        RETURN NEW;
    END IF;
    IF (SELECT bool_or(new_row -> one IS DISTINCT FROM old_row -> one) FROM unnest(verbs) AS one) THEN
        PERFORM ip2a_refuse('benevolence_by_verb', 'an application goes on by handing in, deciding and paying only');
    END IF;
    IF OLD.status <> 'draft' THEN
        PERFORM ip2a_refuse('benevolence_handed_in', 'what was handed in stays as it is until it is sent back');
    ELSIF OLD.round > 0 AND NEW.member_id <> OLD.member_id THEN
        PERFORM ip2a_refuse('benevolence_member_stays', 'an application that was handed in stays with its member');
    END IF;
    RETURN NEW;
END
$$;

-- Lines of the budget belong to what is handed in; documents may come in until the decision.
CREATE FUNCTION benevolence_child_guard() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    now_is text;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.application_id <> OLD.application_id THEN
        PERFORM ip2a_refuse('benevolence_by_verb', 'a line stays with its application');
    END IF;
    SELECT a.status INTO now_is FROM benevolence_application AS a WHERE a.id = NEW.application_id FOR SHARE;
    IF TG_TABLE_NAME = 'benevolence_budget_line' AND now_is <> 'draft' THEN
        PERFORM ip2a_refuse('benevolence_handed_in', 'what was handed in stays as it is until it is sent back');
    ELSIF now_is NOT IN ('draft', 'submitted', 'under_review', 'needs_information') THEN
        PERFORM ip2a_refuse('benevolence_decided', 'the application was decided');
    END IF;
    RETURN NEW;
END
$$;

-- Decisions are never changed; of a payment only that it was voided.
CREATE FUNCTION benevolence_append_only() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF TG_TABLE_NAME = 'benevolence_payment' AND to_jsonb(OLD) ->> 'voided_at' IS NULL
       AND to_jsonb(NEW) - ARRAY['voided_at', 'voided_by', 'void_reason']
         = to_jsonb(OLD) - ARRAY['voided_at', 'voided_by', 'void_reason'] THEN
        RETURN NEW;
    END IF;
    PERFORM ip2a_refuse('benevolence_append_only', 'what was decided or paid is not changed');
    RETURN NULL;
END
$$;

-- Nobody takes themselves off a member, or off their family, while that member has an application open.
CREATE FUNCTION person_conflict_stays() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF OLD.login = session_user AND OLD.member_id IS NOT NULL
       AND (NEW.member_id IS DISTINCT FROM OLD.member_id OR NEW.login <> OLD.login
            OR to_jsonb(NEW) ->> 'deleted_at' IS NOT NULL)
       AND EXISTS (SELECT FROM benevolence_application AS a
                    WHERE a.member_id = OLD.member_id AND a.deleted_at IS NULL
                      AND a.status NOT IN ('paid', 'denied', 'withdrawn')) THEN
        PERFORM ip2a_forbid('person_conflict_stays', 'this member has an open application');
    END IF;
    RETURN NEW;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- What is asked before each verb. The program asks the same questions to know what to offer.

CREATE FUNCTION benevolence_is_officer(of_login text) RETURNS boolean
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT pg_has_role(of_login, 'ip2a_vp', 'MEMBER') OR pg_has_role(of_login, 'ip2a_admin', 'MEMBER')
            OR pg_has_role(of_login, 'ip2a_manager', 'MEMBER') OR pg_has_role(of_login, 'ip2a_president', 'MEMBER')
    $$;

-- Declared by the person in the office, or by the member where that member works in the office too.
CREATE FUNCTION benevolence_family(of_login text) RETURNS SETOF uuid
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT f.member_id FROM person_family AS f WHERE f.login = of_login AND f.deleted_at IS NULL
        UNION
        SELECT theirs.member_id
          FROM person_member AS mine
          JOIN person_family AS f ON f.member_id = mine.member_id AND f.deleted_at IS NULL
          JOIN person_member AS theirs ON theirs.login = f.login
         WHERE mine.login = of_login AND theirs.member_id IS NOT NULL
    $$;

CREATE FUNCTION benevolence_conflict(of_member uuid, of_login text) RETURNS text
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT CASE
            WHEN EXISTS (SELECT FROM person_member AS p WHERE p.login = of_login AND p.member_id = of_member)
                THEN 'benevolence_own_case'
            WHEN of_member IN (SELECT benevolence_family(of_login)) THEN 'benevolence_family_case' END
    $$;

-- Whose turn it is: the first level of this round that has not approved.
CREATE FUNCTION benevolence_turn(of_application uuid) RETURNS integer
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT min(s.position)
          FROM benevolence_application AS a
          JOIN benevolence_step AS s ON s.application_id = a.id AND s.round = a.round
         WHERE a.id = of_application
           AND NOT EXISTS (SELECT FROM benevolence_review AS r
                            WHERE r.application_id = a.id AND r.round = a.round AND r.position = s.position
                              AND r.decision = 'approved')
    $$;

-- Who sits at a level in somebody's place; NULL where nobody stepped aside there.
CREATE FUNCTION benevolence_alternate(of_application uuid, of_level uuid) RETURNS benevolence_recusal
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT c FROM benevolence_recusal AS c
         WHERE c.application_id = of_application AND c.level_id = of_level
         ORDER BY c.recorded_at DESC, c.id DESC LIMIT 1
    $$;

-- Why a person may not decide at a level of this round: the name of the rule, NULL where they may.
CREATE FUNCTION benevolence_barred(of_application uuid, at_position integer, of_login text) RETURNS text
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application;
    step benevolence_step;
    seat benevolence_recusal;
    conflict text;
BEGIN
    SELECT * INTO one FROM benevolence_application AS a WHERE a.id = of_application;
    SELECT * INTO step FROM benevolence_step AS s
     WHERE s.application_id = one.id AND s.round = one.round AND s.position = at_position;
    conflict := benevolence_conflict(one.member_id, of_login);
    IF conflict IS NOT NULL THEN
        RETURN conflict;
    END IF;
    IF EXISTS (SELECT FROM benevolence_recusal AS c WHERE c.application_id = one.id AND c.recused = of_login) THEN
        RETURN 'benevolence_recused';
    END IF;
    IF EXISTS (SELECT FROM benevolence_review AS r
                 JOIN benevolence_step AS s
                   ON s.application_id = r.application_id AND s.round = r.round AND s.position = r.position
                WHERE r.application_id = one.id AND r.reviewer = of_login AND s.level_id <> step.level_id) THEN
        RETURN 'benevolence_other_level';
    END IF;
    seat := benevolence_alternate(one.id, step.level_id);
    IF seat.id IS NOT NULL THEN
        RETURN CASE WHEN seat.alternate <> of_login THEN 'benevolence_alternate_only' END;
    END IF;
    RETURN CASE WHEN pg_has_role(of_login, 'ip2a_' || step.duty, 'MEMBER') IS NOT TRUE THEN 'benevolence_duty' END;
END
$$;

-- The arithmetic of the cap for one member, all but one application counted.
CREATE FUNCTION benevolence_cap(of_member uuid, but_application uuid, on_day date,
                                OUT amount numeric, OUT period text, OUT paid numeric, OUT promised numeric)
    LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
        SELECT f.cap_amount, f.cap_period,
               coalesce((SELECT sum(p.amount)
                           FROM benevolence_payment AS p JOIN benevolence_application AS a ON a.id = p.application_id
                          WHERE a.member_id = of_member AND a.id <> but_application AND p.voided_at IS NULL
                            AND CASE f.cap_period
                                    WHEN 'calendar_year' THEN extract(year FROM p.paid_on) = extract(year FROM on_day)
                                    ELSE p.paid_on > (on_day - interval '1 year')::date END), 0),
               coalesce((SELECT sum(a.approved - coalesce((SELECT sum(p.amount) FROM benevolence_payment AS p
                                                            WHERE p.application_id = a.id AND p.voided_at IS NULL), 0))
                           FROM benevolence_application AS a
                          WHERE a.member_id = of_member AND a.id <> but_application AND a.deleted_at IS NULL
                            AND a.status IN ('approved', 'partly_paid') AND a.found_false_on IS NULL), 0)
          FROM benevolence_fund AS f
    $$;

-- Why the fund's rules do not let this member be helped: sentences, none where they do.
CREATE FUNCTION benevolence_problems(of_application uuid) RETURNS text[]
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    found text[] := '{}';
    fund benevolence_fund;
    one benevolence_application;
    other benevolence_application;
    then_was text;
    asked_on date;
    free_on date;
BEGIN
    SELECT * INTO fund FROM benevolence_fund;
    SELECT * INTO one FROM benevolence_application AS a WHERE a.id = of_application;
    asked_on := coalesce(one.submitted_on, ip2a_today());
    then_was := coalesce(one.standing, (SELECT m.status FROM member AS m WHERE m.id = one.member_id));
    IF fund.good_standing_only AND then_was NOT IN ('active', 'retired') THEN
        found := found || format('The member''s standing is %s; the fund is for members in good standing.', then_was);
    END IF;
    SELECT * INTO other FROM benevolence_application AS a
     WHERE a.member_id = one.member_id AND a.id <> one.id AND a.status <> 'withdrawn' AND a.submitted_on <= asked_on
     ORDER BY a.submitted_on DESC, a.number COLLATE "C" DESC LIMIT 1;
    free_on := other.submitted_on + fund.wait_days;
    IF asked_on < free_on THEN
        found := found || format(
            '%s was handed in on %s; after the wait of %s days the member can apply again on %s.', other.number,
            to_char(other.submitted_on, 'Mon FMDD, FMYYYY'), fund.wait_days, to_char(free_on, 'Mon FMDD, FMYYYY'));
    END IF;
    SELECT * INTO other FROM benevolence_application AS a
     WHERE a.member_id = one.member_id AND a.id <> one.id AND a.found_false_on IS NOT NULL
     ORDER BY a.found_false_on DESC LIMIT 1;
    free_on := (other.found_false_on + make_interval(years => fund.bar_years))::date;
    IF asked_on < free_on THEN
        found := found || format('An application was found to be false on %s; the member is barred until %s.',
            to_char(other.found_false_on, 'Mon FMDD, FMYYYY'), to_char(free_on, 'Mon FMDD, FMYYYY'));
    END IF;
    RETURN found;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- The verbs. Each gives false where the application is not what the person saw; sent twice, each counts once.

-- Locks all applications of the member, as the cap is counted over them; gives the one as it is now.
CREATE FUNCTION benevolence_take(of_application uuid) RETURNS benevolence_application
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application;
BEGIN
    IF NOT ip2a_is_office() THEN
        RAISE insufficient_privilege USING MESSAGE = 'applications are the work of the office';
    END IF;
    PERFORM FROM benevolence_application AS a
      WHERE a.member_id = (SELECT b.member_id FROM benevolence_application AS b WHERE b.id = of_application)
      ORDER BY a.id FOR UPDATE;
    SELECT * INTO one FROM benevolence_application AS a WHERE a.id = of_application AND a.deleted_at IS NULL;
    RETURN one;
END
$$;

-- Officers only, and nobody in a conflict.
CREATE FUNCTION benevolence_need_officer(of_member uuid) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    conflict text := benevolence_conflict(of_member, session_user);
BEGIN
    IF NOT benevolence_is_officer(session_user) THEN
        RAISE insufficient_privilege USING MESSAGE = 'this is done by an officer';
    ELSIF conflict IS NOT NULL THEN
        PERFORM ip2a_forbid(conflict, 'nobody acts on their own or their family''s application');
    END IF;
END
$$;

CREATE FUNCTION benevolence_submit(of_application uuid, expected integer) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
BEGIN
    IF one.version = expected + 1 AND one.status = 'submitted' AND one.updated_by = session_user THEN
        RETURN true;
    ELSIF one.version IS DISTINCT FROM expected THEN
        RETURN false;
    ELSIF one.status <> 'draft' THEN
        PERFORM ip2a_refuse('benevolence_not_a_draft', 'the application was handed in already');
    END IF;
    INSERT INTO benevolence_step (application_id, round, position, level_id, name, duty)
    SELECT one.id, one.round + 1, row_number() OVER (ORDER BY l.position, l.id), l.id, l.name, l.duty
      FROM benevolence_level AS l
     WHERE l.deleted_at IS NULL AND l.threshold <= one.requested;
    IF one.requested IS NOT NULL AND NOT FOUND THEN
        PERFORM ip2a_refuse('benevolence_no_level', 'no review level is set for this amount');
    END IF;
    UPDATE benevolence_application AS a
       SET status = 'submitted', round = a.round + 1, submitted_on = coalesce(a.submitted_on, ip2a_today()),
           submitted_by = session_user, card_number = m.card_number, standing = m.status
      FROM member AS m
     WHERE a.id = one.id AND m.id = a.member_id;
    RETURN true;
END
$$;

CREATE FUNCTION benevolence_decide(review_id uuid, of_application uuid, expected integer, said_decision text,
                                   said_amount numeric, said_comment text, said_override text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
    step benevolence_step;
    seat benevolence_recusal;
    cap record;
    rule text;
BEGIN
    IF EXISTS (SELECT FROM benevolence_review AS r
                WHERE r.id = review_id AND r.application_id = of_application AND r.reviewer = session_user) THEN
        RETURN true;
    ELSIF one.version IS DISTINCT FROM expected THEN
        RETURN false;
    ELSIF one.status NOT IN ('submitted', 'under_review') THEN
        PERFORM ip2a_refuse('benevolence_not_in_review', 'no level has to decide on this application');
    END IF;
    SELECT * INTO step FROM benevolence_step AS s
     WHERE s.application_id = one.id AND s.round = one.round AND s.position = benevolence_turn(one.id);
    rule := benevolence_barred(one.id, step.position, session_user);
    IF rule IS NOT NULL THEN
        PERFORM ip2a_forbid(rule, 'this person does not decide at this level of this application');
    END IF;
    IF said_decision = 'approved' THEN
        PERFORM benevolence_check_amount(one.id, said_amount);
    END IF;
    seat := benevolence_alternate(one.id, step.level_id);
    cap := benevolence_cap(one.member_id, one.id, ip2a_today());
    INSERT INTO benevolence_review (id, application_id, round, position, decision, amount, comment, override_reason,
                                    cap_amount, cap_period, cap_paid, cap_promised, problems, alternate_for)
    VALUES (review_id, one.id, one.round, step.position, said_decision, said_amount, coalesce(said_comment, ''),
            coalesce(said_override, ''), cap.amount, cap.period, cap.paid, cap.promised, benevolence_problems(one.id),
            coalesce(seat.recused, ''));
    PERFORM benevolence_decided(one.id, said_decision, said_amount);
    RETURN true;
END
$$;

-- Never more than was asked for, nor more than a level before approved.
CREATE FUNCTION benevolence_check_amount(of_application uuid, said_amount numeric) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application;
BEGIN
    SELECT * INTO one FROM benevolence_application AS a WHERE a.id = of_application;
    IF one.found_false_on IS NOT NULL THEN
        PERFORM ip2a_refuse('benevolence_found_false', 'the application was found to be false');
    ELSIF said_amount > one.requested THEN
        PERFORM ip2a_refuse('benevolence_over_requested', 'more than was asked for');
    ELSIF said_amount > (SELECT min(r.amount) FROM benevolence_review AS r
                          WHERE r.application_id = one.id AND r.round = one.round AND r.decision = 'approved') THEN
        PERFORM ip2a_refuse('benevolence_over_level_before', 'more than a level before approved');
    END IF;
END
$$;

-- What a decision makes of the application.
CREATE FUNCTION benevolence_decided(of_application uuid, said_decision text, said_amount numeric) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    is_final boolean := said_decision = 'denied'
        OR (said_decision = 'approved' AND benevolence_turn(of_application) IS NULL);
BEGIN
    UPDATE benevolence_application AS a
       SET status = CASE
               WHEN is_final THEN said_decision
               WHEN said_decision = 'approved' THEN 'under_review'
               WHEN said_decision = 'needs_information' THEN 'needs_information'
               WHEN said_decision = 'sent_back' THEN 'draft'
               ELSE a.status END,
           approved = CASE WHEN is_final AND said_decision = 'approved' THEN said_amount END,
           decided_on = CASE WHEN is_final THEN ip2a_today() END
     WHERE a.id = of_application;
END
$$;

CREATE FUNCTION benevolence_tell(answer_id uuid, of_application uuid, expected integer, said_words text)
    RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
BEGIN
    IF EXISTS (SELECT FROM benevolence_answer AS w WHERE w.id = answer_id AND w.application_id = of_application) THEN
        RETURN true;
    ELSIF one.version IS DISTINCT FROM expected THEN
        RETURN false;
    ELSIF one.status <> 'needs_information' THEN
        PERFORM ip2a_refuse('benevolence_nothing_asked', 'no level asked for more information');
    END IF;
    INSERT INTO benevolence_answer (id, application_id, words) VALUES (answer_id, one.id, said_words);
    UPDATE benevolence_application AS a
       SET status = CASE WHEN EXISTS (SELECT FROM benevolence_review AS r
                                       WHERE r.application_id = a.id AND r.round = a.round AND r.decision = 'approved')
                         THEN 'under_review' ELSE 'submitted' END
     WHERE a.id = one.id;
    RETURN true;
END
$$;

-- Whoever has the seat of a level steps aside and names who sits there instead; an admin or the president writes it
-- down for others, but never in their own favor.
CREATE FUNCTION benevolence_recuse(recusal_id uuid, of_application uuid, of_level uuid, who text, by_whom text,
                                   said_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
    step benevolence_step;
    seat benevolence_recusal;
BEGIN
    IF EXISTS (SELECT FROM benevolence_recusal AS c WHERE c.id = recusal_id AND c.application_id = of_application) THEN
        RETURN true;
    ELSIF one.id IS NULL THEN
        RETURN false;
    ELSIF one.status NOT IN ('submitted', 'under_review', 'needs_information') THEN
        PERFORM ip2a_refuse('benevolence_not_in_review', 'no level has to decide on this application');
    END IF;
    SELECT * INTO step FROM benevolence_step AS s
     WHERE s.application_id = one.id AND s.round = one.round AND s.level_id = of_level
       AND s.position >= benevolence_turn(one.id);
    IF step.level_id IS NULL THEN
        PERFORM ip2a_refuse('benevolence_recusal_level', 'this level has no decision before it');
    END IF;
    seat := benevolence_alternate(one.id, step.level_id);
    IF NOT coalesce(CASE WHEN seat.id IS NOT NULL THEN seat.alternate = who ELSE (
            SELECT pg_has_role(p.oid, 'ip2a_' || step.duty, 'MEMBER') FROM pg_roles AS p WHERE p.rolname = who) END, false) THEN
        PERFORM ip2a_refuse('benevolence_recusal_seat', 'this person does not sit at this level');
    END IF;
    IF who <> session_user AND (by_whom = session_user OR NOT (
            pg_has_role(session_user, 'ip2a_admin', 'MEMBER') OR pg_has_role(session_user, 'ip2a_president', 'MEMBER'))) THEN
        PERFORM ip2a_forbid('benevolence_recusal_of_others', 'only an admin or the president writes it down for others');
    END IF;
    PERFORM benevolence_check_alternate(one.id, step.level_id, by_whom);
    INSERT INTO benevolence_recusal (id, application_id, level_id, recused, alternate, reason)
    VALUES (recusal_id, one.id, step.level_id, who, by_whom, said_reason);
    UPDATE benevolence_application AS a SET status = a.status WHERE a.id = one.id;  -- a new version, for who looks at it
    RETURN true;
END
$$;

CREATE FUNCTION benevolence_check_alternate(of_application uuid, of_level uuid, by_whom text) RETURNS void
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles AS p
                    WHERE p.rolname = by_whom AND p.rolcanlogin AND benevolence_is_officer(p.rolname))
       OR benevolence_conflict((SELECT a.member_id FROM benevolence_application AS a WHERE a.id = of_application),
                               by_whom) IS NOT NULL
       OR EXISTS (SELECT FROM benevolence_recusal AS c WHERE c.application_id = of_application AND c.recused = by_whom)
       OR EXISTS (SELECT FROM benevolence_review AS r
                    JOIN benevolence_step AS s
                      ON s.application_id = r.application_id AND s.round = r.round AND s.position = r.position
                   WHERE r.application_id = of_application AND r.reviewer = by_whom AND s.level_id <> of_level) THEN
        PERFORM ip2a_refuse('benevolence_recusal_alternate', 'this person cannot be the alternate');
    END IF;
END
$$;

CREATE FUNCTION benevolence_pay(payment_id uuid, of_application uuid, said_amount numeric, said_day date,
                                said_method text, said_kind text, said_payee text, said_account text,
                                said_reference text, said_last boolean) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
BEGIN
    IF EXISTS (SELECT FROM benevolence_payment AS p WHERE p.id = payment_id AND p.application_id = of_application) THEN
        RETURN true;
    ELSIF one.id IS NULL THEN
        RETURN false;
    END IF;
    PERFORM benevolence_need_officer(one.member_id);
    IF one.found_false_on IS NOT NULL THEN
        PERFORM ip2a_refuse('benevolence_found_false', 'the application was found to be false');
    ELSIF one.status NOT IN ('approved', 'partly_paid') THEN
        PERFORM ip2a_refuse('benevolence_paid_after_approval', 'only what the last level approved is paid');
    ELSIF said_day < one.decided_on OR said_day > ip2a_today() THEN
        PERFORM ip2a_refuse('benevolence_payment_day', 'a payment is made after the approval and not in the future');
    ELSIF said_amount > one.approved - coalesce((SELECT sum(p.amount) FROM benevolence_payment AS p
                                                  WHERE p.application_id = one.id AND p.voided_at IS NULL), 0) THEN
        PERFORM ip2a_refuse('benevolence_paid_over_approved', 'no more is paid than was approved');
    END IF;
    INSERT INTO benevolence_payment (id, application_id, amount, paid_on, method, payee_kind, payee, account, reference,
                                     is_last)
    VALUES (payment_id, one.id, said_amount, coalesce(said_day, ip2a_today()), said_method, said_kind, said_payee,
            coalesce(said_account, ''), coalesce(said_reference, ''), said_last);
    PERFORM benevolence_count_payments(one.id);
    RETURN true;
END
$$;

CREATE FUNCTION benevolence_void(payment_id uuid, said_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(
        (SELECT p.application_id FROM benevolence_payment AS p WHERE p.id = payment_id));
BEGIN
    IF one.id IS NULL THEN
        RETURN false;
    END IF;
    PERFORM benevolence_need_officer(one.member_id);
    UPDATE benevolence_payment AS p
       SET voided_at = clock_timestamp(), voided_by = session_user, void_reason = said_reason
     WHERE p.id = payment_id AND p.voided_at IS NULL;
    IF NOT FOUND THEN
        RETURN EXISTS (SELECT FROM benevolence_payment AS p WHERE p.id = payment_id AND p.voided_by = session_user);
    END IF;
    PERFORM benevolence_count_payments(one.id);
    RETURN true;
END
$$;

-- Paid is what the payments say, voided ones left out.
CREATE FUNCTION benevolence_count_payments(of_application uuid) RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
        UPDATE benevolence_application AS a
           SET status = CASE WHEN coalesce(p.paid, 0) = 0 THEN 'approved'
                             WHEN p.paid >= a.approved OR p.has_last THEN 'paid'
                             ELSE 'partly_paid' END
          FROM (SELECT sum(p.amount) AS paid, bool_or(p.is_last) AS has_last FROM benevolence_payment AS p
                 WHERE p.application_id = of_application AND p.voided_at IS NULL) AS p
         WHERE a.id = of_application
    $$;

CREATE FUNCTION benevolence_withdraw(of_application uuid, expected integer, said_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
BEGIN
    IF one.version = expected + 1 AND one.status = 'withdrawn' AND one.updated_by = session_user THEN
        RETURN true;
    ELSIF one.version IS DISTINCT FROM expected THEN
        RETURN false;
    ELSIF one.status NOT IN ('submitted', 'under_review', 'needs_information', 'approved') THEN
        PERFORM ip2a_refuse('benevolence_withdrawn_before_paid', 'only an open application is withdrawn');
    END IF;
    UPDATE benevolence_application SET status = 'withdrawn', withdrawn_reason = said_reason WHERE id = one.id;
    RETURN true;
END
$$;

CREATE FUNCTION benevolence_report_false(of_application uuid, expected integer, said_reason text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    one benevolence_application := benevolence_take(of_application);
BEGIN
    IF one.version = expected + 1 AND one.found_false_on IS NOT NULL AND one.updated_by = session_user THEN
        RETURN true;
    ELSIF one.version IS DISTINCT FROM expected THEN
        RETURN false;
    END IF;
    PERFORM benevolence_need_officer(one.member_id);
    IF one.status = 'draft' OR one.found_false_on IS NOT NULL THEN
        PERFORM ip2a_refuse('benevolence_false_after_handed_in', 'a statement is false once it was handed in');
    END IF;
    UPDATE benevolence_application SET found_false_on = ip2a_today(), found_false_reason = said_reason WHERE id = one.id;
    RETURN true;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Trigger names sort in the order in which they must run.
CREATE TRIGGER a_number BEFORE INSERT ON benevolence_application FOR EACH ROW EXECUTE FUNCTION benevolence_number();
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON benevolence_application
    FOR EACH ROW EXECUTE FUNCTION benevolence_application_guard();
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON benevolence_budget_line
    FOR EACH ROW EXECUTE FUNCTION benevolence_child_guard();
CREATE TRIGGER b_guard BEFORE INSERT OR UPDATE ON benevolence_document
    FOR EACH ROW EXECUTE FUNCTION benevolence_child_guard();
CREATE TRIGGER b_conflict BEFORE UPDATE ON person_member FOR EACH ROW EXECUTE FUNCTION person_conflict_stays();
CREATE TRIGGER b_conflict BEFORE UPDATE ON person_family FOR EACH ROW EXECUTE FUNCTION person_conflict_stays();

DO $$
DECLARE
    one record;
BEGIN
    FOR one IN SELECT * FROM (VALUES
        ('person_member', 'id', true, false), ('person_family', 'id', true, true),
        ('benevolence_fund', 'id', true, false), ('benevolence_level', 'id', true, true),
        ('benevolence_application', 'id', true, true), ('benevolence_budget_line', 'application_id', true, true),
        ('benevolence_document', 'application_id', true, true), ('benevolence_review', 'application_id', false, false),
        ('benevolence_recusal', 'application_id', false, false), ('benevolence_answer', 'application_id', false, false),
        ('benevolence_payment', 'application_id', false, false)) AS t (name, subject, stamped, binned)
    LOOP
        IF one.stamped THEN
            EXECUTE format('CREATE TRIGGER m_stamp BEFORE INSERT OR UPDATE ON %I '
                           'FOR EACH ROW EXECUTE FUNCTION stamp_row()', one.name);
        ELSE
            EXECUTE format('CREATE TRIGGER b_append_only BEFORE UPDATE ON %I '
                           'FOR EACH ROW EXECUTE FUNCTION benevolence_append_only()', one.name);
        END IF;
        IF one.binned THEN
            EXECUTE format('CREATE TRIGGER n_bin BEFORE INSERT OR UPDATE ON %I '
                           'FOR EACH ROW EXECUTE FUNCTION stamp_bin()', one.name);
        END IF;
        EXECUTE format('CREATE TRIGGER y_audit AFTER INSERT OR UPDATE OR DELETE ON %I '
                       'FOR EACH ROW EXECUTE FUNCTION audit_row(%L, %L, %L)', one.name, one.subject, 'id', 'office');
    END LOOP;
END
$$;
CREATE TRIGGER b_append_only BEFORE UPDATE ON benevolence_step
    FOR EACH ROW EXECUTE FUNCTION benevolence_append_only();

DO $$
DECLARE
    one regprocedure;
BEGIN
    FOR one IN SELECT p.oid FROM pg_proc AS p
                WHERE p.pronamespace = 'public'::regnamespace AND p.prosecdef AND p.proname LIKE 'benevolence%'
    LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', one);
    END LOOP;
END
$$;
GRANT EXECUTE ON FUNCTION benevolence_submit(uuid, integer), benevolence_tell(uuid, uuid, integer, text),
    benevolence_withdraw(uuid, integer, text)
    TO ip2a_staff, ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin;
GRANT EXECUTE ON FUNCTION benevolence_decide(uuid, uuid, integer, text, numeric, text, text),
    benevolence_recuse(uuid, uuid, uuid, text, text, text),
    benevolence_pay(uuid, uuid, numeric, date, text, text, text, text, text, boolean), benevolence_void(uuid, text),
    benevolence_report_false(uuid, integer, text)
    TO ip2a_vp, ip2a_manager, ip2a_president, ip2a_admin;
