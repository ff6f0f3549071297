"""What every page is joined from: the kit, the services, and whose session it is."""

from dataclasses import dataclass
from pathlib import Path

from ip2a_desktop.app.services import Services
from ip2a_desktop.ui.kit.kit import Kit


@dataclass(frozen=True)
class House:
    """One open window's kit and services.

    Args:
        kit: what every screen shares.
        services: the use cases on the open database.
        folder: the person's data folder.
        where: which database this is, in words.
        is_organizer: whether the person may see organizing.
    """

    kit: Kit
    services: Services
    folder: Path
    where: str
    is_organizer: bool
