"""Papers of grievances: the employer's copy holds no word of the fact sheet; long texts flow; samples are marked."""

import dataclasses
import random
from datetime import date, timedelta

import pytest

from ip2a_desktop.domain.casework_drafts import FactSheetDraft
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.errors import InputProblem, NotAllowed
from ip2a_desktop.domain.grievance_events import case_events
from ip2a_desktop.domain.grievance_form import FormGrievant, FormStep, GrievanceForm
from ip2a_desktop.domain.grievance_form import grievance_form as form_of
from ip2a_desktop.domain.grievances import GrievantRow
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import Classification
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.domain.procedures import SAMPLE, Side
from ip2a_desktop.reports.grievance_forms import UNION_CONFIDENTIAL, fact_sheet, grievance_form
from ip2a_desktop.reports.grievance_letters import information_request, settlement_agreement
from ip2a_desktop.reports.grievances import case_summary, docket, stewards_list
from ip2a_desktop.reports.paper import CONFIDENTIAL
from tests.unit.reports.grievance_record import docket_row, grievance_record, marked_sheet

SECRET_FIELDS = [name for name in FactSheetDraft.model_fields if name not in ("id", "version")]


def flat(pages):
    return " ".join(" ".join(pages).split())


@pytest.fixture
def employers_copies(context, pages):
    """All that goes to the employer, as text."""

    def employers_copies(record):
        return {
            "form": flat(pages(grievance_form(form_of(record), context()))),
            "request": flat(pages(information_request(record, record.requests[0], context()))),
            "settlement": flat(pages(settlement_agreement(record, context()))),
        }

    return employers_copies


@pytest.mark.parametrize("field", SECRET_FIELDS)
def test_no_field_of_the_fact_sheet_reaches_the_employer(field, employers_copies):
    sheet = marked_sheet()
    record = grievance_record(fact_sheet=sheet)
    bare = grievance_record(
        fact_sheet=None, draft=record.draft, row=record.row, grievants=record.grievants, steps=record.steps
    )
    word = getattr(sheet, field).label if field == "representation" else getattr(sheet, field)
    found = employers_copies(record)
    for name, text in found.items():
        assert word not in text, name
        assert f"secret {field.replace('_', ' ')}" not in text
    assert found == employers_copies(bare)


def test_the_form_has_no_place_for_a_field_of_the_fact_sheet():
    names = {field.name for kind in (GrievanceForm, FormGrievant, FormStep) for field in dataclasses.fields(kind)}
    assert not names & set(SECRET_FIELDS)
    allowed = {"str", "date | None", "tuple[FormGrievant, ...]", "tuple[FormStep, ...]"}
    for kind in (GrievanceForm, FormGrievant, FormStep):
        assert {str(field.type) for field in dataclasses.fields(kind)} <= allowed | {"date"}


def test_what_the_employer_gets_says_nothing_of_the_unions_business(employers_copies):
    for text in employers_copies(grievance_record()).values():
        assert CONFIDENTIAL not in text
        assert "CONFIDENTIAL" not in text


@pytest.mark.parametrize("size", PaperSize)
def test_the_form_has_everything_an_employer_needs(size, context, pages):
    text = flat(pages(grievance_form(form_of(grievance_record()), context(size))))
    for part in (
        "Grievance 2026-014", "Group or class grievance, filed Mar 2, 2026", "Silva, Ana", "Łódź, Bo",
        "Journey worker", "May 1, 2010", "Cascade Electric", "Pier 91", "Dana Baker", "was sent home",
        "This violates Art. 5.2, Art. 9 and all other applicable provisions of the agreement", "made whole",
        "Past practice since 2012.", "The company denies the grievance.", "Taken to the next step",
        "Union: Robin Okafor", "Step 2", "Arbitration", "Page 1 of 2",
    ):  # fmt: skip
        assert part in text
    assert "working days" not in text


def test_the_fact_sheet_has_all_of_its_fields_and_says_whose_it_is(context, pages):
    found = pages(fact_sheet(grievance_record(), context()))
    text = flat(found)
    for name in SECRET_FIELDS:
        label = FactSheetDraft.label(name)
        assert label in text, name
        assert f"secret {name.replace('_', ' ')} words" in text or name == "representation", name
    assert "Asked, and it was refused" in text
    assert SAMPLE in text
    assert all(UNION_CONFIDENTIAL in page for page in found)


def test_the_fact_sheet_needs_the_offices_duty(context):
    with pytest.raises(NotAllowed):
        fact_sheet(grievance_record(fact_sheet=None), context())


def test_the_letter_asks_for_what_is_written(context, pages):
    record = grievance_record()
    text = flat(pages(information_request(record, record.requests[0], context())))
    for part in (
        "Mar 3, 2026", "Dana Baker", "900 Dock St", "Seattle, WA 98101", "Sent by e-mail", "grievance 2026-014",
        "Time cards of the crew", "To see who worked.", "Please send it by Mar 10, 2026.", "Minh Tran",
    ):  # fmt: skip
        assert part in text


def test_the_settlement_is_there_to_be_signed(context, pages):
    text = flat(pages(settlement_agreement(grievance_record(), context())))
    for part in ("Four hours of pay to each grievant.", "$812.40", "Apr 1, 2026", "sets no precedent", "Dana Baker"):
        assert part in text
    with pytest.raises(InputProblem):
        settlement_agreement(grievance_record(settlement=None), context())


@pytest.mark.parametrize("size", PaperSize)
def test_the_summary_tells_the_case_in_the_order_of_days(size, context, pages):
    record = grievance_record()
    text = flat(pages(case_summary(record, context(size))))
    for part in (
        f"Time limits: {SAMPLE}", "Mar 18, 2026: Employer – Answer at Step 2 – late", "5 working days from Wed Mar 11",
        "Filed at Step 1, 2:05 PM", "More time: Answer at Step 1", "e-mail of March 5", "FMCS 26-00123", "A. Jones",
        "Arbitrator B. Ito", "$4,200.00", "50 %", "Follows 2025-101", "Information received, incomplete", "(lead)",
        "The foreman’s daily reports",
    ):  # fmt: skip
        assert part in text
    events = [one.what for one in case_events(record)]
    assert events[:3] == ["It happened", "The grievant knew of it", "Filed at Step 1, 2:05 PM"]
    days = [one.on for one in case_events(record)]
    assert days == sorted(days)
    assert "secret" not in text


def test_a_statement_of_a_hundred_thousand_characters_in_any_script_flows_over_pages(context, pages):
    scripts = "Łódź für 名簿 العربية עברית ไทย हिन्दी Ελλάδα кириллица emoji ☃ "
    body = "\n\n".join(f"Paragraph {number} " + scripts * 18 for number in range(85))[:100_000]
    draft = grievance_record().draft.model_copy(update={"statement": body})
    found = pages(grievance_form(form_of(grievance_record(draft=draft)), context()))
    text = flat(found)
    assert len(body) > 90_000
    assert len(found) > 10
    assert all(f"Paragraph {number} " in text for number in range(80))
    assert "Arbitration" in found[-1]


def test_ten_thousand_grievants_are_listed_at_the_end(context, pages):
    grievants = tuple(
        GrievantRow(
            new_id(), new_id(), f"Grievant, N{number:05}", f"{number}", Classification.FOREMAN, None, not number, False
        )
        for number in range(10_000)
    )
    record = grievance_record(grievants=grievants)
    found = pages(grievance_form(form_of(record), context()))
    text = flat(found)
    assert "10,000 grievants" in text
    assert all(f"N{number:05}" in text for number in random.Random(1).sample(range(10_000), 200))
    assert "N00042" not in found[0]


def test_the_docket_marks_samples_and_what_is_late(context, pages):
    rows = [
        docket_row(
            number=f"2026-{n:03}", due_on=date(2026, 3, 9) + timedelta(days=n), days_left=n - 2, is_overdue=n < 2,
            is_sample=n == 1, steward="Minh" if n % 2 else "", status=GrievanceStatus.OPEN,
        )
        for n in range(6)
    ]  # fmt: skip
    text = flat(pages(docket(rows, context(subtitle="Open cases"))))
    for part in (
        "Open cases", "6 cases, 2 with something overdue", f"* counted by limits that are a {SAMPLE}",
        "Mar 10, 2026*", "2 days late", "Due today", "1 day left", "Employer: answer at Step 1", "2026-005",
    ):  # fmt: skip
        assert part in text
    assert "Mar 11, 2026*" not in text
    plain = flat(pages(docket([docket_row(is_sample=False, next_side=Side.UNION)], context())))
    assert SAMPLE not in plain
    by_steward = flat(pages(stewards_list(rows, context())))
    assert by_steward.index("No steward yet") < by_steward.index("Minh")
    assert "3 cases" in by_steward


@pytest.mark.parametrize("paper", [docket, stewards_list])
def test_an_empty_list_says_so(paper, context, pages):
    assert "No cases are in this list." in flat(pages(paper([], context())))
