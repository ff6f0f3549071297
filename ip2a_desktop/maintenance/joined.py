"""The services of maintenance joined: repair backs up first and tells afterwards, backups carry a seal."""

from pathlib import Path

from ip2a_desktop.db.engine import Database
from ip2a_desktop.db.local import LocalDatabase
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.maintenance.backups import BackupService
from ip2a_desktop.maintenance.notices import NoticeService
from ip2a_desktop.maintenance.repairs import RepairService
from ip2a_desktop.maintenance.seals import SealService


def backup_service(database: Database, folder: Path, local: LocalDatabase | None) -> BackupService:
    """Return the backups, each with the newest seal in its manifest.

    Args:
        database: as the person.
        folder: the data folder of this desktop.
        local: the embedded server, where the database is one.
    """
    return BackupService(database, folder, local, SealService(database).anchor_text)


def repair_service(database: Database, folder: Path, local: LocalDatabase | None) -> RepairService:
    """Return the repairs, which back up first and tell the admins afterwards."""
    notices = NoticeService(database, folder)

    def tell(title: str, body: str, key: str) -> bool:
        return notices.tell(Severity.MEDIUM, "repair", title, body, key)

    return RepairService(database, folder, backup_service(database, folder, local).back_up, tell)
