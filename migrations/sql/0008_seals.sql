-- Seals over the record of who did what; which server this is; what runs remember: sizes, times, logins seen.

-- Rows of a transaction that has ended never come to be more. So a seal covers the rows whose transaction number lies
-- in [from_xid, to_xid), where to_xid was older than every transaction still under way. A database restored on another
-- server counts transactions anew there: its first seal closes the era (to_xid is NULL, it covers whatever the seals
-- before it do not, up to last_id), and the next era begins above that row.
CREATE TABLE audit_seal (
    number bigint PRIMARY KEY,
    era integer NOT NULL,
    floor_id bigint NOT NULL,
    past_id bigint NOT NULL,
    from_xid xid8 NOT NULL,
    to_xid xid8,
    row_count bigint NOT NULL,
    first_id bigint NOT NULL,
    last_id bigint NOT NULL,
    first_at timestamptz,
    last_at timestamptz,
    digest bytea NOT NULL,
    previous bytea NOT NULL,
    seal bytea NOT NULL,
    system_identifier text NOT NULL,
    sealed_at timestamptz NOT NULL,
    sealed_by text NOT NULL,
    CONSTRAINT audit_seal_counts CHECK (number >= 1 AND row_count >= 0 AND first_id <= last_id)
);

CREATE FUNCTION audit_seal_keep() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    RAISE insufficient_privilege USING MESSAGE = 'seals are never changed or removed';
END
$$;
CREATE TRIGGER audit_seal_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_seal_keep();

-- Each field by name, so that a later column changes no digest. Who calls these two sets time zone and date style.
CREATE FUNCTION audit_row_hash(one audit_log) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT pg_catalog.sha256(pg_catalog.convert_to(ROW(one.id, one.at, one.xid, one.actor, one.action,
            one.table_name, one.record_id, one.subject_id, one.duty, one.batch_id, one.before, one.after)::text, 'UTF8'))
    $$;

CREATE FUNCTION audit_seal_hash(one audit_seal) RETURNS bytea
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$
        SELECT pg_catalog.sha256(one.previous || pg_catalog.convert_to(ROW(one.number, one.era, one.floor_id,
            one.past_id, one.from_xid, one.to_xid, one.row_count, one.first_id, one.last_id, one.first_at, one.last_at,
            one.digest, one.system_identifier, one.sealed_at, one.sealed_by)::text, 'UTF8'))
    $$;

CREATE FUNCTION ip2a_must_maintain(what text) RETURNS void
    LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER')
            AND NOT pg_has_role(session_user, 'ip2a_maintenance', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin or the maintenance ' || what;
    END IF;
END
$$;

-- Which server this is. Some services keep that to themselves; there the database's own number stands for it.
CREATE FUNCTION ip2a_server_identifier() RETURNS text
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    RETURN (SELECT c.system_identifier FROM pg_control_system() AS c);
EXCEPTION WHEN insufficient_privilege THEN
    RETURN (SELECT 'database ' || d.oid FROM pg_database AS d WHERE d.datname = current_database());
END
$$;

-- Seals what can be sealed; NULL where there is nothing new.
CREATE FUNCTION audit_seal_make() RETURNS audit_seal
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET timezone = 'UTC' SET datestyle = 'ISO'
    AS $$
DECLARE
    newest audit_seal;
    made audit_seal;
BEGIN
    PERFORM ip2a_must_maintain('seals the record');
    LOCK TABLE audit_seal IN SHARE ROW EXCLUSIVE MODE;
    SELECT * INTO newest FROM audit_seal ORDER BY number DESC LIMIT 1;
    made.number := coalesce(newest.number, 0) + 1;
    made.previous := coalesce(newest.seal, '');
    made.system_identifier := ip2a_server_identifier();
    IF newest.number IS NULL THEN
        made.era := 1;
        made.floor_id := 0;
        made.from_xid := '0';
    ELSIF newest.to_xid IS NULL THEN
        made.era := newest.era + 1;
        made.floor_id := newest.last_id;
        made.from_xid := '0';
    ELSE
        made.era := newest.era;
        made.floor_id := newest.floor_id;
        made.from_xid := newest.to_xid;
    END IF;
    made.past_id := coalesce((SELECT max(s.last_id) FROM audit_seal AS s WHERE s.era = made.era), made.floor_id);
    IF newest.to_xid IS NOT NULL AND newest.system_identifier <> made.system_identifier THEN
        LOCK TABLE audit_log IN SHARE ROW EXCLUSIVE MODE;  -- nobody is in the middle of a write
    ELSE
        made.to_xid := pg_snapshot_xmin(pg_current_snapshot());
    END IF;
    SELECT count(*), min(a.id), max(a.id), min(a.at), max(a.at),
           sha256(coalesce(string_agg(audit_row_hash(a), ''::bytea ORDER BY a.id), ''))
      INTO made.row_count, made.first_id, made.last_id, made.first_at, made.last_at, made.digest
      FROM audit_log AS a
     WHERE a.id > made.floor_id
       AND CASE WHEN made.to_xid IS NULL THEN a.id > made.past_id OR a.xid >= made.from_xid
                ELSE a.xid >= made.from_xid AND a.xid < made.to_xid END;
    IF made.to_xid IS NULL THEN
        made.last_id := greatest(made.past_id, made.last_id);
        made.first_id := coalesce(made.first_id, made.last_id);
    ELSIF made.row_count = 0 THEN
        RETURN NULL;
    END IF;
    made.sealed_at := clock_timestamp();
    made.sealed_by := session_user;
    made.seal := audit_seal_hash(made);
    INSERT INTO audit_seal SELECT made.*;
    RETURN made;
END
$$;

-- What does not fit its seal. Nothing found is no proof by itself: compare the last seal with a copy kept elsewhere.
CREATE FUNCTION audit_seal_check()
    RETURNS TABLE (number bigint, problem text, expected bigint, found bigint, first_id bigint, last_id bigint,
                   first_at timestamptz, last_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    SET timezone = 'UTC' SET datestyle = 'ISO' SET work_mem = '64MB'
    AS $$
BEGIN
    PERFORM ip2a_must_maintain('checks the seals');
    RETURN QUERY
    WITH era AS (
        SELECT s.era, min(s.floor_id) AS floor_id,
               coalesce(max(s.last_id) FILTER (WHERE s.to_xid IS NULL), 9223372036854775807) AS ceil_id,
               max(s.number) FILTER (WHERE s.to_xid IS NULL) AS closing,
               max(s.past_id) FILTER (WHERE s.to_xid IS NULL) AS past_id,
               coalesce(max(s.to_xid::text::numeric), 0)::text::xid8 AS top_xid,
               array_agg(s.from_xid ORDER BY s.number) FILTER (WHERE s.to_xid IS NOT NULL) AS starts,
               array_agg(s.number ORDER BY s.number) FILTER (WHERE s.to_xid IS NOT NULL) AS numbers
          FROM audit_seal AS s GROUP BY s.era
    ), placed AS (
        SELECT a.id, audit_row_hash(a) AS hash,
               CASE WHEN e.closing IS NOT NULL AND (a.id > e.past_id OR a.xid >= e.top_xid) THEN e.closing
                    WHEN a.xid < e.top_xid THEN e.numbers[width_bucket(a.xid, e.starts)] END AS number
          FROM audit_log AS a JOIN era AS e ON a.id > e.floor_id AND a.id <= e.ceil_id
         WHERE e.closing IS NOT NULL OR a.xid < e.top_xid
    ), counted AS (
        SELECT p.number, count(*) AS found, sha256(string_agg(p.hash, ''::bytea ORDER BY p.id)) AS digest
          FROM placed AS p GROUP BY p.number
    ), compared AS (
        SELECT s.*, coalesce(c.found, 0) AS found, coalesce(c.digest, sha256('')) AS now_digest,
               lag(s.seal, 1, ''::bytea) OVER w AS before, lag(s.number, 1, 0::bigint) OVER w AS number_before,
               audit_seal_hash(s) AS now_seal
          FROM audit_seal AS s LEFT JOIN counted AS c ON c.number = s.number WINDOW w AS (ORDER BY s.number)
    )
    SELECT c.number, p.problem, c.row_count, c.found, c.first_id, c.last_id, c.first_at, c.last_at
      FROM compared AS c
     CROSS JOIN LATERAL (
         SELECT 'chain' AS problem
          WHERE c.seal <> c.now_seal OR c.previous <> c.before OR c.number <> c.number_before + 1
         UNION ALL
         SELECT CASE WHEN c.found < c.row_count THEN 'deleted' WHEN c.found > c.row_count THEN 'inserted' ELSE 'edited' END
          WHERE c.found <> c.row_count OR c.now_digest <> c.digest
     ) AS p
    UNION ALL
    -- No transaction has had such a number yet, so no trigger wrote these rows.
    SELECT NULL, 'forged', 0::bigint, count(*), min(a.id), max(a.id), min(a.at), max(a.at)
      FROM audit_log AS a
     WHERE a.xid >= pg_snapshot_xmax(pg_current_snapshot())
       AND a.id > (SELECT s.floor_id FROM audit_seal AS s ORDER BY s.number DESC LIMIT 1)
       AND EXISTS (SELECT FROM audit_seal AS s
                    WHERE s.number = (SELECT max(x.number) FROM audit_seal AS x) AND s.to_xid IS NOT NULL
                      AND s.system_identifier = ip2a_server_identifier())
    HAVING count(*) > 0
     ORDER BY 1;
END
$$;

-- How far the seals reach, for everybody who may look after the database.
CREATE FUNCTION audit_seal_state(OUT seals bigint, OUT sealed_rows bigint, OUT unsealed_rows bigint,
                                 OUT oldest_unsealed timestamptz, OUT last_number bigint, OUT last_seal text,
                                 OUT last_sealed_at timestamptz)
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
DECLARE
    newest audit_seal;
BEGIN
    PERFORM ip2a_must_maintain('looks at the seals');
    SELECT * INTO newest FROM audit_seal ORDER BY number DESC LIMIT 1;
    SELECT count(*), coalesce(sum(s.row_count), 0) INTO seals, sealed_rows FROM audit_seal AS s;
    last_number := newest.number;
    last_seal := encode(newest.seal, 'hex');
    last_sealed_at := newest.sealed_at;
    -- Numbers are given out before rows are committed, so a little before the newest seal too; never the whole table.
    SELECT count(*), min(a.at) INTO unsealed_rows, oldest_unsealed
      FROM audit_log AS a
     WHERE a.id > coalesce(newest.first_id - 10000, 0) AND a.id > coalesce(newest.floor_id, 0)
       AND (newest.to_xid IS NULL OR a.xid >= newest.to_xid)
       AND (newest.number IS NULL OR newest.to_xid IS NOT NULL OR a.id > newest.last_id);
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- Which server this database was set up on.

CREATE TABLE server_mark (
    singleton boolean PRIMARY KEY DEFAULT true,
    system_identifier text NOT NULL,
    marked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    marked_by text NOT NULL DEFAULT session_user,
    CONSTRAINT server_mark_one CHECK (singleton)
);
INSERT INTO server_mark (system_identifier) SELECT ip2a_server_identifier();

CREATE FUNCTION server_mark_here() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    IF NOT pg_has_role(session_user, 'ip2a_admin', 'MEMBER') THEN
        RAISE insufficient_privilege USING MESSAGE = 'only an admin says that this is the right server';
    END IF;
    INSERT INTO server_mark (system_identifier) SELECT ip2a_server_identifier()
    ON CONFLICT (singleton) DO UPDATE
       SET system_identifier = excluded.system_identifier, marked_at = clock_timestamp(), marked_by = session_user;
END
$$;

-- ---------------------------------------------------------------------------------------------------------------
-- What runs remember. Written by functions, so that nobody needs a grant to write them.

CREATE TABLE size_history (
    day date NOT NULL,
    table_name text NOT NULL,
    row_estimate bigint NOT NULL,
    bytes bigint NOT NULL,
    PRIMARY KEY (day, table_name)
);
CREATE TABLE login_seen (
    login text PRIMARY KEY,
    first_noted date NOT NULL,
    last_seen date
);
CREATE TABLE query_time (
    day date NOT NULL,
    query text NOT NULL,
    machine text NOT NULL,
    median_ms double precision NOT NULL,
    runs integer NOT NULL,
    PRIMARY KEY (query, machine, day)
);
CREATE TABLE storage_report (
    volume text PRIMARY KEY,
    total_bytes bigint NOT NULL,
    free_bytes bigint,
    told_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    told_by text NOT NULL DEFAULT session_user,
    CONSTRAINT storage_report_sensible CHECK (total_bytes > 0 AND free_bytes BETWEEN 0 AND total_bytes)
);

-- Today's sizes (the whole database under the empty name) and the logins that were at work.
CREATE FUNCTION resilience_remember() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    PERFORM ip2a_must_maintain('keeps the history of sizes');
    INSERT INTO size_history (day, table_name, row_estimate, bytes)
    SELECT CURRENT_DATE, c.relname, greatest(s.n_live_tup, 0), pg_total_relation_size(c.oid)
      FROM pg_class AS c JOIN pg_stat_user_tables AS s ON s.relid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
    UNION ALL SELECT CURRENT_DATE, '', 0, pg_database_size(current_database())
    ON CONFLICT (day, table_name) DO UPDATE SET row_estimate = excluded.row_estimate, bytes = excluded.bytes;
    DELETE FROM size_history WHERE day < CURRENT_DATE - 400;
    INSERT INTO login_seen (login, first_noted, last_seen)
    SELECT r.rolname, CURRENT_DATE, seen.day
      FROM pg_roles AS r
      LEFT JOIN (SELECT w.login, max(w.day) AS day
                   FROM (SELECT a.usename::text AS login, CURRENT_DATE AS day FROM pg_stat_activity AS a
                         UNION ALL
                         SELECT l.actor, max(l.at)::date FROM audit_log AS l GROUP BY l.actor) AS w
                  GROUP BY w.login) AS seen ON seen.login = r.rolname
     WHERE r.rolcanlogin
    ON CONFLICT (login) DO UPDATE SET last_seen = greatest(login_seen.last_seen, excluded.last_seen);
    DELETE FROM login_seen AS l WHERE NOT EXISTS (SELECT FROM pg_roles AS r WHERE r.rolname = l.login AND r.rolcanlogin);
END
$$;

-- How long the program's own questions took: {"query": milliseconds}.
CREATE FUNCTION query_time_note(desk text, took jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    PERFORM ip2a_must_maintain('keeps the history of times');
    INSERT INTO query_time AS q (day, query, machine, median_ms, runs)
    SELECT CURRENT_DATE, t.key, left(desk, 200), t.value::double precision, 1 FROM jsonb_each_text(took) AS t
    ON CONFLICT (query, machine, day) DO UPDATE
       SET median_ms = (q.median_ms * q.runs + excluded.median_ms) / (q.runs + 1), runs = q.runs + 1;
    DELETE FROM query_time WHERE day < CURRENT_DATE - 100;
END
$$;

-- What a job on the server's own machine, or an admin who knows the quota, tells about room.
CREATE FUNCTION storage_tell(place text, total bigint, free bigint DEFAULT NULL) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
    AS $$
BEGIN
    PERFORM ip2a_must_maintain('tells how much room there is');
    INSERT INTO storage_report (volume, total_bytes, free_bytes) VALUES (place, total, free)
    ON CONFLICT (volume) DO UPDATE SET total_bytes = excluded.total_bytes, free_bytes = excluded.free_bytes,
                                       told_at = clock_timestamp(), told_by = session_user;
END
$$;

REVOKE ALL ON FUNCTION ip2a_server_identifier(), audit_seal_make(), audit_seal_check(), audit_seal_state(), server_mark_here(),
    resilience_remember(), query_time_note(text, jsonb), storage_tell(text, bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit_seal_make(), audit_seal_check(), audit_seal_state(), resilience_remember(),
    query_time_note(text, jsonb), storage_tell(text, bigint, bigint) TO ip2a_admin, ip2a_maintenance;
GRANT EXECUTE ON FUNCTION server_mark_here() TO ip2a_admin;
GRANT EXECUTE ON FUNCTION ip2a_server_identifier() TO ip2a_admin, ip2a_auditor, ip2a_maintenance;
