"""The use cases on one open database; each is loaded when it is first called."""

from importlib import import_module
from typing import TYPE_CHECKING

from ip2a_desktop.app.late import late, late_list
from ip2a_desktop.app.printers import load_printers
from ip2a_desktop.services.kept_questions import KeptQuestions
from ip2a_desktop.services.list_at_start import RowMaker
from ip2a_desktop.services.opening import Opened

if TYPE_CHECKING:
    from ip2a_desktop.services.benevolence import BenevolenceService
    from ip2a_desktop.services.employers import EmployerService
    from ip2a_desktop.services.grievances import GrievanceService
    from ip2a_desktop.services.hall import HallService
    from ip2a_desktop.services.layouts import LayoutService
    from ip2a_desktop.services.members import MemberService
    from ip2a_desktop.services.notes import NoteService
    from ip2a_desktop.services.papers import PaperService


_WANTED_NEXT = (
    "sqlalchemy",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.postgresql.psycopg2",
    "pydantic",
    "ip2a_desktop.domain.member_drafts",
    "ip2a_desktop.services.members",
    "ip2a_desktop.services.notes",
)


def load_next() -> None:
    """Load what the first click asks for, after the first rows are on screen; run in a worker."""
    for name in _WANTED_NEXT:
        import_module(name)


class Services:
    """The use cases on one open database.

    Args:
        opened: the database.
        kept: the questions of an earlier start.
    """

    def __init__(self, opened: Opened, kept: KeptQuestions) -> None:
        self.database = opened.database
        self.members = late_list(self._members, "members", self.database, kept, self._member_row)
        self.employers = late_list(self._employers, "employers", self.database, kept, self._employer_row)
        self.benevolence = late(self._benevolence)
        self.notes = late(self._notes)
        self.grievances = late(self._grievances)
        self.hall = late(self._hall)
        self.layouts = late(self._layouts)
        self.papers = late(self._papers)

    def _members(self) -> "MemberService":
        from ip2a_desktop.services.members import MemberService

        return MemberService(self.database)

    def _member_row(self) -> RowMaker:
        from ip2a_desktop.services.member_rows import member_row

        return member_row

    def _employer_row(self) -> RowMaker:
        from ip2a_desktop.services.employer_rows import employer_row

        return employer_row

    def _employers(self) -> "EmployerService":
        from ip2a_desktop.services.employers import EmployerService

        return EmployerService(self.database)

    def _benevolence(self) -> "BenevolenceService":
        from ip2a_desktop.services.benevolence import BenevolenceService

        return BenevolenceService(self.database)

    def _notes(self) -> "NoteService":
        from ip2a_desktop.services.notes import NoteService

        return NoteService(self.database)

    def _grievances(self) -> "GrievanceService":
        from ip2a_desktop.services.grievances import GrievanceService

        return GrievanceService(self.database)

    def _hall(self) -> "HallService":
        from ip2a_desktop.services.hall import HallService

        return HallService(self.database)

    def _layouts(self) -> "LayoutService":
        from ip2a_desktop.services.layouts import LayoutService

        return LayoutService(self.database)

    def _papers(self) -> "PaperService":
        from ip2a_desktop.services.papers import PaperService

        return PaperService(self.members, self.employers, self.notes, self.hall, load_printers)
