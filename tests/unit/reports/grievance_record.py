"""A case that has one of everything, for the tests of its papers."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.casework import Representation
from ip2a_desktop.domain.casework_drafts import (
    ArbitrationDraft,
    FactSheetDraft,
    InformationRequestDraft,
    PanelistRow,
    SettlementDraft,
)
from ip2a_desktop.domain.clocks import GrievanceStatus
from ip2a_desktop.domain.deadlines import Calendar
from ip2a_desktop.domain.grievance_drafts import CitedArticle, GrievanceDraft, Grievant
from ip2a_desktop.domain.grievance_records import DeadlineRow, ExtensionRow, GrievanceRecord, StepRow
from ip2a_desktop.domain.grievances import DeadlineState, Disposition, DocketRow, GrievantRow, Priority
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import Classification
from ip2a_desktop.domain.procedures import Act, GrievanceKind, Lateness, Rules, Side

TODAY = date(2026, 3, 20)
SAID = datetime(2026, 3, 20, 12, tzinfo=UTC)

ROW = DocketRow(
    id=new_id(), version=4, number="2026-014", kind=GrievanceKind.GROUP, status=GrievanceStatus.ARBITRATION,
    priority=Priority.HIGH, step="Arbitration", lead="Silva, Ana", grievants=2, group_name="",
    employer="Cascade Electric", jobsite="Pier 91", steward="Robin Okafor", representative="Minh Tran",
    occurred_on=date(2026, 2, 20), filed_on=date(2026, 3, 2), next_act=Act.ANSWER, next_side=Side.EMPLOYER,
    next_step="Step 1", due_on=date(2026, 3, 9), days_left=-11, is_overdue=True,
    explanation="Mon Mar 9: 5 working days from Mon Mar 2, the filing at Step 1; no holidays between",
    our_act=Act.FILE, our_step="Step 2", our_due_on=date(2026, 3, 23), outcome=None, closed_on=None, is_sample=True,
    updated_at=SAID,
)  # fmt: skip


def docket_row(**values: Any) -> DocketRow:
    """Return a line of the docket."""
    return replace(ROW, **{"id": new_id(), **values})


def marked_sheet() -> FactSheetDraft:
    """Return a fact sheet with a word of its own in every field that takes text."""
    names = [name for name, field in FactSheetDraft.model_fields.items() if field.annotation is str]
    texts = {name: f"secret {name.replace('_', ' ')} words" for name in names}
    return FactSheetDraft(id=ROW.id, representation=Representation.REFUSED, **texts)


def grievance_record(**values: Any) -> GrievanceRecord:
    """Return a case with two grievants, two steps, an extension, a request, a panel and a settlement."""
    grievants = (
        GrievantRow(
            new_id(), new_id(), "Silva, Ana", "0042", Classification.JOURNEY_WORKER, date(2010, 5, 1), True, True
        ),
        GrievantRow(new_id(), new_id(), "Łódź, Bo", "0043", Classification.FOREMAN, None, False, False),
    )
    draft = GrievanceDraft(
        id=ROW.id, version=4, kind=GrievanceKind.GROUP, organization_id=new_id(), agreement_version_id=new_id(),
        jobsite="Pier 91", occurred_on=date(2026, 2, 20), knew_on=date(2026, 2, 21), steward="Robin Okafor",
        representative="Minh Tran", supervisor="Dana Baker",
        statement="On February 20 the crew was sent home after four hours without show-up pay.",
        remedy="That the grievants be made whole.", other_provisions="Past practice since 2012.",
        priority=Priority.HIGH,
        grievants=tuple(Grievant(member_id=one.member_id, is_lead=one.is_lead) for one in grievants),
        articles=(CitedArticle(reference="Art. 5.2"), CitedArticle(reference="Art. 9")),
    )  # fmt: skip
    first = StepRow(
        new_id(), 2, 1, "Step 1", date(2026, 3, 2), time(14, 5), date(2026, 3, 4), None, "R. Okafor", "D. Baker",
        date(2026, 3, 9), None, "The company denies the grievance.", Disposition.APPEALED, "Robin Okafor", "Dana Baker",
    )  # fmt: skip
    second = StepRow(
        new_id(), 1, 2, "Step 2", date(2026, 3, 11), None, None, None, "", "", None, None, "", None, "", ""
    )
    late = DeadlineRow(
        new_id(), 2, Act.ANSWER, Side.EMPLOYER, Lateness.MAY_ADVANCE, date(2026, 3, 18),
        datetime(2026, 3, 19, 7, tzinfo=UTC),
        "Wed Mar 18: 5 working days from Wed Mar 11, the filing at Step 2; no holidays between",
        DeadlineState.OPEN, None, True,
    )  # fmt: skip
    extension = ExtensionRow(
        new_id(), 1, Act.ANSWER, Side.EMPLOYER, date(2026, 3, 6), date(2026, 3, 9), date(2026, 3, 5), "Robin Okafor",
        "Dana Baker", "e-mail of March 5",
    )  # fmt: skip
    request = InformationRequestDraft(
        grievance_id=ROW.id, requested_on=date(2026, 3, 3), addressed_to="Dana Baker",
        items="Time cards of the crew, February 16 to 20\nThe foreman’s daily reports", reason="To see who worked.",
        due_on=date(2026, 3, 10), received_on=date(2026, 3, 9), is_incomplete=True, missing="The daily reports",
    )  # fmt: skip
    given: dict[str, Any] = {
        "draft": draft,
        "row": ROW,
        "today": TODAY,
        "agreement": "Inside Agreement, 2024–2027",
        "rules": Rules(SAMPLES[0].procedure, Calendar()),
        "employer_address": ("900 Dock St", "Seattle, WA 98101"),
        "grievants": grievants,
        "steps": (first, second),
        "deadlines": (late,),
        "extensions": (extension,),
        "requests": (request,),
        "settlement": SettlementDraft(
            id=ROW.id, terms="Four hours of pay to each grievant.", signed_on=date(2026, 3, 19),
            amount=Decimal("812.40"), union_signer="Minh Tran", employer_signer="Dana Baker",
            comply_by=date(2026, 4, 1),
        ),
        "arbitration": ArbitrationDraft(
            id=ROW.id, demanded_on=date(2026, 3, 18), agency="FMCS", case_number="26-00123", cost=Decimal(4200),
            hearing_on=date(2026, 6, 1), hearing_place="Seattle", union_share=Decimal(50),
        ),
        "panel": (
            PanelistRow(grievance_id=ROW.id, position=1, name="A. Jones", strike_order=1, struck_by=Side.EMPLOYER),
            PanelistRow(grievance_id=ROW.id, position=2, name="B. Ito"),
        ),
        "fact_sheet": marked_sheet(),
        "close_remarks": "",
        "merged_into": "",
        "follows": "2025-101",
        "updated_by": "ana",
    }  # fmt: skip
    return GrievanceRecord(**{**given, **values})
