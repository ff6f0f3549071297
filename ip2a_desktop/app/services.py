"""The use cases on one open database, and what is asked of them before the window can be shown."""

from dataclasses import dataclass
from typing import Any

from ip2a_desktop.app.printers import load_printers
from ip2a_desktop.domain.hall import HallDraft
from ip2a_desktop.services.benevolence import BenevolenceService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.hall import HallService
from ip2a_desktop.services.layouts import LayoutService
from ip2a_desktop.services.members import MemberService
from ip2a_desktop.services.notes import NoteService
from ip2a_desktop.services.opening import Opened
from ip2a_desktop.services.papers import PaperService


@dataclass(frozen=True)
class Known:
    """What is asked once, when the database was opened."""

    hall: HallDraft
    layouts: dict[str, Any]
    person: str
    is_organizer: bool


class Services:
    """The use cases on one open database."""

    def __init__(self, opened: Opened) -> None:
        database = opened.database
        self.members = MemberService(database)
        self.employers = EmployerService(database)
        self.benevolence = BenevolenceService(database)
        self.notes = NoteService(database)
        self.grievances = GrievanceService(database)
        self.hall = HallService(database)
        self.layouts = LayoutService(database)
        self.database = database
        self.papers = PaperService(self.members, self.employers, self.notes, self.hall, load_printers)

    def know(self) -> Known:
        """Ask what the window needs before it can be shown; run in a worker."""
        hall = self.hall
        return Known(hall.load(), self.layouts.load(), hall.who_am_i(), hall.may("ip2a_organizer"))
