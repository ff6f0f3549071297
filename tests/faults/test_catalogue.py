"""Which fault is proved where: every check of a full run and of the hourly look has a planted fault, or this fails."""

from importlib import import_module

from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.maintenance.all_checks import inspections

_BOUNDS = "tests.maintenance.test_catalog_bounds"
_CATALOG = "tests.maintenance.test_catalog_checks"
_CORRUPTION = "tests.maintenance.test_corruption"
_SEALS = "tests.maintenance.test_seals"
_STORAGE = "tests.maintenance.test_storage"
_RHYTHMS = "tests.maintenance.test_rhythms_logins_times"
_BACKUPS = "tests.faults.test_backup_checks"
_DOCUMENTS = "tests.maintenance.test_documents"
_INTEGRITY = "tests.db.test_integrity"

PROVED: dict[str, tuple[str, str]] = {
    "rules.version": (_INTEGRITY, "test_another_version_of_the_database_is_told"),
    "rules.enforced": ("tests.faults.test_enforcement", "test_each_of_them_is_named_and_nothing_else"),
    "rules.drift": ("tests.faults.test_enforcement", "test_each_of_them_is_named_and_nothing_else"),
    "server.encrypted": (_BOUNDS, "test_encryption"),
    "server.identity": (_CATALOG, "test_another_server"),
    "server.sees_all": (_CATALOG, "test_without_the_right_to_see_it_never_passes"),
    "server.version": (_BOUNDS, "test_versions"),
    "server.pending_restart": (_CORRUPTION, "test_a_setting_that_waits_and_a_transaction_left_prepared"),
    "server.durable": (_BOUNDS, "test_collation_settings_and_restart"),
    "server.checksums": (_BOUNDS, "test_checksums"),
    "server.collation": (_BOUNDS, "test_collation_settings_and_restart"),
    "server.clock": (_CATALOG, "test_this_computers_clock"),
    "server.connections": (_BOUNDS, "test_connections"),
    "server.idle_in_transaction": (_CATALOG, "test_a_forgotten_transaction"),
    "server.blocking": (_CATALOG, "test_who_waits_and_who_holds"),
    "server.long_queries": (_BOUNDS, "test_sessions"),
    "server.prepared": (_CORRUPTION, "test_a_setting_that_waits_and_a_transaction_left_prepared"),
    "server.slots": (_CATALOG, "test_a_slot_without_a_replica"),
    "server.replica_lag": (_BOUNDS, "test_replicas"),
    "tables.transaction_age": (_BOUNDS, "test_transaction_ids"),
    "tables.sequences": (_CATALOG, "test_a_sequence_that_runs_out"),
    "tables.dead_rows": (_CATALOG, "test_dead_rows_and_stale_statistics"),
    "tables.statistics": (_CATALOG, "test_dead_rows_and_stale_statistics"),
    "tables.cache": (_BOUNDS, "test_traffic"),
    "tables.temporary_files": (_BOUNDS, "test_traffic"),
    "tables.deadlocks": (_BOUNDS, "test_traffic"),
    "tables.abandoned": (_BOUNDS, "test_traffic"),
    "indexes.invalid": (_CATALOG, "test_an_index_that_was_left_half_built"),
    "indexes.duplicate": (_CATALOG, "test_an_index_twice_a_reference_without_one_and_a_table_without_a_key"),
    "indexes.unused": (_BOUNDS, "test_unused_indexes"),
    "indexes.foreign_keys": (_CATALOG, "test_an_index_twice_a_reference_without_one_and_a_table_without_a_key"),
    "indexes.primary_keys": (_CATALOG, "test_an_index_twice_a_reference_without_one_and_a_table_without_a_key"),
    "privileges.superusers": (_CATALOG, "test_a_role_that_may_too_much"),
    "privileges.row_security": (_CATALOG, "test_a_role_that_may_too_much"),
    "privileges.role_makers": (_CATALOG, "test_a_role_that_may_too_much"),
    "privileges.owners": (_CATALOG, "test_a_role_that_may_too_much"),
    "privileges.public": (_CATALOG, "test_a_grant_to_everybody"),
    "privileges.search_path": (_CATALOG, "test_a_function_that_can_be_led_astray"),
    "privileges.unused_logins": (_RHYTHMS, "test_logins"),
    "audit.triggers": (_CATALOG, "test_a_trigger_of_the_record_switched_off"),
    "audit.seal_age": (_CATALOG, "test_rows_that_wait_for_a_seal"),
    "audit.chain": (_SEALS, "test_tampering_is_found"),
    "audit.sealed": (_SEALS, "test_the_hourly_look_seals_what_is_new"),
    "maintenance.last_run": (_CATALOG, "test_checks_that_were_not_made_for_days"),
    "maintenance.lease": (_CATALOG, "test_a_lease_that_nobody_could_have_taken"),
    "maintenance.notices": (_CATALOG, "test_notices_that_reach_nobody"),
    "storage.room": (_STORAGE, "test_how_full"),
    "storage.growth": (_STORAGE, "test_days_to_full"),
    "storage.backups": (_STORAGE, "test_how_full"),
    "rhythm.records": (_RHYTHMS, "test_a_feed_that_fell_silent"),
    "speed.questions": (_RHYTHMS, "test_times_against_the_usual"),
    "corruption.tables": (_CORRUPTION, "test_a_whole_database_passes_and_a_flipped_heap_page_is_found"),
    "corruption.indexes": (_CORRUPTION, "test_a_flipped_index_page_and_a_row_that_its_index_does_not_know"),
    "corruption.bloat": (_CORRUPTION, "test_an_index_that_is_mostly_air"),
    "documents.missing": (_DOCUMENTS, "test_missing_cut_flipped_nobodys_and_outside_are_found"),
    "documents.whole": (_DOCUMENTS, "test_missing_cut_flipped_nobodys_and_outside_are_found"),
    "documents.stray": (_DOCUMENTS, "test_missing_cut_flipped_nobodys_and_outside_are_found"),
    "documents.outside": (_DOCUMENTS, "test_missing_cut_flipped_nobodys_and_outside_are_found"),
    "documents.folder": (_DOCUMENTS, "test_a_share_that_is_away_is_no_pass"),
    "documents.room": (_DOCUMENTS, "test_a_share_that_is_away_is_no_pass"),
    "backup.age": (_BACKUPS, "test_age"),
    "backup.proved": (_BACKUPS, "test_proved"),
    "backup.size": (_BACKUPS, "test_size"),
    "backup.elsewhere": (_BACKUPS, "test_elsewhere"),
}
"""By check, the test that plants its fault. The records (``integrity.*``) are proved in this folder: their structure
in ``test_structure``, the declared rules in ``test_declared``, counted dates in ``tests.db.test_integrity``; harmed
dumps in ``tests.db.test_backups``, flipped pages in ``tests.maintenance.test_corruption``, servers and networks that
fail in ``test_connections``."""


def test_every_check_has_a_planted_fault() -> None:
    kinds = (RunKind.FULL, RunKind.CATALOG)
    names = {check.name for kind in kinds for one in inspections(kind) for check in one.checks}
    assert {one for one in names if not one.startswith("integrity.")} == set(PROVED)


def test_the_tests_that_are_named_are_there() -> None:
    for module, test in set(PROVED.values()):
        assert callable(getattr(import_module(module), test)), (module, test)
