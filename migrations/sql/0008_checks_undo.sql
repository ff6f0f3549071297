ALTER POLICY note_by_visibility ON note USING (
    visibility = 'all'
    OR (visibility = 'staff' AND (pg_has_role(session_user, 'ip2a_staff', 'MEMBER') OR ip2a_is_officer()))
    OR (visibility = 'officers' AND ip2a_is_officer())
);
ALTER POLICY audit_log_by_duty ON audit_log USING (
    duty = ''
    OR (duty = 'private' AND pg_has_role(session_user, 'ip2a_private', 'MEMBER'))
    OR (duty = 'officers' AND ip2a_is_officer())
    OR (duty = 'office' AND ip2a_is_office())
    OR (duty = 'organizer' AND pg_has_role(session_user, 'ip2a_organizer', 'MEMBER'))
);
DROP TABLE health_mute, health_problem, health_run, maintenance_lease, catalog_snapshot;
