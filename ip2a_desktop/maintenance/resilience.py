"""Everything but the records themselves and the backups: server, storage, speed, damage, seals, logins."""

from collections.abc import Sequence

from ip2a_desktop.maintenance.catalog import catalog_inspection
from ip2a_desktop.maintenance.corruption import CorruptionInspection
from ip2a_desktop.maintenance.inspecting import Inspection
from ip2a_desktop.maintenance.logins import LoginInspection
from ip2a_desktop.maintenance.query_times import QuestionInspection
from ip2a_desktop.maintenance.rhythms import RhythmInspection
from ip2a_desktop.maintenance.seals import SealingInspection, SealInspection
from ip2a_desktop.maintenance.storage import StorageInspection


def inspections() -> Sequence[Inspection]:
    """Return what a nightly or full run looks at; it also notes sizes and times, and seals the record."""
    return (
        catalog_inspection(),
        StorageInspection(),
        RhythmInspection(),
        QuestionInspection(),
        CorruptionInspection(),
        SealInspection(),
        LoginInspection(),
    )


def catalog_inspections() -> Sequence[Inspection]:
    """Return what the hourly look asks, in two round trips, and the sealing of what was written since."""
    return (catalog_inspection(), SealingInspection())
