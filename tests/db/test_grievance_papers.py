"""Papers of grievances from the database to the page: the employer's copy never meets the fact sheet."""

import io
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.casework import Representation
from ip2a_desktop.domain.casework_drafts import FactSheetDraft, InformationRequestDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.errors import NotAllowed, NotFound
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.reports.grievance_forms import fact_sheet, grievance_form
from ip2a_desktop.reports.grievance_letters import information_request, settlement_agreement
from ip2a_desktop.reports.grievance_years import grievance_statistics
from ip2a_desktop.reports.grievances import case_summary, docket, stewards_list
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.documents import Details, DocumentService
from ip2a_desktop.services.grievance_papers import GrievancePapers, GrievancePrinters
from ip2a_desktop.services.grievance_years import GrievanceYears
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.hall import HallService
from tests.grievance_cases import Casework

PRINTERS = GrievancePrinters(
    grievance_form,
    fact_sheet,
    information_request,
    settlement_agreement,
    case_summary,
    docket,
    stewards_list,
    grievance_statistics,
)


@pytest.fixture
def work(database: Database) -> Casework:
    return Casework(database)


def papers_of(database: Database, attached: Any = lambda _id: ()) -> GrievancePapers:
    cases, years, hall = GrievanceService(database), GrievanceYears(database), HallService(database)
    return GrievancePapers(cases, years, hall, PRINTERS, attached)


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf), strict=True).pages).split())


def test_the_fact_sheet_stays_with_the_union(work: Casework, person_with: Callable[..., Database]) -> None:
    case = work.in_arbitration()
    names = [name for name, field in FactSheetDraft.model_fields.items() if field.annotation is str]
    assert set(FactSheetDraft.model_fields) - set(names) == {"id", "version", "representation"}, "a field is not tried"
    secrets = {name: f"secret{number}secret" for number, name in enumerate(names)}
    sheet = FactSheetDraft(id=case.row.id, representation=Representation.REFUSED, **secrets)
    work.cases.save_fact_sheet(sheet)
    given = {"grievance_id": case.row.id, "requested_on": work.today, "items": "Time cards"}
    request = check(InformationRequestDraft, given)
    work.cases.save_request(request)
    work.verbs.settle(work.cases.load(case.row.id).row.version, work.settlement(case.row.id))
    papers, size = papers_of(work.database), PaperSize.LETTER
    assert work.cases.load(case.row.id).fact_sheet.what_happened == secrets["what_happened"], "it was there to leak"
    for to_the_employer in (
        papers.grievance_form(case.row.id, size),
        papers.information_request(case.row.id, request.id, size),
        papers.settlement_agreement(case.row.id, size),
    ):
        text = read(to_the_employer)
        assert case.row.number in text
        assert "secret" not in text
        assert Representation.REFUSED.label not in text
    own = read(papers.fact_sheet(case.row.id, size))
    assert all(secret in own for secret in secrets.values())
    with pytest.raises(NotAllowed):
        papers_of(person_with("ip2a_auditor")).fact_sheet(case.row.id, size)


def test_the_fact_sheet_lists_the_documents_of_the_case_but_private_ones(work: Casework, tmp_path: Path) -> None:
    case = work.filed()
    work.cases.save_fact_sheet(FactSheetDraft(id=case.row.id, documents="Time cards of May"))
    (tmp_path / "pgdata").mkdir()  # the database is this computer's own
    service = DocumentService(work.database, DocumentPlaces(work.database, tmp_path))
    for name, private in (("Foreman note.txt", False), ("Medical.txt", True)):
        (tmp_path / name).write_text(name, encoding="utf-8")
        service.attach("grievance", case.row.id, [tmp_path / name], Details(is_private=private))
    papers = papers_of(work.database, partial(service.for_papers, "grievance"))
    text = read(papers.fact_sheet(case.row.id, PaperSize.LETTER))
    assert "Time cards of May" in text
    assert "Foreman note.txt (evidence)" in text
    assert "Medical" not in text
    assert "Foreman note" not in read(papers.grievance_form(case.row.id, PaperSize.LETTER))


def test_summary_docket_and_stewards_list(work: Casework) -> None:
    case = work.filed()
    papers, size = papers_of(work.database), PaperSize.A4
    assert "Filed at Step 1" in read(papers.case_summary(case.row.id, size))
    query = ListQuery(sort="due_on").with_filter("status", ["open"])
    for paper in (papers.docket(query, size, "Open cases"), papers.docket([case.row.id], size, "Open cases")):
        assert case.row.number in read(paper)
        assert "Open cases" in read(paper)
    assert "Robin Okafor" in read(papers.stewards_list(query, size))


def test_a_request_that_is_not_there(work: Casework) -> None:
    case = work.prepared()
    with pytest.raises(NotFound):
        papers_of(work.database).information_request(case.row.id, new_id(), PaperSize.LETTER)


def test_the_statistics_of_a_year_name_nobody(work: Casework) -> None:
    work.settled()
    text = read(papers_of(work.database).statistics(work.ago(8).year, PaperSize.LETTER))
    assert f"Grievances {work.ago(8).year}" in text
    assert work.employer.name in text
    assert "Art. 5.2" in text
    assert "Silva" not in text
