"""Papers of grievances: what a case or the docket becomes when it is printed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol
from uuid import UUID

from ip2a_desktop.domain.casework_drafts import InformationRequestDraft
from ip2a_desktop.domain.documents import Document
from ip2a_desktop.domain.errors import NotFound
from ip2a_desktop.domain.grievance_form import GrievanceForm, grievance_form
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.grievance_years import GrievanceYear
from ip2a_desktop.domain.grievances import DocketRow
from ip2a_desktop.domain.lists import ListQuery, ListSource
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.services.batches import in_order
from ip2a_desktop.services.papers import Hall


class Cases(ListSource[DocketRow], Protocol):
    """The docket, and one case's record."""

    def load(self, grievance_id: UUID) -> GrievanceRecord:
        """Return all about one case."""
        ...


class Years(Protocol):
    """What counts the cases of a year."""

    def year(self, year: int) -> GrievanceYear:
        """Return a year's numbers."""
        ...


@dataclass(frozen=True)
class GrievancePrinters:
    """What turns the data of a paper into a PDF; given by the composition root, as services see no reports."""

    grievance_form: Callable[[GrievanceForm, PaperContext], bytes]
    fact_sheet: Callable[[GrievanceRecord, PaperContext], bytes]
    information_request: Callable[[GrievanceRecord, InformationRequestDraft, PaperContext], bytes]
    settlement_agreement: Callable[[GrievanceRecord, PaperContext], bytes]
    case_summary: Callable[[GrievanceRecord, PaperContext], bytes]
    docket: Callable[[Sequence[DocketRow], PaperContext], bytes]
    stewards_list: Callable[[Sequence[DocketRow], PaperContext], bytes]
    statistics: Callable[[GrievanceYear, PaperContext], bytes]


class GrievancePapers:
    """Fetches what a paper shows and prints it; every method is called off the GUI thread and gives a PDF."""

    def __init__(
        self,
        cases: Cases,
        years: Years,
        hall: Hall,
        printers: GrievancePrinters,
        attached: Callable[[UUID], Sequence[Document]] = lambda _id: (),
    ) -> None:
        self._cases = cases
        self._attached = attached
        self._years = years
        self._hall = hall
        self._printers = printers

    def grievance_form(self, grievance_id: UUID, size: PaperSize) -> bytes:
        """Return the employer's copy; it is made of a form that has no field of the fact sheet.

        Raises:
            NotFound: there is no such case.
        """
        form = grievance_form(self._cases.load(grievance_id))
        return self._printers.grievance_form(form, self._context(size))

    def fact_sheet(self, grievance_id: UUID, size: PaperSize) -> bytes:
        """Return the union's own paper, which lists the documents of the case that are not private.

        Raises:
            NotAllowed: without a duty of the office.
            NotFound: there is no such case.
        """
        case = self._cases.load(grievance_id)
        if case.fact_sheet is not None:
            files = [f"{one.name} ({one.category.label.casefold()})" for one in self._attached(grievance_id)]
            told = "\n".join(one for one in (case.fact_sheet.documents, *files) if one)
            case = replace(case, fact_sheet=case.fact_sheet.model_copy(update={"documents": told}))
        return self._printers.fact_sheet(case, self._context(size))

    def information_request(self, grievance_id: UUID, request_id: UUID, size: PaperSize) -> bytes:
        """Return the letter of one information request.

        Raises:
            NotFound: there is no such case or request.
        """
        case = self._cases.load(grievance_id)
        request = next((one for one in case.requests if one.id == request_id), None)
        if request is None:
            raise NotFound("This request is not there any more.", "Nothing was printed.", "Open the case again.")
        return self._printers.information_request(case, request, self._context(size))

    def settlement_agreement(self, grievance_id: UUID, size: PaperSize) -> bytes:
        """Return the settlement for both sides to sign, or as they signed it.

        Raises:
            InputProblem: nothing was written yet.
            NotFound: there is no such case.
        """
        return self._printers.settlement_agreement(self._cases.load(grievance_id), self._context(size))

    def case_summary(self, grievance_id: UUID, size: PaperSize) -> bytes:
        """Return the summary of a case with its timeline.

        Raises:
            NotFound: there is no such case.
        """
        return self._printers.case_summary(self._cases.load(grievance_id), self._context(size))

    def docket(self, query: ListQuery | Sequence[UUID], size: PaperSize, about: str = "") -> bytes:
        """Return the docket as it is on screen, or of the chosen cases."""
        return self._printers.docket(self._rows(query), self._context(size, about))

    def stewards_list(self, query: ListQuery | Sequence[UUID], size: PaperSize, about: str = "") -> bytes:
        """Return the cases by steward."""
        return self._printers.stewards_list(self._rows(query), self._context(size, about))

    def statistics(self, year: int, size: PaperSize) -> bytes:
        """Return the statistics of a year; nobody is named in them."""
        return self._printers.statistics(self._years.year(year), self._context(size))

    def _rows(self, query: ListQuery | Sequence[UUID]) -> list[DocketRow]:
        ids = self._cases.ids(query) if isinstance(query, ListQuery) else query
        return list(chain.from_iterable(in_order(self._cases, ids)))

    def _context(self, size: PaperSize, about: str = "") -> PaperContext:
        # The server says when; the desk only says in which time zone people read it.
        now = self._hall.now().astimezone()
        return PaperContext(size, self._hall.hall_name(), self._hall.who_am_i(), now, about)
