"""All inspections of a kind of run, in the order of the report."""

from collections.abc import Sequence

from ip2a_desktop.domain.health import RunKind
from ip2a_desktop.maintenance import integrity, resilience
from ip2a_desktop.maintenance.backup_checks import BackupInspection
from ip2a_desktop.maintenance.documents import DocumentInspection
from ip2a_desktop.maintenance.inspecting import Inspection


def inspections(kind: RunKind) -> Sequence[Inspection]:
    """Return what a run of this kind looks at."""
    found: list[Inspection] = []
    if kind in (RunKind.INTEGRITY, RunKind.FULL):
        found += [*integrity.inspections(), DocumentInspection()]
    if kind in (RunKind.RESILIENCE, RunKind.FULL):
        found += [*resilience.inspections(), BackupInspection()]
    if kind is RunKind.CATALOG:
        found += [*integrity.catalog_inspections(), *resilience.catalog_inspections()]
    return found
