"""What every page is joined from: the kit, the services, and whose session it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ip2a_desktop.app.services import Services
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.db.local import LocalDatabase


@dataclass(frozen=True)
class House:
    """One open window's kit and services.

    Args:
        kit: what every screen shares.
        services: the use cases on the open database.
        folder: the person's data folder.
        where: which database this is, in words.
        is_organizer: whether the person may see organizing.
        is_admin: whether the person may look after the database.
        local: the embedded server, where the database is one.
    """

    kit: Kit
    services: Services
    folder: Path
    where: str
    is_organizer: bool
    is_admin: bool = False
    local: "LocalDatabase | None" = None
