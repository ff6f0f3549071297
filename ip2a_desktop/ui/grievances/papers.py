"""What can be printed of cases: the form for the employer, the union's own sheet, letters, the docket."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.grievances.words import CASES
from ip2a_desktop.ui.kit.export_menu import ListState, scopes
from ip2a_desktop.ui.kit.formats import day, today
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_list_page import Papers

if TYPE_CHECKING:
    from ip2a_desktop.domain.casework_drafts import InformationRequestDraft
    from ip2a_desktop.domain.grievance_records import GrievanceRecord
    from ip2a_desktop.services.grievance_papers import GrievancePapers

_YEARS = 2
"""This year and the one before stand in the menu; any other is asked for."""

Rows = ListQuery | Sequence[UUID]


def grievance_papers(papers: GrievancePapers) -> Papers:
    """Return the papers of the grievances' page."""

    def docket(rows: Rows, about: str) -> Callable[[PaperSize], bytes]:
        return lambda size: papers.docket(rows, size, about)

    def stewards(rows: Rows, about: str) -> Callable[[PaperSize], bytes]:
        return lambda size: papers.stewards_list(rows, size, about)

    def of_list(state: ListState) -> list[PaperChoice]:
        found = [(words, rows, state.about if rows is state.query else "") for words, rows in scopes(state, CASES)]
        dockets = [
            PaperChoice(f"Docket of {words}", "Docket", docket(rows, about), "scales") for words, rows, about in found
        ]
        lists = [
            PaperChoice(f"Steward’s list of {words}", "Steward’s list", stewards(rows, about), "user-list")
            for words, rows, about in found
        ]
        years = [today().year - back for back in range(_YEARS)]
        return [*dockets, *lists, *(statistics_paper(papers, year) for year in years)]

    return Papers(of_list, lambda record: list(_of_case(papers, record)))


def statistics_paper(papers: GrievancePapers, year: int) -> PaperChoice:
    """Return the statistics of a year."""
    words = f"Statistics {year}"
    return PaperChoice(
        words, f"Grievances {year}: statistics", lambda size: papers.statistics(year, size), "chart-bar", words
    )


def _of_case(papers: GrievancePapers, record: GrievanceRecord) -> Iterator[PaperChoice]:
    one, number = record.row.id, record.row.number
    yield PaperChoice(
        "Grievance form (employer’s copy)",
        f"Grievance {number}",
        lambda size: papers.grievance_form(one, size),
        "file-text",
    )
    if record.fact_sheet is not None:
        yield PaperChoice(
            "Fact sheet (union confidential)",
            f"Fact sheet of {number}, union confidential",
            lambda size: papers.fact_sheet(one, size),
            "lock-simple",
        )
    for request in record.requests:
        yield _letter(papers, record, request)
    if record.settlement is not None:
        yield PaperChoice(
            "Settlement agreement",
            f"Settlement of {number}",
            lambda size: papers.settlement_agreement(one, size),
            "handshake",
        )
    yield PaperChoice(
        "Case summary with timeline", f"Summary of {number}", lambda size: papers.case_summary(one, size), "clock"
    )


def _letter(papers: GrievancePapers, record: GrievanceRecord, request: InformationRequestDraft) -> PaperChoice:
    return PaperChoice(
        f"Information request of {day(request.requested_on)}",
        f"Information request, {record.row.number}",
        lambda size: papers.information_request(record.row.id, request.id, size),
        "envelope-simple",
    )
