DROP TABLE health_mute, health_problem, health_run, maintenance_lease, catalog_snapshot;
