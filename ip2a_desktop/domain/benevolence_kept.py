"""What the record of who did what keeps of the fund: each table's words, and what stands beside the forms' fields."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from ip2a_desktop.domain.benevolence import ApplicationStatus
from ip2a_desktop.domain.benevolence_drafts import Amount, ApplicationDraft, BudgetLineDraft, DocumentDraft
from ip2a_desktop.domain.benevolence_review import (
    AnswerDraft,
    PaymentDraft,
    RecusalDraft,
    ReviewDraft,
)
from ip2a_desktop.domain.contact import Line, LongText
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.fund_drafts import FundDraft, LevelDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.persons import FamilyDraft, PersonLinkDraft


class KeptApplication(ApplicationDraft):
    """An application with what the server writes on it."""

    status: ApplicationStatus = Field(ApplicationStatus.DRAFT, title="Status")
    submitted_on: date | None = Field(None, title="Handed in on")
    submitted_by: Line = Field("", title="Handed in by")
    standing: MemberStatus | None = Field(None, title="Standing on that day")
    approved: Amount = Field(None, title="Amount approved")
    decided_on: date | None = Field(None, title="Decided on")
    withdrawn_reason: LongText = Field("", title="Why it was withdrawn")
    found_false_on: date | None = Field(None, title="Found to be false on")
    found_false_reason: LongText = Field("", title="What was false")


class KeptReview(ReviewDraft):
    """A decision with whose place the reviewer took."""

    alternate_for: Line = Field("", title="In the place of")


class KeptPayment(PaymentDraft):
    """A payment with what voided it."""

    void_reason: LongText = Field("", title="Why it was voided")


FUND_SUBJECTS: dict[str, tuple[str, type[Draft]]] = {
    "benevolence_application": ("Application", KeptApplication),
    "benevolence_budget_line": ("Line of the budget", BudgetLineDraft),
    "benevolence_document": ("Document", DocumentDraft),
    "benevolence_review": ("Decision", KeptReview),
    "benevolence_recusal": ("Recusal", RecusalDraft),
    "benevolence_answer": ("Answer", AnswerDraft),
    "benevolence_payment": ("Payment", KeptPayment),
    "benevolence_fund": ("Rules of the fund", FundDraft),
    "benevolence_level": ("Review level", LevelDraft),
    "person_member": ("Sign-in name", PersonLinkDraft),
    "person_family": ("Family of the office", FamilyDraft),
}
"""Table -> what it is called, and the draft whose titles are the words of its columns."""

_WHOSE = {"application_id", "level_id"}
FUND_SERVER_FIELDS: dict[str, set[str]] = {
    "benevolence_application": {"number", "number_year", "number_seq", "round"},
    "benevolence_budget_line": _WHOSE,
    "benevolence_document": _WHOSE,
    "benevolence_review": _WHOSE
    | {
        "round",
        "position",
        "cap_amount",
        "cap_period",
        "cap_paid",
        "cap_promised",
        "problems",
        "reviewer",
        "reviewed_at",
    },
    "benevolence_recusal": _WHOSE | {"recorded_by", "recorded_at"},
    "benevolence_answer": _WHOSE | {"answered_by", "answered_at"},
    "benevolence_payment": _WHOSE | {"recorded_by", "recorded_at", "voided_at", "voided_by"},
}
"""Table -> columns that say nothing new to a person: whose row it is, who wrote it and when."""

FUND_MONEY = {"requested", "approved", "amount", "cap_amount", "threshold"}
"""Columns that hold dollars."""
