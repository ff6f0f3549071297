-- Maintenance.
SELECT;
